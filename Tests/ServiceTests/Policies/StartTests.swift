import AccordService
import Foundation
import PolicyHost
import Testing

@Suite("Policies at the start")
struct StartTests {
    @Test("every site of a folder is loaded, tested and kept")
    func start() async throws {
        let desk = try await Desk.started()
        let attempt = try #require(desk.recorded.all.first)
        #expect(attempt.cause == .start)
        #expect(attempt.number == 1)
        #expect(attempt.sites.map(\.site) == [TwoSites.franklin, TwoSites.stark])
        #expect(attempt.sites.allSatisfy { $0.result == .activated && $0.failedTests == 0 })
        #expect(attempt.sites.map(\.tests) == [1, 2])
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
        #expect(desk.status()?.state == .serving)
        #expect(desk.status()?.origin?.kind == .folder)
        #expect(desk.status()?.attempt == 1)
        let hash = try #require(desk.stark)
        #expect(
            desk.place.files("state/sites/\(TwoSites.stark)") == ["\(hash).tar", "state.json"])
        #expect(try desk.place.bytes("state/attempts.ndjson").count { $0 == 10 } == 1)
    }

    @Test(
        "a site that fails does not stop the other, and says why",
        arguments: [
            (TwoSites.siteLua, "policy:rule {", "policy:rulle {", "rulle"),
            (TwoSites.siteLua, "site.hold.days", "site.hold.dayz", "dayz"),
            (TwoSites.numbers, "hold.days", "hold.dayz", "hold.dayz"),
            (TwoSites.siteTest, "outcome: hold", "outcome: proceed", "1 failed tests"),
            (TwoSites.siteTest, "point: D11", "point: D99", "D99"),
            ("site-configs/oh-stark/site.yaml", "state: oh", "state: oo", "`state`"),
        ])
    func oneFails(file: String, before: String, after: String, says: String) async throws {
        let place = try Place()
        try place.write(TwoSites.tree(file, before, after))
        let desk = Desk(place)
        let attempt = await desk.desk.start()
        #expect(attempt[TwoSites.franklin]?.result == .activated)
        #expect(attempt[TwoSites.stark]?.result == .refused)
        #expect(attempt[TwoSites.stark]?.findings.isEmpty == false)
        #expect(desk.franklin != nil)
        let why = #expect(throws: SiteUnavailable.self) {
            try desk.desk.live(TwoSites.stark)
        }
        #expect(why?.code == "site.failed")
        #expect(why?.reason.contains(says) == true, "\(why?.reason ?? "")")
        #expect(why?.reason.contains(file) == true, "\(why?.reason ?? "")")
        #expect(desk.status()?.state == .unavailable)
        #expect(desk.status()?.reason == why?.reason)
    }

    @Test("before the start and for unknown sites the reason is another")
    func unknown() async throws {
        let place = try Place()
        try place.write(TwoSites.tree())
        let desk = Desk(place).desk
        #expect(throws: SiteUnavailable.self) { try desk.live("oh-stark") }
        let starting = #expect(throws: SiteUnavailable.self) { try desk.live("oh-stark") }
        #expect(starting?.code == "site.starting")
        await desk.start()
        let unknown = #expect(throws: SiteUnavailable.self) { try desk.live("oh-strak") }
        #expect(unknown?.code == "site.unknown")
        #expect(unknown?.reason.contains("did you mean `oh-stark`?") == true)
    }

    @Test("only the sites asked for are served, and one that is not there is told of")
    func wantedSites() async throws {
        let place = try Place()
        try place.write(TwoSites.tree())
        let desk = Desk(place, nil, sites: ["oh-stark", "az-maricopa"]).desk
        let attempt = await desk.start()
        #expect(attempt["oh-stark"]?.result == .activated)
        #expect(attempt["az-maricopa"]?.findings.first?.code == "site.missing")
        #expect(attempt["oh-franklin"] == nil)
        #expect(desk.sites == ["az-maricopa", "oh-stark"])
    }

    @Test("a folder that is not there is told of, and nothing decides")
    func noFolder() async throws {
        let desk = Desk(try Place())
        let attempt = await desk.desk.start()
        #expect(attempt.findings.first?.code == "tree.missing")
        #expect(desk.desk.sourceStatus().problem?.code == "tree.missing")
        #expect(desk.desk.sites.isEmpty)
    }

    @Test("only signed bundles are loaded where the trust asks for it")
    func folderUnderTrust() async throws {
        let place = try Place()
        try place.write(TwoSites.tree())
        var trust = BundleTrust.none
        trust.requiresSigned = true
        let attempt = await Desk(place, nil, trust: trust).desk.start()
        #expect(attempt.findings.first?.code == "bundle.unsigned")
    }
}
