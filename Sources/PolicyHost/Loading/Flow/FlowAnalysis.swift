import CaseModel
import LuaHost

/// Follows the values of one policy file through locals, functions and lists, without running it.
///
/// Rules get their arguments by position, whatever they are called: the case, the numbers, and
/// what is asked about. From there types go through fields, locals, calls of local and required
/// functions, loops and the functions given to `any` and its like. Where the source does not tell
/// what a value is, nothing is said about it: a finding is never a guess.
final class FlowAnalysis {
    /// What a file may ask for beside itself.
    struct Context {
        var schema: ScriptSchema
        /// The parsed libraries by name.
        var modules: [String: Chunk]
        var texts: [String: String]
        /// Words that only this site's config knows, by the name of their list.
        var siteWords: [String: [String]]
        /// Parameters that have days without a value.
        var endingParameters: Set<String>
    }

    let context: Context
    let layout: Layout
    var result: FileFlow
    var closures: [FlowClosure] = []
    var tables: [FlowTable] = []
    private var variables: [FlowValue] = []
    private var interned: [InternKey: Int] = [:]
    private var seen: Set<FindingKey> = []
    private var moduleValues: [String: FlowValue] = [:]
    var memo: [CallKey: CallSummary] = [:]
    var running: Set<Int> = []
    /// The conditions "this fact is this word" that were met, by fact.
    var isOneWord: [Int: Set<Int>] = [:]
    /// The file and the scope of the code that is followed now.
    var file: String
    var scope = FlowScope()
    var reads: Set<String> = []
    var answers: [AnswerCall] = []
    var returns: [(value: FlowValue, state: FlowState)] = []
    /// What the rules were given, by rule.
    var ruleTables: [(rule: Int, table: Int, policy: Int)] = []

    private struct InternKey: Hashable {
        var parts: [Int]
        var name: String
    }
    private struct FindingKey: Hashable {
        var code: String
        var file: String
        var start: Int
    }

    init(_ context: Context, file: String) {
        self.context = context
        layout = context.schema.layout
        self.file = file
        result = FileFlow(file: file)
    }

    /// Follows the whole file.
    static func analyze(_ chunk: Chunk, _ context: Context) -> FileFlow {
        let analysis = FlowAnalysis(context, file: chunk.name)
        var state = FlowState()
        _ = analysis.run(chunk, &state)
        analysis.followRules(state)
        analysis.followTheRest(state)
        analysis.result.reads.formUnion(analysis.reads)
        analysis.result.findings.sort {
            ($0.file, $0.line, $0.column, $0.code) < ($1.file, $1.line, $1.column, $1.code)
        }
        return analysis.result
    }

    /// The value that a file returns.
    func run(_ chunk: Chunk, _ state: inout FlowState) -> FlowValue {
        let (outerFile, outerScope, outerReturns) = (file, scope, returns)
        file = chunk.name
        scope = FlowScope()
        returns = []
        follow(chunk.block, &state)
        let value = returns.first?.value ?? .absent
        state.isReachable = true
        (file, scope, returns) = (outerFile, outerScope, outerReturns)
        return value
    }

    /// The value of a library; a table whose fields are the helpers.
    func module(_ name: String, _ state: inout FlowState) -> FlowValue {
        if let known = moduleValues[name] { return known }
        guard let chunk = context.modules[name] else { return .unknown }
        moduleValues[name] = .unknown
        let value = run(chunk, &state)
        if case .table(let number) = value.shape { tables[number].module = name }
        moduleValues[name] = value
        return value
    }

    // MARK: Rules

    /// Follows the functions of every rule as the host asks them: the later rules of a question only
    /// where the earlier ones do not hold, and the other functions of a rule only where `when` does.
    private func followRules(_ state: FlowState) {
        for (index, entry) in ruleTables.enumerated() {
            let kind = result.rules[entry.rule].kind
            let subject = subject(of: result.rules[entry.rule], table: entry.table, policy: entry.policy)
            var here = state
            var earlier: [String] = []
            var isShadowed = false
            if kind == "rule" || kind == "default" {
                for other in ruleTables[..<index]
                where result.rules[other.rule].kind == "rule" && other.policy == entry.policy
                    && sameQuestion(entry.table, other.table) && covers(other.table, entry.table)
                {
                    guard let part = result.rules[other.rule].parts["when"],
                        let id = result.rules[other.rule].id
                    else { continue }
                    if part.truth == .always {
                        earlier = [id]
                        isShadowed = true
                        break
                    }
                    here.known.formUnion(part.whenFalse)
                    earlier.append(id)
                }
            }
            follow(entry, "when", subject, &here)
            if !isShadowed, !earlier.isEmpty, result.rules[entry.rule].parts["when"]?.truth == .never {
                // Never true by itself, or only after the rules before it?
                var alone = state
                let found = (result.findings, seen)
                follow(entry, "when", subject, &alone)
                (result.findings, seen) = found
                isShadowed = result.rules[entry.rule].parts["when"]?.truth != .never
            }
            if isShadowed, kind == "rule" { result.rules[entry.rule].shadowedBy = earlier }
            if let condition = result.rules[entry.rule].parts["when"] {
                here.known.formUnion(condition.whenTrue)
            }
            for part in ["met", "decide", "longest", "at_most"] {
                follow(entry, part, subject, &here)
            }
        }
    }

