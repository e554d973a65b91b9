public import CaseModel

/// The rules that were asked for an answer, in words, as deep as wanted.
public struct TraceText {
    let marks: DecisionText.Marks
    let depth: DecisionText.Depth
    let day: Day

    init(marks: DecisionText.Marks, depth: DecisionText.Depth, day: Day) {
        self.marks = marks
        self.depth = depth
        self.day = day
    }

    /// Creates a writer that shows conditions as they settled an answer.
    ///
    /// - Parameter day: The day of the decision.
    public init(day: Day) {
        self.init(marks: DecisionText.Marks(), depth: .conditions, day: day)
    }

    /// The conditions of a rule drawn over their values, called functions and numbers included.
    public func conditions(of rule: TraceRule) -> [String] { pictures(rule) }

    /// Why a rule's condition came out as it did, one reason a line.
    public func reasons(of rule: TraceRule) -> [String] {
        rule.held.map { ConditionReasons.words(rule.steps, holds: $0, on: day) } ?? []
    }

    /// The lines under an answer.
    func lines(_ rules: [TraceRule], of answer: DecisionAnswer) -> [String] {
        guard depth > .answers else { return [] }
        let settling = Set([answer.rule?.id].compactMap(\.self) + answer.floors.map(\.rule.id))
        var lines: [String] = []
        for rule in rules {
            lines += head(rule)
            if let failure = rule.failure {
                lines += "ALERT \(failure.code): \(failure.message)".wrapped(
                    indent: 13, hanging: 15)
            }
            let isSettling = settling.contains(rule.rule.id) || rule.failure != nil
            if depth == .everything || (depth == .conditions && isSettling) {
                lines += pictures(rule).map { "           " + $0 }
            } else if let held = rule.held, isOpen(rule) {
                let reasons = ConditionReasons.words(rule.steps, holds: held, on: day)
                for reason in reasons.prefix(3) {
                    lines += reason.wrapped(indent: 13, hanging: 15).map(marks.aside)
                }
            }
        }
        return lines
    }

    /// Whether somebody will ask why a rule came out so: one that could have answered.
    private func isOpen(_ rule: TraceRule) -> Bool {
        guard depth >= .conditions else { return false }
        return ["rule", "due", "automatic"].contains(rule.kind) && rule.held == false
    }

    private func head(_ rule: TraceRule) -> [String] {
        let mark =
            rule.failure != nil ? "FAILS" : rule.held.map { $0 ? "yes" : "no" } ?? "gives"
        var text = rule.rule.id
        if rule.part == .met { text += rule.held == true ? " (met)" : " (not met)" }
        if !rule.answer.isEmpty { text += ": \(rule.answer)" }
        return marks.entry(
            "      " + mark.padding(to: 7) + text, lead: 13, hanging: 15,
            aside: "\(rule.rule.layer) \(rule.kind)")
    }

    // MARK: Conditions

    private func pictures(_ rule: TraceRule) -> [String] {
        var numbers: [ParameterRead] = []
        // What a rule answers stands beside its name already.
        let shown = rule.steps.filter { rule.answer.isEmpty || $0.value != rule.answer }
        var lines = pictures(of: shown, level: 0, &numbers)
        for step in rule.steps where !shown.contains(step) { note(step, &numbers) }
        if rule.omitted > 0 { lines.append(marks.aside("and \(rule.omitted) steps more")) }
        for number in numbers {
            let words =
                "\(number.id) = \(number.value), set by \(number.setBy) from \(number.from): "
                + "\(number.authority) [\(number.tag)]"
            lines += words.wrapped(indent: 0, hanging: 2, width: 88).map(marks.aside)
        }
        return lines
    }

    private func pictures(
        of steps: [TraceStep], level: Int, _ numbers: inout [ParameterRead]
    ) -> [String] {
        var lines: [String] = []
        for step in steps where step.kind != .branch {
            if step.kind == .entry {
                lines += pictures(of: step.steps, level: level, &numbers)
                continue
            }
            lines += ConditionPicture(step).lines
            if let failure = step.firstFailure {
                lines += "fails: \(failure)".wrapped(indent: 0, hanging: 2, width: 88)
            }
            if step.omitted > 0, !step.steps.contains(where: { $0.kind == .entry }) {
                lines.append(marks.aside("and \(step.omitted) steps more"))
            }
            note(step, &numbers)
            lines += called(from: step, level: level, &numbers)
        }
        return lines
    }

    /// The functions that a condition called, each with its own picture below.
    private func called(
        from step: TraceStep, level: Int, _ numbers: inout [ParameterRead]
    ) -> [String] {
        guard level < 4 else { return [] }
        var lines: [String] = []
        for part in step.steps {
            if part.kind == .entry {
                lines += entries(of: step, level: level, &numbers)
                break
            }
            if step.covers(part) {
                lines += called(from: part, level: level, &numbers)
            } else if part.kind != .branch {
                let name = ConditionReasons.flat(String(step.source.prefix { $0 != "(" }))
                lines.append(marks.aside("\(name)  \(part.place.file):\(part.place.line)"))
                let inner = pictures(of: [part], level: level + 1, &numbers)
                lines += inner.map { "    " + $0 }
            }
        }
        return lines
    }

    /// What a list was asked: the entries that fit, or the first ones that do not.
    private func entries(
        of step: TraceStep, level: Int, _ numbers: inout [ParameterRead]
    ) -> [String] {
        let all = step.steps.filter { $0.kind == .entry }
        let fitting = all.filter { $0.holds == true }
        var lines: [String] = []
        for entry in (fitting.isEmpty ? all : fitting).prefix(depth == .everything ? 24 : 2) {
            lines.append(marks.aside("\(entry.source) of \(all.count + step.omitted)"))
            lines += pictures(of: entry.steps, level: level + 1, &numbers).map { "    " + $0 }
        }
        return lines
    }

    private func note(_ step: TraceStep, _ numbers: inout [ParameterRead]) {
        if let number = step.parameter, !numbers.contains(number) { numbers.append(number) }
        for part in step.steps where step.covers(part) { note(part, &numbers) }
    }
}

extension TraceStep {
    /// What failed in this step or in its own parts.
    var firstFailure: String? {
        if let failure { return failure }
        for step in steps where covers(step) {
            if let failure = step.firstFailure { return failure }
        }
        return nil
    }
}
