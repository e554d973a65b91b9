import Crypto
import Foundation
import GRDB

extension StoreMigrations {
    // `file_version` stands beside `case_file` so that looking for changed files touches no body.
    // Its `change` is the number of the import that last changed the file: numbers only rise.
    // `former_case` keeps where the records of a case are that has left its file.
    static let versionTables = """
        ALTER TABLE import_batch ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE file_version (
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            change INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (site, file_id),
            FOREIGN KEY (site, file_id) REFERENCES case_file (site, file_id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX file_version_by_change ON file_version (site, change);

        CREATE TABLE former_case (
            case_id TEXT NOT NULL,
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            PRIMARY KEY (case_id, site, file_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE store_secret (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            secret BLOB NOT NULL
        ) STRICT;
        """

    // Days are counted from 1970-01-01. What stands for a key of `decided` is the row of its newest
    // active run. `sweep_file` holds the newest finding for a file and the one before, so that a
    // run that is stopped can be taken back; the index finds the files whose day has come.
    static let sweepTables = """
        CREATE TABLE policy (
            id INTEGER PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE,
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE sweep_run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            site TEXT NOT NULL,
            as_of INTEGER NOT NULL,
            policy INTEGER NOT NULL REFERENCES policy (id),
            is_full INTEGER NOT NULL,
            sees_all INTEGER NOT NULL,
            newest_change INTEGER NOT NULL,
            actor TEXT NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL DEFAULT '',
            counts TEXT NOT NULL,
            cursor TEXT,
            chunks INTEGER NOT NULL DEFAULT 0,
            hash BLOB NOT NULL,
            standing BLOB NOT NULL,
            first_seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT
        ) STRICT;
        CREATE INDEX sweep_run_by_site ON sweep_run (site, state);

        CREATE TABLE sweep_chunk (
            run INTEGER NOT NULL REFERENCES sweep_run (id),
            number INTEGER NOT NULL,
            first_file TEXT NOT NULL,
            last_file TEXT NOT NULL,
            counts TEXT NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (run, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sweep_candidate (
            run INTEGER NOT NULL,
            file_id TEXT NOT NULL,
            PRIMARY KEY (run, file_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sweep_pause (site TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

        CREATE TABLE sweep_file (
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            run INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            stands INTEGER NOT NULL,
            prior_run INTEGER,
            prior_seen INTEGER,
            prior_stands INTEGER,
            PRIMARY KEY (site, file_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sweep_file_by_day ON sweep_file (site, stands);

        CREATE TABLE decided (
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            area TEXT NOT NULL,
            run INTEGER NOT NULL,
            policy INTEGER NOT NULL,
            stands INTEGER NOT NULL,
            seq INTEGER,
            standing BLOB NOT NULL,
            reads BLOB NOT NULL,
            PRIMARY KEY (site, file_id, case_id, area, run)
        ) STRICT;

        CREATE TABLE proposal (
            seq INTEGER NOT NULL,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            point TEXT NOT NULL,
            subject TEXT NOT NULL,
            who TEXT NOT NULL,
            channel TEXT NOT NULL,
            purpose TEXT NOT NULL,
            partner TEXT NOT NULL,
            remedy TEXT NOT NULL,
            from_day INTEGER,
            until_day INTEGER,
            rule TEXT NOT NULL,
            PRIMARY KEY (seq, position)
        ) STRICT, WITHOUT ROWID;
        """

    // Records are never changed: the triggers keep honest programs from it, and the chain of links
    // tells of others. Facts stand apart because they are erased on schedule, with their salt.
    static let logTables = """
        CREATE TABLE log (
            seq INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            site TEXT NOT NULL,
            run INTEGER NOT NULL,
            file_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            area TEXT NOT NULL,
            as_of INTEGER NOT NULL,
            meta BLOB NOT NULL,
            facts_hash BLOB NOT NULL,
            link BLOB NOT NULL,
            statement BLOB NOT NULL
        ) STRICT;
        CREATE INDEX log_by_file ON log (file_id, case_id) WHERE file_id <> '';
        CREATE INDEX log_by_kind ON log (kind, as_of) WHERE kind NOT IN ('decision', 'unreadable');
        CREATE TRIGGER log_keeps_records BEFORE DELETE ON log
            BEGIN SELECT RAISE(ABORT, 'records of the decision log are never deleted'); END;
        CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
            BEGIN SELECT RAISE(ABORT, 'records of the decision log are never changed'); END;

        CREATE TABLE log_facts (
            seq INTEGER PRIMARY KEY,
            salt BLOB NOT NULL,
            facts BLOB NOT NULL
        ) STRICT;

        CREATE TABLE log_head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            seq INTEGER NOT NULL,
            link BLOB NOT NULL
        ) STRICT;

        CREATE TABLE log_checkpoint (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            seq INTEGER NOT NULL,
            link BLOB NOT NULL,
            made_on INTEGER NOT NULL,
            key_id TEXT NOT NULL,
            public_key BLOB NOT NULL,
            signature BLOB NOT NULL
        ) STRICT;

        CREATE TABLE overridden (
            seq INTEGER PRIMARY KEY,
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            area TEXT NOT NULL,
            point TEXT NOT NULL,
            subject TEXT NOT NULL,
            outcome TEXT NOT NULL,
            made_on INTEGER NOT NULL,
            until INTEGER NOT NULL,
            who TEXT NOT NULL,
            reason TEXT NOT NULL,
            rule TEXT NOT NULL,
            decision_seq INTEGER NOT NULL,
            refused_by TEXT NOT NULL,
            ended_on INTEGER,
            ended_by TEXT NOT NULL DEFAULT '',
            ended_seq INTEGER
        ) STRICT;
        CREATE INDEX overridden_by_case ON overridden (site, case_id);
        CREATE INDEX overridden_in_force ON overridden (site, until)
            WHERE refused_by = '' AND ended_on IS NULL;
        """

    /// Fills what the new tables must know of a store that has files already.
    static func bringForward(_ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO log_head (id, seq, link) VALUES (1, 0, ?)",
            arguments: [Data(RecordHash.root)])
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        try db.execute(
            sql: "INSERT INTO store_secret (id, secret) VALUES (1, ?)", arguments: [secret])
        let insert = try db.makeStatement(
            sql: "INSERT INTO file_version (site, file_id, change, hash) VALUES (?, ?, ?, ?)")
        let files = try Row.fetchCursor(
            db, sql: "SELECT site, file_id, batch, body FROM case_file ORDER BY site, file_id")
        while let row = try files.next() {
            let hash = try row.withUnsafeData(atIndex: 3) { body in
                Data(SHA256.hash(data: body ?? Data()))
            }
            try insert.execute(
                arguments: [row[0] as String, row[1] as String, row[2] as Int64, hash])
        }
    }
}
