public import CaseModel

/// What a sweep keeps of one area's decision for one case.
public struct AreaDecision: Sendable {
    /// The decision itself.
    public var decision: Decision
    /// Its permanent form.
    public var record: DecisionRecord
    /// What the answers say, in a form that two decisions can be compared by.
    public var standing: StandingAnswers
    /// Which facts were read, and what they were.
    public var reads: ReadSet
    /// The last day through which the answers stay as they are, if no fact is entered and neither
    /// policy nor numbers change.
    public var stands: Day
}

/// The answers of a decision in a form that stays equal while they say the same.
///
/// A day that a policy counts from the day asked ("within five days") is counted from the day the
/// answer was first given, for as long as the answer stays the same: a deadline does not move
/// because a question is asked again.
public struct StandingAnswers: Sendable, Equatable {
    /// The form in which a store keeps it.
    public var bytes: [UInt8]

    /// Takes back what a store kept.
    public init(bytes: [UInt8]) { self.bytes = bytes }
}

/// The facts that a decision read: where they are, and a digest of their values.
public struct ReadSet: Sendable, Equatable {
    /// The form in which a store keeps it.
    public var bytes: [UInt8]

    /// Takes back what a store kept.
    public init(bytes: [UInt8]) { self.bytes = bytes }
}
