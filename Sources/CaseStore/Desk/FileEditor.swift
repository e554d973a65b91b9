import CaseModel
import Crypto
import Foundation
import GRDB

/// Changes one case file and says so in the log, inside one transaction.
struct FileEditor {
    private let db: Database
    private let stamp: LogStamp

    init(_ db: Database, _ stamp: LogStamp) {
        self.db = db
        self.stamp = stamp
    }

    /// A file that is there; nil if there is none, or if it was deleted.
    static func find(_ db: Database, _ key: CaseFileKey) throws -> CaseFileVersion? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT change, hash, body FROM file_version JOIN case_file USING (site, file_id)
                WHERE site = ? AND file_id = ? AND \(CaseStore.isKept)
                """)
        let row = try Row.fetchOne(statement, arguments: [key.site.word, key.fileID])
        return row.map { row in
            CaseFileVersion(
                key: key, version: "\(row[0] as Int64)",
                hash: [UInt8](row[1] as Data).hexadecimal, bytes: [UInt8](row[2] as Data))
        }
    }

    /// The file that is there, which must be in the version that the caller has read.
    ///
    /// - Throws: ``CaseConflict``.
    static func present(
        _ db: Database, _ key: CaseFileKey, expecting version: String?
    ) throws -> CaseFileVersion {
        guard let present = try find(db, key) else { throw CaseConflict.missing }
        guard version == nil || version == present.version else {
            throw CaseConflict.changed(present: present.version)
        }
        return present
    }

    /// Puts a file in the place of the one that is there, if any.
    func put(_ file: CaseFile, over present: CaseFileVersion?) throws -> CaseFileChange {
        let bytes = file.canonicalBytes()
        if let present, present.bytes == bytes { return CaseFileChange(file: present, seq: nil) }
        let after = try write(file, bytes, isNew: present == nil)
        let seq = try note(
            present == nil ? "created" : "replaced", after.key, before: present?.hash,
            after: after)
        try RecordedEvents(db).endChanged(in: FileRecords(bytes), of: after.key)
        return CaseFileChange(file: after, seq: seq)
    }

    /// Writes a file without a record; the caller says in the log what was done.
    func write(_ file: CaseFile, _ bytes: [UInt8], isNew: Bool) throws -> CaseFileVersion {
        let hash = SHA256.hash(data: bytes).data
        let change = try nextChange(isNew ? "added" : "updated")
        // A row may be left of a file that was deleted.
        try FileTables(db).put(
            file, StoredBytes(bytes: bytes, hash: hash), FilePlace(change: change), isKnown: true)
        return CaseFileVersion(
            key: CaseFileKey(site: file.site, fileID: file.fileID), version: "\(change)",
            hash: [UInt8](hash).hexadecimal, bytes: bytes)
    }

    /// Empties a file.
    func delete(_ present: CaseFileVersion) throws -> CaseFileChange {
        let change = try nextChange("updated")
        try FileTables(db).empty(present.key, FilePlace(change: change))
        try RecordedEvents(db).endAll(of: present.key)
        let after = CaseFileVersion(
            key: present.key, version: "\(change)", hash: "", bytes: [])
        let seq = try note(
            "deleted", present.key, before: present.hash, after: after)
        return CaseFileChange(file: after, seq: seq)
    }

    /// The number of the change that is being made: numbers of imports and of single changes rise
    /// together, so that a sweep finds both by what is newer than its last run.
    private func nextChange(_ count: String) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO import_batch (source, format, received_on, \(count)) VALUES ('', ?, ?, 1)
                """, arguments: [CaseStore.singleChange, stamp.day.description])
        return db.lastInsertedRowID
    }

    private func note(
        _ action: String, _ key: CaseFileKey, before: String?, after: CaseFileVersion
    ) throws -> Int64 {
        var statement: [String: JSONValue] = [
            "schema_version": .integer(1), "action": .text(action), "version": .text(after.version),
        ]
        if let before { statement["before"] = .text(before) }
        if !after.hash.isEmpty { statement["after"] = .text(after.hash) }
        let record = PreparedRecord(
            key: RecordKey(
                kind: .caseFile, site: key.site.word, fileID: key.fileID, asOf: stamp.day),
            meta: stamp.meta, statement: JSONValue.object(statement).canonicalBytes())
        return try LogAppender(db).appendAlone(record)
    }
}
