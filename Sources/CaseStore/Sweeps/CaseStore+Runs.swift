public import CaseModel
import Foundation
import GRDB

extension CaseStore {
    /// Begins a sweep of a site.
    ///
    /// - Parameters:
    ///   - site: The site.
    ///   - day: The local civil day on which to decide.
    ///   - policy: The packed policies that decide; kept for good.
    ///   - isFull: Whether to decide everything again, not only what may have changed.
    ///   - actor: Who asked for it; it is in every record.
    /// - Returns: The run, which is `running`.
    /// - Throws: ``CaseStoreError``, with code `sweep.run` if an earlier run is unfinished: it must be
    ///   resumed or stopped first.
    public func beginRun(
        site: SiteID, asOf day: Day, policy: StoredPolicy, isFull: Bool = false, actor: String
    ) throws -> SweepRun {
        try forgetEndedRuns(site: site)
        return try writing { db in
            if let earlier = try RunRows.unfinished(db, site: site) {
                throw CaseStoreError(
                    code: .wrongRun,
                    message: "run \(earlier.id) of \(site.word) is unfinished; resume or stop it")
            }
            let policyID = try PolicyRows.keep(db, policy)
            let last = try RunRows.lastActive(db, site: site)
            // An answer for an earlier day than the last sweep's was never asked for.
            let seesAll =
                isFull || last.map { $0.policyHash != policy.hash || day < $0.asOf } ?? true
            let newest = try Int64.fetchOne(
                db, sql: "SELECT max(change) FROM file_version WHERE site = ?",
                arguments: [site.word])
            let head = try LogHead(db)
            try db.execute(
                sql: """
                    INSERT INTO sweep_run (site, as_of, policy, is_full, sees_all, newest_change,
                        actor, state, counts, hash, standing, first_seq, last_seq, started_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    site.word, day.epochDay, policyID, isFull, seesAll, newest ?? 0, actor,
                    SweepCounts().text, Data(RecordHash.root),
                    last.map { ([UInt8].fromHexadecimal($0.standingHash) ?? []).data }
                        ?? StandingSum().bytes.data, head.seq + 1, head.seq,
                    CaseStore.clock(),
                ])
            let run = try RunRows.one(db, id: db.lastInsertedRowID)
            if let last, !seesAll { try RunRows.findCandidates(db, run, since: last) }
            try db.execute(
                sql: "DELETE FROM sweep_pause WHERE site = ?", arguments: [site.word])
            return run
        }
    }

    /// Takes up an unfinished run where it was left.
    ///
    /// - Throws: ``CaseStoreError``.
    public func resume(_ run: SweepRun) throws -> SweepRun {
        try writing { db in
            try RunRows.move(db, run, to: .running)
            try db.execute(
                sql: "DELETE FROM sweep_pause WHERE site = ?", arguments: [run.site.word])
            return try RunRows.one(db, id: run.id)
        }
    }

    /// The run of a site that is running or paused, or was killed at it.
    ///
    /// - Throws: ``CaseStoreError``.
    public func unfinishedRun(site: SiteID) throws -> SweepRun? {
        try reading { try RunRows.unfinished($0, site: site) }
    }

    /// The newest run of a site whose decisions count.
    ///
    /// - Throws: ``CaseStoreError``.
    public func lastActiveRun(site: SiteID) throws -> SweepRun? {
        try reading { try RunRows.lastActive($0, site: site) }
    }

    /// The runs of a site, or of all, the first one first.
    ///
    /// - Throws: ``CaseStoreError``.
    public func runs(site: SiteID? = nil) throws -> [SweepRun] {
        try reading { db in
            try RunRows.all(db, "WHERE site = ifnull(?, site) ORDER BY sweep_run.id", [site?.word])
        }
    }

    /// How many files a run has yet to look at, and how many the site has.
    ///
    /// - Throws: ``CaseStoreError``.
    public func countCandidates(_ run: SweepRun) throws -> (candidates: Int, files: Int) {
        try reading { db in
            let after = run.cursor ?? ""
            let files = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM file_version WHERE site = ?",
                arguments: [run.site.word])
            let left =
                if try RunRows.seesAll(db, run) {
                    try Int.fetchOne(
                        db,
                        sql: "SELECT count(*) FROM file_version WHERE site = ? AND file_id > ?",
                        arguments: [run.site.word, after])
                } else {
                    try Int.fetchOne(
                        db,
                        sql: "SELECT count(*) FROM sweep_candidate WHERE run = ? AND file_id > ?",
                        arguments: [run.id, after])
                }
            return (left ?? 0, files ?? 0)
        }
    }

    // MARK: - Pausing

    /// Asks the sweep of a site, in whatever process it runs, to stop behind its present chunk.
    ///
    /// - Throws: ``CaseStoreError``.
    public func askToPause(site: SiteID) throws {
        try writing { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO sweep_pause (site) VALUES (?)", arguments: [site.word])
        }
    }

    /// Whether somebody asked the sweep of a site to pause.
    ///
    /// - Throws: ``CaseStoreError``.
    public func isPauseAsked(site: SiteID) throws -> Bool {
        try reading { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM sweep_pause WHERE site = ?)",
                arguments: [site.word]) ?? false
        }
    }

    /// Puts a run aside.
    ///
    /// - Throws: ``CaseStoreError``.
    public func pause(_ run: SweepRun) throws -> SweepRun {
        defer { tidy() }
        return try writing { db in
            try RunRows.move(db, run, to: .paused)
            try db.execute(
                sql: "DELETE FROM sweep_pause WHERE site = ?", arguments: [run.site.word])
            return try RunRows.one(db, id: run.id)
        }
    }

    /// The time by the clock in UTC; it is never part of what is hashed.
    static func clock() -> String {
        Date().formatted(.iso8601)
    }
}
