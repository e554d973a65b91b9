import CaseModel
import Testing

@Suite("Payments: windows, shares and months")
struct PaymentTests {
    @Test(arguments: [
        ("2024-06-30", true, true, true, true), ("2024-06-01", true, true, true, true),
        ("2024-05-31", false, true, true, true), ("2024-04-02", false, true, true, true),
        ("2024-04-01", false, false, true, true), ("2024-01-03", false, false, true, true),
        ("2024-01-02", false, false, false, true), ("2023-07-02", false, false, false, true),
        ("2023-07-01", false, false, false, false), ("2024-07-01", false, false, false, false),
    ])
    func windowsEndWithTheDayAskedAbout(
        _ on: String, _ in30: Bool, _ in90: Bool, _ in180: Bool, _ in365: Bool
    ) {
        // On 30 June 2024 the last 30 days begin on 1 June, 90 on 2 April, 180 on 3 January.
        let payments = matter(
            [.entry(.payment, 100, on), .entry(.charge, 300, on)], on: "2024-06-30"
        ).payments
        let paid = [payments.paid30, payments.paid90, payments.paid180, payments.paid365]
        let due = [payments.due30, payments.due90, payments.due180, payments.due365]
        let inside = [in30, in90, in180, in365]
        #expect(paid == inside.map { $0 ? Money(cents: 100) : .zero })
        #expect(due == inside.map { $0 ? Money(cents: 300) : .zero })
        #expect(payments.share90 == (in90 ? 3_333 : 10_000))
        #expect(payments.share180 == (in180 ? 3_333 : 10_000))
    }

    @Test func oneTimeDebtsAreNotRecurringSupport() {
        let file = CaseFile.oneCase {
            var fee = Obligation()
            fee.obligationID = "fee"
            fee.kind = .fee
            $0.cases[0].obligations = [fee]
            $0.cases[0].ledger = [
                .entry(.charge, 40_000, "2024-06-01", of: "support"),
                .entry(.charge, 3_500, "2024-06-02", of: "fee"),
            ]
        }
        let facts = matter(file, on: "2024-06-30")
        #expect(facts.payments.due30 == Money(cents: 40_000))
        #expect(facts.arrears.total == Money(cents: 43_500))
    }

    struct SourceRow: Sendable, CustomTestStringConvertible {
        var source: PaymentSource?
        var voluntary: Bool
        var counted: Bool
        var testDescription: String { source.map(\.word) ?? "not recorded" }
    }

    @Test(arguments: [
        SourceRow(source: nil, voluntary: true, counted: true),
        SourceRow(source: .voluntary, voluntary: true, counted: true),
        SourceRow(source: .incomeWithholding, voluntary: true, counted: true),
        SourceRow(source: .unemployment, voluntary: true, counted: true),
        SourceRow(source: .otherState, voluntary: true, counted: true),
        SourceRow(source: .levy, voluntary: false, counted: true),
        SourceRow(source: .lottery, voluntary: false, counted: true),
        SourceRow(source: .administrativeOffset, voluntary: false, counted: true),
        SourceRow(source: .federalTaxOffset, voluntary: false, counted: false),
        SourceRow(source: .stateTaxOffset, voluntary: false, counted: false),
    ])
    func everyTestSaysWhichSourcesCount(_ row: SourceRow) {
        let facts = matter(
            [
                .entry(.charge, 40_000, "2024-01-01"), .entry(.charge, 40_000, "2024-04-01"),
                .entry(.payment, 20_000, "2024-05-01", from: row.source),
            ], on: "2024-06-29")
        #expect(facts.payments.lastOn == day("2024-05-01"))
        #expect(facts.payments.daysSinceLast == 59)
        #expect((facts.payments.lastVoluntaryOn != nil) == row.voluntary)
        #expect(facts.payments.daysSinceLastVoluntary == (row.voluntary ? 59 : 180))
        #expect(facts.payments.involuntaryOnly == !row.voluntary)
        #expect(facts.payments.paid90 == Money(cents: 20_000))
        // $200 of $400 is half, which is not under half; an offset leaves nothing.
        #expect(facts.tests.paidUnderHalf90Days == !row.counted)
    }

    @Test(arguments: [
        (Int64(59_999), "2024-01-01", true), (60_000, "2024-01-01", false),
        (60_001, "2024-01-01", false), (0, "2024-01-01", true), (0, "2024-04-02", true),
        (0, "2024-04-03", false),
    ])
    func underHalfInNinetyConsecutiveDays(_ paid: Int64, _ first: String, _ met: Bool) {
        // R.C. 3123.53; OAC 5101:12-55-25: $1,200.00 due; support must have run for all 90 days.
        let facts = matter(
            [
                .entry(.charge, 1, first), .entry(.charge, 39_999, "2024-04-03"),
                .entry(.charge, 40_000, "2024-05-01"), .entry(.charge, 40_001, "2024-06-01"),
                .entry(.payment, paid, "2024-06-10", from: .voluntary),
                .entry(.payment, 90_000, "2024-06-11", from: .federalTaxOffset),
            ], on: "2024-06-30")
        #expect(facts.tests.paidUnderHalf90Days == met)
    }

