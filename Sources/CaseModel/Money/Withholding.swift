/// A rate in hundredths of a percent: 6,500 is 65%.
public struct BasisPoints: Sendable, Hashable, Comparable {
    /// Hundredths of a percent.
    public var value: Int64

    /// Makes a rate from hundredths of a percent.
    public init(_ value: Int64) {
        self.value = value
    }

    /// The whole.
    public static let whole = BasisPoints(10_000)

    /// Orders rates from smaller to larger.
    public static func < (left: BasisPoints, right: BasisPoints) -> Bool {
        left.value < right.value
    }
}

extension BasisPoints: CustomStringConvertible {
    /// The rate as people write it: `65%`, `12.5%`, `0.05%`.
    public var description: String {
        let magnitude = value.magnitude
        let sign = value < 0 ? "-" : ""
        let hundredths = magnitude % 100
        guard hundredths != 0 else { return "\(sign)\(magnitude / 100)%" }
        let fraction =
            hundredths % 10 == 0
            ? String(hundredths / 10) : (hundredths < 10 ? "0" : "") + String(hundredths)
        return "\(sign)\(magnitude / 100).\(fraction)%"
    }
}

/// The ceiling on what may be withheld from disposable earnings for support.
///
/// The federal ceiling depends on two questions (Consumer Credit Protection Act, 15 USC
/// 1673(b)(2)); a state may set a lower one. It bounds all support withholding of a pay period
/// together, for all orders (Office of Legal Counsel opinion, 2 May 1979).
public enum Withholding {
    /// Weeks after which arrears add five percent to the ceiling.
    public static let arrearsWeeks = 12

    /// The federal ceiling as a share of disposable earnings: 50, 55, 60 or 65 percent.
    ///
    /// Arrears older than 12 weeks are measured at the beginning of the work week; arrears of
    /// exactly 12 weeks do not raise the ceiling.
    public static func federalCeiling(
        supportsSecondFamily: Bool, arrearsOver12Weeks: Bool
    ) -> BasisPoints {
        switch (supportsSecondFamily, arrearsOver12Weeks) {
        case (true, false): BasisPoints(5_000)
        case (true, true): BasisPoints(5_500)
        case (false, false): BasisPoints(6_000)
        case (false, true): BasisPoints(6_500)
        }
    }

    /// The most that may be withheld in a pay period for all support orders together.
    ///
    /// The smaller of the federal and the state share, rounded down to the cent. Earnings below
    /// zero are none. A state without a share of its own follows the federal one.
    public static func most(
        disposable earnings: Money, supportsSecondFamily: Bool, arrearsOver12Weeks: Bool,
        stateShare: BasisPoints? = nil
    ) -> Money {
        let federal = federalCeiling(
            supportsSecondFamily: supportsSecondFamily, arrearsOver12Weeks: arrearsOver12Weeks)
        let share = min(federal, stateShare ?? federal)
        return earnings.atLeastZero.times(basisPoints: max(share.value, 0))
    }

    /// True if an unpaid amount due on `oldest` is more than 12 weeks old on `day`.
    public static func isOver12Weeks(oldestUnpaid oldest: Day, on day: Day) -> Bool {
        oldest.days(until: day) > arrearsWeeks * 7
    }
}
