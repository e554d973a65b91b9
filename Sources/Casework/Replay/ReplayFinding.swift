public import CaseModel
public import CaseStore

/// What came of deciding one record again.
public struct ReplayedRecord: Sendable {
    /// What a replay finds.
    public enum Finding: Sendable, Equatable {
        /// The same: the same bytes, or by other policies the same answers.
        case same
        /// Other bytes, or by other policies other answers.
        case different([ReplayChange])
        /// Other policies asked for facts that the record does not hold: their paths. What they would
        /// have said is not known; these are the answers that differ as far as they got.
        case unknown(missing: [String], [ReplayChange])
        /// The facts were erased, so that nothing can be decided again.
        case erased
        /// The policy was not kept, or is not there: why.
        case noPolicy(String)
        /// The record can't be read as a decision: why.
        case unreadable(String)
    }

    /// The record.
    public var record: LogRecord
    /// What was found.
    public var finding: Finding
}

/// An answer that came out otherwise.
public struct ReplayChange: Sendable, Hashable {
    /// The question, such as `D11`; empty if something else than an answer differs.
    public var point: String
    /// What it is about; empty for the case alone.
    public var subject: String
    /// The answer on record in a few words; empty if there was none.
    public var was: String
    /// The answer now; empty if there is none.
    public var now: String
}

/// How a replay of many records came out.
public struct ReplayReport: Sendable, Equatable {
    /// A number of records.
    public struct Counts: Sendable, Equatable {
        /// Records that were decided again or should have been.
        public var records = 0
        /// Those that came out the same.
        public var same = 0
        /// Those that did not.
        public var different = 0
        /// Those for which other policies asked for facts that the record does not hold.
        public var unknown = 0
        /// Those whose facts were erased.
        public var erased = 0
        /// Those whose policy is not there.
        public var noPolicy = 0
        /// Those that can't be read.
        public var unreadable = 0
    }

    /// The numbers.
    public private(set) var counts = Counts()
    /// What changed into what, with how often; question, subject left out.
    public private(set) var changes: [ReplayChange: Int] = [:]
    /// The facts that were asked for in vain, with how often.
    public private(set) var missing: [String: Int] = [:]
    /// The first reasons why a policy was not there or a record could not be read.
    public private(set) var reasons: [String] = []

    init() {}

    /// Whether each record that still has its facts came out the same.
    public var isProof: Bool {
        counts.different + counts.unknown + counts.noPolicy + counts.unreadable == 0
    }

    mutating func add(_ finding: ReplayedRecord.Finding) {
        counts.records += 1
        switch finding {
        case .same: counts.same += 1
        case .different(let found):
            counts.different += 1
            add(found)
        case .unknown(let facts, let found):
            counts.unknown += 1
            for fact in facts { missing[fact, default: 0] += 1 }
            add(found)
        case .erased: counts.erased += 1
        case .noPolicy(let why):
            counts.noPolicy += 1
            add(why)
        case .unreadable(let why):
            counts.unreadable += 1
            add(why)
        }
    }

    private mutating func add(_ found: [ReplayChange]) {
        for change in found {
            var kind = change
            kind.subject = ""
            changes[kind, default: 0] += 1
        }
    }

    private mutating func add(_ reason: String) {
        if reasons.count < 10, !reasons.contains(reason) { reasons.append(reason) }
    }
}

// MARK: As JSON

extension ReplayedRecord {
    /// The finding as one line of a list.
    public var json: JSONValue {
        var object: [String: JSONValue] = [
            "schema_version": .integer(1), "record": .integer(record.seq),
            "site": .text(record.site), "file_id": .text(record.fileID),
            "case_id": .text(record.caseID), "area": .text(record.area),
            "as_of": .text(record.asOf.description), "finding": .text(finding.name),
        ]
        switch finding {
        case .same, .erased: break
        case .different(let changes): object["changes"] = Self.list(changes)
        case .unknown(let missing, let changes):
            object["changes"] = Self.list(changes)
            object["missing"] = .list(missing.map(JSONValue.text))
        case .noPolicy(let why), .unreadable(let why): object["because"] = .text(why)
        }
        return .object(object)
    }

    private static func list(_ changes: [ReplayChange]) -> JSONValue {
        .list(changes.map(\.json))
    }
}

extension ReplayedRecord.Finding {
    /// The finding in a word.
    public var name: String {
        switch self {
        case .same: "same"
        case .different: "different"
        case .unknown: "unknown"
        case .erased: "erased"
        case .noPolicy: "no_policy"
        case .unreadable: "unreadable"
        }
    }
}

extension ReplayChange {
    var json: JSONValue {
        var object: [String: JSONValue] = ["was": .text(was), "now": .text(now)]
        if !point.isEmpty { object["point"] = .text(point) }
        if !subject.isEmpty { object["subject"] = .text(subject) }
        return .object(object)
    }
}

extension ReplayReport {
    /// The report as a JSON tree, the most frequent first.
    public var json: JSONValue {
        .object([
            "schema_version": .integer(1),
            "counts": .object([
                "records": .integer(Int64(counts.records)), "same": .integer(Int64(counts.same)),
                "different": .integer(Int64(counts.different)),
                "unknown": .integer(Int64(counts.unknown)),
                "erased": .integer(Int64(counts.erased)),
                "no_policy": .integer(Int64(counts.noPolicy)),
                "unreadable": .integer(Int64(counts.unreadable)),
            ]),
            "changes": .list(
                commonestChanges.map { change, count in
                    guard case .object(var object) = change.json else { return .null }
                    object["count"] = .integer(Int64(count))
                    return .object(object)
                }),
            "missing": .list(
                commonestMissing.map { fact, count in
                    .object(["fact": .text(fact), "count": .integer(Int64(count))])
                }),
            "reasons": .list(reasons.map(JSONValue.text)),
        ])
    }

    /// What changed into what, the most frequent first.
    public var commonestChanges: [(change: ReplayChange, count: Int)] {
        changes.sorted {
            ($1.value, $0.key.point, $0.key.was, $0.key.now)
                < ($0.value, $1.key.point, $1.key.was, $1.key.now)
        }.map { ($0.key, $0.value) }
    }

    /// The facts that were asked for in vain, the most frequent first.
    public var commonestMissing: [(fact: String, count: Int)] {
        missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }
}
