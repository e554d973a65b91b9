/// Lets one attempt run at a time, in the order in which they were asked for.
///
/// Of attempts that only look whether something changed, one may wait; who asks for another waits
/// for the same one, because it will see what changed until it begins.
actor AttemptQueue {
    private var last: Task<ReloadAttempt?, Never>?
    private var waiting: Task<ReloadAttempt?, Never>?

    /// Runs an attempt after those that were asked for before.
    ///
    /// It runs to its end even if who asked does not wait any more.
    func run(
        coalesces: Bool = false,
        _ attempt: @escaping @concurrent @Sendable () async -> ReloadAttempt?
    ) async -> ReloadAttempt? {
        if coalesces, let waiting { return await waiting.value }
        let previous = last
        let task = Task {
            _ = await previous?.value
            if coalesces { waiting = nil }
            return await attempt()
        }
        last = task
        if coalesces { waiting = task }
        return await task.value
    }
}
