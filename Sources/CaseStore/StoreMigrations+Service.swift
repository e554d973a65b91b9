import GRDB

extension StoreMigrations {
    // `caseload` stands beside `case_file` as `file_version` does, so that lists by worker or study
    // arm touch no body. Whose file it is was said by a log record and is no part of the file, so
    // that an import leaves it alone; the rest is taken from the file each time it changes.
    // A file that was deleted keeps its row with an empty body, until a sweep has ended what stood
    // for it, and so that version numbers only rise.
    // `request` keeps what was answered to a call that may be made twice.
    // Decisions that no sweep made are found by their day, as records of other kinds are.
    static let serviceTables = """
        ALTER TABLE iv_d_case ADD COLUMN error_open INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE caseload (
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            worker TEXT NOT NULL DEFAULT '',
            arm TEXT NOT NULL DEFAULT '',
            contacted_on INTEGER,
            PRIMARY KEY (site, file_id),
            FOREIGN KEY (site, file_id) REFERENCES case_file (site, file_id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX caseload_by_worker ON caseload (site, worker, file_id);

        CREATE TABLE request (
            caller TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            owner TEXT NOT NULL,
            begun_at INTEGER NOT NULL,
            status INTEGER,
            headers TEXT NOT NULL DEFAULT '',
            body BLOB,
            PRIMARY KEY (caller, key)
        ) STRICT;
        CREATE INDEX request_by_time ON request (begun_at);
        CREATE INDEX request_open ON request (owner) WHERE status IS NULL;

        CREATE INDEX log_of_service ON log (as_of) WHERE run = 0 AND kind = 'decision';
        """

    /// Fills what the new columns must know of a store that has files already.
    ///
    /// In SQL alone: a reader of case files may come to refuse what an older one stored.
    static let serviceBackfill = """
        INSERT INTO caseload (site, file_id, arm, contacted_on)
        SELECT site, file_id, ifnull(json_extract(text, '$.study.arm'), ''),
            (SELECT max(CAST(julianday(json_extract(value, '$.on')) - 2440587.5 AS INTEGER))
                FROM json_each(text, '$.contacts'))
        FROM (SELECT site, file_id, CAST(body AS TEXT) AS text FROM case_file
            WHERE json_valid(CAST(body AS TEXT)));
        INSERT OR IGNORE INTO caseload (site, file_id) SELECT site, file_id FROM case_file;

        UPDATE iv_d_case SET error_open = 1 WHERE EXISTS (
            SELECT 1 FROM case_file AS f
            WHERE f.site = iv_d_case.site AND f.file_id = iv_d_case.file_id
                AND json_valid(CAST(f.body AS TEXT))
                AND json_extract(CAST(f.body AS TEXT),
                    '$.cases[' || iv_d_case.position || '].record_error_open') = 1);
        """
}
