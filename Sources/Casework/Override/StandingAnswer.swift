import CaseModel
import CaseStore

/// One answer of a decision on record.
struct StandingAnswer: Equatable {
    var point: String
    var subject: String
    var outcome: String
    var until: Day?
    /// The id of the rule that gave it; empty if none did.
    var rule: String

    /// The answers of a decision's statement.
    static func all(in statement: JSONValue) -> [StandingAnswer] {
        (statement["answers"]?.items ?? []).map { answer in
            StandingAnswer(
                point: answer["point"]?.text ?? "", subject: answer["subject"]?.text ?? "",
                outcome: answer["outcome"]?.text ?? "",
                until: answer["until"]?.text.flatMap { Day(iso: $0) },
                rule: answer["rule"]?.text ?? "")
        }
    }
}

extension CaseStore {
    /// The log record of the decision that stands for a case in an area; nil if none does.
    func standingDecision(_ key: CaseFileKey, caseID: String, area: Area) throws -> LogRecord? {
        var seq: Int64?
        try forEachStanding(site: key.site, fileID: key.fileID) { decision in
            guard decision.row.caseID == caseID, decision.row.area == area.rawValue else { return }
            seq = decision.row.seq
        }
        return try seq.map { try logRecord($0) }
    }
}

extension JSONValue {
    /// The text; nil if it is something else.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The elements of a list; nil if it is something else.
    var items: [JSONValue]? {
        guard case .list(let items) = self else { return nil }
        return items
    }
}
