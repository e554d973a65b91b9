import Foundation
import PolicyHost

@testable import PolicyWorkbench

/// The repository's own policies, read once for the tests of this folder.
enum DiscoveryRepository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let tree: PolicyTree = {
        do {
            return try PolicyTree(root: root.path)
        } catch {
            preconditionFailure("the repository's own policies can't be read: \(error)")
        }
    }()

    static let host = PolicyHost(tree: tree)
    static let reference = Reference(host: host, tree: tree)
    static let index = WhereUsed(host: host, tree: tree, reference: reference)
    static let files = EditorFiles(tree: tree).files

    /// A generated file's text.
    static func text(_ path: String) -> String {
        files.first { $0.path == path }?.text ?? ""
    }

    /// A program on this machine, or nil.
    static func program(_ name: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { URL(fileURLWithPath: "\($0)/\(name)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs a program and gives back its exit code and what it wrote.
    static func run(_ program: URL, _ arguments: [String], in folder: URL = root) throws
        -> (status: Int32, out: String)
    {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
