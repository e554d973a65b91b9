import ArgumentParser
import CaseModel
import CaseStore
import Foundation

/// Case files from paths, standard input or a case store, a batch at a time.
struct CaseInput {
    private var paths: [String]
    private let db: String?
    private let site: String?
    /// What was read and not handed out yet; begins at `given`.
    private var pending: [CaseFile] = []
    private var given = 0
    private var store: CaseStore?
    private var last: CaseFileKey?
    /// Problems met so far; each was reported on standard error.
    private(set) var problems = 0

    init(files: [String], db: String?, site: String?) {
        paths = files
        self.db = db
        self.site = site
    }

    /// The next case files, or nil at the end.
    mutating func next(upTo count: Int) throws -> [CaseFile]? {
        while given == pending.count, !paths.isEmpty {
            pending.removeAll()
            given = 0
            try read(paths.removeFirst())
        }
        guard given < pending.count else {
            return try db.flatMap { try nextFromStore($0, count) }
        }
        let batch = Array(pending[given...].prefix(count))
        given += batch.count
        return batch
    }

    /// Everything, for commands that work on few files.
    mutating func all() throws -> [CaseFile] {
        var files: [CaseFile] = []
        while let batch = try next(upTo: 1000) { files += batch }
        return files
    }

    private mutating func read(_ path: String) throws {
        let bytes: [UInt8]
        if path == "-" {
            bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
        } else {
            guard let data = FileManager.default.contents(atPath: path) else {
                Terminal.note("\(path): there is no such file, or it can't be read")
                throw ExitCode.noInput
            }
            bytes = Array(data)
        }
        let name = path == "-" ? "standard input" : path
        let reader = CaseFileReader()
        do {
            pending.append(try reader.read(bytes))
            return
        } catch {
            // One object over several lines, or NDJSON: then more than one line begins an object.
            guard Self.looksLikeLines(bytes) else {
                for problem in error.problems { report(name, problem) }
                return
            }
        }
        var found: [CaseFile] = []
        var refused: [(Int, CaseFileProblem)] = []
        var lines = CaseFileLines()
        func take(_ number: Int, _ line: UnsafeRawBufferPointer) {
            do {
                found.append(try reader.read(line))
            } catch {
                for problem in error.problems { refused.append((number, problem)) }
            }
        }
        bytes.withUnsafeBytes { lines.feed($0, take) }
        lines.finish(take)
        pending += found
        for (number, problem) in refused { report("\(name):\(number)", problem) }
    }

    /// Whether at least two lines begin an object at the left edge.
    private static func looksLikeLines(_ bytes: [UInt8]) -> Bool {
        var count = 0
        var atStart = true
        for byte in bytes {
            if atStart, byte == UInt8(ascii: "{") { count += 1 }
            if count > 1 { return true }
            atStart = byte == UInt8(ascii: "\n")
        }
        return false
    }

    private mutating func report(_ place: String, _ problem: CaseFileProblem) {
        problems += 1
        if problems <= 100 { Terminal.note("\(place): \(problem)") }
        if problems == 101 { Terminal.note("more problems follow; fix these first") }
    }

    private mutating func nextFromStore(_ path: String, _ count: Int) throws -> [CaseFile]? {
        let open =
            try store ?? StoreErrors.translated { try CaseStore(path: path, access: .readOnly) }
        store = open
        let reader = CaseFileReader()
        var batch: [CaseFile] = []
        var newest = last
        try StoreErrors.translated {
            try open.forEachCaseFile(
                site: site.flatMap { SiteID(word: $0) }, after: last, limit: count
            ) { stored in
                newest = stored.key
                batch.append(try reader.read(stored.bytes))
            }
        }
        last = newest
        return batch.isEmpty ? nil : batch
    }
}
