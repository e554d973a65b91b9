import AccordService
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench
import Testing

@Suite("Policies out of bundles")
struct BundleSourceTests {
    /// A key, and a trust that asks for its signature.
    struct Signer {
        let key = SigningKey()
        var trust: BundleTrust {
            get throws {
                let place = try Place()
                try place.write(
                    """
                    format: 1
                    required: 1
                    require_signed: yes
                    keys:
                      - { key: "\(key.publicKey.base64)", name: A. Director, role: site_director }
                    """, "trust.yaml")
                return try BundleTrust(contentsOf: place.path("trust.yaml"))
            }
        }
    }

    @Test("a bundle's file decides when its signature counts")
    func signed() async throws {
        let place = try Place()
        let signer = Signer()
        let bundle = try TwoSites.bundle(TwoSites.tree()).signed(by: signer.key)
        try bundle.write(to: place.path("one.accord"))
        let desk = Desk(
            place, PolicySource(place.path("one.accord")), trust: try signer.trust)
        let attempt = await desk.desk.start()
        #expect(attempt.isSuccess, "\(attempt)")
        #expect(attempt.source.hasPrefix("bundle "))
        #expect(desk.status()?.origin?.bundle == bundle.hash)
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
    }

    @Test("a bundle signed by a stranger, or by nobody, is refused", arguments: [true, false])
    func stranger(isSigned: Bool) async throws {
        let place = try Place()
        var bundle = try TwoSites.bundle(TwoSites.tree())
        if isSigned { bundle = try bundle.signed(by: SigningKey()) }
        try bundle.write(to: place.path("one.accord"))
        let desk = Desk(place, .bundle(place.path("one.accord")), trust: try Signer().trust)
        let attempt = await desk.desk.start()
        #expect(attempt.findings.first?.code.hasPrefix("bundle.") == true, "\(attempt)")
        #expect(desk.stark == nil)
    }

    @Test("a bundle of which one byte was flipped changes nothing but the status")
    func flipped() async throws {
        let place = try Place()
        let path = place.path("one.accord")
        try TwoSites.bundle(TwoSites.tree()).write(to: path)
        let desk = Desk(place, .bundle(path))
        #expect(await desk.desk.start().isSuccess)
        var bytes = try TwoSites.bytes(TwoSites.tree(days: 31))
        let digit = try #require(bytes.firstRange(of: Array("31 days".utf8)))
        bytes[digit.lowerBound] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let attempt = await desk.desk.reload(why: .fileChange, by: "a test")
        #expect(attempt.findings.first?.code == "bundle.altered")
        #expect(attempt.findings.first?.message.contains(TwoSites.numbers) == true)
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
        #expect(desk.status()?.reason?.contains("altered") == true)
    }

    @Test("a release folder decides by what is active at each site")
    func releases() async throws {
        let place = try Place()
        let folder = place.path("releases")
        func release(_ tree: PolicyTree, _ name: String, sites: [String]? = nil) throws {
            let file = place.path("\(name).accord")
            try TwoSites.bundle(tree).write(to: file)
            let at = try #require(ReleaseMoment("2026-12-01"))
            _ = try ReleaseFolder.release(
                file, to: folder,
                order: ReleaseOrder(who: "A. Director", why: "a test", at: at, sites: sites),
                trust: .none
            ) { bundle throws(PolicyProblem) in try ReleaseGate.check(bundle, file: file) }
        }
        try release(TwoSites.tree(), "one")
        let desk = Desk(place, PolicySource(folder))
        let start = await desk.desk.start()
        #expect(start.isSuccess, "\(start)")
        #expect(desk.status()?.origin?.kind == .releases)
        var both = TwoSites.tree(days: 31)
        let numbers = TwoSites.numbers.replacing(TwoSites.stark, with: TwoSites.franklin)
        both.files[numbers] = both.files[numbers]?.replacing("45 days", with: "32 days")
        try release(both, "two", sites: [TwoSites.stark])
        let attempt = await desk.desk.reload(why: .fileChange, by: "a test")
        #expect(attempt[TwoSites.stark]?.result == .activated, "\(attempt)")
        #expect(attempt[TwoSites.franklin] == nil)
        #expect(desk.stark == TwoSites.hash(both))
        #expect(desk.franklin == TwoSites.hash(TwoSites.tree(), TwoSites.franklin))
        // A bundle that is spoiled concerns the sites at which it is active.
        let bundle = try #require(desk.status()?.origin?.bundle)
        try Data("no".utf8).write(
            to: URL(fileURLWithPath: "\(folder)/bundles/\(bundle).accord"))
        let spoiled = await desk.desk.reload(why: .signal, by: "an operator")
        #expect(spoiled[TwoSites.stark]?.result == .refused)
        #expect(spoiled[TwoSites.franklin]?.result == .unchanged)
        #expect(desk.stark == TwoSites.hash(both))
    }

    // MARK: Put

