public import CaseModel
public import Foundation
public import PolicyWorkbench

/// Differences of one kind between what is live and a candidate.
public struct ShadowGroup: Sendable, Equatable {
    /// The question.
    public var point: DecisionPoint
    /// The remedy; empty for other questions.
    public var remedy: String
    /// What differs most.
    public var change: AnswerChange
    /// What is live answers; `nothing` if it does not, `failure` if it failed.
    public var from: String
    /// What the candidate answers.
    public var to: String
    /// The rule that answers now.
    public var rule: String
    /// The rule of the candidate that answers.
    public var candidateRule: String
    /// How many answers.
    public var count: Int
}

/// How a candidate's decisions compare with those that were given at one site.
///
/// Counts alone: nothing of a case is kept.
public struct ShadowReport: Sendable, Equatable {
    /// The site.
    public var site: String
    /// The hash of the candidate's policies.
    public var candidate: String
    /// The hash of the live policies that it was compared with; the counts begin anew when other
    /// policies become live.
    public var live: String
    /// Since when.
    public var since: Date
    /// Who asked for it.
    public var who: String
    /// Why.
    public var why: String
    /// How many answers were compared.
    public var compared = 0
    /// How many were the same, to the words.
    public var equal = 0
    /// How many were different.
    public var different = 0
    /// How many of the candidate's decisions failed.
    public var failed = 0
    /// How many case files were left out because too many waited.
    public var dropped = 0
    /// The differences by kind, the most frequent first.
    public var groups: [ShadowGroup] = []
}
