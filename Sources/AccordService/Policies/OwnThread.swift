import Foundation
import Glibc

/// Long work beside the threads that answer requests.
enum OwnThread {
    /// Runs work on a thread of its own, which gives way to others unless nothing decides yet.
    ///
    /// Loading and testing policies takes a second or so of computing. On the threads that Swift's
    /// tasks share, which are as many as there are processors, decisions would wait for it.
    static func run<Result: Sendable>(
        givingWay: Bool = true, _ work: @escaping @Sendable () -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                // On Linux this is about the calling thread alone.
                if givingWay { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5) }
                continuation.resume(returning: work())
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
