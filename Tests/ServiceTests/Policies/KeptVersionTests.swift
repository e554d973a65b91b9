import AccordService
import CaseModel
import Foundation
import PolicyHost
import Testing

@Suite("Good versions that are kept")
struct KeptVersionTests {
    @Test("a restart with a broken folder serves the last good version, and says so")
    func lastGood() async throws {
        let first = try await Desk.started()
        let hash = first.stark
        try first.place.write(TwoSites.tree(TwoSites.siteLua, "policy:rule {", "policy:rule {{"))
        let second = Desk(first.place)
        let attempt = await second.desk.start()
        #expect(attempt.number == 2)
        #expect(attempt[TwoSites.stark]?.result == .keptLastGood)
        #expect(attempt[TwoSites.stark]?.after == hash)
        #expect(attempt[TwoSites.stark]?.findings.isEmpty == false)
        #expect(attempt[TwoSites.franklin]?.result == .activated)
        #expect(second.stark == hash)
        #expect(second.status()?.state == .servingLastGood)
        #expect(second.status()?.origin?.kind == .kept)
        #expect(second.status()?.reason?.contains("refused") == true)
        let repaired = try await second.save(TwoSites.tree(days: 31))
        #expect(repaired[TwoSites.stark]?.result == .activated)
        #expect(second.status()?.state == .serving)
        #expect(second.status()?.reason == nil)
    }

    @Test("a restart without any folder serves all that was good")
    func noFolder() async throws {
        let first = try await Desk.started()
        try FileManager.default.removeItem(atPath: first.place.path("root"))
        let second = Desk(first.place)
        let attempt = await second.desk.start()
        #expect(attempt.sites.map(\.result) == [.keptLastGood, .keptLastGood])
        #expect(attempt.findings.first?.code == "tree.missing")
        #expect(second.stark == first.stark && second.franklin == first.franklin)
    }

    @Test("what was altered on disk is not served; an earlier version is")
    func altered() async throws {
        let desk = try await Desk.started()
        let good = try #require(desk.stark)
        _ = try await desk.save(TwoSites.tree(days: 31))
        let file = "state/sites/oh-stark/\(try #require(desk.stark)).tar"
        var bytes = try desk.place.bytes(file)
        let digit = try #require(bytes.firstRange(of: Array("31 days".utf8)))
        bytes[digit.lowerBound] = UInt8(ascii: "9")
        try Data(bytes).write(to: desk.place.url.appendingPathComponent(file))
        try FileManager.default.removeItem(atPath: desk.place.path("root"))
        let again = Desk(desk.place)
        let attempt = await again.desk.start()
        #expect(again.stark == good)
        #expect(attempt[TwoSites.stark]?.findings.contains { $0.code == "kept.altered" } == true)
    }

