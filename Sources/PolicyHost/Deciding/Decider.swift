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

    private func boundNamedRemedy(_ answer: inout DecisionAnswer, _ name: String)
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
    private static func withdraw(_ answer: inout DecisionAnswer) {
        answer.forgetUntil()
        answer.amount = nil
        answer.details.removeAll { $0.key != "remedy" }
    }

    private func require(_ answer: inout DecisionAnswer, plan: RulePlan) throws(PolicyFailure) {
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

    private func limitAmount(
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
    private func isTrue(_ batch: RuleBatch, _ answer: inout DecisionAnswer)
        throws(PolicyFailure) -> Bool
    {
        if batch.isEmpty { return true }
        return try firstTrue(batch, &answer) != nil
    }

    // MARK: Asking and recording

    /// The index of the first rule whose condition holds.
    func firstTrue(_ batch: RuleBatch, _ answer: inout DecisionAnswer)
        throws(PolicyFailure) -> Int?
    {
        guard !batch.isEmpty else { return nil }
        let done = try record(batch, &answer)
        return evaluator.held(done - 1) ? done - 1 : nil
    }

    /// Every rule whose condition holds.
    func allTrue(_ batch: RuleBatch, _ answer: inout DecisionAnswer)
        throws(PolicyFailure) -> [Rule]
    {
        guard !batch.isEmpty else { return [] }
        let done = try record(batch, &answer)
        var found: [Rule] = []
        for index in 0..<done where evaluator.held(index) { found.append(batch.rules[index]) }
        return found
    }

    /// Every requirement that applies and is not met.
    func unmet(_ batch: RuleBatch, _ answer: inout DecisionAnswer) throws(PolicyFailure) -> [Rule] {
        guard !batch.isEmpty else { return [] }
        var unmet: [Rule] = []
        for index in 0..<(try evaluator.ask(batch))
        where batch.parts[index] == .met && evaluator.wasAsked(index) {
            if !evaluator.held(index) { unmet.append(batch.rules[index]) }
            record(batch.rules[index], index, &answer)
        }
        return unmet
    }

    /// About so many rules are asked for one answer.
    private static let rulesAsked = 16

    /// Asks a batch and records each result; returns how many were asked.
    private func record(_ batch: RuleBatch, _ answer: inout DecisionAnswer)
        throws(PolicyFailure) -> Int
    {
        let done = try evaluator.ask(batch)
        record(batch, done, &answer)
        return done
    }

    private func record(_ batch: RuleBatch, _ done: Int, _ answer: inout DecisionAnswer) {
        if isBrief { return }
        if answer.asked.isEmpty { answer.asked.reserveCapacity(Self.rulesAsked) }
        for index in 0..<done { record(batch.rules[index], index, &answer) }
    }

    private func record(_ rule: Rule, _ index: Int, _ answer: inout DecisionAnswer) {
        if isBrief { return }
        answer.asked.append(evaluator.held(index) ? rule.results.held : rule.results.failed)
    }

    /// Lets rules of one kind settle what an answer is; at least one.
    private func settle(_ answer: inout DecisionAnswer, _ outcome: Outcome, _ rules: [Rule]) {
        answer.outcome = outcome
        if answer.floors.isEmpty, rules.count == 1 {
            answer.floors = rules[0].floors
        } else {
            for rule in rules { answer.floors += rule.floors }
        }
        answer.rule = answer.rule ?? rules[0].reference
        if rules.count == 1 {
            answer.staffWords = rules[0].about
        } else {
            var words = ""
            words.reserveCapacity(rules.reduce(0) { $0 + $1.sentence.utf8.count + 1 })
            words += rules[0].sentence
            for rule in rules.dropFirst() {
                words += " "
                words += rule.sentence
            }
            answer.staffWords = words
        }
        answer.forgetUntil()
        say(rules[0], &answer)
    }

    /// Several remarks as sentences, each with its period.
    static func sentences(_ remarks: [String]) -> String {
        remarks.map(Rule.sentence).joined(separator: " ")
    }

    /// Puts a proposal's data and words into the answer.
    func fill(_ answer: inout DecisionAnswer, from proposal: Proposal, rule: Rule)
        throws(PolicyFailure)
    {
        answer.outcome = proposal.outcome
        answer.rule = rule.reference
        answer.staffWords = rule.about
        switch proposal.outcome {
        case .hold, .pause, .wait, .warn, .offerService, .askSupervisor:
            let calendar = site.config.calendar
            for key in ["until_", "days"] where answer.until == nil {
                answer.until = try proposal.day(key, after: asOf, calendar: calendar)
                if let length = proposal.length(key, as: "until") { answer.counted.append(length) }
            }
        default: break
        }
        for entry in proposal.values.entries
        where entry.key != "outcome" && entry.key != "days" && entry.key != "until_" {
            if let words = entry.value.spelling {
                answer.details.append(Detail(key: entry.key, value: words))
            }
        }
        say(rule, &answer)
    }

    /// Lets a rule speak to the parent.
    func say(_ rule: Rule, _ answer: inout DecisionAnswer, extra: [String: String] = [:]) {
        if !isBrief { answer.parentWords = words(rule, answer, extra: extra) }
        answer.saidBy = rule.id
    }

    /// The rule's words for the parent in the site's languages, with its names filled in.
    func words(_ rule: Rule, _ answer: DecisionAnswer, extra: [String: String] = [:]) -> [Words] {
        if let plain = rule.plainWords { return plain }
        return rule.words.map { language, template in
            let text = template.filled { value(of: $0, in: answer, language) ?? extra[$0] }
            return Words(language: language, text: text)
        }
    }

    /// What a name in words for the parent stands for.
    private func value(of name: String, in answer: DecisionAnswer, _ language: String) -> String? {
        switch name {
        case "until": return answer.until.map { Template.words($0, language: language) }
        case "days": return answer.until.map { "\(asOf.days(until: $0))" }
        case "amount": return answer.amount.map { "\($0)" }
        case "missing": return answer.missing.joined(separator: ", ")
        case "remedy" where answer.point == .remedy:
            return Vocabulary.words(answer.subject, language: language)
        case "channel", "service", "remedy":
            let detail = answer.details.last {
                $0.key == name || $0.key == "offer" && name == "service"
            }
            return detail.map { Vocabulary.words($0.value, language: language) }
        default: return nil
        }
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
