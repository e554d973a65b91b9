import CaseModel

/// Compares the answers that two versions give for one case in one area.
enum AnswerMatching {
    /// A question's answer before and after.
    typealias Pair = (old: DecisionAnswer?, new: DecisionAnswer?)

    /// Puts together what belongs together: the same question about the same subject; where only
    /// the subject changed, in the order given.
    static func pairs(_ old: [DecisionAnswer], _ new: [DecisionAnswer]) -> [Pair] {
        // The usual case: the same questions in the same order.
        if old.count == new.count, zip(old, new).allSatisfy(isSameQuestion) {
            return zip(old, new).map { ($0, $1) }
        }
        var pairs: [Pair] = []
        var rest = new
        var unmatched: [Int] = []
        for answer in old {
            let match = rest.firstIndex { isSameQuestion(answer, $0) }
            if match == nil { unmatched.append(pairs.count) }
            pairs.append((answer, match.map { rest.remove(at: $0) }))
        }
        for index in unmatched where pairs[index].old?.point != .remedy {
            let match = rest.firstIndex { $0.point == pairs[index].old?.point }
            pairs[index].new = match.map { rest.remove(at: $0) }
        }
        return pairs + rest.map { (nil, $0) }
    }

    private static func isSameQuestion(_ old: DecisionAnswer, _ new: DecisionAnswer) -> Bool {
        old.point == new.point && old.subject == new.subject
    }

    /// The weightiest difference; nil if there is none.
    static func change(_ old: DecisionAnswer?, _ new: DecisionAnswer?) -> AnswerChange? {
        guard let old, let new else { return .outcome }
        if old.outcome != new.outcome { return .outcome }
        if old.amount != new.amount { return .amount }
        if old.until != new.until { return .date }
        if old.subject != new.subject || old.details != new.details { return .details }
        if old.rule?.id != new.rule?.id || old.missing != new.missing
            || !isSame(old.floors, new.floors)
        {
            return .reason
        }
        if old.staffWords != new.staffWords || old.parentWords != new.parentWords
            || old.rule?.authority != new.rule?.authority || old.rule?.tag != new.rule?.tag
            || old.rule?.element != new.rule?.element
        {
            return .words
        }
        return nil
    }

    private static func isSame(_ old: [Floor], _ new: [Floor]) -> Bool {
        old.count == new.count
            && zip(old, new).allSatisfy { $0.effect == $1.effect && $0.rule.id == $1.rule.id }
    }
}

extension DecisionAnswer {
    /// The answer without the rules asked on the way, to be kept.
    var withoutPath: DecisionAnswer {
        var answer = self
        answer.asked = []
        answer.notReached = []
        return answer
    }

    /// The first day of a proposed contact; nil if it is none.
    var contactOn: Day? {
        guard outcome == .contact else { return nil }
        return details.first { $0.key == "not_before" }.flatMap { Day(iso: $0.value) }
    }
}