    private func follow(
        _ entry: (rule: Int, table: Int, policy: Int), _ part: String, _ subject: FlowValue,
        _ state: inout FlowState
    ) {
        guard case .function(let number)? = tables[entry.table].fields[part]?.shape else { return }
        let (outerReads, outerAnswers) = (reads, answers)
        (reads, answers) = ([], [])
        let value = call(number, [caseValue, numbersValue, subject], &state)
        let closure = closures[number]
        result.rules[entry.rule].parts[part] = RulePartFlow(
            truth: value.truth == .always ? .always : value.truth == .never ? .never : .maybe,
            reads: reads, answers: answers, file: closure.file, span: closure.body.span,
            whenTrue: value.whenTrue, whenFalse: value.whenFalse)
        (reads, answers) = (outerReads.union(reads), outerAnswers)
    }

    private func sameQuestion(_ table: Int, _ other: Int) -> Bool {
        tables[table].fields["point"]?.shape == tables[other].fields["point"]?.shape
    }

    /// Whether every remedy of the second rule is one of the first.
    private func covers(_ wide: Int, _ narrow: Int) -> Bool {
        let wide = remedies(wide)
        if wide.isEmpty { return true }
        let narrow = remedies(narrow)
        return !narrow.isEmpty && narrow.isSubset(of: wide)
    }

    func remedies(_ table: Int) -> Set<String> {
        var found: Set<String> = []
        for key in ["remedy", "remedies"] {
            switch tables[table].fields[key]?.shape {
            case .text(let word?): found.insert(word)
            case .table(let list):
                for item in tables[list].items {
                    if case .text(let word?) = item.shape { found.insert(word) }
                }
            default: break
            }
        }
        return found
    }

    private var caseValue: FlowValue {
        FlowValue(
            shape: .record(context.schema.matter), identity: intern([], "case"), name: "case",
            truth: .always)
    }

    private var numbersValue: FlowValue {
        FlowValue(
            shape: .record(context.schema.parameterRoot), identity: intern([], "site"),
            name: "site", truth: .always)
    }

    /// The third argument of a rule's functions: what the question is asked about.
    private func subject(of rule: RuleSource, table: Int, policy: Int) -> FlowValue {
        var area: String?
        if case .text(let word)? = tables[policy].fields["area"]?.shape { area = word }
        var point: String? = ""
        switch tables[table].fields["point"]?.shape {
        case nil: point = ""
        case .text(let word): point = word
        default: point = nil
        }
        guard let area, let point else { return .unknown }
        func record(_ type: Int, _ what: String) -> FlowValue {
            FlowValue(
                shape: .record(type), identity: intern([], what), name: "the \(what)",
                truth: .always)
        }
        switch (area, point) {
        case ("enforcement", ""), ("enforcement", "D11"):
            var remedy = record(context.schema.remedy, "remedy")
            // Bounds of a contempt referral are also asked at D13, where no remedy is at hand.
            if !["rule", "default"].contains(rule.kind), remedies(table).contains("contempt_referral") {
                remedy.mayBeAbsent = true
                remedy.truth = .maybe
            }
            return remedy
        case ("outreach", ""), ("outreach", "contact"):
            return record(context.schema.contact, "contact")
        case ("referral", "D9"): return record(context.schema.partner, "partner")
        default:
            var nothing = FlowValue.absent
            nothing.name = "the third argument"
            return nothing
        }
    }

    // MARK: Functions that no rule reached

    /// Functions that nothing called are followed once, with arguments told by their usual names.
    private func followTheRest(_ state: FlowState) {
        var number = 0
        while number < closures.count {
            defer { number += 1 }
            guard !closures[number].wasCalled, closures[number].file == result.file else { continue }
            let arguments = closures[number].body.parameters.map { parameter -> FlowValue in
                switch parameter.name {
                case "case": caseValue
                case "site", "law": numbersValue
                default: .unknown
                }
            }
            var state = state
            _ = call(number, arguments, &state)
        }
    }

    // MARK: Values

    /// The number of a combination of parts and a name; the same for the same combination.
    func intern(_ parts: [Int], _ name: String) -> Int {
        let key = InternKey(parts: parts, name: name)
        if let known = interned[key] { return known }
        let number = interned.count
        interned[key] = number
        return number
    }

    func declare(_ name: String, _ value: FlowValue) {
        variables.append(value)
        scope.declare(name, variables.count - 1)
    }

    func value(ofName name: String, _ state: FlowState) -> FlowValue {
        guard let variable = scope.variable(name) else { return .unknown }
        return state.assigned[variable] ?? variables[variable]
    }

    func makeTable(_ table: FlowTable) -> FlowValue {
        tables.append(table)
        return FlowValue(shape: .table(tables.count - 1), truth: .always)
    }

    /// Whether the value is `nil` at this place as far as anybody knows.
    func isAbsent(_ value: FlowValue, _ state: FlowState) -> Bool {
        guard value.mayBeAbsent, state.isReachable else { return false }
        return value.identity.map { !state.known.contains($0) } ?? true
    }

    // MARK: Findings

    func report(
        _ code: String, _ message: String, _ span: SourceSpan, _ suggestion: String = "",
        severity: PolicyProblem.Severity = .error
    ) {
        guard seen.insert(FindingKey(code: code, file: file, start: span.start)).inserted else {
            return
        }
        result.findings.append(
            PolicyProblem(
                code: code, message: message, file: file, line: span.line, column: span.column,
                length: context.texts[file].map(span.length) ?? 0, suggestion: suggestion,
                severity: severity))
    }

    func note(lookup key: String, _ told: String) {
        result.lookups[key] = told
    }
}

extension SourceSpan {
    /// The columns that the span covers on its first line.
    func length(in text: String) -> Int {
        let bytes = text.utf8
        guard start <= end, end <= bytes.count else { return 0 }
        let from = bytes.index(bytes.startIndex, offsetBy: start)
        let to = bytes.index(from, offsetBy: end - start)
        return text[from..<to].prefix { !$0.isNewline }.count
    }
}
