/// Parses Lua 5.4 by recursive descent, in time linear in the source.
///
/// Nesting is capped well below Lua's own limit of 200, and so is the height of an expression:
/// neither this parser nor Lua's, which takes quadratic time for a chain of ten thousand `or`,
/// ever sees more.
struct Parser {
    static let deepest = 190

    var lexer: Lexer
    var token: Token
    var ahead: Token?
    var previous: SourceSpan
    var depth = 0
    var scopes = Scopes()

    init(_ source: String) throws(SyntaxProblem) {
        lexer = Lexer(source)
        token = try lexer.next()
        previous = token.span
    }

    mutating func chunk(named name: String) throws(SyntaxProblem) -> Chunk {
        scopes.openFunction(isVariadic: true)
        let block = try block()
        guard token.kind == .end else { throw unexpected("the end of the file") }
        return Chunk(name: name, block: block, comments: lexer.comments)
    }

    // ---- tokens ----

    mutating func advance() throws(SyntaxProblem) {
        previous = token.span
        if let ahead {
            token = ahead
            self.ahead = nil
        } else {
            token = try lexer.next()
        }
    }

    mutating func peekKind() throws(SyntaxProblem) -> Token.Kind {
        if let ahead { return ahead.kind }
        let next = try lexer.next()
        ahead = next
        return next.kind
    }

