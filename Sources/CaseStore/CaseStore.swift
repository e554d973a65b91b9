public import CaseModel
import Foundation
import GRDB

/// Case files in a SQLite database: one canonical JSON text per noncustodial parent.
///
/// The text is the truth; a few columns beside it serve to find files by site and case. The
/// database runs in WAL mode, so that reading goes on while something is imported, and a new one is
/// readable by its owner only. Safe to use from several threads.
///
/// ```swift
/// let store = try CaseStore(path: "cases.sqlite")
/// let report = try store.importNDJSON(from: "cases.ndjson", ImportOptions(receivedOn: day))
/// try store.forEachCaseFile(site: .ohStark) { file in … }
/// ```
public final class CaseStore: Sendable {
    /// Whether a store may be written.
    public enum Access: Sendable {
        /// Reads and writes; makes the store if there is none.
        case readWrite
        /// Only reads; the store must be there.
        case readOnly
    }

    /// Where the store is, as the caller named it.
    public let path: String
    let pool: DatabasePool

    /// How long to wait for another program that is writing, in seconds.
    private static let patience = 10

    /// Opens a store, makes it if needed, and brings its tables up to date.
    ///
    /// - Parameters:
    ///   - path: The database file. Two more, ending in `-wal` and `-shm`, may appear beside it.
    ///   - access: Whether the store may be written.
    /// - Throws: ``CaseStoreError`` if the file is no store, belongs to a newer version, or cannot
    ///   be opened.
    public init(path: String, access: Access = .readWrite) throws {
        self.path = path
        try CaseStore.prepareFile(path, access)
        pool = try CaseStoreError.translating(path) {
            var configuration = Configuration()
            configuration.label = "CaseStore"
            configuration.foreignKeysEnabled = true
            configuration.readonly = access == .readOnly
            configuration.busyMode = .timeout(TimeInterval(CaseStore.patience))
            if access == .readWrite {
                // The pool's first write would be the switch to WAL mode; another program's
                // database must be recognized before that.
                try DatabaseQueue(path: path, configuration: configuration).read { db in
                    try StoreMigrations.examine(db, path: path)
                }
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            if access == .readWrite {
                try StoreMigrations.migrator.migrate(pool)
                try CaseStore.prepareWriter(pool)
            } else {
                try pool.read { db in
                    try StoreMigrations.examine(db, path: path)
                    guard try StoreMigrations.migrator.hasCompletedMigrations(db) else {
                        throw CaseStoreError(
                            code: .older,
                            message: "\(path) was written by an older Accord; "
                                + "any import brings it up to date")
                    }
                }
            }
            return pool
        }
    }

    /// Makes every commit last through a power cut, and keeps the log beside the database at some
    /// 64 MB while much is written.
    private static func prepareWriter(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384")
        }
    }

