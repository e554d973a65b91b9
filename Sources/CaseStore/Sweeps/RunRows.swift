import CaseModel
import Foundation
import GRDB

/// The rows of `sweep_run`, inside a transaction.
enum RunRows {
    private static let select = """
        SELECT sweep_run.id, site, as_of, policy.hash, is_full, actor, state, reason, counts, cursor,
            chunks, sweep_run.hash, standing, started_at, ended_at, first_seq, last_seq
        FROM sweep_run JOIN policy ON policy.id = sweep_run.policy
        """

    static func all(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [SweepRun] {
        try Row.fetchAll(db, sql: "\(select) \(condition)", arguments: arguments).map(run)
    }

    static func one(_ db: Database, id: Int64) throws -> SweepRun {
        guard let run = try all(db, "WHERE sweep_run.id = ?", [id]).first else {
            throw CaseStoreError(code: .wrongRun, message: "there is no run \(id)")
        }
        return run
    }

    static func unfinished(_ db: Database, site: SiteID) throws -> SweepRun? {
        let condition = "WHERE site = ? AND state IN ('running', 'paused') LIMIT 1"
        return try all(db, condition, [site.word]).first
    }

    static func lastActive(_ db: Database, site: SiteID) throws -> SweepRun? {
        let condition = "WHERE site = ? AND state = 'active' ORDER BY sweep_run.id DESC LIMIT 1"
        return try all(db, condition, [site.word]).first
    }

    static func seesAll(_ db: Database, _ run: SweepRun) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT sees_all FROM sweep_run WHERE id = ?", arguments: [run.id]) ?? true
    }

    /// The query for the files that a run has to look at: site, a `file_id` that they lie behind, a
    /// limit, and the run are bound in this order.
    static func filesToSee(_ db: Database, _ run: SweepRun) throws -> String {
        let source =
            try seesAll(db, run)
            ? "file_version WHERE site = ?1 AND file_id > ?2 AND ?4"
            : "sweep_candidate WHERE ?1 <> '' AND file_id > ?2 AND run = ?4"
        return "SELECT file_id FROM \(source) ORDER BY file_id LIMIT ?3"
    }

    /// Moves an unfinished run on.
    static func move(_ db: Database, _ run: SweepRun, to state: SweepRun.State) throws {
        let isEnd = state == .active || state == .stopped
        try db.execute(
            sql: """
                UPDATE sweep_run SET state = ?, reason = ?, ended_at = ?
                WHERE id = ? AND state IN ('running', 'paused') AND chunks = ?
                """,
            arguments: [
                state.rawValue, run.reason, isEnd ? CaseStore.clock() : nil, run.id, run.chunks,
            ])
        try checkMoved(db, run)
    }

    /// Makes sure that no file is left that was there when the run began.
    ///
    /// The next run would not ask for it; what came in since is the next run's.
    static func checkComplete(_ db: Database, _ run: SweepRun) throws {
        let left = try Bool.fetchOne(
            db,
            sql: """
                SELECT CASE WHEN sees_all THEN EXISTS (
                    SELECT 1 FROM file_version AS v
                    WHERE v.site = r.site AND v.file_id > ?2 AND v.change <= r.newest_change)
                ELSE EXISTS (
                    SELECT 1 FROM sweep_candidate AS c WHERE c.run = r.id AND c.file_id > ?2)
                END FROM sweep_run AS r WHERE r.id = ?1
                """,
            arguments: [run.id, run.cursor ?? ""])
        guard left == false else {
            throw CaseStoreError(
                code: .wrongRun, message: "run \(run.id) of \(run.site.word) has files left")
        }
    }

    /// Makes sure that the last update met the run as the caller knows it.
    static func checkMoved(_ db: Database, _ run: SweepRun) throws {
        guard db.changesCount == 1 else {
            throw CaseStoreError(
                code: .wrongRun,
                message: "run \(run.id) of \(run.site.word) was ended or taken on by another "
                    + "program")
        }
    }

