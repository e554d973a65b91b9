extension RulePlan {
    /// Where the conditions of a question stopped, and what that means.
    struct Stop {
        enum Reason {
            /// A threshold does not hold.
            case unavailable
            /// Law, model, program or site forbid it.
            case forbidden
            /// It proceeds by law.
            case automatic
            /// A rule of the site matches.
            case matched
            /// None of these.
            case nothing
        }
        let reason: Reason
        /// The condition that says so, the first one if several forbid; behind the last for none.
        let place: Int
        /// How many conditions were asked.
        let asked: Int
        /// The conditions of the step that forbids.
        var forbidding = 0..<0
        /// Whether the place alone says what came of every condition asked.
        var isAlone = true

        /// Whether nothing more is asked.
        var settles: Bool { reason == .unavailable || reason == .forbidden }

        /// The index of the site's rule that matches.
        func match(in plan: RulePlan) -> Int? {
            reason == .matched ? place - plan.ends.forbidHere : nil
        }
    }

    /// Reads off where a question stopped after so many conditions were asked.
    func stop(after asked: Int, _ evaluator: Evaluator) -> Stop {
        let last = asked - 1
        let lastHolds = asked > 0 && evaluator.held(last)
        if asked > 0, asked <= ends.available, !lastHolds {
            return Stop(reason: .unavailable, place: last, asked: asked)
        }
        if asked == ends.forbid,
            let stop = forbidding(ends.available..<ends.forbid, asked, evaluator)
        {
            return stop
        }
        if asked > ends.forbid, asked <= ends.automatic, lastHolds {
            return Stop(reason: .automatic, place: last, asked: asked)
        }
        if asked == ends.forbidHere,
            let stop = forbidding(ends.automatic..<ends.forbidHere, asked, evaluator)
        {
            return stop
        }
        if asked > ends.forbidHere, lastHolds {
            return Stop(reason: .matched, place: last, asked: asked)
        }
        return Stop(reason: .nothing, place: question.count, asked: asked)
    }

    private func forbidding(_ step: Range<Int>, _ asked: Int, _ evaluator: Evaluator) -> Stop? {
        guard let first = step.first(where: evaluator.held) else { return nil }
        let isAlone = !step[(first + 1)...].contains(where: evaluator.held)
        return Stop(
            reason: .forbidden, place: first, asked: asked, forbidding: step, isAlone: isAlone)
    }
}
