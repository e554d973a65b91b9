/// A bound on how long another service may take, from the first byte sent to the last received.
///
/// The deadline of the HTTP client ends with the head of an answer; a body that drips would be waited
/// for without end.
enum Patience {
    /// The time is over.
    struct OutOfTime: Error {}

    /// Runs `body` and cancels it when the time is over.
    ///
    /// - Throws: ``OutOfTime``, or what `body` throws.
    static func of<Result: Sendable>(
        _ span: Duration, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: span)
                throw OutOfTime()
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw OutOfTime() }
            return first
        }
    }
}
