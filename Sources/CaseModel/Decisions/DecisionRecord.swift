/// A decision as it is kept for good: what was answered, and the facts it rests on.
///
/// Both parts are canonical JSON. They are kept apart because facts are erased on schedule while the
/// statement stays; together with the policies of the day they are all that a replay needs.
public struct DecisionRecord: Sendable, Equatable {
    /// Who was asked what, by which policy and numbers, and what was answered.
    public var statement: [UInt8]
    /// The facts that were read, with their values, masked as the schema says.
    public var facts: [UInt8]

    /// Makes a record from its two parts.
    public init(statement: [UInt8], facts: [UInt8]) {
        self.statement = statement
        self.facts = facts
    }
}
