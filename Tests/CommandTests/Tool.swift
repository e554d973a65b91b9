import Foundation
import Testing

/// The built `accord`, run as a process of its own.
enum Tool {
    /// The repository's root folder, found from this file.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program that was built together with these tests; it lies beside them.
    static let executable: URL = {
        let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
        let loaded = maps.split(separator: "\n").compactMap { line in
            line.split(separator: " ").last.map(String.init)
        }
        for path in CommandLine.arguments + loaded where path.contains("accordPackageTests.xctest")
        {
            let beside = URL(fileURLWithPath: path).deletingLastPathComponent()
                .appendingPathComponent("accord")
            if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        }
        return root.appendingPathComponent(".build/debug/accord")
    }()

    /// What a run wrote and how it ended.
    struct Run: Sendable {
        var status: Int32
        var out: String
        var err: String

        /// The lines of standard output.
        var lines: [String] { out.split(separator: "\n").map(String.init) }
    }

    /// Runs the tool, or another program, and waits for its end.
    static func run(
        _ arguments: [String], input: String = "", root: URL = root,
        environment: [String: String] = [:], executable: URL = executable
    ) async throws -> Run {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        var all = ProcessInfo.processInfo.environment
        all["ACCORD_ROOT"] = root.path
        all["NO_COLOR"] = nil
        all.merge(environment) { $1 }
        process.environment = all
        let stdin = try folder.write("stdin", input)
        let (out, err) = (try folder.write("stdout", ""), try folder.write("stderr", ""))
        process.standardInput = try FileHandle(forReadingFrom: stdin)
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        let status = try await withCheckedThrowingContinuation {
            (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        return Run(
            status: status, out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }

    /// Runs the tool with arguments that hold no spaces.
    static func run(_ line: String, input: String = "", root: URL = root) async throws -> Run {
        try await run(line.split(separator: " ").map(String.init), input: input, root: root)
    }

    /// Synthetic case files, one a line, as the tool makes them.
    static func sample(_ cases: Int, seed: Int = 3) async throws -> [String] {
        let run = try await run("sample --cases \(cases) --seed \(seed)")
        try #require(run.status == 0, "\(run.err)")
        return run.lines
    }
}

/// A folder that is gone with the last reference to it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> URL {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }

    /// A copy of the repository's policies and site configs.
    static func copyOfPolicies() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["policies", "site-configs"] {
            try FileManager.default.copyItem(
                at: Tool.root.appendingPathComponent(name),
                to: folder.url.appendingPathComponent(name))
        }
        return folder
    }
}

/// A line as a JSON object; the test fails if it is none.
func object(_ line: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(value as? [String: Any])
}
