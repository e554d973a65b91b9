import Foundation
import Testing

@Suite("accord init: a seventh site without a line of Swift")
struct InitTests {
    @Test(arguments: [("oh-summit", "oh"), ("wa-king", "wa")])
    func aSeventhSiteIsMadeCheckedTestedAndDecides(_ site: String, _ state: String) async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let made = try await Tool.run("init site \(site) --state \(state)", root: folder.url)
        #expect(made.status == 0, "\(made.err)")
        #expect(made.lines.contains("new      site-configs/\(site)/calendar.yaml"))
        #expect(made.lines.contains("new      policies/sites/\(site)/CHANGES.md"))

        let check = try await Tool.run("check \(site)", root: folder.url)
        #expect(check.status == 0, "\(check.out)\(check.err)")
        #expect(check.err.contains("1 of 1 sites load; 0 errors, 0 warnings"), "\(check.err)")
        let test = try await Tool.run("test \(site)", root: folder.url)
        #expect(test.status == 0, "\(test.out)\(test.err)")

        let sites = try await Tool.run("sites", root: folder.url)
        #expect(sites.out.contains(site))
        let file = try await Tool.run("sample --showcase \(site)", root: folder.url)
        #expect(file.out.contains("\"site\":\"\(site)\""), "\(file.err)")
        let run = try await Tool.run(
            "dry-run - --format ndjson", input: file.out, root: folder.url)
        #expect(run.status == 0, "\(run.err)")
        let decisions = try run.lines.map(object)
        #expect(decisions.count == 3)
        for decision in decisions {
            #expect(decision["site"] as? String == site)
            #expect(decision["alert"] == nil)
            let answers = try #require(decision["answers"] as? [[String: Any]])
            #expect(!answers.isEmpty)
        }
        #expect(run.out.contains("hold-license-after-job-loss"))

        // Import, export and decide from a store.
        let store = folder.path("cases.sqlite")
        let imported = try await Tool.run(
            ["import", "-", "--db", store], input: file.out, root: folder.url)
        #expect(imported.status == 0, "\(imported.err)")
        let exported = try await Tool.run(
            ["export", "--db", store, "--site", site], root: folder.url)
        #expect(exported.out == file.out)
    }

    @Test func whereTheSiteIsNotDeclaredItsFileIsRefusedWithTheNearestName() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let file = try await Tool.run("sample --showcase oh-stark").out
            .replacingOccurrences(of: "\"oh-stark\"", with: "\"oh-starck\"")
        let run = try await Tool.run("dry-run -", input: file, root: folder.url)
        #expect(run.status == 65)
        #expect(run.err.contains("site: expected a declared site, found `oh-starck`"))
        #expect(run.err.contains("did you mean `oh-stark`?"), "\(run.err)")
        let imported = try await Tool.run(
            ["import", "-", "--db", folder.path("cases.sqlite")], input: file, root: folder.url)
        #expect(imported.status == 65, "\(imported.err)")
        // With --site another site's policy decides, whatever the file says.
        let other = try await Tool.run("dry-run - --site oh-stark", input: file, root: folder.url)
        #expect(other.status == 0, "\(other.err)")
    }

    @Test func nothingIsOverwrittenAndADryRunWritesNothing() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()
        let dry = try await Tool.run(
            "init site oh-summit --state oh --dry-run", root: folder.url)
        #expect(dry.status == 0, "\(dry.err)")
        #expect(dry.lines.count == 11)
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()
                == before)
        try folder.write("policies/sites/oh-summit/CHANGES.md", "ours")
        let refused = try await Tool.run("init site oh-summit --state oh", root: folder.url)
        #expect(refused.status == 1)
        #expect(
            refused.err.contains("policies/sites/oh-summit/CHANGES.md exists already"),
            "\(refused.err)")
        #expect(try folder.read("policies/sites/oh-summit/CHANGES.md") == "ours")
        #expect(!FileManager.default.fileExists(atPath: folder.path("site-configs/oh-summit")))
    }

    @Test func aRuleIsAddedAndThePolicyStillPasses() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let made = try await Tool.run(
            "init rule ask-first --site oh-stark --point D11 --kind require --format json",
            root: folder.url)
        #expect(made.status == 0, "\(made.err)")
        let report = try object(made.out)
        #expect(report["schema_version"] as? Int == 1)
        #expect(report["written"] as? Bool == true)
        let test = try await Tool.run("test oh-stark", root: folder.url)
        #expect(test.status == 0, "\(test.out)")
        let again = try await Tool.run(
            "init rule ask-first --site oh-stark --point D11", root: folder.url)
        #expect(again.status == 1)
        #expect(again.err.contains("`ask-first` is already the id of a rule"), "\(again.err)")
    }

    @Test(arguments: [
        ("init site oh-x --state ohio", "did you mean `oh`?"),
        ("init site oh-x --state oh --time-zone America/Akron", "no time zone is called"),
        ("init rule x --site oh-stark --point D99", "is no scripted decision point"),
        ("init rule x --site oh-stark --point D11 --kind requires", "did you mean `require`?"),
        ("init rule x --site oh-stark --point D11 --area outreach", "question of enforcement"),
        ("init policy work_search --site oh-stark", "a site has no work_search policy"),
    ])
    func wrongUsageSaysWhatIsRight(_ line: String, _ message: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 64)
        #expect(run.err.contains(message), "\(run.err)")
    }
}
