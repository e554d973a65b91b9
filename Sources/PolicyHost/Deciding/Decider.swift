public import CaseModel
import LuaHost

/// One question, as an explanation names it.
public struct Question: Sendable, Equatable {
    /// The decision point.
    public var point: DecisionPoint
    /// The remedy, for ``DecisionPoint/remedy``; nil for every one.
    public var subject: String?

    /// Creates a question.
    public init(point: DecisionPoint, subject: String? = nil) {
        self.point = point
        self.subject = subject
    }
}

/// Answers the questions of one area for one case on one day.
///
/// The order in which layers bear on a question is the same in every area:
/// 1. thresholds (`available`): all must hold, or the answer is not available;
/// 2. `forbid` of law: one that holds ends the question;
/// 3. `automatic`: proceeds by law, and nothing below the law is asked; else what the model, a
///    program or the site forbids;
/// 4. the site's or program's rules in file order; the first match proposes, else the default;
/// 5. `require`: an answer that acts waits for what is missing;
/// 6. `limit`: cuts a hold or an amount;
/// 7. `due`: after a deadline, waiting takes a rule that says why.
struct Decider {
    let site: SitePolicy
    let evaluator: Evaluator
    let asOf: Day
    /// Leaves out what a record does not keep: rules asked, words for the parent, why not.
    let isBrief: Bool
    /// Whether the parent is in the study's arm that the site's PJAC policy must not touch.
    let isBusinessAsUsual: Bool

    init(site: SitePolicy, evaluator: Evaluator, asOf: Day, isBrief: Bool = false) {
        self.site = site
        self.evaluator = evaluator
        self.asOf = asOf
        self.isBrief = isBrief
        isBusinessAsUsual = evaluator.facts.isBusinessAsUsual
    }

    /// The answers of an area, or only those of one question of it.
    func answers(in area: Area, to question: Question? = nil)
        throws(PolicyFailure) -> [DecisionAnswer]
    {
        var answers: [DecisionAnswer] = []
        if question == nil, area == .enforcement {
            answers.reserveCapacity(site.book.remedies.count + 4)
        }
        for point in DecisionPoint.points(in: area) {
            if let question, question.point != point { continue }
            evaluator.begin(point)
            switch point {
            case .remedy:
                for (index, remedy) in site.book.remedies.enumerated() {
                    let word = site.book.remedyWords[index]
                    if let wanted = question?.subject, wanted != word { continue }
                    evaluator.look(atRemedy: remedy)
                    evaluator.begin(.remedy, word)
                    answers.append(try answer(.remedy, subject: word, plan: plan(remedy: remedy)))
                    study(answers)
                }
                continue
            case .firstContact, .continueOutreach, .maintenance:
                answers += try contacts(point)
            case .referral:
                answers += try referrals()
            default:
                evaluator.lookAtNothing()
                answers.append(try answer(point, subject: "", plan: plan(point)))
            }
            study(answers)
        }
        return answers
    }

    /// Ties the comparisons made since the last answer to the newest one, if a study wants them.
    private func study(_ answers: [DecisionAnswer]) {
        guard evaluator.isStudied, let last = answers.last else { return }
        evaluator.study(last)
    }

    // MARK: One question

    /// The rules that bear on a question for this parent.
    ///
    /// In the business-as-usual arm neither the PJAC layer nor the site's PJAC policy may speed up
    /// or slow down anything, so only law is left.
    func plan(_ point: DecisionPoint) -> RulePlan {
        site.book.plan(point, onlyLaw: isBusinessAsUsual)
    }

    func plan(remedy: RemedyKind) -> RulePlan {
        site.book.plan(remedy: remedy, onlyLaw: isBusinessAsUsual)
    }

    private func answer(_ point: DecisionPoint, subject: String, plan: RulePlan)
        throws(PolicyFailure) -> DecisionAnswer
    {
        let stop = plan.stop(after: try evaluator.ask(plan.question), evaluator)
        var answer: DecisionAnswer
        if let kept = plan.kept[stop.place].answer(isBrief: isBrief), stop.isAlone {
            if stop.settles { return kept }
            answer = kept
        } else {
            answer = DecisionAnswer(point: point, subject: subject, outcome: .noAction)
            begin(&answer, by: plan, stop)
            if stop.settles { finish(&answer, plan: plan, match: nil) }
            if stop.isAlone { plan.kept[stop.place].keep(answer, isBrief: isBrief) }
            if stop.settles { return answer }
        }
        if stop.reason == .automatic {
            try complete(&answer, by: plan, stop)
            finish(&answer, plan: plan, match: nil, by: plan.question.rules[stop.place])
        } else {
            let match = try propose(&answer, by: plan, stop.match(in: plan))
            finish(&answer, plan: plan, match: match)
        }
        return answer
    }

