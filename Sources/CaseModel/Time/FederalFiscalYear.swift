/// A federal fiscal year: 1 October to 30 September, named after the year in which it ends.
///
/// Performance measures and annual reports of the program run by it (45 CFR 305.32).
public struct FederalFiscalYear: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The civil year in which the fiscal year ends.
    public var ending: Int

    /// Makes the fiscal year that ends on 30 September of the given year.
    public init(ending: Int) {
        self.ending = ending
    }

    /// Makes the fiscal year that holds the day.
    public init(containing day: Day) {
        let (year, month, _) = day.civil
        self.ending = month >= 10 ? year + 1 : year
    }

    /// 1 October, the first day; nil for years no date can spell.
    public var firstDay: Day? { Day(year: ending - 1, month: 10, day: 1) }

    /// 30 September, the last day; nil for years no date can spell.
    public var lastDay: Day? { Day(year: ending, month: 9, day: 30) }

    /// True if the day falls in the fiscal year.
    public func contains(_ day: Day) -> Bool {
        FederalFiscalYear(containing: day) == self
    }

    /// The quarter of a fiscal year that the day falls in, 1 (October to December) to 4.
    public static func quarter(of day: Day) -> Int {
        (day.month + 2) % 12 / 3 + 1
    }

    /// Orders fiscal years from earlier to later.
    public static func < (left: FederalFiscalYear, right: FederalFiscalYear) -> Bool {
        left.ending < right.ending
    }

    /// The name in reports: `FFY 2024`.
    public var description: String { "FFY \(ending)" }
}
