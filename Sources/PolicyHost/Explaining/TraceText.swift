import CaseModel

/// The rules that were asked for an answer, in words, as deep as wanted.
struct TraceText {
    let marks: DecisionText.Marks
    let depth: DecisionText.Depth
    let day: Day

    /// The lines under an answer.
    func lines(_ rules: [TraceRule], of answer: DecisionAnswer) -> [String] {
        guard depth > .answers else { return [] }
        let settling = Set([answer.rule?.id].compactMap(\.self) + answer.floors.map(\.rule.id))
        var lines: [String] = []
        for rule in rules {
            lines.append(head(rule))
            if let failure = rule.failure {
                lines.append("             ALERT \(failure.code): \(failure.message)")
            }
            let isSettling = settling.contains(rule.rule.id) || rule.failure != nil
            if depth == .everything || (depth == .conditions && isSettling) {
                lines += pictures(rule).map { "           " + $0 }
            } else if let held = rule.held, isOpen(rule) {
                let reasons = ConditionReasons.words(rule.steps, holds: held, on: day)
                lines += reasons.prefix(3).map { "             " + marks.aside($0) }
            }
        }
        return lines
    }

    /// Whether somebody will ask why a rule came out so: one that could have answered.
    private func isOpen(_ rule: TraceRule) -> Bool {
        guard depth >= .conditions else { return false }
        return ["rule", "due", "automatic"].contains(rule.kind) && rule.held == false
    }

    private func head(_ rule: TraceRule) -> String {
        let mark =
            rule.failure != nil ? "FAILS" : rule.held.map { $0 ? "yes" : "no" } ?? "gives"
        var text = "      " + mark.padding(to: 5) + "  \(rule.rule.id)"
        if rule.part == .met { text += rule.held == true ? " (met)" : " (not met)" }
        if !rule.answer.isEmpty { text += ": \(rule.answer)" }
        return text + marks.aside("  \(rule.rule.layer) \(rule.kind)")
    }

    // MARK: Conditions

    private func pictures(_ rule: TraceRule) -> [String] {
        var numbers: [ParameterRead] = []
        var lines = pictures(of: rule.steps, level: 0, &numbers)
        if rule.part == .when || rule.part == .met, lines.isEmpty { return [] }
        for number in numbers {
            lines.append(
                marks.aside(
                    "\(number.id) = \(number.value), set by \(number.setBy) from \(number.from): "
                        + "\(number.authority) [\(number.tag)]"))
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
            if let failure = step.firstFailure { lines.append("fails: \(failure)") }
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
        return steps.lazy.filter { covers($0) }.compactMap(\.firstFailure).first
    }
}

extension String {
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
