import PolicyHost
import Testing

@testable import PolicyWorkbench

/// What tests reach, on a site small enough to count by hand.
@Suite("Coverage")
struct CoverageTests {
    private static let path = "policies/sites/oh-stark/enforcement.lua"

    /// A rule with two conditions, one that a test never reaches, and one that none can.
    private var site: MiniSite {
        var site = MiniSite()
        site.site =
            Lua.rule(
                "rule", "works",
                """
                when = function(case)
                    return case.work.employed and not case.circumstances.in_treatment
                  end,
                  decide = function(case)
                    if case.record_error_open then
                      return hold { days = 5 }
                    end
                    return proceed {}
                  end
                """)
            + "\n-- unreachable: the law asks first,\n-- and nothing is left then\n"
            + Lua.rule(
                "rule", "nobody", "when = never, decide = function() return proceed {} end"
            ).drop { $0 == "\n" }
            + Lua.rule(
                "forbid", "closed",
                """
                when = function(case)
                    return case.status == "closed" -- unreachable: a test
                  end
                """)
        return site
    }

    private func tree(_ bases: [String]) -> PolicyTree {
        var tree = site.tree
        for (path, text) in Repository.tree.files where path.hasPrefix("policies/fixtures/") {
            tree.files[path] = text
        }
        tree.files["policies/sites/oh-stark/tests/probe.yaml"] =
            "tests:\n"
            + bases.map { base in
                """
                  - name: \(base)
                    as_of: 2019-03-01
                    base: \(base)
                    ask: { point: D11, remedy: driver_license_suspension }
                    expect: { not: [enroll] }

                """
            }.joined()
        return tree
    }

    private func coverage(_ bases: [String]) async throws -> FileCoverage {
        let runner = PolicyTestRunner(tree: tree(bases))
        let tests = try runner.tests()
        #expect(tests.flatMap { runner.run($0).failures } == [])
        let report = await runner.coverage(of: tests, scripts: [], threads: 2)
        return try #require(report.files.first { $0.file == Self.path })
    }

    private func words(_ places: [PlaceCoverage]) -> [String] {
        places.map {
            "\($0.kind.rawValue) \($0.text): \($0.yes)/\($0.no) \($0.missing ?? "all seen")"
        }
    }

