import Foundation
import Glibc
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
        var last = state()
        try await work()
        while !isInterrupted.load(ordering: .relaxed) {
            try await Task.sleep(for: .milliseconds(300))
            let now = state()
            guard now != last else { continue }
            last = now
            try await work()
        }
        signal(SIGINT, SIG_DFL)
    }

    /// Every file with its size and the time of its last change.
    private func state() -> [String: [Int]] {
        var files: [String: [Int]] = [:]
        for folder in ["policies", "site-configs"] {
            let path = root + "/" + folder
            guard let walker = FileManager.default.enumerator(atPath: path) else { continue }
            for case let name as String in walker {
                var status = stat()
                guard lstat(path + "/" + name, &status) == 0 else { continue }
                files[folder + "/" + name] = [
                    Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec),
                ]
            }
        }
        return files
    }
}
