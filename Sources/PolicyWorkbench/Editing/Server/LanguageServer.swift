public import CaseModel
import Foundation
import PolicyHost

/// A language server for policies and their YAML files: messages in, messages out.
///
/// Holds no stream and no clock. Whoever runs it hands over what came in with ``handle(_:)``, sends what
/// comes out, and calls ``settle()`` when nothing has come in for a moment, so that a burst of typing is
/// checked once.
public final class LanguageServer {
    private enum Phase {
        case new, running, shutDown
    }

    private let givenRoot: String?
    private var phase = Phase.new
    var workspace: Workspace?
    /// The files for which findings are shown.
    private var shown: Set<String> = []

    /// Set once the editor has said good-bye: 0 after `shutdown`, else 1.
    public private(set) var exitStatus: Int32?
    /// Whether findings wait to be worked out.
    public private(set) var hasPending = false

    /// Makes a server.
    ///
    /// - Parameter root: The folder that holds `policies`; the one the editor opened if nil.
    public init(root: String? = nil) {
        givenRoot = root
    }

    /// Takes what came in and returns what to send.
    public func handle(_ piece: MessageReader.Piece) -> [JSONValue] {
        switch piece {
        case .malformed(let why):
            return [Self.failure(id: .null, code: -32700, why)]
        case .message(let message):
            guard case .object = message, let method = message["method"]?.string else {
                // Answers to what the server asked carry no method; it asks nothing.
                if message["id"] != nil, message["result"] != nil || message["error"] != nil {
                    return []
                }
                return [
                    Self.failure(
                        id: message["id"] ?? .null, code: -32600, "a message needs a `method`")
                ]
            }
            let parameters = message["params"] ?? .object([:])
            guard let id = message["id"] else {
                notified(method, parameters)
                return []
            }
            return [answer(id, method, parameters)] + notices()
        }
    }

    /// Checks the files as they are now and returns the findings to show.
    public func settle() -> [JSONValue] {
        guard hasPending, let workspace else { return [] }
        hasPending = false
        var byFile: [String: [PolicyProblem]] = [:]
        for finding in workspace.now().report.findings {
            byFile[finding.file, default: []].append(finding)
        }
        // What was shown and is gone must be taken away.
        let files = Set(byFile.keys).union(shown)
            .union(workspace.documents.values.map(\.path)).sorted()
        shown = Set(byFile.keys)
        return files.map { file in
            let lines = TextLines(workspace.text(file) ?? "")
            return .object([
                "jsonrpc": .text("2.0"), "method": .text("textDocument/publishDiagnostics"),
                "params": .object([
                    "uri": .text(workspace.uri(of: file)),
                    "diagnostics": .list((byFile[file] ?? []).map { Self.diagnostic($0, lines) }),
                ]),
            ])
        }
    }

    private static func diagnostic(_ finding: PolicyProblem, _ lines: TextLines) -> JSONValue {
        let hint = finding.suggestion.isEmpty ? "" : "; \(finding.suggestion)"
        return .object([
            "range": lines.range(
                line: finding.line, column: finding.column, length: finding.length),
            "severity": .integer(finding.severity == .error ? 1 : 2),
            "code": .text(finding.code), "source": .text("accord"),
            "message": .text(finding.message + hint),
        ])
    }

    // MARK: Requests

    private func answer(_ id: JSONValue, _ method: String, _ parameters: JSONValue) -> JSONValue {
        switch (phase, method) {
        case (.new, "initialize"): return Self.result(id, initialize(parameters))
        case (.new, _): return Self.failure(id: id, code: -32002, "send `initialize` first")
        case (.shutDown, _): return Self.failure(id: id, code: -32600, "the server is shut down")
        case (.running, "initialize"):
            return Self.failure(id: id, code: -32600, "the server runs already")
        case (.running, "shutdown"):
            phase = .shutDown
            return Self.result(id, .null)
        case (.running, _):
            guard let result = feature(method, parameters) else {
                return Self.failure(id: id, code: -32601, "no method is called `\(method)`")
            }
            return Self.result(id, result)
        }
    }

