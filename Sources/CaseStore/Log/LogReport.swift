import CaseModel

/// What a verification of the decision log found.
public struct LogReport: Sendable, Equatable {
    /// How many records were verified; all before a fault.
    public var records = 0
    /// How many of them had facts that were erased, as a later record says.
    public var erased = 0
    /// The first bad record, if there is one.
    public var fault: LogFault?
    /// The number of the last record.
    public var lastRecord: Int64 = 0
    /// The link of the last record, hexadecimal: whoever notes it can tell later that nothing before
    /// was changed.
    public var lastLink = ""
    /// The signed checkpoints that the chain agrees with.
    public var checkpoints: [LogCheckpoint] = []

    /// Whether nothing is wrong.
    public var isSound: Bool { fault == nil }
}

/// What is wrong with the first bad record.
public struct LogFault: Sendable, Equatable, CustomStringConvertible {
    /// What was done to the log.
    public enum Kind: String, Sendable, CaseIterable {
        /// What the record says is not what was written.
        case altered
        /// The record's link was changed; what it says was not.
        case link
        /// Records are missing.
        case missing
        /// The record was put between two others.
        case inserted
        /// The record has changed places with the next one.
        case reordered
        /// The record's facts are not those that were written.
        case facts
        /// The record's facts are gone, and no erasure covers them.
        case factsMissing = "facts_missing"
        /// The log ends too early, or goes on behind its end.
        case end
        /// The chain is not the one that a signed checkpoint saw.
        case checkpoint
    }

    /// What was done.
    public var kind: Kind
    /// The number of the first bad record.
    public var seq: Int64
    /// What was expected and what was found.
    public var message: String

    /// The message with the record's number.
    public var description: String { "record \(seq): \(message)" }
}
