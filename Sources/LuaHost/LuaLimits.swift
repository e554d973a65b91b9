/// What a script may use up.
public struct LuaLimits: Sendable, Hashable {
    /// Instructions of one load or one evaluation, with what library functions charge.
    public var instructions: Int
    /// Bytes of the whole state.
    public var memoryBytes: Int
    /// Bytes of the largest single allocation, and so of the longest text.
    public var blockBytes: Int
    /// Time after which a load or an evaluation is stopped as an emergency.
    public var wallMilliseconds: Int
    /// Bytes of one source file.
    public var sourceBytes: Int

    /// How many times as much a script may really use, to leave room for the probes of an
    /// instrumented one; what messages say stays the plain limit.
    package var leeway = 1

    /// The n-th allocation and all after it fail, to test what happens then; 0 for none.
    package var failingAllocation = 0

    /// Creates limits; the defaults suit a policy file of a few hundred lines.
    public init(
        instructions: Int = 1_000_000, memoryBytes: Int = 16 << 20, blockBytes: Int = 256 << 10,
        wallMilliseconds: Int = 500, sourceBytes: Int = 64 << 10
    ) {
        self.instructions = instructions
        self.memoryBytes = memoryBytes
        self.blockBytes = blockBytes
        self.wallMilliseconds = wallMilliseconds
        self.sourceBytes = sourceBytes
    }
}
