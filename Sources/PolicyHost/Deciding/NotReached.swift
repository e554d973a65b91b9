import CaseModel

extension RulePlan {
    /// Why outcomes are not reached that could have been: all reasons, and those beside each answer in
    /// the order of the question's proposals.
    struct Reasons: Sendable {
        let all: [NotReached]
        let beside: [[NotReached]]

        init(_ all: [NotReached]) {
            self.all = all
            beside = all.map { answer in all.filter { $0.outcome != answer.outcome } }
        }

        /// The reasons beside an answer.
        func beside(_ outcome: Outcome) -> [NotReached] {
            all.firstIndex { $0.outcome == outcome }.map { beside[$0] } ?? all
        }
    }

    /// Why the other outcomes are not reached, for each rule of the site that can match, the default
    /// first.
    static func reasons(
        for point: DecisionPoint, site: [Rule], fallback: Rule?
    ) -> [Reasons] {
        (-1..<site.count).map { match in
            Reasons(
                point.proposals.map { outcome in
                    NotReached(
                        outcome: outcome,
                        because: reason(outcome, match: match < 0 ? nil : match, site, fallback))
                })
        }
    }

    private static func reason(
        _ outcome: Outcome, match: Int?, _ site: [Rule], _ fallback: Rule?
    ) -> String {
        var before: [String] = []
        var after: [String] = []
        for (index, rule) in site.enumerated() where rule.possible.contains(outcome) {
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
                "\(after.joined(separator: ", ")) was not asked: `\(site[match].id)` comes first.")
        }
        if fallback?.possible.contains(outcome) == true, match != nil {
            sentences.append("It is the default, and a rule applied before it.")
        }
        return sentences.isEmpty
            ? "No rule of this site gives this answer here." : sentences.joined(separator: " ")
    }
}

extension Decider {
    /// Adds the reasons why the other outcomes were not reached.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - plan: The rules that bear on the question.
    ///   - match: The site's rule that matched, if one did.
    ///   - settling: The rule of the first floor, if it is known.
    func finish(
        _ answer: inout DecisionAnswer, plan: RulePlan, match: Int?, by settling: Rule? = nil
    ) {
        if isBrief { return }
        let outcome = answer.outcome
        let floor = answer.floors.first { $0.effect != .limited && $0.effect != .due }
        let prepared = (match ?? -1) + 1
        let isPrepared = !isBusinessAsUsual && plan.notReached.indices.contains(prepared)
        switch floor?.effect {
        case nil where isPrepared:
            answer.notReached = plan.notReached[prepared].beside(outcome)
        case .required?, .limited?, .due?:
            let alone = plan.require.rules.first { $0.missingAlone == answer.missing }
            let needed = alone?.firstNeeded ?? Rule.firstNeeded(answer.missing)
            answer.notReached = answer.point.proposals.filter { $0 != outcome }.map { other in
                if other.acts { return NotReached(outcome: other, because: needed) }
                guard isPrepared else { return NotReached(outcome: other, because: Self.notAsked) }
                return plan.notReached[prepared].all.first { $0.outcome == other }
                    ?? NotReached(outcome: other, because: "")
            }
        default:
            let rule = settling ?? floor.flatMap { site.book.rule($0.rule.id) }
            if let rule, rule.point == answer.point {
                answer.notReached =
                    outcome == .proceed ? rule.refusals.beside(.proceed) : rule.refusals.all
                return
            }
            let because = rule?.refusal ?? Self.notAsked
            answer.notReached = answer.point.proposals.filter { $0 != outcome }.map {
                NotReached(outcome: $0, because: because)
            }
        }
    }

    private static let notAsked = "The site's PJAC policy is not asked in this arm."
}

extension Rule {
    /// What a rule of law or model says about the answers that it keeps out of reach.
    static func refusal(_ kind: RuleKind, id: String, authority: String) -> String {
        switch kind {
        case .available: "The threshold `\(id)` is not met (\(authority))."
        case .automatic: "`\(id)`: it goes ahead by law and can't be held here (\(authority))."
        default: "`\(id)` does not allow it (\(authority))."
        }
    }
}
