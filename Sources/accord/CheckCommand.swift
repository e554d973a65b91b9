import ArgumentParser
import PolicyHost
import PolicyWorkbench

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Load and verify every policy, parameter, partner and calendar.",
        discussion: """
            Prints every problem at once as file:line:column: what is wrong; what to do. Silent \
            data-wise when all is well; exit code 1 if a site has errors.

            EXAMPLES
              accord check
              accord check oh-stark
              accord check --assumptions
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Sites to check (default: all).", completion: siteCompletion)
    var sites: [String] = []

    @Flag(help: "List every value that is assumed and that a site must still confirm.")
    var assumptions = false

    func run() throws {
        let tree = try common.tree()
        let host = PolicyHost(tree: tree, sites: sites.isEmpty ? nil : sites)
        var seen: Set<String> = []
        var errors = 0
        var warnings = 0
        for (_, problems) in host.problems.sorted(by: { $0.key < $1.key }) {
            // Shared layers are loaded for each site; their problems are shown once.
            for problem in problems where seen.insert(problem.description).inserted {
                Terminal.print("\(problem)")
                if problem.severity == .error { errors += 1 } else { warnings += 1 }
            }
        }
        if assumptions {
            for (id, site) in host.sites.sorted(by: { $0.key < $1.key }) {
                let rows = site.assumptions.map { [$0.place, $0.what, $0.value] }
                Terminal.print("\(id): \(rows.count) values that the site must confirm")
                Terminal.print(Table.render(rows, indent: "  "))
            }
        }
        let count = host.sites.count
        let wanted = sites.isEmpty ? tree.sites.count : sites.count
        let total = host.sites.values.reduce(0) { $0 + $1.assumptions.count }
        if !common.quiet {
            Terminal.note(
                "\(count) of \(wanted) sites load; \(errors) errors, \(warnings) warnings; "
                    + "\(total) assumed values (--assumptions lists them)")
        }
        if errors > 0 || count < wanted { throw ExitCode.findings }
    }
}