    mutating func accept(_ kind: Token.Kind) throws(SyntaxProblem) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind, opened: (String, SourceSpan)? = nil)
        throws(SyntaxProblem)
    {
        if try accept(kind) { return }
        let wanted = "`\(kind.text)`"
        guard let (word, span) = opened else { throw unexpected(wanted) }
        throw unexpected("\(wanted) for the `\(word)` of line \(span.line)")
    }

    mutating func name() throws(SyntaxProblem) -> DeclaredName {
        guard case .name(let name) = token.kind else { throw unexpected("a name") }
        let declared = DeclaredName(name: name, attribute: nil, span: token.span)
        try advance()
        return declared
    }

    func unexpected(_ wanted: String) -> SyntaxProblem {
        let found = token.kind == .end ? "the end of the file" : "`\(token.kind.text)`"
        return SyntaxProblem(message: "expected \(wanted), found \(found)", span: token.span)
    }

    /// Runs a rule one level deeper.
    mutating func nested<Result>(
        _ rule: (inout Parser) throws(SyntaxProblem) -> Result
    ) throws(SyntaxProblem) -> Result {
        guard depth < Parser.deepest else {
            throw SyntaxProblem(
                message: "this is nested too deep: move a part of it to a function of its own",
                span: token.span)
        }
        depth += 1
        defer { depth -= 1 }
        return try rule(&self)
    }

    // ---- blocks ----

    private var endsBlock: Bool {
        switch token.kind {
        case .end: true
        case .keyword(let word): ["end", "else", "elseif", "until"].contains(word)
        default: false
        }
    }

    /// Statements up to the word that ends them; the scope stays open for `until`.
    private mutating func statements() throws(SyntaxProblem) -> Block {
        var statements: [Statement] = []
        while !endsBlock {
            if try accept(.symbol(";")) { continue }
            let isReturn = token.kind == .keyword("return")
            statements.append(try nested { parser throws(SyntaxProblem) in try parser.statement() })
            if isReturn { break }
        }
        return Block(statements: statements)
    }

    mutating func block() throws(SyntaxProblem) -> Block {
        scopes.open()
        defer { scopes.close() }
        return try statements()
    }

    private mutating func block(endedFor word: String, _ span: SourceSpan) throws(SyntaxProblem)
        -> Block
    {
        let parsed = try block()
        try expect(.keyword("end"), opened: (word, span))
        return parsed
    }

    // ---- statements ----

    private mutating func statement() throws(SyntaxProblem) -> Statement {
        let start = token.span
        let kind = try statementKind(start)
        return Statement(kind: kind, span: start.through(previous))
    }

    private mutating func statementKind(_ start: SourceSpan) throws(SyntaxProblem) -> Statement.Kind
    {
        guard case .keyword(let word) = token.kind else {
            if token.kind == .symbol("::") { return try label() }
            return try expressionStatement()
        }
        switch word {
        case "local": return try local()
        case "if": return try branches()
        case "for": return try loop()
        case "function": return try functionStatement()
        case "return": return try result()
        case "do":
            try advance()
            return .block(try block(endedFor: "do", start))
        case "while":
            try advance()
            let condition = try expression()
            try expect(.keyword("do"))
            return .whileLoop(condition, try block(endedFor: "while", start))
        case "repeat":
            try advance()
            scopes.open()
            defer { scopes.close() }
            let body = try statements()
            try expect(.keyword("until"), opened: ("repeat", start))
            return .repeatLoop(body, try expression())
        case "break":
            try advance()
            return .exit
        case "goto":
            try advance()
            return .jump(try name().name)
        default: throw unexpected("a statement")
        }
    }

    private mutating func label() throws(SyntaxProblem) -> Statement.Kind {
        try advance()
        let label = try name()
        try expect(.symbol("::"))
        return .label(label.name)
    }

    private mutating func local() throws(SyntaxProblem) -> Statement.Kind {
        try advance()
        if try accept(.keyword("function")) {
            let name = try name()
            scopes.declare(name.name)
            return .localFunction(name, try functionBody(from: name.span, isMethod: false))
        }
        var names: [DeclaredName] = []
        repeat {
            var declared = try name()
            if try accept(.symbol("<")) {
                declared.attribute = try name().name
                try expect(.symbol(">"))
            }
            names.append(declared)
        } while try accept(.symbol(","))
        let values = try accept(.symbol("=")) ? try expressions() : []
        for name in names { scopes.declare(name.name) }
        return .local(names, values)
    }

    private mutating func branches() throws(SyntaxProblem) -> Statement.Kind {
        let start = token.span
        var branches: [Statement.Branch] = []
        repeat {
            try advance()
            let condition = try expression()
            try expect(.keyword("then"))
            branches.append(Statement.Branch(condition: condition, block: try block()))
        } while token.kind == .keyword("elseif")
        let otherwise = try accept(.keyword("else")) ? try block() : nil
        try expect(.keyword("end"), opened: ("if", start))
        return .branches(branches, otherwise: otherwise)
    }

    private mutating func loop() throws(SyntaxProblem) -> Statement.Kind {
        let start = token.span
        try advance()
        var names = [try name()]
        if try accept(.symbol("=")) {
            let first = try expression()
            try expect(.symbol(","))
            let last = try expression()
            let step = try accept(.symbol(",")) ? try expression() : nil
            let body = try loopBody(names, start)
            return .numericLoop(names[0], first: first, last: last, step: step, body)
        }
        while try accept(.symbol(",")) { names.append(try name()) }
        try expect(.keyword("in"))
        let values = try expressions()
        return .loop(names, values, try loopBody(names, start))
    }

    private mutating func loopBody(
        _ names: [DeclaredName], _ start: SourceSpan
    ) throws(SyntaxProblem) -> Block {
        try expect(.keyword("do"))
        scopes.open()
        defer { scopes.close() }
        for name in names { scopes.declare(name.name) }
        return try block(endedFor: "for", start)
    }

    private mutating func functionStatement() throws(SyntaxProblem) -> Statement.Kind {
        let start = token.span
        try advance()
        let first = try name()
        var target = Expression(
            kind: .name(first.name, scopes.resolve(first.name)), span: first.span, height: 1)
        var isMethod = false
        while !isMethod, token.kind == .symbol(".") || token.kind == .symbol(":") {
            isMethod = token.kind == .symbol(":")
            try advance()
            let key = try name()
            target = try indexed(target, constant(key), isDot: true)
        }
        return .function(target: target, try functionBody(from: start, isMethod: isMethod))
    }

    private mutating func result() throws(SyntaxProblem) -> Statement.Kind {
        try advance()
        let values = endsBlock || token.kind == .symbol(";") ? [] : try expressions()
        _ = try accept(.symbol(";"))
        guard endsBlock else { throw unexpected("`end` after `return`") }
        return .result(values)
    }

    private mutating func expressionStatement() throws(SyntaxProblem) -> Statement.Kind {
        let first = try suffixed()
        guard token.kind == .symbol("=") || token.kind == .symbol(",") else {
            if first.isCall { return .call(first) }
            throw unexpected("`=` or a call")
        }
        var targets = [first]
        while try accept(.symbol(",")) { targets.append(try suffixed()) }
        try expect(.symbol("="))
        for target in targets where !target.isAssignable {
            throw SyntaxProblem(message: "this cannot be assigned to", span: target.span)
        }
        return .assignment(targets, try expressions())
    }
}

extension Token.Kind {
    /// The token as written, for messages.
    var text: String {
        switch self {
        case .name(let text), .keyword(let text), .symbol(let text), .number(let text): text
        case .string: "a text"
        case .end: "the end of the file"
        }
    }
}

extension Expression {
    var isCall: Bool {
        switch kind {
        case .call, .method: true
        default: false
        }
    }

    var isAssignable: Bool {
        switch kind {
        case .name, .index: true
        default: false
        }
    }
}
