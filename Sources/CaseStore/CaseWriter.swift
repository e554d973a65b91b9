import CaseModel
import Foundation
import GRDB

/// Puts case files into the tables, inside the transaction of one import.
final class CaseWriter {
    private let db: Database
    private let batch: Int64
    private let file: String
    private let find: Statement
    private let put: Statement
    private let forgetCases: Statement
    private let putCase: Statement

    private(set) var report = ImportReport()
    private let mostProblems: Int

    /// Begins a batch.
    init(_ db: Database, file: String, format: String, _ options: ImportOptions) throws {
        self.db = db
        self.file = file
        mostProblems = options.mostProblems
        try db.execute(
            sql: "INSERT INTO import_batch (source, format, received_on) VALUES (?, ?, ?)",
            arguments: [options.sourceName ?? file, format, options.receivedOn.description])
        batch = db.lastInsertedRowID
        find = try db.makeStatement(
            sql: "SELECT batch, line FROM case_file WHERE site = ? AND file_id = ?")
        put = try db.makeStatement(
            sql: """
                INSERT INTO case_file (site, file_id, observed_on, synthetic, batch, line, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (site, file_id) DO UPDATE SET
                    observed_on = excluded.observed_on, synthetic = excluded.synthetic,
                    batch = excluded.batch, line = excluded.line, body = excluded.body
                """)
        forgetCases = try db.makeStatement(
            sql: "DELETE FROM iv_d_case WHERE site = ? AND file_id = ?")
        putCase = try db.makeStatement(
            sql: """
                INSERT INTO iv_d_case (site, file_id, position, case_id, status, county)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
    }

    /// What keeps a file from being stored beside those of the same import.
    func obstacle(to caseFile: CaseFile, line: Int) throws -> ImportProblem? {
        let key: StatementArguments = [caseFile.site.word, caseFile.fileID]
        guard let row = try Row.fetchOne(find, arguments: key), row[0] == batch else { return nil }
        let earlier: Int = row[1]
        return ImportProblem(
            file: file, line: line, code: .duplicateFile, path: "file_id",
            message: "line \(earlier) of this import has the same `file_id` and site")
    }

    /// Stores a file or replaces the one with its `file_id`.
    func store(_ caseFile: CaseFile, line: Int) throws {
        let site = caseFile.site.word
        let isKnown = try Row.fetchOne(find, arguments: [site, caseFile.fileID]) != nil
        try put.execute(arguments: [
            site, caseFile.fileID, caseFile.observedOn.description,
            caseFile.synthetic, batch, line, Data(caseFile.canonicalBytes()),
        ])
        if isKnown { try forgetCases.execute(arguments: [site, caseFile.fileID]) }
        for (position, item) in caseFile.cases.enumerated() {
            try putCase.execute(arguments: [
                site, caseFile.fileID, position, item.caseID, item.status.word, item.county,
            ])
        }
        if isKnown { report.updated += 1 } else { report.added += 1 }
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
            sql: "UPDATE import_batch SET added = ?, updated = ?, rejected = ? WHERE id = ?",
            arguments: [report.added, report.updated, report.rejected, batch])
        return report
    }
}
