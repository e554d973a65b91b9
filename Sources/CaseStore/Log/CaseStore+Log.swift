import CaseModel
import Foundation
import GRDB

extension CaseStore {
    /// Where the decision log ends: the last record's number, zero if there is none, and its link.
    ///
    /// - Throws: ``CaseStoreError``.
    public func logEnd() throws -> (seq: Int64, link: [UInt8]) {
        let head = try reading { try LogHead($0) }
        return (head.seq, head.link)
    }

    /// Calls `body` with the records that a filter lets through, in the order of their numbers.
    ///
    /// Records that are appended meanwhile are not seen. Memory stays flat, and no read lasts for
    /// long, so that writers are not held up.
    /// - Parameters:
    ///   - filter: Which records are wanted.
    ///   - after: Only records behind this one.
    ///   - progress: Told now and then the number of the record that was reached, and of the last.
    ///   - body: Gets the record; returns whether it wants more.
    /// - Throws: ``CaseStoreError``, or what `body` throws.
    public func forEachLogRecord(
        _ filter: LogFilter = LogFilter(), after: Int64 = 0,
        progress: ((_ reached: Int64, _ last: Int64) -> Void)? = nil,
        _ body: (LogRecord) throws -> Bool
    ) throws {
        let (plan, end) = try reading { db in
            (try filter.plan(db), try LogHead(db).seq)
        }
        let last = min(end, plan.last)
        var reached = max(after, plan.first - 1)
        let pieceSize = 200
        while reached < last {
            let records = try reading { db in
                let reader = try LogReader(db, where: plan.condition)
                plan.bind {
                    reader.bind($0, $1)
                } number: {
                    reader.bind($0, $1)
                }
                return try reader.read(after: reached, limit: pieceSize)
            }
            for record in records where record.seq <= last && filter.holds(record) {
                guard try body(record) else { return }
            }
            reached = records.count < pieceSize ? last : records.last?.seq ?? last
            progress?(reached, last)
        }
    }

    /// One record.
    ///
    /// - Throws: ``CaseStoreError``, with code `log.missing` if there is none with this number.
    public func logRecord(_ seq: Int64) throws -> LogRecord {
        let record = try reading { try LogReader($0).read(after: seq - 1, limit: 1).first }
        guard let record, record.seq == seq else {
            throw CaseStoreError(
                code: .noRecord, message: "the decision log of \(path) has no record \(seq)")
        }
        return record
    }

    /// Whether what a record says counts.
    ///
    /// - Throws: ``CaseStoreError``.
    public func force(of record: LogRecord) throws -> LogForce {
        guard let id = record.run, record.kind == .decision || record.kind == .unreadable else {
            return .notADecision
        }
        return try reading { db in
            let run = try RunRows.one(db, id: id)
            switch run.state {
            case .running, .paused: return .pending(run: id)
            case .stopped: return .neverInForce(run: id, reason: run.reason)
            case .active: break
            }
            let standing = try Int64.fetchOne(
                db,
                sql: """
                    SELECT seq FROM decided JOIN sweep_run ON sweep_run.id = run
                    WHERE decided.site = ? AND file_id = ? AND case_id = ? AND area = ?
                        AND state = 'active'
                    ORDER BY run DESC LIMIT 1
                    """,
                arguments: [record.site, record.fileID, record.caseID, record.area])
            return standing == record.seq ? .stands : .superseded
        }
    }

    /// Writes records to a file as newline-delimited JSON, in the order of their numbers.
    ///
    /// The file appears when it is complete; to a stream such as `/dev/stdout` the lines are written
    /// as they come.
    /// - Returns: The number of records written.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func exportLog(
        to file: String, _ filter: LogFilter = LogFilter(),
        progress: ((_ reached: Int64, _ last: Int64) -> Void)? = nil
    ) throws -> Int {
        var output = try OutputFile(file)
        var count = 0
        try forEachLogRecord(filter, progress: progress) { record in
            try output.write(record.json.canonicalBytes())
            try output.write(CollectionOfOne(UInt8(ascii: "\n")))
            count += 1
            return true
        }
        try output.finish()
        return count
    }
}

extension CaseStore {
    /// Whether a record is what was written: it fits its link, and its facts fit their hash.
    ///
    /// Whether the records before it are sound is not asked; see ``verifyLog(from:against:progress:)``.
    /// - Throws: ``CaseStoreError``.
    public func isTrue(_ record: LogRecord) throws -> Bool {
        let before = record.seq > 1 ? try logRecord(record.seq - 1).link : RecordHash.root
        return RecordHash.link(before, record.hash) == record.link && record.factsAreTrue
    }
}
