import CaseModel
import GRDB

/// Goes along the chain, record by record.
struct LogVerifier {
    private(set) var report = LogReport()
    private var link: [UInt8]
    private var expected: Int64
    private let erasures: [ErasureScope]
    private var checkpoints: ArraySlice<LogCheckpoint>
    /// The last record up to which the chain agrees with a checkpoint.
    private var agreed: Int64 = 0

    /// - Parameters:
    ///   - seq: The last record that is taken as verified, with its link.
    ///   - checkpoints: Those to be compared, in the order of their records.
    init(
        after seq: Int64, link: [UInt8], erasures: [ErasureScope], checkpoints: [LogCheckpoint]
    ) {
        expected = seq + 1
        agreed = seq
        self.link = link
        self.erasures = erasures
        self.checkpoints = checkpoints[...]
        report.lastRecord = seq
    }

    /// Verifies a record, knowing the one behind it if there is one; false at a fault.
    mutating func take(_ record: LogRecord, next: LogRecord?) -> Bool {
        guard record.seq == expected else { return fail(missing(record)) }
        let hash = record.hash
        let due = RecordHash.link(link, hash)
        guard due == record.link else {
            return fail(broken(record, hash: hash, due: due, next: next))
        }
        guard record.factsAreTrue else {
            let message = "its facts are not those that were written"
            return fail(LogFault(kind: .facts, seq: record.seq, message: message))
        }
        if record.isErased {
            guard erasures.contains(where: { $0.covers(record) }) else {
                let message = "its facts are gone, and no erasure on record covers them"
                return fail(LogFault(kind: .factsMissing, seq: record.seq, message: message))
            }
            report.erased += 1
        }
        link = due
        expected += 1
        report.records += 1
        report.lastRecord = record.seq
        return compareCheckpoints(at: record.seq)
    }

    /// Notes that the next record is none.
    mutating func takeUnreadable() {
        report.fault = LogFault(
            kind: .altered, seq: expected, message: "it was altered: its kind or day does not exist"
        )
    }

    private mutating func fail(_ fault: LogFault) -> Bool {
        report.fault = fault
        return false
    }

    private func missing(_ record: LogRecord) -> LogFault {
        let last = record.seq - 1
        let message =
            expected == last ? "it is missing" : "records \(expected) to \(last) are missing"
        return LogFault(kind: .missing, seq: expected, message: message)
    }

    /// What was done to a record whose link does not fit.
    ///
    /// The record behind tells: its link rests on the link that was here, or on the one before.
    private func broken(
        _ record: LogRecord, hash: [UInt8], due: [UInt8], next: LogRecord?
    ) -> LogFault {
        func fault(_ kind: LogFault.Kind, _ message: String) -> LogFault {
            LogFault(kind: kind, seq: record.seq, message: message)
        }
        guard let next else {
            return fault(.altered, "it was altered: its link does not fit what it says")
        }
        let nextHash = next.hash
        if next.link == RecordHash.link(record.link, nextHash) {
            return fault(
                .altered,
                "it was altered, or records before it were cut out: what it says does not "
                    + "fit its link")
        }
        if next.link == RecordHash.link(link, nextHash) {
            return record.link == RecordHash.link(next.link, hash)
                ? fault(.reordered, "it has changed places with record \(next.seq)")
                : fault(
                    .inserted, "it was put in: record \(next.seq) follows record \(record.seq - 1)")
        }
        if next.link == RecordHash.link(due, nextHash) {
            return fault(.link, "its link was altered")
        }
        return fault(.altered, "it is not the record that was written here")
    }

    private mutating func compareCheckpoints(at seq: Int64) -> Bool {
        while let checkpoint = checkpoints.first, checkpoint.seq <= seq {
            checkpoints.removeFirst()
            guard checkpoint.seq == seq, checkpoint.link == link else {
                return fail(
                    LogFault(
                        kind: .checkpoint, seq: agreed + 1,
                        message: "the log was written anew from here on or later: the checkpoint "
                            + "of \(checkpoint.madeOn) by key \(checkpoint.keyID) saw another "
                            + "record \(checkpoint.seq)"))
            }
            agreed = seq
            report.checkpoints.append(checkpoint)
        }
        return true
    }

