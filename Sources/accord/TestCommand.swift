import ArgumentParser
import PolicyHost
import PolicyWorkbench

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests that stand beside the policies.",
        discussion: """
            EXAMPLES
              accord test
              accord test oh-stark
              accord test "job loss"
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "Mutants and generated case files") var trials: TrialOptions

    @Argument(help: "Run only tests whose file or name contains this text.")
    var filter: String = ""

    func run() throws {
        let tree = try common.tree()
        if try trials.run(
            tree: tree, filter: filter, asJSON: false, quiet: common.quiet,
            paint: Paint(on: Terminal.usesColor(common.color)))
        {
            return
        }
        var runner = PolicyTestRunner(tree: tree)
        let results: [PolicyTestResult]
        do {
            results = try runner.run(filter: filter)
        } catch {
            Terminal.note("\(error)")
            throw ExitCode.dataError
        }
        let failed = results.filter { !$0.failures.isEmpty }
        for result in failed {
            Terminal.print("FAILED \(result.file): \(result.name)")
            for line in result.failures { Terminal.print("    \(line)") }
        }
        if results.isEmpty {
            Terminal.note("no policy test matches; nothing was tested")
            throw ExitCode.findings
        }
        Terminal.print("\(results.count - failed.count) passed, \(failed.count) failed")
        if !failed.isEmpty { throw ExitCode.findings }
    }
}
