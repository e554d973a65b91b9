import CaseModel
import LuaHost

/// Finds misspelt facts, parameters, words and answer keys in a policy's source, before any case
/// is decided.
///
/// Follows chains such as `case.payments.last_on` from the names that rules give their arguments
/// (`case`, `site` or `law`, `it`) through the schema. What it can't follow, such as a list's
/// elements handed to a function, is left to the run, where a misspelt name raises an alert.
struct NameChecker {
    private let file: String
    private let schema: ScriptSchema
    private let problems: ProblemList

    init(file: String, schema: ScriptSchema, problems: ProblemList) {
        self.file = file
        self.schema = schema
        self.problems = problems
    }

    /// Reports everything found in the parsed file.
    func check(_ chunk: Chunk) {
        chunk.walk { node in
            guard case .expression(let expression) = node else { return }
            switch expression.kind {
            case .index: _ = type(of: expression)
            case .binary(let symbol, let left, let right): compare(symbol, left, right, expression)
            case .call(let function, let arguments): call(function, arguments)
            default: break
            }
        }
    }

    // MARK: Chains

    /// What an expression is, as far as the schema tells.
    private enum Known {
        case record([Int])
        case value(LuaHost.FieldKind)
    }

    /// The starting types of the names that rules give their arguments.
    private func start(_ name: String) -> Known? {
        switch name {
        case "case": .record([schema.matter])
        case "site", "law": .record([schema.parameterRoot])
        case "it": .record([schema.remedy, schema.partner, schema.contact])
        default: nil
        }
    }

    private func type(of expression: Expression) -> Known? {
        switch expression.kind {
        case .name(let name, let scope):
            return scope == .global ? nil : start(name)
        case .parenthesized(let inner): return type(of: inner)
        case .index(let object, let key, true):
            guard case .string(let name) = key.kind else { return nil }
            if case .name(let library, .global) = object.kind { libraryMember(library, name, key) }
            guard case .record(let types)? = type(of: object) else { return nil }
            for type in types {
                if let field = schema.layout.types[type].fields.first(where: { $0.name == name }) {
                    if let reason = field.withheld {
                        report("fact.withheld", "`\(name)` can't be read: \(reason)", key.span)
                    }
                    switch field.kind {
                    case .record(let type): return .record([type])
                    case let kind: return .value(kind)
                    }
                }
            }
            unknown(name, in: types, key.span)
            return nil
        default:
            return nil
        }
    }

    private func unknown(_ name: String, in types: [Int], _ span: SourceSpan) {
        let known = types.flatMap { schema.layout.types[$0].fields.map(\.name) }
        let near = EditDistance.nearest(name, in: known)
        // Only one place hands the same chain out twice: the outer index and its own parts.
        report(
            "fact.unknown",
            types.count > 1
                ? "neither a remedy, a partner nor a contact has `\(name)`"
                : "`\(schema.layout.types[types[0]].name)` has no `\(name)`", span,
            near.map { "did you mean `\($0)`?" } ?? "")
    }

    private static let members: [String: [String]] = [
        "string": ["len", "sub", "upper", "lower", "rep", "find", "format", "byte"],
        "table": ["insert", "remove", "concat", "unpack", "sort"],
        "math": ["abs", "ceil", "floor", "max", "min", "tointeger", "maxinteger", "mininteger"],
    ]

    private func libraryMember(_ library: String, _ name: String, _ key: Expression) {
        guard let members = Self.members[library], !members.contains(name) else { return }
        report(
            "name.not-offered", "`\(library).\(name)` is not offered to policies", key.span,
            "offered are \(members.joined(separator: ", "))")
    }

    // MARK: Comparisons and verbs

    private func compare(
        _ symbol: String, _ left: Expression, _ right: Expression, _ whole: Expression
    ) {
        guard ["==", "~=", "<", "<=", ">", ">="].contains(symbol) else { return }
        for (fact, other) in [(left, right), (right, left)] {
            guard case .value(let kind)? = quietType(of: fact) else { continue }
            switch (kind, other.kind) {
            case (.symbol(let list), .string(let word)): check(word, list: list, other.span)
            case (.quantity(.money), .number(let number)):
                report(
                    "compare.unit", "money is compared with the bare number \(number)", other.span,
                    "write dollars(…) or cents(…)")
            case (.quantity(.date), .number(let number)):
                report(
                    "compare.unit", "a date is compared with the bare number \(number)", other.span,
                    "write date(\"2019-03-01\")")
            default: break
            }
        }
    }

    private func call(_ function: Expression, _ arguments: [Expression]) {
        guard case .name(let name, .global) = function.kind else { return }
        if ["one_of", "has"].contains(name), let fact = arguments.first,
            case .value(let kind)? = quietType(of: fact)
        {
            switch kind {
            case .symbol(let list), .symbols(let list):
                for argument in arguments.dropFirst() {
                    if case .string(let word) = argument.kind {
                        check(word, list: list, argument.span)
                    }
                }
            default: break
            }
        }
        guard let shape = Prelude.shapes.first(where: { $0.name == name }), name != "services",
            case .table(let entries)? = arguments.first?.kind
        else { return }
        for entry in entries {
            guard let key = entry.key, case .string(let text) = key.kind,
                !shape.keys.contains(text)
            else { continue }
            let near = EditDistance.nearest(text, in: shape.keys)
            report(
                "answer.key", "`\(name)` takes no `\(text)`", key.span,
                near.map { "did you mean `\($0)`?" }
                    ?? (shape.keys.isEmpty
                        ? "it takes nothing" : "it takes \(shape.keys.joined(separator: ", "))"))
        }
    }

    /// The words of each list, by the name that the layout gives it.
    private static let words = Dictionary(
        ScriptSchema.cases.symbolTypes.map { ($0.name, $0.words) },
        uniquingKeysWith: { first, _ in first })

    private func check(_ word: String, list: String, _ span: SourceSpan) {
        guard let words = Self.words[list], !words.contains(word) else { return }
        let near = EditDistance.nearest(word, in: words)
        report(
            "word.unknown", "`\(word)` is never the value of this fact", span,
            near.map { "did you mean `\($0)`?" } ?? "it is one of \(words.joined(separator: ", "))")
    }

    /// The type of an expression that the walk visits on its own, without reporting twice.
    private func quietType(of expression: Expression) -> Known? {
        NameChecker(file: file, schema: schema, problems: ProblemList()).type(of: expression)
    }

    private func report(
        _ code: String, _ message: String, _ span: SourceSpan, _ suggestion: String = ""
    ) {
        problems.add(
            PolicyProblem(
                code: code, message: message, file: file, line: span.line,
                column: span.column, suggestion: suggestion))
    }
}
