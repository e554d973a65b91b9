import CaseModel
import PolicyHost
import PolicyWorkbench
import Testing

/// The policies of this repository against the law: the day, the cent, the date of a change.
///
/// What stands in the YAML tests beside the policies is run by ``PolicyFileTests``.
@Suite("Law tables: boundary days, boundary cents, dates of change")
struct LawTableTests {
    // MARK: Dates of change

    struct Change: Sendable, CustomTestStringConvertible {
        var parameter: String
        var site: String
        var lastDay: String
        var before: String
        var firstDay: String
        var after: String
        var source: String
        var programs: [String: Bool] = [:]
        var testDescription: String { "\(parameter), \(source)" }
    }

    @Test(arguments: [
        Change(
            parameter: "license.arrears_months", site: "az-maricopa", lastDay: "2005-12-31",
            before: "2", firstDay: "2006-01-01", after: "6",
            source: "A.R.S. 25-517, 25-518; day of change assumed"),
        Change(
            parameter: "license.covers_occupational", site: "az-maricopa", lastDay: "2005-12-31",
            before: "yes", firstDay: "2006-01-01", after: "no",
            source: "2005 text of A.R.S. 25-518"),
        Change(
            parameter: "driver_license.court_findings_required", site: "mi-muskegon",
            lastDay: "2021-09-30", before: "no", firstDay: "2021-10-01", after: "yes",
            source: "MCL 552.628(2); 2020 PA 379"),
        Change(
            parameter: "license_shield.in_force", site: "ca-inland-empire", lastDay: "2024-12-31",
            before: "no", firstDay: "2025-01-01", after: "yes", source: "Fam. Code 17520.5"),
        Change(
            parameter: "license_shield.covers_commercial", site: "ca-inland-empire",
            lastDay: "2026-12-31", before: "yes", firstDay: "2027-01-01", after: "no",
            source: "Fam. Code 17520.5"),
        Change(
            parameter: "remedies_continue.in_force", site: "va-richmond-newport-news",
            lastDay: "2024-12-31", before: "no", firstDay: "2025-01-01", after: "yes",
            source: "22VAC40-880-390"),
        Change(
            parameter: "seizure.min_with_current", site: "va-richmond-newport-news",
            lastDay: "2025-05-31", before: "$1,000.00", firstDay: "2025-06-01", after: "$1,000.00",
            source: "22VAC40-880-350, amended June 2025"),
        Change(
            parameter: "iv_d_et.rule_in_force", site: "oh-stark", lastDay: "2025-01-12",
            before: "no", firstDay: "2025-01-13", after: "yes", source: "89 FR 100789",
            programs: ["iv-d-et": true]),
    ])
    func changesOnTheDayOfTheLaw(_ row: Change) throws {
        let host =
            row.programs.isEmpty
            ? Repository.host
            : PolicyHost(tree: Repository.tree, sites: [row.site], programs: row.programs)
        let policy = try #require(host.sites[row.site])
        let parameter = try #require(policy.parameters.first { $0.id == row.parameter })
        let before = try #require(parameter.value(on: day(row.lastDay)))
        let after = try #require(parameter.value(on: day(row.firstDay)))
        #expect(day(row.lastDay).adding(days: 1) == day(row.firstDay))
        #expect(before.value.description == row.before)
        #expect(after.value.description == row.after)
        #expect(after.from == day(row.firstDay))
    }

