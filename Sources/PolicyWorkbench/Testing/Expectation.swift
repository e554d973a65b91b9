import CaseModel

/// Compares an answer with what a test expects of it.
struct Expectation {
    let answer: DecisionAnswer

    /// What is not as expected, by key.
    func failures(_ expected: [String: JSONValue]) -> [PolicyTestFailure] {
        expected.sorted { $0.key < $1.key }.flatMap { failures($0.key, $0.value) }
    }

    private func failures(_ key: String, _ value: JSONValue) -> [PolicyTestFailure] {
        switch key {
        case "not":
            return value.strings.filter { $0 == answer.outcome.rawValue }.map { outcome in
                PolicyTestFailure(
                    kind: .forbidden, key: key, expected: "not \(outcome)", got: outcome,
                    description: "outcome: must not be \(outcome)")
            }
        case "floors", "missing", "reasons":
            return list(key, value, got: gotList(key))
        case "words":
            return words(value)
        case "details":
            guard case .object(let entries) = value else { return [] }
            return entries.sorted { $0.key < $1.key }.flatMap { name, wanted in
                compare(name, wanted.string ?? wanted.canonicalText, detail(name), key: key)
            }
        case "amount":
            guard case .integer(let cents) = value else { fallthrough }
            return compare(key, "\(Money(cents: cents))", got(key))
        default:
            return compare(key, value.strings.joined(separator: ", "), got(key))
        }
    }

    /// What the answer says about an expectation that is one text.
    func got(_ key: String) -> String {
        switch key {
        case "outcome": answer.outcome.rawValue
        case "rule": answer.rule?.id ?? "none"
        case "until": answer.until?.description ?? "none"
        case "amount": answer.amount.map { "\($0)" } ?? "none"
        case "who", "partner": answer.subject
        case "services": detail("list")
        default: detail(key)
        }
    }

    /// What the answer says about an expectation that is a list.
    func gotList(_ key: String) -> [String] {
        switch key {
        case "floors": return answer.floors.map(\.rule.id)
        case "missing": return answer.missing
        default:
            // The rules that held, and the one that answered: a default holds without a condition.
            var rules = answer.asked.filter(\.held).map(\.rule)
            for rule in [answer.rule].compactMap({ $0?.id }) + answer.floors.map(\.rule.id)
            where !rules.contains(rule) {
                rules.append(rule)
            }
            return rules
        }
    }

    func detail(_ key: String) -> String {
        answer.details.first { $0.key == key }?.value ?? "none"
    }

    private func compare(
        _ what: String, _ expected: String, _ got: String, key: String? = nil
    ) -> [PolicyTestFailure] {
        guard expected != got else { return [] }
        var failure = PolicyTestFailure.expectation(what, expected, got)
        failure.key = key ?? what
        return [failure]
    }

    private func list(_ key: String, _ value: JSONValue, got: [String]) -> [PolicyTestFailure] {
        let shown = got.isEmpty ? "none" : got.joined(separator: ", ")
        if value == .list([]) {
            return got.isEmpty ? [] : [.expectation(key, "none", shown)]
        }
        return value.strings.filter { !got.contains($0) }.map { .expectation(key, $0, shown) }
    }

    /// Words for the parent: in some language, or in each language named.
    private func words(_ value: JSONValue) -> [PolicyTestFailure] {
        func missing(_ wanted: String, in language: String?) -> PolicyTestFailure? {
            let said = answer.parentWords.filter { language == nil || $0.language == language }
            if said.contains(where: { $0.text.contains(wanted) }) { return nil }
            let got = said.map { "\"\($0.text)\"" }.joined(separator: ", ")
            let name = language.map { "words (\($0))" } ?? "words"
            var failure = PolicyTestFailure.expectation(
                name, "\"\(wanted)\"", got.isEmpty ? "none" : got)
            failure.key = "words"
            return failure
        }
        if case .object(let languages) = value {
            return languages.sorted { $0.key < $1.key }.flatMap { language, wanted in
                wanted.strings.compactMap { missing($0, in: language) }
            }
        }
        return value.strings.compactMap { missing($0, in: nil) }
    }
}
