import CaseModel
import PolicyHost
import Testing

@Suite("Fail safe: a policy that fails decides nothing and tells nothing about the parent")
struct FailSafeTests {
    // Rules may call their arguments what they like; names that the loader can't follow are found
    // when the rule runs.

    /// A body of a rule that fails, the alert it must give, and what must not be in the alert.
    struct Failure: Sendable, CustomTestStringConvertible {
        var name: String
        var body: String
        var code: String
        var message = ""
        var testDescription: String { name }
    }

    static let secret = "Zebra County"
    static let cents: Int64 = 7_654_321

    /// A parent whose facts are easy to find in a text.
    static func file() throws -> CaseFile {
        try caseFile(
            "base",
            """
            cases.0.county: \(secret)
            cases.0.case_id: case-1
            ncp.name: Zebra Parent
            cases.0.ledger: [{ entry_id: l-1, kind: balance_forward, amount: \(cents), effective_on: 2018-01-01, posted_on: 2018-01-01, owed_to: family }]
            """)
    }

    static func when(_ body: String) -> String {
        "when = function(facts, numbers, subject) \(body) end, decide = function() return proceed {} end"
    }

    static func decide(_ body: String) -> String {
        "when = always, decide = function(facts, numbers, subject) \(body) end"
    }

    static let failures: [Failure] = [
        Failure(
            name: "raises an error", body: when("error(\"no\")"), code: "lua.raised"),
        Failure(
            name: "raises an error that holds a fact",
            body: when(
                #"error("county " .. facts.county .. " owes " .. tostring(facts.arrears.total))"#),
            code: "lua.raised"),
        Failure(
            name: "asserts with a fact", body: when("assert(false, facts.county)"),
            code: "lua.raised"),
        Failure(
            name: "raises a table", body: when("error({ facts.county })"), code: "lua.raised"),
        Failure(
            name: "loops forever", body: when("while true do end return true"),
            code: "lua.budget.instructions", message: "instructions"),
        Failure(
            name: "loops forever under pcall",
            body: when("while true do pcall(function() while true do end end) end return true"),
            code: "lua.budget.instructions"),
        Failure(
            name: "eats memory",
            body: when(
                "local t = {} while true do t[#t + 1] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 } end return true"
            ),
            code: "lua.budget.memory", message: "memory"),
        Failure(
            name: "doubles a text",
            body: when("local s = \"x\" while true do s = s .. s end return true"), code: ""),
        Failure(
            name: "makes one huge text",
            body: when("return string.len(string.rep(\"x\", 1000000000)) > 0"), code: "lua.misuse",
            message: "too long"),
        Failure(
            name: "calls itself without end",
            body: when("local function f(n) return 1 + f(n + 1) end return f(1) > 0"), code: ""),
        Failure(name: "answers a number", body: decide("return 42"), code: "answer.none"),
        Failure(name: "answers nothing", body: decide(""), code: "answer.none"),
        Failure(name: "answers a text", body: decide("return facts.county"), code: "answer.none"),
        Failure(
            name: "answers with an empty table", body: decide("return {}"), code: "answer.none"),
        Failure(
            name: "answers another question", body: decide("local other = enroll return other {}"),
            code: "answer.point", message: "D11 takes proceed, hold, offer_service, ask_supervisor"),
        Failure(
            name: "answers with an unknown key",
            body: decide("local answer = hold { days = 3 } answer.dayz = 3 return answer"),
            code: "answer.key", message: "it takes days"),
        Failure(
            name: "answers with a fact as a key",
            body: decide("local answer = hold { days = 3 } answer[facts.county] = 1 return answer"),
            code: "answer.key"),
        Failure(
            name: "answers with a fact as its outcome",
            body: decide("return { outcome = facts.county }"), code: "answer.none"),
        Failure(
            name: "holds for money", body: decide("return hold { days = facts.arrears.total }"),
            code: "answer.type"),
        Failure(
            name: "compares a fact that is not recorded",
            body: when("return facts.debt_judgment_on < facts.as_of"), code: "lua.fact.absent",
            message: "`debt_judgment_on` is not recorded; guard it with known(...)"),
        Failure(
            name: "compares money with a bare number",
            body: when("return select(1, facts).arrears.total > 500"), code: "",
            message: "dollars(500)"),
        Failure(
            name: "reads the parent's name",
            body: when("return select(1, facts).ncp.name == \"x\""), code: ""),
        Failure(
            name: "reads the parent's birth date",
            body: when("return known(select(1, facts).ncp.birth_date)"),
            code: ""),
        Failure(
            name: "calls what is no function", body: when("return facts.arrears.total()"), code: ""),
        Failure(
            name: "writes into a fact", body: when("facts.county = \"x\" return true"), code: ""),
    ]

    static func site(_ body: String) -> MiniSite {
        var site = MiniSite()
        site.site = Lua.rule("rule", "failing", body)
        return site
    }

    @Test(arguments: failures)
    func takesNoActionAndRaisesAnAlertWithoutAFact(_ failure: Failure) throws {
        let decision = try Self.site(failure.body).decide(.enforcement, try Self.file())
        #expect(!decision.answers.isEmpty)
        #expect(decision.answers.map(\.point) == DecisionPoint.points(in: .enforcement))
        for answer in decision.answers {
            #expect(answer.outcome == .noAction)
            #expect(answer.rule == nil)
            #expect(answer.parentWords.isEmpty)
            #expect(!answer.staffWords.isEmpty)
        }
        let alert = try #require(decision.alert)
        if !failure.code.isEmpty { #expect(alert.code == failure.code, "\(alert)") }
        #expect(!alert.code.isEmpty)
        #expect(alert.message.contains(failure.message), "\(alert)")
        #expect(
            alert.message.contains("`failing`")
                || alert.place.hasPrefix("policies/sites/oh-stark/"),
            "an author must find the rule: \(alert)")
        for text in [alert.message, alert.code, alert.place, "\(alert)", decision.canonicalJSON] {
            for fact in ["Zebra", "76,543", "7654321", "1984-06-15"] {
                #expect(!text.contains(fact), "\(fact) in \(text)")
            }
        }
    }

    @Test(arguments: failures)
    func leavesTheOtherAreasAndTheNextCaseAlone(_ failure: Failure) throws {
        let host = Self.site(failure.body).host
        let sound = MiniSite().host
        let file = try Self.file()
        let first = try host.decision(file, .enforcement, on: day("2019-03-01"))
        #expect(first.alert != nil)
        for area in [Area.outreach, .referral] {
            let decision = try host.decision(file, area, on: day("2019-03-01"))
            #expect(decision.alert == nil)
            let other = try sound.decision(file, area, on: day("2019-03-01"))
            #expect(decision.answers == other.answers)
        }
        #expect(try host.decision(file, .enforcement, on: day("2019-03-01")) == first)
    }

    /// A failure for one parent only: the next parent of the same site gets an answer.
    @Test(arguments: [
        "while true do end", "error(\"no\")",
        "local t = {} while true do t[#t + 1] = string.rep(\"x\", 1000) .. #t end",
    ])
    func decidesForTheNextParentOfTheSameSite(_ failing: String) throws {
        let host = Self.site(
            Self.when("if facts.county == \"\(Self.secret)\" then \(failing) end return true")
        ).host
        let ordinary = try caseFile()
        let before = try host.decision(ordinary, .enforcement, on: day("2019-03-01"))
        #expect(before.alert == nil)
        for _ in 0..<3 {
            #expect(
                try host.decision(try Self.file(), .enforcement, on: day("2019-03-01")).alert != nil
            )
            #expect(try host.decision(ordinary, .enforcement, on: day("2019-03-01")) == before)
        }
    }

