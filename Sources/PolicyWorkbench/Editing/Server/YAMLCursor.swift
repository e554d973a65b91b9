import PolicyHost

/// Where in a YAML file a place is: the keys around it, and whether a key or a value is written there.
///
/// Works on the text of the lines, so that a file which is being typed is understood.
struct YAMLCursor {
    /// The keys from the outermost to the one whose value is written, lists left out.
    private(set) var keys: [String] = []
    /// Whether a key is written at the place.
    private(set) var isKey = true
    /// What of the key or value stands before the place.
    private(set) var partial = ""

    /// Reads the file up to a place.
    ///
    /// - Parameters:
    ///   - lines: The file.
    ///   - line: The number of the line from 0.
    ///   - prefix: What stands before the place on its line.
    init(_ lines: TextLines, line: Int, prefix: String) {
        let own = Self.parts(prefix)
        var indent = own.indent
        var outer: [String] = []
        for number in stride(from: line - 1, through: 0, by: -1) {
            let above = Self.parts(lines.line(number))
            guard !above.isBlank, above.indent < indent || above.dash < indent && above.dash >= 0
            else { continue }
            // A dash opens an element: its first key stands beside the others, not above them.
            if above.indent < indent {
                indent = above.indent
                if let key = above.key { outer.insert(key, at: 0) }
                if above.dash >= 0 { indent = above.dash }
            } else {
                indent = above.dash
            }
            if indent == 0 { break }
        }
        keys = outer
        read(own.rest)
    }

    /// What a line is made of.
    private struct Parts {
        /// The column at which its key begins.
        var indent: Int
        /// The column of its dash; -1 if it has none.
        var dash: Int
        /// The text behind indent and dash.
        var rest: Substring
        /// The key, if the line begins with one.
        var key: String?
        var isBlank: Bool
    }

    private static func parts(_ line: String) -> Parts {
        var rest = Substring(line)
        var indent = 0
        var dash = -1
        while let first = rest.first, first == " " || (first == "-" && isDash(rest)) {
            if first == "-" { dash = indent }
            indent += 1
            rest.removeFirst()
        }
        let key = colon(rest).map { unquoted(rest[..<$0]) }
        return Parts(
            indent: indent, dash: dash, rest: rest, key: key,
            isBlank: rest.isEmpty || rest.first == "#")
    }

    private static func isDash(_ text: Substring) -> Bool {
        text.dropFirst().first.map { $0 == " " } ?? true
    }

    /// The colon that ends a key, outside of quotes.
    private static func colon(_ text: Substring) -> Substring.Index? {
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "{" || character == "[" || character == "#" {
                return nil
            } else if character == ":" {
                let next = text.index(after: index)
                if next == text.endIndex || text[next] == " " { return index }
            }
        }
        return nil
    }

    private static func unquoted(_ text: Substring) -> String {
        let text = text.filter { $0 != "\"" && $0 != "'" }
        return CaseSession.trimmed(String(text))
    }

    /// Reads what is left of the line: a key and its value, which may be a flow of braces and brackets.
    private mutating func read(_ text: Substring) {
        guard let colon = Self.colon(text) else {
            partial = Self.unquoted(text)
            // An element of a list that has no key is a value.
            return
        }
        keys.append(Self.unquoted(text[..<colon]))
        isKey = false
        flow(text[text.index(after: colon)...])
    }

    private mutating func flow(_ text: Substring) {
        var word = ""
        /// How many keys each open brace has added.
        var open: [Int] = []
        var quote: Character?
        for character in text {
            if let mark = quote {
                if character == mark { quote = nil } else { word.append(character) }
                continue
            }
            switch character {
            case "\"", "'": quote = character
            case "{":
                open.append(0)
                isKey = true
                word = ""
            case "[":
                open.append(-1)
                isKey = false
                word = ""
            case "}", "]":
                if let count = open.popLast(), count > 0 { keys.removeLast() }
                isKey = false
                word = ""
            case ":":
                if let count = open.last, count == 0, isKey {
                    keys.append(CaseSession.trimmed(word))
                    open[open.count - 1] = 1
                    isKey = false
                    word = ""
                } else {
                    word.append(character)
                }
            case ",":
                if let count = open.last {
                    if count > 0 {
                        keys.removeLast()
                        open[open.count - 1] = 0
                    }
                    isKey = count >= 0
                }
                word = ""
            default: word.append(character)
            }
        }
        partial = CaseSession.trimmed(word)
    }

    /// What the file may hold at the place: the mapping around a key, or the kind of a value.
    func meaning(in file: YAMLFile) -> (mapping: YAMLShape?, value: YAMLShape.Key?) {
        var kind = YAMLShape.Kind.mapping(file.shape)
        var last: YAMLShape.Key?
        for key in keys {
            switch Self.inner(kind) {
            case .mapping(let shape):
                guard let found = shape.key(key) else { return (nil, nil) }
                last = found
                kind = found.kind
            case .names(let value):
                last = nil
                kind = value
            default: return (nil, nil)
            }
        }
        guard isKey, case .mapping(let shape) = Self.inner(kind) else { return (nil, last) }
        return (shape, last)
    }

    /// A kind without the lists around it.
    static func inner(_ kind: YAMLShape.Kind) -> YAMLShape.Kind {
        switch kind {
        case .list(let element), .oneOrMore(let element): inner(element)
        case .either(_, let other):
            if case .mapping = inner(other) { inner(other) } else { kind }
        default: kind
        }
    }

    /// The words that a value of a kind takes.
    static func words(_ kind: YAMLShape.Kind) -> [String] {
        switch kind {
        case .word(let words): words
        case .either(let words, let other): words + self.words(other)
        case .list(let element), .oneOrMore(let element): words(element)
        case .yesNo: ["yes", "no"]
        default: []
        }
    }
}
