import ArgumentParser
import Logging

@main
struct Accord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accord",
        abstract: "The policy host of child support agencies: decide, explain, check.",
        discussion: """
            Policies are Lua files under policies/, numbers and partners are YAML files under \
            site-configs/. Nothing is written unless a command says so.

            EXAMPLES
              accord dry-run --sample            six sites, one made-up parent
              accord dry-run cases.ndjson --site oh-stark --as-of 2019-03-01
              accord explain case.json --remedy driver_license_suspension
              accord check                       load and verify every site
              accord rules "303.72"              find a rule: law, code, tests

            EXIT CODES
              0 done   1 findings   64 wrong usage   65 input data wrong   66 input missing
              74 read or write failed   78 a policy or config does not load
            """,
        version: "0.1.0",
        subcommands: [
            DryRunCommand.self, ExplainCommand.self, CheckCommand.self, TestCommand.self,
            InitCommand.self, ReplCommand.self, LspCommand.self,
            SitesCommand.self, RulesCommand.self, SchemaCommand.self, SampleCommand.self,
            ImportCommand.self, DocsCommand.self, WhereUsedCommand.self,
            ExportCommand.self,
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
