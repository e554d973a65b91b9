import CaseModel

extension Decider {
    /// The answer with the reasons why the other outcomes were not reached.
    func finished(_ answer: DecisionAnswer, plan: RulePlan, match: Int?) -> DecisionAnswer {
        var answer = answer
        for outcome in answer.point.proposals where outcome != answer.outcome {
            answer.notReached.append(
                NotReached(
                    outcome: outcome, because: reason(outcome, answer, plan: plan, match: match)))
        }
        return answer
    }

    private func reason(_ outcome: Outcome, _ answer: DecisionAnswer, plan: RulePlan, match: Int?) -> String {
        if let floor = answer.floors.first(where: { $0.effect != .limited && $0.effect != .due }) {
            switch floor.effect {
            case .unavailable:
                return "The threshold `\(floor.rule.id)` is not met (\(floor.rule.authority))."
            case .forbidden:
                return "`\(floor.rule.id)` does not allow it (\(floor.rule.authority))."
            case .automatic:
                return "`\(floor.rule.id)`: it goes ahead by law and can't be held here"
                    + " (\(floor.rule.authority))."
            case .required:
                let missing = answer.missing.joined(separator: ", ")
                if outcome.acts { return "First needed: \(missing)." }
            case .limited, .due: break
            }
        }
        if isBusinessAsUsual { return "The site's PJAC policy is not asked in this arm." }
        var before: [String] = []
        var after: [String] = []
        for (index, rule) in plan.site.enumerated() where rule.possible.contains(outcome) {
            if index == match { continue }
            if match.map({ index < $0 }) ?? true {
                before.append("`\(rule.id)`")
            } else {
                after.append("`\(rule.id)`")
            }
        }
        var sentences: [String] = []
        if !before.isEmpty {
            sentences.append(
                "\(before.joined(separator: ", ")) did not apply to this case.")
        }
        if !after.isEmpty, let match {
            sentences.append(
                "\(after.joined(separator: ", ")) was not asked: `\(plan.site[match].id)` comes first.")
        }
        if plan.fallback?.possible.contains(outcome) == true, match != nil {
            sentences.append("It is the default, and a rule applied before it.")
        }
        return sentences.isEmpty
            ? "No rule of this site gives this answer here." : sentences.joined(separator: " ")
    }
}
