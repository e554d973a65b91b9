public import CaseModel

/// What to sweep with.
public struct SweepOptions: Sendable {
    /// The local civil day of the sites on which to decide.
    public var asOf: Day
    /// How many threads work.
    public var threads = 1
    /// Whether everything is decided again, also what still holds.
    public var isFull = false
    /// Whether an unfinished run is given up instead of finished.
    public var abandonsUnfinished = false
    /// The share of case files with a new failure above which a run stops, in percent.
    public var errorBound = 1.0
    /// How many case files a chunk holds; one transaction writes it.
    public var chunkFiles = 1000

    /// Makes options for a day.
    public init(asOf: Day) { self.asOf = asOf }
}
