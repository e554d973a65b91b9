import PolicyHost
import Testing

@testable import PolicyWorkbench

/// `--accept`: failed expectations take over what came out, and nothing else changes.
@Suite("Taking over results")
struct AcceptanceTests {
    private static let folder = "policies/sites/oh-stark/tests"

    private func acceptance(_ name: String, _ text: String) async throws
        -> (TestAcceptance, PolicyTree)
    {
        var tree = Repository.tree
        tree.files["\(Self.folder)/\(name)"] = text
        let runner = PolicyTestRunner(tree: tree)
        let run = try await runner.run(filters: ["tests/\(name)"], threads: 1)
        return (try TestAcceptance(runner: runner, run: run), tree)
    }

    @Test func onlyFailedValuesOfYAMLChange() async throws {
        let before = """
            # A comment — with an é and a 🚗 before the values.
            tests:
              - name: flow   # keep
                as_of: 2019-03-01
                base: oh-license
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: proceed, rule: 'x',  floors: [a, "b]"], until: 2019-01-01 }  # why

              - name: "block 🚗"
                as_of: 2019-03-01
                base: oh-license
                ask: { point: D11, remedy: driver_license_suspension }
                expect:
                  outcome: proceed   # really
                  not: [enroll]
                  floors:
                    - a
                    - b
                  details: { offer: "other" }
                because: x
            """
        let after =
            before
            .replacing(
                "outcome: proceed, rule: 'x'",
                with: "outcome: hold, rule: \"hold-license-after-job-loss\""
            )
            .replacing("[a, \"b]\"], until: 2019-01-01", with: "[], until: 2019-03-31")
            .replacing("outcome: proceed ", with: "outcome: hold ")
            .replacing("        - a\n        - b\n", with: "        []\n")
            .replacing("\"other\"", with: "\"employment\"")
        let (acceptance, tree) = try await acceptance("probe.yaml", before)
        #expect(acceptance.refusals == [])
        #expect(acceptance.accepted == 2)
        #expect(acceptance.files["\(Self.folder)/probe.yaml"] == after)
        var accepted = tree
        accepted.files.merge(acceptance.files) { $1 }
        let results = try PolicyTestRunner(tree: accepted).run(filter: "probe.yaml")
        #expect(results.count > 0 && results.flatMap(\.failures) == [])
        #expect(
            acceptance.diff.prefix(5) == [
                "--- \(Self.folder)/probe.yaml", "+++ \(Self.folder)/probe.yaml", "@@ -7,1 +7,1 @@",
                "-    expect: { outcome: proceed, rule: 'x',  floors: [a, \"b]\"], until: 2019-01-01 }  # why",
                "+    expect: { outcome: hold, rule: \"hold-license-after-job-loss\",  floors: [], until: 2019-03-31 }  # why",
            ])
    }

    @Test(arguments: ["\n", "\r\n"])
    func onlyFailedCellsOfATableChange(_ newline: String) async throws {
        let before = [
            "# é, \"kept\"",
            "name;as_of;base;point;remedy;expect_outcome;expect_floors;expect_until",
            "\"a;b\";2019-03-01;oh-license;D11;driver_license_suspension;\"proceed\";x; 3/31/2019",
            "c;2019-03-01;oh-license;D11;driver_license_suspension;hold;;2019-01-01", "",
        ].joined(separator: newline)
        let (acceptance, tree) = try await acceptance("probe.csv", before)
        let after = before.replacing("\"proceed\";x;", with: "\"hold\";none;")
            .replacing("2019-01-01", with: "2019-03-31")
        #expect(acceptance.files["\(Self.folder)/probe.csv"] == after)
        var accepted = tree
        accepted.files.merge(acceptance.files) { $1 }
        let results = try PolicyTestRunner(tree: accepted).run(filter: "probe.csv")
        #expect(results.count > 0 && results.flatMap(\.failures) == [])
    }

    @Test func someThingsOnlyAPersonMayChange() async throws {
        let (acceptance, _) = try await acceptance(
            "probe.yaml",
            """
            tests:
              - name: forbidden
                as_of: 2019-03-01
                base: oh-license
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: proceed, not: [hold] }
              - name: words
                as_of: 2019-03-01
                base: oh-license
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { words: nobody says so }
              - name: no case file
                as_of: 2019-03-01
                base: oh-license
                with: { "ncp.nope": 1 }
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: proceed }
            """)
        #expect(acceptance.files.isEmpty)
        #expect(acceptance.refusals.count == 3)
        #expect(acceptance.refusals[0].contains("`not` forbids what came out"))
    }

    /// A policy that fails on the case gives no answer, so there is nothing to take over.
    @Test func aPolicyFailureIsNeverAccepted() async throws {
        var tree = try Repository.tree(changing: "policies/sites/oh-stark/enforcement.lua") {
            text in
            text.replace(
                "return parent.keeps_plan(case)", with: "return case.final_default_on < nil")
        }
        tree.files["\(Self.folder)/probe.yaml"] = """
            tests:
              - name: one
                as_of: 2019-03-01
                base: in-plan
                with: { "ncp.employments.0.ended_on": 2018-11-30 }
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: no_action }
            """
        let runner = PolicyTestRunner(tree: tree)
        let run = try await runner.run(filters: ["probe.yaml"], threads: 1)
        let result = try #require(run.results.first)
        #expect(result.mismatches.map(\.kind) == [.policyFailed])
        #expect(result.rules.first?.role == .failed)
        #expect(result.rules.first?.picture.contains("case.final_default_on < nil") == true)
        let acceptance = try TestAcceptance(runner: runner, run: run)
        #expect(acceptance.files.isEmpty && acceptance.refusals.count == 1)
    }
}
