import CaseModel
import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite struct ShrinkerTests {
    @Test(
        "what is left cannot lose another part",
        arguments: [[3], [2, 7], [0, 1, 9], [], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]])
    func smallest(needed: [Int]) {
        var asked = 0
        let left = Shrinker.smallest(Array(0..<10)) { some in
            asked += 1
            return Set(needed).isSubset(of: some)
        }
        #expect(left == needed)
        #expect(asked < 120)
    }
}

@Suite struct CaseGeneratorTests {
    private func files(seed: UInt64, count: Int = 30) throws -> [[UInt8]] {
        let site = TinySite()
        var generator = CaseGenerator(policies: [try site.policy()], tree: site.tree, seed: seed)
        return (0..<count).compactMap { _ in generator.next()?.file.canonicalBytes() }
    }

    @Test("the same seed makes the same files, another seed makes others")
    func sameSeed() throws {
        let first = try files(seed: 7)
        #expect(first.count == 30)
        #expect(try files(seed: 7) == first)
        #expect(try files(seed: 8) != first)
    }

    @Test("files lie on both sides of a line that the policy draws")
    func nearTheLine() throws {
        var site = TinySite()
        site.enforcement = site.rule(
            "rule", "exit-small-debt", "D14",
            """
            when = function(case) return case.arrears.total < dollars(1800) end,
                decide = function() return exit {} end
            """)
        let policy = try site.policy()
        var generator = CaseGenerator(policies: [policy], tree: site.tree, seed: 1)
        var totals: Set<Int64> = []
        for _ in 0..<200 {
            guard let made = generator.next() else { break }
            totals.insert(
                Matter(file: made.file, caseIndex: 0, asOf: made.asOf).arrears.total.cents)
        }
        #expect(totals.isSuperset(of: [179_999, 180_000]), "\(totals.sorted())")
    }

    @Test("without a tree, synthetic files of the site are the start")
    func withoutTree() throws {
        var generator = CaseGenerator(policy: try TinySite().policy(), seed: 3)
        let next = generator.next()
        let made = try #require(next)
        #expect(made.file.site == .ohStark && made.file.synthetic)
    }
}

@Suite struct LawTests {
    private func failures(_ site: TinySite, count: Int = 150) throws -> [LawFailure] {
        try LawTester(tree: site.tree).run(site: TinySite.id, count: count, seed: 1).failures
    }

    @Test("a site that breaks no law")
    func allHold() throws {
        #expect(try failures(TinySite(), count: 40).isEmpty)
    }

    @Test("a policy that fails on some case files is caught on the smallest one")
    func alert() throws {
        var site = TinySite()
        site.enforcement = site.rule(
            "rule", "fails", "D14",
            """
            when = function(case)
                    if case.service_attempts > 2 then error("too many") end
                    return false
                end,
                decide = function() return exit {} end
            """)
        let failure = try #require(try failures(site).first { $0.law == .neverAnAlert })
        #expect(failure.example.base == "base")
        #expect(
            failure.example.edits == [
                CaseEdit(path: "cases.0.service_attempts", value: .integer(3))
            ])
        #expect(failure.message.contains("in rule `fails`"))
        #expect(failure.yaml.contains("\"cases.0.service_attempts\": 3"))
    }

    @Test("a larger debt must not be treated more mildly, unless the rule says so")
    func monotone() throws {
        var site = TinySite()
        site.defaults["D11"] = #"ask_supervisor { about = "a test" }"#
        func holdLargeDebts(_ more: String) -> String {
            site.rule(
                "rule", "hold-large-debts", "D11",
                """
                when = function(case) return case.arrears.total > dollars(4000) end, \(more)
                    decide = function() return hold { days = 10 } end
                """)
        }
        site.enforcement = holdLargeDebts("")
        #expect(try failures(site, count: 20).map(\.law) == [.monotone])
        site.enforcement = holdLargeDebts(#"milder_with = "arrears","#)
        #expect(try failures(site, count: 20).isEmpty)
    }

    @Test("a hold that ends before it begins")
    func dates() throws {
        var site = TinySite()
        site.enforcement = site.rule(
            "rule", "hold-until-opened", "D11",
            """
            when = function() return true end,
                decide = function(case) return hold { until_ = case.opened_on } end
            """)
        let laws = try failures(site, count: 3).map(\.law)
        #expect(laws == [.datesInOrder])
    }

    @Test("a policy that looks at the other parent's jobs is caught")
    func neutral() throws {
        var site = TinySite()
        site.enforcement = site.rule(
            "rule", "exit-if-the-other-works", "D14",
            """
            when = function(case) return any(case.cp.employments, function() return true end) end,
                decide = function() return exit {} end
            """)
        let policy = try site.policy()
        let book = LawBook(policy: policy, twin: try site.policy(), tree: site.tree)
        let generator = CaseGenerator(policies: [policy], tree: site.tree, seed: 1)
        let job = try JSONValue(
            parsing: """
                {"employer_id":"e-9","employer_name":"A","source":"ndnh","started_on":"2018-01-02",
                "hours_per_week":20,"health_cover_offered":false}
                """)
        let made = generator.make(
            base: "base", edits: [CaseEdit(path: "cases.0.cp.employments", value: .list([job]))],
            asOf: Day(epochDay: 17_956))
        let working = try #require(made)
        let breach = try #require(book.breach(of: .neutral, by: working))
        #expect(breach.message.contains("the other parent's jobs"))
        let ordinary = generator.make(base: "base", edits: [], asOf: working.asOf)
        let plain = try #require(ordinary)
        #expect(book.breach(of: .neutral, by: plain) == nil)
    }

    @Test(
        "an answer below what the law alone says",
        arguments: [
            (Outcome.proceed, Outcome.notAllowed, true), (.proceed, .notYet, true),
            (.hold, .notAllowed, true), (.notAllowed, .notAvailable, false),
            (.hold, .notYet, false), (.hold, .proceed, false), (.proceed, .proceed, false),
        ])
    func floors(site: Outcome, law: Outcome, isBelow: Bool) {
        let answer = DecisionAnswer(point: .remedy, subject: "account_levy", outcome: site)
        let alone = DecisionAnswer(point: .remedy, subject: "account_levy", outcome: law)
        #expect((answer.isBelow(alone) != nil) == isBelow)
    }
}
