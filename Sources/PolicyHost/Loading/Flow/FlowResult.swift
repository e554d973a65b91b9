package import LuaHost

/// What the source of one function of a rule tells.
package struct RulePartFlow: Sendable {
    /// Whether the function, taken as a condition, is always or never true.
    package enum Truth: Sendable { case always, never, maybe }
    package var truth: Truth
    /// Every fact and number it can read, as `type.field`.
    package var reads: Set<String>
    /// The answers it can give, with the place of each constructor.
    package var answers: [AnswerCall]
    /// Where the function stands.
    package var file: String
    package var span: SourceSpan
    /// What holds if the condition does, and if it does not; numbers of one file's analysis.
    var whenTrue: Set<Int> = []
    var whenFalse: Set<Int> = []
}

/// A call of an answer's constructor.
package struct AnswerCall: Sendable, Hashable {
    package var name: String
    package var file: String
    package var span: SourceSpan
}

/// A call such as `policy:rule { … }` as it stands in the source.
package struct RuleSource: Sendable {
    /// What is called: `rule`, `forbid` and so on.
    package var kind: String
    package var file: String
    /// From `policy` to the end of the kind's name.
    package var head: SourceSpan
    /// The line that the host records for the rule: that of the table's brace.
    package var line: Int
    /// Keys and values as written, by key.
    package var entries: [String: Entry]
    /// The id, if it can be told from the source.
    package var id: String?
    /// `when`, `met`, `decide`, `longest` and `at_most`, as far as they are functions.
    package var parts: [String: RulePartFlow] = [:]
    /// The rules before this one that leave nothing for it.
    package var shadowedBy: [String] = []

    /// One `key = value` of the rule.
    package struct Entry: Sendable {
        package var key: SourceSpan
        package var value: Expression
    }
}

/// What the analysis of one file found.
package struct FileFlow: Sendable {
    package var file: String
    package var findings: [PolicyProblem] = []
    /// Where `accord.policy` is called; nil for a library.
    package var head: SourceSpan?
    package var rules: [RuleSource] = []
    /// Everything that the file asked the schema about that differs from site to site, with what
    /// it was told; equal answers mean an equal result.
    var lookups: [String: String] = [:]
    /// Facts and numbers read anywhere in the file, as `type.field`.
    package var reads: Set<String> = []
    /// Helpers of libraries that the file names, as `module.helper`.
    package var helpers: Set<String> = []
}

extension FileFlow {
    /// Whether the schema of another site gives the same answers.
    func holds(in context: FlowAnalysis.Context) -> Bool {
        lookups.allSatisfy { context.answer(to: $0.key) == $0.value }
    }
}

extension FlowAnalysis.Context {
    /// What the site's numbers and words say about a key of ``FileFlow/lookups``.
    func answer(to key: String) -> String {
        if let words = siteWords[key] { return words.joined(separator: " ") }
        guard let dot = key.lastIndex(of: "."),
            let record = schema.layout.types[schema.parameterRoot...].first(where: {
                $0.name == key[..<dot]
            }), let field = record.fields.first(where: { $0.name == key[key.index(after: dot)...] })
        else { return "none" }
        return told(
            of: field, path: "\(record.name.split(separator: " ").last ?? "").\(field.name)")
    }

    /// A number's kind, and whether it has days without a value.
    func told(of field: FieldType, path: String) -> String {
        // The group's own number differs from site to site and says nothing.
        if case .record = field.kind { return "group" }
        return field.kind.mark + (endingParameters.contains(path) ? " ending" : "")
    }
}

extension LuaHost.FieldKind {
    /// A text that tells kinds apart; their own description takes reflection.
    fileprivate var mark: String {
        switch self {
        case .bool: "bool"
        case .integer: "integer"
        case .text: "text"
        case .symbol(let list): "symbol \(list)"
        case .symbols(let list): "symbols \(list)"
        case .quantity(let unit): "quantity \(unit.rawValue)"
        case .record(let type): "record \(type)"
        case .list(let type): "list \(type)"
        }
    }
}
