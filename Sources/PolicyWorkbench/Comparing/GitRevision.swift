import Foundation
import PolicyHost

/// The policies as a git revision holds them, read without touching the working tree.
struct GitRevision {
    /// The revision as git names it, such as `HEAD~3`.
    let name: String
    /// The folder that holds `policies/` and `site-configs/` in the working tree.
    let root: String

    /// The version with its label and files.
    func version() throws -> PolicyVersion {
        let commit = try commit()
        // Paths are relative to the folder, which need not be the repository's top.
        let run = try Self.git(
            ["archive", "--format=tar", commit, "--", "policies", "site-configs"], in: root)
        guard run.status == 0 else {
            throw problem(
                "the revision has no folders `policies` and `site-configs` here",
                "compare revisions that have both")
        }
        var files: [String: String] = [:]
        for (path, bytes) in TarFiles(run.out) where Self.isRead(path) {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw PolicyProblem(
                    code: "tree.not-text", message: "the file is not UTF-8 text in \(name)",
                    file: path)
            }
            files[path] = text
        }
        return PolicyVersion(
            label: "\(name) (\(commit.prefix(12)))", tree: PolicyTree(files: files))
    }

    /// Whether a tree holds such a file.
    private static func isRead(_ path: String) -> Bool {
        [".lua", ".yaml", ".csv"].contains { path.hasSuffix($0) }
    }

    private func commit() throws -> String {
        guard !name.hasPrefix("-"), !name.isEmpty else {
            throw problem("this is no revision", "name one that git log shows")
        }
        let run = try Self.git(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"], in: root)
        guard run.status == 0 else {
            let inside = try Self.git(["rev-parse", "--is-inside-work-tree"], in: root)
            throw inside.status == 0
                ? problem(
                    "there is no such folder, bundle or git revision",
                    "git log lists the revisions; a folder must hold policies/ and site-configs/")
                : problem(
                    "\(root) is in no git repository, so it has no revisions",
                    "name two folders or bundles: accord diff OLD NEW")
        }
        return String(decoding: run.out, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
    }

    private func problem(_ message: String, _ suggestion: String) -> PolicyProblem {
        PolicyProblem(
            code: "version.revision", message: message, file: name, suggestion: suggestion)
    }

    private static func git(_ arguments: [String], in folder: String) throws
        -> (status: Int32, out: [UInt8])
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + arguments
        let out = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
            let data = try out.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            // `env` ends with 127 where there is no such program.
            if process.terminationStatus != 127 { return (process.terminationStatus, Array(data)) }
        } catch {}
        throw PolicyProblem(
            code: "version.git", message: "git can't be run, so no revision can be read",
            file: folder, suggestion: "install git, or name two folders or bundles")
    }
}

/// The plain files of a tar archive as git writes it: 512-byte blocks, long names in pax headers.
struct TarFiles: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> (path: String, content: ArraySlice<UInt8>)? {
        var longName: String?
        while offset + 512 <= bytes.count, bytes[offset] != 0 {
            let header = bytes[offset..<offset + 512]
            let size =
                Int(text(header, 124, 12).trimmingCharacters(in: .whitespaces), radix: 8) ?? 0
            let start = offset + 512
            guard start + size <= bytes.count else { return nil }
            let content = bytes[start..<start + size]
            offset = start + (size + 511) / 512 * 512
            switch header[header.startIndex + 156] {
            case UInt8(ascii: "x"): longName = Self.path(inPax: content)
            case UInt8(ascii: "0"), 0:
                let prefix = text(header, 345, 155)
                let name = text(header, 0, 100)
                return (longName ?? (prefix.isEmpty ? name : "\(prefix)/\(name)"), content)
            default: longName = nil
            }
        }
        return nil
    }

    private func text(_ header: ArraySlice<UInt8>, _ start: Int, _ length: Int) -> String {
        let field = header[header.startIndex + start..<header.startIndex + start + length]
        return String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The path in a pax header, whose records read `27 path=policies/…` with their own length.
    private static func path(inPax content: ArraySlice<UInt8>) -> String? {
        for line in String(decoding: content, as: UTF8.self).split(separator: "\n") {
            if let range = line.firstRange(of: " path=") {
                return String(line[range.upperBound...])
            }
        }
        return nil
    }
}
