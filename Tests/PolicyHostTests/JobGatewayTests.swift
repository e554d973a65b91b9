import CaseModel
import PolicyHost
import Testing

/// The job alert and the tab of the work-search program, day by day and state by state.
///
/// Source: PACSES nomination; the single days stand in the program's own YAML tests.
@Suite("JobGateway: 35 and 95 days, six states, the tab")
struct JobGatewayTests {
    static let host = PolicyHost(
        tree: Repository.tree, sites: ["oh-stark"], programs: ["pa-jobgateway": true])

    static let paid = day("2019-01-02")

    static func parent(job: Bool = false, _ changes: String = "") throws -> CaseFile {
        let work =
            job
            ? """
            ncp.employments: [{ employer_id: employer-1, employer_name: Sample Warehouse, started_on: 2018-01-07, source: ndnh, verified_on: 2019-01-20, hours_per_week: 40, disposable_per_week: 80000, health_cover_offered: false }]

            """ : ""
        return try caseFile(
            "jobgateway", site: "oh-stark",
            """
            cases.0.ledger: [{ entry_id: l-1, obligation_id: obligation-1, kind: charge, amount: 30000, effective_on: 2018-10-01, posted_on: 2018-10-01, owed_to: family }, { entry_id: l-2, obligation_id: obligation-1, kind: payment, amount: 5000, effective_on: 2019-01-02, posted_on: 2019-01-02, owed_to: family, source: voluntary }]
            \(work)\(changes)
            """)
    }

    static func answer(
        _ file: CaseFile, _ point: DecisionPoint = .parentAlert, on day: Day = day("2019-05-01")
    ) throws -> DecisionAnswer {
        let decision = try host.decision(file, .workSearch, on: day)
        try #require(decision.alert == nil, "\(String(describing: decision.alert))")
        return try decision.answer(point)
    }

    /// Every day from the payment on: the alert begins on one day and goes on.
    @Test(arguments: [(false, 35), (true, 95)])
    func theAlertBeginsOnItsDay(_ job: Bool, _ first: Int) throws {
        let file = try Self.parent(job: job)
        // The job counts for 90 days after it was verified on the 18th day.
        for days in 0...(18 + 90) {
            let outcome = try Self.answer(file, on: Self.paid.adding(days: days)).outcome
            #expect(outcome == (days < first ? .noAlert : .showAlert), "day \(days)")
        }
    }

    /// What the job site said, and the state that the parent sees at the next log-in.
    struct State: Sendable, CustomTestStringConvertible {
        var name: String
        var facts: String
        var state: String
        var top: String? = nil
        var total: String? = nil
        var testDescription: String { name }
    }

    @Test(arguments: [
        State(name: "first log-in", facts: "work_search.alert_state: none", state: "checking"),
        State(
            name: "no answer in time",
            facts: "work_search.alert_state: checking\nwork_search.partner_answer: no_answer",
            state: "unknown"),
        State(
            name: "an error is never `not registered`",
            facts:
                "work_search.alert_state: checking\nwork_search.partner_answer: error\nwork_search.account_registered: \"no\"",
            state: "unknown"),
        State(
            name: "asked again after an error", facts: "work_search.alert_state: unknown",
            state: "checking"),
        State(
            name: "not registered",
            facts: "work_search.alert_state: checking\nwork_search.account_registered: \"no\"",
            state: "register"),
        State(
            name: "twelve matches, five shown",
            facts:
                "work_search.alert_state: checking\nwork_search.account_registered: \"yes\"\nwork_search.resume_present: yes\nwork_search.saved_search: yes\nwork_search.matches_total: 12",
            state: "matches", top: "5", total: "12"),
        State(
            name: "five matches",
            facts:
                "work_search.alert_state: checking\nwork_search.account_registered: \"yes\"\nwork_search.resume_present: yes\nwork_search.saved_search: yes\nwork_search.matches_total: 5",
            state: "matches", top: "5", total: "5"),
        State(
            name: "a search without a match",
            facts:
                "work_search.alert_state: checking\nwork_search.account_registered: \"yes\"\nwork_search.resume_present: yes\nwork_search.saved_search: yes\nwork_search.matches_total: 0",
            state: "no_match"),
    ])
    func showsTheStateOfTheJobSite(_ row: State) throws {
        let answer = try Self.answer(try Self.parent(row.facts))
        #expect(answer.outcome == .showAlert)
        #expect(answer.detail("state") == row.state)
        if let top = row.top { #expect(answer.detail("top") == top) }
        if let total = row.total { #expect(answer.detail("total") == total) }
    }

    /// Fewer matches than five: no more are promised than there are.
    @Test(arguments: [1, 2, 4])
    func showsNoMoreJobsThanWereFound(_ matches: Int) throws {
        let answer = try Self.answer(
            try Self.parent(
                "work_search.alert_state: checking\nwork_search.account_registered: \"yes\"\nwork_search.resume_present: yes\nwork_search.saved_search: yes\nwork_search.matches_total: \(matches)"
            ))
        let top = try #require(answer.detail("top").flatMap(Int.init))
        #expect(top <= 5)
        #expect(answer.detail("total") == "\(matches)")
    }

    @Test(arguments: ["medical_leave", "incarceration", "rehabilitation"])
    func leavesOutAParentWhoseCaseRests(_ reason: String) throws {
        let file = try Self.parent("work_search.enforcement_exclusion: \(reason)")
        #expect(try Self.answer(file).outcome == .noAlert)
        #expect(try Self.answer(file).rule?.id == "no-alert-while-excluded")
    }

    /// The tab hangs on the two orders and on nothing that the alert hangs on.
    @Test(arguments: [
        ("", Outcome.showTab), ("work_search.order_kind: plain_wsr", .hideTab),
        ("work_search.status: suspended", .hideTab), ("work_search.status: ended", .hideTab),
        ("cases.0.obligations.1.nonfinancial_status: ended", .hideTab),
        ("work_search.enforcement_exclusion: medical_leave", .showTab),
    ])
    func theTabHangsOnBothOrders(_ change: String, _ outcome: Outcome) throws {
        let file = try Self.parent(change)
        #expect(try Self.answer(file, .caseworkerTab).outcome == outcome)
        // Payments do not matter: the same on the day of a payment.
        #expect(try Self.answer(file, .caseworkerTab, on: Self.paid).outcome == outcome)
    }

    @Test func aSiteWithoutTheProgramIsNotAsked() throws {
        let file = try Self.parent()
        let areas = Repository.host.decide(file, asOf: day("2019-05-01")).map(\.area)
        #expect(areas == Area.siteAreas)
    }
}
