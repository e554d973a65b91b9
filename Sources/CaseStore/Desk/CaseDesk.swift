import CaseModel
import GRDB

/// A case file as it is in the store, with the version that a change of it must name.
public struct CaseFileVersion: Sendable, Equatable {
    /// Whose file it is.
    public var key: CaseFileKey
    /// The number of its last change, as text: another one with every change, never used again.
    public var version: String
    /// SHA-256 of the canonical text, hexadecimal.
    public var hash: String
    /// The canonical JSON; empty after a deletion.
    public var bytes: [UInt8]
}

/// What a change of one file came to.
public struct CaseFileChange: Sendable, Equatable {
    /// The file after the change.
    public var file: CaseFileVersion
    /// The log record that says so; nil if the bytes were as they are, so that nothing changed.
    public var seq: Int64?
}

/// Reads and changes case files one at a time, with optimistic concurrency.
///
/// Each change names the version it was made from, and is one transaction with the log record that
/// says who made it; the record holds hashes of the file before and after, and no fact of it.
/// Identical bytes change nothing and keep the version.
public struct CaseDesk: Sendable {
    /// Where the files are.
    public let store: CaseStore
    /// The sites that are declared, so that a file of another one is refused; any if nil.
    public let sites: [String]?

    /// Makes a desk.
    public init(store: CaseStore, sites: [String]? = nil) {
        self.store = store
        self.sites = sites
    }

    /// A file with its version; nil if there is none.
    ///
    /// - Throws: ``CaseStoreError``.
    public func read(_ key: CaseFileKey) throws -> CaseFileVersion? {
        try store.reading { try FileEditor.find($0, key) }
    }

    /// The version of a file, without its text; nil if there is none.
    ///
    /// - Throws: ``CaseStoreError``.
    public func version(of key: CaseFileKey) throws -> String? {
        try store.reading { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT change FROM file_version JOIN caseload USING (site, file_id)
                    WHERE site = ? AND file_id = ?
                    """, arguments: [key.site.word, key.fileID]
            ).map { "\($0)" }
        }
    }

    /// Stores a new file; its site and id are what its text says.
    ///
    /// - Parameters:
    ///   - bytes: The case file as JSON, read strictly.
    ///   - stamp: Who acts.
    /// - Returns: The file with its first version.
    /// - Throws: `CaseFileError` with everything that is wrong with the text,
    ///   ``CaseConflict/exists(present:)``, ``CaseStoreError``.
    public func create(_ bytes: [UInt8], by stamp: LogStamp) throws -> CaseFileChange {
        let file = try CaseFileReader(sites: sites).read(bytes)
        let key = CaseFileKey(site: file.site, fileID: file.fileID)
        return try store.writing { db in
            if let present = try FileEditor.find(db, key) {
                throw CaseConflict.exists(present: present.version)
            }
            return try FileEditor(db, stamp).put(file, over: nil)
        }
    }

    /// Replaces a file by another text with the same site and id.
    ///
    /// It is taken as it was written: a recorded event whose record the new text has otherwise, or not at
    /// all, ends and is not brought back by a later import.
    /// - Parameters:
    ///   - key: Whose file it is.
    ///   - bytes: The new file as JSON, read strictly.
    ///   - version: The version that the caller has read.
    ///   - stamp: Who acts.
    /// - Returns: The file with its new version; the present one if the bytes are as they are.
    /// - Throws: `CaseFileError` with everything that is wrong with the text, ``CaseConflict``,
    ///   ``CaseStoreError``.
    public func replace(
        _ key: CaseFileKey, with bytes: [UInt8], expecting version: String, by stamp: LogStamp
    ) throws -> CaseFileChange {
        let file = try CaseFileReader(sites: sites).read(bytes)
        try CaseDesk.check(file, is: key)
        return try store.writing { db in
            let present = try FileEditor.present(db, key, expecting: version)
            return try FileEditor(db, stamp).put(file, over: present)
        }
    }

    /// Deletes a file.
    ///
    /// Its text is overwritten. What stands for its cases ends with the next sweep, as it does for a
    /// case that has left its file; records of the log stay.
    /// - Parameters:
    ///   - key: Whose file it is.
    ///   - version: The version that the caller has read.
    ///   - stamp: Who acts.
    /// - Returns: What became of it; its text is empty.
    /// - Throws: ``CaseConflict``, ``CaseStoreError``.
    @discardableResult
    public func delete(
        _ key: CaseFileKey, expecting version: String, by stamp: LogStamp
    ) throws -> CaseFileChange {
        try store.overwriting {
            try store.writing { db in
                let present = try FileEditor.present(db, key, expecting: version)
                return try FileEditor(db, stamp).delete(present)
            }
        }
    }

    /// Refuses a text that says it is another file than the one to be replaced.
    private static func check(_ file: CaseFile, is key: CaseFileKey) throws(CaseFileError) {
        var problems: [CaseFileProblem] = []
        if file.fileID != key.fileID {
            problems.append(
                CaseFileProblem(
                    code: .contradiction, path: "file_id",
                    message: "expected the id of the file that is to be replaced"))
        }
        if file.site != key.site {
            problems.append(
                CaseFileProblem(
                    code: .contradiction, path: "site",
                    message: "expected \(key.site.word), the site of the file to be replaced"))
        }
        guard problems.isEmpty else { throw CaseFileError(problems: problems) }
    }
}

extension CaseStore {
    /// Runs work after which nothing that it removed is found in the free pages of the file.
    func overwriting<Result>(_ work: () throws -> Result) throws -> Result {
        try CaseStoreError.translating(path) {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        }
        defer {
            try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = OFF") }
            tidy()
        }
        return try work()
    }
}
