import CaseModel
import Testing

@Suite("Withholding: the ceiling of 15 USC 1673(b)(2)")
struct WithholdingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var disposable: Int64
        var secondFamily: Bool
        var over12Weeks: Bool
        var stateShare: Int64?
        var most: Int64
        var testDescription: String { name }
    }

    @Test(arguments: [
        Row(
            name: "50%: second family, no old arrears, 15 USC 1673(b)(2)(A)",
            disposable: 80_000, secondFamily: true, over12Weeks: false, most: 40_000),
        Row(
            name: "55%: second family, old arrears, 15 USC 1673(b)(2)(A)",
            disposable: 80_000, secondFamily: true, over12Weeks: true, most: 44_000),
        Row(
            name: "60%: no second family, no old arrears, 15 USC 1673(b)(2)(B)",
            disposable: 80_000, secondFamily: false, over12Weeks: false, most: 48_000),
        Row(
            name: "65%: $800 a week, arrears of 20 weeks, Ohio and Virginia: $520.00",
            disposable: 80_000, secondFamily: false, over12Weeks: true, most: 52_000),
        Row(
            name: "50%: the same in Arizona, A.R.S. 33-1131(C): $400.00",
            disposable: 80_000, secondFamily: false, over12Weeks: true, stateShare: 5_000,
            most: 40_000),
        Row(
            name: "50%: the same in Michigan, MCL 552.608: $400.00",
            disposable: 80_000, secondFamily: false, over12Weeks: true, stateShare: 5_000,
            most: 40_000),
        Row(
            name: "a state share above the federal one changes nothing",
            disposable: 80_000, secondFamily: true, over12Weeks: false, stateShare: 6_500,
            most: 40_000),
        Row(
            name: "rounded down: 65% of $333.33 is $216.66",
            disposable: 33_333, secondFamily: false, over12Weeks: true, most: 21_666),
        Row(
            name: "rounded down: 55% of $0.01 is nothing",
            disposable: 1, secondFamily: true, over12Weeks: true, most: 0),
        Row(
            name: "rounded down: 50% of $100.01 is $50.00",
            disposable: 10_001, secondFamily: true, over12Weeks: false, most: 5_000),
        Row(
            name: "no earnings", disposable: 0, secondFamily: false, over12Weeks: true, most: 0),
        Row(
            name: "earnings below zero are none",
            disposable: -500, secondFamily: false, over12Weeks: true, most: 0),
    ])
    func stopsAtTheCeiling(_ row: Row) {
        let most = Withholding.most(
            disposable: Money(cents: row.disposable), supportsSecondFamily: row.secondFamily,
            arrearsOver12Weeks: row.over12Weeks, stateShare: row.stateShare.map(BasisPoints.init))
        #expect(most == Money(cents: row.most))
    }

    @Test(arguments: [(83, false), (84, false), (85, true), (0, false), (-1, false)])
    func arrearsMustBeOlderThanTwelveWeeks(_ days: Int, _ over: Bool) throws {
        let day = try #require(Day(iso: "2024-03-01"))
        #expect(Withholding.isOver12Weeks(oldestUnpaid: day.adding(days: -days), on: day) == over)
    }

    /// The ceiling is never passed by as much as a hundredth of a cent, and never undercut by one.
    @Test func roundsDownByLessThanACent() {
        for cents in stride(from: Int64(0), to: 200_000, by: 37) {
            for second in [true, false] {
                for old in [true, false] {
                    let share = Withholding.federalCeiling(
                        supportsSecondFamily: second, arrearsOver12Weeks: old)
                    let most = Withholding.most(
                        disposable: Money(cents: cents), supportsSecondFamily: second,
                        arrearsOver12Weeks: old)
                    let exact = cents * share.value
                    #expect(most.cents * 10_000 <= exact && exact < (most.cents + 1) * 10_000)
                }
            }
        }
    }

    @Test(arguments: [
        (6_500, "65%"), (1_250, "12.5%"), (5, "0.05%"), (10_000, "100%"), (-250, "-2.5%"),
    ])
    func writesRatesAsPercent(_ value: Int64, _ text: String) {
        #expect(BasisPoints(value).description == text)
    }
}