    /// The months of the Arizona license test, seen in decisions and not only in the parameter.
    @Test(arguments: [
        ("2005-12-31", 59_999, Outcome.notAvailable), ("2005-12-31", 60_000, .proceed),
        ("2006-01-01", 60_000, .notAvailable), ("2006-01-01", 179_999, .notAvailable),
        ("2006-01-01", 180_000, .proceed),
    ])
    func arizonaAsksForTwoMonthsThenForSix(
        _ asOf: String, _ cents: Int, _ outcome: Outcome
    ) throws {
        let file = try caseFile(
            "az-license", site: "az-maricopa",
            """
            study.arm: business_as_usual
            observed_on: 2005-12-31
            cases.0.opened_on: 2004-01-01
            cases.0.orders.0.entered_on: 2004-01-01
            cases.0.orders.0.effective_on: 2004-01-01
            cases.0.orders.0.last_review_on: null
            cases.0.obligations.0.started_on: 2004-01-01
            cases.0.ledger: [{ entry_id: l-1, kind: balance_forward, amount: \(cents), effective_on: 2005-06-01, posted_on: 2005-06-01, owed_to: family }]
            cases.0.remedies: [{ remedy_id: remedy-1, kind: driver_license_suspension, state: waiting, trigger: automatic, identified_on: 2005-11-01, notice_sent_on: 2005-11-02, hold_approved_by_supervisor: false }]
            cases.0.court_events: []
            opinions: [{ kind: willful, answer: "yes", given_on: 2005-12-01, author_role: court, evidence: [employer_records], staff_id: staff-3 }]
            """)
        let answer = try answer(
            file, "az-maricopa", .remedy, "driver_license_suspension", on: asOf)
        #expect(answer.outcome == outcome)
        if outcome == .notAvailable { #expect(answer.floorIDs == ["az-license-months-behind"]) }
    }

    /// Day by day around a change: the answer turns once, on the day of the law.
    @Test func michiganAsksForFindingsFromItsFirstDayOn() throws {
        let file = try caseFile(
            "mi-license", site: "mi-muskegon",
            """
            study.arm: business_as_usual
            observed_on: 2021-09-28
            cases.0.ledger: [{ entry_id: l-1, kind: balance_forward, amount: 300000, effective_on: 2020-06-01, posted_on: 2020-06-01, owed_to: family }]
            cases.0.remedies.0.identified_on: 2021-07-01
            cases.0.remedies.0.notice_sent_on: 2021-07-06
            cases.0.remedies.0.response_due_on: 2021-07-27
            cases.0.court_events: []
            """)
        try expectTurn(
            file, "mi-muskegon", .remedy, "driver_license_suspension",
            before: .proceed, on: "2021-10-01", after: .notAvailable)
    }

    static func shielded(_ observed: String, _ licenses: String = "") throws -> CaseFile {
        try caseFile(
            "ca-license", site: "ca-inland-empire",
            """
            study.arm: business_as_usual
            observed_on: \(observed)
            cases.0.ledger: [{ entry_id: l-1, kind: balance_forward, amount: 600000, effective_on: 2023-06-01, posted_on: 2023-06-01, owed_to: family }]
            cases.0.remedies.0.identified_on: 2024-02-01
            cases.0.remedies.0.notice_sent_on: 2024-02-05
            cases.0.remedies.0.response_due_on: 2024-07-04
            cases.0.household_income_share_of_median: 70
            \(licenses)
            """)
    }

    @Test func californiaShieldsLowIncomeFrom2025() throws {
        try expectTurn(
            try Self.shielded("2024-12-01"), "ca-inland-empire", .remedy,
            "driver_license_suspension", before: .proceed, on: "2025-01-01", after: .notAllowed)
    }

    @Test func californiaUncoversCommercialLicensesIn2027() throws {
        let file = try Self.shielded(
            "2026-12-01",
            "ncp.licenses: [{ license_id: license-2, class: commercial_driver, status: valid, fee_waived: false }]"
        )
        try expectTurn(
            file, "ca-inland-empire", .remedy, "driver_license_suspension",
            before: .notAllowed, on: "2027-01-01", after: .proceed)
    }

    /// The order resumes on the first day of the tenth month after release: Family Code 4007.5.
    @Test(arguments: [
        ("2024-01-01", "2024-11-01"), ("2024-01-31", "2024-11-01"), ("2024-02-29", "2024-12-01"),
        ("2024-03-31", "2025-01-01"), ("2024-04-30", "2025-02-01"), ("2024-12-31", "2025-10-01"),
    ])
    func californiaLetsAnOrderRestUntilTheTenthMonth(_ released: String, _ resumes: String) throws {
        let file = try caseFile(
            "ca-license", site: "ca-inland-empire",
            """
            study.arm: business_as_usual
            observed_on: \(released)
            cases.0.ledger: [{ entry_id: l-1, kind: balance_forward, amount: 600000, effective_on: 2023-06-01, posted_on: 2023-06-01, owed_to: family }]
            cases.0.remedies.0.identified_on: 2023-05-01
            cases.0.remedies.0.notice_sent_on: 2023-05-05
            cases.0.remedies.0.response_due_on: 2023-10-03
            ncp.incarcerations: [{ started_on: 2023-05-01, released_on: \(released), learned_on: 2023-05-01, offense: none_relevant, means_while_inside: false }]
            """)
        try expectTurn(
            file, "ca-inland-empire", .remedy, "driver_license_suspension",
            before: .notAllowed, on: resumes, after: .proceed)
    }

    /// 22VAC40-880-390 from January 2025: a hold by default is no answer in Virginia.
    @Test func virginiaAsksForAGroundFrom2025() throws {
        let policy = try #require(Repository.host.sites["va-richmond-newport-news"])
        let rule = try #require(policy.rules.first { $0.id == "va-hold-needs-ground" })
        #expect(rule.kind == .due)
        let file = try caseFile(
            "va-license", site: "va-richmond-newport-news",
            "cases.0.delinquency_identified_on: 2024-12-20")
        for (asOf, due) in [("2024-12-31", false), ("2025-01-01", true)] {
            let decision = try Repository.host.decision(file, .enforcement, on: day(asOf))
            let asked = decision.answers.flatMap(\.asked).filter {
                $0.rule == "va-hold-needs-ground" || $0.rule == "va-wait-needs-ground"
            }
            #expect(asked.allSatisfy { $0.held == due }, "\(asOf)")
        }
    }

    /// 89 FR 100789: employment and training from 13 January 2025, once the plan is approved.
    @Test(arguments: [(true, Outcome.eligible), (false, .notEligible)])
    func trainingIsOpenFromTheFirstDayOfTheRule(_ approved: Bool, _ after: Outcome) throws {
        let tree = try Repository.tree(changing: "site-configs/oh-stark/parameters.yaml") {
            $0 += setting("iv_d_et.plan_approved", approved ? "yes" : "no", from: "2024-12-01")
        }
        let host = PolicyHost(tree: tree, sites: ["oh-stark"], programs: ["iv-d-et": true])
        let file = try caseFile(
            "in-plan", site: "oh-stark",
            """
            observed_on: 2025-01-10
            enrollments: [{ enrollment_id: enrollment-1, case_id: case-1, service: job_search, provider: Sample Jobs, started_on: 2025-02-03, other_program_same_service: "no", checked_on: 2025-01-03, outcome: open, funding: iv_d_et }]
            """)
        for (asOf, outcome) in [
            ("2025-01-11", .notEligible), ("2025-01-12", .notEligible), ("2025-01-13", after),
            ("2025-01-14", after),
        ] {
            let decision = try host.decision(file, .employmentTraining, on: day(asOf))
            #expect(decision.alert == nil)
            #expect(try decision.answer(.eligibility).outcome == outcome, "\(asOf)")
        }
    }

    // MARK: Withholding, to the cent

    struct Ceiling: Sendable, CustomTestStringConvertible {
        var site: String
        var secondFamily: Bool
        var weeks: Int
        var most: Int64
        var source: String
        var testDescription: String {
            "\(site), \(secondFamily ? "two families" : "one family"), \(weeks) weeks; \(source)"
        }

        /// Of $800.03 a week at every site: the federal four, or the half that a state leaves.
        static let all: [Ceiling] = Repository.sites.flatMap { site in
            let half = ["az", "ca", "mi"].contains(String(site.prefix(2)))
            let state = [
                "az": "A.R.S. 33-1131(C)", "ca": "CCP 706.052 ‡", "mi": "MCL 552.608",
                "oh": "15 USC 1673(b)(2)", "va": "15 USC 1673(b)(2)",
            ][String(site.prefix(2))]
            return [
                (true, 12, 40_001), (true, 13, 44_001), (false, 12, 48_001), (false, 13, 52_001),
            ].map { second, weeks, federal in
                Ceiling(
                    site: site, secondFamily: second, weeks: weeks,
                    most: half ? 40_001 : Int64(federal), source: state ?? "")
            }
        }
    }

    @Test(arguments: Ceiling.all)
    func withholdsNoCentMoreThanTheLowerCeiling(_ row: Ceiling) throws {
        let oldest = day("2019-03-01").adding(days: -7 * row.weeks)
        let file = try caseFile(
            "business-as-usual", site: row.site,
            """
            cases.0.ledger: [{ entry_id: l-1, kind: balance_forward, amount: 100000, effective_on: \(oldest), posted_on: \(oldest), owed_to: family }]
            cases.0.remedies: []
            ncp.employments: [{ employer_id: employer-1, employer_name: Sample Warehouse, started_on: 2019-01-07, source: ndnh, verified_on: 2019-02-15, hours_per_week: 40, disposable_per_week: 80003, health_cover_offered: false }]
            \(row.secondFamily ? "cases.0.children.1: { child_id: child-2, birth_date: 2016-05-05, parentage: marital, lives_with: ncp, health_covered: true }" : "")
            """)
        let answer = try answer(file, row.site, .remedy, "income_withholding", on: "2019-03-01")
        #expect(answer.outcome == .proceed)
        #expect(answer.amount == Money(cents: row.most))
    }

    // MARK: Offsets, at every site

    @Test(
        arguments: Repository.sites,
        [
            (14_999, "state", Outcome.notAvailable), (15_000, "state", .proceed),
            (49_999, "family", .notAvailable), (50_000, "family", .proceed),
        ])
    func everySiteSendsInTheSameFederalOffsets(
        _ site: String, _ row: (cents: Int, owedTo: String, outcome: Outcome)
    ) throws {
        let file = try caseFile(
            "base", site: site,
            """
            cases.0.ledger: [{ entry_id: l-1, kind: balance_forward, amount: \(row.cents), effective_on: 2018-01-01, posted_on: 2018-01-01, owed_to: \(row.owedTo) }]
            cases.0.remedies: [{ remedy_id: remedy-1, kind: federal_tax_offset, state: notice_sent, trigger: automatic, identified_on: 2018-12-10, notice_sent_on: 2019-01-14, hold_approved_by_supervisor: false }]
            """)
        let answer = try answer(file, site, .remedy, "federal_tax_offset", on: "2019-03-01")
        #expect(answer.outcome == row.outcome, "45 CFR 303.72; OCSE PIQ-01-06")
    }

    // MARK: Business days across holidays

    struct Span: Sendable, CustomTestStringConvertible {
        var site: String
        var from: String
        var count: Int
        var last: String
        var holidays: String
        var testDescription: String { "\(site): \(count) business days after \(from), \(holidays)" }
    }

    @Test(arguments: [
        Span(
            site: "oh-stark", from: "2018-12-10", count: 14, last: "2018-12-31",
            holidays: "Christmas"),
        Span(
            site: "oh-stark", from: "2018-12-10", count: 15, last: "2019-01-02",
            holidays: "Christmas and New Year"),
        Span(
            site: "mi-muskegon", from: "2018-12-10", count: 14, last: "2019-01-03",
            holidays: "both eves as well"),
        Span(
            site: "mi-muskegon", from: "2018-12-10", count: 15, last: "2019-01-04",
            holidays: "both eves as well"),
        Span(
            site: "oh-franklin", from: "2018-11-05", count: 14, last: "2018-11-27",
            holidays: "Veterans Day and Thanksgiving"),
        Span(
            site: "oh-franklin", from: "2018-11-05", count: 15, last: "2018-11-28",
            holidays: "Veterans Day and Thanksgiving"),
        Span(
            site: "ca-inland-empire", from: "2018-11-05", count: 14, last: "2018-11-28",
            holidays: "the day after Thanksgiving as well"),
        Span(
            site: "ca-inland-empire", from: "2018-11-05", count: 15, last: "2018-11-29",
            holidays: "the day after Thanksgiving as well"),
        Span(
            site: "va-richmond-newport-news", from: "2018-11-05", count: 14, last: "2018-11-29",
            holidays: "Election Day as well"),
        Span(
            site: "va-richmond-newport-news", from: "2018-11-05", count: 15, last: "2018-11-30",
            holidays: "Election Day as well"),
        Span(
            site: "az-maricopa", from: "2019-05-13", count: 14, last: "2019-06-03",
            holidays: "Memorial Day"),
        Span(
            site: "az-maricopa", from: "2019-05-13", count: 15, last: "2019-06-04",
            holidays: "Memorial Day"),
    ])
    func countsTheSitesOwnBusinessDays(_ row: Span) throws {
        let calendar = try #require(Repository.host.sites[row.site]).config.calendar
        #expect(try calendar.businessDays(after: day(row.from), count: row.count) == day(row.last))
        #expect(try calendar.businessDays(from: day(row.from), to: day(row.last)) == row.count)
    }

    /// A policy that waits 15 business days over a holiday turns on the day that the calendar names.
    @Test(arguments: [
        ("2019-03-01", false), ("2019-03-04", false), ("2019-03-05", true), ("2019-03-06", true),
    ])
    func aPolicyCountsBusinessDaysOverAHoliday(_ asOf: String, _ over: Bool) throws {
        var site = MiniSite()
        site.site = Lua.rule(
            "rule", "over",
            """
            when = function(case, site, it) return at_least_ago(it.notice_sent_on, business_days(15)) end,
              decide = function() return proceed {} end
            """)
        let file = try caseFile(
            "base",
            """
            cases.0.remedies.0.state: notice_sent
            cases.0.remedies.0.identified_on: 2019-02-08
            cases.0.remedies.0.notice_sent_on: 2019-02-11
            """)
        #expect((try site.license(file, on: asOf).outcome == .proceed) == over)
    }

    @Test(arguments: [
        ("oh-stark", "2018-12-21", "2018-12-31"), ("oh-franklin", "2018-12-21", "2019-01-03"),
        ("az-maricopa", "2018-12-21", "2018-12-31"),
        ("ca-inland-empire", "2018-12-21", "2018-12-31"),
        ("mi-muskegon", "2018-12-21", "2018-12-28"),
        ("va-richmond-newport-news", "2018-12-21", "2018-12-31"),
        ("oh-stark", "2018-11-16", "2018-11-26"), ("oh-franklin", "2018-11-16", "2018-11-28"),
        ("ca-inland-empire", "2018-11-16", "2018-11-27"),
        ("mi-muskegon", "2018-11-16", "2018-11-21"),
        ("va-richmond-newport-news", "2018-11-16", "2018-11-27"),
        ("ca-inland-empire", "2019-03-25", "2019-04-02"), ("oh-stark", "2019-03-25", "2019-04-01"),
    ])
    func theFirstCallIsDueOnTheSitesBusinessDay(
        _ site: String, _ asOf: String, _ due: String
    ) throws {
        let file = try caseFile("base", site: site, "contacts: []\nobserved_on: \(asOf)")
        let decision = try Repository.host.decision(file, .outreach, on: day(asOf))
        let answers = decision.answers.filter { $0.point == .firstContact }
        #expect(answers.map(\.outcome) == [.contact, .contact])
        #expect(answers.map(\.subject) == ["ncp", "cp"])
        #expect(answers.map { $0.detail("not_after") } == [due, due])
    }

    // MARK: The duty to act

    /// 45 CFR 303.6(c)(2) at every site: 30 days, or 60 while papers are being served.
    @Test(
        arguments: Repository.sites,
        [
            (29, false, false), (30, false, false), (31, false, true), (31, true, false),
            (60, true, false), (61, true, true),
        ])
    func theDutyToActIsDueOnTheDayOfTheLaw(
        _ site: String, _ row: (days: Int, service: Bool, due: Bool)
    ) throws {
        let noticed = day("2019-03-01").adding(days: -row.days)
        let policy = try #require(Repository.host.sites[site])
        let rule = try #require(policy.rules.first { $0.id == "duty-to-act-next-step" })
        #expect(rule.kind == .due && rule.layer == .federal)
        // A site of our own whose default waits shows the real federal rule at its day.
        var mini = MiniSite()
        mini.defaults["D12"] = "wait { days = 10 }"
        for name in ["enforcement.lua", "outreach.lua", "parameters.yaml"] {
            mini.files["policies/federal/\(name)"] =
                Repository.tree.files["policies/federal/\(name)"]
        }
        mini.files["policies/pjac/parameters.yaml"] =
            Repository.tree.files["policies/pjac/parameters.yaml"]
        let file = try caseFile(
            "base", site: "oh-stark",
            """
            cases.0.delinquency_identified_on: \(noticed)
            cases.0.located_on: 2018-01-01
            cases.0.service_needed: \(row.service ? "yes" : "no")
            cases.0.service_attempts: \(row.service ? 2 : 0)
            """)
        let answer = try mini.decide(.enforcement, file).answer(.furtherEnforcement)
        #expect(answer.outcome == (row.due ? .askSupervisor : .wait))
    }

    // MARK: Helpers

    private func answer(
        _ file: CaseFile, _ site: String, _ point: DecisionPoint, _ subject: String, on asOf: String
    ) throws -> DecisionAnswer {
        let area = try #require(point.area)
        let decision = try Repository.host.decision(file, area, on: day(asOf), site: site)
        try #require(decision.alert == nil, "\(String(describing: decision.alert))")
        return try decision.answer(point, subject)
    }

    /// Decides on each of three days before and after a date: one turn, on that date.
    private func expectTurn(
        _ file: CaseFile, _ site: String, _ point: DecisionPoint, _ subject: String,
        before: Outcome, on turn: String, after: Outcome
    ) throws {
        for offset in -3...2 {
            let asOf = day(turn).adding(days: offset)
            let answer = try answer(file, site, point, subject, on: asOf.description)
            #expect(
                answer.outcome == (offset < 0 ? before : after), "\(asOf): \(answer.staffWords)")
        }
    }
}

