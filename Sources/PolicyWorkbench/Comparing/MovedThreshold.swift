public import CaseModel
import PolicyHost

/// A threshold that both versions compare the same fact with, at different values.
public struct MovedThreshold: Sendable, Equatable {
    /// The deciding site.
    public var site: String
    /// The question in which it is compared.
    public var point: DecisionPoint
    /// The fact's path, such as `payments.last_on`.
    public var fact: String
    /// The unit of the axis: an age in days for dates, else the fact's own.
    public var unit: FactUnit
    /// Whether the axis shows the age of a date rather than the fact itself.
    public var isAge: Bool
    /// The old threshold as the policy has it, such as `45 days`.
    public var oldText: String
    /// The new threshold.
    public var newText: String
    /// The old threshold on the axis.
    public var old: Int64
    /// The new threshold on the axis.
    public var new: Int64
}

/// How the caseload lies around a moved threshold.
public struct ThresholdHistogram: Sendable, Equatable {
    /// One bar.
    public struct Bar: Sendable, Equatable {
        /// The first value in it.
        public var from: Int64
        /// The first value after it.
        public var to: Int64
        /// Cases in which no outcome changed.
        public var same: Int
        /// Cases in which one changed.
        public var flipped: Int
    }
    /// The threshold.
    public var threshold: MovedThreshold
    /// The bars, low to high; the outermost also hold what lies beyond them.
    public var bars: [Bar]
    /// Cases in which the fact is not recorded.
    public var absent: Int
}

/// Finds moved thresholds in example cases and counts a caseload around them.
///
/// Nothing is read from source: both versions decide an example while their comparisons are
/// recorded, so that parameters, constants and library functions count alike.
public struct ThresholdStudy: Sendable {
    /// The thresholds found, those of most examples first, at most as many as are drawn.
    public let thresholds: [MovedThreshold]
    private let comparison: CaseloadComparison
    private let flipped: Set<String>
    private var values: [[(value: Int64, flipped: Bool)]]
    private var absent: [Int]

    /// Looks for thresholds in the example cases of a report.
    public init(
        _ comparison: CaseloadComparison, report: ComparisonReport, examples: [ExampleCase],
        atMost count: Int = 4
    ) {
        self.comparison = comparison
        flipped = report.flipped
        var found: [(threshold: MovedThreshold, examples: Int)] = []
        for example in examples.prefix(50) {
            let points = Set(example.kinds.filter { $0.change == .outcome }.map(\.point))
            for threshold in Self.thresholds(in: example, points, comparison) {
                if let known = found.firstIndex(where: { $0.threshold == threshold }) {
                    found[known].examples += 1
                } else {
                    found.append((threshold, 1))
                }
            }
        }
        thresholds = found.sorted {
            ($1.examples, $0.threshold.site, $0.threshold.point.place, $0.threshold.fact)
                < ($0.examples, $1.threshold.site, $1.threshold.point.place, $1.threshold.fact)
        }.prefix(count).map(\.threshold)
        values = thresholds.map { _ in [] }
        absent = thresholds.map { _ in 0 }
    }

    private static func thresholds(
        in example: ExampleCase, _ points: Set<DecisionPoint>, _ comparison: CaseloadComparison
    ) -> [MovedThreshold] {
        guard let before = comparison.old.host.sites[example.site],
            let after = comparison.new.host.sites[example.site]
        else { return [] }
        let day = comparison.day ?? example.file.observedOn
        var found: [MovedThreshold] = []
        for index in example.file.cases.indices {
            let moment = CaseMoment(file: example.file, caseIndex: index, day: day)
            for area in Set(points.compactMap(\.area)).sorted(by: { $0.rawValue < $1.rawValue }) {
                let old = before.testedFacts(moment, area: area)
                let new = after.testedFacts(moment, area: area)
                for fact in old where points.contains(fact.point) && !fact.path.contains("[") {
                    func isSame(_ other: TestedFact) -> Bool {
                        other.point == fact.point && other.subject == fact.subject
                            && other.path == fact.path && other.operation == fact.operation
                    }
                    let others = new.filter(isSame)
                    let mine = old.filter(isSame)
                    // Each version's own thresholds, in the order in which it compares them.
                    let gone = mine.filter { one in !others.contains { $0.edge == one.edge } }
                    let come = others.filter { one in !mine.contains { $0.edge == one.edge } }
                    guard let place = gone.firstIndex(where: { $0.edge == fact.edge }),
                        come.indices.contains(place)
                    else { continue }
                    let threshold = moved(
                        fact, come[place], site: example.site, day: day)
                    if !found.contains(threshold) { found.append(threshold) }
                }
            }
        }
        return found
    }

