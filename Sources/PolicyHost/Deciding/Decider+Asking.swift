import CaseModel
import LuaHost

/// Asking rules, and what each said on record.
extension Decider {
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
    func record(_ batch: RuleBatch, _ answer: inout DecisionAnswer)
        throws(PolicyFailure) -> Int
    {
        let done = try evaluator.ask(batch)
        record(batch, done, &answer)
        return done
    }

    func record(_ batch: RuleBatch, _ done: Int, _ answer: inout DecisionAnswer) {
        if isBrief { return }
        if answer.asked.isEmpty { answer.asked.reserveCapacity(Self.rulesAsked) }
        for index in 0..<done { record(batch.rules[index], index, &answer) }
    }

    func record(_ rule: Rule, _ index: Int, _ answer: inout DecisionAnswer) {
        if isBrief { return }
        answer.asked.append(evaluator.held(index) ? rule.results.held : rule.results.failed)
    }
}
