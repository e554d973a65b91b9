import CaseModel
import PolicyHost
import Testing

/// What a trace says about the rules, conditions and values of a decision.
@Suite struct TraceTests {
    static let asOf = day("2019-03-01")
    static let license = Question(point: .remedy, subject: "driver_license_suspension")

    /// The explanation of the license question under one site rule.
    private func explain(
        _ when: String, helpers: String = "", parameters: String = "",
        decide: String = "return proceed {}", _ changes: String = ""
    ) throws -> Explanation {
        var site = MiniSite()
        site.parameters = parameters
        site.site =
            helpers + "\n"
            + Lua.rule(
                "rule", "mine",
                "when = function(case, site, it) \(when) end, decide = function(case, site) \(decide) end"
            )
        let policy = try #require(site.host.sites[MiniSite.id], "\(site.host.problems)")
        return try #require(
            Explainer(policy: policy).explanations(
                of: try caseFile("base", changes), asOf: Self.asOf, area: .enforcement,
                question: Self.license
            ).first)
    }

    private func mine(_ explanation: Explanation) throws -> TraceRule {
        let answer = try explanation.decision.answer(.remedy)
        return try #require(
            explanation.trace.rules(for: answer).first { $0.rule.id == "mine" })
    }

    /// A tree in one line: source, value, parts in brackets.
    private func flat(_ step: TraceStep) -> String {
        let parts = step.steps.filter { $0.kind != .branch }.map(flat).joined(separator: "; ")
        let value = step.failure.map { _ in "FAILS" } ?? step.value ?? "?"
        return "\(step.source) = \(value)" + (parts.isEmpty ? "" : " [\(parts)]")
    }

    @Test(arguments: [
        (
            "return case.arrears.total > dollars(500)",
            "case.arrears.total > dollars(500) = yes [case.arrears.total = $2,430.00]"
        ),
        (
            "return not within(case.located_on, site.hold.days)",
            "not within(case.located_on, site.hold.days) = yes "
                + "[within(case.located_on, site.hold.days) = no "
                + "[case.located_on = 2018-10-24; site.hold.days = 30 days]]"
        ),
        (
            "return helper(case) or case.status == \"closed\"",
            "helper(case) or case.status == \"closed\" = no [helper(case) = no "
                + "[case.arrears.total < dollars(10) = no [case.arrears.total = $2,430.00]]; "
                + "case.status == \"closed\" = no [case.status = \"open\"]]"
        ),
        (
            "return helper(case)",
            "helper(case) = no "
                + "[case.arrears.total < dollars(10) = no [case.arrears.total = $2,430.00]]"
        ),
        (
            "if helper(case) then return true end return case.status == \"open\"",
            "case.status == \"open\" = yes [case.status = \"open\"]"
        ),
    ])
    func everyConditionHasItsValue(when: String, expected: String) throws {
        let explanation = try explain(
            when,
            helpers: "local function helper(case) return case.arrears.total < dollars(10) end",
            parameters: parameter("hold.days", unit: "days", "{ from: 2017-01-01, value: 30 days }")
        )
        #expect(explanation.decision.alert == nil)
        #expect(try mine(explanation).steps.last.map(flat) == expected)
    }

    @Test func factsAndNumbersAreTiedToTheConditionThatUsedThem() throws {
        let explanation = try explain(
            "return within(case.located_on, site.hold.days)",
            parameters: parameter("hold.days", unit: "days", "{ from: 2017-01-01, value: 30 days }")
        )
        let parts = try #require(try mine(explanation).steps.last).steps
        #expect(parts.map(\.fact) == ["located_on", nil])
        let number = try #require(parts[1].parameter)
        #expect(number.id == "hold.days" && number.authority == "A test")
    }

    /// Facts that are yes or no, and words, are known by the field that was read.
    @Test func aWordOfAListEntryHasItsPath() throws {
        let explanation = try explain(
            "return any(case.remedies, function(remedy) return remedy.kind == \"property_lien\" end)"
        )
        let entries = try #require(try mine(explanation).steps.last).steps.filter {
            $0.kind == .entry
        }
        #expect(!entries.isEmpty)
        #expect(entries.first?.steps.first?.steps.first?.fact == "remedies[0].kind")
    }

    // MARK: Failures

    @Test(arguments: [
        (
            "return case.status == \"open\" and case.plan.agreed_on < case.as_of",
            "case.status == \"open\" and case.plan.agreed_on < case.as_of = ? "
                + "[case.status == \"open\" = yes [case.status = \"open\"]; "
                + "case.plan.agreed_on < case.as_of = FAILS "
                + "[case.plan.agreed_on = not recorded; case.as_of = 2019-03-01]]"
        ),
        (
            "return case.status == \"open\" and helper(case)",
            "case.status == \"open\" and helper(case) = ? "
                + "[case.status == \"open\" = yes [case.status = \"open\"]; helper(case) = ? "
                + "[case.plan.agreed_on < case.as_of = FAILS "
                + "[case.plan.agreed_on = not recorded; case.as_of = 2019-03-01]]]"
        ),
        (
            "local none = {} return case.status == \"open\" and none.x.y",
            "case.status == \"open\" and none.x.y = ? "
                + "[case.status == \"open\" = yes [case.status = \"open\"]; none.x.y = FAILS]"
        ),
    ])
    func aFailingPolicyShowsTheTreeUpToTheFailure(when: String, expected: String) throws {
        let explanation = try explain(
            when,
            helpers: "local function helper(case) return case.plan.agreed_on < case.as_of end",
            "plans: []")
        #expect(explanation.decision.alert != nil)
        let rule = try mine(explanation)
        #expect(rule.failure != nil && rule.held == nil)
        #expect(rule.steps.last.map(flat) == expected)
        // What was asked before is there, and nothing after.
        let answer = try explanation.decision.answer(.remedy)
        let rules = explanation.trace.rules(for: answer)
        #expect(rules.first?.rule.id == "opened" && rules.last?.rule.id == "mine")
    }

    @Test(arguments: [
        "while true do end return true",
        "local n = 1 while n > 0 do n = n + 1 end return true",
        "return forever(case)",
        "return case.status == \"open\" and count(numbers(), function(n) return n > 0 end) > 1",
    ])
    func aPolicyThatIsStoppedShowsTheTreeUpToTheStop(when: String) throws {
        let explanation = try explain(
            when,
            helpers: """
                local function forever(case) return forever(case) end
                local function numbers()
                  local all = {}
                  while true do all[#all + 1] = 1 end
                end
                """)
        let alert = try #require(explanation.decision.alert)
        #expect(alert.code.hasPrefix("lua.budget."))
        let rule = try mine(explanation)
        #expect(rule.failure?.code == alert.code)
        let text = DecisionText().tree(explanation)
        #expect(text.contains("FAILS  mine"))
        #expect(text.split(separator: "\n").count < 120, "what a loop repeats is left out")
    }

    // MARK: The same decision

    @Test(arguments: Repository.sites)
    func tracingAndExplainingChangeNoAnswer(site: String) throws {
        let policy = try #require(Repository.host.sites[site])
        let id = try #require(SiteID(word: site))
        let sampler = Sampler(seed: 11)
        for index in 0..<4 {
            let file = sampler.caseFile(index: index, site: id, asOf: Self.asOf)
            for area in Area.siteAreas {
                let plain = try Repository.host.decision(file, area, on: Self.asOf, site: site)
                let traced = policy.record(file, asOf: Self.asOf, area: area)
                #expect(traced.decision == plain)
                // Each rule that the decision says was asked is in the trace, with its result.
                let trace = traced.trace()
                for answer in plain.answers where answer.point == .remedy {
                    let asked = trace.rules(for: answer).filter {
                        $0.held != nil && !($0.kind == "require" && $0.part == .when)
                    }
                    let results = asked.map { rule in
                        RuleResult(
                            rule: rule.rule.id, layer: rule.rule.layer, kind: rule.kind,
                            held: rule.held ?? false)
                    }
                    #expect(results == answer.asked)
                }
            }
        }
    }

    /// The value of a whole condition is the result of its rule.
    @Test(arguments: Repository.sites)
    func theLastConditionSaysWhatTheRuleSaid(site: String) throws {
        let policy = try #require(Repository.host.sites[site])
        let id = try #require(SiteID(word: site))
        var compared = 0
        for index in 0..<3 {
            let file = Sampler(seed: 3).caseFile(index: index, site: id, asOf: Self.asOf)
            let trace = policy.record(file, asOf: Self.asOf, area: .enforcement).trace()
            for rule in trace.questions.flatMap(\.rules) {
                guard let held = rule.held,
                    let last = rule.steps.last(where: { $0.kind != .branch }),
                    let holds = last.holds
                else { continue }
                #expect(holds == held, "\(rule.rule.id): \(last.source)")
                compared += 1
            }
        }
        #expect(compared > 100)
    }

    /// What scripts may not read is in no trace.
    @Test func withheldFactsAreInNoTrace() throws {
        let file = Sampler.showcase(site: try #require(SiteID(word: "oh-stark")), asOf: Self.asOf)
        let policy = try #require(Repository.host.sites["oh-stark"])
        let secrets = [
            file.ncp.name, try #require(file.ncp.address).line,
            try #require(file.ncp.phones.first).number,
            try #require(file.ncp.employments.first?.employerName),
        ]
        for area in Area.siteAreas {
            let traced = policy.record(file, asOf: Self.asOf, area: area, detail: .full)
            let json = Explanation(decision: traced.decision, trace: traced.trace()).canonicalJSON
            for secret in secrets { #expect(!json.contains(secret)) }
        }
    }
}
