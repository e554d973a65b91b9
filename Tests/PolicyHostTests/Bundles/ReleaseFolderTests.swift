import CaseModel
import Foundation
import Testing

@testable import PolicyHost

@Suite("A release folder")
struct ReleaseFolderTests {
    let folder: ScratchFolder
    let trust: BundleTrust
    var releases: String { folder.file("releases") }

    init() throws {
        folder = try ScratchFolder()
        trust = try SignatureTests.trust("", ("Ann", SignatureTests.ann, "valid_until: 2026-12-31"))
    }

    /// Writes a signed bundle with this reason, which makes its hash its own.
    @discardableResult
    func bundle(_ why: String, base: String? = nil, isDraft: Bool = false) throws -> String {
        let site = MiniSite(site: Lua.always("says-\(why)", point: "D14", "stay {}"))
        let order = Bundles.order(why: why, base: base, isDraft: isDraft)
        let bundle = try Bundles.small(site, order: order).signed(by: SignatureTests.ann)
        try bundle.write(to: folder.file("\(why).accord"))
        return bundle.hash
    }

    func order(_ at: String = "2026-06-10", why: String = "a test", ignoresBase: Bool = false)
        throws -> ReleaseOrder
    {
        ReleaseOrder(
            who: "Ann", why: why, at: try #require(ReleaseMoment(at)), ignoresBase: ignoresBase)
    }

    @discardableResult
    func release(_ name: String, _ order: ReleaseOrder? = nil) throws -> ReleaseEvent? {
        try ReleaseFolder.release(
            folder.file("\(name).accord"), to: releases, order: order ?? self.order(), trust: trust
        ) { _ throws(PolicyProblem) in }
    }

    @discardableResult
    func rollBack(_ hash: String? = nil) throws -> ReleaseEvent? {
        try ReleaseFolder.rollBack(to: hash, in: releases, order: order(), trust: trust)
    }

    func active() throws -> String? {
        try ReleaseFolder(at: releases).active[MiniSite.id]?.bundle
    }

    /// Every file of the folder with its bytes.
    func contents() throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: releases) ?? .init()
        where name != "lock" && !name.hasSuffix("bundles") {
            found[name] = try folder.bytes("releases/\(name)")
        }
        return found
    }

    func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? PolicyProblem)?.code
        }
    }

    // MARK: Release and roll back

    @Test func decidesWithWhatWasReleased() throws {
        let (may, june) = (try bundle("may"), try bundle("june"))
        try release("may")
        #expect(try active() == may)
        #expect(
            try PolicyTree(at: releases, trust: trust).files[Bundles.lua]?.contains("says-may")
                == true)
        let event = try #require(try release("june"))
        #expect(try active() == june)
        #expect(event.number == 2)
        #expect(event.sites[MiniSite.id]?.previous == may)
        #expect(event.sites[MiniSite.id]?.effective == day("2026-07-01"))
        let host = try PolicyHost(folder: ReleaseFolder(at: releases), trust: trust)
        #expect(host.sites[MiniSite.id]?.rules.contains { $0.id == "says-june" } == true)
        #expect(host.sites[MiniSite.id]?.hash == event.sites[MiniSite.id]?.policyHash)
    }

    @Test func rollsBackAndForth() throws {
        let (may, june) = (try bundle("may"), try bundle("june"))
        try release("may")
        try release("june")
        let event = try #require(try rollBack())
        #expect(event.action == .rollback)
        #expect(try active() == may)
        try rollBack()
        #expect(try active() == june)
        try rollBack(String(may.prefix(8)))
        #expect(try active() == may)
        #expect(try rollBack(may) == nil)
        #expect(try ReleaseFolder(at: releases).history.map(\.number) == [1, 2, 3, 4, 5])
    }

    @Test func tellsWhoWhyAndWhen() throws {
        try bundle("may")
        try release("may", order("2026-06-10T08:15:00Z", why: "approved"))
        let line = String(decoding: try folder.bytes("releases/history.ndjson"), as: UTF8.self)
        for part in [#""who":"Ann""#, #""why":"approved""#, #""at":"2026-06-10T08:15:00Z""#] {
            #expect(line.contains(part), "\(line)")
        }
        #expect(line.hasSuffix("\n"))
    }

    @Test func releasingAgainChangesNothing() throws {
        try bundle("may")
        try release("may")
        let before = try contents()
        #expect(try release("may") == nil)
        #expect(try contents() == before)
    }

    @Test func rollbackWorksAfterTheKeyHasEnded() throws {
        let may = try bundle("may")
        try bundle("june")
        try release("may")
        try release("june")
        let late = try order("2027-03-01")
        let event = try ReleaseFolder.rollBack(to: nil, in: releases, order: late, trust: trust)
        #expect(event?.sites[MiniSite.id]?.bundle == may)
    }

    @Test func aTrialSaysWhatWouldChangeAndChangesNothing() throws {
        let may = try bundle("may")
        var trial = try order()
        trial.isTrial = true
        #expect(try release("may", trial)?.sites[MiniSite.id]?.bundle == may)
        #expect(!FileManager.default.fileExists(atPath: releases))
        try release("may")
        let june = try bundle("june")
        let before = try contents()
        #expect(try release("june", trial)?.sites[MiniSite.id]?.bundle == june)
        #expect(try contents() == before)
    }

    // MARK: Refusals, with nothing changed

    @Test func refusesWhatIsNotInOrder() throws {
        let may = try bundle("may")
        let june = try bundle("june", base: may)
        try bundle("july", base: june)
        try bundle("draft", isDraft: true)
        try bundle("other")
        try release("may")
        let before = try contents()
        #expect(code { try release("july") } == "release.base")
        #expect(code { try release("draft") } == "release.draft")
        #expect(code { try release("nothing") } == "bundle.missing")
        #expect(code { try release("other", order("2027-01-01")) } == "bundle.signatures")
        #expect(code { try release("other", order(why: " ")) } == "release.why")
        var elsewhere = try order()
        elsewhere.sites = ["az-maricopa"]
        #expect(code { try release("other", elsewhere) } == "release.site")
        #expect(code { try rollBack() } == "release.no-previous")
        #expect(code { try rollBack(String(june.prefix(12))) } == "release.no-bundle")
        #expect(code { try rollBack("") } == "release.no-bundle")
        #expect(try contents() == before)
        try release("july", order(ignoresBase: true))
        #expect(try contents() != before)
    }

    @Test func refusesWhatTheGateRefuses() throws {
        try bundle("may")
        try bundle("june")
        try release("may")
        let before = try contents()
        let refusal = PolicyProblem(code: "release.tests", message: "2 tests fail", file: "june")
        let found = code {
            _ = try ReleaseFolder.release(
                folder.file("june.accord"), to: releases, order: order(), trust: trust
            ) { _ throws(PolicyProblem) in throw refusal }
        }
        #expect(found == "release.tests")
        #expect(try contents() == before)
    }

    @Test func refusesAnAlteredBundleBeforeItMakesAFolder() throws {
        try bundle("may")
        var tar = RawTar(try folder.bytes("may.accord"))
        tar[Bundles.lua].bytes[7] ^= 1
        try folder.write(tar.bytes, "may.accord")
        #expect(code { try release("may") } == "bundle.altered")
        #expect(!FileManager.default.fileExists(atPath: releases))
    }

    @Test func aRevokedKeyStopsWhatItSigned() throws {
        try bundle("may")
        try release("may")
        let revoked = try SignatureTests.trust(
            "", ("Ann", SignatureTests.ann, "revoked: stolen"), ("Lee", SignatureTests.lee, ""))
        #expect(
            code { _ = try PolicyTree(at: releases, trust: revoked) } == "bundle.signatures")
        // Signed again by somebody who counts, it is the same bundle.
        let signed = try PolicyBundle(contentsOf: folder.file("may.accord"), trust: trust)
            .signed(by: SignatureTests.lee)
        try signed.write(to: folder.file("may.accord"))
        let both = try SignatureTests.trust(
            "", ("Ann", SignatureTests.ann, ""), ("Lee", SignatureTests.lee, ""))
        #expect(
            try ReleaseFolder.release(
                folder.file("may.accord"), to: releases, order: order(), trust: both
            ) { _ throws(PolicyProblem) in } == nil)
        #expect(code { _ = try PolicyTree(at: releases, trust: revoked) } == nil)
    }

    // MARK: Two at once, and a machine that stops

    @Test func oneAtATime() throws {
        try bundle("may")
        try release("may")
        try bundle("june")
        let before = try contents()
        var deputy = try order()
        deputy.who = "B. Deputy"
        try ReleaseLock.holding(releases, deputy) { () throws(PolicyProblem) in
            let problem = #expect(throws: PolicyProblem.self) { try release("june") }
            #expect(problem?.code == "release.locked")
            #expect(problem?.message.contains("B. Deputy") == true)
        }
        #expect(try contents() == before)
        try release("june")
        #expect(try contents() != before)
    }

    /// Who reads needs no lock and never sees half of a change.
    @Test func readersNeverSeeHalfOfAChange() async throws {
        let hashes = Set([try bundle("may"), try bundle("june")])
        try release("may")
        try release("june")
        let (path, trust) = (releases, trust)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    var seen = 0
                    for _ in 0..<40 {
                        let folder = try ReleaseFolder(at: path)
                        let active = try #require(folder.active[MiniSite.id]?.bundle)
                        #expect(hashes.contains(active))
                        #expect(try folder.bundle(active, trust: trust).hash == active)
                        seen = max(seen, folder.history.count)
                    }
                    return seen
                }
            }
            for _ in 0..<30 { try rollBack() }
            for try await seen in group { #expect(seen >= 2) }
        }
        #expect(try ReleaseFolder(at: path).history.count == 32)
    }

    @Test func aStopBetweenSwitchAndHistoryIsMended() throws {
        let may = try bundle("may")
        try bundle("june")
        try release("may")
        let one = try folder.bytes("releases/history.ndjson")
        try release("june")
        let two = try folder.bytes("releases/history.ndjson")
        // The line was not written, or only its beginning.
        for cut in [one, one + Array(two[one.count...].prefix(20))] {
            try folder.write(cut, "releases/history.ndjson")
            #expect(try ReleaseFolder(at: releases).history.count == 2)
        }
        try rollBack()
        #expect(try active() == may)
        let three = try folder.bytes("releases/history.ndjson")
        #expect(three.starts(with: two))
        #expect(try ReleaseFolder(at: releases).history.count == 3)
    }

    // MARK: Tampering

    @Test func anAlteredHistoryIsNoticed() throws {
        try bundle("may")
        try bundle("june")
        try release("may")
        try release("june")
        try rollBack()
        let good = String(decoding: try folder.bytes("releases/history.ndjson"), as: UTF8.self)
        let lines = good.split(separator: "\n").map(String.init)
        let bad = [
            good.replacing("Ann", with: "Eve", maxReplacements: 1),
            lines.dropFirst().joined(separator: "\n") + "\n",
            [lines[0], lines[2]].joined(separator: "\n") + "\n",
            lines.dropLast(2).joined(separator: "\n") + "\n", good + lines[2] + "\n", "",
        ]
        for text in bad {
            try folder.write(Array(text.utf8), "releases/history.ndjson")
            #expect(code { _ = try active() } == "release.altered", "\(text)")
        }
        try folder.write(Array(good.utf8), "releases/history.ndjson")
        #expect(code { _ = try active() } == nil)
    }

    @Test func anotherBundleInPlaceOfTheActiveOneIsNoticed() throws {
        let may = try bundle("may")
        try bundle("june")
        try release("may")
        try folder.write(try folder.bytes("june.accord"), "releases/bundles/\(may).accord")
        #expect(code { _ = try PolicyTree(at: releases, trust: trust) } == "release.altered")
        try folder.write(
            Array(
                String(decoding: try folder.bytes("releases/active.json"), as: UTF8.self)
                    .replacing(may, with: String(repeating: "0", count: 64)).utf8),
            "releases/active.json")
        #expect(code { _ = try active() } == "release.altered")
    }

    @Test(arguments: [
        "2026-06-10", "2026-06-10T00:00:00Z", "2024-02-29T23:59:59Z",
    ])
    func readsAMoment(_ text: String) throws {
        #expect(ReleaseMoment(text)?.description == text)
    }

    @Test(arguments: [
        "", "today", "2026-02-30", "2026-06-10T24:00:00Z", "2026-06-10T10:00:00",
        "2026-06-10 10:00",
        "2026-06-10T10:00:00+02:00", "2026-06-10T10:0a:00Z",
    ])
    func refusesAnotherMoment(_ text: String) throws {
        #expect(ReleaseMoment(text) == nil)
    }
}
