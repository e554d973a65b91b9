import CaseModel
import PolicyHost

/// Values as spreadsheets write them: forgiving where only one thing can be meant.
enum SpreadsheetValue {
    /// What a text says about a date.
    enum DateReading: Equatable {
        case day(Day)
        /// Month and day could be the other way round.
        case ambiguous(Day, Day)
        case none
    }

    /// Reads `2019-03-01`, `2019/3/1`, `1-Mar-2019`, `Mar 1, 2019` and, where only one is
    /// possible, `3/31/2019` and `31.3.2019`.
    static func date(_ text: String) -> DateReading {
        if let day = Day(iso: text) { return .day(day) }
        let parts = text.split { " ,-/.".contains($0) }.map(String.init)
        guard parts.count == 3 else { return .none }
        let numbers = parts.map { Int($0) }
        if let month = parts.lazy.compactMap(month).first {
            guard let day = numbers[0] ?? numbers[1], let year = numbers[2], year > 999 else {
                return .none
            }
            return reading(year, month, day)
        }
        guard let first = numbers[0], let second = numbers[1], let third = numbers[2] else {
            return .none
        }
        if parts[0].count == 4 { return reading(first, second, third) }
        guard parts[2].count == 4 else { return .none }
        let american = self.day(third, first, second)
        let european = self.day(third, second, first)
        switch (american, european) {
        case (let day?, nil), (nil, let day?): return .day(day)
        case (let one?, let other?): return one == other ? .day(one) : .ambiguous(one, other)
        case (nil, nil): return .none
        }
    }

    private static func reading(_ year: Int, _ month: Int, _ day: Int) -> DateReading {
        self.day(year, month, day).map(DateReading.day) ?? .none
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day? {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return Day(iso: "\(year)-\(two(month))-\(two(day))")
    }

    private static func month(_ word: String) -> Int? {
        let months = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        guard word.first?.isLetter == true else { return nil }
        return months.firstIndex(of: String(word.lowercased().prefix(3))).map { $0 + 1 }
    }

    /// A fact: dates, `TRUE`, `yes`, `48000.00`, `$480.00` (as cents), `null`, or text.
    static func value(_ text: String) -> JSONValue {
        if case .day(let day) = date(text) { return .text("\(day)") }
        switch text.lowercased() {
        case "true", "yes": return .bool(true)
        case "false", "no": return .bool(false)
        case "null": return .null
        default: break
        }
        if let cents = dollars(text) { return .integer(cents) }
        if let number = Int64(text) { return .integer(number) }
        // A spreadsheet may show a whole number with decimals.
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        if halves.count == 2, !halves[1].isEmpty, halves[1].allSatisfy({ $0 == "0" }),
            let number = Int64(halves[0])
        {
            return .integer(number)
        }
        return .text(text)
    }

    private static func dollars(_ text: String) -> Int64? {
        guard text.hasPrefix("$") else { return nil }
        let halves = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = halves.first.flatMap({ Int64($0.filter { $0 != "," }) }), whole >= 0,
            halves.count == 1 || halves.count == 2 && halves[1].count == 2
        else { return nil }
        let cents = halves.count == 2 ? Int64(halves[1]) : 0
        return cents.map { whole * 100 + $0 }
    }

    /// A fact, or a list or object in the short form of YAML: `[a, b]`, `{ kind: x }`.
    static func inline(_ text: String, file: String) throws(PolicyProblem) -> JSONValue {
        guard text.hasPrefix("[") || text.hasPrefix("{") else { return value(text) }
        return try YAMLTree.read(text, file: file)
    }

    /// Expectations that are lists.
    static let lists: Set<String> = ["reasons", "floors", "missing", "not", "services"]

    /// An expectation: `floors`, `missing` and the like are lists with `;` between their items,
    /// and `none` is the empty one.
    static func expectation(_ name: String, _ text: String) -> JSONValue {
        guard lists.contains(name) else { return .text(text) }
        guard text.lowercased() != "none" else { return .list([]) }
        return .list(
            text.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
                .map(JSONValue.text))
    }
}
