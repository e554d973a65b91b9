/// A small random generator for synthetic files: same seed, same numbers, on every machine.
///
/// ``SplitMix64`` uses integers only, so that nothing depends on how a machine rounds. It is not
/// for secrets.
struct SampleGenerator {
    private var numbers: SplitMix64

    /// Starts the sequence of one file: each seed, site and index has a sequence of its own.
    init(seed: UInt64, site: SiteID, index: Int) {
        var start = SplitMix64.mixed(seed &+ SplitMix64.step)
        start = SplitMix64.mixed(start ^ Self.number(of: site) &* 0xD1B5_4A32_D192_ED03)
        start = SplitMix64.mixed(start ^ UInt64(truncatingIfNeeded: index))
        numbers = SplitMix64(seed: start)
    }

    /// The place among the sites of the demonstration; behind them a digest of the name (FNV-1a).
    private static func number(of site: SiteID) -> UInt64 {
        if let place = SiteID.demonstration.firstIndex(of: site) { return UInt64(place) }
        return site.word.utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 { numbers.next() }

    /// A number from the range, each with the same weight.
    mutating func int(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
    }

    /// True in `share` of 1,000 draws.
    mutating func chance(_ share: Int) -> Bool {
        int(0...999) < share
    }

    /// One of the elements, each with the same weight.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[int(0...elements.count - 1)]
    }

    /// One of the elements, each with its own weight.
    mutating func weighted<Element>(_ choices: [(Element, Int)]) -> Element {
        var rest = int(0...choices.reduce(-1) { $0 + $1.1 })
        for choice in choices {
            rest -= choice.1
            if rest < 0 { return choice.0 }
        }
        return choices[choices.count - 1].0
    }

    /// A whole number of dollars from the range, in steps.
    mutating func dollars(_ range: ClosedRange<Int>, step: Int = 1) -> Money {
        Money(
            dollars: Int64(
                range.lowerBound + int(0...(range.upperBound - range.lowerBound) / step) * step))
    }

    /// A day between two distances before another day.
    mutating func day(_ ago: ClosedRange<Int>, before asOf: Day) -> Day {
        asOf.adding(days: -int(ago))
    }
}
