import CaseModel
import LuaHost

extension Explainer {
    /// Changes of single facts that were tried and gave another answer, smallest first.
    func nearest(
        to answer: DecisionAnswer, in decision: Decision, file: CaseFile, caseIndex: Int,
        comparisons: [StudiedComparison], rules: [TraceRule]
    ) -> [NearestChange] {
        var found: [NearestChange] = []
        var tried: Set<String> = []
        let all = numbers(comparisons, asOf: decision.asOf) + words(rules, asOf: decision.asOf)
        // What somebody can do is tried first, and is worth more than what nobody can change.
        let candidates =
            all.filter { ChangeNotice($0, asOf: decision.asOf).reach != .nobody }
            + all.filter { ChangeNotice($0, asOf: decision.asOf).reach == .nobody }
        for candidate in candidates {
            guard tried.count < 80,
                tried.insert("\(candidate.path)=\(candidate.then)").inserted,
                !found.contains(where: { $0.fact == candidate.path })
            else { continue }
            let study = StudyRequest(
                question: Question(
                    point: answer.point,
                    subject: answer.point == .remedy ? answer.subject : nil),
                override: FactChange(path: candidate.path, value: candidate.value))
            guard
                let other = policy.decide(
                    file, caseIndex: caseIndex, asOf: decision.asOf, areas: [decision.area],
                    detail: .answers, study: study
                ).first, other.alert == nil,
                let changed = other.answers.first(where: {
                    $0.point == answer.point && $0.subject == answer.subject
                }), changed.outcome != answer.outcome
            else { continue }
            found.append(candidate.change(to: changed, asOf: decision.asOf))
            if found.count == 6 { break }
        }
        return found
    }

    /// Values of single facts at which a comparison that was made would turn.
    private func numbers(_ comparisons: [StudiedComparison], asOf day: Day) -> [CandidateChange] {
        var found: [(unit: FactUnit, step: Int64, CandidateChange)] = []
        for comparison in comparisons {
            for value in comparison.turningValues(today: day, calendar: policy.config.calendar) {
                found.append(
                    (
                        comparison.unit, abs(value - comparison.factValue),
                        CandidateChange(
                            path: comparison.path,
                            now: FactText.spell(comparison.factValue, comparison.unit),
                            then: FactText.spell(value, comparison.unit), value: .number(value),
                            number: (comparison.unit, comparison.factValue, value))
                    ))
            }
        }
        // The smallest step first within a unit; amounts before dates before the rest.
        return found.sorted {
            ($0.unit.rawValue, $0.step, $0.2.path) < ($1.unit.rawValue, $1.step, $1.2.path)
        }.map(\.2)
    }

    /// Other values of facts that are yes or no, words of closed lists, or dates not recorded.
    private func words(_ rules: [TraceRule], asOf day: Day) -> [CandidateChange] {
        var found: [CandidateChange] = []
        for rule in rules {
            for step in rule.steps { collect(step, literals: [], day, &found) }
        }
        return found
    }

    private func collect(
        _ step: TraceStep, literals: [String], _ day: Day, _ found: inout [CandidateChange]
    ) {
        if let path = step.fact, let now = step.value, !Self.isFixed(path) {
            for (then, value) in alternatives(path, now, literals, day) {
                found.append(CandidateChange(path: path, now: now, then: then, value: value))
            }
        }
        let written = step.kind == .condition ? Self.texts(in: step.source) : literals
        for part in step.steps { collect(part, literals: written, day, &found) }
    }

    /// Whether a fact says what something is rather than how it stands: a contact that was a call
    /// cannot have been a letter.
    private static func isFixed(_ path: String) -> Bool {
        path.hasPrefix("contacts[") || path.hasSuffix(".kind") || path.hasPrefix("contact.")
    }

    private func alternatives(
        _ path: String, _ now: String, _ literals: [String], _ day: Day
    ) -> [(String, FactChange.Value)] {
        switch FactPath(path).kind {
        case .bool? where now == "yes": return [("no", .yesNo(false))]
        case .bool? where now == "no": return [("yes", .yesNo(true))]
        case .quantity(.date)? where now == "not recorded":
            return [("\(day)", .number(Int64(day.epochDay)))]
        case .symbol(let type)?:
            // The words that the condition names come first, then the others of the list.
            let known = ScriptSchema.cases.symbolTypes[type].words
            let wanted = literals.filter(known.contains)
            let others = known.filter { !wanted.contains($0) }
            return (wanted + others).filter { "\"\($0)\"" != now }.prefix(6).map {
                ("\"\($0)\"", .word($0))
            }
        default: return []
        }
    }

    /// The texts that an expression is written with.
    private static func texts(in source: String) -> [String] {
        guard let chunk = try? LuaSyntax.parse(source: "return " + source, name: "condition") else {
            return []
        }
        var found: [String] = []
        chunk.walk { node in
            if case .expression(let part) = node, case .string(let text) = part.kind {
                found.append(text)
            }
        }
        return found
    }
}

/// A value of one fact to try.
struct CandidateChange {
    var path: String
    var now: String
    var then: String
    var value: FactChange.Value
    /// Unit, value now and value then, of a number.
    var number: (unit: FactUnit, now: Int64, then: Int64)?

    func change(to answer: DecisionAnswer, asOf day: Day) -> NearestChange {
        let brief = DecisionText.brief(answer)
        var words = "if `\(path)` were \(then) instead of \(now): \(brief)"
        if let number, number.unit == .money, number.then < number.now, path.hasPrefix("arrears.") {
            words += " (a payment of \(Money(cents: number.now - number.then)))"
        }
        let notice = ChangeNotice(self, asOf: day)
        return NearestChange(
            fact: path, now: now, then: then, outcome: answer.outcome, words: words,
            notice: notice.isForStaffOnly
                ? "" : "\(notice.condition), \(ChangeNotice.outcome(answer)).",
            reach: notice.reach)
    }
}
