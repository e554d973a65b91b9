import CaseModel
import CaseStore
import PolicyHost

/// A log record in words for people who know the case, not the program.
struct LogText {
    private let record: LogRecord
    private let force: LogForce
    private let rules: LogRules
    private let paint: Paint

    init(_ record: LogRecord, force: LogForce, rules: LogRules, paint: Paint) {
        self.record = record
        self.force = force
        self.rules = rules
        self.paint = paint
    }

    func lines(isTrue: Bool) -> [String] {
        var lines = [paint.bold("Record \(record.seq) of the decision log: \(record.kind.title)")]
        lines.append("")
        lines += head
        if !isTrue {
            lines += [
                "", paint.red("  This record is not what was written: it does not fit its link."),
            ]
        }
        lines += body + facts + proof
        return lines
    }

    // MARK: - Head

    private var head: [String] {
        var rows: [[String]] = []
        func row(_ name: String, _ value: String) {
            if !value.isEmpty { rows.append([name, value]) }
        }
        row("site", record.site)
        row("case", record.caseID)
        row("case file", record.fileID)
        row("area", record.area)
        row(record.kind == .decision ? "decided for" : "day", "\(record.asOf)")
        row("by", record.actor + (record.run.map { ", run \($0)" } ?? ""))
        row("call", record.metaJSON["call"]?.string ?? "")
        if force != .notADecision { row("in force", LogText.sentence(force)) }
        let statement = record.statementJSON
        row("policy", statement["policy_hash"]?.string ?? "")
        row("numbers", statement["numbers_hash"]?.string ?? "")
        row("case file hash", (statement["case_hash"] ?? statement["facts_hash"])?.string ?? "")
        return Table.render(rows, indent: "  ").split(separator: "\n").map(String.init)
    }

    /// Whether a decision counts, in a sentence.
    static func sentence(_ force: LogForce) -> String {
        switch force {
        case .stands: "yes: it stands now"
        case .superseded: "it was; a later decision took its place"
        case .pending(let run): "not yet: run \(run) is not complete"
        case .neverInForce(let run, let reason):
            "never: run \(run) was stopped" + (reason.isEmpty ? "" : " (\(reason))")
        case .notADecision: ""
        }
    }

    /// Whether a decision counts, in a word.
    static func word(_ force: LogForce) -> String {
        switch force {
        case .stands: "stands"
        case .superseded: "superseded"
        case .pending: "pending"
        case .neverInForce: "never"
        case .notADecision: "no_decision"
        }
    }

    /// What marks a decision in a list that does not stand.
    static func mark(_ force: LogForce) -> String {
        switch force {
        case .stands, .notADecision: ""
        case .superseded: " (superseded)"
        case .pending: " (not yet in force)"
        case .neverInForce: " (never in force)"
        }
    }

    // MARK: - Body

    /// What a record says, in one line of a list.
    static func summary(_ record: LogRecord) -> String {
        let statement = record.statementJSON
        func text(_ name: String) -> String { statement[name]?.string ?? "" }
        switch record.kind {
        case .decision:
            if let alert = statement["alert"]?["code"]?.string { return "no action: \(alert)" }
            guard case .list(let answers)? = statement["answers"] else { return "" }
            let shown = answers.filter { $0["outcome"]?.string != "not_available" }
            return shown.prefix(3).map { question($0) + " " + words($0["outcome"]) }
                .joined(separator: ", ") + (shown.count > 3 ? ", ..." : "")
        case .unreadable: return text("reason")
        case .override:
            if case .integer(let ended)? = statement["ends"] {
                let reason = text("reason")
                return "override \(ended) ended by \(text("ended_by"))"
                    + (reason.isEmpty ? "" : ": \(reason)")
            }
            let refused = text("refused_by").isEmpty ? "" : " (refused)"
            return
                "\(question(statement)) \(words(statement["outcome"]))\(refused): \(text("reason"))"
        case .run:
            let reason = text("reason")
            return "run \(record.run ?? 0) \(text("state"))" + (reason.isEmpty ? "" : ": \(reason)")
        case .erasure:
            guard case .integer(let count)? = statement["records"] else { return "" }
            return "facts of \(count) records erased: \(text("reason"))"
        case .caseFile: return "\(text("action")), version \(text("version"))"
        case .event: return event(statement)
        }
    }

    private static func event(_ statement: JSONValue) -> String {
        func text(_ name: String) -> String { statement[name]?.string ?? "" }
        let kind = words(statement["kind"])
        if let worker = statement["worker"]?.string {
            return worker.isEmpty ? "\(kind) to nobody" : "\(kind) to \(worker)"
        }
        if let reason = statement["reason"]?.string { return "\(kind): \(reason)" }
        return "\(kind) \(text("id")) \(text("action"))"
    }

    private static func question(_ answer: JSONValue) -> String {
        let subject = words(answer["subject"])
        return (answer["point"]?.string ?? "") + (subject.isEmpty ? "" : " \(subject)")
    }

    private static func words(_ value: JSONValue?) -> String {
        (value?.string ?? "").replacing("_", with: " ")
    }

    private var body: [String] {
        let statement = record.statementJSON
        switch record.kind {
        case .decision: return decision(statement)
        case .override where statement["ends"] == nil: return choice(statement)
        case .override, .unreadable, .run, .erasure, .caseFile, .event:
            return ["", paint.bold("Statement")] + Flat.lines(statement)
        }
    }

