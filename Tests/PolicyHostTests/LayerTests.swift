import CaseModel
import PolicyHost
import Testing

/// The order in which layers bear on an answer, shown with made-up policies.
@Suite("Layers: what law, model and site may do to an answer")
struct LayerTests {
    static let never = "when = never"
    static let always = "when = always"

    static func available(_ when: String = "when = never", id: String = "threshold") -> String {
        Lua.rule("available", id, #"remedy = "driver_license_suspension", \#(when)"#)
    }

    static func forbid(_ id: String = "forbidden", _ when: String = "when = always") -> String {
        Lua.rule("forbid", id, when)
    }

    static let automatic = Lua.rule("automatic", "by-law", "when = always")

    static func require(_ id: String, missing: String, met: String = "never") -> String {
        Lua.rule("require", id, #"missing = "\#(missing)", met = \#(met)"#)
    }

    // MARK: 1. Thresholds

    @Test func aThresholdThatIsNotMetBeatsEverything() throws {
        var site = MiniSite()
        site.federal += Self.forbid() + Self.automatic
        site.state = Self.available()
        site.site = Lua.always("mine", "proceed {}")
        let answer = try site.license()
        #expect(answer.outcome == .notAvailable)
        #expect(answer.floors.map(\.effect) == [.unavailable])
        #expect(answer.floorIDs == ["threshold"])
        #expect(answer.rule?.id == "threshold")
        #expect(answer.asked.map(\.rule) == ["opened", "threshold"])
        #expect(answer.words() == "Words of threshold.")
    }

    @Test func everyThresholdMustBeMet() throws {
        var site = MiniSite()
        site.federal += Self.available("when = always", id: "second")
        site.state = Self.available("when = always", id: "third")
        #expect(try site.license().outcome == .hold)
        site.state = Self.available("when = never", id: "third")
        #expect(try site.license().outcome == .notAvailable)
    }

    @Test func aRemedyThatNoLawOpensIsNeverAsked() throws {
        let decision = try MiniSite().decide()
        let remedies = decision.answers.filter { $0.point == .remedy }.map(\.subject)
        #expect(remedies == ["driver_license_suspension"])
    }

    // MARK: 2. Forbidden

    static func forbidding(_ layer: String, _ rest: String = "") -> MiniSite {
        var site = MiniSite()
        switch layer {
        case "federal": site.federal += forbid()
        case "state": site.state = forbid()
        case "pjac": site.pjac = forbid()
        default: site.site = forbid()
        }
        site.federal += rest
        site.site += Lua.always("mine", "proceed {}")
        return site
    }

    @Test(arguments: ["federal", "state", "pjac", "site"])
    func aForbidOfAnyLayerEndsTheQuestion(_ layer: String) throws {
        let answer = try Self.forbidding(layer).license()
        #expect(answer.outcome == .notAllowed)
        #expect(answer.floorIDs == ["forbidden"])
        #expect(answer.rule?.layer == layer)
        #expect(!answer.asked.contains { $0.rule == "mine" })
    }

    @Test(arguments: ["federal", "state"])
    func whatTheLawForbidsIsNotAutomatic(_ layer: String) throws {
        let answer = try Self.forbidding(layer, Self.automatic).license()
        #expect(answer.outcome == .notAllowed)
        #expect(!answer.asked.contains { $0.rule == "by-law" })
    }

    @Test(arguments: ["pjac", "site"])
    func nothingBelowTheLawForbidsWhatIsAutomatic(_ layer: String) throws {
        let answer = try Self.forbidding(layer, Self.automatic).license()
        #expect(answer.outcome == .proceed)
        #expect(answer.floorIDs == ["by-law"])
    }

    @Test func everyForbidThatHoldsIsNamed() throws {
        var site = MiniSite()
        site.federal += Self.forbid("one") + Self.forbid("two", "when = never")
        site.state = Self.forbid("three")
        let answer = try site.license()
        #expect(answer.floorIDs == ["one", "three"])
        #expect(answer.staffWords == "Says one. Says three.")
    }

    // MARK: 3. Automatic

    @Test func whatIsAutomaticCanNotBeHeldByTheSite() throws {
        var site = MiniSite()
        site.state = Self.automatic
        site.site = Lua.always("mine", "hold { days = 30 }")
        let answer = try site.license()
        #expect(answer.outcome == .proceed)
        #expect(answer.floors.map(\.effect) == [.automatic])
        #expect(answer.rule?.id == "by-law")
        #expect(!answer.asked.contains { $0.layer == "site" })
    }

    @Test func whatIsAutomaticStillWaitsForWhatTheLawRequires() throws {
        var site = MiniSite()
        site.state = Self.automatic + Self.require("notice", missing: "a notice")
        let answer = try site.license()
        #expect(answer.outcome == .notYet)
        #expect(answer.missing == ["a notice"])
        #expect(answer.floorIDs == ["by-law", "notice"])
    }

    @Test(arguments: ["pjac", "site"])
    func whatIsAutomaticDoesNotWaitForModelOrSite(_ layer: String) throws {
        var site = MiniSite()
        site.state = Self.automatic
        let rule = Self.require("attempt", missing: "an attempt")
        if layer == "pjac" { site.pjac = rule } else { site.site = rule }
        let answer = try site.license()
        #expect(answer.outcome == .proceed)
        #expect(answer.missing.isEmpty)
    }

    @Test func aRuleThatIsNotAutomaticForThisCaseLeavesItToTheSite() throws {
        var site = MiniSite()
        site.state = Lua.rule("automatic", "by-law", Self.never)
        site.site = Lua.always("mine", "hold { days = 30 }")
        #expect(try site.license().rule?.id == "mine")
    }

    // MARK: 4. The site's rules

    @Test func theFirstRuleThatMatchesProposes() throws {
        var site = MiniSite()
        site.site =
            Lua.rule(
                "rule", "zero", "when = never, decide = function() return proceed {} end")
            + Lua.always("one", "hold { days = 5 }") + Lua.always("two", "proceed {}")
        let answer = try site.license()
        #expect(answer.rule?.id == "one")
        #expect(answer.until == day("2019-03-06"))
        let mine = answer.asked.filter { $0.layer == "site" }
        #expect(mine.map(\.rule) == ["zero", "one"])
        #expect(mine.map(\.held) == [false, true])
    }

    @Test func theDefaultAnswersOnlyIfNoRuleDoes() throws {
        let site = MiniSite()
        let answer = try site.license()
        #expect(answer.rule?.id == "default-d11")
        #expect(answer.asked.filter { $0.layer == "site" }.map(\.held) == [false])
    }

    @Test func aDefaultForOneRemedyWinsOverTheDefaultForAll() throws {
        var site = MiniSite()
        site.site = Lua.rule(
            "default", "for-licenses",
            #"remedy = "driver_license_suspension", decide = function() return hold { days = 3 } end"#
        )
        #expect(try site.license().rule?.id == "for-licenses")
    }

    @Test func aRuleForAnotherRemedyIsNotAsked() throws {
        var site = MiniSite()
        site.site = Lua.rule(
            "rule", "levies",
            #"remedy = "account_levy", when = always, decide = function() return proceed {} end"#)
        let answer = try site.license()
        #expect(answer.rule?.id == "default-d11")
        #expect(!answer.asked.contains { $0.rule == "levies" })
    }

    // MARK: 5. Required

    @Test func whatActsWaitsForEverythingThatIsMissing() throws {
        var site = MiniSite()
        site.federal += Self.require("a", missing: "a notice")
        site.state = Self.require("b", missing: "nothing", met: "always")
        site.pjac = Self.require("c", missing: "an attempt")
        site.site = Self.require("d", missing: "a second look") + Lua.always("mine", "proceed {}")
        let answer = try site.license()
        #expect(answer.outcome == .notYet)
        #expect(answer.missing == ["a notice", "an attempt", "a second look"])
        #expect(answer.floorIDs == ["a", "c", "d"])
        #expect(answer.floors.allSatisfy { $0.effect == .required })
        #expect(answer.rule?.id == "mine", "the rule that proposed stays named")
        #expect(
            answer.asked.filter { $0.kind == "require" }.map(\.held) == [false, true, false, false])
    }

    @Test func patienceNeedsNothing() throws {
        var site = MiniSite()
        site.federal += Self.require("a", missing: "a notice")
        site.site = Lua.always("mine", "hold { days = 5 }")
        let answer = try site.license()
        #expect(answer.outcome == .hold)
        #expect(answer.missing.isEmpty)
    }

    @Test func anOfferOfHelpNeedsNothing() throws {
        var site = MiniSite()
        site.federal += Self.require("a", missing: "a notice")
        site.site = Lua.always("mine", #"offer_service { service = "employment" }"#)
        let answer = try site.license()
        #expect(answer.outcome == .offerService)
        #expect(answer.missing.isEmpty)
    }

    @Test(arguments: [("always", Outcome.notYet), ("never", Outcome.proceed)])
    func aRequirementBindsOnlyWhomItIsFor(_ when: String, _ outcome: Outcome) throws {
        var site = MiniSite()
        site.federal += Lua.rule(
            "require", "a", #"missing = "a notice", met = never, when = \#(when)"#)
        site.site = Lua.always("mine", "proceed {}")
        #expect(try site.license().outcome == outcome)
    }

    @Test func theParentReadsTheWordsOfWhatIsMissing() throws {
        var site = MiniSite()
        site.federal += Lua.rule(
            "require", "a", tell: "We still need {missing}.", #"missing = "a notice", met = never"#)
        site.site = Lua.always("mine", "proceed {}")
        #expect(try site.license().words() == "We still need a notice.")
    }

    // MARK: 6. Limits

    static func limit(_ days: Int, id: String = "longest") -> String {
        Lua.rule("limit", id, "longest = function() return days(\(days)) end")
    }

    @Test(arguments: [
        (29, "2019-03-30", false), (30, "2019-03-31", false), (31, "2019-03-31", true),
        (365, "2019-03-31", true),
    ])
    func aHoldIsCutAtTheLimitToTheDay(_ days: Int, _ until: String, _ cut: Bool) throws {
        var site = MiniSite()
        site.pjac = Self.limit(30)
        site.site = Lua.always("mine", "hold { days = \(days) }")
        let answer = try site.license()
        #expect(answer.outcome == .hold)
        #expect(answer.until == day(until))
        #expect(answer.floors.map(\.effect) == (cut ? [.limited] : []))
    }

    @Test func theShortestOfSeveralLimitsCounts() throws {
        var site = MiniSite()
        site.federal += Self.limit(40, id: "forty")
        site.state = Self.limit(20, id: "twenty")
        site.pjac = Self.limit(30, id: "thirty")
        site.site = Lua.always("mine", "hold { days = 60 }")
        #expect(try site.license().until == day("2019-03-21"))
    }

    @Test func aHoldUntilADateIsCutToo() throws {
        var site = MiniSite()
        site.pjac = Self.limit(30)
        site.site = Lua.always("mine", #"hold { until_ = date("2019-12-31") }"#)
        #expect(try site.license().until == day("2019-03-31"))
    }

    @Test func theParentReadsTheDayToWhichAHoldWasCut() throws {
        var site = MiniSite()
        site.pjac = Self.limit(30)
        site.site = Lua.rule(
            "rule", "mine", tell: "Until {until}, {days} days.",
            "when = always, decide = function() return hold { days = 60 } end")
        #expect(try site.license().words() == "Until March 31, 2019, 30 days.")
    }

    static func atMost(_ dollars: Int, id: String) -> String {
        Lua.rule("limit", id, "at_most = function() return dollars(\(dollars)) end")
    }

    @Test func theSmallestOfSeveralAmountsCounts() throws {
        var site = MiniSite()
        site.federal += Self.atMost(400, id: "four")
        site.state = Self.atMost(300, id: "three")
        site.pjac = Self.atMost(350, id: "middle")
        site.site = Lua.always("mine", "proceed {}")
        let answer = try site.license()
        #expect(answer.amount == Money(dollars: 300))
        #expect(answer.floorIDs == ["three"])
    }

    @Test func theParentReadsTheAmountThatLimitsAStep() throws {
        var site = MiniSite()
        site.federal += Self.atMost(400, id: "four")
        site.site = Lua.rule(
            "rule", "mine", tell: "At most {amount}.",
            "when = always, decide = function() return proceed {} end")
        #expect(try site.license().words() == "At most $400.00.")
    }

    // MARK: 7. Deadlines

    /// 45 CFR 303.6(c)(2): 30 days after the later of two days, silence is no answer.
    static let due = Lua.rule(
        "due", "duty",
        """
        when = function(case) return older_than(case.delinquency_identified_on, days(30)) end
        """)

    @Test(arguments: [
        ("2019-03-30", Outcome.hold), ("2019-03-31", .hold), ("2019-04-01", .askSupervisor),
    ])
    func silenceIsNoAnswerAfterTheDeadline(_ asOf: String, _ outcome: Outcome) throws {
        var site = MiniSite()
        site.federal += Self.due
        let file = try caseFile("base", #""cases.0.delinquency_identified_on": 2019-03-01"#)
        let answer = try site.license(file, on: asOf)
        #expect(answer.outcome == outcome)
        #expect(answer.floors.map(\.effect) == (outcome == .askSupervisor ? [.due] : []))
        #expect(answer.until == (outcome == .hold ? day(asOf).adding(days: 10) : nil))
    }

    @Test func aReasonedHoldStandsAfterTheDeadline() throws {
        var site = MiniSite()
        site.federal += Self.due
        site.site = Lua.always("mine", "hold { days = 10 }")
        let file = try caseFile("base", #""cases.0.delinquency_identified_on": 2018-03-01"#)
        let answer = try site.license(file)
        #expect(answer.outcome == .hold)
        #expect(answer.floors.isEmpty)
    }

    @Test func aDefaultThatActsNeedsNoReasonAfterTheDeadline() throws {
        var site = MiniSite()
        site.federal += Self.due
        site.defaults["D11"] = "proceed {}"
        let file = try caseFile("base", #""cases.0.delinquency_identified_on": 2018-03-01"#)
        #expect(try site.license(file).outcome == .proceed)
    }

    /// What the law still asks for, no supervisor can waive; what the model asks for, one may.
    @Test(arguments: [("federal", Outcome.notYet), ("state", .notYet), ("pjac", .askSupervisor)])
    func aSupervisorIsNotAskedToWaiveTheLaw(_ layer: String, _ outcome: Outcome) throws {
        var site = MiniSite()
        site.federal += Self.due
        site.defaults["D11"] = "proceed {}"
        let rule = Self.require("needs", missing: "a notice")
        switch layer {
        case "federal": site.federal += rule
        case "state": site.state = rule
        default: site.pjac = rule
        }
        let file = try caseFile("base", #""cases.0.delinquency_identified_on": 2018-03-01"#)
        #expect(try site.license(file).outcome == outcome)
    }

    @Test func theParentIsNotToldOfAHoldThatTheDeadlineTookAway() throws {
        var site = MiniSite()
        site.federal += Self.due
        let file = try caseFile("base", #""cases.0.delinquency_identified_on": 2018-03-01"#)
        let answer = try site.license(file)
        #expect(answer.outcome == .askSupervisor)
        #expect(answer.words() == "Words of duty.")
    }

    // MARK: The two arms of the study

    @Test func ordinaryPracticeMeetsNoRuleOfTheModelOrTheSite() throws {
        var site = MiniSite()
        site.pjac = Self.forbid("model") + Self.require("model-needs", missing: "an attempt")
        site.site = Self.forbid("mine-forbids") + Lua.always("mine", "hold { days = 30 }")
        site.outreach = Lua.always(
            "call", point: "D3", #"contact { who = "ncp", channel = "phone_call" }"#)
        let file = try caseFile("business-as-usual")
        let license = try site.license(file)
        #expect(license.outcome == .proceed)
        #expect(license.floors.isEmpty)
        let layers = Set(
            try site.decide(.enforcement, file).answers.flatMap { $0.asked.map(\.layer) })
        #expect(layers.isSubset(of: ["federal", "state"]))
        for area in Area.siteAreas {
            for answer in try site.decide(area, file).answers where answer.point != .remedy {
                #expect(answer.outcome == .notAsked, "\(answer.point)")
                #expect(answer.asked.allSatisfy { $0.layer == "federal" || $0.layer == "state" })
            }
        }
    }

    @Test func ordinaryPracticeStillMeetsTheLaw() throws {
        let file = try caseFile("business-as-usual")
        var site = MiniSite()
        site.state = Self.require("notice", missing: "a notice")
        #expect(try site.license(file).outcome == .notYet)
        site.state = Self.forbid()
        #expect(try site.license(file).outcome == .notAllowed)
        site.state = Self.available()
        #expect(try site.license(file).outcome == .notAvailable)
    }

    @Test func aParentOutsideTheStudyMeetsTheSitesRules() throws {
        var site = MiniSite()
        site.site = Lua.always("mine", "hold { days = 30 }")
        #expect(try site.license(try caseFile("base", "study: null")).rule?.id == "mine")
    }

    /// The two arms never mix: no rule of model or site speaks at any real site.
    @Test(arguments: Repository.sites)
    func noRealSiteLetsTheArmsMix(_ id: String) throws {
        let file = try caseFile("business-as-usual", site: id)
        for decision in Repository.host.decide(file, site: id, asOf: day("2019-03-01")) {
            #expect(decision.alert == nil)
            guard Area.siteAreas.contains(decision.area) else { continue }
            for answer in decision.answers {
                #expect(
                    answer.asked.allSatisfy { $0.layer == "federal" || $0.layer == "state" },
                    "\(answer.point) \(answer.subject)")
            }
        }
    }

    // MARK: Contempt

    @Test(arguments: ["forbid", "require"])
    func theQuestionOfContemptCarriesTheFloorsOfTheRemedy(_ kind: String) throws {
        var site = MiniSite()
        site.defaults["D13"] = #"refer { sign_off = "supervisor" }"#
        #expect(try site.decide().answer(.contemptReferral).outcome == .refer)
        let body =
            kind == "forbid" ? "when = always" : #"missing = "a screen", met = never"#
        site.federal += Lua.rule(kind, "floor", #"remedy = "contempt_referral", \#(body)"#)
        let answer = try site.decide().answer(.contemptReferral)
        #expect(answer.outcome == (kind == "forbid" ? .notAllowed : .notYet))
        #expect(answer.floorIDs == ["floor"])
    }

    @Test func aRemedyNamedAsTheNextStepCarriesItsFloors() throws {
        var site = MiniSite()
        site.site = Lua.always(
            "up", point: "D12", #"escalate { remedy = "driver_license_suspension" }"#)
        #expect(try site.decide().answer(.furtherEnforcement).outcome == .escalate)
        site.state = Self.forbid()
        let answer = try site.decide().answer(.furtherEnforcement)
        #expect(answer.outcome == .notAllowed)
        #expect(answer.floorIDs == ["forbidden"])
    }

    @Test func aRemedyThatNoLawOpensIsNoNextStep() throws {
        var site = MiniSite()
        site.site = Lua.always("up", point: "D12", #"escalate { remedy = "property_seizure" }"#)
        #expect(try site.decide().answer(.furtherEnforcement).outcome == .notAvailable)
    }

    /// A warning that may not be given has no last day, and says what is missing.
    @Test(arguments: [
        ("forbid", "driver_license_suspension", Outcome.notAllowed),
        ("available", "driver_license_suspension", .notAvailable),
        ("require", "driver_license_suspension", .notYet),
        ("", "property_seizure", .notAvailable),
    ])
    func whatIsNotAllowedHasNoDayOfTheProposal(
        _ kind: String, _ remedy: String, _ outcome: Outcome
    ) throws {
        var site = MiniSite()
        site.site = Lua.always(
            "warned", point: "D12", #"warn { remedy = "\#(remedy)", days = days(14) }"#)
        switch kind {
        case "forbid": site.state = Self.forbid()
        case "available":
            site.state = Lua.rule("available", "closed", #"remedy = "\#(remedy)", when = never"#)
        case "require":
            site.federal +=
                Lua.rule("automatic", "by-law", #"remedy = "\#(remedy)", when = always"#)
                + Lua.rule(
                    "require", "noticed",
                    #"remedy = "\#(remedy)", missing = "a notice", met = never"#)
        default: break
        }
        let answer = try site.decide().answer(.furtherEnforcement)
        #expect(answer.outcome == outcome)
        #expect(answer.until == nil)
        #expect(answer.details == [Detail(key: "remedy", value: remedy)])
        #expect(answer.missing == (kind == "require" ? ["a notice"] : []))
        #expect(!DecisionText.brief(answer).contains("until"))
    }
}
