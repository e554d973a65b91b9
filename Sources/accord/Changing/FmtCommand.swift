import ArgumentParser
import Foundation
import PolicyHost
import PolicyWorkbench

struct FmtCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Write policies, configs and tests in one shape.",
        discussion: """
            YAML gets two spaces a level, { a: b } and [a, b], and quotes only where they are \
            needed or set words in a list apart; Lua gets its blanks and empty lines in order. Comments stay, and so does what \
            a file means. Without FILES all of policies/ and site-configs/ is formatted.

            EXAMPLES
              accord fmt
              accord fmt --check
              accord fmt policies/sites/oh-stark/tests/outreach.yaml
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: "Files to format (default: all).", completion: .file(extensions: ["yaml", "lua"]))
    var files: [String] = []

    @Flag(help: "Change nothing; list what is not formatted and exit with 1.")
    var check = false

    func run() throws {
        var changed: [String] = []
        var unreadable = 0
        for (path, url) in try wanted() {
            guard let data = try? Data(contentsOf: url),
                let text = String(validating: data, as: UTF8.self)
            else {
                Terminal.note("\(path): can't be read as text")
                throw ExitCode.noInput
            }
            let formatted: String
            do throws(PolicyProblem) {
                formatted = try PolicyFormatter.format(text, path: path)
            } catch {
                Terminal.note("\(error)")
                unreadable += 1
                continue
            }
            guard formatted != text else { continue }
            changed.append(path)
            if check { continue }
            do {
                try Data(formatted.utf8).write(to: url, options: .atomic)
            } catch {
                Terminal.note("\(path): can't be written: \(error.localizedDescription)")
                throw ExitCode.inputOutput
            }
        }
        for path in changed { Terminal.print(path) }
        if !common.quiet {
            let files = changed.count == 1 ? "1 file" : "\(changed.count) files"
            Terminal.note(
                check
                    ? "\(files) \(changed.count == 1 ? "is" : "are") not formatted"
                    : "\(files) formatted")
        }
        if unreadable > 0 { throw ExitCode.dataError }
        if check, !changed.isEmpty { throw ExitCode.findings }
    }

    /// The files with the paths by which they are known.
    private func wanted() throws -> [(String, URL)] {
        let root = URL(fileURLWithPath: common.rootPath)
        guard !files.isEmpty else {
            return try common.tree().files.keys.filter {
                $0.hasSuffix(".yaml") || $0.hasSuffix(".lua")
            }.sorted().map { ($0, root.appendingPathComponent($0)) }
        }
        return try files.map { file in
            guard file.hasSuffix(".yaml") || file.hasSuffix(".lua") else {
                throw ValidationError("\(file): fmt knows .yaml and .lua files")
            }
            let here = URL(fileURLWithPath: file)
            let url =
                FileManager.default.fileExists(atPath: here.path)
                ? here : root.appendingPathComponent(file)
            return (file, url)
        }
    }
}
