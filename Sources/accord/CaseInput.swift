import ArgumentParser
import CaseModel
import CaseStore
import Foundation

/// Case files from paths, standard input or a case store, a batch at a time.
///
/// NDJSON is read in pieces, so that memory stays flat however long the file is.
struct CaseInput {
    private var paths: [String]
    private let db: String?
    private let site: String?
    private var lines: LineSource?
    /// What was read and not handed out yet; begins at `given`.
    private var pending: [CaseFile] = []
    private var given = 0
    private var store: CaseStore?
    private var last: CaseFileKey?
    private let reader: CaseFileReader
    /// Problems met so far; each was reported on standard error.
    private(set) var problems = 0

    /// Begins with case files and stores not opened yet; files of sites not in `sites` are refused.
    init(files: [String], db: String?, site: String?, sites: [String]? = nil) {
        paths = files
        reader = CaseFileReader(sites: sites)
        self.db = db
        self.site = site
    }

    /// The next case files, or nil at the end.
    mutating func next(upTo count: Int) throws -> [CaseFile]? {
        while given == pending.count, lines != nil || !paths.isEmpty {
            pending.removeAll(keepingCapacity: true)
            given = 0
            if lines == nil { try open(paths.removeFirst()) } else { try readLines() }
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

    /// Begins a file: NDJSON if its first line is a whole object and more follow, else one object.
    private mutating func open(_ path: String) throws {
        let name = path == "-" ? "standard input" : path
        guard let source = LineSource(path: path, name: name) else {
            Terminal.note("\(path): there is no such file, or it can't be read")
            throw ExitCode.noInput
        }
        if source.looksLikeLines {
            lines = source
            return
        }
        do {
            pending.append(try reader.read(source.everything()))
        } catch {
            for problem in error.problems { report(name, problem) }
        }
    }

    /// Reads one piece of the file that is open.
    private mutating func readLines() throws {
        guard var source = lines else { return }
        var found: [CaseFile] = []
        var refused: [(Int, CaseFileProblem)] = []
        let reader = reader
        let more = source.next { number, line in
            do throws(CaseFileError) {
                found.append(try reader.read(line))
            } catch {
                for problem in error.problems { refused.append((number, problem)) }
            }
        }
        pending += found
        for (number, problem) in refused { report("\(source.name):\(number)", problem) }
        lines = more ? source : nil
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

/// A file read in pieces of about a megabyte.
struct LineSource {
    /// How messages call the file.
    let name: String
    private let handle: FileHandle
    private var splitter = CaseFileLines()
    private var piece: [UInt8]

    /// Opens a file, or standard input for `-`; nil if it can't be read.
    init?(path: String, name: String) {
        self.name = name
        if path == "-" {
            handle = .standardInput
        } else if let opened = FileHandle(forReadingAtPath: path) {
            handle = opened
        } else {
            return nil
        }
        guard let first = Self.read(handle) else { return nil }
        piece = first
    }

    private static func read(_ handle: FileHandle) -> [UInt8]? {
        do {
            return Array(try handle.read(upToCount: 1 << 20) ?? Data())
        } catch {
            return nil
        }
    }

    /// Whether the first line is an object of its own and another line follows.
    var looksLikeLines: Bool {
        guard let end = piece.firstIndex(of: UInt8(ascii: "\n")) else { return false }
        func isInk(_ byte: UInt8) -> Bool { byte > 0x20 }
        return piece.first == UInt8(ascii: "{")
            && piece[..<end].last(where: isInk) == UInt8(ascii: "}")
            && piece[end...].contains(where: isInk)
    }

    /// The whole file, for one object over several lines.
    func everything() -> [UInt8] {
        var bytes = piece
        while let more = Self.read(handle), !more.isEmpty { bytes += more }
        return bytes
    }

    /// Hands out the lines of the next piece; false at the end.
    mutating func next(_ body: (Int, UnsafeRawBufferPointer) -> Void) -> Bool {
        guard !piece.isEmpty else {
            splitter.finish(body)
            return false
        }
        piece.withUnsafeBytes { splitter.feed($0, body) }
        piece = Self.read(handle) ?? []
        return true
    }
}
