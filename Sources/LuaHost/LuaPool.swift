import Synchronization

/// A pool of states that were all prepared in the same way.
///
/// States wait here between uses and move between threads. One that a budget stopped is dropped
/// instead of coming back, and a new one is made when it is needed.
///
///     let pool = LuaPool(keeping: 4) { () throws(LuaError) in try makeState() }
///     let answer = try pool.withState { state in try state.evaluate(…) { … } }
public final class LuaPool: Sendable {
    private let make: @Sendable () throws(LuaError) -> sending LuaState
    private let idle: Mutex<[LuaState]>
    private let capacity: Int

    /// Creates an empty pool.
    ///
    /// - Parameters:
    ///   - capacity: The most states to keep for later.
    ///   - make: Makes and prepares a state: loads the same files in the same order every time.
    public init(
        keeping capacity: Int, make: @escaping @Sendable () throws(LuaError) -> sending LuaState
    ) {
        self.make = make
        self.capacity = capacity
        idle = Mutex([])
    }

    /// Lends a state for a batch of work.
    ///
    /// - Parameter body: Does the work. It must not keep the state.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, or what went wrong with making a state.
    public func withState<Result>(_ body: (LuaState) throws -> Result) throws -> Result {
        let state = try take()
        defer { giveBack(state) }
        return try body(state)
    }

    /// Fills the pool, so that later work need not wait for states to be made.
    public func prepare(_ count: Int) throws(LuaError) {
        for _ in 0..<min(count, capacity) { giveBack(try make()) }
    }

    /// Takes over a state that was prepared elsewhere in the same way as `make` prepares one.
    public func keep(_ state: sending LuaState) {
        giveBack(state)
    }

    /// The number of states that wait.
    public var idleCount: Int { idle.withLock { $0.count } }

    private func take() throws(LuaError) -> LuaState {
        if let waiting = idle.withLock({ Unshared(state: $0.popLast()) }).state { return waiting }
        return try make()
    }

    private func giveBack(_ state: LuaState) {
        guard !state.isSpent else { return }
        let returned = Unshared(state: state)
        idle.withLock { states in
            guard states.count < capacity, let state = returned.state else { return }
            states.append(state)
        }
    }
}

/// Carries a state across the lock.
///
/// Unchecked, because the compiler cannot see that a state is either in the pool or with the one
/// borrower who took it out: `take` removes it under the lock, and `withState` forbids keeping it.
private struct Unshared: @unchecked Sendable {
    var state: LuaState?
}
