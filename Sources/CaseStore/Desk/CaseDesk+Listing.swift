public import CaseModel
import GRDB

/// Which case files of a site are listed; what is not set does not matter.
public struct CaseListFilter: Sendable, Equatable {
    /// Who works the file; the empty text for files that nobody works.
    public var worker: String?
    /// The arm of the study, as a word of the schema; the empty text for parents in no arm.
    public var arm: String?
    /// The file that holds this IV-D case.
    public var caseID: String?

    /// Every file of the site.
    public init(worker: String? = nil, arm: String? = nil, caseID: String? = nil) {
        self.worker = worker
        self.arm = arm
        self.caseID = caseID
    }
}

/// What a list says of a case file, without opening it.
public struct CaseListRow: Sendable, Equatable {
    /// Whose file it is.
    public var key: CaseFileKey
    /// The version; see ``CaseFileVersion/version``.
    public var version: String
    /// Who works the file; empty if nobody does.
    public var worker: String
    /// The arm of the study, as a word of the schema; empty if the parent is in none.
    public var arm: String
    /// The day of the newest contact, attempts included; nil if there is none.
    public var contactedOn: Day?
    /// The IV-D cases of the file, in its order.
    public var caseIDs: [String]
}

/// Some case files of a site, in the order of their ids.
public struct CaseListPage: Sendable, Equatable {
    /// The files.
    public var rows: [CaseListRow]
    /// Go on behind this id; nil if there are no more.
    public var next: String?
}

/// How many case files a worker has.
public struct WorkerSum: Sendable, Equatable {
    /// The worker; empty for files that nobody works.
    public var worker: String
    /// The number of files.
    public var files: Int
}

extension CaseDesk {
    /// Case files of a site in the order of their ids.
    ///
    /// What is created or deleted meanwhile neither repeats nor hides another file.
    /// - Parameters:
    ///   - site: The site.
    ///   - filter: Which files.
    ///   - after: Only files behind this id.
    ///   - limit: At most so many.
    /// - Returns: The page.
    /// - Throws: ``CaseStoreError``.
    public func list(
        site: SiteID, _ filter: CaseListFilter = CaseListFilter(), after: String? = nil, limit: Int
    ) throws -> CaseListPage {
        // With a case there are few files, and SQLite must begin at these.
        let id = filter.caseID == nil ? "l.file_id" : "+l.file_id"
        var conditions = ["l.site = ?", "\(id) > ?"]
        var arguments: StatementArguments = [site.word, after ?? ""]
        if let worker = filter.worker {
            conditions.append("l.worker = ?")
            arguments += [worker]
        }
        if let arm = filter.arm {
            conditions.append("l.arm = ?")
            arguments += [arm]
        }
        if let caseID = filter.caseID {
            conditions.append(
                "l.file_id IN (SELECT file_id FROM iv_d_case WHERE case_id = ? AND site = ?)")
            arguments += [caseID, site.word]
        }
        let sql = """
            SELECT l.file_id, v.change, l.worker, l.arm, l.contacted_on
            FROM caseload AS l JOIN file_version AS v USING (site, file_id)
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY l.file_id LIMIT ?
            """
        arguments += [limit + 1]
        return try store.reading { db in
            let cases = try db.cachedStatement(
                sql: """
                    SELECT case_id FROM iv_d_case WHERE site = ? AND file_id = ? ORDER BY position
                    """)
            var rows = try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                CaseListRow(
                    key: CaseFileKey(site: site, fileID: row[0]), version: "\(row[1] as Int64)",
                    worker: row[2], arm: row[3],
                    contactedOn: (row[4] as Int32?).map { Day(epochDay: $0) }, caseIDs: [])
            }
            let isLast = rows.count <= limit
            rows = Array(rows.prefix(limit))
            for index in rows.indices {
                rows[index].caseIDs = try String.fetchAll(
                    cases, arguments: [site.word, rows[index].key.fileID])
            }
            return CaseListPage(rows: rows, next: isLast ? nil : rows.last?.key.fileID)
        }
    }

    /// The workers of a site with the number of their files, in the order of their names; files that
    /// nobody works come first.
    ///
    /// - Throws: ``CaseStoreError``.
    public func workers(site: SiteID) throws -> [WorkerSum] {
        try store.reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT worker, count(*) FROM caseload WHERE site = ? GROUP BY worker
                    ORDER BY worker
                    """, arguments: [site.word])
            return rows.map { WorkerSum(worker: $0[0], files: $0[1]) }
        }
    }

    /// Who works a file; nil if there is no such file, empty if nobody does.
    ///
    /// - Throws: ``CaseStoreError``.
    public func worker(of key: CaseFileKey) throws -> String? {
        try store.reading { db in
            try String.fetchOne(
                db, sql: "SELECT worker FROM caseload WHERE site = ? AND file_id = ?",
                arguments: [key.site.word, key.fileID])
        }
    }

    /// Gives case files to a worker, or to nobody, all of them or none; each is on record.
    ///
    /// Files that the worker has already are left as they are. A file's version does not change: who
    /// works it is no fact of the case.
    /// - Parameters:
    ///   - keys: The files.
    ///   - worker: Who is to work them; empty for nobody.
    ///   - stamp: Who acts.
    /// - Returns: The log records, one for each file that changed hands.
    /// - Throws: ``CaseConflict/missing`` if one of the files is not there, ``CaseStoreError``.
    @discardableResult
    public func assign(
        _ keys: [CaseFileKey], to worker: String, by stamp: LogStamp
    ) throws -> [Int64] {
        try store.writing { db in
            let log = try LogAppender(db)
            var records: [Int64] = []
            for key in keys {
                let known = try String.fetchOne(
                    db, sql: "SELECT worker FROM caseload WHERE site = ? AND file_id = ?",
                    arguments: [key.site.word, key.fileID])
                guard let known else { throw CaseConflict.missing }
                guard known != worker else { continue }
                try db.execute(
                    sql: "UPDATE caseload SET worker = ? WHERE site = ? AND file_id = ?",
                    arguments: [worker, key.site.word, key.fileID])
                var statement: [String: JSONValue] = [
                    "schema_version": .integer(1), "kind": .text("assignment"),
                    "worker": .text(worker),
                ]
                if !known.isEmpty { statement["instead_of"] = .text(known) }
                records.append(
                    try log.append(
                        PreparedRecord(
                            key: RecordKey(
                                kind: .event, site: key.site.word, fileID: key.fileID,
                                asOf: stamp.day),
                            meta: stamp.meta,
                            statement: JSONValue.object(statement).canonicalBytes())))
            }
            try log.finish()
            return records
        }
    }
}