    @Test func aFailureAtOneSiteIsNoneAtTheOthers() throws {
        let tree = try Repository.tree(changing: "policies/sites/oh-stark/enforcement.lua") {
            $0 = $0.replacing(
                "policy:rule {", with: "policy:rule {\n    note = \"broken\",", maxReplacements: 1
            ).replacing(
                "when      = function(case) return parent.cannot_pay(case) end,",
                with: "when      = function(case) error(case.county) end,", maxReplacements: 1)
        }
        let host = PolicyHost(tree: tree)
        for site in Repository.sites {
            let file = try caseFile("base", site: site)
            let decision = try host.decision(file, .enforcement, on: day("2019-03-01"))
            if site == "oh-stark" {
                #expect(decision.alert?.code == "lua.raised")
                #expect(decision.answers.allSatisfy { $0.outcome == .noAction })
            } else {
                let same = try Repository.host.decision(file, .enforcement, on: day("2019-03-01"))
                #expect(decision == same, "\(site)")
            }
        }
    }

    /// What a script does to its own world does not reach the next decision.
    @Test func forgetsWhatAScriptRemembered() throws {
        var site = MiniSite()
        site.site = """
            local seen = {}
            """
            + Lua.rule(
                "rule", "remembering",
                """
                when = function(case)
                    pcall(function() seen.before = true end)
                    return seen.before == true
                  end,
                  decide = function() return proceed {} end
                """)
        let host = site.host
        let file = try caseFile()
        let first = try host.decision(file, .enforcement, on: day("2019-03-01"))
        for _ in 0..<3 {
            #expect(try host.decision(file, .enforcement, on: day("2019-03-01")) == first)
        }
        #expect(try first.answer(.remedy).outcome == .hold, "a table of the file is read-only")
    }
}
