import CaseModel
import Foundation
import PolicyHost

/// Every attempt: the last in memory, all of them in `attempts.ndjson`.
struct AttemptLog: Sendable {
    /// How many are kept in memory.
    static let most = 100
    /// From this size on a file is put aside as `attempts.1.ndjson`, in bytes.
    static let largest = 8 << 20

    private let file: String?
    private var length = 0
    /// The number of the next attempt.
    private(set) var next = 1
    /// Oldest first.
    private(set) var attempts: [ReloadAttempt] = []
    /// What of the file could not be read, in a sentence; nil if all of it could.
    private(set) var fault: String?

    /// Goes on with a file: its last attempts and their numbers.
    ///
    /// A last line without an end is what a crash left; it is passed over and overwritten by the next.
    init(folder: String?) {
        file = folder.map { "\($0)/attempts.ndjson" }
        guard let file, let aside else { return }
        let (recent, whole) = read(file)
        length = whole
        let earlier = recent.count < Self.most ? read(aside).attempts : []
        attempts = (earlier + recent).suffix(Self.most)
        next = (attempts.last?.number ?? 0) + 1
    }

    /// The last attempts of a file, and the length of its whole lines in bytes.
    private mutating func read(_ path: String) -> (attempts: [ReloadAttempt], length: Int) {
        guard let data = FileManager.default.contents(atPath: path) else { return ([], 0) }
        let bytes = Array(data)
        let newline = UInt8(ascii: "\n")
        let end = (bytes.lastIndex(of: newline) ?? -1) + 1
        let lines = bytes[..<end].split(separator: newline).suffix(Self.most)
        let found = lines.compactMap { line in
            (try? JSONValue(parsing: Array(line))).flatMap(ReloadAttempt.init)
        }
        let unread = lines.count - found.count + (end < bytes.count ? 1 : 0)
        if unread > 0 {
            fault =
                "\(path): of the last attempts "
                + (unread == 1 ? "a line" : "\(unread) lines")
                + " can't be read and is passed over"
                + (end < bytes.count ? "; the file breaks off in its last line" : "")
        }
        return (found, end)
    }

    private var aside: String? {
        file.map { String($0.dropLast("ndjson".count)) + "1.ndjson" }
    }

    /// Adds an attempt that is over.
    ///
    /// - Throws: ``PolicyProblem`` if it can't be written; in memory it is there all the same.
    mutating func add(_ attempt: ReloadAttempt) throws(PolicyProblem) {
        next = attempt.number + 1
        attempts.append(attempt)
        if attempts.count > Self.most { attempts.removeFirst(attempts.count - Self.most) }
        guard let file, let aside else { return }
        if length > Self.largest, rename(file, aside) == 0 { length = 0 }
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let line = attempt.json.canonicalBytes() + [UInt8(ascii: "\n")]
        try WholeFile.append(line, to: file, after: length)
        length += line.count
    }
}
