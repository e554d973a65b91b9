import CaseModel
import CaseStore
import PolicyHost
import Testing

@testable import Casework

@Suite("Decisions that a service was asked for")
struct ServiceDecisionTests {
    /// A caseload, and the decisions of all its cases as a service would append them.
    struct Place {
        let caseload: Caseload
        let seqs: [Int64]

        init() throws {
            let files = samples(0..<6)
            caseload = try Caseload(files: files)
            let (tree, host) = Policies.edited([])
            let policy = try #require(host.sites["oh-stark"])
            let kept = KeptPolicy(policy, from: tree)
            try caseload.store.keep(StoredPolicy(hash: kept.hash, bytes: kept.bytes))
            let session = DecidingSession(policy: policy, asOf: day("2019-03-01"))
            var records: [PreparedRecord] = []
            for file in files {
                let key = CaseFileKey(site: .ohStark, fileID: file.fileID)
                let hash = try #require(try CaseDesk(store: caseload.store).read(key)).hash
                for (index, item) in file.cases.enumerated() {
                    let moment = CaseMoment(file: file, caseIndex: index, day: day("2019-03-01"))
                    for area in policy.areas {
                        let made = session.decide(
                            moment, area: area, fileHash: hash, standing: nil)
                        records.append(
                            .decision(
                                made.record, of: key, caseID: item.caseID, area: area.rawValue,
                                asOf: day("2019-03-01"),
                                by: LogStamp(
                                    actor: "svc", call: "call-\(records.count)",
                                    on: day("2019-03-01"))))
                    }
                }
            }
            seqs = try caseload.store.append(records)
        }
    }

    @Test func theyAreVerifiedAndReplayed() throws {
        let place = try Place()
        let store = place.caseload.store
        #expect(try store.verifyLog().records == place.seqs.count)
        let report = try Replay(store: store).records(LogFilter(), threads: 2)
        #expect(report.counts.records == place.seqs.count && place.seqs.count > 10)
        #expect(report.counts.same == report.counts.records)
        let one = try Replay(store: store).record(place.seqs[0])
        guard case .same = one.finding else {
            Issue.record("\(one.finding)")
            return
        }
    }

    /// What a service was asked for stands for nothing: a sweep decides as if it had not been.
    @Test func sweepsGoOnAsIfTheyHadNotBeen() throws {
        let place = try Place()
        let swept = try place.caseload.sweep("2019-03-01")
        let other = try Caseload(files: samples(0..<6))
        #expect(swept.run.standingHash == (try other.sweep("2019-03-01").run.standingHash))
        #expect(try Replay(store: place.caseload.store).records(LogFilter()).counts.same > 10)
        let record = try place.caseload.store.logRecord(place.seqs[0])
        #expect(try place.caseload.store.force(of: record) == .notADecision)
    }

    @Test func theyAreExportedAndErased() throws {
        let place = try Place()
        let store = place.caseload.store
        let path = place.caseload.scratch.path("log.ndjson")
        #expect(try store.exportLog(to: path) == place.seqs.count)
        let report = try store.eraseFacts(
            ErasureScope(site: .ohStark, before: day("2019-04-01")), actor: "a", reason: "r",
            on: day("2019-04-01"))
        #expect(report.records == place.seqs.count)
        #expect(try Replay(store: store).record(place.seqs[0]).finding.isErased)
        #expect(try store.verifyLog().isSound)
    }
}

extension ReplayedRecord.Finding {
    fileprivate var isErased: Bool {
        if case .erased = self { true } else { false }
    }
}
