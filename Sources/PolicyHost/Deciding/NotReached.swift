import CaseModel

extension RulePlan {
    /// Works out once, for each rule that can match, why the other outcomes are not reached.
    mutating func prepareReasons(for point: DecisionPoint) {
        notReached = (-1..<site.rules.count).map { match in
            point.proposals.map { outcome in
                NotReached(
                    outcome: outcome, because: reason(outcome, match: match < 0 ? nil : match))
            }
        }
    }

    private func reason(_ outcome: Outcome, match: Int?) -> String {
        var before: [String] = []
        var after: [String] = []
        for (index, rule) in site.rules.enumerated() where rule.possible.contains(outcome) {
            if index == match { continue }
            if match.map({ index < $0 }) ?? true {
                before.append("`\(rule.id)`")
            } else {
                after.append("`\(rule.id)`")
            }
        }
        var sentences: [String] = []
        if !before.isEmpty {
            sentences.append("\(before.joined(separator: ", ")) did not apply to this case.")
        }
        if !after.isEmpty, let match {
            sentences.append(
                "\(after.joined(separator: ", ")) was not asked: `\(site.rules[match].id)` comes first."
            )
        }
        if fallback?.possible.contains(outcome) == true, match != nil {
            sentences.append("It is the default, and a rule applied before it.")
        }
        return sentences.isEmpty
            ? "No rule of this site gives this answer here." : sentences.joined(separator: " ")
    }
}

extension Decider {
    /// The answer with the reasons why the other outcomes were not reached.
    func finished(_ answer: DecisionAnswer, plan: RulePlan, match: Int?) -> DecisionAnswer {
        if isBrief { return answer }
        var answer = answer
        let floor = answer.floors.first { $0.effect != .limited && $0.effect != .due }
        let prepared = (match ?? -1) + 1
        if floor == nil, !isBusinessAsUsual, plan.notReached.indices.contains(prepared) {
            answer.notReached = plan.notReached[prepared].filter { $0.outcome != answer.outcome }
            return answer
        }
        answer.notReached = answer.point.proposals.filter { $0 != answer.outcome }.map { outcome in
            NotReached(outcome: outcome, because: reason(outcome, answer, floor, plan, prepared))
        }
        return answer
    }

    private func reason(
        _ outcome: Outcome, _ answer: DecisionAnswer, _ floor: Floor?, _ plan: RulePlan,
        _ prepared: Int
    ) -> String {
        guard let floor else { return "The site's PJAC policy is not asked in this arm." }
        switch floor.effect {
        case .unavailable:
            return "The threshold `\(floor.rule.id)` is not met (\(floor.rule.authority))."
        case .forbidden:
            return "`\(floor.rule.id)` does not allow it (\(floor.rule.authority))."
        case .automatic:
            return "`\(floor.rule.id)`: it goes ahead by law and can't be held here"
                + " (\(floor.rule.authority))."
        case .required, .limited, .due:
            if outcome.acts { return "First needed: \(answer.missing.joined(separator: ", "))." }
            guard plan.notReached.indices.contains(prepared) else {
                return "The site's PJAC policy is not asked in this arm."
            }
            return plan.notReached[prepared].first { $0.outcome == outcome }?.because ?? ""
        }
    }
}
