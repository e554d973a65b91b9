public import CaseModel
public import PolicyHost

/// Shows decisions, explanations and the facts in records as far as a viewer may see them.
///
/// Policies read no name and no place, so that little is left to take out for the agency's people:
/// medical facts, safety flags, account balances, the source of payments. A fact that is withheld is
/// taken out of every place where it could be read: the list of facts, the values in a trace, the
/// changes that were tried, and sentences that quote it.
///
/// A parent is shown what was answered, in the words for parents, and what the parent can do; nothing
/// of the facts, because these are also about others.
public struct DecisionMask: Sendable {
    private let viewer: Viewer

    /// Makes a mask for a viewer.
    public init(_ viewer: Viewer) {
        self.viewer = viewer
    }

    /// What stands in place of a sentence that quotes something withheld.
    public static let withheldWords = "Withheld: it rests on data that this role may not see."

    // MARK: What is shown

    /// A decision; an empty object for a viewer who may not read decisions.
    public func view(_ decision: Decision) -> JSONValue {
        guard viewer.may(read: .decision, synthetic: decision.synthetic) else {
            return .object([:])
        }
        guard viewer.relation == .agency else { return forParent(decision) }
        return masked(decision).json
    }

    /// An explanation; an empty object for a viewer who may not read explanations.
    public func view(_ explanation: Explanation) -> JSONValue {
        guard let shown = self.explanation(explanation) else { return .object([:]) }
        var json = shown.decision.json
        json["trace"] = shown.trace.json
        return json
    }

    /// An explanation as it may be written as text or as a page; nil if it may not be read.
    public func explanation(_ explanation: Explanation) -> Explanation? {
        guard viewer.may(read: .explanation, synthetic: explanation.decision.synthetic),
            viewer.relation == .agency
        else { return nil }
        return masked(explanation)
    }

    /// The facts of a record in the log; nil for a viewer who may not see any.
    ///
    /// - Parameters:
    ///   - record: The facts of a ``DecisionRecord``, canonical JSON.
    ///   - synthetic: Whether the case was made up.
    /// - Returns: The facts that may be seen, in the same form.
    public func facts(_ record: JSONValue, synthetic: Bool) -> JSONValue? {
        guard viewer.may(read: .decision, synthetic: synthetic), viewer.relation == .agency else {
            return nil
        }
        var shown: [String: JSONValue] = [:]
        if let facts = record["case"] { shown["case"] = tree(facts, Matter.schema) }
        if case .object(let subjects)? = record["it"] {
            shown["it"] = .object(
                Dictionary(
                    uniqueKeysWithValues: subjects.map { key, value in
                        (key, tree(value, FactKinds.schema(ofSubject: key)))
                    }))
        }
        if let host = record["host"] { shown["host"] = self.host(host) }
        return .object(shown)
    }

    // MARK: The parent's view

    private func forParent(_ decision: Decision) -> JSONValue {
        guard case .parent = viewer.relation else { return .object([:]) }
        let answers = decision.answers.filter {
            !$0.parentWords.isEmpty && $0.subject != Participant.cp.word
        }
        return .object([
            "schema_version": .integer(1), "site": .text(decision.site),
            "area": .text(decision.area.rawValue), "case_id": .text(decision.caseID),
            "as_of": .text("\(decision.asOf)"), "synthetic": .bool(decision.synthetic),
            "answers": .list(answers.map(forParent)),
        ])
    }

    private func forParent(_ answer: DecisionAnswer) -> JSONValue {
        var shown: [String: JSONValue] = [
            "point": .text(answer.point.rawValue), "subject": .text(answer.subject),
            "outcome": .text(answer.outcome.rawValue),
            "parent_words": .object(
                Dictionary(answer.parentWords.map { ($0.language, .text($0.text)) }) { $1 }),
        ]
        if let until = answer.until { shown["until"] = .text("\(until)") }
        if let rule = answer.rule { shown["authority"] = .text(rule.authority) }
        if let until = answer.standsUntil { shown["stands_until"] = .text("\(until)") }
        let inReach = answer.nearest.filter { $0.reach == .parent && !$0.notice.isEmpty }
        if !inReach.isEmpty { shown["what_you_can_do"] = .list(inReach.map { .text($0.notice) }) }
        return .object(shown)
    }

    // MARK: The agency's view