    private func initialize(_ parameters: JSONValue) -> JSONValue {
        phase = .running
        let folder = parameters["workspaceFolders"]?.items.first?["uri"]?.string
        let opened = (folder ?? parameters["rootUri"]?.string).flatMap { URL(string: $0)?.path }
        let root =
            givenRoot ?? (opened ?? parameters["rootPath"]?.string).map(Self.policyRoot)
            ?? FileManager.default.currentDirectoryPath
        workspace = Workspace(root: root)
        hasPending = true
        return .object([
            "serverInfo": .object(["name": .text("accord"), "version": .text("0.1.0")]),
            "capabilities": .object([
                "positionEncoding": .text("utf-16"),
                "textDocumentSync": .object([
                    "openClose": .bool(true), "change": .integer(2), "save": .bool(true),
                ]),
                "hoverProvider": .bool(true), "definitionProvider": .bool(true),
                "documentSymbolProvider": .bool(true),
                "completionProvider": .object([
                    "triggerCharacters": .list([".", ":", "\"", " "].map { .text($0) })
                ]),
                "codeLensProvider": .object(["resolveProvider": .bool(true)]),
                "executeCommandProvider": .object([
                    "commands": .list([.text(Lenses.command)])
                ]),
            ]),
        ])
    }

    /// The folder with `policies`, at or above the one that the editor opened.
    private static func policyRoot(_ opened: String) -> String {
        var folder = URL(fileURLWithPath: opened)
        while folder.path != "/" {
            if FileManager.default.fileExists(
                atPath: folder.appendingPathComponent("policies").path)
            {
                return folder.path
            }
            folder.deleteLastPathComponent()
        }
        return opened
    }

    private func feature(_ method: String, _ parameters: JSONValue) -> JSONValue? {
        guard let workspace else { return nil }
        switch method {
        case "codeLens/resolve": return Lenses(workspace: workspace).resolved(parameters)
        case "workspace/executeCommand":
            if let message = Lenses(workspace: workspace).run(parameters) {
                messages.append(message)
            }
            return .null
        case "textDocument/hover", "textDocument/completion", "textDocument/definition",
            "textDocument/documentSymbol", "textDocument/codeLens":
            break
        default: return nil
        }
        guard let uri = parameters["textDocument"]?["uri"]?.string,
            let path = workspace.path(of: uri), let text = workspace.text(path)
        else { return .null }
        let lines = TextLines(text)
        let place = EditorPlace(
            workspace: workspace, path: path, lines: lines,
            offset: lines.offset(of: parameters["position"]))
        return switch method {
        case "textDocument/hover": place.hover() ?? .null
        case "textDocument/completion": .list(place.completions())
        case "textDocument/definition": place.definition() ?? .null
        case "textDocument/documentSymbol": .list(place.symbols())
        default: .list(Lenses(workspace: workspace).all(in: path, lines))
        }
    }

    /// Messages for the person at the editor, to be sent after the answer.
    private var messages: [JSONValue] = []

    private func notices() -> [JSONValue] {
        defer { messages.removeAll() }
        return messages
    }

    // MARK: Notifications

    private func notified(_ method: String, _ parameters: JSONValue) {
        if method == "exit" {
            exitStatus = phase == .shutDown ? 0 : 1
            return
        }
        guard phase == .running, let workspace else { return }
        let document = parameters["textDocument"]
        let uri = document?["uri"]?.string ?? ""
        switch method {
        case "textDocument/didOpen": workspace.open(uri, document?["text"]?.string ?? "")
        case "textDocument/didChange":
            workspace.change(uri, parameters["contentChanges"]?.items ?? [])
        case "textDocument/didClose": workspace.close(uri)
        case "textDocument/didSave", "workspace/didChangeWatchedFiles": workspace.readDisk()
        default: return
        }
        hasPending = true
    }

    // MARK: Messages

    private static func result(_ id: JSONValue, _ value: JSONValue) -> JSONValue {
        .object(["jsonrpc": .text("2.0"), "id": id, "result": value])
    }

    private static func failure(id: JSONValue, code: Int64, _ message: String) -> JSONValue {
        .object([
            "jsonrpc": .text("2.0"), "id": id,
            "error": .object(["code": .integer(code), "message": .text(message)]),
        ])
    }
}
