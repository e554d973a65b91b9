/// The tokens of a text that may be unfinished, for editors.
package struct LuaTokens: Sendable {
    /// A token with its place.
    package struct Item: Sendable, Equatable {
        /// What it is.
        package enum Kind: Sendable, Equatable {
            case name
            case keyword
            case symbol
            case number
            case string
        }
        /// What it is.
        package var kind: Kind
        /// The name, keyword, symbol or number as written; the value of a string.
        package var text: String
        /// Where it is.
        package var span: SourceSpan

        /// Whether it is this symbol.
        package func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

        /// Whether it is this keyword.
        package func isKeyword(_ word: String) -> Bool { kind == .keyword && text == word }
    }

    /// The tokens in order, as far as the text is Lua.
    package var items: [Item] = []
    /// Where a string begins that does not end; nil if every string does.
    package var openString: Int?

    /// Splits a text; what follows the first thing that is not Lua is left out.
    package init(_ source: String) {
        var lexer = Lexer(source)
        while true {
            do throws(SyntaxProblem) {
                let token = try lexer.next()
                guard let item = Self.item(token) else { return }
                items.append(item)
            } catch {
                let bytes = source.utf8
                let start = bytes.index(bytes.startIndex, offsetBy: error.span.start)
                if start < bytes.endIndex, [0x22, 0x27].contains(bytes[start]) {
                    openString = error.span.start
                }
                return
            }
        }
    }

    private static func item(_ token: Token) -> Item? {
        switch token.kind {
        case .name(let text): Item(kind: .name, text: text, span: token.span)
        case .keyword(let text): Item(kind: .keyword, text: text, span: token.span)
        case .symbol(let text): Item(kind: .symbol, text: text, span: token.span)
        case .number(let text): Item(kind: .number, text: text, span: token.span)
        case .string(let text): Item(kind: .string, text: text, span: token.span)
        case .end: nil
        }
    }
}
