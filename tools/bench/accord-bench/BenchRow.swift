// What a benchmark says: one row with a subject, the floor it is measured against, and the bar.
import Foundation

/// Several measurements of one thing.
struct Spread: Codable, Equatable, Sendable {
    var min: Double
    var median: Double
    var max: Double

    /// The spread of measurements; all zero if there are none.
    init(_ values: [Double]) {
        let sorted = values.sorted()
        guard let first = sorted.first, let last = sorted.last else {
            (min, median, max) = (0, 0, 0)
            return
        }
        let middle = sorted.count / 2
        let median =
            sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        (min, self.median, max) = (
            Spread.rounded(first), Spread.rounded(median), Spread.rounded(last)
        )
    }

    /// Four digits that count, and no fraction of what is large: more would only feign precision.
    static func rounded(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return 0 }
        let digits = Swift.max(0, 3 - Int(log10(abs(value)).rounded(.down)))
        let scale = pow(10, Double(digits))
        return (value * scale).rounded() / scale
    }
}

/// One row of the benchmark: a line of JSON and a line of the table.
struct BenchRow: Codable, Equatable, Sendable {
    /// What is measured, such as `license`.
    var row: String
    /// Which of several, such as a site or an engine; empty if there is one.
    var name = ""
    /// What the figures count: `ns`, `us`, `ms`, `s`, `MB`.
    var unit: String
    /// What the subject does in the floor's words, such as `bare C over ready tables`.
    var against = ""
    /// The cases, or whatever one measurement goes through.
    var cases: Int?
    /// How often each side was measured, in turns.
    var rounds = 1
    /// What was measured.
    var subject: Spread
    /// The floor, or whatever it is measured against.
    var floor: Spread?
    /// Subject by floor, round by round.
    var ratio: Spread?
    /// What the median of the ratio may be at most, or `least` at least.
    var bar: Double?
    /// What the median of the ratio must be at least.
    var least: Double?
    /// Whether the bar holds; nil if there is none.
    var holds: Bool?
    /// Whether both sides gave the same answers; nil if there is nothing to compare.
    var same: Bool?
    /// Other figures of the row.
    var also: [String: Double]?
    /// Why the row has no figures, or what must be known to read them.
    var note: String?

    /// A row of measurements that took turns: the first of one list belongs to that of the other.
    init(
        _ row: String, _ name: String = "", unit: String, cases: Int? = nil, subject: [Double],
        against: String = "", floor: [Double] = [], bar: Double? = nil, least: Double? = nil,
        same: Bool? = nil, also: [String: Double]? = nil, note: String? = nil
    ) {
        self.row = row
        self.name = name
        self.unit = unit
        self.against = against
        self.cases = cases
        rounds = subject.count
        self.subject = Spread(subject)
        if !floor.isEmpty {
            self.floor = Spread(floor)
            ratio = Spread(zip(subject, floor).map { $0 / $1 })
        }
        self.bar = bar
        self.least = least
        holds = BenchRow.holds(ratio, bar: bar, least: least, same: same)
        self.same = same
        self.also = also
        self.note = note
    }

    /// Whether a ratio keeps its bar; wrong answers keep none.
    static func holds(_ ratio: Spread?, bar: Double?, least: Double?, same: Bool?) -> Bool? {
        guard bar != nil || least != nil else { return same }
        guard let median = ratio?.median else { return false }
        return median <= bar ?? .infinity && median >= least ?? 0 && same ?? true
    }

    /// The row as one line of JSON.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// The rows of lines of JSON.
    static func rows(in text: String) throws -> [BenchRow] {
        try text.split(separator: "\n").map {
            try JSONDecoder().decode(BenchRow.self, from: Data($0.utf8))
        }
    }
}
