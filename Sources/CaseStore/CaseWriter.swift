import CaseModel
import Crypto
import Foundation
import GRDB

/// Puts case files into the tables, inside the transaction of one import.
final class CaseWriter {
    private let db: Database
    private let batch: Int64
    private let file: String
    private let find: Statement
    private let files: FileTables
    private let noteSame: Statement
    private let findSame: Statement
    /// What was recorded on the files that come in; nil if nothing was on any.
    private let events: RecordedEvents?
    private let reader: CaseFileReader

    private(set) var report = ImportReport()
    private let mostProblems: Int

    /// Begins a batch.
    init(_ db: Database, file: String, format: String, _ options: ImportOptions) throws {
        self.db = db
        self.file = file
        mostProblems = options.mostProblems
        events = try RecordedEvents.ifAny(db)
        reader = CaseFileReader(sites: options.sites)
        try db.execute(
            sql: "INSERT INTO import_batch (source, format, received_on) VALUES (?, ?, ?)",
            arguments: [options.sourceName ?? file, format, options.receivedOn.description])
        batch = db.lastInsertedRowID
        find = try db.makeStatement(
            sql: """
                SELECT batch, line, hash FROM case_file JOIN file_version USING (site, file_id)
                WHERE site = ? AND file_id = ?
                """)
        files = try FileTables(db)
        // A file that is as it was keeps the number of its import; so that a second line with its
        // `file_id` is refused all the same, it is noted here.
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS temp.same_file;
                CREATE TEMP TABLE same_file (
                    site TEXT NOT NULL, file_id TEXT NOT NULL, line INTEGER NOT NULL,
                    PRIMARY KEY (site, file_id)
                ) WITHOUT ROWID;
                """)
        noteSame = try db.makeStatement(
            sql: "INSERT INTO temp.same_file (site, file_id, line) VALUES (?, ?, ?)")
        findSame = try db.makeStatement(
            sql: "SELECT line FROM temp.same_file WHERE site = ? AND file_id = ?")
    }

    /// What keeps a file from being stored beside those of the same import.
    func obstacle(to caseFile: CaseFile, line: Int) throws -> ImportProblem? {
        let key: StatementArguments = [caseFile.site.word, caseFile.fileID]
        guard let row = try Row.fetchOne(find, arguments: key) else { return nil }
        let isNew: Bool = row[0] == batch
        let found = try isNew ? row[1] : Int.fetchOne(findSame, arguments: key)
        guard let earlier = found else { return nil }
        return ImportProblem(
            file: file, line: line, code: .duplicateFile, path: "file_id",
            message: "line \(earlier) of this import has the same `file_id` and site")
    }

    /// Stores a file or replaces the one with its `file_id`; one that is the same stays untouched.
    ///
    /// What is stored is the file with the events laid over it that were recorded meanwhile.
    func store(_ incoming: CaseFile, line: Int) throws {
        let key: StatementArguments = [incoming.site.word, incoming.fileID]
        var caseFile = incoming
        var body = incoming.canonicalBytes()
        if let laid = try events?.lay(
            over: incoming, body, reader, notingIn: &report.events, most: mostProblems)
        {
            caseFile = laid
            body = laid.canonicalBytes()
        }
        let hash = SHA256.hash(data: body).data
        let known = try Row.fetchOne(find, arguments: key)
        if let known, known[2] == hash {
            try noteSame.execute(arguments: key + [line])
            report.unchanged += 1
            return
        }
        try files.put(
            caseFile, StoredBytes(bytes: body, hash: hash),
            FilePlace(change: batch, line: line), isKnown: known != nil)
        if known != nil { report.updated += 1 } else { report.added += 1 }
    }

    /// Counts a file that was read, good or bad.
    func countRead() { report.read += 1 }

    /// Counts a refused file and keeps its problems up to the limit.
    func reject(_ problems: [ImportProblem]) {
        report.rejected += 1
        report.note(problems, most: mostProblems)
    }

    /// Ends the batch; without a reject file, anything refused ends it in an error.
    ///
    /// - Throws: ``CaseStoreError`` with code `import.refused`, which undoes the transaction.
    func finish(keepingGood rejectFile: String?) throws -> ImportReport {
        if report.rejected > 0 {
            guard let rejectFile else {
                let count = report.rejected
                let files = count == 1 ? "1 case file is" : "\(count) case files are"
                let hidden = report.problemCount - report.problems.count
                throw CaseStoreError(
                    code: .refused,
                    message: "nothing was imported from \(file): \(files) wrong"
                        + (hidden > 0 ? " (\(hidden) more problems are not shown)" : ""),
                    problems: report.problems)
            }
            report.rejectFile = rejectFile
        }
        try db.execute(
            sql: """
                DROP TABLE temp.same_file;
                UPDATE import_batch SET added = ?, updated = ?, unchanged = ?, rejected = ?
                WHERE id = ?
                """,
            arguments: [
                report.added, report.updated, report.unchanged, report.rejected, batch,
            ])
        return report
    }
}
