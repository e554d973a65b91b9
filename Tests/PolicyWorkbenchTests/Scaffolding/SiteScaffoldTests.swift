import CaseModel
import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("accord init: sites, programs and policies")
struct SiteScaffoldTests {
    static let tree: PolicyTree = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        do {
            return try PolicyTree(root: root.path)
        } catch {
            preconditionFailure("the repository's own policies can't be read: \(error)")
        }
    }()

    @Test func theComputedHolidaysAreThoseOfTheFederalList() throws {
        let stark = try #require(Self.tree.files["site-configs/oh-stark/calendar.yaml"])
        let listed = stark.split(separator: "\n").filter { $0.contains("{ date:") }
        let computed = (2017...2027).flatMap { FederalHolidays.kept(in: $0) }.map {
            "    - { date: \($0.day), name: \"\($0.name)\" }"
        }
        #expect(listed.map(String.init) == computed)
    }

    @Test(arguments: ["az", "ca", "mi", "oh", "va", "wa"])
    func aSkeletonLoadsAndPassesItsTestsInEveryState(_ state: String) throws {
        let scaffold = try Scaffolder(tree: Self.tree).site(
            SiteRequest(id: "\(state)-seventh", state: state))
        let tree = scaffold.applied(to: Self.tree)
        let report = PolicyChecker(tree: tree).check(sites: ["\(state)-seventh"])
        let site = try #require(report.host.sites["\(state)-seventh"])
        #expect(report.findings.filter { $0.severity == .error }.isEmpty)
        let own = site.rules.filter { $0.layer == .site }
        for point in Area.siteAreas.flatMap(DecisionPoint.points(in:)) {
            #expect(own.contains { $0.point == point && $0.kind == .rule }, "\(point)")
            #expect(own.contains { $0.point == point && $0.kind == .fallback }, "\(point)")
        }
        #expect(own.allSatisfy { $0.tag == .assumed }, "nothing of a skeleton is certain")
        let runner = PolicyTestRunner(tree: tree)
        let results = try runner.run(filter: "sites/\(state)-seventh/")
        #expect(results.count > 20)
        #expect(results.filter { !$0.failures.isEmpty }.isEmpty)
        let tests = tree.files.filter { $0.key.contains("\(state)-seventh/tests/") }.values
        for rule in own {
            #expect(tests.contains { $0.contains(rule.id) }, "no test names \(rule.id)")
        }
    }

    @Test func aStateWithoutALayerGetsAnEmptyOneThatSaysSo() throws {
        let scaffold = try Scaffolder(tree: Self.tree).site(
            SiteRequest(id: "wa-king", state: "wa", name: "King County"))
        let law = try #require(
            scaffold.files.first { $0.path == "policies/states/wa/enforcement.lua" })
        #expect(law.text.contains("No law of Washington has been read yet"))
        let site = try #require(
            PolicyHost(tree: scaffold.applied(to: Self.tree)).sites["wa-king"])
        #expect(!site.rules.contains { $0.layer == .state })
        #expect(site.config.timeZone == "America/Los_Angeles")
        let known = try Scaffolder(tree: Self.tree).site(SiteRequest(id: "oh-two", state: "oh"))
        #expect(!known.files.contains { $0.path.hasPrefix("policies/states") })
    }

    @Test func whatIsToldStandsInTheSettings() throws {
        let scaffold = try Scaffolder(tree: Self.tree).site(
            SiteRequest(
                id: "oh-summit", state: "oh", name: "Summit: \"Akron\"", agency: "CSEA",
                timeZone: "America/New_York", counties: ["Summit", "Yes, both"],
                serviceAreas: ["akron"], languages: ["en", "es"]))
        let config = try #require(
            PolicyHost(tree: scaffold.applied(to: Self.tree)).sites["oh-summit"]?.config)
        #expect(config.name == "Summit: \"Akron\"")
        #expect(config.agency == "CSEA")
        #expect(config.offices == ["Summit", "Yes, both"])
        #expect(config.serviceAreas == ["akron"])
        #expect(config.languages == ["en", "es"])
    }

    @Test(arguments: [
        (SiteRequest(id: "Summit", state: "oh"), "can't be a site's id"),
        (SiteRequest(id: "oh-summit", state: "ohio"), "did you mean `oh`?"),
        (SiteRequest(id: "oh-summit", state: "zz"), "no state has the letters `zz`"),
        (SiteRequest(id: "oh-summit", state: "oh", languages: ["so"]), "the skeleton speaks"),
        (SiteRequest(id: "oh-stark", state: "oh"), "site-configs/oh-stark/site.yaml exists"),
    ])
    func whatCannotBeMadeIsRefused(_ request: SiteRequest, _ message: String) throws {
        let problem = try #require(throws: ScaffoldProblem.self) {
            try Scaffolder(tree: Self.tree).site(request)
        }
        #expect(problem.message.contains(message), "\(problem.message)")
    }

    @Test func aProgramIsOffEverywhereAndWorksWhereItIsSwitchedOn() throws {
        let scaffold = try Scaffolder(tree: Self.tree).program("fatherhood-group")
        var tree = scaffold.applied(to: Self.tree)
        let id = "fatherhood-group-stay-while-taking-part"
        let off = PolicyHost(tree: tree, sites: ["oh-stark"]).sites["oh-stark"]
        #expect(off?.rules.contains { $0.id == id } == false)
        tree.files["site-configs/oh-stark/site.yaml"]?.replace(
            "programs: { ", with: "programs: { fatherhood-group: on, ")
        let on = PolicyHost(tree: tree, sites: ["oh-stark"])
        #expect(on.sites["oh-stark"]?.rules.contains { $0.id == id } == true, "\(on.problems)")
        let runner = PolicyTestRunner(tree: scaffold.applied(to: Self.tree))
        let results = try runner.run(filter: "fatherhood-group")
        #expect(results.count == 3)
        #expect(results.filter { !$0.failures.isEmpty }.isEmpty)
    }

    @Test(arguments: Area.siteAreas)
    func aMissingPolicyIsMadeWithItsTests(_ area: Area) throws {
        var tree = try Scaffolder(tree: Self.tree).site(SiteRequest(id: "oh-two", state: "oh"))
            .applied(to: Self.tree)
        let policy = "policies/sites/oh-two/\(area.rawValue).lua"
        let text = tree.files.removeValue(forKey: policy)
        tree.files["policies/sites/oh-two/tests/\(area.rawValue).yaml"] = nil
        #expect(PolicyHost(tree: tree, sites: ["oh-two"]).sites.isEmpty)
        let scaffold = try Scaffolder(tree: tree).policy(area, site: "oh-two")
        #expect(scaffold.files.first { $0.path == policy }?.text == text)
        #expect(scaffold.files.count == 2)
        let problem = try #require(throws: ScaffoldProblem.self) {
            try Scaffolder(tree: scaffold.applied(to: tree)).policy(area, site: "oh-two")
        }
        #expect(problem.message.contains("\(policy) exists already"))
    }

    @Test func whatIsWrittenIsWrittenWholeOrNotAtAll() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-init-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = ScaffoldWriter(root: folder.path)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("b"), withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: folder.appendingPathComponent("b/kept.yaml"))
        // `b/kept.yaml` is a file, so nothing can stand inside of it.
        let broken = Scaffold(
            [
                Scaffold.File(path: "a/one.yaml", text: "1"),
                Scaffold.File(path: "b/kept.yaml/two.yaml", text: "2"),
            ], next: [])
        #expect(throws: ScaffoldProblem.self) { try writer.write(broken) }
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("a").path))
        let taken = Scaffold(
            [
                Scaffold.File(path: "a/one.yaml", text: "1"),
                Scaffold.File(path: "b/kept.yaml", text: "2"),
            ], next: [])
        let problem = try #require(throws: ScaffoldProblem.self) { try writer.write(taken) }
        #expect(problem.message.contains("b/kept.yaml exists already"))
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("a").path))
        let changed = Scaffold(
            [Scaffold.File(path: "b/kept.yaml", text: "new", replaces: "old")], next: [])
        #expect(throws: ScaffoldProblem.self) { try writer.write(changed) }
        let fine = Scaffold(
            [
                Scaffold.File(path: "a/one.yaml", text: "1"),
                Scaffold.File(path: "b/kept.yaml", text: "new", replaces: "mine"),
            ], next: [])
        try writer.write(fine)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["a", "a/one.yaml", "b", "b/kept.yaml"])
        #expect(
            FileManager.default.contents(atPath: folder.path + "/b/kept.yaml")
                == Data("new".utf8))
    }
}
