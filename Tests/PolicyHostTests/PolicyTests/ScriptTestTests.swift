import PolicyHost
import Testing

@testable import PolicyWorkbench

/// Tests of library code in Lua, run in the sandbox of a site.
@Suite("Lua tests")
struct ScriptTestTests {
    private static let path = "policies/lib/tests/probe.lua"

    private func results(_ cases: String) throws -> [PolicyTestResult] {
        var tree = Repository.tree
        tree.files[Self.path] = """
            local tests  = accord.tests { as_of = "2019-03-01" }
            local parent = require "parent"
            \(cases)
            return tests
            """
        return try PolicyTestRunner(tree: tree).run(filter: "lib/tests/probe")
    }

    private func failures(check: String, _ more: String = "") throws -> [String] {
        let results = try results(
            "tests:case { name = \"one\", \(more) check = function(case, site)\n\(check)\nend }")
        return try #require(results.first).failures
    }

    @Test(arguments: [
        "expect(known(case.as_of))", "expect_not(parent.cannot_pay(case))",
        "expect_equal(site.hold.days, days(30))", "expect_equal({ 1, { 2 } }, { 1, { 2 } })",
        "expect_equal(nil, nil)", "expect(not pcall(function() expect(false) end))",
    ])
    func whatHolds(_ check: String) throws {
        #expect(try failures(check: check) == [])
    }

    @Test(arguments: [
        ("expect(false)", "expected this to hold, got false"),
        ("expect(nil, \"that\")", "expected that to hold, got nil"),
        ("expect_not(1 > 0, \"that\")", "expected that not to hold, got true"),
        ("expect_equal(site.hold.days, days(31))", "expected 31 days, got 30 days"),
        ("expect_equal(\"a\", \"b\", \"letters\")", "letters: expected \"b\", got \"a\""),
        ("expect_equal({ 1 }, { 1, 2 })", "expected { 1, 2 }, got { 1 }"),
        ("expect(case.totl)", "no field `totl` in `case`"),
        ("expect(parent.nope(case))", "nope"),
        ("while true do end", "instructions"),
    ])
    func whatDoesNotHold(_ check: String, _ said: String) throws {
        let failure = try #require(try failures(check: check).first)
        #expect(failure.contains(said), "\(failure)")
        #expect(failure.contains("\(Self.path):"), "\(failure)")
    }

    @Test func aTestChangesItsCaseFile() throws {
        let results = try results(
            """
            tests:case {
                name = "changed", base = "oh-license", with = { ["contacts.8.on"] = date("2019-01-29") },
                without = { "study" }, parameters = { ["hold.days"] = "9 days" },
                check = function(case, site)
                    expect_not(parent.engaged(case, site))
                    expect_equal(site.hold.days, days(9))
                end,
            }
            tests:case { name = "spent", check = function() while true do end end }
            tests:case { name = "later", as_of = "2019-03-02",
                check = function(case) expect_equal(case.as_of, date("2019-03-02")) end }
            """)
        #expect(results.map(\.name) == ["changed", "spent", "later"])
        #expect(results.map(\.passed) == [true, false, true], "\(results.flatMap(\.failures))")
    }

    @Test(arguments: [
        ("tests:case { name = \"x\" }", "3:0 test.shape"),
        ("tests:case { name = \"x\", chek = 1, check = function() end }", "3:0 test.key"),
        ("tests:case { name = \"x\", as_of = \"soon\", check = function() end }", "3:0 test.as-of"),
        ("nothing()", "3:1 name.unknown"),
        ("local x = = 1", "3:11 syntax"),
        ("do return 3 end", "1:1 lua.misuse"),
    ])
    func aWrongFileIsSaidAtItsPlace(_ lua: String, _ problem: String) throws {
        do {
            _ = try results(lua)
            Issue.record("the file was taken")
        } catch let error as PolicyTestProblems {
            #expect(error.problems.map { "\($0.line):\($0.column) \($0.code)" } == [problem])
            #expect(error.problems.allSatisfy { $0.file == Self.path })
        }
    }

    /// Every function of the shared library is called by a test beside it.
    @Test func everyFunctionOfTheLibraryHasATest() async throws {
        let runner = PolicyTestRunner(tree: Repository.tree)
        let coverage = await runner.coverage(
            of: [], scripts: try runner.scriptTests(), threads: 1
        ).only(folders: ["policies/lib"])
        #expect(coverage.files.count == 4)
        for file in coverage.files {
            #expect(file.functions.filter { $0.entered == 0 }.map(\.name) == [], "\(file.file)")
        }
    }
}
