/// An amount of United States money in whole cents.
///
/// Every amount in a case file, a parameter or a decision is a `Money`, so that no binary fraction
/// ever stands for a debt. Shares of an amount round down to the cent: the Consumer Credit
/// Protection Act sets a ceiling (15 USC 1673(b)(2)), and a ceiling may not be passed by rounding.
public struct Money: Sendable, Hashable, Comparable {
    /// The amount in cents; negative for a credit.
    public var cents: Int64

    /// Makes an amount from whole cents.
    public init(cents: Int64) {
        self.cents = cents
    }

    /// Makes an amount from whole dollars.
    public init(dollars: Int64) {
        self.cents = dollars * 100
    }

    /// No money.
    public static let zero = Money(cents: 0)

    /// The sum of two amounts.
    public static func + (left: Money, right: Money) -> Money {
        Money(cents: left.cents + right.cents)
    }

    /// The difference of two amounts.
    public static func - (left: Money, right: Money) -> Money {
        Money(cents: left.cents - right.cents)
    }

    /// An amount taken a whole number of times.
    public static func * (amount: Money, factor: Int) -> Money {
        Money(cents: amount.cents * Int64(factor))
    }

    /// An amount taken a whole number of times.
    public static func * (factor: Int, amount: Money) -> Money {
        amount * factor
    }

    /// The same amount with the other sign.
    public static prefix func - (amount: Money) -> Money {
        Money(cents: -amount.cents)
    }

    /// Adds an amount in place.
    public static func += (left: inout Money, right: Money) {
        left.cents += right.cents
    }

    /// Takes an amount away in place.
    public static func -= (left: inout Money, right: Money) {
        left.cents -= right.cents
    }

    /// Orders amounts by cents.
    public static func < (left: Money, right: Money) -> Bool {
        left.cents < right.cents
    }

    /// A share of the amount, rounded down to the cent (toward the smaller amount).
    ///
    /// The share is in basis points, hundredths of a percent: 5,000 is one half.
    public func times(basisPoints: Int64) -> Money {
        dividedDown(multiplier: basisPoints, divisor: 10_000)
    }

    /// The amount times `multiplier` over `divisor`, rounded down to the cent.
    ///
    /// The product is formed in 128 bits, so no amount that fits a file can overflow. A divisor of
    /// zero or less answers zero: a rate over no time is no money.
    public func dividedDown(multiplier: Int64, divisor: Int64) -> Money {
        guard divisor > 0 else { return .zero }
        let product = cents.multipliedFullWidth(by: multiplier)
        let wide = Int128(product.high) << 64 | Int128(product.low)
        var quotient = wide / Int128(divisor)
        if wide % Int128(divisor) < 0 { quotient -= 1 }
        return Money(cents: Int64(clamping: quotient))
    }

    /// The larger of the amount and zero.
    public var atLeastZero: Money { cents > 0 ? self : .zero }
}

extension Money: CustomStringConvertible, LosslessStringConvertible {
    /// The amount as people write it: `$1,234.56`, `-$0.05`.
    public var description: String {
        let magnitude = cents.magnitude
        var digits = Array(String(magnitude / 100))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        let rest = magnitude % 100
        return (cents < 0 ? "-$" : "$") + String(digits) + (rest < 10 ? ".0" : ".") + String(rest)
    }

    /// Reads an amount as people write it: `$2,500.00`, `$500`, `-$3.20`.
    ///
    /// The dollar sign is required, commas must part groups of three if they are used at all, and
    /// cents are two digits or none.
    public init?(_ text: String) {
        self.init(text: text)
    }

    /// Reads an amount from any kind of text; see `init(_:)`.
    public init?(text: some StringProtocol) {
        var rest = Substring(text)
        let negative = rest.first == "-"
        if negative { rest.removeFirst() }
        guard rest.first == "$" else { return nil }
        rest.removeFirst()

        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, let dollars = Money.grouped(whole) else {
            return nil
        }
        var fraction: Int64 = 0
        if parts.count == 2 {
            guard parts[1].utf8.count == 2, let value = Money.digits(parts[1]) else { return nil }
            fraction = value
        }
        let (product, tooLarge) = dollars.multipliedReportingOverflow(by: 100)
        let (sum, overflow) = product.addingReportingOverflow(fraction)
        guard !tooLarge, !overflow else { return nil }
        self.init(cents: negative ? -sum : sum)
    }

    /// Reads a whole number that may be grouped by commas.
    private static func grouped(_ text: Substring) -> Int64? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty else { return nil }
        if groups.count > 1 {
            guard first.utf8.count <= 3, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
            else {
                return nil
            }
        }
        return digits(Substring(groups.joined()))
    }

    /// Reads plain ASCII digits, without sign.
    private static func digits(_ text: Substring) -> Int64? {
        guard text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return Int64(text)
    }
}
