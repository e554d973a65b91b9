public import CaseModel
import LuaHost

/// Explains decisions: what would change an answer, and until when it stands.
///
/// Both are found by deciding again, never by reasoning about a rule: a change is named only if
/// the changed case got another answer, a last day only if the next day's answer differs.
public struct Explainer {
    private let policy: SitePolicy
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
        var decisions: [Decision] = []
        for index in file.cases.indices {
            let study = StudyRequest(question: question, trace: true)
            let found = policy.decide(
                file, caseIndex: index, asOf: day, areas: [area], detail: .full, study: study)
            for var decision in found {
                decision.factsHash = Digest.sha256(file.canonicalBytes())
                if decision.alert == nil {
                    decorate(&decision, file: file, caseIndex: index, study: study)
                }
                decisions.append(decision)
            }
        }
        return decisions
    }

    private func decorate(
        _ decision: inout Decision, file: CaseFile, caseIndex: Int, study: StudyRequest
    ) {
        let lastDays = lastDays(
            of: decision, to: study.question, file: file, caseIndex: caseIndex)
        for index in decision.answers.indices {
            decision.answers[index].standsUntil = lastDays[index]
            decision.answers[index].nearest = nearest(
                to: decision.answers[index], in: decision, file: file, caseIndex: caseIndex,
                comparisons: study.comparisons(for: decision.answers[index]))
        }
    }

    // MARK: Validity

    /// For each answer the day before the first one that answers differently.
    private func lastDays(
        of decision: Decision, to question: Question?, file: CaseFile, caseIndex: Int
    ) -> [Day?] {
        var last = [Day?](repeating: nil, count: decision.answers.count)
        var open = Set(decision.answers.indices)
        for ahead in 1...horizon where !open.isEmpty {
            let day = decision.asOf.adding(days: ahead)
            guard
                let later = policy.decide(
                    file, caseIndex: caseIndex, asOf: day, areas: [decision.area],
                    detail: .answers, study: StudyRequest(question: question, trace: false)
                ).first, later.alert == nil
            else { break }
            for index in open {
                let now = decision.answers[index]
                if !later.answers.contains(where: { Self.same($0, now) }) {
                    last[index] = day.adding(days: -1)
                    open.remove(index)
                }
            }
        }
        return last
    }

    /// Whether two answers to a question are the same but for the dates that move with the day.
    private static func same(_ left: DecisionAnswer, _ right: DecisionAnswer) -> Bool {
        left.point == right.point && left.subject == right.subject
            && left.outcome == right.outcome && left.rule?.id == right.rule?.id
            && left.missing == right.missing
    }

    // MARK: Nearest changes

    private func nearest(
        to answer: DecisionAnswer, in decision: Decision, file: CaseFile, caseIndex: Int,
        comparisons: [StudiedComparison]
    ) -> [NearestChange] {
        var found: [NearestChange] = []
        var tried: Set<String> = []
        for candidate in candidates(comparisons, asOf: decision.asOf) {
            guard tried.count < 60,
                tried.insert("\(candidate.path)=\(candidate.value)").inserted,
                !found.contains(where: { $0.fact == candidate.path })
            else { continue }
            let study = StudyRequest(
                question: Question(
                    point: answer.point,
                    subject: answer.point == .remedy ? answer.subject : nil),
                trace: false, override: (candidate.path, candidate.value))
            guard
                let other = policy.decide(
                    file, caseIndex: caseIndex, asOf: decision.asOf, areas: [decision.area],
                    detail: .answers, study: study
                ).first, other.alert == nil,
                let changed = other.answers.first(where: {
                    $0.point == answer.point && $0.subject == answer.subject
                }), changed.outcome != answer.outcome
            else { continue }
            found.append(candidate.change(to: changed))
            if found.count == 4 { break }
        }
        return found
    }

    /// Values of single facts at which a comparison that was made would turn.
    private func candidates(_ comparisons: [StudiedComparison], asOf day: Day) -> [Candidate] {
        var found: [Candidate] = []
        for comparison in comparisons {
            for value in comparison.turningValues(today: day, calendar: policy.config.calendar) {
                found.append(
                    Candidate(
                        path: comparison.path, unit: comparison.unit, now: comparison.factValue,
                        value: value))
            }
        }
        return found.sorted {
            // The smallest step first within a unit; amounts before dates before the rest.
            ($0.unit.rawValue, abs($0.value - $0.now), $0.path)
                < ($1.unit.rawValue, abs($1.value - $1.now), $1.path)
        }
    }

    private struct Candidate {
        var path: String
        var unit: FactUnit
        var now: Int64
        var value: Int64

        func change(to answer: DecisionAnswer) -> NearestChange {
            let before = FactText.spell(now, unit)
            let after = FactText.spell(value, unit)
            var words = "if `\(path)` were \(after) instead of \(before): "
            words += DecisionText.brief(answer)
            if unit == .money, value < now, path.hasPrefix("arrears.") {
                words += " (a payment of \(Money(cents: now - value)))"
            }
            return NearestChange(
                fact: path, now: before, then: after, outcome: answer.outcome, words: words)
        }
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
