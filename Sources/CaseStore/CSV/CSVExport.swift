public import CaseModel
import Foundation

extension CaseStore {
    /// Writes the case files of a site, or of all, as a folder of tables for spreadsheets.
    ///
    /// One table for each list of records, in UTF-8 with a header, in the form of RFC 4180. Nothing
    /// is lost: ``importCSV(from:_:progress:)`` makes the same case files of them. The folder appears
    /// when it is complete.
    /// - Parameters:
    ///   - folder: Path of the folder; it must not exist.
    ///   - site: The site whose files are wanted; all unless told.
    ///   - progress: Told about every thousandth file.
    /// - Returns: The number of case files written.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func exportCSV(
        to folder: String, site: SiteID? = nil, progress: ProgressHandler? = nil
    ) throws -> Int {
        let partial = folder + ".partial"
        try CSVExport.makeFolder(folder, partial)
        do {
            let export = try CSVExport(folder: partial)
            var count = 0
            try forEachCaseFile(site: site) { caseFile in
                try export.add(caseFile)
                count += 1
                if count % 1000 == 0 {
                    progress?(StoreProgress(files: count, bytes: export.written, totalBytes: nil))
                }
            }
            try export.finish()
            guard rename(partial, folder) == 0 else { throw CSVExport.failure(folder) }
            return count
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw error
        }
    }
}

/// The tables of one export while they are written.
final class CSVExport {
    private final class Output {
        var file: OutputFile

        init(_ path: String) throws { file = try OutputFile(path) }
    }

    private let outputs: [Output]
    private var line: [UInt8] = []

    init(folder: String) throws {
        outputs = try CSVTable.all.map { try Output("\(folder)/\($0.fileName)") }
        for (table, output) in zip(CSVTable.all, outputs) { try write(table.header, to: output) }
    }

    var written: Int64 { outputs.reduce(0) { $0 + $1.file.written } }

    func add(_ caseFile: StoredCaseFile) throws {
        let value = try JSONValue(parsing: Array(caseFile.bytes))
        let key = caseFile.key
        try add(value, to: 0, keys: [key.site.word, CSVCell.disarmed(key.fileID)])
    }

    private func add(_ record: JSONValue, to index: Int, keys: [String]) throws {
        let table = CSVTable.all[index]
        var row = keys
        for inline in table.inlines where inline.presence != nil {
            row.append(record.value(at: inline.path) == nil ? "" : "true")
        }
        for column in table.columns {
            row.append(CSVCell.spell(record.value(at: column.path), column.kind))
        }
        try write(row, to: outputs[index])
        for child in table.children {
            guard case .list(let records) = record.value(at: CSVTable.all[child].path) else {
                continue
            }
            for (place, record) in records.enumerated() {
                try add(record, to: child, keys: keys + [String(place + 1)])
            }
        }
    }

    private func write(_ row: [String], to output: Output) throws {
        line.removeAll(keepingCapacity: true)
        CSVCell.append(row: row, to: &line)
        try output.file.write(line)
    }

    func finish() throws {
        for output in outputs { try output.file.finish() }
    }

    static func makeFolder(_ folder: String, _ partial: String) throws {
        let manager = FileManager.default
        for path in [folder, partial] where manager.fileExists(atPath: path) {
            throw CaseStoreError(
                code: .outputExists, message: "\(path) is there already; name a new folder")
        }
        do {
            try manager.createDirectory(
                atPath: partial, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw failure(folder)
        }
    }

    static func failure(_ folder: String) -> CaseStoreError {
        CaseStoreError(
            code: .outputFailed,
            message: "\(folder) cannot be written; check that the folder above it exists")
    }
}
