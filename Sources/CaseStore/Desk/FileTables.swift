import CaseModel
import Crypto
import Foundation
import GRDB

/// The canonical text of a case file with its hash.
struct StoredBytes {
    var bytes: [UInt8]
    /// SHA-256.
    var hash: Data
}

/// By which change a file came to be as it is.
struct FilePlace {
    /// The number of the change: a row of `import_batch`.
    var change: Int64
    /// The line of the import; zero for a change of one file.
    var line = 0
}

/// The rows that stand for one case file, inside a transaction.
///
/// Used by imports for thousands of files, and for the change of one.
final class FileTables {
    private let put: Statement
    private let putVersion: Statement
    private let findCases: Statement
    private let keepCase: Statement
    private let forgetCases: Statement
    private let putCase: Statement
    private let putCaseload: Statement
    private let empty: Statement
    private let forgetCaseload: Statement

    init(_ db: Database) throws {
        put = try db.makeStatement(
            sql: """
                INSERT INTO case_file (site, file_id, observed_on, synthetic, batch, line, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (site, file_id) DO UPDATE SET
                    observed_on = excluded.observed_on, synthetic = excluded.synthetic,
                    batch = excluded.batch, line = excluded.line, body = excluded.body
                """)
        putVersion = try db.makeStatement(
            sql: """
                INSERT INTO file_version (site, file_id, change, hash) VALUES (?, ?, ?, ?)
                ON CONFLICT (site, file_id) DO UPDATE SET
                    change = excluded.change, hash = excluded.hash
                """)
        findCases = try db.makeStatement(
            sql: "SELECT DISTINCT case_id FROM iv_d_case WHERE site = ? AND file_id = ?")
        keepCase = try db.makeStatement(
            sql: "INSERT OR IGNORE INTO former_case (case_id, site, file_id) VALUES (?, ?, ?)")
        forgetCases = try db.makeStatement(
            sql: "DELETE FROM iv_d_case WHERE site = ? AND file_id = ?")
        putCase = try db.makeStatement(
            sql: """
                INSERT INTO iv_d_case (site, file_id, position, case_id, status, county, error_open)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        putCaseload = try db.makeStatement(
            sql: """
                INSERT INTO caseload (site, file_id, arm, contacted_on) VALUES (?, ?, ?, ?)
                ON CONFLICT (site, file_id) DO UPDATE SET
                    arm = excluded.arm, contacted_on = excluded.contacted_on
                """)
        empty = try db.makeStatement(
            sql: """
                UPDATE case_file SET observed_on = '', batch = ?, line = 0, body = x''
                WHERE site = ? AND file_id = ?
                """)
        forgetCaseload = try db.makeStatement(
            sql: "DELETE FROM caseload WHERE site = ? AND file_id = ?")
    }

    /// Stores a file, new or in the place of the one with its key.
    func put(
        _ file: CaseFile, _ text: StoredBytes, _ place: FilePlace, isKnown: Bool
    ) throws {
        let key: StatementArguments = [file.site.word, file.fileID]
        try put.execute(
            arguments: key + [
                file.observedOn.description, file.synthetic, place.change, place.line,
                text.bytes.data,
            ])
        try putVersion.execute(arguments: key + [place.change, text.hash])
        if isKnown { try leaveCases(key, keeping: Set(file.cases.map(\.caseID))) }
        for (position, item) in file.cases.enumerated() {
            try putCase.execute(
                arguments: key + [
                    position, item.caseID, item.status.word, item.county, item.recordErrorOpen,
                ])
        }
        try putCaseload.execute(
            arguments: key + [
                file.study?.arm.word ?? "", file.contacts.map(\.on.epochDay).max(),
            ])
    }

    /// Empties a file; what says that it was there stays until sweeps have seen that it is gone.
    func empty(_ fileKey: CaseFileKey, _ place: FilePlace) throws {
        let key: StatementArguments = [fileKey.site.word, fileKey.fileID]
        try empty.execute(arguments: [place.change] + key)
        try putVersion.execute(arguments: key + [place.change, SHA256.hash(data: []).data])
        try leaveCases(key, keeping: [])
        try forgetCaseload.execute(arguments: key)
    }

    /// Takes the cases out of a file, and notes where the records are of those that do not come back.
    private func leaveCases(_ key: StatementArguments, keeping kept: Set<String>) throws {
        for id in try String.fetchAll(findCases, arguments: key) where !kept.contains(id) {
            try keepCase.execute(arguments: [id] + key)
        }
        try forgetCases.execute(arguments: key)
    }
}

extension Digest {
    /// The hash as an argument of a statement.
    var data: Data { Data(self) }
}
