import Foundation
import Testing

/// An editor: starts `accord lsp` and speaks the protocol with it over pipes.
final class EditorClient {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer = Data()
    private var lastID = 0
    /// What the server has told without being asked, oldest first.
    private(set) var notifications: [[String: Any]] = []
    let root: URL

    init(root: URL) throws {
        self.root = root
        process.executableURL = Tool.executable
        process.arguments = ["lsp"]
        var environment = ProcessInfo.processInfo.environment
        environment["ACCORD_ROOT"] = nil
        process.environment = environment
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    // MARK: Messages

    func send(raw text: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    func send(_ message: [String: Any]) throws {
        let body = try JSONSerialization.data(withJSONObject: message)
        try send(
            raw: "Content-Length: \(body.count)\r\n\r\n" + String(decoding: body, as: UTF8.self))
    }

    func notify(_ method: String, _ parameters: [String: Any] = [:]) throws {
        try send(["jsonrpc": "2.0", "method": method, "params": parameters])
    }

    /// The next message of the server.
    func receive() throws -> [String: Any] {
        while true {
            if let end = buffer.range(of: Data("\r\n\r\n".utf8)) {
                let header = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                let length = try #require(
                    Int(header.split(separator: " ").last ?? ""), "\(header)")
                if buffer.endIndex - end.upperBound >= length {
                    let body = buffer[end.upperBound..<end.upperBound + length]
                    buffer = Data(buffer[(end.upperBound + length)...])
                    let value = try JSONSerialization.jsonObject(with: Data(body))
                    return try #require(value as? [String: Any])
                }
            }
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty, "the server has gone away")
            buffer.append(more)
        }
    }

    /// Asks and waits for the answer; what is told meanwhile is kept.
    func response(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        lastID += 1
        try send(["jsonrpc": "2.0", "id": lastID, "method": method, "params": parameters])
        while true {
            let message = try receive()
            if message["id"] as? Int == lastID { return message }
            notifications.append(message)
        }
    }

    func result(_ method: String, _ parameters: [String: Any] = [:]) throws -> Any? {
        let message = try response(method, parameters)
        #expect(message["error"] == nil, "\(method): \(message["error"] ?? "")")
        return message["result"].flatMap { $0 is NSNull ? nil : $0 }
    }

    /// The findings of a file, once the server has checked what was sent.
    func findings(_ path: String, until holds: ([[String: Any]]) -> Bool) throws
        -> [[String: Any]]
    {
        while true {
            let message = notifications.isEmpty ? try receive() : notifications.removeFirst()
            guard message["method"] as? String == "textDocument/publishDiagnostics",
                let parameters = message["params"] as? [String: Any],
                parameters["uri"] as? String == uri(path),
                let found = parameters["diagnostics"] as? [[String: Any]], holds(found)
            else { continue }
            return found
        }
    }

    /// Says good-bye and returns the exit code.
    func end() throws -> Int32 {
        _ = try response("shutdown")
        try notify("exit")
        process.waitUntilExit()
        return process.terminationStatus
    }

    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    // MARK: Files

    func uri(_ path: String) -> String { root.appendingPathComponent(path).absoluteString }

    func initialize() throws -> [String: Any] {
        let result = try result(
            "initialize",
            [
                "processId": 1, "rootUri": root.absoluteString,
                "capabilities": ["general": ["a": 1.5]],
            ])
        try notify("initialized")
        return try #require(result as? [String: Any])
    }

    func open(_ path: String, _ text: String) throws {
        try notify(
            "textDocument/didOpen",
            [
                "textDocument": [
                    "uri": uri(path), "languageId": "lua", "version": 1, "text": text,
                ]
            ])
    }

    func replace(_ path: String, with text: String) throws {
        try notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": uri(path), "version": 2],
                "contentChanges": [["text": text]],
            ])
    }

    /// A request about a place of a text: behind `distance` characters of a marker.
    func at(
        _ method: String, _ path: String, _ text: String, _ marker: String, _ distance: Int
    ) throws -> Any? {
        let place = try #require(position(of: marker, distance, in: text))
        return try result(
            "textDocument/\(method)",
            ["textDocument": ["uri": uri(path)], "position": place])
    }

    /// The labels that may be written at a place.
    func labels(_ path: String, _ text: String, _ marker: String, _ distance: Int) throws
        -> [String]
    {
        let items = try at("completion", path, text, marker, distance) as? [[String: Any]]
        return try #require(items).compactMap { $0["label"] as? String }
    }
}

/// A place in UTF-16, `distance` units behind the start of a marker.
func position(of marker: String, _ distance: Int, in text: String) -> [String: Int]? {
    guard let range = text.range(of: marker) else { return nil }
    let before = text[..<range.lowerBound]
    let line = before.split(separator: "\n", omittingEmptySubsequences: false)
    return ["line": line.count - 1, "character": (line.last?.utf16.count ?? 0) + distance]
}
