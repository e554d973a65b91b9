/// A JSON value as a tree, for tools and tests; case files are read without one.
///
/// Numbers are whole, as everywhere in this package.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// Why a text could not be read as a tree.
    public struct ParseError: Error, Sendable, Equatable, CustomStringConvertible {
        /// What was expected.
        public var message: String
        /// The offset of the byte that does not fit.
        public var offset: Int

        /// The message with its offset.
        public var description: String { "byte \(offset): \(message)" }
    }

    /// Reads a JSON text.
    ///
    /// - Throws: ``ParseError`` for anything but one value, for a fraction and for a name that is
    ///   there twice in one object.
    public init(parsing bytes: [UInt8]) throws(ParseError) {
        let result = bytes.withUnsafeBytes { bytes in
            JSONScanner.scan(bytes) { scanner -> Result<JSONValue, ParseError> in
                let value = JSONValue.read(&scanner, depth: 0)
                if scanner.peek() != 0 || scanner.cursor < scanner.end {
                    scanner.fail("expected nothing after the value")
                }
                guard let fault = scanner.fault else { return .success(value ?? .null) }
                return .failure(ParseError(message: fault.message, offset: fault.offset))
            }
        }
        self = try result.get()
    }

    /// Reads a JSON text.
    ///
    /// - Throws: ``ParseError``; see ``init(parsing:)-(ArrayLiteral)``.
    public init(parsing text: String) throws(ParseError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The member of an object with this name; setting nil removes it.
    public subscript(name: String) -> JSONValue? {
        get {
            guard case .object(let members) = self else { return nil }
            return members[name]
        }
        set {
            guard case .object(var members) = self else { return }
            self = .null
            members[name] = newValue
            self = .object(members)
        }
    }

    /// The element of a list at this index; nil beyond its end.
    public subscript(index: Int) -> JSONValue? {
        get {
            guard case .list(let elements) = self, elements.indices.contains(index) else {
                return nil
            }
            return elements[index]
        }
        set {
            guard case .list(var elements) = self, elements.indices.contains(index) else { return }
            self = .null
            if let newValue { elements[index] = newValue } else { elements.remove(at: index) }
            self = .list(elements)
        }
    }

    private static func read(_ scanner: inout JSONScanner, depth: Int) -> JSONValue? {
        guard depth < JSONScanner.deepest else {
            scanner.failTooDeep()
            return nil
        }
        switch scanner.peek() {
        case UInt8(ascii: "\""):
            return text(&scanner).map { .text($0) }
        case UInt8(ascii: "{"):
            return object(&scanner, depth: depth)
        case UInt8(ascii: "["):
            return list(&scanner, depth: depth)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let place = scanner.cursor
            guard let number = scanner.scanNumber() else { return nil }
            if case .integer(let value) = number { return .integer(value) }
            scanner.cursor = place
            scanner.fail("expected a whole number of at most 18 digits")
            return nil
        default:
            if scanner.takeLiteral("true") { return .bool(true) }
            if scanner.takeLiteral("false") { return .bool(false) }
            if scanner.takeLiteral("null") { return .null }
            scanner.fail("expected a JSON value")
            return nil
        }
    }

    private static func text(_ scanner: inout JSONScanner) -> String? {
        let place = scanner.cursor
        guard let raw = scanner.scanText() else { return nil }
        switch scanner.decode(raw) {
        case .success(let text):
            return text
        case .failure(let error):
            scanner.cursor = place
            scanner.fail(error.fault.rawValue)
            return nil
        }
    }

    private static func list(_ scanner: inout JSONScanner, depth: Int) -> JSONValue? {
        scanner.cursor += 1
        var elements: [JSONValue] = []
        guard !scanner.take(UInt8(ascii: "]")) else { return .list(elements) }
        repeat {
            guard let element = read(&scanner, depth: depth + 1) else { return nil }
            elements.append(element)
        } while scanner.take(UInt8(ascii: ","))
        guard scanner.take(UInt8(ascii: "]")) else {
            scanner.fail("expected `,` or `]`")
            return nil
        }
        return .list(elements)
    }

    private static func object(_ scanner: inout JSONScanner, depth: Int) -> JSONValue? {
        scanner.cursor += 1
        var members: [String: JSONValue] = [:]
        guard !scanner.take(UInt8(ascii: "}")) else { return .object(members) }
        repeat {
            guard scanner.peek() == UInt8(ascii: "\"") else {
                scanner.fail("expected a name in quotes")
                return nil
            }
            let place = scanner.cursor
            guard let name = text(&scanner) else { return nil }
            guard members[name] == nil else {
                scanner.cursor = place
                scanner.fail("expected another name: this one is there already")
                return nil
            }
            guard scanner.take(UInt8(ascii: ":")) else {
                scanner.fail("expected `:` after a name")
                return nil
            }
            guard let value = read(&scanner, depth: depth + 1) else { return nil }
            members[name] = value
        } while scanner.take(UInt8(ascii: ","))
        guard scanner.take(UInt8(ascii: "}")) else {
            scanner.fail("expected `,` or `}`")
            return nil
        }
        return .object(members)
    }
}
