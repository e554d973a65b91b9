import ArgumentParser
import CaseModel
import Foundation
import PolicyWorkbench

/// The case files of a comparison, which may have to be read twice.
final class DiffCaseload {
    private let command: DiffCommand
    private let sites: [String]
    private var files: [String] = []
    /// Standard input, kept because it can't be read again.
    private var kept: URL?
    /// Problems in the files; each was reported on standard error.
    private(set) var problems = 0

    init(command: DiffCommand, sites: [String]) throws {
        self.command = command
        self.sites = sites
        files = command.caseload
        guard let place = files.firstIndex(of: "-") else { return }
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-diff-\(UUID().uuidString).ndjson")
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(atPath: url.path, contents: nil, attributes: rights),
            let handle = FileHandle(forWritingAtPath: url.path)
        else {
            Terminal.note("\(url.path): standard input can't be kept there")
            throw ExitCode.inputOutput
        }
        kept = url
        while let piece = try FileHandle.standardInput.read(upToCount: 1 << 20), !piece.isEmpty {
            try handle.write(contentsOf: piece)
        }
        try handle.close()
        files[place] = url.path
    }

    deinit {
        if let kept { try? FileManager.default.removeItem(at: kept) }
    }

    private var isSample: Bool { files.isEmpty && command.db == nil }

    /// The day of synthetic files, unless one was named.
    var day: Day? { isSample ? SampleRun.day : nil }

    /// How many files there are, if that is known.
    var total: Int? { isSample ? count : nil }

    private var count: Int { command.sample ?? 1000 }

    var caseload: Caseload {
        if isSample {
            let name = "\(count) synthetic parents (seed \(command.seed))"
            return Caseload(name: name) { [self] in sampled() }
        }
        let name = command.db ?? command.caseload.joined(separator: ", ")
        return Caseload(name: name) { [self] in
            var input = CaseInput(files: files, db: command.db, site: command.site)
            let isFirst = problems == 0
            return { [self] in
                let batch = try input.next(upTo: 256)
                if isFirst { problems = input.problems }
                return batch
            }
        }
    }

    /// Synthetic parents, spread over the sites that are compared.
    private func sampled() -> () -> [CaseFile]? {
        let sampler = Sampler(seed: command.seed)
        let day = command.asOf ?? SampleRun.day
        let ids = sites.compactMap { SiteID(word: $0) }
        var next = 0
        return { [count] in
            guard next < count, !ids.isEmpty else { return nil }
            let batch = (next..<min(next + 256, count)).map { index in
                sampler.caseFile(index: index, site: ids[index % ids.count], asOf: day)
            }
            next += batch.count
            return batch
        }
    }
}

/// Standard output, or a file that appears when it is complete.
final class ReportFile {
    private let path: String?
    private let handle: FileHandle
    private var isFinished = false

    private var partial: String { (path ?? "") + ".partial" }

    init(_ path: String?) throws {
        self.path = path
        guard let path else {
            handle = .standardOutput
            return
        }
        // What is written names case files: its owner alone may read it.
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(
                atPath: path + ".partial", contents: nil, attributes: rights),
            let opened = FileHandle(forWritingAtPath: path + ".partial")
        else {
            Terminal.note("\(path) can't be written; check that its folder exists")
            throw ExitCode.inputOutput
        }
        handle = opened
    }

    deinit {
        if path != nil, !isFinished { try? FileManager.default.removeItem(atPath: partial) }
    }

    func write(_ text: String) throws {
        do {
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            Terminal.note("\(path ?? "standard output") can't be written")
            throw ExitCode.inputOutput
        }
    }

    func finish() throws {
        guard let path else { return }
        guard rename(partial, path) == 0 else {
            Terminal.note("\(path) can't be written")
            throw ExitCode.inputOutput
        }
        isFinished = true
    }
}
