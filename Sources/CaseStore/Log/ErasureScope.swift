public import CaseModel
import Foundation
import GRDB

/// Which facts are erased: those of every record that fits all that is set.
public struct ErasureScope: Sendable, Equatable {
    /// The site; nil for all.
    public var site: SiteID?
    /// Only decisions for days before this one.
    public var before: Day?
    /// Only this IV-D case.
    public var caseID: String?
    /// Only records up to this one; what comes later is not meant.
    public internal(set) var through: Int64 = 0

    /// Makes a scope; a day or a case must be named.
    public init(site: SiteID? = nil, before: Day? = nil, caseID: String? = nil) {
        self.site = site
        self.before = before
        self.caseID = caseID
    }

    func covers(_ record: LogRecord) -> Bool {
        record.seq <= through && (site == nil || site?.word == record.site)
            && (before.map { record.asOf < $0 } ?? true)
            && (caseID == nil || caseID == record.caseID)
    }

    var filter: LogFilter {
        var filter = LogFilter()
        filter.site = site
        filter.through = before?.adding(days: -1)
        filter.caseID = caseID
        return filter
    }

    /// The scope as its record says it.
    func json(records: Int, reason: String) -> JSONValue {
        var object: [String: JSONValue] = [
            "reason": .text(reason), "records": .integer(Int64(records)),
            "through": .integer(through),
        ]
        object["site"] = site.map { .text($0.word) }
        object["before"] = before.map { .text($0.description) }
        object["case_id"] = caseID.map { .text($0) }
        return .object(object)
    }

    private init?(json: JSONValue) {
        guard case .integer(let through)? = json["through"] else { return nil }
        self.init(
            site: json["site"]?.string.flatMap { SiteID(word: $0) },
            before: json["before"]?.string.flatMap { Day(iso: $0) },
            caseID: json["case_id"]?.string)
        self.through = through
    }

    /// The scope of every erasure on record.
    static func all(_ db: Database) throws -> [ErasureScope] {
        let statements = try Data.fetchAll(
            db,
            sql: """
                SELECT statement FROM log
                WHERE kind = 'erasure' AND kind NOT IN ('decision', 'unreadable') ORDER BY seq
                """)
        return statements.compactMap { statement in
            (try? JSONValue(parsing: [UInt8](statement))).flatMap { ErasureScope(json: $0) }
        }
    }
}

/// What an erasure did.
public struct ErasureReport: Sendable, Equatable {
    /// The log record that says so; nil if there was nothing to erase.
    public var seq: Int64?
    /// The number of records whose facts were erased.
    public var records: Int
}

extension CaseStore {
    /// The number of records whose facts an erasure would erase.
    ///
    /// - Throws: ``CaseStoreError``.
    public func countFacts(_ scope: ErasureScope) throws -> Int {
        var scope = scope
        scope.through = try logEnd().seq
        var count = 0
        try forEachErasable(scope) { count += $0.count }
        return count
    }

    /// Erases the facts of decisions for good, with a record that says which and why.
    ///
    /// The decisions stay, and the log can be verified as before; they can't be replayed any more. An
    /// event that is erased is not laid over case files any more: the next import of its file takes it
    /// out, unless the system of record has it.
    /// The record is written first, then facts are overwritten piece by piece. If that is
    /// interrupted, erase again.
    /// - Parameters:
    ///   - scope: Which facts.
    ///   - actor: Who wants it.
    ///   - reason: Why, such as the retention rule.
    ///   - day: The day of the act.
    ///   - progress: Told now and then how many are erased, and how many there are.
    /// - Returns: How many were erased, and the record that says so.
    /// - Throws: ``CaseStoreError``.
    public func eraseFacts(
        _ scope: ErasureScope, actor: String, reason: String, on day: Day,
        progress: ((_ erased: Int, _ of: Int) -> Void)? = nil
    ) throws -> ErasureReport {
        var scope = scope
        scope.through = try logEnd().seq
        let count = try countFacts(scope)
        guard count > 0 else { return ErasureReport(seq: nil, records: 0) }
        let record = PreparedRecord(
            key: RecordKey(
                kind: .erasure, site: scope.site?.word ?? "", caseID: scope.caseID ?? "", asOf: day
            ),
            meta: JSONValue.object(["actor": .text(actor)]).canonicalBytes(),
            statement: scope.json(records: count, reason: reason).canonicalBytes(), facts: nil,
            secret: try secret())
        // What is erased must not be found in the free pages of the file.
        try CaseStoreError.translating(path) {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        }
        defer {
            try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = OFF") }
            tidy()
        }
        let seq = try writing { db in
            let log = try LogAppender(db)
            let seq = try log.append(record)
            try log.finish()
            try Self.forgetSecret(db)
            return seq
        }
        var erased = 0
        try forEachErasable(scope) { records in
            try writing { db in
                try RecordedEvents(db).forget(records)
                let erase = try RawStatement(db, "DELETE FROM log_facts WHERE seq = ?")
                for record in records {
                    erase.bind(1, record)
                    try erase.run()
                }
            }
            erased += records.count
            progress?(erased, count)
        }
        return ErasureReport(seq: seq, records: erased)
    }

    /// Replaces the secret by one from which it can't be found, so that the salts that are gone
    /// can't be made again.
    private static func forgetSecret(_ db: Database) throws {
        let secret = try Data.fetchOne(db, sql: "SELECT secret FROM store_secret") ?? Data()
        try db.execute(
            sql: "UPDATE store_secret SET secret = ?",
            arguments: [RecordHash.nextSecret([UInt8](secret)).data])
    }

    /// Calls `body` with pieces of the records in a scope that still have facts.
    private func forEachErasable(_ scope: ErasureScope, _ body: ([Int64]) throws -> Void) throws {
        let plan = try reading { try scope.filter.plan($0) }
        var reached = plan.first - 1
        let last = min(plan.last, scope.through)
        while reached < last {
            let found = try reading { db in
                let reader = try RawStatement(
                    db,
                    """
                    SELECT seq FROM log WHERE seq > ?1 AND seq <= ?2 AND (\(plan.condition))
                        AND seq IN (SELECT seq FROM log_facts) ORDER BY seq LIMIT 1000
                    """)
                reader.bind(1, reached)
                reader.bind(2, last)
                plan.bind {
                    reader.bind($0, $1)
                } number: {
                    reader.bind($0, $1)
                }
                var found: [Int64] = []
                while try reader.next() { found.append(reader.number(0)) }
                return found
            }
            if !found.isEmpty { try body(found) }
            reached = found.last ?? last
        }
    }
}
