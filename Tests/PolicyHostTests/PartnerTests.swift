import CaseModel
import PolicyHost
import Testing

@Suite("Partners: who fits, who comes first, and why not the others")
struct PartnerTests {
    static func partner(
        _ id: String, services: String = "[employment]", areas: String = "any",
        languages: String = "[en]", slots: String = "none",
        contract: String = "{ from: 2018-01-01, until: 2019-12-31 }"
    ) -> String {
        """
          - id: \(id)
            name: The \(id)
            services: \(services)
            areas: \(areas)
            languages: \(languages)
            open_slots: \(slots)
            contract: \(contract)
            authority: A test
            tag: assumed

        """
    }

    static let plan = """
        plans: [{ plan_id: plan-1, status: active, created_on: 2017-02-01, agreed_on: 2017-02-01, goals: [], barriers: [{ kind: employment, recorded_on: 2017-02-01 }], commitments: [] }]
        """

    /// A parent in Canton who speaks English and needs work.
    static func parent(_ changes: String = "") throws -> CaseFile {
        try caseFile("base", changes.hasPrefix("plans:") ? changes : plan + "\n" + changes)
    }

    static func answers(
        _ partners: String, _ file: CaseFile? = nil, on asOf: String = "2019-03-01",
        _ change: (inout MiniSite) -> Void = { _ in }
    ) throws -> [DecisionAnswer] {
        var site = MiniSite()
        site.partners = partners
        change(&site)
        let decision = try site.decide(.referral, try file ?? parent(), on: asOf)
        try #require(decision.alert == nil, "\(String(describing: decision.alert))")
        return decision.answers.filter { $0.point == .referral }
    }

    @Test func refersToAPartnerThatFits() throws {
        let answers = try Self.answers(Self.partner("helper"))
        #expect(answers.map(\.outcome) == [.referTo])
        #expect(answers.first?.subject == "helper")
        #expect(answers.first?.detail("follow_up") == "2019-03-15")
    }

    @Test(arguments: [
        ("2017-12-31", "Its contract has not begun."), ("2018-01-01", nil), ("2019-12-31", nil),
        ("2020-01-01", "Its contract has ended."),
    ])
    func keepsToTheDaysOfTheContract(_ asOf: String, _ reason: String?) throws {
        let answer = try #require(try Self.answers(Self.partner("helper"), on: asOf).first)
        #expect(answer.outcome == (reason == nil ? .referTo : .noReferral))
        #expect(answer.detail("not_helper") == reason)
    }

    /// A fact that rules a partner out, and what staff read.
    struct Misfit: Sendable, CustomTestStringConvertible {
        var name: String
        var partner: String
        var changes = ""
        var reason: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Misfit(
            name: "another language", partner: partner("helper"), changes: "ncp.language: es",
            reason: "It does not serve in the parent's language."),
        Misfit(
            name: "the parent's language", partner: partner("helper", languages: "[en, es]"),
            changes: "ncp.language: es"),
        Misfit(
            name: "another area", partner: partner("helper", areas: "[alliance]"),
            reason: "It does not serve the parent's area."),
        Misfit(name: "the parent's area", partner: partner("helper", areas: "[alliance, canton]")),
        Misfit(
            name: "no open place", partner: partner("helper", slots: "0"),
            reason: "It has no open place."),
        Misfit(name: "one open place", partner: partner("helper", slots: "1")),
        Misfit(
            name: "another service", partner: partner("helper", services: "[housing, legal_aid]"),
            reason: "It offers none of the services needed."),
        Misfit(name: "no contract dates", partner: partner("helper", contract: "none")),
        Misfit(
            name: "no need in the plan", partner: partner("helper"), changes: "plans: []",
            reason: "No open barrier is recorded in the plan."),
    ])
    func rulesOutWhoDoesNotFit(_ row: Misfit) throws {
        let answer = try #require(
            try Self.answers(row.partner, try Self.parent(row.changes)).first)
        #expect(answer.outcome == (row.reason == nil ? .referTo : .noReferral))
        #expect(answer.detail("not_helper") == row.reason)
    }

    static let three = partner("a") + partner("b") + partner("c") + partner("d")

    @Test func ranksByPointsThenByNameAndStopsAtThree() throws {
        let answers = try Self.answers(Self.three) { site in
            site.referral = Lua.rule(
                "rank", "c-first", point: "D9",
                #"points = 5, because = "it is near", when = function(case, site, it) return it.id == "c" end"#
            )
        }
        #expect(answers.map(\.subject) == ["c", "a", "b"])
        #expect(answers.map { $0.detail("rank") } == ["1", "2", "3"])
        #expect(answers.map { $0.detail("points") } == ["5", "0", "0"])
        #expect(answers.first?.detail("because") == "it is near")
    }

    @Test func ranksTheSameInWhateverOrderThePartnersAreWritten() throws {
        let other = Self.partner("d") + Self.partner("b") + Self.partner("a") + Self.partner("c")
        #expect(
            try Self.answers(other).map(\.subject) == (try Self.answers(Self.three).map(\.subject)))
    }

    @Test func goesOnToTheNextPartnerWhenARuleDeclinesOne() throws {
        let answers = try Self.answers(Self.three) { site in
            site.referral = Lua.rule(
                "rule", "not-a", point: "D9",
                #"when = function(case, site, it) return it.id == "a" end, decide = function() return no_referral {} end"#
            )
        }
        #expect(answers.map(\.subject) == ["b", "c", "d"])
    }

    @Test func aForbiddenPartnerIsNamedWithItsFloorAndBindsNoOther() throws {
        let answers = try Self.answers(Self.three) { site in
            site.federalReferral = Lua.rule(
                "forbid", "not-b", point: "D9",
                #"when = function(case, site, it) return it.id == "b" end"#)
        }
        let offered = answers.filter { $0.outcome == .referTo }
        #expect(offered.map(\.subject) == ["a", "c", "d"])
        #expect(offered.allSatisfy { $0.floors.isEmpty })
        for answer in offered {
            let reason = try #require(answer.notReached.first { $0.outcome == .noReferral })
            #expect(!reason.because.contains("not-b"), "\(reason.because)")
        }
        let others = answers.filter { $0.outcome != .referTo }
        #expect(others.map(\.subject) == ["b"])
        #expect(others.map(\.outcome) == [.notAllowed])
        #expect(others.map(\.floorIDs) == [["not-b"]])
        #expect(others.first?.staffWords == "Says not-b")
    }

    @Test func aReferralWaitsForWhatThePartnerNeeds() throws {
        let answers = try Self.answers(Self.partner("a")) { site in
            site.federalReferral = Lua.rule(
                "require", "consent", point: "D9", #"missing = "consent to share", met = never"#)
        }
        #expect(answers.map(\.outcome) == [.notYet])
        #expect(answers.first?.missing == ["consent to share"])
    }

    @Test func theParentReadsThePartnersName() throws {
        let answers = try Self.answers(Self.partner("helper")) { site in
            site.referral = Lua.rule(
                "rule", "named", point: "D9", tell: "Meet {partner}.",
                #"when = always, decide = function() return refer_to { handoff = "warm" } end"#)
        }
        #expect(answers.first?.words() == "Meet The helper.")
    }
}
