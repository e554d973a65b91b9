import Foundation

public import CaseModel

/// How urgent an item of a worklist is; the groups of the list, in their order.
///
/// The groups are those of a prosecution service's task list, with a court list's days. Their clocks
/// are the law's: a `due` floor says that a deadline of law has run out and that only a reasoned
/// answer will do (the duty to act of 45 CFR 303.6(c)(2)), and thirty days are the length of that
/// duty.
public enum WorkUrgency: String, Sendable, CaseIterable, Comparable {
    /// A deadline of law has run out, or the last day is more than thirty days past.
    case criticallyOverdue = "critically_overdue"
    /// The last day is past.
    case overdue
    /// The last day is today.
    case today
    /// The last day is in this week, which ends on Sunday.
    case thisWeek = "this_week"
    /// The last day is later, or there is none.
    case later

    /// How long an item may be overdue before it is critical, in days.
    static let criticalDays = 30

    /// The urgency of something on a day.
    ///
    /// - Parameters:
    ///   - due: Its last day; nil if it has none.
    ///   - hasRunOut: Whether a deadline of law has run out.
    ///   - today: The day.
    public init(due: Day?, hasRunOut: Bool, on today: Day) {
        guard !hasRunOut else {
            self = .criticallyOverdue
            return
        }
        guard let due else {
            self = .later
            return
        }
        let sunday = today.adding(days: 6 - today.weekday.rawValue)
        self =
            if due < today.adding(days: -Self.criticalDays) {
                .criticallyOverdue
            } else if due < today {
                .overdue
            } else if due == today {
                .today
            } else if due <= sunday {
                .thisWeek
            } else {
                .later
            }
    }

    /// The urgency in words.
    public var words: String {
        switch self {
        case .criticallyOverdue: "critically overdue"
        case .overdue: "overdue"
        case .today: "due today"
        case .thisWeek: "due this week"
        case .later: "due later"
        }
    }

    /// The place of the group.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Orders groups by their place.
    public static func < (left: WorkUrgency, right: WorkUrgency) -> Bool {
        left.rank < right.rank
    }
}

/// Why an item is on the list, with the citation.
public struct WorkReason: Sendable, Equatable {
    /// The id of the rule; empty if the host or a person says it.
    public var rule: String
    /// One sentence.
    public var words: String
    /// The citation; empty if there is none.
    public var authority: String
}

/// One thing to do next: a row of a worklist.
public struct WorkItem: Sendable, Equatable {
    /// The urgency.
    public var urgency: WorkUrgency
    /// The case file.
    public var fileID: String
    /// The IV-D case; empty if it is about the whole file.
    public var caseID: String
    /// Who works the file; empty if nobody does.
    public var worker: String
    /// The area; empty if it comes from no decision.
    public var area: String
    /// The question, such as `D3`; ``WorkItem/unreadable``, ``WorkItem/failed`` or
    /// ``WorkItem/recordError`` for what must be put right.
    public var point: String
    /// What is to be done, as the word of the answer.
    public var outcome: String
    /// The parent, remedy or partner; empty if the case alone.
    public var subject: String
    /// The last day; nil if there is none.
    public var due: Day?
    /// Why it is to be done.
    public var reasons: [WorkReason]
    /// The day of the newest contact with either parent, attempts included; nil if there is none.
    public var contactedOn: Day?
    /// The day for which it was decided or chosen; nil for an open error.
    public var decidedOn: Day?
    /// The log record that says so; zero for an open error.
    public var seq: Int64
    /// The place in the worker's whole list, from one.
    public var rank: Int
    /// Why it stands above the next one; empty for the last.
    public var aboveNext: String

    /// The point of a case file that could not be read.
    public static let unreadable = "case_file"
    /// The point of a policy that failed on the case, so that nothing is decided.
    public static let failed = "policy"
    /// The point of an error in the case's record that was reported and is still open.
    public static let recordError = "record_error"
}

/// What a worklist is ordered by: urgency, last day, then ids, so that the order is the same for
/// everyone and each time.
struct WorkKey: Comparable {
    var urgency: Int
    var due: Int32
    var ids: [String]
    var seq: Int64

    init(_ item: WorkItem) {
        urgency = item.urgency.rank
        due = item.due?.epochDay ?? .max
        ids = [item.fileID, item.caseID, item.area, item.point, item.subject, item.outcome]
        seq = item.seq
    }

    /// Takes back ``cursor``; nil if it is none.
    init?(cursor: String) {
        guard let bytes = Data(base64Encoded: cursor),
            let parts = try? JSONValue(parsing: [UInt8](bytes)),
            case .integer(let urgency)? = parts[0], case .integer(let due)? = parts[1],
            case .integer(let seq)? = parts[2], case .list(let ids)? = parts[3],
            let due = Int32(exactly: due)
        else { return nil }
        self.urgency = Int(urgency)
        self.due = due
        self.seq = seq
        self.ids = ids.compactMap(\.text)
    }

    /// The key as a text that goes into a link.
    var cursor: String {
        let parts = JSONValue.list([
            .integer(Int64(urgency)), .integer(Int64(due)), .integer(seq),
            .list(ids.map(JSONValue.text)),
        ])
        return Data(parts.canonicalBytes()).base64EncodedString()
    }

    static func < (left: WorkKey, right: WorkKey) -> Bool {
        if left.urgency != right.urgency { return left.urgency < right.urgency }
        if left.due != right.due { return left.due < right.due }
        for (id, other) in zip(left.ids, right.ids) where id != other { return id < other }
        return left.seq < right.seq
    }
}
