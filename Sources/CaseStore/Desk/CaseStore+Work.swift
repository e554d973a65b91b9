public import CaseModel
import GRDB

/// What stands for the cases that a worker has, as far as a worklist is made of it.
public struct StandingWork: Sendable {
    /// A decision that stands, or a file that could not be read.
    public struct Row: Sendable {
        /// The case file.
        public var fileID: String
        /// Who works it; empty if nobody does.
        public var worker: String
        /// The day of the newest contact with either parent, attempts included.
        public var contactedOn: Day?
        /// The IV-D case; empty if the file could not be read.
        public var caseID: String
        /// The area; empty if the file could not be read.
        public var area: String
        /// The log record.
        public var seq: Int64
        /// The record's kind, day and statement; nil if the caller knows the record already.
        public var record: (kind: LogKind, asOf: Day, statement: [UInt8])?
    }

    /// A case in whose record an error was reported that is still open.
    public struct OpenError: Sendable {
        /// The case file.
        public var fileID: String
        /// Who works it; empty if nobody does.
        public var worker: String
        /// The day of the newest contact with either parent, attempts included.
        public var contactedOn: Day?
        /// The IV-D case.
        public var caseID: String
    }

    /// What stands, in the order of file, case and area.
    public var rows: [Row] = []
    /// The overrides of these files that hold on the day.
    public var overrides: [Override] = []
    /// Cases with an open error.
    public var errors: [OpenError] = []
}

extension CaseStore {
    /// What stands for the cases that a worker has, as of one moment.
    ///
    /// Cases that have left their file, and files that were deleted, are left out at once, before a
    /// sweep has seen it.
    /// - Parameters:
    ///   - site: The site.
    ///   - worker: The worker; the empty text for files that nobody works; all of the site if nil,
    ///     which takes as long as a walk through all that stands.
    ///   - day: The day on which overrides must hold.
    ///   - isKnown: Whether the caller knows a log record already: its statement is not read then.
    /// - Returns: What stands.
    /// - Throws: ``CaseStoreError``.
    public func standingWork(
        site: SiteID, worker: String?, on day: Day, isKnown: (Int64) -> Bool = { _ in false }
    ) throws -> StandingWork {
        try reading { db in
            var work = StandingWork()
            let files = "l.site = ?1" + (worker == nil ? "" : " AND l.worker = ?2")
            work.rows = try Self.rows(db, files, site, worker, isKnown)
            work.overrides = try Self.overrides(
                db,
                """
                site = ?1 AND until >= ?3 AND made_on <= ?3 AND refused_by = ''
                    AND ended_on IS NULL
                    AND file_id IN (SELECT file_id FROM caseload AS l WHERE \(files))
                """, [site.word, worker ?? "", day.epochDay])
            let errors = try Row.fetchAll(
                db,
                sql: """
                    SELECT l.file_id, l.worker, l.contacted_on, c.case_id
                    FROM caseload AS l CROSS JOIN iv_d_case AS c USING (site, file_id)
                    WHERE \(files) AND c.error_open ORDER BY l.file_id, c.position
                    """, arguments: worker.map { [site.word, $0] } ?? [site.word])
            work.errors = errors.map { row in
                StandingWork.OpenError(
                    fileID: row[0], worker: row[1],
                    contactedOn: (row[2] as Int32?).map { Day(epochDay: $0) }, caseID: row[3])
            }
            return work
        }
    }

    private static func rows(
        _ db: Database, _ files: String, _ site: SiteID, _ worker: String?,
        _ isKnown: (Int64) -> Bool
    ) throws -> [StandingWork.Row] {
        let rows = try RawStatement(
            db,
            """
            SELECT l.file_id, l.worker, l.contacted_on, d.case_id, d.area, d.seq
            FROM caseload AS l
            CROSS JOIN decided AS d ON d.site = l.site AND d.file_id = l.file_id
            JOIN sweep_run AS r ON r.id = d.run AND r.state = 'active'
            WHERE \(files) AND \(isStanding)
                AND (d.case_id = '' OR EXISTS (
                    SELECT 1 FROM iv_d_case AS c
                    WHERE c.site = l.site AND c.file_id = l.file_id AND c.case_id = d.case_id))
            ORDER BY l.file_id, d.case_id, d.area
            """)
        let record = try RawStatement(
            db, "SELECT kind, as_of, statement FROM log WHERE seq = ?")
        rows.bind(1, site.word)
        if let worker { rows.bind(2, worker) }
        var found: [StandingWork.Row] = []
        while try rows.next() {
            var row = StandingWork.Row(
                fileID: rows.text(0), worker: rows.text(1),
                contactedOn: rows.optionalNumber(2).map { Day(epochDay: Int32($0)) },
                caseID: rows.text(3), area: rows.text(4), seq: rows.number(5))
            if !isKnown(row.seq) {
                record.bind(1, row.seq)
                guard try record.next(), let kind = LogKind(rawValue: record.text(0)) else {
                    throw CaseStoreError(
                        code: .badRecord,
                        message: "record \(row.seq) of the decision log is gone or was altered; see"
                            + " accord log verify")
                }
                row.record = (
                    kind, Day(epochDay: Int32(record.number(1))), record.bytes(2)
                )
                record.reset()
            }
            found.append(row)
        }
        return found
    }
}
