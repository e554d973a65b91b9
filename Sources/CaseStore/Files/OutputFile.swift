import Foundation

/// A file that is written whole or not at all.
///
/// Bytes go to a neighbor ending in `.partial`, which takes the file's name when all is written.
/// Only its owner may read it: what this module writes is case data. A stream such as
/// `/dev/stdout` cannot be taken back and is written as it comes.
struct OutputFile: ~Copyable {
    let path: String
    private let target: String
    private let partial: String
    private let isStream: Bool
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private(set) var written: Int64 = 0
    private var isFinished = false

    private static let bufferSize = 1 << 18

    /// Starts a file; `replacing` says whether one with this name may be there already.
    init(_ path: String, replacing: Bool = true) throws {
        self.path = path
        // A link stays a link, and the file behind it is replaced.
        target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        partial = target + ".partial"
        isStream = OutputFile.isStream(path)
        if isStream {
            guard let handle = FileHandle(forWritingAtPath: path) else {
                throw CaseStoreError(code: .outputFailed, message: "\(path) cannot be written")
            }
            self.handle = handle
            return
        }
        guard replacing || !FileManager.default.fileExists(atPath: path) else {
            throw CaseStoreError(
                code: .outputExists, message: "\(path) is there already; name another file")
        }
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(atPath: partial, contents: nil, attributes: rights),
            let handle = FileHandle(forWritingAtPath: partial)
        else {
            throw CaseStoreError(
                code: .outputFailed,
                message: "\(path) cannot be written; check that its folder exists and has room")
        }
        self.handle = handle
    }

    deinit {
        guard !isFinished, !isStream else { return }
        try? handle.close()
        try? FileManager.default.removeItem(atPath: partial)
    }

    mutating func write(_ bytes: some Sequence<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= OutputFile.bufferSize { try flush() }
    }

    private mutating func flush() throws {
        do {
            try handle.write(contentsOf: Data(buffer))
        } catch {
            throw failure
        }
        written += Int64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Gives the file its name; until then there is nothing at its path.
    mutating func finish() throws {
        try flush()
        guard !isStream else { return }
        do {
            try handle.synchronize()
            try handle.close()
        } catch {
            throw failure
        }
        guard rename(partial, target) == 0 else { throw failure }
        isFinished = true
    }

    /// True for a device or pipe, and for whatever this process has open already.
    private static func isStream(_ path: String) -> Bool {
        if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return true }
        var information = stat()
        guard stat(path, &information) == 0 else { return false }
        return information.st_mode & S_IFMT != S_IFREG && information.st_mode & S_IFMT != S_IFDIR
    }

    private var failure: CaseStoreError {
        CaseStoreError(
            code: .outputFailed,
            message: "\(path) could not be written; is there room on the disk?")
    }
}
