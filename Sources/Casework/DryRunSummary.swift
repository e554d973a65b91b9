public import CaseModel

/// What a dry run over many cases came to.
public struct DryRunSummary: Sendable, Equatable {
    /// A row of the outcome table.
    public struct Key: Hashable, Sendable, Comparable {
        /// The site.
        public var site: String
        /// The area.
        public var area: String
        /// The decision point.
        public var point: String
        /// The outcome.
        public var outcome: String

        /// Creates a key.
        public init(site: String, area: String, point: String, outcome: String) {
            self.site = site
            self.area = area
            self.point = point
            self.outcome = outcome
        }

        /// Orders rows for printing.
        public static func < (left: Key, right: Key) -> Bool {
            (left.site, left.area, left.point, left.outcome)
                < (right.site, right.area, right.point, right.outcome)
        }
    }
    /// Case files decided.
    public var files = 0
    /// Cases decided.
    public var cases = 0
    /// Decisions made.
    public var decisions = 0
    /// How often each outcome was given.
    public var outcomes: [Key: Int] = [:]
    /// How often each rule gave the answer, by site and rule.
    public var rules: [String: Int] = [:]
    /// How often each floor bound an answer.
    public var floors: [String: Int] = [:]
    /// Policy failures by site, code and place.
    public var alerts: [String: Int] = [:]

    /// Starts empty.
    public init() {}

    /// Counts the decisions for one case file.
    public mutating func add(_ decisions: [Decision]) {
        files += 1
        var seen: Set<String> = []
        for decision in decisions {
            self.decisions += 1
            if seen.insert(decision.caseID).inserted { cases += 1 }
            if let alert = decision.alert {
                alerts["\(decision.site): \(alert.message) (\(alert.place))", default: 0] += 1
            }
            for answer in decision.answers {
                let key = Key(
                    site: decision.site, area: decision.area.rawValue,
                    point: answer.point.rawValue, outcome: answer.outcome.rawValue)
                outcomes[key, default: 0] += 1
                if let rule = answer.rule, answer.outcome != .notAvailable {
                    rules["\(decision.site) \(rule.id)", default: 0] += 1
                }
                for floor in answer.floors where floor.effect != .unavailable {
                    floors["\(floor.rule.id) (\(floor.effect.rawValue))", default: 0] += 1
                }
            }
        }
    }

    /// The most frequent entries of a table, ties by name.
    public static func top(_ table: [String: Int], _ count: Int) -> [(String, Int)] {
        table.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map {
            ($0.key, $0.value)
        }
    }
}
