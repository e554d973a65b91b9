import CaseModel
public import CaseStore
public import PolicyHost
import Synchronization

/// Decides again from the records of the log alone: what was said, and the facts that it rests on.
///
/// By the policies of their day, which are kept by hash, each record gives the same bytes: that is the
/// proof. By other policies it shows what they would have said, and which facts they asked for that
/// the record does not hold.
public struct Replay: Sendable {
    private let store: CaseStore
    private let other: PolicyHost?
    private let policies: KeptPolicies

    /// Makes a replay.
    ///
    /// - Parameters:
    ///   - store: The store with the log and the kept policies.
    ///   - other: Policies to decide by instead of those of the day, each site by its own.
    public init(store: CaseStore, with other: PolicyHost? = nil) {
        self.store = store
        self.other = other
        policies = KeptPolicies(store: store)
    }

    /// Decides one record again.
    ///
    /// - Throws: ``CaseStoreError``, with code `log.missing` if there is no such record.
    public func record(_ seq: Int64) throws -> ReplayedRecord {
        let record = try store.logRecord(seq)
        return ReplayedRecord(record: record, finding: try finding(record))
    }

    /// Decides a record again, wherever it came from.
    func finding(_ record: LogRecord) throws -> ReplayedRecord.Finding {
        try ReplayWorker(self).finding(record)
    }

    /// Decides many records again, in memory that stays flat.
    ///
    /// - Parameters:
    ///   - filter: Which records; of these, decisions and overrides are replayed.
    ///   - threads: Threads to work with.
    ///   - progress: Told now and then the number of records done.
    ///   - body: Gets each record in the order of the log, on one thread at a time.
    /// - Returns: The numbers.
    /// - Throws: ``CaseStoreError``, or what `body` throws.
    public func records(
        _ filter: LogFilter, threads: Int = 1,
        progress: @escaping @Sendable (Int) -> Void = { _ in },
        _ body: @escaping @Sendable (ReplayedRecord) throws -> Void = { _ in }
    ) throws -> ReplayReport {
        var filter = filter
        filter.kinds = [.decision, .override]
        let wanted = filter
        let reached = Mutex<Int64>(0)
        let report = Mutex(ReplayReport())
        let pipeline = OrderedPipeline<[LogRecord], [ReplayedRecord]>(
            threads: threads,
            find: {
                try reached.withLock { reached in
                    let records = try next(wanted, after: reached)
                    reached = records.last?.seq ?? reached
                    return records.isEmpty ? [] : [records]
                }
            },
            handOn: { done in
                try report.withLock { report in
                    for record in done {
                        report.add(record.finding)
                        try body(record)
                    }
                    progress(report.counts.records)
                }
                return .goOn
            })
        try pipeline.run {
            let worker = ReplayWorker(self)
            return { records in
                try records.map { ReplayedRecord(record: $0, finding: try worker.finding($0)) }
            }
        }
        return report.withLock(\.self)
    }

    /// The next records behind one.
    private func next(_ filter: LogFilter, after seq: Int64) throws -> [LogRecord] {
        let pieceSize = 100
        var records: [LogRecord] = []
        try store.forEachLogRecord(filter, after: seq) { record in
            // An override that ended with its case rests on no facts.
            if record.facts != nil || record.isErased { records.append(record) }
            return records.count < pieceSize
        }
        return records
    }

    /// The policy that is to decide a record.
    fileprivate func policy(for record: LogRecord) throws -> Result<SitePolicy, MissingPolicy> {
        guard let other else {
            guard case .text(let hash)? = record.statementJSON["policy_hash"] else {
                return .failure(MissingPolicy(reason: "record \(record.seq) names no policy"))
            }
            return try policies.policy(of: record.site, hash: hash)
        }
        guard let policy = other.sites[record.site] else {
            return .failure(MissingPolicy(reason: "the other policies have no site \(record.site)"))
        }
        return .success(policy)
    }

    fileprivate var isByOthers: Bool { other != nil }
}

/// Decides records again on one thread.
private final class ReplayWorker {
    private let replay: Replay
    private var sessions: [String: ReplaySession] = [:]

    init(_ replay: Replay) { self.replay = replay }

    func finding(_ record: LogRecord) throws -> ReplayedRecord.Finding {
        guard record.kind == .decision || record.kind == .override else {
            return .unreadable("record \(record.seq) is no decision; it is of kind \(record.kind)")
        }
        guard let facts = record.facts else {
            return record.isErased ? .erased : .unreadable("record \(record.seq) rests on no facts")
        }
        let policy: SitePolicy
        switch try replay.policy(for: record) {
        case .success(let found): policy = found
        case .failure(let missing): return .noPolicy(missing.reason)
        }
        do throws(PolicyProblem) {
            return record.kind == .decision
                ? try decision(record, facts, policy) : try override(record, facts, policy)
        } catch {
            return .unreadable(error.message)
        }
    }

    private func decision(
        _ record: LogRecord, _ facts: [UInt8], _ policy: SitePolicy
    ) throws(PolicyProblem) -> ReplayedRecord.Finding {
        let again = try session(policy).replay(
            DecisionRecord(statement: record.statement, facts: facts))
        let changes = ReplayChange.between(
            record.statementJSON, (try? JSONValue(parsing: again.record.statement)) ?? .null)
        guard replay.isByOthers else {
            let isSame = again.record.statement == record.statement && again.record.facts == facts
            guard !isSame else { return .same }
            let rest = ReplayChange(
                point: "", subject: "", was: "the record's bytes", now: "other bytes")
            return .different(changes.isEmpty ? [rest] : changes)
        }
        if !again.missing.isEmpty { return .unknown(missing: again.missing, changes) }
        return changes.isEmpty ? .same : .different(changes)
    }

    /// Asks the floors again about a person's choice, or about one that a sweep has ended.
    private func override(
        _ record: LogRecord, _ facts: [UInt8], _ policy: SitePolicy
    ) throws(PolicyProblem) -> ReplayedRecord.Finding {
        let statement = record.statementJSON
        guard let choice = OverrideChoice(statement: statement) else {
            return .unreadable("record \(record.seq) holds no choice that this host knows")
        }
        let again = try policy.judge(choice, byRecorded: facts, on: record.asOf)
        guard let ruling = again.ruling else { return .unknown(missing: again.missing, []) }
        // By other policies the words of floors may differ; which floor it is counts.
        let compared = replay.isByOthers ? ["refusal", "floors"] : OverrideRuling.members
        let members = ruling.statement
        guard compared.contains(where: { members[$0] != statement[$0] }) else { return .same }
        return .different([
            ReplayChange(
                point: choice.point.rawValue, subject: choice.subject,
                was: Self.words(statement, choice), now: Self.words(.object(members), choice))
        ])
    }

    private static func words(_ statement: JSONValue, _ choice: OverrideChoice) -> String {
        let floors = (statement["floors"]?.items ?? []).compactMap { $0[1]?.text }
        let refusal = statement["refusal"]?.text.map { "refused (\($0))" }
        return ([refusal ?? "\(choice.outcome.rawValue) stands"] + floors).joined(separator: ", ")
    }

    private func session(_ policy: SitePolicy) -> ReplaySession {
        let key = "\(policy.config.id) \(policy.hash)"
        if let open = sessions[key] { return open }
        // Sessions hold a Lua state each; a log turns to a new policy now and then.
        if sessions.count >= 8 { sessions.removeAll() }
        let made = ReplaySession(policy: policy)
        sessions[key] = made
        return made
    }
}
