import LuaHost

/// The Lua state of one session, made anew after a budget has stopped it.
struct SessionState {
    private let policy: SitePolicy
    /// The state that was used last.
    private(set) var state: LuaState?

    init(_ policy: SitePolicy) { self.policy = policy }

    /// A state in which nothing ran over its budget before.
    mutating func ready() throws(PolicyFailure) -> LuaState {
        if let state, !state.isSpent { return state }
        do throws(LuaError) {
            let made = try policy.states.makeState()
            state = made
            return made
        } catch {
            throw PolicyFailure(error, rule: nil)
        }
    }
}
