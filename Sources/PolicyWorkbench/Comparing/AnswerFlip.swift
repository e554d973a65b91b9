public import CaseModel

/// What differs between two answers, the weightiest first.
public enum AnswerChange: String, Sendable, CaseIterable, Comparable {
    /// One of the two policies failed on the case.
    case failure
    /// Another outcome, or an answer that only one version gives.
    case outcome
    /// The same outcome with another amount.
    case amount
    /// The same outcome with another day.
    case date
    /// The same outcome with other details, such as the channel or the partner's rank.
    case details
    /// The same in everything but the rule, the floors or what is missing.
    case reason
    /// The same but for the words to staff or parent.
    case words

    /// Orders changes by weight.
    public static func < (left: AnswerChange, right: AnswerChange) -> Bool {
        order(left) < order(right)
    }

    private static func order(_ change: AnswerChange) -> Int {
        switch change {
        case .failure: 0
        case .outcome: 1
        case .amount: 2
        case .date: 3
        case .details: 4
        case .reason: 5
        case .words: 6
        }
    }
}

/// One answer that two versions give differently for one case.
public struct AnswerFlip: Sendable, Equatable {
    /// The deciding site.
    public var site: String
    /// The area.
    public var area: Area
    /// The case file's id.
    public var fileID: String
    /// The case's id in the file.
    public var caseID: String
    /// The day on which both decided.
    public var asOf: Day
    /// Whether the file says that it is synthetic.
    public var synthetic: Bool
    /// The question.
    public var point: DecisionPoint
    /// The remedy, partner or person asked about; empty if the case alone.
    public var subject: String
    /// What the old version answers, without the list of rules asked; nil if nothing.
    public var old: DecisionAnswer?
    /// What the new version answers.
    public var new: DecisionAnswer?
    /// The weightiest difference.
    public var change: AnswerChange
    /// Whether the new answer is milder or harsher.
    public var direction: FlipDirection
    /// What is owed in the case.
    public var arrears: Money
    /// What the failing policy says, if one failed.
    public var failure: String

    /// Floors that bound the old answer and not the new one, by rule and effect.
    public var floorsLost: [String] { Self.floors(old).filter { !Self.floors(new).contains($0) } }
    /// Floors that bind the new answer and did not bind the old one.
    public var floorsGained: [String] { Self.floors(new).filter { !Self.floors(old).contains($0) } }

    private static func floors(_ answer: DecisionAnswer?) -> [String] {
        (answer?.floors ?? []).map { "\($0.rule.id) (\($0.effect.rawValue))" }
    }

    /// What sort of flip this is.
    public var kind: FlipKind {
        FlipKind(
            point: point, subject: point == .referral ? "" : subject, change: change,
            from: old?.outcome.rawValue ?? FlipKind.nothing,
            to: new?.outcome.rawValue ?? FlipKind.nothing,
            fromRule: old?.rule?.id ?? "", toRule: new?.rule?.id ?? "")
    }
}

/// What many flips have in common: question, subject, answers and rules, before and after.
public struct FlipKind: Hashable, Sendable, Comparable {
    /// How an answer is called that is not given.
    public static let nothing = "nothing"
    /// The question.
    public var point: DecisionPoint
    /// The remedy or person; empty for partners and for the case alone.
    public var subject: String
    /// The weightiest difference.
    public var change: AnswerChange
    /// The old outcome.
    public var from: String
    /// The new outcome.
    public var to: String
    /// The old rule's id; empty if none.
    public var fromRule: String
    /// The new rule's id.
    public var toRule: String

    /// Orders kinds by weight, question, subject, outcomes and rules.
    public static func < (left: FlipKind, right: FlipKind) -> Bool {
        if left.change != right.change { return left.change < right.change }
        if left.point != right.point { return left.point.place < right.point.place }
        return [left.subject, left.from, left.to, left.fromRule, left.toRule]
            .lexicographicallyPrecedes(
                [right.subject, right.from, right.to, right.fromRule, right.toRule])
    }
}

extension DecisionPoint {
    /// The place in the order of the model's steps.
    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
