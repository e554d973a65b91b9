import Foundation
import Glibc

/// Long work beside the threads that answer requests.
enum OwnThread {
    /// Runs work on a thread of its own that gives way to others.
    ///
    /// Loading and testing policies takes a second or so of computing. On the threads that Swift's
    /// tasks share, which are as many as there are processors, decisions would wait for it.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                // On Linux this is about the calling thread alone.
                _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
                continuation.resume(returning: work())
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
