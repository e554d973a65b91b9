import CaseModel

extension SitePolicy {
    /// A reason why an answer was not given, with the conditions and values that stood in its way.
    func reason(
        _ reason: NotReached, for answer: DecisionAnswer, _ rules: [TraceRule], on day: Day
    ) -> NotReached {
        var reason = reason
        var failed: [String] = []
        for entry in rules where entry.kind == RuleKind.rule.rawValue && entry.held == false {
            guard let rule = self.rules.first(where: { $0.id == entry.rule.id }),
                rule.possible.contains(reason.outcome)
            else { continue }
            let words = ConditionReasons.words(entry.steps, holds: false, on: day)
            if words.isEmpty { continue }
            failed.append("`\(rule.id)` did not apply: \(words.joined(separator: "; ")).")
        }
        let plain = "did not apply to this case."
        if !failed.isEmpty, let range = reason.because.firstRange(of: plain) {
            let rest = reason.because[range.upperBound...]
            reason.because = failed.joined(separator: " ") + rest
        }
        for floor in answer.floors {
            guard
                reason.because.hasPrefix("`\(floor.rule.id)` does not")
                    || reason.because.hasPrefix("The threshold `\(floor.rule.id)`"),
                let entry = rules.last(where: { $0.rule.id == floor.rule.id && $0.held != nil }),
                let held = entry.held
            else { continue }
            let words = ConditionReasons.words(entry.steps, holds: held, on: day)
            if !words.isEmpty {
                reason.because += " \(Self.sentence(words.joined(separator: "; ")))"
            }
        }
        return reason
    }

    private static func sentence(_ words: String) -> String { "Because \(words)." }
}
