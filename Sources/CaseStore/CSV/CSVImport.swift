import CaseModel
import Foundation
import GRDB

extension CaseStore {
    /// Imports case files from a folder of tables, as ``exportCSV(to:site:progress:)`` writes it.
    ///
    /// Every table must be there, with every column, in any order. Rows may be in any order too.
    /// Everything happens in one transaction: if a row is wrong, nothing is imported. With a reject
    /// file in the options, case files without a fault go in, and each of the others is written
    /// there as JSON with the reasons; faults of a whole table still refuse everything. Events that were
    /// recorded on a file stay; see ``EventTally``.
    /// - Parameters:
    ///   - folder: Path of the folder.
    ///   - options: The day of the import and what to do about bad case files.
    ///   - progress: Told about every thousandth file.
    /// - Returns: What was added, updated and refused; the line of a problem is a table's row.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func importCSV(
        from folder: String, _ options: ImportOptions, progress: ProgressHandler? = nil
    ) throws -> ImportReport {
        var rejects = try options.rejectFile.map { try RejectFile($0) }
        try CSVImport.checkFolder(folder, options)
        defer { tidy() }
        return try writing { db in
            let staging = try CSVStaging(db)
            try CSVImport.stage(folder, staging, options)
            let writer = try CaseWriter(db, file: folder, format: "csv", options)
            let reader = CaseFileReader(sites: options.sites)
            try staging.forEachFile { key in
                let file = CSVAssembler(key, rows: try staging.rows(of: key))
                let line = file.root?.row.number ?? 0
                writer.countRead()
                let problems = try take(file, line: line, reader, writer)
                if !problems.isEmpty {
                    writer.reject(problems)
                    try rejects?.add(line: line, text: file.json, problems: problems)
                }
                if writer.report.read % 1000 == 0 {
                    progress?(StoreProgress(files: writer.report.read, bytes: 0, totalBytes: nil))
                }
            }
            try staging.drop()
            let report = try writer.finish(keepingGood: options.rejectFile)
            try rejects?.finish()
            return report
        }
    }

    /// Checks and stores one file; returns what is wrong with it.
    private func take(
        _ file: CSVAssembler, line: Int, _ reader: CaseFileReader, _ writer: CaseWriter
    ) throws -> [ImportProblem] {
        let caseFile: CaseFile
        do throws(CaseFileError) {
            caseFile = try reader.read(file.json)
        } catch {
            return file.problems + error.problems.map { file.place($0) }
        }
        guard file.problems.isEmpty else { return file.problems }
        if var obstacle = try writer.obstacle(to: caseFile, line: line) {
            obstacle.file = CSVTable.all[0].fileName
            return [obstacle]
        }
        try writer.store(caseFile, line: line)
        return []
    }
}

/// The steps of an import that see the folder as a whole.
enum CSVImport {
    /// Refuses a folder that lacks a table or has one that nobody would read.
    static func checkFolder(_ folder: String, _ options: ImportOptions) throws {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw CaseStoreError(
                code: .inputMissing,
                message: "\(folder) cannot be read; name a folder that `accord export` made")
        }
        let known = CSVTable.all.map(\.fileName)
        var problems: [ImportProblem] = []
        for name in known where !names.contains(name) {
            problems.append(
                ImportProblem(
                    file: name, line: 0, code: .table,
                    message: "the table is missing; one without rows has its header only"))
        }
        for name in names.sorted() where name.hasSuffix(".csv") && !known.contains(name) {
            problems.append(
                ImportProblem(
                    file: name, line: 0, code: .table, message: "no such table",
                    suggestion: EditDistance.nearest(name, in: known)))
        }
        try refuse(folder, problems, options)
    }

    /// Reads every table; refuses the folder if a row cannot be given to a case file.
    static func stage(
        _ folder: String, _ staging: CSVStaging, _ options: ImportOptions
    ) throws {
        var problems: [ImportProblem] = []
        for (index, table) in CSVTable.all.enumerated() {
            problems += try CSVTableReader.read(
                table: index, path: "\(folder)/\(table.fileName)", into: staging)
        }
        // Where rows could not be read, others would only seem to be strays.
        try refuse(folder, problems, options)
        try staging.forEachStray { row in
            problems.append(
                ImportProblem(
                    file: CSVTable.all[row.table].fileName, line: row.number, code: .row,
                    path: "file_id",
                    message: "case_files.csv has no row with this site and `file_id`"))
        }
        try refuse(folder, problems, options)
    }

    private static func refuse(
        _ folder: String, _ problems: [ImportProblem], _ options: ImportOptions
    ) throws {
        guard !problems.isEmpty else { return }
        let count = problems.count == 1 ? "1 fault" : "\(problems.count) faults"
        throw CaseStoreError(
            code: .refused, message: "nothing was imported from \(folder): \(count) in its tables",
            problems: Array(problems.prefix(options.mostProblems)))
    }
}
