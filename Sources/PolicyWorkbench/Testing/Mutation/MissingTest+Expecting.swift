import CaseModel
import PolicyHost

extension MissingTest {
    /// The test on which two decisions about one case differ; nil if they say the same, or the
    /// difference can't be expected in a test.
    init?(before: Decision, after: Decision, base: String, edits: [CaseEdit]) {
        guard let answer = Self.differing(before, after) else { return nil }
        let twin =
            after.alert == nil
            ? after.answers.first { $0.point == answer.point && $0.subject == answer.subject } : nil
        var expect: [String: JSONValue] = ["outcome": .text(answer.outcome.rawValue)]
        if let rule = answer.rule { expect["rule"] = .text(rule.id) }
        if let until = answer.until { expect["until"] = .text("\(until)") }
        if !answer.missing.isEmpty { expect["missing"] = .list(answer.missing.map { .text($0) }) }
        var details: [String: JSONValue] = [:]
        for detail in answer.details
        where twin?.details.contains(detail) != true && Self.isStable(detail) {
            details[detail.key] = .text(detail.value)
        }
        // The details alone may differ, or be what makes the case worth looking at.
        if !details.isEmpty, twin.map({ Self.sameOutcome($0, answer) }) ?? false {
            expect["details"] = .object(details)
        }
        var ask: [String: JSONValue] = ["point": .text(answer.point.rawValue)]
        switch answer.point {
        case .remedy: ask["remedy"] = .text(answer.subject)
        case .referral: if !answer.subject.isEmpty { ask["partner"] = .text(answer.subject) }
        case .firstContact, .continueOutreach, .maintenance:
            if !answer.subject.isEmpty { ask["who"] = .text(answer.subject) }
        default: break
        }
        var with: [String: JSONValue] = [:]
        for edit in edits { with[edit.path] = edit.value }
        let about = answer.rule?.about ?? answer.staffWords
        let special = edits.last.map { ": \(Self.words($0))" } ?? ""
        self.init(
            name: about + special, asOf: before.asOf, base: base, with: with, ask: ask,
            expect: expect, because: answer.rule?.authority ?? answer.staffWords,
            instead: after.alert.map { "the policy fails: \($0.message)" }
                ?? twin.map(Self.brief) ?? "no answer about \(answer.subject)")
        let test = policyTest(site: before.site)
        guard test.failures(in: before).isEmpty, !test.failures(in: after).isEmpty else {
            return nil
        }
    }

    private func policyTest(site: String) -> PolicyTest {
        let subject = ask["remedy"]?.string ?? ask["who"]?.string ?? ask["partner"]?.string ?? ""
        return PolicyTest(
            name: name, file: "", site: site, asOf: asOf, base: base, with: with, programs: [:],
            parameters: [:], caseIndex: 0,
            point: DecisionPoint(rawValue: ask["point"]?.string ?? "") ?? .remedy,
            subject: subject, expect: expect)
    }

    private static func differing(_ before: Decision, _ after: Decision) -> DecisionAnswer? {
        if after.alert != nil { return before.answers.first }
        return before.answers.first { answer in
            let twin = after.answers.first {
                $0.point == answer.point && $0.subject == answer.subject
            }
            guard let twin else { return true }
            return !sameOutcome(twin, answer) || twin.details != answer.details
        }
    }

    private static func sameOutcome(_ one: DecisionAnswer, _ other: DecisionAnswer) -> Bool {
        one.outcome == other.outcome && one.rule?.id == other.rule?.id && one.until == other.until
            && one.missing == other.missing
    }

    /// Reasons against partners say little about the rule.
    private static func isStable(_ detail: Detail) -> Bool {
        if ["not_before", "not_after"].contains(detail.key) { return true }
        return !detail.key.hasPrefix("not_")
    }

    private static func words(_ edit: CaseEdit) -> String {
        let steps = edit.path.split(separator: ".").filter { Int($0) == nil && $0 != "cases" }
        let name = steps.suffix(2).joined(separator: " ").replacing("_", with: " ")
        switch edit.value {
        case .null: return "without \(name)"
        case .list, .object: return "with other \(name)"
        case .bool(let yes): return yes ? name : "not \(name)"
        case .integer(let number) where edit.path.hasSuffix("amount"):
            return "\(name) \(Money(cents: number))"
        case .integer(let number): return "\(name) \(number)"
        case .text(let text): return "\(name) \(text.replacing("_", with: " "))"
        }
    }

    private static func brief(_ answer: DecisionAnswer) -> String {
        var words = answer.outcome.rawValue
        if let until = answer.until { words += " until \(until)" }
        if let rule = answer.rule { words += " by \(rule.id)" }
        return words
    }
}
