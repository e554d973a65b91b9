import Foundation
import Testing

@Suite("accord diff")
struct DiffTests {
    private static let moved = ["diff", "--set", "unreachable.attempts=3", "--site", "oh-stark"]

    @Test(arguments: [
        "diff a b c", "diff a b --set hold.days=3", "diff --set hold", "diff --sample 0",
        "diff --sample 5 --db x.sqlite", "diff --fail-on harder",
        "diff --site oh-starck --sample 5",
        "diff --format xml",
    ])
    func wrongUsageEndsWith64(_ line: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 64, "\(run.err)")
        #expect(run.out.isEmpty)
    }

    @Test func aNumberThatMovesIsShownWithWhomItMoves() async throws {
        let run = try await Tool.run(Self.moved + ["--sample", "60"])
        #expect(run.status == 0, "\(run.err)")
        #expect(run.out.contains("unreachable.attempts: 8 → 3"))
        #expect(run.out.contains("stay → exit"))
        #expect(run.out.contains("synthetic"))
    }

    @Test func aForbiddenDirectionEndsWith78AndSaysWhy() async throws {
        let run = try await Tool.run(
            "diff --set ability_screen.max_age_days=60 --site oh-stark --sample 5")
        #expect(run.status == 78)
        #expect(run.err.contains("may be 30 days or less"), "\(run.err)")
    }

    @Test func standardInputIsReadOnceAndCountedTwice() async throws {
        let files = try await Tool.sample(30, seed: 1)
        let run = try await Tool.run(
            ["diff", "--set", "unreachable.attempts=3", "--caseload", "-", "--format", "json"],
            input: files.joined(separator: "\n") + "\n")
        #expect(run.status == 0, "\(run.err)")
        let json = try object(run.out)
        let totals = try #require(json["totals"] as? [String: Any])
        #expect(totals["parents_decided"] as? Int == 30)
        let changes = try #require(totals["changes"] as? [String: Int])
        let flips = try #require(json["flips"] as? [[String: Any]])
        #expect(flips.count == changes.values.reduce(0, +))
        for chart in try #require(json["thresholds"] as? [[String: Any]]) {
            let bars = try #require(chart["bars"] as? [[String: Any]])
            #expect(bars.contains { ($0["same"] as? Int ?? 0) > 0 })
        }
    }

    @Test func aPipelineEndsWith1AndTheReportIsWrittenAllTheSame() async throws {
        let folder = try TemporaryFolder()
        let file = folder.path("diff.html")
        let run = try await Tool.run(
            Self.moved + [
                "--sample", "60", "--format", "html", "-o", file, "--fail-on", "1%", "--examples",
                folder.path("cases"),
            ])
        #expect(run.status == 1)
        #expect(run.err.contains("--fail-on: outcomes changed for"))
        #expect(run.out.isEmpty)
        #expect(try folder.read("diff.html").hasSuffix("</html>"))
        #expect(!FileManager.default.fileExists(atPath: file + ".partial"))
        let cases = try FileManager.default.contentsOfDirectory(atPath: folder.path("cases"))
        let first = try #require(cases.first)
        let explained = try await Tool.run(["explain", folder.path("cases/" + first)])
        #expect(explained.status == 0, "\(explained.err)")
    }

    @Test func theCSVHasARowForEveryChangedAnswer() async throws {
        let csv = try await Tool.run(Self.moved + ["--sample", "60", "--format", "csv"])
        let json = try await Tool.run(Self.moved + ["--sample", "60", "--format", "json"])
        let flips = try #require(try object(json.out)["flips"] as? [Any])
        #expect(csv.lines.count == flips.count + 1)
        #expect(csv.lines.first?.hasPrefix("site,area,file_id,") == true)
    }

    @Test func twoFoldersThatAreTheSameDifferInNothing() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let run = try await Tool.run(
            ["diff", Tool.root.path, folder.url.path, "--fail-on", "any", "--sample", "10"])
        #expect(run.status == 0, "\(run.err)")
        #expect(run.out.contains("the policies of every site are the same"))
    }

    @Test func aSiteThatNoLongerLoadsEndsWith78() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        try folder.write("policies/sites/oh-stark/enforcement.lua", "return nil +\n")
        let run = try await Tool.run(
            ["diff", Tool.root.path, folder.url.path, "--site", "oh-stark", "--sample", "5"])
        #expect(run.status == 78)
        #expect(run.err.contains("policies/sites/oh-stark/enforcement.lua:"), "\(run.err)")
    }

    @Test func aVersionThatIsNotThereEndsWith66() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let run = try await Tool.run(["diff", "nowhere.accord"], root: folder.url)
        #expect(run.status == 66, "\(run.err)")
    }
}
