public import CaseModel
import LuaHost

/// A person's different choice for one answer of a decision.
public struct OverrideChoice: Sendable, Equatable {
    /// The question.
    public var point: DecisionPoint
    /// What the answer is about: a remedy, a partner, a parent; empty for the case alone.
    public var subject: String
    /// The answer that the person gives.
    public var outcome: Outcome
    /// The last day on which it holds; for a hold, the hold's own last day.
    public var until: Day
    /// What else the answer says, such as `offer = employment`; see `accord docs --list answers`.
    public var details: [Detail]
    /// Why, in the person's words.
    public var reason: String

    /// Creates a choice; see the properties for their meaning.
    public init(
        point: DecisionPoint, subject: String = "", outcome: Outcome, until: Day,
        details: [Detail] = [], reason: String
    ) {
        self.point = point
        self.subject = subject
        self.outcome = outcome
        self.until = until
        self.details = details.sorted { $0.key < $1.key }
        self.reason = reason
    }

    /// The rule that an overridden answer names.
    public static let ruleID = "override"
}

/// What the floors say about a person's choice.
public enum OverrideRuling: Sendable, Equatable {
    /// It may stand: the answer as it holds.
    case bounded(DecisionAnswer)
    /// It may not.
    case refused(OverrideRefusal)
}

/// Why a person's choice may not stand.
public struct OverrideRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable name that support staff can search for, such as `override.forbidden`.
    public var code: String
    /// What stands in the way and what to do, with the citation of each floor.
    public var message: String
    /// The rules that stand in the way, with id, layer and citation; none if no rule does.
    public var floors: [Floor]
    /// What must be done first.
    public var missing: [String]
    /// The last day that would be allowed, if only the end date is too late.
    public var lastDay: Day?

    /// Creates a refusal.
    public init(
        code: String, message: String, floors: [Floor] = [], missing: [String] = [],
        lastDay: Day? = nil
    ) {
        self.code = code
        self.message = message
        self.floors = floors
        self.missing = missing
        self.lastDay = lastDay
    }

    /// The message with its code.
    public var description: String { "\(message) [\(code)]" }
}

extension OverrideChoice {
    /// What the answer's data would be, had a rule given it on a day.
    ///
    /// - Throws: ``OverrideRefusal`` if the answer takes no such data.
    func value(on day: Day) throws(OverrideRefusal) -> LuaValue {
        var values: KeyedValues = ["outcome": .text(outcome.rawValue)]
        guard let shape = Prelude.shapes.first(where: { $0.outcome == outcome }) else {
            throw notAnAnswer
        }
        if shape.keys.contains("until_") {
            values["until_"] = .quantity(.date, Int64(until.epochDay))
        } else if shape.keys.contains("days") {
            values["days"] = .quantity(.days, Int64(day.days(until: until)))
        }
        let takes = shape.entries.filter { !["until_", "days"].contains($0.name) }
        for detail in details {
            guard let entry = takes.first(where: { $0.name == detail.key }) else {
                let names = takes.isEmpty ? "nothing" : takes.map(\.name).joined(separator: ", ")
                throw OverrideRefusal(
                    code: "override.answer",
                    message: "`\(outcome.rawValue)` says nothing called `\(detail.key)`; beside its"
                        + " last day it takes \(names)")
            }
            values[detail.key] = try Self.value(of: detail, type: entry.type)
        }
        for needed in Self.needed[outcome] ?? [] where values[needed] == nil {
            throw OverrideRefusal(
                code: "override.answer",
                message: "`\(outcome.rawValue)` must say its `\(needed)`, so that the floors on it"
                    + " can be asked")
        }
        return .map(values.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value) })
    }

    private typealias KeyedValues = [String: LuaValue]

    /// What floors look at, so that leaving it out would go round them.
    private static let needed: [Outcome: [String]] = [
        .warn: ["remedy"], .escalate: ["remedy"], .conference: ["mode"],
    ]

    var notAnAnswer: OverrideRefusal {
        let names = point.proposals.map(\.rawValue).joined(separator: ", ")
        return OverrideRefusal(
            code: "override.answer",
            message: "\(point.rawValue) takes \(names); `\(outcome.rawValue)` is none of them")
    }

    private static func value(of detail: Detail, type: String) throws(OverrideRefusal) -> LuaValue {
        let types = type.split(separator: "|").map(String.init)
        if types.contains("accord.date"), let day = Day(iso: detail.value) {
            return .quantity(.date, Int64(day.epochDay))
        }
        if types.contains("accord.span") || types == ["accord.count"] {
            if let days = Int64(detail.value), (0...36_500).contains(days) {
                return .quantity(.days, days)
            }
            throw OverrideRefusal(
                code: "override.answer",
                message: "`\(detail.key)` must be a number of days"
                    + (types.contains("accord.date") ? " or a date such as 2024-02-29" : ""))
        }
        switch type {
        case "boolean": return .bool(detail.value == "yes")
        case "string[]":
            return .list(detail.value.split(separator: ",").map { .text(String($0)) })
        default: return .text(detail.value)
        }
    }
}
