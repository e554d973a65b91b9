public import ArgumentParser
import Foundation
import PolicyHost
public import PolicyWorkbench

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests that stand beside the policies.",
        discussion: """
            Tests are entries of tests/*.yaml, rows of tests/*.csv, and, for the shared library, \
            Lua functions in policies/lib/tests/*.lua. A failing test names the rule that \
            answered, and shows the condition that was expected to hold with the value of each \
            of its parts. Exit code 1 if a test fails or none was found, 65 if a test file is \
            wrong.

            EXAMPLES
              accord test
              accord test oh-stark --watch
              accord test "job loss"
              accord test --format junit -o results.xml
              accord test oh-stark --accept       take over what came out, after a look
              accord test --coverage --coverage-source policies/sites/oh-stark/enforcement.lua
              accord test --changed --min-condition-coverage 100
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Run only tests whose file or name contains this text.")
    var text: String = ""

    @Option(help: "The same; repeat it to ask for several texts at once.")
    var filter: [String] = []

    @Option(help: "How to write the results: text, json, junit or tap.")
    var format: TestReportFormat = .text

    @Option(name: .shortAndLong, help: "Write the results to a file instead.")
    var output: String?

    @Flag(help: "Run again whenever a policy, a config or a test is saved.")
    var watch = false

    @Option(help: "Threads to run tests with.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @OptionGroup(title: "Taking over results") var accepting: TestAcceptOptions
    @OptionGroup(title: "Coverage") var coverage: TestCoverageOptions
    @OptionGroup(title: "Mutants and generated case files") var trials: TrialOptions

    var filters: [String] { (text.isEmpty ? [] : [text]) + filter }

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads must be at least 1") }
        if watch, accepting.accept {
            throw ValidationError("--watch and --accept don't go together")
        }
    }

    func run() async throws {
        if trials.isWanted {
            try trials.run(
                tree: try common.tree(), filter: text, asJSON: format == .json, output: output,
                quiet: common.quiet, paint: Paint(on: Terminal.usesColor(common.color)))
            return
        }
        guard watch else {
            if let code = try await runOnce(try common.tree()) { throw code }
            return
        }
        var isFirst = true
        try await FolderWatch(root: common.rootPath).run {
            // A folder in the middle of being saved is looked at again after its next change.
            guard let tree = try? PolicyTree(root: common.rootPath) else { return }
            if !isFirst { Terminal.note("\nchanged; running again") }
            isFirst = false
            _ = try await runOnce(tree)
        }
    }

    /// Runs the tests of a tree; the exit code if all is not well.
    private func runOnce(_ tree: PolicyTree) async throws -> ExitCode? {
        let runner = PolicyTestRunner(tree: tree)
        let run: PolicyTestRun
        do {
            run = try await runner.run(filters: filters, threads: threads)
        } catch {
            for problem in error.problems { Terminal.note("\(problem)") }
            return .dataError
        }
        guard !run.results.isEmpty else {
            Terminal.note(
                "no policy test matches \(filters.map { "`\($0)`" }.joined(separator: " and "));"
                    + " nothing was tested")
            return .findings
        }
        if accepting.accept {
            return try await accepting.run(self, tree: tree, runner: runner, results: run)
        }
        let paint = Paint(on: output == nil && Terminal.usesColor(common.color))
        let marks = TestReport.Marks(strong: paint.bold, bad: paint.red, faint: paint.dim)
        guard coverage.isWanted else {
            try write(TestReport(run).written(as: format, marks: marks))
            return run.failed.isEmpty ? nil : .findings
        }
        let reached = try await coverage.measure(self, runner)
        let figures = coverage.text(reached, tree: tree, marks: marks)
        let report = TestReport(run, coverage: reached).written(as: format, marks: marks)
        try write(format == .text ? report + "\n" + figures : report)
        if format == .junit || format == .tap, !common.quiet { Terminal.note(figures) }
        if let lcov = coverage.lcov { try Terminal.save(Array(reached.lcov.utf8), to: lcov) }
        for file in coverage.unknownSources(in: reached) {
            Terminal.note("\(file): no test reaches this file, or it is no policy file")
        }
        let holds = coverage.holds(reached)
        return run.failed.isEmpty && holds ? nil : .findings
    }

    /// Writes a report to standard output, or to the file asked for: whole or not at all.
    func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        if let output { try Terminal.save(bytes, to: output) } else { Terminal.write(bytes) }
    }
}

extension TestReportFormat: ExpressibleByArgument {}
