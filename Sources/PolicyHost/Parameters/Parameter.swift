public import CaseModel

/// Which way a site may move a parameter from the declaring layer's value.
public enum Direction: String, Sendable, CaseIterable {
    /// A site may only raise it.
    case onlyMore = "only more"
    /// A site may only lower it.
    case onlyLess = "only less"
    /// A site may set it freely.
    case either
    /// A site can't change it.
    case fixed

    /// Whether a site may use a value instead of the declaring layer's.
    func allows(_ value: ParameterValue, instead law: ParameterValue) -> Bool {
        let more: Bool
        switch (value, law) {
        case (.amount(_, let new), .amount(_, let old)):
            if new == old { return true }
            more = new > old
        case (.yesNo(let new), .yesNo(let old)):
            if new == old { return true }
            more = new
        case (.ended, .ended): return true
        case (.ended, _): return self == .either
        default:
            return self != .fixed || value == law
        }
        return switch self {
        case .onlyMore: more
        case .onlyLess: !more
        case .either: true
        case .fixed: false
        }
    }
}

/// How well founded a rule or a value is.
public enum Provenance: String, Sendable, CaseIterable {
    /// Stated in law, and read.
    case law
    /// Cited from general knowledge of the law; counsel must check the text.
    case lawUnread = "law ‡"
    /// Stated in a public report or agency page.
    case published
    /// Stated in one of the program's founding documents.
    case seed
    /// A proposal; the site must confirm it.
    case assumed
}

/// One value with the days on which it is in force.
public struct DatedValue: Sendable, Equatable {
    /// First day.
    public var from: Day
    /// Last day, or nil if open.
    public var until: Day?
    /// The value.
    public var value: ParameterValue
    /// The layer or site that set it.
    public var setBy: String
    /// The citation or the reason.
    public var authority: String
    /// How well founded it is.
    public var tag: Provenance
    /// Where it stands: file and line.
    public var place: String
    /// Where the value itself stands in that file.
    package var written: FilePlace
}

/// A dated, cited, typed value that policies read as `site.group.name`.
public struct Parameter: Sendable, Equatable {
    /// The id, `group.name`.
    public var id: String
    /// What it is, in one sentence.
    public var about: String
    /// Its unit.
    public var unit: ParameterUnit
    /// Which way a site may move it.
    public var direction: Direction
    /// The layer that declares it.
    public var layer: String
    /// The file that declares it, and where its id stands.
    package var file: String
    package var declared: FilePlace
    /// Whether people read it and no policy need to.
    package var isForStaff: Bool
    /// The values of the declaring layer, by date.
    public var values: [DatedValue]
    /// The values that the site set, by date; each wins from its day on.
    public var siteValues: [DatedValue] = []

    /// The part before the dot.
    public var group: String { String(id.prefix { $0 != "." }) }
    /// The part after the dot.
    public var name: String { String(id.drop { $0 != "." }.dropFirst()) }

    /// The value in force on a day, with who set it; nil before the first one.
    ///
    /// A site's value holds only as far as the declaring layer's value of that day allows: when
    /// the law moves past it, the law's value is the one in force.
    public func value(on day: Day) -> DatedValue? {
        func inForce(_ values: [DatedValue]) -> DatedValue? {
            // When the newest value has run out, no older one comes back.
            guard let newest = values.last(where: { $0.from <= day }) else { return nil }
            return newest.until.map { day <= $0 } ?? true ? newest : nil
        }
        let law = inForce(values)
        guard let site = inForce(siteValues) else { return law }
        guard let law, !direction.allows(site.value, instead: law.value) else { return site }
        return law
    }

    /// Reports gaps and overlaps in the dates of one source's values.
    static func checkDates(
        _ values: [DatedValue], of id: String, at place: YAMLValue
    ) {
        for (earlier, later) in zip(values, values.dropFirst()) {
            if later.from <= earlier.from {
                place.problem(
                    "parameter.overlap",
                    "the values of `\(id)` from \(earlier.from) and from \(later.from) overlap",
                    suggestion: "order them by date, each beginning after the one before")
            } else if let until = earlier.until {
                if until.adding(days: 1) > later.from {
                    place.problem(
                        "parameter.overlap",
                        "`\(id)` has two values on \(later.from): one runs until \(until)",
                        suggestion: "end the earlier one on \(later.from.adding(days: -1))")
                } else if until.adding(days: 1) < later.from {
                    place.problem(
                        "parameter.gap",
                        "`\(id)` has no value from \(until.adding(days: 1)) to "
                            + "\(later.from.adding(days: -1))",
                        suggestion: "write `value: none` if the rule did not apply then")
                }
            }
        }
        for value in values {
            if let until = value.until, until < value.from {
                place.problem(
                    "parameter.dates", "`\(id)` ends on \(until), before it begins on \(value.from)"
                )
            }
        }
    }
}
