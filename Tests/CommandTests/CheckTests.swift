import Foundation
import Testing

@Suite("accord check and fmt")
struct CheckTests {
    /// A copy of the repository's policies with one fact misspelled.
    private func broken() throws -> TemporaryFolder {
        let folder = try TemporaryFolder.copyOfPolicies()
        let file = "policies/sites/oh-stark/enforcement.lua"
        let text = try folder.read(file)
        let before = "when      = function(case) return case.status == \"closed\" end"
        try #require(text.contains(before))
        try folder.write(
            file,
            text.replacing(before, with: "when      = function(c) return c.staus == \"closed\" end")
        )
        return folder
    }

    @Test func showsTheSourceLineWithACaretAndTheWayOut() async throws {
        let folder = try broken()
        let run = try await Tool.run("check oh-stark", root: folder.url)
        #expect(run.status == 1)
        let lines = run.out.components(separatedBy: "\n")
        let head = try #require(lines.firstIndex { $0.contains("error[fact.unknown]") })
        #expect(lines[head].hasPrefix("policies/sites/oh-stark/enforcement.lua:383:"))
        #expect(lines[head + 1].hasPrefix("383 |     when      = function(c) return c.staus"))
        let column = try #require(lines[head + 1].range(of: "staus")).lowerBound
        let indent = lines[head + 1].distance(from: lines[head + 1].startIndex, to: column)
        #expect(lines[head + 2] == "    |" + String(repeating: " ", count: indent - 5) + "^^^^^")
        #expect(lines[head + 3] == "  help: did you mean `status`?")
    }

    @Test func sarifNamesRulesAndRegions() async throws {
        let folder = try broken()
        let run = try await Tool.run("check --format sarif", root: folder.url)
        #expect(run.status == 1)
        let log = try object(run.out)
        #expect(log["version"] as? String == "2.1.0")
        let first = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = (first["tool"] as? [String: Any])?["driver"] as? [String: Any]
        let rules = try #require(driver?["rules"] as? [[String: Any]])
        let results = try #require(first["results"] as? [[String: Any]])
        let result = try #require(results.first { $0["ruleId"] as? String == "fact.unknown" })
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == "fact.unknown")
        let help = (rules[index]["help"] as? [String: Any])?["text"] as? String
        #expect(help?.contains("Prefer") == true)
        let places = result["locations"] as? [[String: Any]]
        let place = places?.first?["physicalLocation"] as? [String: Any]
        let region = try #require(place?["region"] as? [String: Int])
        #expect(region["startLine"] == 383)
        #expect(region["endColumn"] == (region["startColumn"] ?? 0) + 5)
    }

    @Test func jsonCarriesFindingsAndAssumptions() async throws {
        let run = try await Tool.run("check oh-stark --format json --assumptions")
        #expect(run.status == 0)
        let report = try object(run.out)
        #expect(report["schema_version"] as? Int == 1)
        #expect((report["findings"] as? [Any])?.isEmpty == true)
        let assumptions = try #require(report["assumptions"] as? [[String: String]])
        #expect(assumptions.contains { $0["site"] == "oh-stark" })
    }

    @Test func warningsFailOnlyWhenAskedFor() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let file = "policies/sites/oh-stark/enforcement.lua"
        let text = try folder.read(file)
        try folder.write(
            file,
            text.replacing("en = \"We keep working with you.\"", with: "en = \"Pay, or else.\""))
        #expect(try await Tool.run("check oh-stark", root: folder.url).status == 0)
        let strict = try await Tool.run("check oh-stark --fail-level warning", root: folder.url)
        #expect(strict.status == 1)
        #expect(strict.out.contains("warning[words.threat]"))
    }

    @Test func anUnknownSiteIsWrongUsage() async throws {
        #expect(try await Tool.run("check oh-starck").status == 64)
    }

    @Test func writesTheReportToAFile() async throws {
        let folder = try TemporaryFolder()
        let run = try await Tool.run([
            "check", "--format", "json", "-o", folder.path("report.json"),
        ])
        #expect(run.status == 0)
        #expect(run.out.isEmpty)
        #expect(try object(folder.read("report.json"))["errors"] as? Int == 0)
    }

    @Test func fmtMendsWhatItsCheckLists() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let file = "site-configs/oh-stark/site.yaml"
        try folder.write(
            file, try folder.read(file).replacing("id: oh-stark", with: "id:   oh-stark  "))
        _ = try await Tool.run("fmt", root: folder.url)
        try folder.write(
            file, try folder.read(file).replacing("id: oh-stark", with: "id:   oh-stark  "))
        let listed = try await Tool.run("fmt --check", root: folder.url)
        #expect(listed.status == 1)
        #expect(listed.lines == [file])
        #expect(try folder.read(file).contains("id:   oh-stark  \n"), "--check changes nothing")
        let mended = try await Tool.run("fmt \(file)", root: folder.url)
        #expect(mended.status == 0)
        #expect(try folder.read(file).contains("\nid: oh-stark\n"))
        #expect(try await Tool.run("fmt --check", root: folder.url).status == 0)
    }
}
