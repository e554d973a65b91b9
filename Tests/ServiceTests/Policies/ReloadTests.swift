import AccordService
import CaseModel
import Foundation
import Glibc
import PolicyHost
import Testing

@Suite("Policies while the service runs")
struct ReloadTests {
    @Test("a changed number decides at its site and nowhere else")
    func change() async throws {
        let desk = try await Desk.started()
        let franklin = try desk.desk.live(TwoSites.franklin)
        let old = try desk.desk.live(TwoSites.stark)
        let attempt = try await desk.save(TwoSites.tree(days: 30))
        #expect(attempt[TwoSites.stark]?.result == .activated)
        #expect(attempt[TwoSites.stark]?.before == old.hash)
        #expect(attempt[TwoSites.stark]?.after == TwoSites.hash(TwoSites.tree(days: 30)))
        #expect(attempt.sites.map(\.site) == [TwoSites.stark])
        #expect(desk.status(TwoSites.franklin)?.lastAttempt == 1)
        #expect(desk.stark == attempt[TwoSites.stark]?.after)
        #expect(try desk.desk.live(TwoSites.franklin) === franklin)
        // Who took the old policy goes on with it.
        #expect(
            old.policy.decide(TwoSites.file(), asOf: TwoSites.day).allSatisfy {
                $0.policyHash == old.hash
            })
    }

    @Test("nothing happens if nothing that decides changed")
    func unchanged() async throws {
        let desk = try await Desk.started()
        let live = try desk.desk.live(TwoSites.stark)
        var tree = TwoSites.tree()
        tree.files[TwoSites.siteTest]? += "# a remark\n"
        let attempt = try await desk.save(tree)
        #expect(attempt.sites.map(\.site) == [TwoSites.stark])
        #expect(attempt.sites.map(\.result) == [.unchanged])
        #expect(try desk.desk.live(TwoSites.stark) === live)
    }

    @Test("a site of which no file changed is left alone, also one that was refused")
    func leftAlone() async throws {
        let desk = try await Desk.started()
        let numbers = TwoSites.numbers.replacing(TwoSites.stark, with: TwoSites.franklin)
        var tree = TwoSites.tree()
        tree.files[numbers] = tree.files[numbers]?.replacing("hold.days", with: "hold.dayz")
        let refused = try await desk.save(tree)
        #expect(refused.sites.map(\.site) == [TwoSites.franklin])
        #expect(refused[TwoSites.franklin]?.result == .refused)
        tree.files[TwoSites.numbers] = TwoSites.tree(days: 30).files[TwoSites.numbers]
        let other = try await desk.save(tree)
        #expect(other.isSuccess)
        #expect(other.sites.map(\.site) == [TwoSites.stark])
        #expect(other[TwoSites.stark]?.result == .activated)
        // What is wrong is told until it is mended.
        #expect(desk.status(TwoSites.franklin)?.findings == refused[TwoSites.franklin]?.findings)
        let asked = await desk.desk.reload(why: .signal, by: "an operator")
        #expect(asked.sites.map(\.result) == [.refused, .unchanged])
        let mended = try await desk.save(TwoSites.tree(days: 30))
        #expect(mended.sites.map(\.site) == [TwoSites.franklin])
        #expect(desk.status(TwoSites.franklin)?.reason == nil)
    }

    @Test("a file that concerns no site makes no attempt; one of a shared layer concerns all")
    func concerned() async throws {
        let desk = try await Desk.started()
        var tree = TwoSites.tree()
        tree.files["policies/states/va/policy.yaml"] = "layer: state\n"
        tree.files["policies/programs/other/policy.yaml"] = "layer: program\n"
        let none = try await desk.save(tree)
        #expect(none.number == 0 && none.sites.isEmpty)
        #expect(desk.desk.attempts().map(\.number) == [1])
        #expect(desk.recorded.all.count == 1)
        tree.files[TwoSites.federal]? += "-- a remark\n"
        let all = try await desk.save(tree)
        #expect(all.number == 2)
        #expect(all.sites.map(\.site) == [TwoSites.franklin, TwoSites.stark])
        #expect(all.sites.map(\.result) == [.activated, .activated], "\(all)")
    }

    @Test(
        "a mistake saved changes nothing but the status",
        arguments: [
            (TwoSites.siteLua, "policy:rule {", "policy:rule {{", "expected"),
            (TwoSites.siteLua, "site.hold.days", "site.hold.dayz", "dayz"),
            (TwoSites.numbers, "hold.days", "hold.dayz", "hold.dayz"),
            (TwoSites.siteLua, #"authority = "Design value","#, "", "authority"),
            (TwoSites.siteLua, "policy:rule {", "os.exit() policy:rule {", "os"),
        ])
    func mistake(file: String, before: String, after: String, says: String) async throws {
        let desk = try await Desk.started()
        let live = try desk.desk.live(TwoSites.stark)
        let attempt = try await desk.save(TwoSites.tree(file, before, after))
        let site = try #require(attempt[TwoSites.stark])
        #expect(site.result == .refused)
        #expect(site.before == live.hash && site.after == live.hash)
        #expect(site.findings.contains { $0.message.contains(says) && !$0.place.isEmpty })
        #expect(attempt[TwoSites.franklin] == nil)
        #expect(try desk.desk.live(TwoSites.stark) === live)
        #expect(desk.status()?.state == .serving)
        #expect(desk.status()?.reason?.contains("refused") == true)
        #expect(desk.status()?.findings == site.findings)
        let repaired = try await desk.save(TwoSites.tree())
        #expect(repaired[TwoSites.stark]?.result == .unchanged)
        #expect(desk.status()?.reason == nil)
    }

    @Test("a failing test keeps the old policy and is named")
    func failingTest() async throws {
        let desk = try await Desk.started()
        let live = try desk.desk.live(TwoSites.stark)
        let attempt = try await desk.save(
            TwoSites.tree(TwoSites.siteLua, "return parent.lost_job(case)", "return false"))
        let site = try #require(attempt[TwoSites.stark])
        #expect(site.result == .refused)
        #expect((site.tests, site.failedTests) == (2, 1))
        #expect(site.findings.map(\.code) == ["test.failed"])
        #expect(site.findings.first?.place == "\(TwoSites.siteTest):2")
        #expect(site.tried != nil && site.tried != live.hash)
        #expect(try desk.desk.live(TwoSites.stark) === live)
    }

    @Test("a failing test of the federal layer stops every site, though it asks one")
    func sharedTest() async throws {
        let desk = try await Desk.started()
        let (stark, franklin) = (desk.stark, desk.franklin)
        let attempt = try await desk.save(
            TwoSites.tree(TwoSites.federal, "> dollars(500)", "> dollars(400)"))
        #expect(attempt.sites.map(\.result) == [.refused, .refused])
        #expect(
            attempt.sites.allSatisfy { site in
                site.findings.contains { $0.place == "\(TwoSites.federalTest):2" }
            })
        #expect(desk.stark == stark && desk.franklin == franklin)
        // What the one site says next may mend it for the other, too.
        var tree = TwoSites.tree(TwoSites.federal, "> dollars(500)", "> dollars(400)")
        tree.files[TwoSites.numbers] = TwoSites.tree(days: 30).files[TwoSites.numbers]
        let again = try await desk.save(tree)
        #expect(again.sites.map(\.site) == [TwoSites.franklin, TwoSites.stark])
    }

    @Test("a federal test that fails for a mistake of the site it asks stops that site alone")
    func blame() async throws {
        let desk = try await Desk.started()
        var tree = TwoSites.tree(TwoSites.federal, "> dollars(500)", "> dollars(500.01)")
        // Sound at Franklin; at Stark the answer is spoiled by the site's own file.
        tree.files[TwoSites.siteLua] = tree.files[TwoSites.siteLua]?.replacing(
            "return parent.lost_job(case)", with: "error(\"no\") return parent.lost_job(case)")
        let attempt = try await desk.save(tree)
        #expect(attempt[TwoSites.stark]?.result == .refused)
        #expect(attempt[TwoSites.franklin]?.result == .activated, "\(attempt)")
    }

    @Test("a site whose folder is gone goes on deciding")
    func missingSite() async throws {
        let desk = try await Desk.started()
        var tree = TwoSites.tree()
        for path in tree.files.keys where path.hasPrefix("site-configs/oh-stark/") {
            tree.files[path] = nil
        }
        let attempt = try await desk.save(tree)
        #expect(attempt[TwoSites.stark]?.result == .refused)
        #expect(attempt[TwoSites.stark]?.findings.first?.code == "site.missing")
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
    }

    @Test("a folder that goes away while it is served changes nothing but the status")
    func missingFolder() async throws {
        let desk = try await Desk.started()
        try FileManager.default.removeItem(atPath: desk.place.path("root"))
        let attempt = await desk.desk.reload(why: .signal, by: "an operator")
        #expect(attempt.findings.first?.code == "tree.missing")
        #expect(!attempt.isSuccess)
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
        #expect(desk.status()?.reason?.contains("there is no folder") == true)
    }

    @Test("a folder that is being written is read when it is still")
    func halfWritten() async throws {
        let desk = try await Desk.started { $0.stillness = .milliseconds(200) }
        let new = TwoSites.tree(days: 31)
        let text = try #require(new.files[TwoSites.numbers])
        try desk.place.write("set:\n", "root/\(TwoSites.numbers)")
        let writer = Task.detached {
            // A mouthful at a time, each far sooner than the stillness asked for.
            for length in (0..<400).map({ 5 + $0 % (text.count - 10) }) {
                try desk.place.write(String(text.prefix(length)), "root/\(TwoSites.numbers)")
                usleep(1000)
            }
            try desk.place.write(text, "root/\(TwoSites.numbers)")
        }
        let attempt = await desk.desk.reload(why: .fileChange, by: "a test")
        try await writer.value
        #expect(attempt[TwoSites.stark]?.result == .activated, "\(attempt)")
        #expect(desk.stark == TwoSites.hash(new))
        #expect(desk.desk.attempts().count == 2)
    }

    @Test("a folder that never becomes still is not read")
    func neverStill() async throws {
        let desk = try await Desk.started {
            $0.stillness = .milliseconds(20)
            $0.settling = .milliseconds(100)
        }
        let writer = Task.detached {
            var number = 0
            while !Task.isCancelled {
                number += 1
                try? desk.place.write("# \(number)", "root/policies/fixtures/restless.yaml")
                usleep(2000)
            }
        }
        let attempt = await desk.desk.reload(why: .fileChange, by: "a test")
        writer.cancel()
        #expect(attempt.findings.first?.code == "source.unsettled")
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
        await writer.value
    }

    @Test("a link that is turned to another version is followed", arguments: [true, false])
    func linkSwap(isWhole: Bool) async throws {
        let place = try Place()
        try place.write(TwoSites.tree(), "v1")
        try place.write(TwoSites.tree(days: 30), "v2")
        // Either the whole folder is a link, or what is in it, as configuration volumes do it.
        let turn = { (version: String) in
            let link = place.path(isWhole ? "current" : "root/..data")
            symlink(place.path(version), link + ".new")
            rename(link + ".new", link)
        }
        if !isWhole {
            try place.write("", "root/note.txt")
            for top in ["policies", "site-configs"] {
                symlink("..data/\(top)", place.path("root/\(top)"))
            }
        }
        turn("v1")
        let desk = Desk(place, .folder(place.path(isWhole ? "current" : "root")))
        #expect(await desk.desk.start().isSuccess)
        #expect(desk.stark == TwoSites.hash(TwoSites.tree()))
        turn("v2")
        let attempt = await desk.desk.reload(why: .fileChange, by: "a test")
        #expect(attempt[TwoSites.stark]?.result == .activated)
        #expect(desk.stark == TwoSites.hash(TwoSites.tree(days: 30)))
    }

    @Test("attempts run one by one, and those that wait for a file are one")
    func coalescing() async throws {
        let desk = try await Desk.started()
        try desk.place.write(TwoSites.tree(days: 30))
        let numbers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<10 {
                group.addTask { await desk.desk.reload(why: .fileChange, by: "a test").number }
            }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        // One sees the change; a second one, if there was any, sees none.
        #expect(numbers.subtracting([0]) == [2])
        #expect(desk.recorded.all.map(\.number) == [1, 2])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { await desk.desk.reload(why: .signal, by: "an operator") }
            }
        }
        #expect(desk.recorded.all.count == 6)
        #expect(desk.desk.attempts(2).map(\.number) == [6, 5])
    }
}
