import CaseModel
import CaseStore
import PolicyHost

/// What came of a range of case files, ready to be written.
struct DecidedChunk: Sendable {
    var chunk = SweepChunk()
    /// Why cases could not be decided.
    var failures = FailureTally()
}

/// Decides ranges of case files, on one thread.
///
/// It reads a hundred files at a time with a short read of its own, so that no read lasts long
/// enough to keep the store's write-ahead log from being emptied.
final class ChunkDecider {
    private let store: CaseStore
    private let run: SweepRun
    private let policyHash: String
    private let areas: [Area]
    private let session: DecidingSession
    private let reader: CaseFileReader
    private let records: RecordMaker
    private static let filesARead = 100

    init(store: CaseStore, run: SweepRun, policy: SitePolicy) throws {
        self.store = store
        self.run = run
        policyHash = policy.hash
        areas = policy.areas
        session = DecidingSession(policy: policy, asOf: run.asOf)
        reader = CaseFileReader(sites: [run.site.word])
        records = try store.recordMaker(for: run)
    }

    /// Decides what the files of a range need.
    func decide(_ range: SweepRange) throws -> DecidedChunk {
        var found = DecidedChunk()
        var after = range.after
        while after != range.last {
            // Files that were imported since the range was found may make it longer.
            let left = max(range.files - found.chunk.files.count, 1)
            let items = try store.readChunk(
                of: run, after: after, limit: min(left, Self.filesARead))
            for item in items where range.reaches(item.fileID) { look(at: item, &found) }
            guard let last = items.last, range.reaches(last.fileID) else { break }
            after = last.fileID
        }
        return found
    }

    private func look(at item: SweepItem, _ found: inout DecidedChunk) {
        var swept = SweptFile(fileID: item.fileID, change: item.change)
        found.chunk.counts.files += 1
        guard !item.body.isEmpty else {
            // The file was deleted: its cases have left it.
            var rows: [Subject: DecidedRow] = [:]
            for row in item.rows { rows[Subject(row)] = row }
            leave(rows, &swept, &found)
            found.chunk.files.append(swept)
            return
        }
        var hasNewFailure = false
        do throws(CaseFileError) {
            let file = try reader.read(item.body)
            found.chunk.counts.cases += file.cases.count
            hasNewFailure = decide(file, of: item, &swept, &found)
        } catch {
            hasNewFailure = note(error, of: item, &swept, &found)
        }
        if hasNewFailure { found.chunk.counts.failing += 1 }
        found.chunk.files.append(swept)
    }

    // MARK: A file that can be read

    /// Decides the cases of a file; true if a policy failed that did not fail in this way before.
    private func decide(
        _ file: CaseFile, of item: SweepItem, _ swept: inout SweptFile, _ found: inout DecidedChunk
    ) -> Bool {
        var rows: [Subject: DecidedRow] = [:]
        for row in item.rows { rows[Subject(row)] = row }
        var hasNewFailure = false
        for index in file.cases.indices {
            // Derived facts are needed only where something may have to be decided.
            lazy var moment = CaseMoment(file: file, caseIndex: index, day: run.asOf)
            for area in areas {
                let subject = Subject(caseID: file.cases[index].caseID, area: area.rawValue)
                let row = rows.removeValue(forKey: subject)
                let finding: SweepFinding
                if let row, let stands = stillStands(row, item, area, { moment }) {
                    finding = .spared(stands: stands)
                    found.chunk.counts.spared += 1
                } else {
                    let made = session.decide(
                        moment, area: area, fileHash: item.hash,
                        standing: row.flatMap(\.standingAnswers))
                    let kept = keep(made, subject, of: item, row)
                    if note(made, kept, &found) { hasNewFailure = true }
                    finding = .made(kept)
                }
                swept.entries.append(subject.entry(row, finding))
            }
        }
        leave(rows, &swept, &found)
        return hasNewFailure
    }

    /// The last day through which an earlier decision stands; nil if it must be made again.
    private func stillStands(
        _ row: DecidedRow, _ item: SweepItem, _ area: Area, _ moment: () -> CaseMoment
    ) -> Day? {
        guard !run.isFull, row.seq != nil, row.policyHash == policyHash else { return nil }
        if row.stands >= run.asOf, !item.isChanged { return row.stands }
        // Its day may have come only because a sum could have moved, and did not.
        return session.stillHolds(ReadSet(bytes: row.reads), for: moment(), area: area)
    }

