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
    ///
    /// If nil, a sixteenth of the files that the run looks at, between 100 and 1,000, so that several
    /// threads have a share in a small site as well.
    public var chunkFiles: Int?

    /// Makes options for a day.
    public init(asOf: Day) { self.asOf = asOf }

    /// How many files a chunk of a run holds that looks at so many.
    ///
    /// Smaller chunks would cost more than they give, larger ones more memory.
    package func filesInChunk(of files: Int) -> Int {
        chunkFiles ?? min(max((files + 15) / 16, 100), 1000)
    }
}
