import CaseModel
import CaseStore
import Casework
import Foundation
import Testing

@Suite("A sweep that is killed at any instant and called again decides every case exactly once")
struct SweepKillTests {
    /// How often to kill; `ACCORD_KILLS` sets it, for a long run.
    static let kills =
        ProcessInfo.processInfo.environment["ACCORD_KILLS"].flatMap { Int($0) } ?? 12

    static let line =
        "sweep --site oh-stark --as-of 2019-03-20 --chunk 3 --error-bound 100 --quiet --db"

    /// A store that was swept before and has changed since, so that a sweep replaces what stood.
    private static func changedStore() throws -> Scratch {
        let caseload = try Caseload(files: samples(0..<40))
        try caseload.sweep("2019-03-01") { $0.threads = 2 }
        var changed = samples(10..<30, seed: 7, on: "2019-03-15")
        for index in changed.indices.prefix(5) where changed[index].cases.count > 1 {
            changed[index].cases.removeLast()
        }
        try caseload.add(changed)
        // The store is closed with the caseload, which leaves one file that can be copied.
        return caseload.scratch
    }

    @Test(arguments: [1, 2])
    func killedAtRandom(threads: Int) throws {
        let seed = UInt64(20_190_301 + threads)
        var random = SplitMix64(seed: seed)
        let base = try Self.changedStore()
        let undisturbed = try Caseload(copyOf: base.path("cases.sqlite"))
        let before = try StoreDump(undisturbed.store).standingHash
        let clock = ContinuousClock()
        let time = try clock.measure {
            let child = try Child(
                "\(Self.line) \(undisturbed.path) --threads \(threads)", in: undisturbed.scratch)
            #expect(child.wait() == 0, "\(child.notes)")
        }
        let expected = try StoreDump(undisturbed.store)
        #expect(expected.runs.last?.counts.changed ?? 0 > 50)

        var (killed, inTheMiddle) = (0, 0)
        while killed < Self.kills / 2 {
            let caseload = try Caseload(copyOf: base.path("cases.sqlite"))
            while true {
                let child = try Child(
                    "\(Self.line) \(caseload.path) --threads \(threads)", in: caseload.scratch)
                if killed.isMultiple(of: 2) {
                    let delay = time * (Double(random.below(1100)) / 1000)
                    usleep(UInt32(delay / .microseconds(1)))
                } else {
                    // Most of the time goes into loading; every second kill waits for the next chunk.
                    let cursor = try Self.cursor(caseload)
                    while !child.isOver, try Self.cursor(caseload) == cursor { usleep(500) }
                    usleep(UInt32(random.below(5_000)))
                }
                child.send(SIGKILL)
                let status = child.wait()
                if status == 0 { break }
                try #require(status == -SIGKILL, "\(child.notes)")
                killed += 1
                if try caseload.store.unfinishedRun(site: .ohStark) != nil { inTheMiddle += 1 }
                let found = try StoreDump(caseload.store)
                // Killed behind its end.
                if found.runs.last?.state == .active, found.runs.count > 1 { break }
                // Nothing of before is lost, and nothing counts before the end.
                #expect(found.standingHash == before)
            }
            let found = try StoreDump(caseload.store)
            let isSame = found == expected
            #expect(isSame, "seed \(seed), after \(killed) kills")
        }
        #expect(inTheMiddle > 0, "no kill met a sweep at work; \(killed) kills")
    }

    /// How far the sweep is; nil if none is at work.
    private static func cursor(_ caseload: Caseload) throws -> String? {
        try caseload.store.unfinishedRun(site: .ohStark)?.cursor
    }

    @Test func askedToEndItFinishesItsChunkAndPauses() throws {
        let base = try Self.changedStore()
        let stores = try (0..<2).map { _ in try Caseload(copyOf: base.path("cases.sqlite")) }
        let first = try Child("\(Self.line) \(stores[0].path)", in: stores[0].scratch)
        // The first chunk is in as soon as there is a run with a cursor.
        while try Self.cursor(stores[0]) == nil { usleep(2000) }
        first.send(SIGTERM)
        #expect(first.wait() == 75)
        #expect(first.notes.contains("paused after"))
        #expect(first.notes.contains("--as-of 2019-03-20 goes on"))
        let unfinished = try #require(try stores[0].store.unfinishedRun(site: .ohStark))
        #expect(unfinished.state == .paused)
        for store in stores {
            let child = try Child("\(Self.line) \(store.path)", in: store.scratch)
            #expect(child.wait() == 0, "\(child.notes)")
        }
        #expect(try StoreDump(stores[0].store) == StoreDump(stores[1].store))
    }
}
