import CaseModel
import CaseStore
import Testing

/// What a store says, in a form that can be compared.
struct StoreDump: Equatable {
    /// A decision that stands, without what only says how long it need not be made again.
    struct Standing: Equatable {
        var fileID: String
        var caseID: String
        var area: String
        var policyHash: String
        var standing: [UInt8]
        var seq: Int64?
    }

    /// A run without its times by the clock.
    struct Run: Equatable {
        var id: Int64
        var asOf: Day
        var state: SweepRun.State
        var reason: String
        var counts: SweepCounts
        var decisionsHash: String
        var standingHash: String
        var chunks: [CaseStore.ChunkLine]
    }

    var standing: [Standing] = []
    var proposals: [StandingProposal] = []
    /// The log's records of cases.
    var records: [LogRecord] = []
    /// Every link of the log's chain.
    var chain: [[UInt8]] = []
    var runs: [Run] = []

    /// Reads a store, and makes sure that its log is whole.
    init(_ store: CaseStore) throws {
        try store.forEachStanding { decision in
            let row = decision.row
            standing.append(
                Standing(
                    fileID: decision.fileID, caseID: row.caseID, area: row.area,
                    policyHash: row.policyHash, standing: row.standing, seq: row.seq))
        }
        try store.forEachProposal { proposals.append($0) }
        try store.forEachLogRecord { record in
            chain.append(record.link)
            if record.kind != .run {
                var record = record
                // The links go over the lines of runs, which tell full ones from others.
                record.link = []
                records.append(record)
            }
            return true
        }
        runs = try store.runs().map { run in
            Run(
                id: run.id, asOf: run.asOf, state: run.state, reason: run.reason,
                counts: run.counts, decisionsHash: run.decisionsHash,
                standingHash: run.standingHash, chunks: try store.chunks(of: run))
        }
        let report = try store.verifyLog()
        #expect(report.isSound, "\(report.fault.map(\.description) ?? "")")
    }

    /// The hash over all that stands, as the newest run that counts keeps it.
    var standingHash: String? { runs.last { $0.state == .active }?.standingHash }
}

extension LogRecord {
    var statementText: String { String(decoding: statement, as: UTF8.self) }
}
