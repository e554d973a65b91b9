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
    private(set) var next = 1
    /// Oldest first.
    private(set) var attempts: [ReloadAttempt] = []

    /// Goes on with the numbers of a file; a last line without an end does not count.
    init(folder: String?) {
        file = folder.map { "\($0)/attempts.ndjson" }
        for path in [file, aside].compactMap({ $0 }) where next == 1 {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            let bytes = Array(data)
            let end = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
            if path == file { length = end }
            guard let line = bytes[..<end].split(separator: UInt8(ascii: "\n")).last,
                case .integer(let number)? = (try? JSONValue(parsing: Array(line)))?["number"]
            else { continue }
            next = Int(number) + 1
        }
    }

    private var aside: String? {
        file.map { String($0.dropLast("ndjson".count)) + "1.ndjson" }
    }

    /// Takes the next number.
    mutating func number() -> Int {
        next += 1
        return next - 1
    }

    /// Adds an attempt that is over.
    ///
    /// - Throws: ``PolicyProblem`` if it can't be written; in memory it is there all the same.
    mutating func add(_ attempt: ReloadAttempt) throws(PolicyProblem) {
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
