import Foundation
package import Glibc

/// Files that are written whole or not at all, and stay written when the power fails.
package enum WholeFile {
    /// Replaces a file: writes a neighbor, brings it to the disk, and gives it the name.
    ///
    /// - Parameters:
    ///   - bytes: The contents.
    ///   - path: The file.
    ///   - rights: Who may read it, as `chmod` spells it.
    ///   - isNew: Whether a file that is there already is a mistake.
    /// - Throws: ``PolicyProblem`` if it can't be written; then nothing is changed.
    package static func write(
        _ bytes: [UInt8], to path: String, rights: mode_t = 0o644, isNew: Bool = false
    ) throws(PolicyProblem) {
        let partial = path + ".partial"
        func failure() -> PolicyProblem {
            let reason = String(cString: strerror(errno))
            unlink(partial)
            return PolicyProblem(
                code: "file.write", message: "the file can't be written: \(reason)", file: path)
        }
        // A file that was left there, or put there, may have other rights.
        unlink(partial)
        let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, rights)
        guard file >= 0 else { throw failure() }
        let isWritten = writeAll(bytes, to: file) && fsync(file) == 0
        guard close(file) == 0, isWritten else { throw failure() }
        if isNew {
            // Unlike a rename, a link never replaces.
            guard link(partial, path) == 0 else { throw failure() }
            unlink(partial)
        } else {
            guard rename(partial, path) == 0 else { throw failure() }
        }
        syncFolder(of: path)
    }

    /// Adds bytes at the end of a file, after cutting it to a length.
    ///
    /// - Throws: ``PolicyProblem`` if it can't be written.
    package static func append(_ bytes: [UInt8], to path: String, after length: Int)
        throws(PolicyProblem)
    {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        var isWritten = file >= 0
        if isWritten {
            isWritten =
                ftruncate(file, off_t(length)) == 0 && lseek(file, 0, SEEK_END) >= 0
                && writeAll(bytes, to: file) && fsync(file) == 0
            isWritten = close(file) == 0 && isWritten
        }
        guard isWritten else {
            throw PolicyProblem(
                code: "file.write",
                message: "the file can't be written: \(String(cString: strerror(errno)))",
                file: path)
        }
        syncFolder(of: path)
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(
                    file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    /// A new name is safe on the disk only when its folder is.
    private static func syncFolder(of path: String) {
        let folder = open(
            URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