    private func masked(_ explanation: Explanation) -> Explanation {
        var shown = explanation
        shown.decision = masked(explanation.decision)
        let hidden = self.hidden(explanation.decision)
        for question in shown.trace.questions.indices {
            for rule in shown.trace.questions[question].rules.indices {
                let steps = shown.trace.questions[question].rules[rule].steps
                shown.trace.questions[question].rules[rule].steps = steps.map { masked($0).step }
                let answer = shown.trace.questions[question].rules[rule].answer
                shown.trace.questions[question].rules[rule].answer = hidden.scrubbed(answer)
            }
        }
        return shown
    }

    private func masked(_ decision: Decision) -> Decision {
        var shown = decision
        let hidden = self.hidden(decision)
        shown.facts = decision.facts.compactMap { read in
            switch sight(of: read.path) {
            case .whole: read
            case .coarse: FactRead(path: read.path, value: DataKinds.coarse(read.value))
            case .nothing: nil
            }
        }
        for index in shown.answers.indices {
            shown.answers[index].staffWords = hidden.scrubbed(shown.answers[index].staffWords)
            shown.answers[index].notReached = shown.answers[index].notReached.map {
                NotReached(outcome: $0.outcome, because: hidden.scrubbed($0.because))
            }
            shown.answers[index].nearest.removeAll { sight(of: $0.fact) != .whole }
            if var turn = shown.answers[index].nextTurn {
                turn.words = hidden.scrubbed(turn.words)
                shown.answers[index].nextTurn = turn
            }
        }
        return shown
    }

    /// A step without values that were withheld, and whether there were any.
    private func masked(_ step: TraceStep) -> (step: TraceStep, isHidden: Bool) {
        var shown = step
        let parts = step.steps.map(masked)
        shown.steps = parts.map(\.step)
        let sight = step.fact.map(sight(of:)) ?? .whole
        let isHidden = sight == .nothing || parts.contains { $0.isHidden }
        if sight == .coarse { shown.value = step.value.map(DataKinds.coarse) }
        if isHidden {
            // How a comparison came out tells the fact that was compared.
            shown.value = nil
            shown.holds = nil
            shown.failure = step.failure.map { _ in Self.withheldWords }
        }
        return (shown, isHidden)
    }

    private func hidden(_ decision: Decision) -> HiddenFacts {
        var hidden = HiddenFacts()
        for read in decision.facts where sight(of: read.path) == .nothing {
            hidden.add(read.path, read.value)
        }
        return hidden
    }

    // MARK: One fact

    private enum Sight { case whole, coarse, nothing }

    private func sight(of path: String) -> Sight {
        switch FactKinds.kind(ofPath: path) {
        case .free: .whole
        case .unknown: .nothing
        case .of(let kinds):
            if kinds.allSatisfy(viewer.may) {
                .whole
            } else {
                kinds == [.paymentSource] ? .coarse : .nothing
            }
        }
    }

    private func tree(_ tree: JSONValue, _ schema: RecordSchema) -> JSONValue {
        guard case .object(let members) = tree else { return tree }
        var shown: [String: JSONValue] = [:]
        for (name, value) in members {
            guard let field = schema.field(named: name) else { continue }
            if let kind = DataKinds.kind(of: field, in: schema, isAtRisk: true), !viewer.may(kind) {
                if field.isMasked, case .text(let word) = value {
                    shown[name] = .text(DataKinds.coarse(word))
                }
                continue
            }
            switch (field.kind, value) {
            case (.record(let type), .object):
                shown[name] = self.tree(value, type.schema)
            case (.list(let type), .list(let elements)):
                shown[name] = .list(elements.map { self.tree($0, type.schema) })
            default:
                shown[name] = value
            }
        }
        return .object(shown)
    }

    /// What the host asked beside the policies: the study arm, and hours with a time zone.
    private func host(_ host: JSONValue) -> JSONValue {
        var shown = host
        if !viewer.may(.studyArm) { shown["business_as_usual"] = nil }
        if !viewer.may(.protectedLocation), case .object(let hours)? = host["hours"] {
            shown["hours"] = .object(
                hours.mapValues { told in
                    guard case .list(let parts) = told else { return .null }
                    return .list(Array(parts.prefix(2)))
                })
        }
        return shown
    }
}

/// Facts that a viewer may not see, to find the sentences that quote them.
private struct HiddenFacts {
    private var quotes: [String] = []

    mutating func add(_ path: String, _ value: String) {
        // The name of the fact, and its value where that is a word of its own.
        quotes.append(String(path.split(separator: ".").last ?? ""))
        if value.count > 4, value.contains(where: \.isLetter), value != "false" {
            quotes.append(value)
            quotes.append(value.replacing("_", with: " "))
        }
    }

    func scrubbed(_ text: String) -> String {
        quotes.contains { !$0.isEmpty && text.contains($0) } ? DecisionMask.withheldWords : text
    }
}
