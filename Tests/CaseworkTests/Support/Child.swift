import Foundation

/// The built `accord`, run as a process of its own that can be killed.
final class Child {
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
        return URL(fileURLWithPath: Policies.root).appendingPathComponent(".build/debug/accord")
    }()

    private let process = Process()
    private let out: URL
    private let err: URL

    /// Starts the program with arguments that hold no spaces.
    init(_ line: String, _ paths: [String] = [], in scratch: Scratch) throws {
        process.executableURL = Self.executable
        process.arguments = line.split(separator: " ").map(String.init) + paths
        var environment = ProcessInfo.processInfo.environment
        environment["ACCORD_ROOT"] = Policies.root
        process.environment = environment
        (out, err) = (
            URL(fileURLWithPath: scratch.path("stdout")),
            URL(fileURLWithPath: scratch.path("stderr"))
        )
        for file in [out, err] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Whether it has ended.
    var isOver: Bool { !process.isRunning }

    /// Waits for the end; the exit code, or the negative signal that ended it.
    func wait() -> Int32 {
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return isSignal ? -process.terminationStatus : process.terminationStatus
    }

    /// What it wrote to standard output.
    var output: String { Self.text(out) }

    /// What it wrote to standard error.
    var notes: String { Self.text(err) }

    private static func text(_ file: URL) -> String {
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }
}
