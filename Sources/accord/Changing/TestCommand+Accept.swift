import ArgumentParser
import Foundation
import PolicyHost
import PolicyWorkbench

/// Options of `accord test` that change test files.
struct TestAcceptOptions: ParsableArguments {
    @Flag(help: "Show how failing tests would change if what came out were right, and ask.")
    var accept = false

    @Flag(help: "With --accept: don't ask.")
    var yes = false

    func validate() throws {
        if yes, !accept { throw ValidationError("--yes goes with --accept") }
    }

    /// Shows the changes, asks, and writes them.
    func run(
        _ command: TestCommand, tree: PolicyTree, runner: PolicyTestRunner, results: PolicyTestRun
    ) async throws -> ExitCode? {
        let acceptance = try TestAcceptance(runner: runner, run: results)
        for refusal in acceptance.refusals { Terminal.note("not accepted: \(refusal)") }
        guard !acceptance.files.isEmpty else {
            if acceptance.refusals.isEmpty { Terminal.note("every test passes; nothing to accept") }
            return acceptance.refusals.isEmpty ? nil : .findings
        }
        let paint = Paint(on: Terminal.usesColor(command.common.color))
        for line in acceptance.diff {
            Terminal.print(
                line.hasPrefix("-")
                    ? paint.red(line) : line.hasPrefix("+") ? paint.green(line) : line)
        }
        guard yes || confirmed(acceptance) else {
            Terminal.note("nothing was changed")
            return .findings
        }
        for (path, text) in acceptance.files {
            try Terminal.save(Array(text.utf8), to: command.common.rootPath + "/" + path)
        }
        Terminal.note(
            "\(acceptance.accepted) tests in \(acceptance.files.count) files now expect what came out"
        )
        return acceptance.refusals.isEmpty ? nil : .findings
    }

    private func confirmed(_ acceptance: TestAcceptance) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            Terminal.note("pass --yes to write this without being asked")
            return false
        }
        FileHandle.standardError.write(
            Data("Change \(acceptance.accepted) tests? [y/N] ".utf8))
        return ["y", "yes"].contains((readLine() ?? "").lowercased())
    }
}