    private static func moved(
        _ old: TestedFact, _ new: TestedFact, site: String, day: Day
    ) -> MovedThreshold {
        let isAge = old.unit == .date
        func axis(_ edge: Int64) -> Int64 { isAge ? Int64(day.epochDay) - edge : edge }
        return MovedThreshold(
            site: site, point: old.point, fact: old.path, unit: isAge ? .days : old.unit,
            isAge: isAge, oldText: old.threshold, newText: new.threshold, old: axis(old.edge),
            new: axis(new.edge))
    }

    /// Counts the cases of a batch.
    public mutating func add(_ files: [CaseFile], threads: Int) async {
        let measured = await Pieces.map(files, threads: threads) { [thresholds, comparison] in
            Self.measure($0, thresholds, comparison)
        }
        for (file, readings) in zip(files, measured) {
            for reading in readings {
                guard let value = reading.value else {
                    absent[reading.threshold] += 1
                    continue
                }
                let name = "\(file.fileID)\u{0}\(file.cases[reading.caseIndex].caseID)"
                values[reading.threshold].append((value, flipped.contains(name)))
            }
        }
    }

    private typealias Reading = (caseIndex: Int, threshold: Int, value: Int64?)

    private static func measure(
        _ file: CaseFile, _ thresholds: [MovedThreshold], _ comparison: CaseloadComparison
    ) -> [Reading] {
        let site = comparison.site ?? file.site.word
        let day = comparison.day ?? file.observedOn
        guard thresholds.contains(where: { $0.site == site }) else { return [] }
        var readings: [Reading] = []
        for index in file.cases.indices {
            let moment = CaseMoment(file: file, caseIndex: index, day: day)
            for (number, threshold) in thresholds.enumerated() where threshold.site == site {
                let value = moment.quantity(at: threshold.fact)?.value
                readings.append(
                    (index, number, value.map { threshold.isAge ? Int64(day.epochDay) - $0 : $0 }))
            }
        }
        return readings
    }

    /// The bars of every threshold.
    public var histograms: [ThresholdHistogram] {
        zip(thresholds, zip(values, absent)).map { threshold, counted in
            ThresholdHistogram(
                threshold: threshold, bars: Self.bars(counted.0, around: threshold),
                absent: counted.1)
        }
    }

    /// About twenty bars of a round width that hold both thresholds and nearly every value.
    private static func bars(
        _ values: [(value: Int64, flipped: Bool)], around threshold: MovedThreshold
    ) -> [ThresholdHistogram.Bar] {
        let sorted = values.map(\.value).sorted()
        guard let first = sorted.first else { return [] }
        // One value in fifty at the far end would squeeze the rest.
        let high = max(sorted[sorted.count * 49 / 50], threshold.old, threshold.new)
        let low = min(max(first, sorted[sorted.count / 50]), threshold.old, threshold.new)
        var width: Int64 = 1
        let steps: [Int64] = [2, 5, 10]
        var power: Int64 = 1
        var step = 0
        while (high - low) / width > 24 {
            width = steps[step % 3] * power
            step += 1
            if step % 3 == 0 { power *= 10 }
        }
        let start = low >= 0 ? low / width * width : -((-low + width - 1) / width * width)
        let count = Int((high - start) / width) + 1
        var bars = (0..<count).map { index in
            let from = start + Int64(index) * width
            return ThresholdHistogram.Bar(from: from, to: from + width, same: 0, flipped: 0)
        }
        for (value, flipped) in values {
            let index = min(max(0, Int((value - start) / width)), count - 1)
            if flipped { bars[index].flipped += 1 } else { bars[index].same += 1 }
        }
        return bars
    }
}
