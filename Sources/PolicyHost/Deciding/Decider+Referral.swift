import CaseModel
import LuaHost

extension Decider {
    /// Partners that fit, ranked, each with its reasons, or one answer saying why none does; then
    /// those that a floor forbids.
    func referrals() throws(PolicyFailure) -> [DecisionAnswer] {
        let plan = plan(.referral)
        var start = DecisionAnswer(point: .referral, outcome: .noAction)
        if isBusinessAsUsual {
            start.outcome = .notAsked
            start.staffWords = Self.otherArm
            finish(&start, plan: plan, match: nil)
            return [start]
        }
        var ranked: [Ranked] = []
        var turnedDown: [Detail] = []
        var forbidden: [DecisionAnswer] = []
        for index in evaluator.partners.indices {
            let partner = evaluator.partners[index]
            if let reason = evaluator.facts.refusal(of: partner) {
                turnedDown.append(Detail(key: "not_\(partner.id)", value: reason))
                continue
            }
            try evaluator.look(atPartner: index)
            evaluator.begin(.referral, partner.id)
            var trace = start
            var forbidding: Rule?
            for batch in [plan.forbid, plan.forbidHere, plan.forbidProposal] where forbidding == nil
            {
                forbidding = try allTrue(batch, &trace).first
            }
            if let forbidding {
                trace.subject = partner.id
                trace.outcome = .notAllowed
                trace.rule = forbidding.reference
                trace.floors = [Floor(effect: .forbidden, rule: forbidding.reference)]
                trace.staffWords = forbidding.about
                finish(&trace, plan: plan, match: nil)
                forbidden.append(trace)
                continue
            }
            let reasons = try allTrue(plan.rank, &trace)
            ranked.append(
                Ranked(
                    index: index, id: partner.id, points: reasons.reduce(0) { $0 + $1.points },
                    reasons: reasons.map(\.because), asked: trace.asked))
        }
        ranked.sort { ($1.points, $0.id) < ($0.points, $1.id) }
        if ranked.isEmpty {
            var answer = start
            answer.outcome = .noReferral
            answer.staffWords =
                turnedDown.isEmpty
                ? "The site has no referral partners." : "No partner fits this parent now."
            answer.details = turnedDown
            answer.floors = forbidden.flatMap(\.floors)
            finish(&answer, plan: plan, match: nil)
            return [answer] + forbidden
        }
        return try answers(for: ranked, plan: plan, start: start, turnedDown: turnedDown)
            + forbidden
    }

    private struct Ranked {
        var index: Int
        var id: String
        var points: Int
        var reasons: [String]
        var asked: [RuleResult]
    }

    private func answers(
        for ranked: [Ranked], plan: RulePlan, start: DecisionAnswer, turnedDown: [Detail]
    ) throws(PolicyFailure) -> [DecisionAnswer] {
        var answers: [DecisionAnswer] = []
        var declined: DecisionAnswer?
        for entry in ranked where answers.count < 3 {
            try evaluator.look(atPartner: entry.index)
            evaluator.begin(.referral, entry.id)
            var answer = start
            answer.subject = entry.id
            answer.asked = entry.asked
            let (rule, match, value) = try proposed(by: plan, &answer)
            let proposal = try Proposal.read(value, point: .referral, rule: rule)
            try fill(&answer, from: proposal, rule: rule)
            guard proposal.outcome == .referTo else {
                // Not this partner; the next one may still fit.
                if declined == nil {
                    finish(&answer, plan: plan, match: match)
                    declined = answer
                }
                continue
            }
            let followUp = try proposal.day(
                "follow_up", after: asOf, calendar: site.config.calendar)
            answer.counted += [proposal.length("follow_up", as: "follow_up")].compactMap(\.self)
            answer.details.removeAll { $0.key == "follow_up" }
            answer.details += [
                Detail(key: "because", value: entry.reasons.joined(separator: "; ")),
                Detail(key: "points", value: "\(entry.points)"),
                Detail(key: "rank", value: "\(answers.count + 1)"),
            ]
            if !evaluator.partners[entry.index].dataSharing {
                answer.details.append(Detail(key: "data_sharing_agreement", value: "no"))
            }
            if let followUp {
                answer.details.append(Detail(key: "follow_up", value: followUp.description))
            }
            if answers.isEmpty { answer.details += turnedDown }
            answer.details.sort { $0.key < $1.key }
            try requirePartner(&answer, plan: plan)
            if answer.outcome == .referTo {
                let name = evaluator.partners[entry.index].name
                say(rule, &answer, extra: ["partner": name])
            }
            finish(&answer, plan: plan, match: match)
            answers.append(answer)
        }
        return answers.isEmpty ? [declined].compactMap(\.self) : answers
    }

    func requirePartner(_ answer: inout DecisionAnswer, plan: RulePlan)
        throws(PolicyFailure)
    {
        for rule in try unmet(plan.require, &answer) {
            answer.outcome = .notYet
            answer.missing.append(rule.missing)
            answer.floors.append(Floor(effect: .required, rule: rule.reference))
            answer.staffWords = rule.about
            say(rule, &answer)
        }
    }
}
