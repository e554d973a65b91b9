extension StoreMigrations {
    // Events whose record the system of record has not brought itself. What was recorded are the facts
    // of the log record, so that it is kept once and an erasure erases it; `stood` is the hash of the
    // record that stood in its place before, NULL if there was none.
    static let eventTables = """
        CREATE TABLE recorded_event (
            seq INTEGER PRIMARY KEY REFERENCES log (seq),
            site TEXT NOT NULL,
            file_id TEXT NOT NULL,
            list TEXT NOT NULL,
            record_id TEXT NOT NULL,
            stood BLOB,
            FOREIGN KEY (site, file_id) REFERENCES case_file (site, file_id) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX recorded_event_by_file ON recorded_event (site, file_id, list, record_id);
        """
}
