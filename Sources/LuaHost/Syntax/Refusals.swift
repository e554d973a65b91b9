/// What a policy file may not do, found before it runs.
///
/// Two kinds: what would let something outlive a decision or make it depend on chance, and two
/// constructs that Lua 5.4.4 compiles wrongly.
struct Refusals {
    let chunk: Chunk
    let globals: Set<String>
    private(set) var findings: [LuaFinding] = []
    /// Where names are assigned that are no locals: they are not unknown names besides.
    private var assigned: Set<Int> = []

    init(_ chunk: Chunk, globals: Set<String>) {
        self.chunk = chunk
        self.globals = globals
        chunk.walk { node in
            switch node {
            case .statement(let statement): check(statement)
            case .expression(let expression): check(expression)
            }
        }
    }

    private mutating func report(
        _ code: String, _ span: SourceSpan, _ message: String, _ suggestion: String?
    ) {
        findings.append(
            LuaFinding(
                code: code, message: message, position: chunk.position(span),
                suggestion: suggestion, bytes: span.start..<max(span.start, span.end)))
    }

    // ---- statements ----

    private mutating func check(_ statement: Statement) {
        switch statement.kind {
        case .assignment(let targets, _):
            for target in targets { checkTarget(target, isFunction: false) }
        case .function(let target, _): checkTarget(target, isFunction: true)
        case .local(let names, _):
            for name in names where name.attribute != nil && name.attribute != "const" {
                report(
                    "attribute.refused", name.span,
                    "the attribute `<\(name.attribute ?? "")>` is not offered", "leave it out")
            }
        case .jump, .label:
            report(
                "goto.refused", statement.span, "`goto` and labels are not offered",
                "use if, a loop with break, or a function with return")
        default: break
        }
    }

    private mutating func checkTarget(_ target: Expression, isFunction: Bool) {
        guard case .name(let name, let scope) = target.kind else { return }
        switch scope {
        case .local: break
        case .global:
            assigned.insert(target.span.start)
            report(
                "global.assigned", target.span,
                "`\(name)` is not a local, and globals are read-only",
                isFunction ? "write `local function \(name)`" : "write `local \(name) = …`")
        case .upvalue:
            report(
                "upvalue.assigned", target.span,
                "`\(name)` belongs to the file or to an outer function and would be remembered "
                    + "from one decision to the next",
                "make a local of this function, or return the value")
        }
    }

    // ---- expressions ----

    private mutating func check(_ expression: Expression) {
        switch expression.kind {
        case .name("_ENV", _):
            report(
                "environment.refused", expression.span, "`_ENV` is not offered",
                "name what you need")
        case .name(let name, .global)
        where !globals.contains(name) && !assigned.contains(expression.span.start):
            report(
                "name.unknown", expression.span, "there is no name `\(name)`",
                nearestName(to: name, in: globals).map { "did you mean `\($0)`?" }
                    ?? "declare it with `local`")
        case .index(_, let key, false) where key.isComparison:
            report(
                "index.comparison", key.span,
                "a comparison as an index is compiled wrongly by this version of Lua",
                "put the comparison into a local first, or use if")
        case .binary(let word, let left, let right): checkBinary(expression, word, left, right)
        case .unary("~", _): refuseBits(expression.span, "~")
        default: break
        }
    }

    private mutating func checkBinary(
        _ expression: Expression, _ word: String, _ left: Expression, _ right: Expression
    ) {
        switch word {
        case "&", "|", "~", "<<", ">>": refuseBits(expression.span, word)
        case "^":
            report(
                "power.refused", expression.span,
                "`^` gives different digits on different machines", "multiply instead")
        case "==", "~=": checkEquality(expression, word, left, right)
        default: break
        }
    }

    private mutating func refuseBits(_ span: SourceSpan, _ word: String) {
        report(
            "bits.refused", span, "the operator `\(word)` on bits is not offered",
            "use and, or, not; `~=` for \"differs\"")
    }

    /// Lua never calls the host for `==` between a number and a value with a unit: the answer
    /// would be false without a word.
    private mutating func checkEquality(
        _ expression: Expression, _ word: String, _ left: Expression, _ right: Expression
    ) {
        let pairs = [(left, right), (right, left)]
        for (number, other) in pairs where number.isNumber && !other.isPlainNumber {
            let negation = word == "~=" ? "not " : ""
            report(
                "equality.number", expression.span,
                "`\(word)` between a number and a fact with a unit is never true",
                "write \(negation)exactly(value, number), or compare with <= or >=")
            return
        }
    }
}

extension Expression {
    /// Whether the value is a comparison, seen through parentheses, `not`, `and` and `or`.
    fileprivate var isComparison: Bool {
        switch kind {
        case .binary(let word, let left, let right):
            switch word {
            case "<", ">", "<=", ">=", "==", "~=": true
            case "and", "or": left.isComparison || right.isComparison
            default: false
            }
        case .unary("not", _): true
        case .parenthesized(let inner): inner.isComparison
        default: false
        }
    }

    fileprivate var isNumber: Bool {
        switch kind {
        case .number: true
        case .unary("-", let operand): operand.isNumber
        case .parenthesized(let inner): inner.isNumber
        default: false
        }
    }

    /// Whether the value is surely a number without a unit.
    fileprivate var isPlainNumber: Bool {
        switch kind {
        case .number, .unary("#", _): true
        case .call(let function, _):
            if case .name("count", .global) = function.kind { true } else { false }
        case .binary("%", _, _): true
        case .parenthesized(let inner): inner.isPlainNumber
        default: false
        }
    }
}
