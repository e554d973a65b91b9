extension Parser {
    /// Left and right binding powers: a right side weaker than the left makes `..` and `^` group
    /// to the right.
    private static let powers: [String: (left: Int, right: Int)] = [
        "or": (1, 1), "and": (2, 2), "<": (3, 3), ">": (3, 3), "<=": (3, 3), ">=": (3, 3),
        "~=": (3, 3), "==": (3, 3), "|": (4, 4), "~": (5, 5), "&": (6, 6), "<<": (7, 7),
        ">>": (7, 7), "..": (9, 8), "+": (10, 10), "-": (10, 10), "*": (11, 11), "/": (11, 11),
        "//": (11, 11), "%": (11, 11), "^": (14, 13),
    ]
    private static let unaryPower = 12

    mutating func expressions() throws(SyntaxProblem) -> [Expression] {
        var list = [try expression()]
        while try accept(.symbol(",")) { list.append(try expression()) }
        return list
    }

    mutating func expression(above limit: Int = 0) throws(SyntaxProblem) -> Expression {
        try nested { parser throws(SyntaxProblem) in try parser.operators(above: limit) }
    }

    private mutating func operators(above limit: Int) throws(SyntaxProblem) -> Expression {
        var left: Expression
        if let word = unaryOperator {
            let start = token.span
            try advance()
            let operand = try expression(above: Parser.unaryPower)
            left = try node(.unary(word, operand), from: start, over: [operand])
        } else {
            left = try simple()
        }
        while let word = binaryOperator, let power = Parser.powers[word], power.left > limit {
            try advance()
            let right = try expression(above: power.right)
            left = try node(.binary(word, left, right), from: left.span, over: [left, right])
        }
        return left
    }

    private var unaryOperator: String? {
        switch token.kind {
        case .keyword("not"): "not"
        case .symbol(let symbol) where ["-", "#", "~"].contains(symbol): symbol
        default: nil
        }
    }

    private var binaryOperator: String? {
        switch token.kind {
        case .keyword(let word) where word == "and" || word == "or": word
        case .symbol(let symbol): symbol
        default: nil
        }
    }

    /// A node that ends at the last token, refused when the tree below it is too high.
    private func node(
        _ kind: Expression.Kind, from start: SourceSpan, over parts: [Expression]
    ) throws(SyntaxProblem) -> Expression {
        let height = 1 + (parts.lazy.map(\.height).max() ?? 0)
        guard height <= Parser.deepest else {
            throw SyntaxProblem(
                message: "this expression has too many parts: split it with a local", span: start)
        }
        return Expression(kind: kind, span: start.through(previous), height: height)
    }

    func constant(_ name: DeclaredName) -> Expression {
        Expression(kind: .string(name.name), span: name.span, height: 1)
    }

    func indexed(
        _ object: Expression, _ key: Expression, isDot: Bool
    ) throws(SyntaxProblem) -> Expression {
        try node(
            .index(object: object, key: key, isDot: isDot), from: object.span, over: [object, key])
    }

    // ---- simple expressions ----

    private mutating func simple() throws(SyntaxProblem) -> Expression {
        let start = token.span
        let kind: Expression.Kind
        switch token.kind {
        case .number(let text): kind = .number(text)
        case .string(let text): kind = .string(text)
        case .keyword("nil"): kind = .absent
        case .keyword("true"): kind = .bool(true)
        case .keyword("false"): kind = .bool(false)
        case .symbol("..."):
            guard scopes.isVariadic else {
                throw SyntaxProblem(
                    message: "`...` is used in a function that does not take it", span: start)
            }
            kind = .variadic
        case .symbol("{"): return try table()
        case .keyword("function"):
            try advance()
            return try function(from: start)
        default: return try suffixed()
        }
        try advance()
        return Expression(kind: kind, span: start, height: 1)
    }

    private mutating func function(from start: SourceSpan) throws(SyntaxProblem) -> Expression {
        let body = try functionBody(from: start, isMethod: false)
        return Expression(kind: .function(body), span: body.span, height: 1)
    }

    mutating func functionBody(
        from start: SourceSpan, isMethod: Bool
    ) throws(SyntaxProblem) -> FunctionBody {
        var parameters: [DeclaredName] = []
        if isMethod { parameters.append(DeclaredName(name: "self", attribute: nil, span: start)) }
        var isVariadic = false
        try expect(.symbol("("))
        if token.kind != .symbol(")") {
            repeat {
                isVariadic = try accept(.symbol("..."))
                if isVariadic { break }
                parameters.append(try name())
            } while try accept(.symbol(","))
        }
        try expect(.symbol(")"))
        scopes.openFunction(isVariadic: isVariadic)
        scopes.open()
        defer {
            scopes.close()
            scopes.closeFunction()
        }
        for parameter in parameters { scopes.declare(parameter.name) }
        let body = try block()
        try expect(.keyword("end"), opened: ("function", start))
        return FunctionBody(
            parameters: parameters, isVariadic: isVariadic, block: body,
            span: start.through(previous))
    }

    private mutating func table() throws(SyntaxProblem) -> Expression {
        let start = token.span
        try advance()
        var entries: [Expression.TableEntry] = []
        while token.kind != .symbol("}") {
            entries.append(try entry())
            let isSeparated = token.kind == .symbol(",") || token.kind == .symbol(";")
            guard isSeparated else { break }
            try advance()
        }
        try expect(.symbol("}"), opened: ("{", start))
        let parts = entries.map(\.value) + entries.compactMap(\.key)
        return try node(.table(entries), from: start, over: parts)
    }

    private mutating func entry() throws(SyntaxProblem) -> Expression.TableEntry {
        if try accept(.symbol("[")) {
            let key = try expression()
            try expect(.symbol("]"))
            try expect(.symbol("="))
            return Expression.TableEntry(key: key, value: try expression())
        }
        if case .name = token.kind, try peekKind() == .symbol("=") {
            let key = constant(try name())
            try advance()
            return Expression.TableEntry(key: key, value: try expression())
        }
        return Expression.TableEntry(key: nil, value: try expression())
    }

    // ---- names, indexes and calls ----

    private mutating func primary() throws(SyntaxProblem) -> Expression {
        let start = token.span
        if case .name(let name) = token.kind {
            try advance()
            return Expression(kind: .name(name, scopes.resolve(name)), span: start, height: 1)
        }
        guard try accept(.symbol("(")) else { throw unexpected("an expression") }
        let inner = try expression()
        try expect(.symbol(")"), opened: ("(", start))
        return try node(.parenthesized(inner), from: start, over: [inner])
    }

    mutating func suffixed() throws(SyntaxProblem) -> Expression {
        var object = try primary()
        while true {
            switch token.kind {
            case .symbol("."):
                try advance()
                let name = try name()  // before `indexed` is called: it takes its end from here
                object = try indexed(object, constant(name), isDot: true)
            case .symbol("["):
                try advance()
                let key = try expression()
                try expect(.symbol("]"))
                object = try indexed(object, key, isDot: false)
            case .symbol(":"):
                try advance()
                let name = try name()
                let values = try arguments()
                object = try node(
                    .method(object: object, name: name.name, arguments: values),
                    from: object.span, over: [object] + values)
            case .symbol("("), .symbol("{"), .string:
                let values = try arguments()
                object = try node(
                    .call(function: object, arguments: values), from: object.span,
                    over: [object] + values)
            default: return object
            }
        }
    }

    private mutating func arguments() throws(SyntaxProblem) -> [Expression] {
        switch token.kind {
        case .string(let text):
            let constant = Expression(kind: .string(text), span: token.span, height: 1)
            try advance()
            return [constant]
        case .symbol("{"): return [try table()]
        default:
            let start = token.span
            try expect(.symbol("("))
            let values = token.kind == .symbol(")") ? [] : try expressions()
            try expect(.symbol(")"), opened: ("(", start))
            return values
        }
    }
}
