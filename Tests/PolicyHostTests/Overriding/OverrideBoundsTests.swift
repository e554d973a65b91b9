import CaseModel
import PolicyHost
import Testing

/// A person's choice meets the same floors as a site's rule, in the same order.
@Suite("Overrides: a person's choice is bounded like a rule's")
struct OverrideBoundsTests {
    static let license = "driver_license_suspension"

    static func choice(
        _ outcome: Outcome, _ point: DecisionPoint = .remedy, _ subject: String? = nil,
        until: String = "2019-03-20", saying details: [String: String] = [:]
    ) -> OverrideChoice {
        OverrideChoice(
            point: point, subject: subject ?? (point == .remedy ? license : ""),
            outcome: outcome, until: day(until),
            details: details.map { Detail(key: $0.key, value: $0.value) },
            reason: "A death in the family.")
    }

    static func ruling(
        _ choice: OverrideChoice, _ site: MiniSite = MiniSite(), _ file: CaseFile? = nil,
        on asOf: String = "2019-03-01"
    ) throws -> OverrideRuling {
        let host = site.host
        let policy = try #require(
            host.sites[MiniSite.id], "\(host.problems[MiniSite.id] ?? [])")
        let moment = CaseMoment(
            file: try file ?? caseFile(), caseIndex: 0, day: day(asOf))
        return try policy.ruling(on: choice, for: moment)
    }

    static func answer(_ ruling: OverrideRuling) throws -> DecisionAnswer {
        guard case .bounded(let answer) = ruling else {
            Issue.record("\(ruling)")
            throw CancellationError()
        }
        return answer
    }

    static func refusal(_ ruling: OverrideRuling) throws -> OverrideRefusal {
        guard case .refused(let refusal) = ruling else {
            Issue.record("\(ruling)")
            throw CancellationError()
        }
        return refusal
    }

    // MARK: What may stand

    @Test func aHoldStandsUntilItsLastDayInThePersonsWords() throws {
        var site = MiniSite()
        site.site = Lua.always("mine", "proceed {}")
        let answer = try Self.answer(
            Self.ruling(Self.choice(.hold, saying: ["offer": "employment"]), site))
        #expect(answer.outcome == .hold)
        #expect(answer.until == day("2019-03-20"))
        #expect(answer.detail("offer") == "employment")
        #expect(answer.rule?.id == OverrideChoice.ruleID)
        #expect(answer.rule?.layer == "person")
        #expect(answer.staffWords == "A death in the family.")
        #expect(answer.floors.isEmpty)
    }

    @Test(arguments: [
        (Outcome.proceed, nil), (.offerService, "2019-03-20"), (.askSupervisor, "2019-03-20"),
    ])
    func everyAnswerThatThePointKnowsMayBeChosen(_ outcome: Outcome, _ until: String?) throws {
        let answer = try Self.answer(Self.ruling(Self.choice(outcome)))
        #expect(answer.outcome == outcome)
        #expect(answer.until?.description == until)
    }

    @Test func anAmountIsCutAsForARule() throws {
        var site = MiniSite()
        site.state = Lua.rule("limit", "ceiling", "at_most = function() return dollars(12) end")
        let answer = try Self.answer(Self.ruling(Self.choice(.proceed), site))
        #expect(answer.amount == Money(cents: 1200))
        #expect(answer.floorIDs == ["ceiling"])
    }

    @Test(arguments: [
        (DecisionPoint.enrollment, Outcome.enroll), (.conference, .noConference),
        (.enhancedServices, .noServices), (.contemptReferral, .refer), (.exit, .exit),
        (.continueOutreach, .stop), (.furtherEnforcement, .wait), (.referral, .noReferral),
    ])
    func everyQuestionTakesAChoice(_ point: DecisionPoint, _ outcome: Outcome) throws {
        #expect(try Self.answer(Self.ruling(Self.choice(outcome, point))).outcome == outcome)
    }

    // MARK: What may not

    @Test(
        arguments: [
            (Outcome.contact, DecisionPoint.remedy, "2019-03-20", [:], "override.answer"),
            (.review, .caseReview, "2019-03-20", [:], "override.answer"),
            (.hold, .remedy, "2019-02-28", [:], "override.over"),
            (.hold, .remedy, "2019-03-20", ["channel": "letter"], "override.answer"),
            (.hold, .remedy, "2019-03-20", ["until_": "2019-09-01"], "override.answer"),
            (.hold, .remedy, "2019-03-20", ["days": "400"], "override.answer"),
            (.escalate, .furtherEnforcement, "2019-03-20", [:], "override.answer"),
            (.escalate, .furtherEnforcement, "2019-03-20", ["remedy": "prison"], "override.answer"),
            (.conference, .conference, "2019-03-20", [:], "override.answer"),
            (.contact, .firstContact, "2019-03-20", ["channel": "pigeon"], "override.answer"),
            (.contact, .firstContact, "2019-03-20", ["within": "soon"], "override.answer"),
            (.referTo, .referral, "2019-03-20", [:], "override.answer"),
        ] as [(Outcome, DecisionPoint, String, [String: String], String)])
    func whatIsNoAnswerIsRefused(
        _ outcome: Outcome, _ point: DecisionPoint, _ until: String, _ details: [String: String],
        _ code: String
    ) throws {
        let choice = Self.choice(outcome, point, until: until, saying: details)
        #expect(try Self.refusal(Self.ruling(choice)).code == code)
    }

    @Test func aRemedyThatNoLawOpensIsRefused() throws {
        let choice = Self.choice(.hold, .remedy, "passport_denial")
        #expect(try Self.refusal(Self.ruling(choice)).code == "override.unavailable")
    }

    /// A floor of each layer, whatever is chosen: what it settles is not for a person.
    @Test(arguments: ["federal", "state", "pjac", "site"], [Outcome.proceed, .hold])
    func whatIsForbiddenStaysForbidden(_ layer: String, _ outcome: Outcome) throws {
        let refusal = try Self.refusal(
            Self.ruling(Self.choice(outcome), LayerTests.forbidding(layer)))
        #expect(refusal.code == "override.forbidden")
        #expect(refusal.floors.map(\.rule.id) == ["forbidden"])
        #expect(refusal.floors.first?.rule.layer == layer)
        #expect(
            refusal.message
                == "`forbidden` forbids it: Says forbidden (1 Test Code forbidden)")
    }

    @Test func aThresholdThatIsNotMetIsNotForAPerson() throws {
        var site = MiniSite()
        site.state = LayerTests.available()
        let refusal = try Self.refusal(Self.ruling(Self.choice(.proceed), site))
        #expect(refusal.code == "override.unavailable")
        #expect(refusal.floors.map(\.rule.id) == ["threshold"])
    }

    @Test(arguments: [Outcome.hold, .proceed, .askSupervisor])
    func whatGoesAheadByLawIsNotTouched(_ outcome: Outcome) throws {
        var site = MiniSite()
        site.federal += LayerTests.automatic
        let refusal = try Self.refusal(Self.ruling(Self.choice(outcome), site))
        #expect(refusal.code == "override.automatic")
        #expect(refusal.floors.map(\.rule.id) == ["by-law"])
    }

    @Test func whatIsRequiredComesFirstForAnAnswerThatActs() throws {
        var site = MiniSite()
        site.pjac = LayerTests.require("notice", missing: "a notice")
        let refusal = try Self.refusal(Self.ruling(Self.choice(.proceed), site))
        #expect(refusal.code == "override.required")
        #expect(refusal.missing == ["a notice"])
        #expect(refusal.floors.map(\.rule.id) == ["notice"])
        #expect(refusal.message.contains("first needed: a notice"))
        #expect(try Self.answer(Self.ruling(Self.choice(.hold), site)).outcome == .hold)
    }

    /// The limit on holds binds every answer that keeps a remedy waiting, on its very day.
    @Test(arguments: [Outcome.hold, .offerService, .askSupervisor])
    func nothingHoldsARemedyLongerThanTheLimit(_ outcome: Outcome) throws {
        var site = MiniSite()
        site.pjac = Lua.rule("limit", "longest", "longest = function() return days(30) end")
        let last = Self.choice(outcome, until: "2019-03-31")
        #expect(try Self.answer(Self.ruling(last, site)).until == day("2019-03-31"))
        let later = Self.choice(outcome, until: "2019-04-01")
        let refusal = try Self.refusal(Self.ruling(later, site))
        #expect(refusal.code == "override.too-long")
        #expect(refusal.lastDay == day("2019-03-31"))
        #expect(refusal.floors.map(\.rule.id) == ["longest"])
        #expect(refusal.message.contains("the last day is 2019-03-31"))
    }

    @Test func aNamedRemedyHasItsOwnFloors() throws {
        var site = MiniSite()
        site.state = LayerTests.forbid("no-suspension")
        let choice = Self.choice(.escalate, .furtherEnforcement, saying: ["remedy": Self.license])
        let refusal = try Self.refusal(Self.ruling(choice, site))
        #expect(refusal.floors.map(\.rule.id) == ["no-suspension"])
    }

    // MARK: Contacts and partners

    @Test func aContactIsPlacedLikeARulesAndKeepsItsChannel() throws {
        let choice = Self.choice(
            .contact, .firstContact, saying: ["channel": "letter", "within": "5", "who": "cp"])
        let answer = try Self.answer(Self.ruling(choice))
        #expect(answer.subject == "cp")
        #expect(answer.detail("channel") == "letter")
        #expect(answer.detail("not_after") == "2019-03-06")
        let refusal = try Self.refusal(
            Self.ruling(choice, ContactTests.site(ContactTests.not("letter"))))
        #expect(refusal.code == "override.forbidden")
        #expect(refusal.floors.map(\.rule.id) == ["not-by-letter"])
    }

    @Test func aPartnerThatDoesNotFitIsRefused() throws {
        var site = MiniSite()
        site.partners = PartnerTests.partner("helper") + PartnerTests.partner("full", slots: "0")
        let file = try PartnerTests.parent()
        let helper = Self.choice(.referTo, .referral, "helper", saying: ["follow_up": "7"])
        let answer = try Self.answer(Self.ruling(helper, site, file))
        #expect(answer.subject == "helper" && answer.outcome == .referTo)
        let full = try Self.refusal(
            Self.ruling(Self.choice(.referTo, .referral, "full"), site, file))
        #expect(full.code == "override.partner")
        #expect(full.message == "It has no open place.")
        site.federalReferral = Lua.rule("forbid", "unsafe", point: "D9", "when = always")
        let unsafe = try Self.refusal(Self.ruling(helper, site, file))
        #expect(unsafe.floors.map(\.rule.id) == ["unsafe"])
    }

    // MARK: The other arm of the study, and a policy that fails

    @Test func inTheOtherArmOnlyLawBindsAndNothingElseIsAsked() throws {
        let file = try caseFile("business-as-usual")
        let outreach = Self.choice(.stop, .continueOutreach)
        #expect(
            try Self.refusal(Self.ruling(outreach, MiniSite(), file)).code
                == "override.not-asked")
        var site = MiniSite()
        site.pjac = LayerTests.forbid()
        #expect(try Self.answer(Self.ruling(Self.choice(.hold), site, file)).outcome == .hold)
        site.state = LayerTests.forbid("law")
        let refusal = try Self.refusal(Self.ruling(Self.choice(.hold), site, file))
        #expect(refusal.floors.map(\.rule.id) == ["law"])
    }

    @Test func aPolicyThatFailsJudgesNothing() throws {
        var site = MiniSite()
        site.pjac = LayerTests.forbid("broken", "when = function() error(\"stop\") end")
        let problem = #expect(throws: PolicyProblem.self) {
            try Self.ruling(Self.choice(.hold), site)
        }
        #expect(problem?.file.hasPrefix("policies/pjac/enforcement.lua:") == true)
    }

    /// On the real sites: whatever a rule decided may be chosen by a person too, unless the host or
    /// a floor settled it.
    @Test(arguments: Repository.sites)
    func aSitesOwnAnswersPassItsOwnFloors(_ site: String) throws {
        let policy = try #require(Repository.host.sites[site])
        let id = try #require(SiteID(word: site))
        let sampler = Sampler(seed: 21)
        let asOf = day("2019-03-01")
        var judged = 0
        for index in 0..<40 {
            let file = sampler.caseFile(index: index, site: id, asOf: asOf)
            let moment = CaseMoment(file: file, caseIndex: 0, day: asOf)
            let decision = try #require(
                policy.decide(file, asOf: asOf, areas: [.enforcement]).first)
            for answer in decision.answers where answer.point == .remedy {
                let isSettled = answer.floors.contains { $0.effect != .limited }
                guard !isSettled, answer.outcome == .proceed || answer.until != nil else {
                    continue
                }
                let choice = OverrideChoice(
                    point: .remedy, subject: answer.subject, outcome: answer.outcome,
                    until: answer.until ?? asOf, reason: "the same")
                let bounded = try Self.answer(policy.ruling(on: choice, for: moment))
                #expect(bounded.outcome == answer.outcome)
                #expect(bounded.amount == answer.amount)
                judged += 1
            }
        }
        #expect(judged > 10)
    }
}
