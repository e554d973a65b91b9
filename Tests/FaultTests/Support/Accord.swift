import Foundation

/// The built `accord`, run as a process of its own.
final class Accord: Sendable {
    /// The repository's root folder, found from this file.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The program that was built together with these tests; it lies beside them.
    private static let executable: URL = {
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
        return URL(fileURLWithPath: root).appendingPathComponent(".build/debug/accord")
    }()

    /// How a run ended.
    struct End {
        /// The exit code, or the negative signal that ended it.
        var status: Int32
        var out: String
        var notes: String
    }

    let process = Process()
    private let scratch: Scratch
    private let ended: AsyncStream<Void>

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - arguments: What it is called with.
    ///   - root: Where the policies are.
    ///   - fault: What befalls the store at the path.
    ///   - kilobytes: The address space it may have.
    /// - Throws: If it can't be started.
    init(
        _ arguments: [String], root: String = Accord.root,
        fault: (Fault, at: String)? = nil, kilobytes: Int? = nil
    ) throws {
        scratch = try Scratch()
        if let kilobytes {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments =
                ["-c", "ulimit -v \(kilobytes); exec \"$0\" \"$@\"", Self.executable.path]
                + arguments
        } else {
            process.executableURL = Self.executable
            process.arguments = arguments
        }
        var environment = ProcessInfo.processInfo.environment
        environment["ACCORD_ROOT"] = root
        if let (fault, store) = fault {
            environment.merge(try fault.environment(for: store)) { $1 }
        }
        process.environment = environment
        for name in ["out", "notes"] { try scratch.write(name, "") }
        process.standardOutput = FileHandle(forWritingAtPath: scratch.path("out"))
        process.standardError = FileHandle(forWritingAtPath: scratch.path("notes"))
        let (ended, end) = AsyncStream<Void>.makeStream()
        self.ended = ended
        process.terminationHandler = { _ in end.finish() }
        try process.run()
    }

    /// Waits for the end.
    func end() async throws -> End {
        for await _ in ended {}
        let isSignal = process.terminationReason == .uncaughtSignal
        return End(
            status: isSignal ? -process.terminationStatus : process.terminationStatus,
            out: try String(contentsOfFile: scratch.path("out"), encoding: .utf8),
            notes: try String(contentsOfFile: scratch.path("notes"), encoding: .utf8))
    }

    /// Waits until the process is stopped.
    func isStopped() async throws {
        let path = "/proc/\(process.processIdentifier)/stat"
        while try !String(contentsOfFile: path, encoding: .utf8).contains(") T ") {
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
