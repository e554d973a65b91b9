import ArgumentParser
import Logging

@main
struct Accord: AsyncParsableCommand {
    /// The version of the program.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "accord",
        abstract: "The policy host of child support agencies: decide, explain, change, release.",
        discussion: """
            Policies are Lua files under policies/, numbers and partners are YAML files under \
            site-configs/. Nothing is written unless a command says so.

            EXAMPLES
              accord dry-run --sample            six sites, one made-up parent
              accord dry-run cases.ndjson --site oh-stark --as-of 2019-03-01
              accord explain case.json --remedy driver_license_suspension
              accord sweep --db cases.sqlite --as-of 2019-03-01
              accord check --watch               what is wrong, while you edit
              accord test oh-stark --coverage    the tests, and what they don't reach
              accord diff                        whose answer your edit changes
              accord rules "303.72"              find a rule: law, code, tests

            EXIT CODES
              0 done   1 findings   64 wrong usage   65 input data wrong   66 input missing
              74 read or write failed   75 try again   78 a policy or config does not load
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Decide and explain",
                subcommands: [
                    DryRunCommand.self, EvalCommand.self, ExplainCommand.self, ReplCommand.self,
                ]),
            CommandGroup(
                name: "Decide a caseload",
                subcommands: [SweepCommand.self, OverrideCommand.self, OverridesCommand.self]),
            CommandGroup(
                name: "Change a policy",
                subcommands: [
                    InitCommand.self, CheckCommand.self, FmtCommand.self, TestCommand.self,
                    DiffCommand.self, LspCommand.self,
                ]),
            CommandGroup(
                name: "Release it",
                subcommands: [
                    BundleCommand.self, KeyCommand.self, ReleaseCommand.self,
                    RollbackCommand.self, ReleasesCommand.self,
                ]),
            CommandGroup(
                name: "Look things up",
                subcommands: [
                    DocsCommand.self, WhereUsedCommand.self, RulesCommand.self,
                    SitesCommand.self, SchemaCommand.self, RolesCommand.self,
                ]),
            CommandGroup(
                name: "Prove it",
                subcommands: [LogCommand.self, ReplayCommand.self]),
            CommandGroup(name: "Serve it", subcommands: [ServeCommand.self]),
            CommandGroup(
                name: "Case files",
                subcommands: [SampleCommand.self, ImportCommand.self, ExportCommand.self]),
        ])

    /// Warnings and worse go to standard error, so that standard output holds data only.
    static func main() async {
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .warning
            return handler
        }
        await main(nil)
    }
}
