import AccordService
import CaseModel
import Foundation
import PolicyHost
import Synchronization
import Testing

/// Something that one task tells others.
private final class Flag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}

@Suite("Decisions while policies change")
struct DecidingDeskTests {
    @Test("20 deciders see only policies that were active, while 50 are activated")
    func manyDeciders() async throws {
        let desk = try await Desk.started { $0.stateFolder = nil }
        let trees = (0..<4).map { TwoSites.tree(days: 20 + $0) }
        let known = Set((trees + [TwoSites.tree()]).compactMap { TwoSites.hash($0) })
        let bundles = try trees.map { try TwoSites.bytes($0) }
        let isOver = Flag()
        let seen = await withTaskGroup(of: [String: Int].self) { group in
            for index in 0..<20 {
                group.addTask {
                    let file = TwoSites.file(index)
                    var seen: [String: Int] = [:]
                    repeat {
                        guard let live = try? desk.desk.live(TwoSites.stark) else { return ["": 1] }
                        let decisions = live.policy.decide(file, asOf: TwoSites.day)
                        // One policy decides all of a file, whatever happens meanwhile.
                        for decision in decisions {
                            let hash = decision.policyHash == live.hash ? live.hash : "mixed"
                            seen[decision.alert == nil ? hash : "failed", default: 0] += 1
                        }
                        try? await Task.sleep(for: .milliseconds(1))
                    } while !isOver.isSet
                    return seen
                }
            }
            for round in 0..<50 {
                if round % 5 == 4 {
                    _ = await desk.desk.rollback(to: "previous", by: "a test", why: "a test")
                } else {
                    let bundle = bundles[round % bundles.count]
                    _ = await desk.desk.put(bundle, by: "a test", why: "a test")
                }
            }
            isOver.set()
            return await group.reduce(into: [String: Int]()) { $0.merge($1, uniquingKeysWith: +) }
        }
        #expect(Set(seen.keys).isSubset(of: known), "\(seen)")
        #expect(seen.keys.count > 2)
        #expect(desk.recorded.all.count == 51)
        #expect(desk.recorded.all.allSatisfy { $0.isSuccess })
    }

    // MARK: Automatic return

    @Test("a version that fails too often is taken back, and its folder waits")
    func automaticReturn() async throws {
        let desk = try await Desk.started()
        let good = desk.stark
        var bad = TwoSites.failing
        // A mistake that no test sees.
        bad.files[TwoSites.siteTest] = nil
        bad.files[TwoSites.federalTest] = nil
        _ = try await desk.save(bad)
        let live = try desk.desk.live(TwoSites.stark)
        #expect(live.hash != good)
        for index in 0..<60 {
            let decisions = live.policy.decide(
                TwoSites.file(index), asOf: TwoSites.day, areas: [.enforcement])
            desk.desk.note(
                site: TwoSites.stark, hash: live.hash, decided: decisions.count,
                failed: decisions.count { $0.alert != nil })
        }
        #expect(await eventually { desk.recorded.all.last?.cause == .automaticReturn })
        let attempt = try #require(desk.recorded.all.last)
        #expect(attempt[TwoSites.stark]?.result == .activated)
        #expect(attempt[TwoSites.stark]?.decided ?? 0 >= 50)
        #expect(attempt[TwoSites.stark]?.failed ?? 0 > 2)
        #expect(attempt.why.contains("decisions failed"))
        #expect(desk.stark == good)
        #expect(desk.status()?.heldBack == live.hash)
        #expect(desk.status()?.kept.first { $0.hash == live.hash }?.isFaulty == true)
        bad.files["policies/fixtures/new.yaml"] = "about: A new one\nextends: base\nwith: {}\n"
        let again = try await desk.save(bad)
        #expect(again[TwoSites.stark]?.result == .heldBack)
        #expect(desk.stark == good)
        let back = await desk.desk.rollback(
            site: TwoSites.stark, to: "previous", by: "a test", why: "a test")
        #expect(back[TwoSites.stark]?.result == .refused)
    }

    @Test(
        "a version stays if too few fail, or too few decided, or it is old",
        arguments: [
            (decided: 100, failed: 5, later: 0.0), (49, 49, 0), (100, 100, 3601), (0, 0, 0),
        ])
    func stays(decided: Int, failed: Int, later: Double) async throws {
        let time = Mutex(1_700_000_000.0)
        let desk = try await Desk.started {
            $0.clock = { .init(timeIntervalSince1970: time.withLock { $0 }) }
        }
        _ = try await desk.save(TwoSites.tree(days: 31))
        let hash = try #require(desk.stark)
        time.withLock { $0 += later }
        desk.desk.note(site: TwoSites.stark, hash: hash, decided: decided, failed: failed)
        desk.desk.note(site: TwoSites.stark, hash: "another", decided: 100, failed: 100)
        desk.desk.note(site: "no-site", hash: hash, decided: 100, failed: 100)
        // Whatever was asked for is over when a later attempt is.
        _ = await desk.desk.reload(why: .signal, by: "a test")
        #expect(desk.stark == hash)
        #expect(!desk.recorded.all.contains { $0.cause == .automaticReturn })
    }

    @Test("only the last decisions count")
    func window() async throws {
        let desk = try await Desk.started {
            $0.automaticReturn = .init(window: 100, least: 50, bound: 0.1)
        }
        _ = try await desk.save(TwoSites.tree(days: 31))
        let hash = try #require(desk.stark)
        for _ in 0..<10 {
            desk.desk.note(site: TwoSites.stark, hash: hash, decided: 100, failed: 10)
        }
        _ = await desk.desk.reload(why: .signal, by: "a test")
        #expect(desk.stark == hash)
        for _ in 0..<11 { desk.desk.note(site: TwoSites.stark, hash: hash, decided: 1, failed: 1) }
        #expect(await eventually { desk.stark != hash })
    }

    @Test("a version without an earlier good one stays, and the attempt says so")
    func nothingBefore() async throws {
        let desk = try await Desk.started()
        let hash = try #require(desk.stark)
        desk.desk.note(site: TwoSites.stark, hash: hash, decided: 100, failed: 100)
        #expect(await eventually { desk.recorded.all.last?.cause == .automaticReturn })
        #expect(desk.recorded.all.last?[TwoSites.stark]?.result == .refused)
        #expect(desk.recorded.all.last?.findings.first?.code == "kept.no-version")
        #expect(desk.stark == hash)
    }
}
