import CaseModel
import LuaHost

/// Steps 5 to 7: what is required first, how long, how much, and by when.
extension Decider {
    /// Steps 5 to 7, and for D12 the bounds of the remedy it names.
    func bound(
        _ answer: inout DecisionAnswer, proposal: Proposal, plan: RulePlan, by rule: Rule,
        isDefault: Bool
    ) throws(PolicyFailure) {
        if !plan.forbidProposal.isEmpty, answer.outcome.acts {
            let relevant = plan.forbidProposal.filter { rule in
                guard let modes = rule.modes else { return true }
                return proposal.text("mode").map(modes.contains) ?? false
            }
            let forbidding = try allTrue(relevant, &answer)
            if !forbidding.isEmpty { settle(&answer, .notAllowed, forbidding) }
        }
        if answer.point == .furtherEnforcement, let remedy = proposal.text("remedy") {
            try boundNamedRemedy(&answer, remedy)
        }
        if answer.outcome.acts { try require(&answer, plan: plan) }
        if answer.outcome == .hold { try limitHold(&answer, plan: plan, by: rule) }
        if answer.outcome == .proceed { try limitAmount(&answer, plan: plan, by: rule) }
        // What the law itself still asks for, no supervisor can waive.
        let lawIsWaiting =
            answer.outcome == .notYet
            && answer.floors.contains {
                $0.effect == .required && ["federal", "state"].contains($0.rule.layer)
            }
        if answer.outcome.waits, isDefault, !lawIsWaiting,
            answer.point.proposals.contains(.askSupervisor),
            let first = try firstTrue(plan.due, &answer)
        {
            let duty = plan.due.rules[first]
            answer.outcome = .askSupervisor
            answer.forgetUntil()
            answer.floors.append(Floor(effect: .due, rule: duty.reference))
            answer.staffWords = duty.about
            say(duty, &answer)
        }
    }

    func boundNamedRemedy(_ answer: inout DecisionAnswer, _ name: String)
        throws(PolicyFailure)
    {
        guard let remedy = RemedyKind(word: name) else {
            throw PolicyFailure(
                code: "answer.remedy", message: "no remedy is called `\(name)`",
                place: answer.rule?.place ?? "")
        }
        guard site.book.remedies.contains(remedy) else {
            answer.outcome = .notAvailable
            answer.staffWords = "No law makes \(name) available here."
            answer.sayNothing()
            Self.withdraw(&answer)
            return
        }
        evaluator.look(atRemedy: remedy)
        var check = DecisionAnswer(point: .remedy, subject: name, outcome: .noAction)
        let settled = try bounded(&check, by: plan(remedy: remedy))
        answer.asked += check.asked
        if settled, check.outcome != .proceed {
            answer.outcome = check.outcome
            answer.floors += check.floors
            answer.missing = check.missing
            answer.staffWords = check.staffWords
            answer.parentWords = check.parentWords
            answer.saidBy = check.saidBy
            Self.withdraw(&answer)
        }
        evaluator.lookAtNothing()
    }

    /// Takes back what the proposal of a remedy said, all but the remedy it is about.
    static func withdraw(_ answer: inout DecisionAnswer) {
        answer.forgetUntil()
        answer.amount = nil
        answer.details.removeAll { $0.key != "remedy" }
    }

    func require(_ answer: inout DecisionAnswer, plan: RulePlan) throws(PolicyFailure) {
        let unmet = try unmet(plan.require, &answer)
        guard !unmet.isEmpty else { return }
        answer.missing = unmet.count == 1 ? unmet[0].missingAlone : unmet.map(\.missing)
        settle(&answer, .notYet, unmet)
    }

    func limitHold(_ answer: inout DecisionAnswer, plan: RulePlan, by holding: Rule)
        throws(PolicyFailure)
    {
        for (rule, applies) in plan.limit {
            guard let longest = rule.longest, try isTrue(applies, &answer) else { continue }
            let value = try evaluator.call(longest, rule: rule)
            guard let days = value.measure?.value ?? value.number else { continue }
            let last = asOf.adding(days: Int(days))
            guard let until = answer.until else { continue }
            let asked = answer.counted.first { $0.key == "until" }
            // Months and business days are not as long tomorrow as they are today.
            if let asked, asked.unit != .days { evaluator.stand(through: asOf) }
            if until > last {
                // A date given as such comes nearer, until the limit does not cut it any more.
                if asked == nil { evaluator.stand(through: until.adding(days: -Int(days) - 1)) }
                answer.forgetUntil()
                answer.until = last
                answer.counted.append(
                    CountedDay(key: "until", unit: .days, amount: Int(days)))
                answer.floors.append(Floor(effect: .limited, rule: rule.reference))
                answer.staffWords = Self.sentences([answer.staffWords, rule.about])
                // The parent is told the day that holds, not the one first proposed.
                say(holding, &answer)
            }
        }
    }

    func limitAmount(
        _ answer: inout DecisionAnswer, plan: RulePlan, by acting: Rule?
    ) throws(PolicyFailure) {
        guard answer.outcome == .proceed else { return }
        for (rule, applies) in plan.limit {
            guard let atMost = rule.atMost, try isTrue(applies, &answer) else { continue }
            guard let (unit, cents) = try evaluator.call(atMost, rule: rule).measure,
                unit == .money
            else { continue }
            if answer.amount.map({ cents < $0.cents }) ?? true {
                answer.amount = Money(cents: cents)
                answer.floors.removeAll { $0.effect == .limited }
                answer.floors.append(Floor(effect: .limited, rule: rule.reference))
                if let acting { say(acting, &answer) }
            }
        }
    }

    /// Whether the condition of a limit holds; one without a condition always does.
    func isTrue(_ batch: RuleBatch, _ answer: inout DecisionAnswer)
        throws(PolicyFailure) -> Bool
    {
        if batch.isEmpty { return true }
        return try firstTrue(batch, &answer) != nil
    }
}