    /// Writes down which files the run has to look at: those that were changed since the last
    /// active run began, and those whose day has come.
    static func findCandidates(_ db: Database, _ run: SweepRun, since last: SweepRun) throws {
        try db.execute(
            sql: """
                INSERT INTO sweep_candidate (run, file_id)
                SELECT ?1, v.file_id FROM file_version AS v
                LEFT JOIN sweep_file AS s ON s.site = v.site AND s.file_id = v.file_id
                WHERE v.site = ?2 AND s.seen IS NOT v.change
                    AND v.change > (SELECT newest_change FROM sweep_run WHERE id = ?3)
                UNION
                SELECT ?1, file_id FROM sweep_file WHERE site = ?2 AND stands < ?4
                """,
            arguments: [run.id, run.site.word, last.id, run.asOf.epochDay])
    }

    private static func run(_ row: Row) throws -> SweepRun {
        guard let state = SweepRun.State(rawValue: row[6]) else {
            throw CaseStoreError(
                code: .damaged, message: "run \(row[0] as Int64) is in a state that does not exist")
        }
        return SweepRun(
            id: row[0], site: try CaseStore.site(row[1]), asOf: Day(epochDay: row[2]),
            policyHash: row[3], isFull: row[4], actor: row[5], state: state, reason: row[7],
            counts: SweepCounts(text: row[8]), cursor: row[9], chunks: row[10],
            decisionsHash: [UInt8](row[11] as Data).hexadecimal,
            standingHash: [UInt8](row[12] as Data).hexadecimal, startedAt: row[13],
            endedAt: row[14], firstRecord: row[15], lastRecord: row[16])
    }
}

/// The rows of `policy`.
enum PolicyRows {
    /// Keeps a policy once; returns its row.
    static func keep(_ db: Database, _ policy: StoredPolicy) throws -> Int64 {
        try db.execute(
            sql: "INSERT OR IGNORE INTO policy (hash, bytes) VALUES (?, ?)",
            arguments: [policy.hash, Data(policy.bytes)])
        return try id(db, hash: policy.hash)
    }

    /// The row of a policy.
    static func id(_ db: Database, hash: String) throws -> Int64 {
        let find = "SELECT id FROM policy WHERE hash = ?"
        return try Int64.fetchOne(db, sql: find, arguments: [hash]) ?? 0
    }
}

extension CaseStore {
    /// The packed policies with this hash, as they were when they decided.
    ///
    /// - Throws: ``CaseStoreError``, with code `log.missing` if none were kept.
    public func keptPolicy(hash: String) throws -> StoredPolicy {
        let bytes = try reading { db in
            try Data.fetchOne(
                db, sql: "SELECT bytes FROM policy WHERE hash = ?", arguments: [hash])
        }
        guard let bytes else {
            throw CaseStoreError(
                code: .noRecord, message: "\(path) keeps no policy with the hash \(hash)")
        }
        return StoredPolicy(hash: hash, bytes: [UInt8](bytes))
    }

    /// Keeps packed policies for good, such as those of an override.
    ///
    /// - Throws: ``CaseStoreError``.
    public func keep(_ policy: StoredPolicy) throws {
        try writing { _ = try PolicyRows.keep($0, policy) }
    }
}

extension SweepCounts {
    /// The numbers that are not zero, as canonical JSON.
    var json: JSONValue {
        var object: [String: JSONValue] = [:]
        for (name, count) in byName where count != 0 { object[name] = .integer(Int64(count)) }
        return .object(object)
    }

    var text: String { json.canonicalText }

    /// Reads ``text``.
    init(text: String) {
        guard let json = try? JSONValue(parsing: text) else { return }
        for part in SweepCounts.parts {
            if case .integer(let count)? = json[part.name] { self[keyPath: part.path] = Int(count) }
        }
    }
}

extension [UInt8] {
    /// The bytes as an argument of a statement.
    var data: Data { Data(self) }
}