    /// What is written of a decision: a log record only if the answers are not what stood already.
    private func keep(
        _ made: AreaDecision, _ subject: Subject, of item: SweepItem, _ row: DecidedRow?
    ) -> MadeDecision {
        let isNew = row?.standingAnswers != made.standing
        return MadeDecision(
            record: isNew
                ? records.decision(
                    made.record, fileID: item.fileID, caseID: subject.caseID, area: subject.area)
                : nil,
            standing: made.standing.bytes, reads: made.reads.bytes, stands: made.stands,
            proposals: isNew ? made.decision.proposals : [])
    }

    /// Counts a decision; true if it failed and did not fail in this way before.
    private func note(
        _ made: AreaDecision, _ kept: MadeDecision, _ found: inout DecidedChunk
    ) -> Bool {
        found.chunk.counts.decided += 1
        found.chunk.counts.answers += made.decision.answers.count
        found.chunk.counts.proposals += kept.proposals.count
        if kept.record != nil { found.chunk.counts.changed += 1 }
        guard let alert = made.decision.alert else { return false }
        found.chunk.counts.errors += 1
        found.failures.add(
            FailureTally.Reason(code: alert.code, message: alert.message, place: alert.place))
        return kept.record != nil
    }

    // MARK: A file that can't be read

    /// Records that a file can't be read; true if that is new.
    private func note(
        _ error: CaseFileError, of item: SweepItem, _ swept: inout SweptFile,
        _ found: inout DecidedChunk
    ) -> Bool {
        let problem = error.problems.first
        let reason = FailureTally.Reason(
            code: problem?.code.rawValue ?? "", message: "the case file can't be read",
            place: problem?.path ?? "")
        found.chunk.counts.unreadable += 1
        found.failures.add(reason)

        var rows: [Subject: DecidedRow] = [:]
        for row in item.rows { rows[Subject(row)] = row }
        let row = rows.removeValue(forKey: .wholeFile)
        let words = "\(reason.code) at \(reason.place)"
        let isNew = row?.standingAnswers?.bytes != Array(words.utf8)
        if isNew { found.chunk.counts.changed += 1 }
        let made = MadeDecision(
            record: isNew
                ? records.unreadable(fileID: item.fileID, fileHash: item.hash, reason: words)
                : nil,
            standing: Array(words.utf8), reads: [], stands: run.asOf)
        swept.entries.append(Subject.wholeFile.entry(row, .made(made)))
        leave(rows, &swept, &found)
        return isNew
    }

    // MARK: What is no longer asked

    /// Ends what stands for cases that have left their file, and for areas that nobody answers.
    private func leave(
        _ rows: [Subject: DecidedRow], _ swept: inout SweptFile, _ found: inout DecidedChunk
    ) {
        for (subject, row) in rows.sorted(by: { $0.key < $1.key }) {
            swept.entries.append(subject.entry(row, .gone))
            if subject != .wholeFile, row.seq != nil { found.chunk.counts.gone += 1 }
        }
    }
}

extension DecidedRow {
    /// What stands; nil if the row only says that nothing does any more.
    fileprivate var standingAnswers: StandingAnswers? {
        seq.map { _ in StandingAnswers(bytes: standing) }
    }
}

/// What a decision is about, inside of a case file.
private struct Subject: Hashable, Comparable {
    var caseID: String
    var area: String

    /// What the row that says that a file can't be read is about.
    static let wholeFile = Subject(caseID: "", area: "")

    init(caseID: String, area: String) {
        self.caseID = caseID
        self.area = area
    }

    init(_ row: DecidedRow) {
        self.init(caseID: row.caseID, area: row.area)
    }

    func entry(_ row: DecidedRow?, _ finding: SweepFinding) -> SweptEntry {
        SweptEntry(caseID: caseID, area: area, previous: row, finding: finding)
    }

    static func < (left: Subject, right: Subject) -> Bool {
        (left.caseID, left.area) < (right.caseID, right.area)
    }
}
