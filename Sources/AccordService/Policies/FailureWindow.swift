import Foundation

/// The last decisions of a version that was newly activated, to see whether too many fail.
struct FailureWindow: Sendable {
    /// The hash of the version.
    let hash: String
    /// When it was activated.
    let since: Date
    private var batches: [(decided: Int, failed: Int)] = []
    private(set) var decided = 0
    private(set) var failed = 0

    init(hash: String, since: Date) {
        self.hash = hash
        self.since = since
    }

    /// Adds decisions that were made together, and lets go of those that are too long ago.
    ///
    /// - Returns: Whether too many of the last decisions failed.
    mutating func add(
        decided new: Int, failed newFailures: Int, bounds: PolicyDeskOptions.AutomaticReturn
    ) -> Bool {
        guard new > 0 else { return false }
        batches.append((new, min(newFailures, new)))
        decided += new
        failed += min(newFailures, new)
        while let first = batches.first, decided - first.decided >= bounds.window {
            decided -= first.decided
            failed -= first.failed
            batches.removeFirst()
        }
        return decided >= bounds.least && Double(failed) > bounds.bound * Double(decided)
    }
}
