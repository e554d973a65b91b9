public import CaseModel
public import CaseStore

/// How often case managers choose otherwise than a rule, and why; what floors made of it.
public struct OverrideReport: Sendable, Equatable {
    /// Overrides in numbers.
    public struct Counts: Sendable, Equatable {
        /// Choices that stood, for at least a day.
        public var made = 0
        /// Choices that a floor refused.
        public var refused = 0
        /// Overrides that a sweep ended before their last day, because a floor came to forbid them.
        public var endedByFloor = 0
        /// Overrides that a newer choice ended before their last day.
        public var replaced = 0
        /// Overrides that a person took back before their last day.
        public var withdrawn = 0

        mutating func add(_ override: Override) {
            guard override.refusedBy.isEmpty else {
                refused += 1
                return
            }
            made += 1
            guard let ending = override.ending else { return }
            switch ending.by {
            case Override.replaced: replaced += 1
            case Override.withdrawn: withdrawn += 1
            default: endedByFloor += 1
            }
        }
    }

    /// The overrides of one rule's answers, or of one worker.
    public struct Group: Sendable, Equatable {
        /// The rule's id, or the worker; empty for answers that no rule gave.
        public var name: String
        /// The numbers.
        public var counts = Counts()
        /// What was chosen, with how often, the most frequent first.
        public var outcomes: [Entry] = []
        /// The reasons given, with how often, the most frequent first.
        public var reasons: [Entry] = []
        /// For a rule, its answers that stand now; nil for a worker.
        public var answers: Int?

        /// Overrides for each 10,000 answers of the rule that stand now; nil if none does.
        public var rate: Int? {
            answers.flatMap { $0 > 0 ? (counts.made * 10_000 + $0 / 2) / $0 : nil }
        }
    }

    /// Something with its count.
    public struct Entry: Sendable, Equatable {
        /// What it is.
        public var name: String
        /// How often.
        public var count: Int
    }

    /// A floor that stood in the way.
    public struct FloorCount: Sendable, Equatable {
        /// The rule's id, or the code of another refusal.
        public var name: String
        /// Choices that it refused.
        public var refused = 0
        /// Overrides that it ended.
        public var ended = 0
    }

    /// Every override, in the order in which they were made.
    public private(set) var overrides: [Override]
    /// All of them in numbers.
    public private(set) var counts = Counts()
    /// By the rule that was set aside; the most overridden first.
    public private(set) var byRule: [Group] = []
    /// By the person who chose; the one with the most first.
    public private(set) var byWorker: [Group] = []
    /// The floors that refused or ended any, the most frequent first.
    public private(set) var floors: [FloorCount] = []

    /// Reads the overrides that were made in a period.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - site: The site; all unless told.
    ///   - from: The first day; open if nil.
    ///   - through: The last day; open if nil.
    /// - Throws: ``CaseStoreError``.
    public init(
        store: CaseStore, site: SiteID? = nil, from: Day? = nil, through: Day? = nil
    ) throws {
        let first = from ?? Day(epochDay: .min)
        let days = first...max(first, through ?? Day(epochDay: .max))
        overrides = try store.overrides(site: site, madeOn: days)
        for override in overrides { counts.add(override) }
        byWorker = Self.groups(overrides, by: \.who)
        byRule = Self.groups(overrides, by: \.rule)
        floors = Self.floors(overrides)
        guard !byRule.isEmpty else { return }
        let answers = try Self.answers(in: store, site: site)
        for index in byRule.indices {
            byRule[index].answers = answers[byRule[index].name, default: 0]
        }
    }

    private static func groups(_ overrides: [Override], by name: KeyPath<Override, String>)
        -> [Group]
    {
        Dictionary(grouping: overrides) { $0[keyPath: name] }.map { name, members in
            var group = Group(name: name)
            for member in members { group.counts.add(member) }
            group.outcomes = entries(members.map(\.outcome))
            group.reasons = entries(members.map(\.reason))
            return group
        }.sorted {
            ($1.counts.made, $1.counts.refused, $0.name)
                < ($0.counts.made, $0.counts.refused, $1.name)
        }
    }

    private static func entries(_ names: [String]) -> [Entry] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).map { Entry(name: $0, count: $1) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    private static func floors(_ overrides: [Override]) -> [FloorCount] {
        var found: [String: FloorCount] = [:]
        for override in overrides {
            if !override.refusedBy.isEmpty {
                found[override.refusedBy, default: FloorCount(name: override.refusedBy)].refused +=
                    1
            }
            if let by = override.ending?.by, by != Override.replaced, by != Override.withdrawn {
                found[by, default: FloorCount(name: by)].ended += 1
            }
        }
        return found.values.sorted {
            ($1.refused + $1.ended, $0.name) < ($0.refused + $0.ended, $1.name)
        }
    }

    /// The answers that stand, by the rule that gave them; under the empty name those of no rule.
    private static func answers(in store: CaseStore, site: SiteID?) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try store.forEachStandingStatement(site: site) { statement in
            guard let json = try? JSONValue(parsing: statement) else { return }
            for answer in StandingAnswer.all(in: json) { counts[answer.rule, default: 0] += 1 }
        }
        return counts
    }
}

extension OverrideReport {
    /// The report as a JSON tree; rates are for each 10,000 answers.
    public var json: JSONValue {
        .object([
            "schema_version": .integer(1), "counts": counts.json,
            "by_rule": .list(byRule.map { $0.json(naming: "rule") }),
            "by_worker": .list(byWorker.map { $0.json(naming: "worker") }),
            "floors": .list(
                floors.map { floor in
                    .object([
                        "floor": .text(floor.name), "refused": .integer(Int64(floor.refused)),
                        "ended": .integer(Int64(floor.ended)),
                    ])
                }),
        ])
    }
}

extension OverrideReport.Counts {
    fileprivate var json: JSONValue {
        .object([
            "made": .integer(Int64(made)), "refused": .integer(Int64(refused)),
            "ended_by_floor": .integer(Int64(endedByFloor)), "replaced": .integer(Int64(replaced)),
            "withdrawn": .integer(Int64(withdrawn)),
        ])
    }
}

extension OverrideReport.Group {
    fileprivate func json(naming key: String) -> JSONValue {
        func list(_ entries: [OverrideReport.Entry], _ key: String) -> JSONValue {
            .list(
                entries.map {
                    .object([key: .text($0.name), "count": .integer(Int64($0.count))])
                })
        }
        var object: [String: JSONValue] = [
            key: .text(name), "counts": counts.json, "outcomes": list(outcomes, "outcome"),
            "reasons": list(reasons, "reason"),
        ]
        if let answers { object["answers"] = .integer(Int64(answers)) }
        if let rate { object["rate"] = .integer(Int64(rate)) }
        return .object(object)
    }
}
