// Walks the bytes of one JSON text.
//
// The scanner works on a copy that ends in zero bytes. A zero byte is no part of JSON outside of an
// error, so every loop ends at the padding and words of eight bytes can be loaded anywhere without
// asking how much is left.

/// Where the bytes of a JSON text stop to be JSON, and what would have been.
struct JSONFault: Equatable {
    /// What was expected, in words.
    var message: String
    /// The offset of the first byte that does not fit.
    var offset: Int
}

/// A cursor over one JSON text that knows the grammar but no case file.
struct JSONScanner {
    /// Zero bytes that follow the text.
    static let padding = 64
    /// Records and lists may be nested this deep.
    static let deepest = 64

    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    var cursor: UnsafePointer<UInt8>
    /// The first break of the grammar; nothing is read after it.
    var fault: JSONFault?

    /// Calls `body` with a scanner over a padded copy of `bytes`.
    static func scan<Result>(
        _ bytes: UnsafeRawBufferPointer, _ body: (inout JSONScanner) -> Result
    ) -> Result {
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: bytes.count + padding, alignment: 8)
        defer { copy.deallocate() }
        copy.copyMemory(from: bytes)
        copy[bytes.count...].initializeMemory(as: UInt8.self, repeating: 0)
        let text = copy.bindMemory(to: UInt8.self)
        guard let base = text.baseAddress else { preconditionFailure("an allocation has a base") }
        let start = UnsafePointer(base)
        var scanner = JSONScanner(start: start, end: start + bytes.count, cursor: start)
        return body(&scanner)
    }

    private init(
        start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, cursor: UnsafePointer<UInt8>
    ) {
        self.start = start
        self.end = end
        self.cursor = cursor
    }

    /// The distance of the cursor from the start of the text in bytes.
    var offset: Int { cursor - start }

    /// Eight bytes at an address inside the text or its padding.
    static func word(_ address: UnsafePointer<UInt8>) -> UInt64 {
        // SAFETY: the padding is longer than a word, and no address beyond the text's end is used.
        UInt64(
            littleEndian: UnsafeRawPointer(address).loadUnaligned(as: UInt64.self))
    }

    /// Records that the text is no JSON at the cursor; the first such place stands.
    mutating func fail(_ message: String) {
        guard fault == nil else { return }
        fault = JSONFault(
            message: cursor >= end ? "\(message), but the text ends here" : message, offset: offset)
    }

    /// Records that values are nested too deeply.
    mutating func failTooDeep() {
        fail("expected at most \(JSONScanner.deepest) levels of nesting")
    }

    /// Moves over spaces, tabs and line ends.
    @inline(__always)
    mutating func skipSpace() {
        while cursor.pointee <= 0x20, isSpace(cursor.pointee) { cursor += 1 }
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Takes one byte if it comes next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard cursor.pointee == byte else { return false }
        cursor += 1
        return true
    }

    /// The first byte of the next value.
    @inline(__always)
    mutating func peek() -> UInt8 {
        skipSpace()
        return cursor.pointee
    }

    /// Takes `true`, `false` or `null` if it comes next.
    @inline(__always)
    mutating func takeLiteral(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        for index in 0..<count where cursor[index] != text.utf8Start[index] { return false }
        guard !JSONScanner.continuesWord(cursor[count]) else { return false }
        cursor += count
        return true
    }

    private static func continuesWord(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
            || byte == 0x5F || byte == 0x2E
    }

    /// What kind of value starts at the cursor, for messages.
    func kindOfValue() -> String {
        switch cursor.pointee {
        case UInt8(ascii: "\""): "a text"
        case UInt8(ascii: "{"): "a record"
        case UInt8(ascii: "["): "a list"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): "true or false"
        case UInt8(ascii: "n"): "null"
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): "a number"
        default: "no JSON value"
        }
    }

    /// Moves over one value of any kind, checking its grammar.
    mutating func skipValue(depth: Int = 0) {
        guard depth < JSONScanner.deepest else {
            return failTooDeep()
        }
        switch peek() {
        case UInt8(ascii: "\""):
            _ = scanText()
        case UInt8(ascii: "{"):
            skipMembers(depth: depth)
        case UInt8(ascii: "["):
            cursor += 1
            guard !take(UInt8(ascii: "]")) else { return }
            repeat {
                skipValue(depth: depth + 1)
                guard fault == nil else { return }
            } while take(UInt8(ascii: ","))
            if !take(UInt8(ascii: "]")) { fail("expected `,` or `]`") }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            _ = scanNumber()
        default:
            if !takeLiteral("true"), !takeLiteral("false"), !takeLiteral("null") {
                fail("expected a JSON value")
            }
        }
    }

    private mutating func skipMembers(depth: Int) {
        cursor += 1
        guard !take(UInt8(ascii: "}")) else { return }
        repeat {
            guard peek() == UInt8(ascii: "\"") else { return fail("expected a field name") }
            _ = scanText()
            guard fault == nil else { return }
            guard take(UInt8(ascii: ":")) else { return fail("expected `:` after a field name") }
            skipValue(depth: depth + 1)
            guard fault == nil else { return }
        } while take(UInt8(ascii: ","))
        if !take(UInt8(ascii: "}")) { fail("expected `,` or `}`") }
    }

    /// The line and column of an offset, both from one; the column counts bytes.
    func lineAndColumn(of offset: Int) -> (line: Int, column: Int) {
        var line = 1
        var lineStart = 0
        for index in 0..<min(offset, end - start) where start[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        return (line, offset - lineStart + 1)
    }
}