/// The tests that stand beside the policies, each as a case of one Swift test.
@Suite("Policy files: their own tests")
struct PolicyFileTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var file: String
        var name: String
        var failures: [String]
        var testDescription: String { "\(file): \(name)" }
    }

    static let rows: [Row] = {
        let runner = PolicyTestRunner(tree: Repository.tree)
        do {
            return try runner.run().map {
                Row(file: $0.file, name: $0.name, failures: $0.failures)
            }
        } catch {
            return [Row(file: "policies", name: "reading the tests", failures: ["\(error)"])]
        }
    }()

    @Test(arguments: rows)
    func holds(_ row: Row) {
        #expect(row.failures == [])
    }

    @Test func everyFolderOfPoliciesHasTests() {
        let tested = Set(
            Self.rows.map {
                String(
                    $0.file.prefix { $0 != "." }.split(separator: "/").dropLast(2).joined(
                        separator: "/"))
            })
        let folders = Set(
            Repository.tree.files.keys.filter {
                $0.hasPrefix("policies/") && $0.hasSuffix(".lua") && !$0.hasPrefix("policies/lib/")
            }.map { $0.split(separator: "/").dropLast().joined(separator: "/") })
        #expect(folders.subtracting(tested) == [])
    }

    /// A test that asks for the wrong thing fails and says what came instead.
    @Test(arguments: [
        ("outcome: hold", "outcome: proceed", "outcome: expected proceed, got hold"),
        ("until: 2019-03-31", "until: 2019-04-01", "until: expected 2019-04-01, got 2019-03-31"),
        (
            "rule: hold-license-after-job-loss", "rule: other",
            "rule: expected other, got hold-license-after-job-loss"
        ),
    ])
    func aWrongExpectationFails(_ right: String, _ wrong: String, _ message: String) throws {
        func failures(_ expect: String) throws -> [String] {
            var tree = Repository.tree
            tree.files["policies/sites/oh-stark/tests/probe.yaml"] = """
                tests:
                  - name: a probe
                    as_of: 2019-03-01
                    base: oh-license
                    ask: { point: D11, remedy: driver_license_suspension }
                    expect: { \(expect) }
                """
            let runner = PolicyTestRunner(tree: tree)
            return try #require(try runner.run(filter: "tests/probe.yaml").first).failures
        }
        #expect(try failures(right) == [])
        #expect(try failures(wrong).first == message)
    }
}
