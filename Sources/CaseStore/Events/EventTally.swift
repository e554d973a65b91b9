public import CaseModel

/// What an import did about events that had been recorded on the files that came in.
///
/// Several events on one record count as one: the last of them is what was recorded.
public struct EventTally: Sendable, Equatable {
    /// Events that the system of record does not know yet: they were laid over the file that came in.
    public var kept = 0
    /// Events that ended because the system of record has come to say something else about the record.
    public var superseded = 0
    /// Events that do not fit into the file that came in and were left out of it.
    public var leftOut = 0
    /// Which were superseded or left out, up to the limit of the options.
    public var notices: [EventNotice] = []

    /// Nothing was recorded.
    public init() {}

    mutating func note(_ notice: EventNotice, most: Int) {
        switch notice.fate {
        case .superseded: superseded += 1
        case .leftOut: leftOut += 1
        }
        if notices.count < most { notices.append(notice) }
    }
}

/// A recorded event that is not in the file that an import has stored.
///
/// It never repeats a value of the record but its id, which the log keeps for good as well.
public struct EventNotice: Sendable, Equatable, CustomStringConvertible {
    /// Why the event is not in the file.
    public enum Fate: String, Sendable {
        /// The system of record says something else about the record than it did before the event.
        case superseded
        /// With the event in it, the file would be wrong.
        case leftOut = "left_out"
    }

    /// The case file.
    public var key: CaseFileKey
    /// The list of the file that the record belongs to, such as `contacts`.
    public var list: String
    /// The id of the record.
    public var recordID: String
    /// The log record of the event.
    public var seq: Int64
    /// Why the event is not in the file.
    public var fate: Fate
    /// What would be wrong with the file; the places are seen from the record.
    public var problems: [CaseFileProblem]

    /// The notice in one sentence.
    public var description: String {
        let what = "\(key.site.word)/\(key.fileID): \(list) `\(recordID)` (log record \(seq))"
        guard fate == .leftOut else {
            return "\(what): the system of record says otherwise now, and that stands"
        }
        let reasons = problems.map { $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)" }
        return "\(what) is left out, the file would be wrong with it: "
            + reasons.joined(separator: "; ")
    }

    /// The notice as JSON.
    public var json: JSONValue {
        .object([
            "site": .text(key.site.word), "file_id": .text(key.fileID), "list": .text(list),
            "id": .text(recordID), "record": .integer(seq), "fate": .text(fate.rawValue),
            "reasons": .list(
                problems.map { problem in
                    .object([
                        "code": .text(problem.code.rawValue), "path": .text(problem.path),
                        "message": .text(problem.message),
                    ])
                }),
        ])
    }
}
