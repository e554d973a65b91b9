import CaseModel
import PolicyHost
import Testing

@testable import PolicyWorkbench

/// A rule with two parts and one number, and two tests of it.
private let exitSite: TinySite = {
    var site = TinySite()
    site.enforcement = site.rule(
        "rule", "exit-after-few-attempts", "D14",
        """
        when = function(case) return case.status == "open" and case.service_attempts < 3 end,
            decide = function() return exit { because = "a test" } end
        """)
    site.tests =
        TinySite.test(
            "few", "D14", with: ["cases.0.service_attempts: 2"],
            expect: "outcome: exit, rule: exit-after-few-attempts")
        + TinySite.test(
            "closing", "D14",
            with: ["cases.0.service_attempts: 2", "cases.0.status: pending_closure"],
            expect: "outcome: stay")
    return site
}()

private func report(_ site: TinySite, filter: String = "exit-after", search: Int = 0) throws
    -> SiteMutation
{
    try MutationTester(tree: site.tree).run(site: TinySite.id, filter: filter, search: search)
}

@Suite struct MutationTests {
    @Test("every mutant of a rule, and which of them two tests notice")
    func knownScore() throws {
        let found = try report(exitSite).results.map { result in
            let fate =
                switch result.fate {
                case .killed: "killed"
                case .survived: "survived"
                case .refused: "refused"
                case .explained: "explained"
                }
            return "\(result.mutant.id) \(fate)"
        }
        #expect(
            found
                == [
                    "exit-after-few-attempts:flip:1 killed",
                    "exit-after-few-attempts:flip:2 survived",
                    "exit-after-few-attempts:threshold:1 survived",
                    "exit-after-few-attempts:threshold:2 killed",
                    "exit-after-few-attempts:negate:1 killed",
                    "exit-after-few-attempts:drop-part:1 killed",
                    "exit-after-few-attempts:drop-part:2 survived",
                    "exit-after-few-attempts:swap-outcome:1 killed",
                    "exit-after-few-attempts:drop-rule:1 killed",
                    "exit-after-few-attempts:swap-order:1 survived",
                ].sorted { order($0) < order($1) })
        let score = try report(exitSite).score()
        #expect(score.killed == 6 && score.survived == 4 && score.percent == "60.0%")
    }

    /// The order of the source: a rule's entries, then the rule itself.
    private func order(_ line: String) -> Int {
        let kinds = [
            ":flip", ":threshold", ":negate", ":drop-part", ":swap-outcome", ":drop-rule",
            ":swap-order",
        ]
        let ranks = [1, 1, 0, 2, 3, 4, 5]
        return zip(kinds, ranks).first { line.contains($0.0) }?.1 ?? 9
    }

    @Test("a mutant that does not load is not counted")
    func refused() throws {
        let report = try report(exitSite, filter: "never-d13:drop-rule")
        #expect(report.score() == MutationScore(refused: 1))
    }

    @Test("a survivor is reported as the missing test, which kills it")
    func missingTest() throws {
        let survivor = try #require(
            try report(exitSite, search: 500).results.first { $0.mutant.id.hasSuffix("flip:2") })
        guard case .survived(let found) = survivor.fate, let missing = found else {
            Issue.record("no missing test for \(survivor.mutant.summary)")
            return
        }
        #expect(missing.with == ["cases.0.service_attempts": .integer(3)])
        #expect(missing.expect["outcome"] == .text("stay"))
        var better = exitSite
        better.tests += missing.yaml + "\n"
        let after = try report(better, filter: "flip:2").results
        #expect(after.allSatisfy { if case .killed = $0.fate { true } else { false } })
    }

    @Test("a mutant on record as equivalent is counted apart, and its entry must be needed")
    func equivalents() throws {
        var site = exitSite
        site.equivalents = """
              - mutant: exit-after-few-attempts:swap-order:1
                reason: The rule behind it never applies
              - mutant: exit-after-few-attempts:negate:1
                reason: A test notices it after all

            """
        let report = try report(site, filter: "")
        #expect(report.score { $0.rule == "exit-after-few-attempts" }.explained == 1)
        #expect(report.outdated == ["exit-after-few-attempts:negate:1"])
    }

    @Test("a value that the site sets moves one step each way the law lets it")
    func values() throws {
        var site = TinySite()
        site.parameters = """

              - id: attempts.most
                about: A number of a test
                unit: count
                direction: only less
                authority: A test
                tag: seed
                values: [{ from: 2010-01-01, value: 3 }]
            """
        site.settings = """

              - { parameter: attempts.most, value: 3, from: 2015-01-01, reason: A test,
                  approved_by: a test, tag: assumed }
            """
        site.enforcement = site.rule(
            "rule", "exit-after-attempts", "D14",
            """
            when = function(case, site) return case.service_attempts >= site.attempts.most end,
                decide = function() return exit {} end
            """)
        site.tests = TinySite.test(
            "two", "D14", with: ["cases.0.service_attempts: 2"], expect: "outcome: stay")
        let results = try report(site, filter: "attempts.most").results
        #expect(results.map(\.mutant.after) == ["2"])
        #expect(try report(site, filter: "attempts.most").score().killed == 1)
    }

    @Test("a test that fails already is an error, not a score")
    func failingTest() throws {
        var site = exitSite
        site.tests += TinySite.test("wrong", "D14", expect: "outcome: stay")
        #expect(throws: PolicyProblem.self) { try report(site) }
    }
}

@Suite struct MissingTestTextTests {
    @Test("a missing test reads back as the test that it is")
    func roundTrip() throws {
        let missing = MissingTest(
            name: "Half paid: \"yes\", or no?", asOf: Day(epochDay: 17_956), base: "base",
            with: [
                "contacts.10.on": .text("2019-01-12"), "contacts.9.note": .null,
                "conferences": .list([.object(["on": .text("no"), "kept": .bool(false)])]),
            ], ask: ["point": .text("D11"), "remedy": .text("account_levy")],
            expect: ["outcome": .text("hold"), "not": .list([.text("proceed")])],
            because: "45 CFR 303.6(c)(4): a reading", instead: "")
        let tree = PolicyTree(files: [
            "policies/sites/oh-stark/tests/a.yaml": "tests:\n\(missing.yaml)\n",
            "policies/fixtures/base.yaml": "", "site-configs/oh-stark/site.yaml": "",
        ])
        let test = try #require(try PolicyTestRunner(tree: tree).tests().first)
        #expect(test.name == missing.name && test.with == missing.with)
        #expect(test.subject == "account_levy" && test.expect == missing.expect)
        let lines = missing.yaml.split(separator: "\n").filter { $0.contains("contacts") }
        #expect(lines.first?.contains("contacts.9") == true, "positions are ordered as numbers")
    }
}
