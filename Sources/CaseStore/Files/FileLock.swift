import Foundation

/// A right that one process holds at a time: a lock of the operating system on a file.
///
/// It is free again when its holder is gone, however that came. The file says who holds it and stays
/// when it is free.
public final class FileLock: Sendable {
    /// Why the lock was not given.
    public enum Refusal: Error, Equatable {
        /// Somebody holds it: the process, its user and machine, and since when, if that is told.
        case held(by: String)
        /// The file can't be made.
        case unwritable
    }

    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Parameter path: The file; its folder must be there.
    /// - Throws: ``Refusal``.
    public init(_ path: String) throws(Refusal) {
        // Until it is held there is no lock to end: an end closes the file, and by then another thread
        // may have a file of its own under the same number.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = FileLock.text(descriptor)
            close(descriptor)
            throw .held(by: holder.isEmpty ? "another process" : holder)
        }
        self.descriptor = descriptor
        let me = ProcessInfo.processInfo
        say(
            "process \(me.processIdentifier) of \(me.userName) on \(me.hostName) "
                + "since \(CaseStore.clock())\n")
    }

    deinit {
        say("")
        // Closing gives the lock back.
        close(descriptor)
    }

    /// Who holds a lock just now; nil if it is free.
    ///
    /// - Parameter path: The file.
    /// - Returns: What its holder said.
    public static func holder(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        return text(descriptor)
    }

    /// Who holds it is told as a help; the lock holds without.
    private func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, bytes, bytes.count, 0)
    }

    private static func text(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
