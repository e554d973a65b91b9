import Foundation
import Glibc
import PolicyWorkbench
import Synchronization

/// Whether Ctrl-C was pressed while something is watched.
private let isInterrupted = Atomic<Bool>(false)

/// Runs work again whenever a file below the policies and site configs changes.
///
/// Looks at sizes and times of change, because that works on every file system, three times a
/// second. Ctrl-C ends it between two runs.
struct FolderWatch {
    var root: String

    /// Runs `work` at once and after every change, until the process is interrupted.
    func run(_ work: () async throws -> Void) async throws {
        signal(SIGINT) { _ in isInterrupted.store(true, ordering: .relaxed) }
        var last = FolderListing(root: root)
        try await work()
        while !isInterrupted.load(ordering: .relaxed) {
            try await Task.sleep(for: .milliseconds(300))
            let now = FolderListing(root: root)
            guard now != last else { continue }
            last = now
            try await work()
        }
        signal(SIGINT, SIG_DFL)
    }
}
