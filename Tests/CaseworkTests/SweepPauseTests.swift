import CaseModel
import CaseStore
import Casework
import Synchronization
import Testing

@Suite("A paused sweep goes on with what it began with")
struct SweepPauseTests {
    /// Says yes from the time it was asked so many times.
    private static func after(_ times: Int) -> @Sendable () -> Bool {
        let asked = Asked()
        return {
            asked.count.withLock {
                $0 += 1; return $0 > times
            }
        }
    }

    private final class Asked: Sendable {
        let count = Mutex(0)
    }

    @Test(arguments: [1, 2])
    func pausedAndGoneOnWith(threads: Int) throws {
        let stores = try Caseload.copies(2, files: samples(0..<40))
        var pauses = 0
        var swept: SiteSweep
        repeat {
            swept = try stores[0].sweep(
                "2019-03-01", { $0.threads = threads }, pause: Self.after(2))
            #expect(swept.wasResumed == (pauses > 0))
            if swept.run.state == .paused {
                pauses += 1
                #expect(try StoreDump(stores[0].store).standing.isEmpty, "nothing counts yet")
            }
        } while swept.run.state == .paused
        #expect(pauses >= 2)
        try stores[1].sweep("2019-03-01")
        #expect(try StoreDump(stores[0].store) == StoreDump(stores[1].store))
    }

    @Test func anotherProcessMayAskForThePause() throws {
        let caseload = try Caseload(files: samples(0..<20))
        let asked = Mutex(false)
        let (tree, host) = Policies.edited([])
        var options = SweepOptions(asOf: day("2019-03-01"))
        options.chunkFiles = 5
        let sweep = Sweep(store: caseload.store, host: host, tree: tree, options: options)
        let other = try CaseStore(path: caseload.path)
        let report = try sweep.run(
            sites: [caseload.site],
            watch: { event in
                guard case .progress(_, let files, _) = event, files > 0 else { return }
                asked.withLock { isAsked in
                    if !isAsked { try? other.askToPause(site: .ohStark) }
                    isAsked = true
                }
            })
        #expect(report.exitCode == 75)
        let done = try caseload.sweep("2019-03-01")
        #expect(done.wasResumed && done.run.state == .active)
    }

    @Test func policiesEditedMeanwhileWaitForTheNextSweep() throws {
        let stores = try Caseload.copies(2, files: samples(0..<30))
        let paused = try stores[0].sweep("2019-03-01", pause: Self.after(1))
        #expect(paused.run.state == .paused)
        let done = try stores[0].sweep("2019-03-01", edits: [.callEarlier])
        #expect(done.policiesHaveChanged && done.run.state == .active)
        #expect(done.run.policyHash == paused.run.policyHash)
        try stores[1].sweep("2019-03-01")
        #expect(try StoreDump(stores[0].store) == StoreDump(stores[1].store))

        let next = try stores[0].sweep("2019-03-01", edits: [.callEarlier])
        #expect(next.run.policyHash != paused.run.policyHash)
        #expect(next.run.counts.decided == done.run.counts.decided)
    }

    @Test func policiesThatNoLongerLoadDoNotKeepARunFromItsEnd() throws {
        let caseload = try Caseload(files: samples(0..<15))
        try caseload.sweep("2019-03-01", pause: Self.after(1))
        let broken = Policies.Edit(
            path: "policies/sites/oh-stark/outreach.lua",
            before: "local policy = accord.policy", after: "local policy = = accord.policy")
        let done = try caseload.sweep("2019-03-01", edits: [broken])
        #expect(done.run.state == .active && done.policiesHaveChanged)
        let problem = try caseload.refusal("2019-03-02", edits: [broken])
        #expect(problem.code == .noPolicy)
        #expect(problem.message.contains("policies/sites/oh-stark/outreach.lua"))
    }

    @Test func anotherDayNeedsTheEndOfTheFirst() throws {
        let caseload = try Caseload(files: samples(0..<20))
        try caseload.sweep("2019-03-01", pause: Self.after(1))
        let problem = try caseload.refusal("2019-03-02")
        #expect(problem.code == .otherDay)
        #expect(problem.message.contains("--as-of 2019-03-01"))
        #expect(problem.message.contains("--abandon"))

        let anew = try caseload.sweep("2019-03-02") { $0.abandonsUnfinished = true }
        #expect(anew.run.state == .active && !anew.wasResumed)
        #expect(anew.run.asOf == day("2019-03-02"))
        let runs = try caseload.store.runs(site: .ohStark)
        #expect(runs.map(\.state) == [.stopped, .active])
        #expect(runs[0].reason == "given up")
    }

    @Test func anEarlierDayIsRefused() throws {
        let caseload = try Caseload(files: samples(0..<5))
        try caseload.sweep("2019-03-02")
        let problem = try caseload.refusal("2019-03-01")
        #expect(problem.code == .earlierDay)
        #expect(problem.message.contains("2019-03-02"))
        #expect(try caseload.store.runs(site: .ohStark).count == 1)
        try caseload.sweep("2019-03-02")
    }

    @Test func aSecondSweepIsRefusedWhileTheFirstIsAtWork() throws {
        let caseload = try Caseload(files: samples(0..<5))
        do {
            let lock = try SweepLock(caseload.store, site: .ohStark)
            let problem = try caseload.refusal("2019-03-02")
            #expect(problem.code == .held)
            #expect(problem.message.contains("process "))
            withExtendedLifetime(lock) {}
        }
        try caseload.sweep("2019-03-02")
    }
}