    @Test("a bundle that somebody puts decides, and a restart keeps it")
    func put() async throws {
        let desk = try await Desk.started()
        let bundle = try TwoSites.bundle(TwoSites.tree(days: 31))
        let attempt = await desk.desk.put(
            try TwoSites.bytes(bundle), by: "a director", why: "approved")
        #expect(attempt.cause == .put && attempt.who == "a director" && attempt.why == "approved")
        #expect(attempt[TwoSites.stark]?.result == .activated, "\(attempt)")
        #expect(attempt[TwoSites.stark]?.bundle == bundle.hash)
        #expect(attempt[TwoSites.franklin]?.result == .unchanged)
        #expect(desk.status()?.origin?.kind == .put)
        let again = Desk(desk.place)
        await again.desk.start()
        #expect(again.stark == desk.stark)
        #expect(again.status()?.heldBack == TwoSites.hash(TwoSites.tree()))
        // The bundle's hash names its policies, too.
        _ = await desk.desk.rollback(to: "previous", by: "a director", why: "a test")
        let back = await desk.desk.rollback(
            to: String(bundle.hash.prefix(8)), by: "a director", why: "a test")
        #expect(back[TwoSites.stark]?.result == .activated)
    }

    @Test("a bundle for one of two sites leaves out the other")
    func putForOne() async throws {
        let desk = try await Desk.started()
        var tree = TwoSites.tree(days: 31)
        let numbers = TwoSites.numbers.replacing(TwoSites.stark, with: TwoSites.franklin)
        tree.files[numbers] = tree.files[numbers]?.replacing("45 days", with: "32 days")
        let attempt = await desk.desk.put(
            try TwoSites.bytes(tree), sites: [TwoSites.franklin], by: "a director", why: "a test")
        #expect(attempt.sites.map(\.site) == [TwoSites.franklin])
        #expect(attempt[TwoSites.franklin]?.result == .activated, "\(attempt)")
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
        let refused = await desk.desk.put(
            try TwoSites.bytes(tree), sites: ["az-maricopa"], by: "a director", why: "a test")
        #expect(refused["az-maricopa"]?.findings.first?.code == "release.site")
    }

    @Test("a bundle that must not decide is refused with the reason")
    func refused() async throws {
        let desk = try await Desk.started()
        let live = try desk.desk.live(TwoSites.stark)
        var untested = TwoSites.tree(days: 31)
        for path in untested.files.keys where path.contains("/tests/") {
            untested.files[path] = nil
        }
        let failing = TwoSites.tree(
            TwoSites.siteLua, "return parent.lost_job(case)", "return false")
        let bundles: [(code: String, bytes: [UInt8])] = [
            ("bundle.truncated", []), ("bundle.not-a-bundle", [UInt8](repeating: 7, count: 2000)),
            (
                "release.draft",
                try TwoSites.bytes(TwoSites.bundle(TwoSites.tree(days: 31), isDraft: true))
            ),
            ("release.tests", try TwoSites.bytes(untested)),
            ("test.failed", try TwoSites.bytes(failing)),
            (
                "bundle.no-trust",
                try TwoSites.bytes(TwoSites.bundle(TwoSites.tree()).signed(by: SigningKey()))
            ),
        ]
        for (code, bytes) in bundles {
            let attempt = await desk.desk.put(bytes, by: "a director", why: "a test")
            let findings = attempt.findings + (attempt[TwoSites.stark]?.findings ?? [])
            #expect(!attempt.isSuccess)
            #expect(findings.contains { $0.code == code }, "\(code): \(findings)")
            #expect(try desk.desk.live(TwoSites.stark) === live)
        }
        // What somebody sent says nothing of the source.
        #expect(desk.status()?.reason == nil)
    }

    @Test("a bundle for sites that are not served is refused")
    func notServed() async throws {
        let place = try Place()
        try place.write(TwoSites.tree())
        let desk = Desk(place, nil, sites: [TwoSites.stark])
        await desk.desk.start()
        let attempt = await desk.desk.put(
            try TwoSites.bytes(TwoSites.tree(days: 31)), sites: [TwoSites.franklin],
            by: "a director", why: "a test")
        #expect(attempt.findings.first?.code == "site.unknown")
        #expect(desk.franklin == nil)
    }

    @Test("a bundle made to change another one than is live needs a word")
    func base() async throws {
        let desk = try await Desk.started()
        let first = try TwoSites.bundle(TwoSites.tree(days: 31))
        _ = await desk.desk.put(try TwoSites.bytes(first), by: "a director", why: "a test")
        let other = try TwoSites.bundle(
            TwoSites.tree(days: 32), base: String(repeating: "0", count: 64))
        let bytes = try TwoSites.bytes(other)
        let refused = await desk.desk.put(bytes, by: "a director", why: "a test")
        #expect(refused.findings.first?.code == "release.base")
        let taken = await desk.desk.put(
            bytes, ignoresBase: true, by: "a director", why: "a test")
        #expect(taken[TwoSites.stark]?.result == .activated, "\(taken)")
    }
}
