import CaseModel
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct RunTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The cases that stand, with the word of the policy that decided them.
    private func standing(_ store: CaseStore) throws -> [String] {
        var found: [String] = []
        try store.forEachStanding { decision in
            let word = decision.row.standing.split(separator: UInt8(ascii: " "))[0]
            found.append("\(decision.row.caseID) \(String(decoding: word, as: UTF8.self))")
        }
        return found
    }

    private func count(_ table: String, _ store: CaseStore) throws -> Int {
        try store.reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
    }

    @Test func nothingCountsBeforeTheRunIsActive() throws {
        let store = try scratch.store(files: 5)
        let sweep = PlainSweep(store: store)
        var run = try sweep.begin()
        while let next = try sweep.step(run) { run = next }
        #expect(run.counts.decided == 10)
        #expect(try standing(store).isEmpty)
        #expect(try store.force(of: store.logRecord(1)) == .pending(run: run.id))
        let active = try store.activate(run)
        #expect(active.state == .active)
        #expect(try standing(store).count == 10)
        #expect(try store.force(of: store.logRecord(1)) == .stands)
        #expect(try store.lastActiveRun(site: PlainSweep.site) == active)
        #expect(try store.unfinishedRun(site: PlainSweep.site) == nil)
    }

    @Test func whatWasDecidedIsNotDecidedAgainUntilSomethingChanges() throws {
        let store = try scratch.store(files: 6)
        var sweep = PlainSweep(store: store)
        #expect(try sweep.run().counts.decided == 12)
        let before = try store.standingHash()

        let nothing = try sweep.run(PlainSweep.firstDay.adding(days: 30))
        #expect(nothing.counts == SweepCounts())
        #expect(try store.standingHash() == before)

        try scratch.put(Scratch.files([2, 7], seed: 9), into: store)
        let run = try sweep.begin(PlainSweep.firstDay.adding(days: 30))
        let candidates = try store.countCandidates(run)
        #expect(candidates.candidates == 2)
        #expect(candidates.files == 7)
        let items = try store.readChunk(of: run, limit: 10)
        #expect(items.map(\.fileID) == ["f2", "f7"])
        #expect(items.map(\.isChanged) == [true, true])
        #expect(items.map(\.rows.count) == [2, 0])
        _ = try store.stop(run, reason: "the test wants another day")

        #expect(try sweep.run(PlainSweep.firstDay.adding(days: 30)).counts.changed == 4)
        // The day of the first five has come; of the others it has not.
        let due = try sweep.run(PlainSweep.firstDay.adding(days: 31))
        #expect(due.counts.decided == 10)
        #expect(due.counts.changed == 0)
        sweep.word = "second"
        let edited = try sweep.run(PlainSweep.firstDay.adding(days: 31))
        #expect(edited.counts.changed == 14)
        #expect(try standing(store).allSatisfy { $0.hasSuffix("second") })
    }

    @Test func aFileThatComesInDuringTheSweepIsSweptByTheNextOne() throws {
        let store = try scratch.store(files: 4)
        let sweep = PlainSweep(store: store)
        var run = try #require(try sweep.step(sweep.begin()))
        try scratch.put(Scratch.files([1, 3], seed: 9), into: store)
        while let next = try sweep.step(run) { run = next }
        _ = try store.activate(run)
        // The third was read after its change.
        #expect(try sweep.run().counts.files == 1)
        #expect(try sweep.run().counts.files == 0)
    }

    @Test(arguments: [false, true])
    func aRunGoesOnWhereItWasLeft(isPaused: Bool) throws {
        let whole = try Scratch()
        let other = try whole.store(files: 7)
        let expected = try PlainSweep(store: other, chunkSize: 3).run()

        var run: SweepRun
        do {
            let store = try scratch.store(files: 7)
            let sweep = PlainSweep(store: store)
            run = try #require(try sweep.step(sweep.begin()))
            if isPaused { run = try store.pause(run) }
        }
        let store = try scratch.store()
        let sweep = PlainSweep(store: store)
        let found = try #require(try store.unfinishedRun(site: PlainSweep.site))
        #expect(found == run)
        let refused = try #require(throws: CaseStoreError.self) { try sweep.begin() }
        #expect(refused.code == .wrongRun)
        run = try store.resume(found)
        while let next = try sweep.step(run) { run = next }
        run = try store.activate(run)
        #expect(run.counts == expected.counts)
        #expect(run.decisionsHash == expected.decisionsHash)
        #expect(try store.standingHash() == other.standingHash())
    }

    @Test func aStoppedRunNeverCounts() throws {
        let store = try scratch.store(files: 5)
        var sweep = PlainSweep(store: store)
        try sweep.run()
        let before = try store.standingHash()
        let rows = try count("decided", store)
        let proposals = try count("proposal", store)

        sweep.word = "second"
        var run = try sweep.begin()
        while let next = try sweep.step(run) { run = next }
        run = try store.stop(run, reason: "too many errors")
        #expect(run.state == .stopped)
        #expect(try store.standingHash() == before)
        #expect(try count("decided", store) == rows)
        #expect(try count("proposal", store) == proposals)
        #expect(try store.chunks(of: run).isEmpty)
        #expect(
            try store.force(of: store.logRecord(12))
                == .neverInForce(run: run.id, reason: "too many errors"))
        #expect(try store.verifyLog().isSound)

        sweep.word = "first"
        #expect(try sweep.run().counts.files == 0)
        sweep.word = "third"
        #expect(try sweep.run().counts.changed == 10)
    }

    @Test func aRunThatWasStoppedAndKilledBeforeItWasTakenBackIsTakenBackLater() throws {
        let store = try scratch.store(files: 5)
        var sweep = PlainSweep(store: store)
        try sweep.run()
        let before = try store.standingHash()
        sweep.word = "second"
        var run = try sweep.begin()
        while let next = try sweep.step(run) { run = next }
        try store.writing {
            try $0.execute(
                sql: "UPDATE sweep_run SET state = 'stopped' WHERE id = ?", arguments: [run.id])
        }
        #expect(try store.standingHash() == before)
        sweep.word = "first"
        #expect(try sweep.run().counts.files == 0)
        #expect(try store.standingHash() == before)
        #expect(try count("decided", store) == 10)
    }

    @Test func supersededRowsGo() throws {
        let store = try scratch.store(files: 3)
        var sweep = PlainSweep(store: store)
        for word in ["first", "second", "third", "fourth", "fifth"] {
            sweep.word = word
            try sweep.run()
        }
        // What stands, and what it has superseded until it is superseded itself.
        #expect(try count("decided", store) == 12)
        #expect(try count("proposal", store) == 12)
        #expect(try count("log", store) == 35)
        var proposals = 0
        try store.forEachProposal(site: PlainSweep.site) { proposal in
            #expect(proposal.proposal.kind == .hold)
            proposals += 1
        }
        #expect(proposals == 6)
    }

    @Test func aFullSweepOfWhatIsKnownWritesNoDecision() throws {
        let store = try scratch.store(files: 3)
        let sweep = PlainSweep(store: store)
        try sweep.run()
        let before = try store.standingHash()
        let rows = try store.reading { try Row.fetchAll($0, sql: "SELECT * FROM decided") }
        let run = try sweep.run(isFull: true)
        #expect(run.counts.decided == 6)
        #expect(run.counts.changed == 0)
        #expect(try store.standingHash() == before)
        #expect(try store.reading { try Row.fetchAll($0, sql: "SELECT * FROM decided") } == rows)
    }

    @Test func aCaseThatLeavesItsFileLeavesWhatStands() throws {
        let store = try scratch.store(files: 2)
        let sweep = PlainSweep(store: store)
        try sweep.run()
        var moved = Scratch.files([2])
        if case .list(let cases)? = moved[0]["cases"] {
            var first = cases[0]
            first["case_id"] = .text("c9")
            moved[0]["cases"] = .list([first])
        }
        try scratch.put(moved, into: store)
        try sweep.run()
        #expect(try standing(store).map { $0.prefix(2) } == ["c1", "c1", "c9", "c9"])
        // It can be found in the log all the same.
        var filter = LogFilter()
        filter.caseID = "c2"
        var found: [LogForce] = []
        try store.forEachLogRecord(filter) {
            found.append(try store.force(of: $0)); return true
        }
        #expect(found == [.superseded, .superseded])
        // And it may come back.
        try scratch.put(Scratch.files([2]), into: store)
        #expect(try sweep.run().counts.changed == 2)
        #expect(try standing(store).map { $0.prefix(2) } == ["c1", "c1", "c2", "c2"])
    }

    @Test func aChunkIsRefusedByARunThatWasEndedElsewhere() throws {
        let store = try scratch.store(files: 4)
        let sweep = PlainSweep(store: store)
        let run = try sweep.begin()
        let items = try store.readChunk(of: run, limit: 2)
        let chunk = try sweep.chunk(items, run)
        let next = try store.commit(chunk, of: run)
        #expect(throws: CaseStoreError.self) { try store.commit(chunk, of: run) }
        #expect(throws: CaseStoreError.self) { try store.commit(chunk, of: next) }
        _ = try store.stop(next, reason: "stopped elsewhere")
        let rest = try sweep.chunk(store.readChunk(of: next, limit: 2), next)
        let error = try #require(throws: CaseStoreError.self) { try store.commit(rest, of: next) }
        #expect(error.code == .wrongRun)
        #expect(try store.verifyLog().isSound)
    }

    @Test func aPauseIsAskedForFromAnywhere() throws {
        let store = try scratch.store(files: 2)
        let run = try PlainSweep(store: store).begin()
        #expect(try !store.isPauseAsked(site: PlainSweep.site))
        try scratch.store().askToPause(site: PlainSweep.site)
        #expect(try store.isPauseAsked(site: PlainSweep.site))
        #expect(try !store.isPauseAsked(site: .ohFranklin))
        let paused = try store.pause(run)
        #expect(paused.state == .paused)
        #expect(try !store.isPauseAsked(site: PlainSweep.site))
    }

    @Test func oneSweepOfASiteAtATime() throws {
        let store = try scratch.store(files: 1)
        do {
            let lock = try SweepLock(store, site: PlainSweep.site)
            let other = try scratch.store()
            let error = try #require(throws: CaseStoreError.self) {
                try SweepLock(other, site: PlainSweep.site)
            }
            #expect(error.code == .sweeping)
            #expect(error.message.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
            _ = try SweepLock(other, site: .ohFranklin)
            withExtendedLifetime(lock) {}
        }
        _ = try SweepLock(store, site: PlainSweep.site)
    }

    @Test func keepsPoliciesByTheirHash() throws {
        let store = try scratch.store(files: 1)
        try PlainSweep(store: store).run()
        let policy = StoredPolicy(hash: "first", bytes: Array("packed first".utf8))
        #expect(try store.keptPolicy(hash: "first") == policy)
        let error = try #require(throws: CaseStoreError.self) { try store.keptPolicy(hash: "no") }
        #expect(error.code == .noRecord)
    }
}
