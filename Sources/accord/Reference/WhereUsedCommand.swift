import ArgumentParser
import CaseModel
import PolicyHost
import PolicyWorkbench

struct WhereUsedCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "where-used",
        abstract: "Find every rule, test and site that uses a name, and the cases it decides.",
        discussion: """
            A name is a fact, a number, an answer, a remedy, a channel, a service, a helper, a \
            function of policies/lib, a partner or a rule. Uses through a function or a shared \
            table are followed to the rules and marked `via`. Of a sample of synthetic cases it \
            says how many have an answer that such a rule gave or bounded.

            EXAMPLES
              accord where-used case.arrears.total
              accord where-used hold.days
              accord where-used parent.lost_job --sample 1000
              accord where-used hold-license-after-job-loss --format json
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "What is used.")
    var name: String

    @Option(help: "Synthetic cases to decide at each site; 0 for none.")
    var sample = 300

    @Option(help: "Seed of the synthetic cases.")
    var seed: UInt64 = 1

    @Option(help: "The day on which they are decided.")
    var asOf: Day = SampleRun.day

    @Option(help: "text or json.")
    var format: Format = .text

    func validate() throws {
        if sample < 0 { throw ValidationError("--sample must be 0 or more") }
    }

    func run() throws {
        let tree = try common.tree()
        let host = try common.host(tree: tree)
        let reference = Reference(host: host, tree: tree)
        let index = WhereUsed(host: host, tree: tree, reference: reference)
        guard let report = index.report(name, sample: sample, seed: seed, on: asOf) else {
            let near = index.nearest(to: name).map { "`\($0)`" }.joined(separator: ", ")
            Terminal.note(
                "nothing is called `\(name)`"
                    + (near.isEmpty
                        ? "; accord docs lists what there is" : "; did you mean \(near)?"))
            throw ExitCode.findings
        }
        switch format {
        case .json: Terminal.print(report.json.canonicalText)
        case .text: show(report)
        }
    }

    private func show(_ report: UsageReport) {
        let paint = Paint(on: Terminal.usesColor(common.color))
        Terminal.print(
            paint.bold(report.name) + paint.dim("  \(report.kinds.joined(separator: ", "))"))
        Terminal.print("  \(report.summary.replacing("`", with: ""))")
        for place in report.declared { Terminal.print(paint.dim("  declared in \(place)")) }
        if report.usages.isEmpty { Terminal.print("\nnothing uses it") }
        for user in Usage.User.allCases {
            let usages = report.usages.filter { $0.user == user }
            guard !usages.isEmpty else { continue }
            Terminal.print("\n" + paint.bold(title(user, usages)))
            let rows = usages.map { usage in
                [
                    "\(usage.file):\(usage.line)", usage.name,
                    usage.via.isEmpty
                        ? shortened(usage.source) : "via \(usage.via.joined(separator: ", via "))",
                ]
            }
            Terminal.print(Table.render(rows, indent: "  "))
        }
        guard let sample = report.sample else { return }
        let read = sample.read.map { "; read for \($0)" } ?? ""
        Terminal.print(
            "\n" + paint.bold("sample")
                + "  decides \(sample.decided) of \(sample.total) synthetic cases\(read)")
        Terminal.print(
            Table.render(
                sample.sites.map { site in
                    ["\(site.id)", "decides \(site.decided)"]
                        + (site.read.map { ["read for \($0)"] } ?? [])
                }, indent: "  "))
        if !common.quiet {
            Terminal.note("\(sample.cases) cases a site, seed \(sample.seed), as of \(sample.day)")
        }
    }

    /// A line of source that leaves room for its place.
    private func shortened(_ source: String) -> String {
        source.count > 72 ? source.prefix(71) + "…" : source
    }

    private func title(_ user: Usage.User, _ usages: [Usage]) -> String {
        let count = Set(usages.map { "\($0.file) \($0.name)" }).count
        let direct = Set(usages.filter(\.via.isEmpty).map { "\($0.file) \($0.name)" }).count
        let name =
            switch user {
            case .rule: "rules"
            case .function: "shared functions"
            case .local: "local functions and tables"
            case .test: "tests"
            case .fixture: "fixtures"
            case .site: "sites"
            case .parameters: "parameter files"
            }
        return direct == count ? "\(name) \(count)" : "\(name) \(count), \(direct) directly"
    }
}