    @Test(arguments: [("2024-04-01", true), ("2024-04-02", false)])
    func aPaymentBeforeTheNinetyDaysDoesNotHelp(_ paidOn: String, _ met: Bool) {
        let facts = matter(
            [
                .entry(.charge, 1, "2024-01-01"), .entry(.payment, 90_000, paidOn),
                .entry(.charge, 120_000, "2024-05-01"),
            ], on: "2024-06-30")
        #expect(facts.tests.paidUnderHalf90Days == met)
    }

    @Test func nothingDueIsNotUnderHalf() {
        let facts = matter([.entry(.balanceForward, 500_000, "2020-01-01")], on: "2024-06-30")
        #expect(!facts.tests.paidUnderHalf90Days)
        #expect(facts.payments.share90 == 10_000)
    }

    @Test(arguments: [
        ("2024-02-04", 34), ("2024-02-05", 35), ("2024-04-04", 94), ("2024-04-05", 95),
    ])
    func neverPaidCountsFromTheFirstCharge(_ asOf: String, _ days: Int) {
        // Assumed for the work-search alert; the boundary days 34/35 and 94/95 are its tests.
        let ledger: [LedgerEntry] = [.entry(.charge, 100, "2024-01-01")]
        #expect(matter(ledger, on: asOf).payments.daysSinceLastVoluntary == days)
        #expect(matter(ledger, on: asOf).payments.daysSinceLast == nil)
        let paid = ledger + [.entry(.payment, 100, "2024-01-01", from: .voluntary)]
        #expect(matter(paid, on: asOf).payments.daysSinceLastVoluntary == days)
    }

    struct MonthRow: Sendable, CustomTestStringConvertible {
        var name: String
        /// Cents paid in each month from January to June; $400 is due in each.
        var paid: [Int64]
        var source: PaymentSource = .voluntary
        var asOf = "2024-06-30"
        var full: Int
        var unpaid: Int
        var testDescription: String { name }
    }

    @Test(arguments: [
        MonthRow(name: "all paid", paid: [400, 400, 400, 400, 400, 400], full: 5, unpaid: 0),
        MonthRow(
            name: "the present month does not count yet", paid: [0, 0, 0, 0, 400, 0], full: 1,
            unpaid: 0),
        MonthRow(name: "nothing paid", paid: [0, 0, 0, 0, 0, 0], full: 0, unpaid: 5),
        MonthRow(
            name: "a payment this month ends the silence", paid: [0, 0, 0, 0, 0, 1], full: 0,
            unpaid: 0),
        MonthRow(name: "a gap in March", paid: [400, 400, 0, 400, 400, 0], full: 2, unpaid: 0),
        MonthRow(
            name: "a dollar short in April", paid: [400, 400, 400, 399, 400, 0], full: 1, unpaid: 0),
        MonthRow(name: "silent since March", paid: [400, 400, 0, 0, 0, 0], full: 0, unpaid: 3),
        MonthRow(
            name: "a levy is a payment but not a full month", paid: [400, 400, 400, 400, 400, 400],
            source: .levy, full: 0, unpaid: 0),
        MonthRow(
            name: "withholding makes full months", paid: [400, 400, 400, 400, 400, 400],
            source: .incomeWithholding, asOf: "2024-07-01", full: 6, unpaid: 0),
    ])
    func monthsInARow(_ row: MonthRow) {
        var ledger: [LedgerEntry] = []
        for (index, dollars) in row.paid.enumerated() {
            ledger.append(.entry(.charge, 40_000, "2024-0\(index + 1)-01"))
            if dollars > 0 {
                ledger.append(
                    .entry(.payment, dollars * 100, "2024-0\(index + 1)-20", from: row.source))
            }
        }
        let payments = matter(ledger, on: row.asOf).payments
        #expect(payments.fullMonthsInARow == row.full)
        #expect(payments.monthsUnpaid == row.unpaid)
    }

    @Test func aMonthWithNothingDueNeitherCountsNorBreaks() {
        let ledger: [LedgerEntry] = [
            .entry(.charge, 100, "2024-01-01"), .entry(.payment, 100, "2024-01-05"),
            .entry(.charge, 100, "2024-03-01"), .entry(.payment, 100, "2024-03-05"),
        ]
        #expect(matter(ledger, on: "2024-05-10").payments.fullMonthsInARow == 2)
    }
}