    @Test func conditionsAndBranchesAreCounted() async throws {
        let one = try await coverage(["base"])
        #expect(
            words(one.conditions) == [
                "condition case.work.employed: 0/1 never true",
                "condition case.circumstances.in_treatment: 0/0 never asked",
                "condition case.record_error_open: 0/0 never asked",
                "condition case.status == \"closed\": 0/1 all seen",
            ])
        #expect(one.figures.conditions == CoverageFigure(reached: 2, total: 7, unreachable: 1))
        let two = try await coverage(["base", "steady-payer"])
        #expect(
            words(two.conditions) == [
                "condition case.work.employed: 1/1 all seen",
                "condition case.circumstances.in_treatment: 0/1 never true",
                "condition case.record_error_open: 0/1 never true",
                "condition case.status == \"closed\": 0/2 all seen",
            ])
        #expect(
            words(two.branches) == [
                "decision case.work.employed and not case.circumstances.in_treatment: 1/1 all seen",
                "short_circuit not case.circumstances.in_treatment: 1/1 all seen",
                "decision case.record_error_open: 0/1 never true",
                "decision case.status == \"closed\": 0/2 all seen",
            ])
        #expect(two.figures.conditions == CoverageFigure(reached: 5, total: 7, unreachable: 1))
        #expect(two.figures.branches == CoverageFigure(reached: 6, total: 7, unreachable: 1))
    }

    @Test func rulesAreReachedWhenTheyMatchAndFloorsBothWays() async throws {
        let file = try await coverage(["base", "steady-payer"])
        let missing = Dictionary(uniqueKeysWithValues: file.rules.map { ($0.id, $0.missing) })
        #expect(missing["works"] == .some(nil))
        #expect(missing["default-d11"] == .some(nil))
        #expect(missing["never-d11"] == "rule `never-d11` never matches")
        #expect(missing["never-d14"] == "rule `never-d14` is never asked")
        #expect(missing["closed"] == "floor `closed` never holds")
        let nobody = try #require(file.rules.first { $0.id == "nobody" })
        #expect(nobody.unreachable == "the law asks first, and nothing is left then")
        #expect(nobody.missing == nil)
    }

    @Test func theSourceIsDrawnWithWhatIsMissing() async throws {
        let file = try await coverage(["base", "steady-payer"])
        let drawing = CoverageDrawing(file, source: tree([]).files[Self.path] ?? "").drawn()
        let lines = drawing.split(separator: "\n").map { $0.drop { $0 != "|" } }
        let asked = try #require(lines.firstIndex { $0.contains("return case.work.employed") })
        #expect(
            lines[asked...].prefix(2) == [
                "|     return case.work.employed and not case.circumstances.in_treatment",
                "|                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ never true",
            ])
        #expect(drawing.contains("^ `nobody` is unreachable: the law asks first, and nothing"))
    }

    @Test func lcovHasEveryRecord() async throws {
        let file = try await coverage(["base", "steady-payer"])
        let lines = CoverageReport(files: [file]).lcov.split(separator: "\n").map(String.init)
        #expect(lines.prefix(2) == ["TN:accord", "SF:\(Self.path)"])
        #expect(lines.last == "end_of_record")
        let line = try #require(file.conditions.first?.line)
        #expect(lines.contains("FN:\(line - 1),works.when"))
        #expect(lines.contains("FNDA:2,works.when"))
        #expect(lines.contains("BRDA:\(line),0,0,1") && lines.contains("BRDA:\(line),0,1,1"))
        func count(_ prefix: String) -> Int { lines.count { $0.hasPrefix(prefix) } }
        func sum(_ prefix: String) -> Int? {
            lines.first { $0.hasPrefix(prefix) }.flatMap { Int($0.dropFirst(prefix.count)) }
        }
        #expect(count("FN:") == sum("FNF:") && count("FNDA:") == sum("FNF:"))
        #expect(count("BRDA:") == sum("BRF:") && count("DA:") == sum("LF:"))
        let taken = lines.count {
            $0.hasPrefix("BRDA:") && !$0.hasSuffix(",0") && !$0.hasSuffix(",-")
        }
        #expect(taken == sum("BRH:"))
        let names = lines.filter { $0.hasPrefix("FN:") }.map { $0.drop { $0 != "," } }
        #expect(Set(names).count == names.count)
    }

    // MARK: Changed lines

    @Test func changedLinesAreReadFromADiff() {
        let changed = ChangedLines(
            diff: """
                diff --git a/policies/x.lua b/policies/x.lua
                --- a/policies/x.lua
                +++ b/policies/x.lua
                @@ -3 +3,2 @@ policy
                -old
                +new
                +new
                @@ -9,2 +10,0 @@
                -gone
                -gone
                diff --git a/policies/y.lua b/policies/y.lua
                --- a/policies/y.lua
                +++ /dev/null
                @@ -1,2 +0,0 @@
                """, newFiles: ["policies/z.lua"])
        #expect(changed.lines == ["policies/x.lua": .these([3, 4]), "policies/z.lua": .all])
    }

    @Test func onlyChangedLinesCount() async throws {
        let file = try await coverage(["base", "steady-payer"])
        let report = CoverageReport(files: [file])
        let line = try #require(file.conditions.first?.line)
        var changed = ChangedLines(diff: "")
        #expect(report.only(changed).files.isEmpty)
        changed.lines = [Self.path: .these([line])]
        let part = try #require(report.only(changed).files.first)
        #expect(part.rules.map(\.id) == ["works"])
        #expect(part.conditions.count == 2)
        #expect(part.figures.conditions == CoverageFigure(reached: 3, total: 4))
        changed.lines = [Self.path: .all]
        #expect(report.only(changed) == report)
    }

    @Test func aHundredPercentMeansAll() {
        #expect(CoverageReport.percent(CoverageFigure(reached: 1999, total: 2000)) == "99.9%")
        #expect(CoverageReport.percent(CoverageFigure(reached: 2, total: 2)) == "100.0%")
        #expect(CoverageReport.percent(CoverageFigure()) == "-")
    }
}
