import CaseModel
import Testing

@Suite("Money: whole cents, rounded down")
struct MoneyTests {
    @Test(arguments: [
        (0, "$0.00"), (5, "$0.05"), (100, "$1.00"), (123_456, "$1,234.56"),
        (100_000_000, "$1,000,000.00"), (-5, "-$0.05"), (-123_456, "-$1,234.56"),
        (99_999, "$999.99"), (100_000, "$1,000.00"),
    ])
    func writesAndReadsTheSameAmount(_ cents: Int64, _ text: String) {
        #expect(Money(cents: cents).description == text)
        #expect(Money(text) == Money(cents: cents))
    }

    @Test(arguments: [
        ("$500", 50_000), ("$2500.00", 250_000), ("$2,500.00", 250_000), ("-$3.20", -320),
    ])
    func readsTheOtherSpellings(_ text: String, _ cents: Int64) {
        #expect(Money(text)?.cents == cents)
    }

    @Test(arguments: [
        "", "$", "500", "$1,00", "$,100", "$1.5", "$1.500", "$1.2.3", "$ 5", "$-5", "$1e3",
        "$1,2345",
        "$99999999999999999999", "--$5", "$1.x0", "$0x10", "$1,,000",
    ])
    func refusesWhatIsNotAnAmount(_ text: String) {
        #expect(Money(text) == nil)
    }

    @Test(arguments: [
        (100, 5_000, 50), (101, 5_000, 50), (199, 100, 1), (1, 9_999, 0), (80_000, 6_500, 52_000),
        (33_333, 3_333, 11_109), (-101, 5_000, -51),
    ])
    func roundsASharePastTheCentDown(_ cents: Int64, _ share: Int64, _ expected: Int64) {
        #expect(Money(cents: cents).times(basisPoints: share) == Money(cents: expected))
    }

    @Test func sharesOfHugeAmountsDoNotOverflow() {
        let huge = Money(cents: Int64.max)
        #expect(huge.times(basisPoints: 10_000) == huge)
        #expect(huge.times(basisPoints: 5_000).cents == Int64.max / 2)
    }

    @Test func noTimeIsNoMoney() {
        #expect(Money(cents: 500).dividedDown(multiplier: 1, divisor: 0) == .zero)
    }

    @Test func addsAndSubtractsToTheCent() {
        let left = Money(cents: 1_005)
        let right = Money(cents: 995)
        #expect(left + right == Money(dollars: 20))
        #expect(left - right == Money(cents: 10))
        #expect(left * 3 == Money(cents: 3_015))
        #expect(-left + left == .zero)
        #expect((right - left).atLeastZero == .zero)
        #expect([left, right].min() == right)
    }
}
