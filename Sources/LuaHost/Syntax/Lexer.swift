/// A token of Lua.
struct Token {
    enum Kind: Equatable {
        case name(String)
        case keyword(String)
        case symbol(String)
        case number(String)
        case string(String)
        case end
    }

    var kind: Kind
    var span: SourceSpan
}

/// What the lexer or the parser cannot accept; becomes a ``LuaFinding``.
struct SyntaxProblem: Error {
    var message: String
    var span: SourceSpan
}

/// Splits UTF-8 text into tokens, in one pass over its bytes.
struct Lexer {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var column = 1
    private(set) var comments: [Chunk.Comment] = []

    static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if",
        "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    init(_ source: String) {
        bytes = Array(source.utf8)
    }

    // ---- bytes ----

    private func peek(_ ahead: Int = 0) -> UInt8 {
        at + ahead < bytes.count ? bytes[at + ahead] : 0
    }

    private mutating func advance() {
        let byte = bytes[at]
        at += 1
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {  // count characters, not the bytes that continue one
            column += 1
        }
    }

    private mutating func skipLine() {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { advance() }
    }

    private func text(_ start: Int) -> String { String(decoding: bytes[start..<at], as: UTF8.self) }

    private func here() -> SourceSpan {
        SourceSpan(line: line, column: column, start: at, end: at, endLine: line)
    }

    private func closed(_ span: SourceSpan) -> SourceSpan {
        var span = span
        span.end = at
        span.endLine = line
        return span
    }

    // ---- tokens ----

    mutating func next() throws(SyntaxProblem) -> Token {
        try skipBlanks()
        let span = here()
        guard at < bytes.count else { return Token(kind: .end, span: span) }
        let first = peek()
        let kind: Token.Kind
        if isLetter(first) {
            while isLetter(peek()) || isDigit(peek()) { advance() }
            let word = text(span.start)
            kind = Lexer.keywords.contains(word) ? .keyword(word) : .name(word)
        } else if isDigit(first) || (first == UInt8(ascii: ".") && isDigit(peek(1))) {
            kind = .number(try number(span))
        } else if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            kind = .string(try quoted(span))
        } else if first == UInt8(ascii: "["), let level = longBracket() {
            kind = .string(try long(level, span))
        } else {
            kind = .symbol(try symbol(span))
        }
        return Token(kind: kind, span: closed(span))
    }

    private mutating func skipBlanks() throws(SyntaxProblem) {
        while at < bytes.count {
            switch peek() {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
                0x0B, 0x0C:
                advance()
            case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): try comment()
            default: return
            }
        }
    }

    private mutating func comment() throws(SyntaxProblem) {
        let span = here()
        advance()
        advance()
        if peek() == UInt8(ascii: "["), let level = longBracket() {
            _ = try long(level, span)
        } else {
            skipLine()
        }
        comments.append(Chunk.Comment(text: text(span.start), span: closed(span)))
    }

    private static let symbols: [[UInt8]] = [
        "...", "<<", ">>", "//", "==", "~=", "<=", ">=", "::", "..", "+", "-", "*", "/", "%", "^",
        "#", "&", "~", "|", "<", ">", "=", "(", ")", "{", "}", "[", "]", ";", ":", ",", ".",
    ].map { Array($0.utf8) }

    private mutating func symbol(_ span: SourceSpan) throws(SyntaxProblem) -> String {
        for symbol in Lexer.symbols where at + symbol.count <= bytes.count {
            guard bytes[at..<at + symbol.count].elementsEqual(symbol) else { continue }
            for _ in symbol { advance() }
            return text(span.start)
        }
        advance()
        while peek() & 0xC0 == 0x80 { advance() }
        throw SyntaxProblem(message: "`\(text(span.start))` is not part of Lua", span: closed(span))
    }

    private mutating func number(_ span: SourceSpan) throws(SyntaxProblem) -> String {
        let hex = peek() == UInt8(ascii: "0") && (peek(1) | 0x20) == UInt8(ascii: "x")
        let exponent = UInt8(ascii: hex ? "p" : "e")
        while isLetter(peek()) || isDigit(peek()) || peek() == UInt8(ascii: ".") {
            let isExponent = peek() | 0x20 == exponent
            advance()
            if isExponent, peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { advance() }
        }
        let written = text(span.start)
        guard isNumber(written, hex: hex) else {
            throw SyntaxProblem(message: "`\(written)` is not a number", span: closed(span))
        }
        return written
    }

    private func isNumber(_ text: String, hex: Bool) -> Bool {
        hex ? Double(text) != nil : Double(text.hasSuffix(".") ? text + "0" : text) != nil
    }

    // ---- strings ----

    private mutating func quoted(_ span: SourceSpan) throws(SyntaxProblem) -> String {
        let quote = peek()
        advance()
        var value: [UInt8] = []
        while peek() != quote {
            guard at < bytes.count, peek() != UInt8(ascii: "\n"), peek() != UInt8(ascii: "\r")
            else {
                throw SyntaxProblem(message: "this text has no closing quote", span: closed(span))
            }
            if peek() == UInt8(ascii: "\\") {
                try escape(&value, span)
            } else {
                value.append(peek())
                advance()
            }
        }
        advance()
        return String(decoding: value, as: UTF8.self)
    }

    private mutating func escape(_ value: inout [UInt8], _ span: SourceSpan) throws(SyntaxProblem) {
        advance()
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13,
            UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12,
            UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 92, UInt8(ascii: "\""): 34,
            UInt8(ascii: "'"): 39, UInt8(ascii: "\n"): 10,
        ]
        let letter = peek()
        if let byte = simple[letter] {
            value.append(byte)
            advance()
        } else if letter == UInt8(ascii: "z") {
            advance()
            while [9, 10, 11, 12, 13, 32].contains(peek()), at < bytes.count { advance() }
        } else if let byte = number(after: letter) {
            guard byte < 128 else {
                throw SyntaxProblem(
                    message: "texts are UTF-8: write the character itself", span: closed(span))
            }
            value.append(UInt8(byte))
        } else {
            throw SyntaxProblem(
                message: "this text has an unknown or unsupported escape", span: closed(span))
        }
    }

    /// The code of `\ddd` or `\xXX`, at whose first character the lexer stands.
    private mutating func number(after letter: UInt8) -> Int? {
        let hex = letter == UInt8(ascii: "x")
        if hex { advance() }
        let start = at
        while at - start < (hex ? 2 : 3), hex ? isHex(peek()) : isDigit(peek()) { advance() }
        guard hex ? at - start == 2 : at > start else { return nil }
        return Int(text(start), radix: hex ? 16 : 10)
    }

    /// The number of `=` in an opening long bracket at this place.
    private func longBracket() -> Int? {
        var level = 0
        while peek(1 + level) == UInt8(ascii: "=") { level += 1 }
        return peek(1 + level) == UInt8(ascii: "[") ? level : nil
    }

    private mutating func long(_ level: Int, _ span: SourceSpan) throws(SyntaxProblem) -> String {
        for _ in 0..<(level + 2) { advance() }
        if peek() == UInt8(ascii: "\r") { advance() }
        if peek() == UInt8(ascii: "\n") { advance() }
        let start = at
        while at < bytes.count {
            if peek() == UInt8(ascii: "]"), closes(level) {
                let value = text(start)
                for _ in 0..<(level + 2) { advance() }
                return value
            }
            advance()
        }
        throw SyntaxProblem(message: "this long bracket is not closed", span: closed(span))
    }

    private func closes(_ level: Int) -> Bool {
        for ahead in 0..<level where peek(1 + ahead) != UInt8(ascii: "=") { return false }
        return peek(1 + level) == UInt8(ascii: "]")
    }
}

private func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_")
        || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
}

private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

private func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
}
