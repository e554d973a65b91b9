public import CaseModel
import GRDB

/// Which records of the log are wanted; what is not set does not matter.
public struct LogFilter: Sendable, Equatable {
    /// The site.
    public var site: SiteID?
    /// The case file.
    public var fileID: String?
    /// The IV-D case.
    public var caseID: String?
    /// The area.
    public var area: String?
    /// The kinds; all if empty.
    public var kinds: Set<LogKind> = []
    /// The run.
    public var run: Int64?
    /// The first as-of day.
    public var from: Day?
    /// The last as-of day.
    public var through: Day?
    /// A rule that gave an answer or bounded one.
    public var rule: String?
    /// An answer that was given.
    public var outcome: String?
    /// A question that was answered, such as `D11`.
    public var point: String?
    /// Who acted.
    public var actor: String?

    /// Every record.
    public init() {}

    /// Whether a record says what is asked for inside its JSON.
    func holds(_ record: LogRecord) -> Bool {
        if let actor, record.actor != actor { return false }
        guard rule != nil || outcome != nil || point != nil else { return true }
        let statement = record.statementJSON
        var answers = [statement]
        if case .list(let items)? = statement["answers"] { answers = items }
        for answer in answers {
            if let outcome, answer["outcome"]?.string != outcome { continue }
            if let point, answer["point"]?.string != point { continue }
            if let rule, !LogFilter.rules(answer).contains(rule) { continue }
            return true
        }
        return false
    }

    /// The rules that gave an answer or bounded it.
    private static func rules(_ answer: JSONValue) -> [String] {
        // A rule is named by its id, alone or behind what it did to the answer.
        func name(_ value: JSONValue?) -> String? {
            value?.string ?? value?["id"]?.string ?? value?[1]?.string
        }
        var rules = [name(answer["rule"])]
        if case .list(let floors)? = answer["floors"] {
            rules += floors.map { name($0["rule"]) ?? name($0) }
        }
        return rules.compactMap(\.self)
    }

    /// Texts that a statement must hold somewhere, which is quickly found out.
    private var marks: [String] {
        [rule, outcome, point].compactMap { $0.map { JSONValue.text($0).canonicalText } }
    }

    /// The condition in SQL and its values, from `?3` on; nothing that could match lies outside the
    /// records from `first` through `last`.
    struct Plan {
        var condition: String
        var values: [Value]
        var first: Int64 = 1
        var last = Int64.max

        enum Value {
            case text(String)
            case number(Int64)
        }

        func bind(text: (Int32, String) -> Void, number: (Int32, Int64) -> Void) {
            for (index, value) in values.enumerated() {
                switch value {
                case .text(let value): text(Int32(index + 3), value)
                case .number(let value): number(Int32(index + 3), value)
                }
            }
        }
    }

    func plan(_ db: Database) throws -> Plan {
        var parts: [String] = []
        var values: [Plan.Value] = []
        func add(_ part: String, _ value: Plan.Value) {
            values.append(value)
            parts.append(part.replacing("?", with: "?\(values.count + 2)"))
        }
        if let site { add("site = ?", .text(site.word)) }
        if let fileID { add("file_id <> '' AND file_id = ?", .text(fileID)) }
        if let caseID {
            // There is an index by file, and the files that a case is or was in are known.
            add(
                """
                file_id <> '' AND case_id = ? AND file_id IN (
                    SELECT file_id FROM iv_d_case WHERE case_id = ?
                    UNION SELECT file_id FROM former_case WHERE case_id = ?)
                """, .text(caseID))
        }
        if let area { add("area = ?", .text(area)) }
        if let run { add("run = ?", .number(run)) }
        if let from { add("as_of >= ?", .number(Int64(from.epochDay))) }
        if let through { add("as_of <= ?", .number(Int64(through.epochDay))) }
        if !kinds.isEmpty {
            let names = kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
            parts.append("kind IN (\(names))")
            if kinds.isDisjoint(with: [.decision, .unreadable]) {
                parts.append(LogFilter.isRare)
            }
        }
        for mark in marks { add("instr(statement, CAST(? AS BLOB)) > 0", .text(mark)) }
        if let actor {
            add(
                "instr(meta, CAST(? AS BLOB)) > 0",
                .text(JSONValue.text(actor).canonicalText))
        }
        var plan = Plan(
            condition: parts.isEmpty ? "TRUE" : parts.joined(separator: " AND "), values: values)
        try narrow(&plan, db)
        return plan
    }

    /// What the index by kind holds.
    private static let isRare = "kind NOT IN ('decision', 'unreadable')"

    /// Finds out between which records all that match must lie: each run says where its records are,
    /// and what no run wrote is found by two indexes.
    private func narrow(_ plan: inout Plan, _ db: Database) throws {
        guard run != nil || from != nil || through != nil, fileID == nil, caseID == nil else {
            return
        }
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT min(first), max(last) FROM (
                    SELECT first_seq AS first, last_seq AS last FROM sweep_run
                    WHERE id = ifnull(?1, id) AND as_of BETWEEN ?2 AND ?3 AND first_seq <= last_seq
                    UNION ALL
                    SELECT min(seq), max(seq) FROM log
                    WHERE \(LogFilter.isRare) AND as_of BETWEEN ?2 AND ?3 AND run = ifnull(?1, run)
                    UNION ALL
                    SELECT min(seq), max(seq) FROM log
                    WHERE run = 0 AND kind = 'decision' AND as_of BETWEEN ?2 AND ?3 AND ?1 IS NULL)
                """,
            arguments: [
                run, Int64(from?.epochDay ?? .min), Int64(through?.epochDay ?? .max),
            ])
        plan.first = row?[0] ?? Int64.max
        plan.last = row?[1] ?? 0
    }
}
