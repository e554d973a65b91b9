import CaseModel
import Testing

@Suite("Support: orders and obligations")
struct SupportTests {
    @Test(arguments: [
        (Obligation.PayPeriod.weekly, Int64(10_000), Int64(43_333)), (.biweekly, 20_000, 43_333),
        (.semimonthly, 20_000, 40_000), (.monthly, 40_000, 40_000), (.none, 40_000, 0),
        (.weekly, 1, 4), (.biweekly, 1, 2),
    ])
    func monthlyEquivalent(_ period: Obligation.PayPeriod, _ cents: Int64, _ monthly: Int64) {
        var obligation = Obligation()
        obligation.amount = Money(cents: cents)
        obligation.frequency = period
        #expect(obligation.monthlyAmount == Money(cents: monthly))
    }

    @Test(arguments: [
        (Order.Status.inForce, Int64(50_000)), (.underReview, 50_000), (.entered, 50_000),
        (.suspended, 0), (.terminated, 0), (.proposed, 0),
    ])
    func nothingFallsDueUnderAnOrderThatIsNotInForce(_ status: Order.Status, _ cents: Int64) {
        let file = CaseFile.oneCase {
            var order = Order()
            order.orderID = "O-1"
            order.status = status
            order.effectiveOn = day("2020-01-01")
            order.enteredOn = day("2020-02-15")
            $0.cases[0].orders = [order]
            for (kind, amount) in [
                (Obligation.Kind.currentChild, Int64(40_000)), (.cashMedical, 10_000),
                (.arrearsRepayment, 5_000), (.fee, 3_500),
            ] {
                var obligation = Obligation()
                obligation.orderID = "O-1"
                obligation.kind = kind
                obligation.amount = Money(cents: amount)
                obligation.frequency = .monthly
                obligation.startedOn = day("2020-01-01")
                $0.cases[0].obligations.append(obligation)
            }
        }
        let support = matter(file, on: "2024-02-14").support
        #expect(support.monthly == Money(cents: cents))
        #expect(support.hasCurrent == (cents > 0))
        #expect(support.orderInForce == (cents > 0))
        #expect(support.unreviewedMonths == (cents > 0 ? 47 : 0))
    }

    @Test func theControllingOrderIsTheOneThatIsReviewed() {
        let file = CaseFile.oneCase {
            var old = Order()
            old.status = .inForce
            old.enteredOn = day("2015-01-01")
            old.lastReviewOn = day("2023-01-01")
            old.controlling = true
            var new = Order()
            new.status = .inForce
            new.enteredOn = day("2022-01-01")
            $0.cases[0].orders = [new, old]
        }
        #expect(matter(file, on: "2024-01-01").support.unreviewedMonths == 12)
    }
}

@Suite("Work: jobs, income, withholding")
struct WorkTests {
    private static func job(_ from: String, to end: String? = nil, verified: String? = nil)
        -> Employment
    {
        var job = Employment()
        job.startedOn = day(from)
        job.endedOn = end.map { day($0) }
        job.verifiedOn = verified.map { day($0) }
        job.endReason = end == nil ? nil : .laidOff
        job.disposablePerWeek = Money(cents: 50_000)
        return job
    }

    @Test(
        arguments: [
            ("2024-03-01", nil, true), ("2024-03-02", nil, true), ("2024-02-29", nil, false),
            ("2024-05-01", "2024-05-29", false), ("2024-05-01", "2024-05-30", true),
            ("2024-05-01", "2024-08-01", true), ("2024-05-31", nil, false),
        ] as [(String, String?, Bool)])
    func aJobIsCurrentForNinetyDaysAfterItWasVerified(
        _ verified: String, _ end: String?, _ employed: Bool
    ) {
        let file = CaseFile.oneCase {
            $0.ncp.employments = [Self.job("2020-01-01", to: end, verified: verified)]
        }
        let work = matter(file, on: "2024-05-30").work
        #expect(work.employed == employed)
        #expect(work.disposablePerWeek == (employed ? Money(cents: 50_000) : nil))
    }

    @Test func theLastJobThatEndedCounts() {
        let file = CaseFile.oneCase {
            $0.ncp.employments = [
                Self.job("2010-01-01", to: "2024-03-31"), Self.job("2008-01-01", to: "2009-12-31"),
            ]
        }
        let work = matter(file, on: "2024-05-30").work
        #expect(work.lastJobEndedOn == day("2024-03-31"))
        #expect(work.lastJobEndReason == .laidOff)
        #expect(work.unemployedDays == 60)
        #expect(matter(file, on: "2024-03-31").work.lastJobEndedOn == day("2009-12-31"))
    }

    @Test func unemploymentBenefitIsNotOtherIncome() {
        // PACSES nomination: no other income except unemployment compensation.
        let file = CaseFile.oneCase {
            var benefit = Income()
            benefit.kind = .unemployment
            benefit.monthlyAmount = Money(cents: 80_000)
            $0.ncp.incomes = [benefit]
        }
        var work = matter(file, on: "2024-05-30").work
        #expect(work.unemploymentBenefit && !work.otherIncome)
        var more = file
        var pension = Income()
        pension.kind = .pension
        pension.monthlyAmount = Money(cents: 1)
        pension.endedOn = day("2024-05-30")
        more.ncp.incomes.append(pension)
        work = matter(more, on: "2024-05-30").work
        #expect(work.otherIncome)
        #expect(!matter(more, on: "2024-05-31").work.otherIncome)
    }

    struct WithholdingRow: Sendable, CustomTestStringConvertible {
        var name: String
        var state: Remedy.State?
        var effective: String?
        var withheld: String?
        var employer = true
        var active: Bool
        var failed: Bool
        var testDescription: String { name }
    }

    @Test(arguments: [
        WithholdingRow(name: "not tried, employer known", active: false, failed: false),
        WithholdingRow(
            name: "not tried, no employer", employer: false, active: false, failed: true),
        WithholdingRow(
            name: "in effect, money 44 days ago", state: .inEffect, effective: "2023-01-01",
            withheld: "2024-04-16", active: true, failed: false),
        WithholdingRow(
            name: "in effect, money 45 days ago", state: .inEffect, effective: "2023-01-01",
            withheld: "2024-04-15", active: true, failed: true),
        WithholdingRow(
            name: "in effect for 44 days", state: .inEffect, effective: "2024-04-16", active: true,
            failed: false),
        WithholdingRow(
            name: "in effect for 45 days", state: .inEffect, effective: "2024-04-15", active: true,
            failed: true),
        WithholdingRow(name: "ended", state: .released, active: false, failed: true),
        WithholdingRow(name: "only noticed", state: .waiting, active: false, failed: false),
        WithholdingRow(
            name: "money comes although no employer is known", state: .inEffect,
            effective: "2023-01-01", withheld: "2024-05-30", employer: false, active: true,
            failed: false),
    ])
    func withholding(_ row: WithholdingRow) {
        // MCL 552.628: withholding not applicable or unsuccessful.
        let file = CaseFile.oneCase {
            if row.employer { $0.ncp.employments = [Self.job("2020-01-01")] }
            if let state = row.state {
                var remedy = Remedy()
                remedy.kind = .incomeWithholding
                remedy.state = state
                remedy.effectiveOn = row.effective.map { day($0) }
                $0.cases[0].remedies = [remedy]
            }
            if let withheld = row.withheld {
                $0.cases[0].ledger = [.entry(.payment, 100, withheld, from: .incomeWithholding)]
            }
        }
        let work = matter(file, on: "2024-05-30").work
        #expect(work.withholdingActive == row.active)
        #expect(work.withholdingFailed == row.failed)
    }
}
