import CaseModel
import CaseStore
import GRDB
import Testing

/// What a store holds, as far as two stores must be equal.
struct StoreState: Equatable {
    /// Runs with their sums and hashes, without times by the clock.
    var runs: [String] = []
    /// Every link of the log's chain.
    var chain: [[UInt8]] = []
    /// What stands: which log record, and what it says.
    var standing: [String] = []
    var proposals: [StandingProposal] = []

    /// Reads a store, and makes sure that the database and its log are whole.
    init(_ path: String) throws {
        let store = try CaseStore(path: path)
        for run in try store.runs() {
            let chunks = try store.chunks(of: run).map { "\($0)" }
            runs.append(
                "\(run.id) \(run.asOf) \(run.state) \(run.counts) \(run.decisionsHash) "
                    + "\(run.standingHash) \(chunks)")
        }
        try store.forEachLogRecord { record in
            chain.append(record.link)
            return true
        }
        try store.forEachStanding { decision in
            let row = decision.row
            standing.append(
                "\(decision.fileID) \(row.caseID) \(row.area) \(row.policyHash) "
                    + "\(row.seq ?? 0) \(row.standing)")
        }
        try store.forEachProposal { proposals.append($0) }
        let report = try store.verifyLog()
        #expect(report.isSound, "\(report.fault.map(\.description) ?? "")")
        let integrity = try DatabaseQueue(path: path).read { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check")
        }
        #expect(integrity == ["ok"])
    }

    /// The runs whose decisions count.
    var active: [String] { runs.filter { $0.contains(" active ") } }
}