    /// Step 4 and what follows, for a match among the site's rules or none; returns the match if the
    /// site was asked.
    private func propose(_ answer: inout DecisionAnswer, by plan: RulePlan, _ match: Int?)
        throws(PolicyFailure) -> Int?
    {
        if let ordinary = businessAsUsual(answer.point) {
            answer.outcome = ordinary
            answer.staffWords = Self.otherArm
            if ordinary.acts {
                try require(&answer, plan: plan)
                try limitAmount(&answer, plan: plan, by: nil)
            }
            return nil
        }
        let (rule, value) = try decided(by: plan, match, answer)
        let proposal = try Proposal.read(value, point: answer.point, rule: rule)
        try fill(&answer, from: proposal, rule: rule)
        try bound(&answer, proposal: proposal, plan: plan, by: rule, isDefault: match == nil)
        return match
    }

    /// Step 4: the first rule that matches, with its index, or the default, and what it decides.
    func proposed(by plan: RulePlan, _ answer: inout DecisionAnswer)
        throws(PolicyFailure) -> (rule: Rule, match: Int?, value: LuaValue)
    {
        let match = try firstTrue(plan.site, &answer)
        let (rule, value) = try decided(by: plan, match, answer)
        return (rule, match, value)
    }

    private func decided(by plan: RulePlan, _ match: Int?, _ answer: DecisionAnswer)
        throws(PolicyFailure) -> (rule: Rule, value: LuaValue)
    {
        guard let rule = match.map({ plan.site.rules[$0] }) ?? plan.fallback,
            let decide = rule.decide
        else {
            throw PolicyFailure(
                code: "policy.no-default",
                message:
                    "no rule and no default answers \(answer.point.rawValue) \(answer.subject)",
                place: "")
        }
        return (rule, try evaluator.call(decide, rule: rule))
    }

    /// Steps 1 to 3; true if they settle the question.
    func bounded(_ answer: inout DecisionAnswer, by plan: RulePlan)
        throws(PolicyFailure) -> Bool
    {
        let asked = try evaluator.ask(plan.question, most: plan.ends.forbidHere)
        let stop = plan.stop(after: asked, evaluator)
        begin(&answer, by: plan, stop)
        if stop.reason == .automatic { try complete(&answer, by: plan, stop) }
        return stop.settles || stop.reason == .automatic
    }

    /// What the conditions of a question alone say.
    private func begin(_ answer: inout DecisionAnswer, by plan: RulePlan, _ stop: RulePlan.Stop) {
        record(plan.question, stop.asked, &answer)
        switch stop.reason {
        case .unavailable:
            settle(&answer, .notAvailable, [plan.question.rules[stop.place]])
        case .forbidden:
            let forbidding = stop.forbidding.filter(evaluator.held).map {
                plan.question.rules[$0]
            }
            settle(&answer, .notAllowed, forbidding)
        case .automatic:
            settle(&answer, .proceed, [plan.question.rules[stop.place]])
        case .matched, .nothing: break
        }
    }

    /// What bounds an answer that the law makes automatic.
    private func complete(
        _ answer: inout DecisionAnswer, by plan: RulePlan, _ stop: RulePlan.Stop
    ) throws(PolicyFailure) {
        // Nothing below the law may delay what the law makes automatic.
        try require(&answer, plan: plan.ofLaw ?? plan)
        try limitAmount(&answer, plan: plan, by: plan.question.rules[stop.place])
    }

    // MARK: The two study arms

    static let otherArm =
        "This parent is in the business-as-usual arm: ordinary practice applies, the PJAC policy"
        + " of this site is not asked."

    /// What is answered for a parent whom the PJAC policy must not touch, or nil if it may.
    func businessAsUsual(_ point: DecisionPoint) -> Outcome? {
        guard isBusinessAsUsual, [.enforcement, .outreach, .referral].contains(point.area)
        else { return nil }
        return point == .remedy ? .proceed : .notAsked
    }
}

extension DecisionAnswer {
    /// Takes the last day back.
    mutating func forgetUntil() {
        until = nil
        if !counted.isEmpty { counted.removeAll { $0.key == "until" } }
    }

    /// Takes the words for the parent back.
    mutating func sayNothing() {
        parentWords = []
        saidBy = ""
    }
}