    /// Compares the end of the chain with what else knows of it.
    mutating func finish(
        head: LogHead, lastOfRuns: Int64, firstOfTable: Int64, lastOfTable: Int64
    ) {
        report.lastLink = link.hexadecimal
        guard report.fault == nil else { return }
        func end(_ message: String) -> LogFault {
            LogFault(kind: .end, seq: expected, message: message)
        }
        if firstOfTable < 1 {
            report.fault = LogFault(
                kind: .inserted, seq: firstOfTable,
                message: "it lies before the first record: it was put in")
        } else if let checkpoint = checkpoints.last {
            report.fault = end(
                "the end was cut off: the checkpoint of \(checkpoint.madeOn) by key "
                    + "\(checkpoint.keyID) saw record \(checkpoint.seq)")
        } else if head.seq >= expected || lastOfRuns >= expected {
            report.fault = end(
                "the end was cut off: there was a record \(max(head.seq, lastOfRuns))")
        } else if lastOfTable >= expected {
            report.fault = end("it lies behind the end of the log: it was put in")
        } else if head.link != link {
            report.fault = LogFault(
                kind: .end, seq: report.lastRecord,
                message: "it is not the record that was written last")
        }
    }
}

extension CaseStore {
    /// Proves that the decision log is whole.
    ///
    /// No record was altered, cut out, put in or moved, all facts are those that were written or
    /// were erased on record, and signed checkpoints saw the same log. Whether a signature is good is for the caller to ask.
    ///
    /// Goes through the log once, in short reads; memory stays flat.
    /// - Parameters:
    ///   - start: A checkpoint up to which the log is taken as verified; nil for all of it.
    ///   - others: Checkpoints kept elsewhere, which nobody with the store alone can have changed.
    ///   - progress: Told now and then the number of the record that was reached, and of the last.
    /// - Returns: The first fault, if there is one.
    /// - Throws: ``CaseStoreError``.
    public func verifyLog(
        from start: LogCheckpoint? = nil, against others: [LogCheckpoint] = [],
        progress: ((_ reached: Int64, _ last: Int64) -> Void)? = nil
    ) throws -> LogReport {
        let known = try reading { db in
            let lastOfRuns = try Int64.fetchOne(db, sql: "SELECT max(last_seq) FROM sweep_run")
            let firstOfTable = try Int64.fetchOne(db, sql: "SELECT min(seq) FROM log")
            let lastOfTable = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM log")
            return (
                head: try LogHead(db), checkpoints: try CheckpointRows.all(db),
                erasures: try ErasureScope.all(db), lastOfRuns: lastOfRuns ?? 0,
                firstOfTable: firstOfTable ?? 1, lastOfTable: lastOfTable ?? 0
            )
        }
        let more = others.filter { !known.checkpoints.contains($0) }
        let checkpoints = (known.checkpoints + more).filter { $0.seq > start?.seq ?? 0 }
        var verifier = LogVerifier(
            after: start?.seq ?? 0, link: start?.link ?? RecordHash.root, erasures: known.erasures,
            checkpoints: checkpoints.sorted { $0.seq < $1.seq })
        let last = known.head.seq
        var reached = start?.seq ?? 0
        var waiting: LogRecord?
        var isReadable = true
        reading: while reached < last {
            let records: [LogRecord]
            do {
                records = try reading { try LogReader($0).read(after: reached, limit: 200) }
            } catch let error as CaseStoreError where error.code == .badRecord {
                isReadable = false
                break
            }
            guard let end = records.last else { break }
            for record in records where record.seq <= last {
                if let waiting, !verifier.take(waiting, next: record) { break reading }
                waiting = record
            }
            reached = end.seq
            progress?(min(reached, last), last)
        }
        if verifier.report.isSound {
            if let waiting { _ = verifier.take(waiting, next: nil) }
            if verifier.report.isSound, !isReadable { verifier.takeUnreadable() }
        }
        verifier.finish(
            head: known.head, lastOfRuns: known.lastOfRuns, firstOfTable: known.firstOfTable,
            lastOfTable: known.lastOfTable)
        return verifier.report
    }
}