    @Test(
        "a state that a crash or a hand left is like none", arguments: ["", "{", #"{"format":2}"#])
    func tornState(text: String) async throws {
        let desk = try await Desk.started()
        try desk.place.write(text, "state/sites/oh-stark/state.json")
        let log = try desk.place.bytes("state/attempts.ndjson")
        try Data(log + Array(#"{"number":9"#.utf8))
            .write(to: desk.place.url.appendingPathComponent("state/attempts.ndjson"))
        let again = Desk(desk.place)
        let attempt = await again.desk.start()
        #expect(attempt.isSuccess)
        #expect(attempt.number == 2)
        let lines = try desk.place.bytes("state/attempts.ndjson").split(separator: 10)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { (try? JSONValue(parsing: Array($0))) != nil })
    }

    @Test("a number of versions is kept, those that decided last")
    func pruning() async throws {
        let desk = try await Desk.started { $0.keptVersions = 3 }
        for days in 30..<34 { _ = try await desk.save(TwoSites.tree(days: days)) }
        let kept = try #require(desk.status()?.kept)
        #expect(
            kept.map(\.hash)
                == [33, 32, 31].map { TwoSites.hash(TwoSites.tree(days: $0)) ?? "" })
        #expect(desk.place.files("state/sites/oh-stark").count == 4)
    }

    // MARK: Going back

    @Test("rollback goes to the previous version, and twice is as if never")
    func previous() async throws {
        let desk = try await Desk.started()
        let first = desk.stark
        _ = try await desk.save(TwoSites.tree(days: 31))
        let second = desk.stark
        let back = await desk.desk.rollback(
            site: TwoSites.stark, to: "previous", by: "a director", why: "too long")
        #expect(back.cause == .rollback && back.who == "a director" && back.why == "too long")
        #expect(back[TwoSites.stark]?.result == .activated)
        #expect(desk.stark == first)
        #expect(desk.status()?.origin?.kind == .kept)
        #expect(desk.status()?.state == .serving)
        _ = await desk.desk.rollback(to: "previous", by: "a director", why: "not too long")
        #expect(desk.stark == second)
    }

    @Test("rollback takes the beginning of a hash, and refuses what is not kept")
    func byHash() async throws {
        let desk = try await Desk.started()
        let first = try #require(desk.stark)
        _ = try await desk.save(TwoSites.tree(days: 31))
        _ = try await desk.save(TwoSites.tree(days: 32))
        let live = try desk.desk.live(TwoSites.stark)
        for name in ["000000", String(first.prefix(5)), "", "nonsense"] {
            let refused = await desk.desk.rollback(
                site: TwoSites.stark, to: name, by: "a director", why: "a test")
            #expect(refused[TwoSites.stark]?.result == .refused, "\(name)")
            #expect(refused.findings.first?.code == "kept.no-version")
            #expect(try desk.desk.live(TwoSites.stark) === live)
        }
        let back = await desk.desk.rollback(
            to: String(first.prefix(8)), by: "a director", why: "a test")
        #expect(back.sites.map(\.site) == [TwoSites.stark])
        #expect(desk.stark == first)
    }

    @Test("after a rollback the folder's policies wait until they change or somebody asks")
    func reactivation() async throws {
        let desk = try await Desk.started()
        let first = desk.stark
        _ = try await desk.save(TwoSites.tree(days: 31))
        let bad = desk.stark
        _ = await desk.desk.rollback(to: "previous", by: "a director", why: "a test")
        #expect(desk.status()?.heldBack == bad)
        // A file that decides nothing, or the whole folder written again, is no change.
        var tree = TwoSites.tree(days: 31)
        tree.files["policies/fixtures/new.yaml"] = "about: A new one\nextends: base\nwith: {}\n"
        let again = try await desk.save(tree)
        #expect(again[TwoSites.stark]?.result == .heldBack)
        #expect(desk.stark == first)
        // Nor is a restart.
        let restarted = Desk(desk.place)
        let start = await restarted.desk.start()
        #expect(start[TwoSites.stark]?.result == .heldBack)
        #expect(restarted.stark == first)
        #expect(restarted.status()?.state == .serving)
        #expect(restarted.status()?.reason?.contains("until they change") == true)
        // A change is, and so is its way back.
        let changed = try await restarted.save(TwoSites.tree(days: 32))
        #expect(changed[TwoSites.stark]?.result == .activated)
        #expect(restarted.status()?.heldBack == nil)
        let back = try await restarted.save(TwoSites.tree(days: 31))
        #expect(back[TwoSites.stark]?.result == .activated)
        #expect(restarted.stark == bad)
    }

    @Test("somebody who asks for a reload gets what the folder has")
    func askedFor() async throws {
        let desk = try await Desk.started()
        _ = try await desk.save(TwoSites.tree(days: 31))
        let bad = desk.stark
        _ = await desk.desk.rollback(to: "previous", by: "a director", why: "a test")
        #expect(desk.stark != bad)
        let asked = await desk.desk.reload(why: .signal, by: "an operator")
        #expect(asked[TwoSites.stark]?.result == .activated)
        #expect(desk.stark == bad)
        #expect(desk.status()?.heldBack == nil)
    }

    @Test("without a state folder versions are kept in memory")
    func inMemory() async throws {
        let desk = try await Desk.started { $0.stateFolder = nil }
        let first = desk.stark
        _ = try await desk.save(TwoSites.tree(days: 31))
        _ = await desk.desk.rollback(to: "previous", by: "a director", why: "a test")
        #expect(desk.stark == first)
        #expect(desk.place.files("state").isEmpty)
    }

    @Test("a state folder that can't be written does not stop an activation")
    func fullDisk() async throws {
        let place = try Place()
        try place.write(TwoSites.tree())
        try place.write("not a folder", "state")
        let desk = Desk(place)
        let attempt = await desk.desk.start()
        #expect(attempt[TwoSites.stark]?.result == .activated)
        #expect(attempt[TwoSites.stark]?.findings.first?.code == "file.write")
        #expect(desk.stark != nil)
    }
}
