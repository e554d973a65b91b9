import Foundation
import Synchronization
import Testing

/// The service as a process of its own, shared by all tests that attack it.
///
/// It is a process because one request that stops it would take the tests along, and because its log
/// lines are read as a collector reads them. It decides for one site with policies that carry no tests, so that it
/// starts soon.
final class FuzzServer: Sendable {
    /// The one that the tests share; it ends with them.
    static let shared = Task { try await FuzzServer() }

    /// The site that decides.
    static let site = "oh-stark"
    /// Where it listens on this machine.
    let port: Int
    private let tokens: [String: String]
    private let folder: URL
    // Held to the end: when it closes, with this process, the shell stops the service.
    private let leash: Pipe
    private let stored = Mutex<[UInt8]>([])

    /// The service did not start.
    struct NoStart: Error { var log: String }

    private init() async throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appendingPathComponent("accord-fuzz-\(UUID().uuidString)")
        let root = folder.appendingPathComponent("root")
        try files.createDirectory(
            at: root.appendingPathComponent("site-configs"), withIntermediateDirectories: true)
        for part in ["policies", "site-configs/\(Self.site)"] {
            try files.copyItem(
                at: URL(fileURLWithPath: Self.repository).appendingPathComponent(part),
                to: root.appendingPathComponent(part))
        }
        // The policies' own tests name other sites, and take their time.
        let all =
            files.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        for tests in all where tests.lastPathComponent == "tests" {
            try files.removeItem(at: tests)
        }
        for name in ["out", "log"] {
            try Data().write(to: folder.appendingPathComponent(name))
        }
        leash = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", #""$0" "$@" & service=$!; cat >/dev/null; kill -9 $service; rm -rf "$TMPDIR""#,
            Self.program.path, "--demo", "--port", "0", "--rate", "0", "--log-level", "trace",
            "--policies", root.path,
        ]
        var environment = ProcessInfo.processInfo.environment
        environment["TMPDIR"] = folder.path
        process.environment = environment
        process.standardInput = leash
        process.standardOutput = FileHandle(
            forWritingAtPath: folder.appendingPathComponent("out").path)
        process.standardError = FileHandle(
            forWritingAtPath: folder.appendingPathComponent("log").path)
        try process.run()
        var script = ""
        let end = ContinuousClock.now + .seconds(600)
        while !script.contains("SERVICE='"), process.isRunning, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(20))
            let path = folder.appendingPathComponent("accord-demo-0/tokens.sh").path
            script = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        }
        var found: [String: String] = [:]
        for line in script.matches(of: #/export (\w+)='Authorization: Bearer ([^']+)'/#) {
            found[line.1.lowercased()] = String(line.2)
        }
        tokens = found
        let log =
            (try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)) ?? ""
        guard let line = log.firstMatch(of: #/"port":"(\d+)"/#), let port = Int(line.1),
            !found.isEmpty
        else {
            throw NoStart(log: log)
        }
        self.port = port
    }

    /// The token of a role, such as `service`.
    func token(_ role: String = "service") -> String { tokens[role] ?? "" }

    /// Every token that the service gave out: none may come back in an answer or a log line.
    var allTokens: [String] { Array(tokens.values) }

    /// What the service logged so far.
    func log() -> String {
        let data = FileManager.default.contents(atPath: folder.appendingPathComponent("log").path)
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// The case file of the demonstration, from the service itself.
    func caseFile() async throws -> [UInt8] {
        let known = stored.withLock(\.self)
        guard known.isEmpty else { return known }
        let answer = try await ask("GET", "/v1/sites/\(Self.site)/case-files/SYN-SHOWCASE")
        let object = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
        let file = try #require(object?["case_file"])
        let bytes = Array(try JSONSerialization.data(withJSONObject: file, options: .sortedKeys))
        stored.withLock { $0 = bytes }
        return bytes
    }

    /// Sends a well-formed request and reads its one answer.
    func ask(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], body: [UInt8]? = nil,
        role: String? = "service", sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> RawAnswer {
        let request = RawRequest(
            method, path, (role.map { [("Authorization", "Bearer \(token($0))")] } ?? []) + headers,
            body: body)
        let answers = try await RawConnection.exchange(
            request.bytes, port: port, isHead: method == "HEAD")
        return try #require(answers.first, "no answer to \(method)", sourceLocation: sourceLocation)
    }

    // MARK: - Where things are

    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The program that was built together with these tests; it lies beside them.
    private static var program: URL {
        let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
        let loaded = maps.split(separator: "\n").compactMap {
            $0.split(separator: " ").last.map(String.init)
        }
        for path in CommandLine.arguments + loaded where path.contains("accordPackageTests.xctest")
        {
            let beside = URL(fileURLWithPath: path).deletingLastPathComponent()
                .appendingPathComponent("accordd")
            if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        }
        return URL(fileURLWithPath: repository).appendingPathComponent(".build/debug/accordd")
    }
}
