public import CaseModel
import GRDB

/// What an event does to a case file.
public struct FileEvent: Sendable {
    /// The file as it is afterwards.
    public var file: CaseFile
    /// What the event is, such as `contact`.
    public var kind: String
    /// The list of the case file that the record is in, such as `contacts`.
    public var list: String
    /// The id of the record that was added or replaced.
    public var recordID: String
    /// The IV-D case that it is about; empty if it is about all of the file's.
    public var caseID: String
    /// Whether a record was `added` or `replaced`.
    public var action: String
    /// The record as canonical JSON: the part of the log that is erased on schedule.
    public var facts: [UInt8]

    /// Makes an event; see the properties for their meaning.
    public init(
        file: CaseFile, kind: String, list: String, recordID: String, caseID: String,
        action: String,
        facts: [UInt8]
    ) {
        self.file = file
        self.kind = kind
        self.list = list
        self.recordID = recordID
        self.caseID = caseID
        self.action = action
        self.facts = facts
    }
}

extension CaseDesk {
    /// Records an event on a case file: the file and the log record are one transaction.
    ///
    /// The record that was added or replaced outlasts an import of the file, until the system of record
    /// says something else about it than it did before the event.
    /// - Parameters:
    ///   - key: Whose file it is.
    ///   - version: The version that the caller has read; nil if any will do, as for a contact that
    ///     is only added.
    ///   - stamp: Who acts.
    ///   - work: Gets the file as it is now and says what the event makes of it. What it throws ends
    ///     the transaction.
    /// - Returns: The file afterwards, and the log record; none if the file stays as it is.
    /// - Throws: ``CaseConflict``, `CaseFileError` if the file can't be read, ``CaseStoreError``, or
    ///   what `work` throws.
    public func record(
        on key: CaseFileKey, expecting version: String?, by stamp: LogStamp,
        _ work: (CaseFile) throws -> FileEvent
    ) throws -> CaseFileChange {
        try store.writing { db in
            let present = try FileEditor.present(db, key, expecting: version)
            let event = try work(try CaseFileReader(sites: sites).read(present.bytes))
            let bytes = event.file.canonicalBytes()
            guard bytes != present.bytes else { return CaseFileChange(file: present, seq: nil) }
            let after = try FileEditor(db, stamp).write(event.file, bytes, isNew: false)
            let statement = JSONValue.object([
                "schema_version": .integer(1), "kind": .text(event.kind),
                "action": .text(event.action), "id": .text(event.recordID),
                "before": .text(present.hash), "after": .text(after.hash),
                "version": .text(after.version),
            ])
            let record = PreparedRecord(
                key: RecordKey(
                    kind: .event, site: key.site.word, fileID: key.fileID, caseID: event.caseID,
                    asOf: stamp.day),
                meta: stamp.meta, statement: statement.canonicalBytes(), facts: event.facts)
            let seq = try LogAppender(db).appendAlone(record)
            try RecordedEvents(db).keep(
                seq, in: RecordPlace(list: event.list, id: event.recordID), of: key,
                over: FileRecords(present.bytes))
            return CaseFileChange(file: after, seq: seq)
        }
    }

    /// Puts on record that something happened that changes no file, such as a step out of the order
    /// of a worklist.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - key: The case file that it is about.
    ///   - caseID: The IV-D case; empty if it is about all of the file's.
    ///   - members: What else the statement says: no fact of a case, for it is kept for good.
    ///   - stamp: Who acts.
    /// - Returns: The log record.
    /// - Throws: ``CaseConflict/missing`` if there is no such file, ``CaseStoreError``.
    public func note(
        _ kind: String, about key: CaseFileKey, caseID: String = "",
        _ members: [String: JSONValue], by stamp: LogStamp
    ) throws -> Int64 {
        var statement = members
        statement["schema_version"] = .integer(1)
        statement["kind"] = .text(kind)
        let record = PreparedRecord(
            key: RecordKey(
                kind: .event, site: key.site.word, fileID: key.fileID, caseID: caseID,
                asOf: stamp.day),
            meta: stamp.meta, statement: JSONValue.object(statement).canonicalBytes())
        return try store.writing { db in
            let isThere = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM caseload WHERE site = ? AND file_id = ?)",
                arguments: [key.site.word, key.fileID])
            guard isThere == true else { throw CaseConflict.missing }
            return try LogAppender(db).appendAlone(record)
        }
    }
}
