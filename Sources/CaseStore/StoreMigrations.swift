import GRDB

/// The tables of a store and how older ones are brought up to date.
///
/// A migration that was released is never edited: a change of the tables is a new one at the end.
enum StoreMigrations {
    /// Marks the file as Accord's: `ACRD`.
    static let applicationID: Int32 = 0x4143_5244

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 case files") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: firstTables)
        }
        migrator.registerMigration("2 sweeps and their log") { db in
            try db.execute(sql: versionTables + sweepTables + logTables)
            try bringForward(db)
        }
        migrator.registerMigration("3 the service") { db in
            try db.execute(sql: serviceTables + serviceBackfill)
        }
        migrator.registerMigration("4 recorded events") { db in
            try db.execute(sql: eventTables)
        }
        return migrator
    }

    // Sites number their files on their own, so that a `file_id` means nothing without its site. It
    // compares by bytes (SQLite's BINARY), which gives one order on every machine.
    // `batch` and `line` say where a file came from; within one import they also tell a second
    // line with the same `file_id` from a newer version of the file.
    private static let firstTables = """
        CREATE TABLE import_batch (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            format TEXT NOT NULL,
            received_on TEXT NOT NULL,
            added INTEGER NOT NULL DEFAULT 0,
            updated INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE case_file (
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            observed_on TEXT NOT NULL,
            synthetic INTEGER NOT NULL,
            batch INTEGER NOT NULL REFERENCES import_batch (id),
            line INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (site, file_id)
        ) STRICT;
        CREATE INDEX case_file_by_id ON case_file (file_id, site);
        CREATE INDEX case_file_by_batch ON case_file (batch);

        CREATE TABLE iv_d_case (
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            case_id TEXT NOT NULL,
            status TEXT NOT NULL,
            county TEXT NOT NULL,
            PRIMARY KEY (site, file_id, position),
            FOREIGN KEY (site, file_id) REFERENCES case_file (site, file_id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX iv_d_case_by_case ON iv_d_case (case_id);
        """

    /// Refuses databases of other programs and of newer versions before anything is written.
    static func examine(_ db: Database, path: String) throws {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard application == applicationID || (isEmpty && application == 0) else {
            throw CaseStoreError(
                code: .otherProgram,
                message: "\(path) is the database of another program; name another file")
        }
        if try migrator.hasBeenSuperseded(db) {
            throw CaseStoreError(
                code: .newer,
                message: "\(path) was written by a newer Accord; update this one to open it")
        }
    }
}
