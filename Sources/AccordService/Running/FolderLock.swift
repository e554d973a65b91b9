import Foundation
import Glibc

/// The right to use a folder, held by one process at a time.
///
/// It is a lock of the operating system on a file, so that it is free again when its holder is gone, however that
/// came. The file says who holds it.
final class FolderLock: Sendable {
    /// Why it was not given.
    enum Fault: Error {
        /// Somebody has it: the process, and since when.
        case held(by: String)
        /// The file can't be made.
        case unwritable
    }

    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Parameter path: The file; its folder must be there.
    /// - Throws: ``Fault``.
    init(_ path: String) throws(Fault) {
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = FileManager.default.contents(atPath: path)
                .map { String(decoding: $0.prefix(200), as: UTF8.self) }?
                .trimmingCharacters(in: .whitespacesAndNewlines)
            close(descriptor)
            throw .held(by: holder.flatMap { $0.isEmpty ? nil : $0 } ?? "another process")
        }
        let me = "process \(getpid()) since \(Date.now.stamp)\n"
        // Who holds it is told as a help; the lock holds without.
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, me, me.utf8.count, 0)
    }

    // Closing gives the lock back.
    deinit { close(descriptor) }
}
