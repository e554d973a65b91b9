public import CaseModel
import LuaHost

/// Explains decisions: what would change an answer, and until when it stands.
///
/// Both are found by deciding again, never by reasoning about a rule: a change is named only if
/// the changed case got another answer, a last day only if the next day's answer differs.
public struct Explainer {
    let policy: SitePolicy
    /// How many days ahead the answer is tried.
    private let horizon = 366

    /// Creates an explainer for a site's policy.
    public init(policy: SitePolicy) {
        self.policy = policy
    }

    /// Decisions of one area with nearest changes and validity for the answers selected.
    ///
    /// - Parameters:
    ///   - file: The case file.
    ///   - day: The day on which to decide.
    ///   - area: The area to explain.
    ///   - question: The only question to explain; all of the area if nil.
    /// - Returns: One decision for each case of the file.
    public func explain(
        _ file: CaseFile, asOf day: Day, area: Area, question: Question? = nil
    ) -> [Decision] {
        explanations(of: file, asOf: day, area: area, question: question).map(\.decision)
    }

    /// Decisions of one area with everything that led to them, nearest changes and validity.
    ///
    /// When the policy failed, the trace ends where it did.
    ///
    /// - Parameters:
    ///   - file: The case file.
    ///   - day: The day on which to decide.
    ///   - area: The area to explain.
    ///   - question: The only question to explain; all of the area if nil.
    ///   - caseID: The only case to explain; all of the file if nil.
    /// - Returns: One explanation for each case.
    public func explanations(
        of file: CaseFile, asOf day: Day, area: Area, question: Question? = nil,
        caseID: String? = nil
    ) -> [Explanation] {
        let hash = Digest.sha256(file.canonicalBytes())
        return file.cases.indices.filter { caseID == nil || file.cases[$0].caseID == caseID }
            .map { index in
                let recorded = policy.record(
                    file, caseIndex: index, asOf: day, area: area, question: question)
                let trace = recorded.trace()
                let study = StudyRequest(question: question, trace: true)
                var decision =
                    policy.decide(
                        file, caseIndex: index, asOf: day, areas: [area], detail: .full,
                        study: study)[0]
                decision.factsHash = hash
                if decision.alert != nil, let question {
                    decision.answers = decision.answers.filter { $0.point == question.point }
                } else if decision.alert == nil {
                    decorate(&decision, trace, file: file, caseIndex: index, study: study)
                }
                return Explanation(decision: decision, trace: trace)
            }
    }

    private func decorate(
        _ decision: inout Decision, _ trace: DecisionTrace, file: CaseFile, caseIndex: Int,
        study: StudyRequest
    ) {
        let turns = turns(of: decision, to: study.question, file: file, caseIndex: caseIndex)
        for index in decision.answers.indices {
            let rules = trace.rules(for: decision.answers[index])
            decision.answers[index].standsUntil = turns[index]?.on.adding(days: -1)
            decision.answers[index].nextTurn = turns[index]
            decision.answers[index].nearest = nearest(
                to: decision.answers[index], in: decision, file: file, caseIndex: caseIndex,
                comparisons: study.comparisons(for: decision.answers[index]), rules: rules)
            decision.answers[index].notReached = decision.answers[index].notReached.map {
                policy.reason($0, for: decision.answers[index], rules, on: decision.asOf)
            }
        }
    }

    // MARK: Validity

    /// For each answer the first day that answers differently, and how.
    private func turns(
        of decision: Decision, to question: Question?, file: CaseFile, caseIndex: Int
    ) -> [NextTurn?] {
        var turns = [NextTurn?](repeating: nil, count: decision.answers.count)
        var open = Set(decision.answers.indices)
        for ahead in 1...horizon where !open.isEmpty {
            let day = decision.asOf.adding(days: ahead)
            guard
                let later = policy.decide(
                    file, caseIndex: caseIndex, asOf: day, areas: [decision.area],
                    detail: .answers, study: StudyRequest(question: question)
                ).first, later.alert == nil
            else { break }
            for index in open {
                let now = decision.answers[index]
                if !later.answers.contains(where: { Self.same($0, now) }) {
                    turns[index] = Self.turn(from: now, to: later, on: day)
                    open.remove(index)
                }
            }
        }
        return turns
    }

    private static func turn(from now: DecisionAnswer, to later: Decision, on day: Day) -> NextTurn
    {
        let answers = later.answers.filter { $0.point == now.point }
        guard let then = answers.first(where: { $0.subject == now.subject }) ?? answers.first else {
            return NextTurn(
                on: day, outcome: .noAction, words: "the question is not asked any more")
        }
        var words = DecisionText.brief(then)
        if then.outcome == now.outcome, let rule = then.rule, rule.id != now.rule?.id {
            words += ", by `\(rule.id)`"
        }
        return NextTurn(on: day, outcome: then.outcome, words: words)
    }

    /// Whether two answers to a question are the same but for the dates that move with the day.
    private static func same(_ left: DecisionAnswer, _ right: DecisionAnswer) -> Bool {
        left.point == right.point && left.subject == right.subject
            && left.outcome == right.outcome && left.rule?.id == right.rule?.id
            && left.missing == right.missing
    }
}

/// Spelling of numbers with units.
package enum FactText {
    package static func spell(_ value: Int64, _ unit: FactUnit) -> String {
        switch unit {
        case .money: "\(Money(cents: value))"
        case .date: "\(Day(epochDay: Int32(clamping: value)))"
        case .days: "\(value) days"
        case .businessDays: "\(value) business days"
        case .months: "\(value) months"
        case .count: "\(value)"
        case .share: "\(ParameterValue.amount(.share, value))"
        }
    }
}
