import Foundation
import Testing

@Suite("accord docs and where-used, as an administrator runs them")
struct DocsTests {
    // MARK: docs

    @Test func aPageNamesUnitSourceAndExample() async throws {
        let run = try await Tool.run("docs case.arrears.total")
        #expect(run.status == 0 && run.err.isEmpty)
        for part in ["money, in cents", "45 CFR 303.72", "case.arrears.total >= dollars(500)"] {
            #expect(run.out.contains(part), "\(part)")
        }
        #expect(!run.out.contains("\u{1B}"))
    }

    @Test func headingsAreBoldWhereColorIsAsked() async throws {
        let run = try await Tool.run("docs within --color always")
        #expect(run.out.hasPrefix("\u{1B}[1mwithin\u{1B}[0m"))
    }

    @Test func noLineOfAPageIsWiderThanEightyWhenPiped() async throws {
        let run = try await Tool.run("docs case.cp.addresses remedy.kind policy:rule hold tag")
        for line in run.lines where !line.hasPrefix("    ") {
            #expect(line.count <= 80, "\(line)")
        }
    }

    @Test func whatIsWithheldSaysWhy() async throws {
        let run = try await Tool.run("docs ncp.birth_date")
        #expect(run.out.contains("Withheld"))
        #expect(run.out.contains("protected attributes"))
    }

    @Test func anUnknownNameNamesTheNearestAndFails() async throws {
        let run = try await Tool.run("docs hold.dais within")
        #expect(run.status == 1)
        #expect(run.err.contains("nothing is called `hold.dais`; did you mean `hold.days`"))
        #expect(run.out.hasPrefix("within"))
    }

    @Test func withoutANameTheKindsAreCounted() async throws {
        let run = try await Tool.run("docs --quiet")
        #expect(run.status == 0 && run.err.isEmpty)
        for kind in ["fields", "parameters", "answers", "helpers", "functions", "remedies"] {
            let line = run.lines.first { $0.hasPrefix(kind + " ") }
            #expect(line != nil, "\(kind)")
        }
        let json = try object(try await Tool.run("docs --format json").out)
        #expect(json["schema_version"] as? Int == 1)
        #expect((json["kinds"] as? [Any])?.count == run.lines.count)
    }

    @Test func aListHasALineForEachName() async throws {
        let run = try await Tool.run("docs --list helpers")
        #expect(run.lines.contains { $0.hasPrefix("within ") })
        #expect(run.lines.count > 40)
        let wrong = try await Tool.run("docs --list helprs")
        #expect(wrong.status == 64 && wrong.err.contains("did you mean `helpers`"))
    }

    @Test func jsonCarriesTheWholeEntry() async throws {
        let run = try await Tool.run("docs remedy.contest_result --format json")
        let json = try object(run.out)
        #expect(json["schema_version"] as? Int == 1)
        let entry = try #require((json["entries"] as? [[String: Any]])?.first)
        #expect(entry["name"] as? String == "remedy.contest_result")
        #expect(entry["may_be_absent"] as? Bool == true)
        #expect(entry["values"] as? [String] == ["pending", "upheld", "withdrawn"])
    }

    @Test func aSiteThatDoesNotLoadIsNoReasonToShowNothing() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        try folder.write("policies/sites/oh-stark/enforcement.lua", "return nonsense(")
        let run = try await Tool.run("docs hold.days", root: folder.url)
        #expect(run.status == 0 && run.out.contains("Length of one ordinary hold"))
    }

    // MARK: docs --generate

    @Test func theRepositorysFilesAreCurrent() async throws {
        let run = try await Tool.run("docs --generate --check")
        #expect(run.status == 0, "\(run.out)")
        #expect(run.out.isEmpty)
    }

    @Test func generatingWritesWhatIsMissingAndThenNothing() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        let check = try await Tool.run("docs --generate --check", root: folder.url)
        #expect(check.status == 1)
        #expect(check.lines.contains("tools/editor/stubs/accord.d.lua"))
        #expect(!FileManager.default.fileExists(atPath: folder.path(".luarc.json")))
        let first = try await Tool.run("docs --generate", root: folder.url)
        #expect(first.status == 0 && first.lines == check.lines)
        #expect(try folder.read(".luacheckrc").contains("stds.accord"))
        let second = try await Tool.run("docs --generate", root: folder.url)
        #expect(second.status == 0 && second.out.isEmpty)
    }

    @Test func aNewNumberMakesTheFilesOldAndGeneratingMendsThem() async throws {
        let folder = try TemporaryFolder.copyOfPolicies()
        _ = try await Tool.run("docs --generate", root: folder.url)
        let path = "policies/pjac/parameters.yaml"
        let number = """
              - id: hold.tea_breaks
                about: Breaks in a hold
                unit: count
                direction: either
                authority: A test
                tag: assumed
                values:
                  - { from: 2005-01-01, value: 3 }

            """
        try folder.write(path, try folder.read(path) + number)
        let check = try await Tool.run("docs --generate --check", root: folder.url)
        #expect(check.status == 1)
        #expect(check.lines.contains("tools/editor/schemas/site-parameters.schema.json"))
        _ = try await Tool.run("docs --generate", root: folder.url)
        #expect(
            try folder.read("tools/editor/stubs/accord.d.lua")
                .contains("---@field tea_breaks accord.count"))
    }

    @Test func wrongUsageIsRefused() async throws {
        #expect(try await Tool.run("docs --check").status == 64)
        #expect(try await Tool.run("docs within --generate").status == 64)
    }

    // MARK: where-used

    @Test func aFactIsFollowedToItsRulesAndCases() async throws {
        let run = try await Tool.run("where-used case.work.last_job_ended_on --sample 20")
        #expect(run.status == 0)
        #expect(run.out.contains("policies/lib/parent.lua:"))
        #expect(run.out.contains("hold-license-after-job-loss"))
        #expect(run.out.contains("via parent.lost_job"))
        #expect(run.out.contains("of 120 synthetic cases; read for "))
        #expect(run.err.contains("20 cases a site, seed 1, as of 2019-03-01"))
    }

    @Test func usesAreGivenAsJSON() async throws {
        let run = try await Tool.run("where-used hold.days --sample 0 --format json")
        let json = try object(run.out)
        #expect(json["schema_version"] as? Int == 1 && json["sample"] == nil)
        let usages = try #require(json["usages"] as? [[String: Any]])
        #expect(usages.contains { $0["user"] as? String == "rule" && $0["line"] as? Int ?? 0 > 0 })
        #expect((json["rules"] as? [String])?.contains("hold-license-after-job-loss") == true)
    }

    @Test func theSameQuestionGivesTheSameBytes() async throws {
        let first = try await Tool.run("where-used driver_license_suspension --sample 5")
        let second = try await Tool.run("where-used driver_license_suspension --sample 5")
        #expect(first.out == second.out && first.status == 0)
    }

    @Test func whatNothingIsCalledNamesTheNearest() async throws {
        let run = try await Tool.run("where-used hold-license-after-jobloss")
        #expect(run.status == 1 && run.out.isEmpty)
        #expect(run.err.contains("did you mean `hold-license-after-job-loss`"))
    }
}
