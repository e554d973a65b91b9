import CaseModel
import LuaHost

/// What a policy's `decide` returned, checked against the question.
struct Proposal {
    var outcome: Outcome
    var values: LuaValue
    var rule: Rule

    func text(_ key: String) -> String? { values[key]?.string }

    /// A number of days, business days or months after `day`, or a date given as such.
    func day(_ key: String, after day: Day, calendar: SiteCalendar) throws(PolicyFailure) -> Day? {
        guard let value = values[key] else { return nil }
        if let integer = value.number { return day.adding(days: Int(integer)) }
        func wrong() -> PolicyFailure {
            PolicyFailure(
                code: "answer.type", message: "`\(rule.id)`: `\(key)` must be days or a date",
                place: rule.place)
        }
        guard let (unit, amount) = value.measure else { throw wrong() }
        switch unit {
        case .date: return Day(epochDay: Int32(clamping: amount))
        case .days, .count: return day.adding(days: Int(amount))
        case .months: return day.adding(months: Int(amount))
        case .businessDays:
            do {
                return try calendar.businessDays(after: day, count: Int(amount))
            } catch {
                throw PolicyFailure(
                    code: error.code, message: "`\(rule.id)`: \(error.message)", place: rule.place)
            }
        default:
            throw wrong()
        }
    }

    /// The length of time that `day(_:after:calendar:)` counts with; nil for a date given as such.
    func length(_ key: String, as name: String) -> CountedDay? {
        guard let value = values[key] else { return nil }
        if let integer = value.number {
            return CountedDay(key: name, unit: .days, amount: Int(integer))
        }
        guard let (unit, amount) = value.measure, unit != .date else { return nil }
        return CountedDay(
            key: name, unit: unit == .count ? .days : unit.factUnit, amount: Int(amount))
    }

    /// Reads one answer; anything that is not an answer of this point is a failure.
    static func read(_ value: LuaValue, point: DecisionPoint, rule: Rule)
        throws(PolicyFailure) -> Proposal
    {
        guard let name = value["outcome"]?.string, let form = AnswerForm.named[name] else {
            throw PolicyFailure(
                code: "answer.none", message: "`\(rule.id)` gave no answer", place: rule.place)
        }
        guard point.proposals.contains(form.outcome) else {
            let names = point.proposals.map(\.rawValue).joined(separator: ", ")
            throw PolicyFailure(
                code: "answer.point",
                message: "`\(rule.id)` answers `\(name)`, but \(point.rawValue) takes \(names)",
                place: rule.place)
        }
        for entry in value.entries where entry.key != "outcome" && !form.keys.contains(entry.key) {
            // The key itself stays unsaid: a script may have built it from a fact.
            let keys = form.keys.isEmpty ? "nothing" : form.keys.joined(separator: ", ")
            throw PolicyFailure(
                code: "answer.key",
                message: "`\(rule.id)`: `\(name)` was given a name it does not know;"
                    + " it takes \(keys)", place: rule.place)
        }
        return Proposal(outcome: form.outcome, values: value, rule: rule)
    }
}

/// What an answer may say, found by the word that scripts get for its outcome.
private struct AnswerForm {
    let outcome: Outcome
    let keys: [String]

    static let named = Dictionary(
        uniqueKeysWithValues: Prelude.shapes.map { shape in
            (shape.outcome.rawValue, AnswerForm(outcome: shape.outcome, keys: shape.keys))
        })
}

/// A policy that could not answer; becomes the decision's alert, never a decision.
struct PolicyFailure: Error {
    var code: String
    var message: String
    var place: String
    var traceback: [String] = []
}
