import CaseModel
import Foundation
import GRDB

extension CaseStore {
    /// Brings everything that a run decided into force at once.
    ///
    /// - Returns: The run, which is `active`.
    /// - Throws: ``CaseStoreError``, with code `sweep.run` if there is a file left to be looked at.
    public func activate(_ run: SweepRun) throws -> SweepRun {
        let ended = try end(run, .active)
        // The run counts whatever becomes of this.
        try? forgetEndedRuns(site: run.site)
        tidy()
        return ended
    }

    /// Gives up a run: what it decided stays on record and never counts.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - reason: Why, in words.
    /// - Returns: The run, which is `stopped`.
    /// - Throws: ``CaseStoreError``.
    public func stop(_ run: SweepRun, reason: String) throws -> SweepRun {
        var run = run
        run.reason = reason
        let ended = try end(run, .stopped)
        try forgetEndedRuns(site: run.site)
        tidy()
        return ended
    }

    private func end(_ run: SweepRun, _ state: SweepRun.State) throws -> SweepRun {
        let secret = try secret()
        return try writing { db in
            if state == .active { try RunRows.checkComplete(db, run) }
            try RunRows.move(db, run, to: state)
            var ended = try RunRows.one(db, id: run.id)
            var object: [String: JSONValue] = [
                "counts": ended.counts.json, "decisions_hash": .text(ended.decisionsHash),
                "full": .bool(ended.isFull), "standing_hash": .text(ended.standingHash),
                "policy_hash": .text(ended.policyHash),
                "state": .text(state.rawValue),
            ]
            if !ended.reason.isEmpty { object["reason"] = .text(ended.reason) }
            let record = PreparedRecord(
                key: RecordKey(kind: .run, site: run.site.word, run: run.id, asOf: run.asOf),
                meta: JSONValue.object(["actor": .text(run.actor)]).canonicalBytes(),
                statement: JSONValue.object(object).canonicalBytes(), facts: nil, secret: secret)
            let log = try LogAppender(db)
            ended.lastRecord = try log.append(record)
            try log.finish()
            try db.execute(
                sql: "UPDATE sweep_run SET last_seq = ? WHERE id = ?",
                arguments: [ended.lastRecord, run.id])
            return ended
        }
    }

    /// Removes the rows of stopped runs, a chunk at a time, and what ended runs still had to look at.
    ///
    /// Asked for at each end and each beginning, so that what a kill has left is removed later.
    func forgetEndedRuns(site: SiteID) throws {
        while try takeBackChunk(site: site) {}
        try writing { db in
            try db.execute(
                sql: """
                    DELETE FROM sweep_candidate WHERE run IN (
                        SELECT id FROM sweep_run WHERE site = ? AND state IN ('active', 'stopped'))
                    """,
                arguments: [site.word])
        }
    }

    /// Takes back one chunk of a stopped run; false if there is none, for then no row is left.
    private func takeBackChunk(site: SiteID) throws -> Bool {
        try writing { db in
            let find = """
                SELECT run, number, first_file, last_file FROM sweep_chunk
                WHERE run IN (SELECT id FROM sweep_run WHERE site = ? AND state = 'stopped') LIMIT 1
                """
            guard let chunk = try Row.fetchOne(db, sql: find, arguments: [site.word]) else {
                return false
            }
            let range: StatementArguments = [
                "site": site.word, "first": chunk[2] as String, "last": chunk[3] as String,
                "run": chunk[0] as Int64,
            ]
            let rows = "site = :site AND file_id BETWEEN :first AND :last AND run = :run"
            // A row may point to a record of an earlier run, whose proposals stay.
            try db.execute(
                sql: """
                    DELETE FROM proposal WHERE seq IN (
                        SELECT seq FROM decided WHERE \(rows)
                            AND (SELECT run FROM log WHERE log.seq = decided.seq) = :run)
                    """,
                arguments: range)
            try db.execute(sql: "DELETE FROM decided WHERE \(rows)", arguments: range)
            try db.execute(
                sql: "DELETE FROM sweep_file WHERE \(rows) AND prior_run IS NULL", arguments: range)
            try db.execute(
                sql: """
                    UPDATE sweep_file SET run = prior_run, seen = prior_seen, stands = prior_stands,
                        prior_run = NULL, prior_seen = NULL, prior_stands = NULL
                    WHERE \(rows)
                    """,
                arguments: range)
            try db.execute(
                sql: "DELETE FROM sweep_chunk WHERE run = ? AND number = ?",
                arguments: [chunk[0] as Int64, chunk[1] as Int64])
            return true
        }
    }
}
