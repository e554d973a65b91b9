import Glibc

/// The lines of files and standard input, one stream, in batches as they arrive.
///
/// A batch holds what is there: a program that writes one line and waits gets its answer at once,
/// while a file comes in batches of about a megabyte.
public struct EvalInput: ~Copyable {
    private var paths: [String]
    private var descriptor: Int32?
    private var splitter = EvalLines()
    private var piece = [UInt8](repeating: 0, count: EvalInput.batchSize)
    private static let batchSize = 1 << 20

    /// A file that can't be read.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// The path, as the caller named it.
        public var path: String
        /// Why.
        public var description: String
        /// Whether the file was not there to begin with.
        public var isMissing: Bool
    }

    /// Makes sure that every file is there; none is opened yet.
    ///
    /// - Parameter paths: Files in their order; `-` is standard input.
    /// - Throws: ``Failure`` for the first that can't be read.
    public init(paths: [String]) throws(Failure) {
        for path in paths where path != "-" {
            var kind = stat()
            guard access(path, R_OK) == 0, stat(path, &kind) == 0, kind.st_mode & S_IFMT != S_IFDIR
            else { throw Self.missing(path) }
        }
        self.paths = paths
    }

    private static func missing(_ path: String) -> Failure {
        Failure(
            path: path, description: "\(path): there is no such file, or it can't be read",
            isMissing: true)
    }

    deinit {
        if let descriptor, descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The next lines, at least one; nil at the end of the last file.
    ///
    /// - Throws: ``Failure``.
    public mutating func next() throws(Failure) -> [EvalLine]? {
        var lines: [EvalLine] = []
        var taken = 0
        while lines.isEmpty || (taken < Self.batchSize && isReady) {
            guard let descriptor = try opened() else { break }
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Failure(
                    path: paths[0], description: "\(paths[0]): it could not be read to its end",
                    isMissing: false)
            }
            guard count > 0 else {
                // Files meet at a line's end, as if each ended in a newline.
                if let last = splitter.finish() { lines.append(last) }
                if descriptor != STDIN_FILENO { close(descriptor) }
                self.descriptor = nil
                paths.removeFirst()
                continue
            }
            taken += count
            lines += piece.withUnsafeBytes {
                splitter.feed(UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
        }
        return lines.isEmpty ? nil : lines
    }

    /// Whether more can be read without waiting.
    private var isReady: Bool {
        guard let descriptor else { return !paths.isEmpty }
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, 0) > 0
    }

    /// The descriptor of the first file left; nil if none is.
    private mutating func opened() throws(Failure) -> Int32? {
        if let descriptor { return descriptor }
        guard let path = paths.first else { return nil }
        let found = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard found >= 0 else { throw Self.missing(path) }
        descriptor = found
        return found
    }
}
