import Foundation
public import PolicyHost

/// The lines of policies that differ from a git revision, for gates on what was changed.
public struct ChangedLines: Sendable, Equatable {
    /// Changed lines by file.
    public var lines: [String: Lines]

    /// Some lines of a file, or all of a new one.
    public enum Lines: Sendable, Equatable {
        case these(Set<Int>)
        case all
    }

    /// Reads what `git diff --unified=0` says.
    ///
    /// - Parameters:
    ///   - diff: The output.
    ///   - newFiles: Files that git does not know yet.
    public init(diff: String, newFiles: [String] = []) {
        lines = [:]
        var file: String?
        for line in diff.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("+++ ") {
                let name = line.dropFirst(4).drop(while: { $0 == "\"" })
                file =
                    name.hasPrefix("b/")
                    ? String(name.dropFirst(2).prefix { $0 != "\t" && $0 != "\"" }) : nil
            } else if line.hasPrefix("@@"), let file {
                // @@ -12,0 +13,2 @@
                guard let new = line.split(separator: " ").first(where: { $0.hasPrefix("+") })
                else { continue }
                let numbers = new.dropFirst().split(separator: ",").compactMap { Int($0) }
                guard let first = numbers.first else { continue }
                let count = numbers.count > 1 ? numbers[1] : 1
                var known: Set<Int> = []
                if case .these(let before)? = lines[file] { known = before }
                lines[file] = .these(known.union(first..<first + count))
            }
        }
        for file in newFiles { lines[file] = .all }
    }

    /// Asks git what differs from a revision, with what is not committed yet.
    ///
    /// - Parameters:
    ///   - root: The folder that holds `policies`.
    ///   - revision: A commit, branch or tag.
    /// - Throws: ``PolicyProblem`` if there is no git, no repository or no such revision.
    public init(root: String, since revision: String) throws(PolicyProblem) {
        let paths = ["--", "policies"]
        let diff = try Self.git(
            root,
            ["diff", "--unified=0", "--relative", "--no-color", "--no-ext-diff", revision]
                + paths, revision)
        let new = try Self.git(
            root, ["ls-files", "--others", "--exclude-standard"] + paths, revision)
        self.init(diff: diff, newFiles: new.split(separator: "\n").map(String.init))
    }

    private static func git(_ root: String, _ arguments: [String], _ revision: String)
        throws(PolicyProblem) -> String
    {
        guard !revision.hasPrefix("-") else {
            throw PolicyProblem(
                code: "git.revision", message: "`\(revision)` is no revision", file: root)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", root, "-c", "core.quotePath=false"] + arguments
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        do {
            try process.run()
        } catch {
            throw PolicyProblem(
                code: "git.missing", message: "git can't be run", file: root,
                suggestion: "install git, or leave --changed out")
        }
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let said = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let first = said.split(separator: "\n").first.map(String.init) ?? "git failed"
            throw PolicyProblem(
                code: "git.failed", message: "git can't compare with `\(revision)`: \(first)",
                file: root, suggestion: "name a commit, a branch or a tag that is there")
        }
        return text
    }
}