    private func choice(_ statement: JSONValue) -> [String] {
        let point = statement["point"]?.string ?? ""
        let question = DecisionPoint(rawValue: point)?.question ?? ""
        var answer = statement
        // This rule's answer was set aside; the choice is not by it.
        answer["rule"] = nil
        var lines = ["", paint.bold("Choice"), "  \(point)  \(question)"] + self.answer(answer)
        if let floor = statement["refused_by"]?.string {
            lines.append(paint.red("          refused, so that it never held: \(floor)"))
        }
        func say(_ text: String) {
            lines += text.wrapped(indent: 10, hanging: 12, width: Terminal.width)
        }
        if case .integer(let seq)? = statement["instead_of"] {
            say("instead of the answer in record \(seq)")
        }
        if let rule = statement["rule"]?.string {
            say("whose rule was \(rules.text(rule, saying: ""))")
        }
        say("reason: \(statement["reason"]?.string ?? "")")
        return lines
    }

    private func decision(_ statement: JSONValue) -> [String] {
        var lines = ["", paint.bold("Answers")]
        if let alert = statement["alert"] {
            lines.append(
                paint.red(
                    "  A policy failed, so that no action is taken: "
                        + "\(alert["message"]?.string ?? "") (\(alert["place"]?.string ?? ""))"))
        }
        var unavailable: [String] = []
        var asked = ""
        for item in statement["answers"]?.items ?? [] {
            if item["outcome"]?.string == "not_available", item["point"]?.string == "D11" {
                unavailable.append(LogText.words(item["subject"]))
                continue
            }
            let point = item["point"]?.string ?? ""
            if point != asked {
                let question = DecisionPoint(rawValue: point)?.question ?? ""
                lines.append("  \(point)  \(question)")
                asked = point
            }
            lines += answer(item)
        }
        if !unavailable.isEmpty {
            lines += "not available by law: \(unavailable.joined(separator: ", "))"
                .wrapped(indent: 2, hanging: 6, width: Terminal.width)
        }
        if case .object(let numbers)? = statement["numbers"], !numbers.isEmpty {
            lines += ["", paint.bold("Numbers in force")]
            let rows = numbers.sorted { $0.key < $1.key }.map { [$0.key, $0.value.string ?? ""] }
            lines += Table.render(rows, indent: "  ").split(separator: "\n").map(String.init)
        }
        return lines
    }

    private func answer(_ item: JSONValue) -> [String] {
        let subject = LogText.words(item["subject"])
        var title = subject.isEmpty ? "      " : "      \(subject): "
        title += paint.bold(LogText.words(item["outcome"]))
        if let until = item["until"]?.string { title += " until \(until)" }
        if let since = item["since"]?.string { title += ", since \(since)" }
        if case .integer(let cents)? = item["amount_cents"] {
            title += ", at most \(Money(cents: cents))"
        }
        var lines = [title]
        func say(_ text: String) {
            lines += text.wrapped(indent: 10, hanging: 12, width: Terminal.width)
        }
        if case .object(let details)? = item["details"] {
            for (key, value) in details.sorted(by: { $0.key < $1.key }) {
                say("\(key.replacing("_", with: " ")): \(value.string ?? "")")
            }
        }
        let why = item["why"]?.string ?? ""
        if !why.isEmpty { say(why) }
        let rule = item["rule"]?.string ?? ""
        let floors = (item["floors"]?.items ?? []).map { floor in
            (effect: LogText.words(floor[0]), rule: floor[1]?.string ?? "")
        }
        if !rule.isEmpty, !floors.contains(where: { $0.rule == rule }) {
            say("by rule \(rules.text(rule, saying: why))")
        }
        for floor in floors {
            say("\(floor.effect) by rule \(rules.text(floor.rule, saying: why))")
        }
        for missing in item["missing"]?.items ?? [] { say("missing: \(missing.string ?? "")") }
        return lines
    }

    // MARK: - Facts and proof

    private var facts: [String] {
        guard !record.isErased else {
            return [
                "", paint.bold("Facts"), "  They were erased; accord log search --kind erasure",
            ]
        }
        guard let facts = record.factsJSON else { return [] }
        return ["", paint.bold("Facts that were read")] + Flat.lines(facts)
    }

    private var proof: [String] {
        var rows = [["link", record.link.hexadecimalText]]
        if !record.factsHash.isEmpty { rows.append(["facts", record.factsHash.hexadecimalText]) }
        return ["", paint.bold("Proof (SHA-256)")]
            + Table.render(rows, indent: "  ").split(separator: "\n").map(String.init)
    }
}

extension LogKind {
    /// What a record is, in words.
    var title: String {
        switch self {
        case .decision: "a decision"
        case .unreadable: "a case file that could not be read"
        case .override: "an override"
        case .run: "the end of a run"
        case .erasure: "an erasure of facts"
        case .caseFile: "a change of a case file"
        case .event: "an event"
        }
    }
}

extension JSONValue {
    /// The text; nil if it is something else.
    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The elements; nil if it is no list.
    fileprivate var items: [JSONValue]? {
        guard case .list(let items) = self else { return nil }
        return items
    }
}

extension [UInt8] {
    /// The bytes in lower-case hexadecimal digits.
    fileprivate var hexadecimalText: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