    /// Makes an empty file that only its owner may read, or refuses a path that is no file.
    private static func prepareFile(_ path: String, _ access: Access) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard !isFolder.boolValue else {
                throw CaseStoreError(
                    code: .unreadable, message: "\(path) is a folder; name a database file")
            }
            return
        }
        guard access == .readWrite else {
            throw CaseStoreError(
                code: .missing,
                message: "there is no store at \(path); `accord import --db \(path)` makes one")
        }
        // Case data is for the owner's eyes. SQLite gives the files beside it the same rights.
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: rights) else {
            throw CaseStoreError(
                code: .unreadable,
                message: "\(path) cannot be made; check that its folder exists and may be written")
        }
    }

    // MARK: - Reading

    /// The number of case files of a site, or of all.
    public func count(site: SiteID? = nil) throws -> Int {
        try reading { db in
            let count =
                if let site {
                    try Int.fetchOne(
                        db, sql: "SELECT count(*) FROM caseload WHERE site = ?",
                        arguments: [site.word])
                } else {
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM caseload")
                }
            return count ?? 0
        }
    }

    /// The canonical text of a case file, or nil if there is none.
    ///
    /// - Parameters:
    ///   - id: The `file_id`.
    ///   - site: The site that keeps the file; may be left out if only one site has such a file.
    /// - Returns: Canonical JSON.
    /// - Throws: ``CaseStoreError``, with code `file.ambiguous` if the site must be told.
    public func caseFile(id: String, site: SiteID? = nil) throws -> [UInt8]? {
        let bodies = try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT body FROM case_file
                    WHERE file_id = ? AND site = ifnull(?, site) AND \(CaseStore.isKept)
                    """)
            return try Data.fetchAll(statement, arguments: [id, site?.word])
        }
        guard bodies.count <= 1 else {
            throw CaseStoreError(
                code: .ambiguous,
                message: "\(bodies.count) sites have a case file with this `file_id`; name the site"
            )
        }
        return bodies.first.map { [UInt8]($0) }
    }

    /// The files that hold a case; several only if sites or the data say so.
    ///
    /// - Throws: ``CaseStoreError``.
    public func files(ofCase caseID: String) throws -> [CaseFileKey] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT file_id, site FROM iv_d_case WHERE case_id = ?
                    ORDER BY file_id, site
                    """,
                arguments: [caseID])
            return try rows.map { row in
                CaseFileKey(site: try CaseStore.site(row[1]), fileID: row[0])
            }
        }
    }

    /// Tells a case file from the row of one that was deleted; SQLite knows the length of a body
    /// without reading it.
    static let isKept = "length(case_file.body) > 0"

    /// The site of a stored word.
    static func site(_ word: String) throws -> SiteID {
        guard let site = SiteID(word: word) else {
            throw CaseStoreError(
                code: .damaged, message: "the store names a site that Accord does not know: \(word)"
            )
        }
        return site
    }

    /// Calls `body` with each case file in the order of `file_id` and site, as the store was at the start.
    ///
    /// Memory stays flat: one file is held at a time. `body` may use the store; what is imported
    /// meanwhile is not seen. To go through a store in pieces, ask for the files `after` the last one
    /// of a piece.
    /// - Parameters:
    ///   - site: The site whose files are wanted; all unless told.
    ///   - after: Only files behind this one.
    ///   - limit: At most so many.
    ///   - body: Gets the file; its bytes are good for the length of the call only.
    /// - Throws: ``CaseStoreError``, or what `body` throws.
    public func forEachCaseFile(
        site: SiteID? = nil, after: CaseFileKey? = nil, limit: Int? = nil,
        _ body: (StoredCaseFile) throws -> Void
    ) throws {
        // A snapshot has a connection of its own, so that `body` may use the others.
        let snapshot = try CaseStoreError.translating(path) { try pool.makeSnapshot() }
        try CaseStoreError.translating(path) {
            try snapshot.read { db in
                try CaseStore.forEach(db, site: site, after: after, limit: limit, body)
            }
        }
    }

    private static func forEach(
        _ db: Database, site: SiteID?, after: CaseFileKey?, limit: Int?,
        _ body: (StoredCaseFile) throws -> Void
    ) throws {
        var conditions = [isKept]
        var arguments: StatementArguments = []
        if let site {
            conditions.append("site = ?")
            arguments += [site.word]
        }
        if let after {
            conditions.append("(file_id, site) > (?, ?)")
            arguments += [after.fileID, after.site.word]
        }
        let filter = "WHERE " + conditions.joined(separator: " AND ")
        let statement = try db.cachedStatement(
            sql: """
                SELECT file_id, site, body FROM case_file \(filter)
                ORDER BY file_id, site LIMIT \(limit ?? -1)
                """)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            let key = CaseFileKey(site: try CaseStore.site(row[1]), fileID: row[0])
            try row.withUnsafeData(atIndex: 2) { data in
                try (data ?? Data()).withUnsafeBytes { bytes in
                    try body(StoredCaseFile(key: key, bytes: bytes))
                }
            }
        }
    }

    /// Every import that was made, the first one first; changes of single files are not among them.
    ///
    /// - Throws: ``CaseStoreError``.
    public func imports() throws -> [ImportBatch] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, source, format, received_on, added, updated, unchanged,
                        rejected
                    FROM import_batch WHERE format <> '\(CaseStore.singleChange)' ORDER BY id
                    """)
            return rows.map { row in
                ImportBatch(
                    id: row[0], source: row[1], format: row[2],
                    receivedOn: Day(iso: row[3] as String) ?? Day(epochDay: 0), added: row[4],
                    updated: row[5], unchanged: row[6], rejected: row[7])
            }
        }
    }

    /// What the row of `import_batch` says that numbers the change of one file.
    static let singleChange = "edit"

    func reading<Result>(_ work: (Database) throws -> Result) throws -> Result {
        try CaseStoreError.translating(path) { try pool.read(work) }
    }

    func writing<Result>(_ work: (Database) throws -> Result) throws -> Result {
        try CaseStoreError.translating(path) { try pool.write(work) }
    }

    /// Moves what an import wrote into the database file and empties the log beside it.
    ///
    /// The log of a large import is as large as the import. If a reader is in the way, it is not
    /// waited for: the log is emptied another time.
    func tidy() {
        try? pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(CaseStore.patience * 1000)") }
            _ = try db.checkpoint(.truncate)
        }
    }
}

/// What identifies a case file: sites number their files on their own.
public struct CaseFileKey: Sendable, Hashable {
    /// The site that keeps the file.
    public var site: SiteID
    /// The identifier of the file, unique at the site.
    public var fileID: String

    /// Makes a key.
    public init(site: SiteID, fileID: String) {
        self.site = site
        self.fileID = fileID
    }
}

/// A case file while the store is gone through.
public struct StoredCaseFile {
    /// Whose file it is.
    public let key: CaseFileKey
    /// Its canonical JSON, good for the length of the call that received it.
    public let bytes: UnsafeRawBufferPointer
}
