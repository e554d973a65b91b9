import CaseModel
import Foundation
import GRDB

/// The end of the log: the last record's number and link.
struct LogHead {
    var seq: Int64
    var link: [UInt8]

    init(_ db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT seq, link FROM log_head") else {
            throw CaseStoreError(
                code: .damaged, message: "the store does not say where its decision log ends")
        }
        seq = row[0]
        link = [UInt8](row[1] as Data)
    }
}

/// Puts records at the end of the log, inside one write transaction.
///
/// The end is read inside the transaction, so that several processes may append by turns.
final class LogAppender {
    private let db: Database
    private var head: LogHead
    private let insert: RawStatement
    private let insertFacts: RawStatement

    init(_ db: Database) throws {
        self.db = db
        head = try LogHead(db)
        insert = try RawStatement(
            db,
            """
            INSERT INTO log (seq, kind, site, run, file_id, case_id, area, as_of, meta, facts_hash,
                link, statement)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertFacts = try RawStatement(
            db, "INSERT INTO log_facts (seq, salt, facts) VALUES (?, ?, ?)")
    }

    /// Appends a record; returns its number.
    func append(_ record: PreparedRecord) throws -> Int64 {
        head.seq += 1
        head.link = RecordHash.link(head.link, record.hash)
        insert.bind(1, head.seq)
        insert.bind(2, record.key.kind.rawValue)
        insert.bind(3, record.key.site)
        insert.bind(4, record.key.run)
        insert.bind(5, record.key.fileID)
        insert.bind(6, record.key.caseID)
        insert.bind(7, record.key.area)
        insert.bind(8, Int64(record.key.asOf.epochDay))
        try insert.run(9, [record.meta, record.factsHash, head.link, record.statement])
        if let facts = record.facts {
            insertFacts.bind(1, head.seq)
            try insertFacts.run(2, [record.salt, facts])
        }
        return head.seq
    }

    /// Notes where the log ends now, which it returns; to be called before the transaction is
    /// committed.
    @discardableResult
    func finish() throws -> Int64 {
        try db.execute(
            sql: "UPDATE log_head SET seq = ?, link = ?",
            arguments: [head.seq, head.link.data])
        return head.seq
    }
}

extension LogAppender {
    /// Appends a record after which nothing else is appended in the transaction; returns its number.
    func appendAlone(_ record: PreparedRecord) throws -> Int64 {
        let seq = try append(record)
        try finish()
        return seq
    }
}

extension CaseStore {
    /// What salts are made with; changes at each erasure.
    func secret() throws -> [UInt8] {
        let bytes = try reading { db in
            try Data.fetchOne(db, sql: "SELECT secret FROM store_secret")
        }
        guard let bytes, bytes.count == 32 else {
            throw CaseStoreError(code: .damaged, message: "\(path) has lost its secret")
        }
        return [UInt8](bytes)
    }

    /// What prepares the records of a run.
    ///
    /// - Throws: ``CaseStoreError``.
    public func recordMaker(for run: SweepRun) throws -> RecordMaker {
        RecordMaker(run: run, secret: try secret())
    }
}
