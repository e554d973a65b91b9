import ArgumentParser
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find everything wrong in policies, numbers, configs, partners and tests.",
        discussion: """
            Prints every finding at once with its source line and what to do; `accord explain CODE` \
            says why. Says nothing on standard output when all is well. Exit code 1 if a site has \
            errors, with --fail-level warning also for warnings.

            EXAMPLES
              accord check
              accord check oh-stark --watch
              accord check --fail-level warning --format sarif -o findings.sarif
              accord check --assumptions
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Sites to check (default: all).", completion: siteCompletion)
    var sites: [String] = []

    @Flag(help: "List every value that is assumed and that a site must still confirm.")
    var assumptions = false

    @Option(help: "Format: text, json or sarif (2.1.0).")
    var format: CheckFormat = .text

    @Option(help: "The least serious finding that makes the command fail: error or warning.")
    var failLevel: FailLevel = .error

    @Option(name: [.customShort("o"), .long], help: "Write to a file, whole or not at all.")
    var output: String?

    @Flag(help: "Check again whenever a file changes, until Ctrl-C.")
    var watch = false

    func validate() throws {
        if watch, output != nil || format != .text {
            throw ValidationError("--watch writes text to the terminal; leave --format and -o out")
        }
    }

    func run() async throws {
        guard watch else {
            if try !check() { throw ExitCode.findings }
            return
        }
        try await FolderWatch(root: common.rootPath).run {
            if Terminal.isTerminal { Terminal.write(Array("\u{1B}[2J\u{1B}[H".utf8)) }
            _ = try? check()
        }
    }

    /// Checks once and returns whether nothing fails the command.
    private func check() throws -> Bool {
        let tree = try common.tree()
        for site in sites where !tree.sites.contains(site) {
            throw ValidationError(noSite(site, among: tree.sites))
        }
        let report = PolicyChecker(tree: tree).check(sites: sites.isEmpty ? nil : sites)
        let text = text(report)
        if let output {
            try Terminal.save(Array((text + "\n").utf8), to: output)
        } else if !text.isEmpty {
            Terminal.print(text)
        }
        if !common.quiet { Terminal.note(summary(report)) }
        return !report.fails(at: failLevel == .error ? .error : .warning)
    }

    private func text(_ report: CheckReport) -> String {
        switch format {
        case .json: return report.json(withAssumptions: assumptions).canonicalText
        case .sarif:
            return report.sarif(version: Accord.configuration.version).canonicalText
        case .text:
            let paint = Paint(on: output == nil && Terminal.usesColor(common.color))
            var parts: [String] = []
            let findings = report.text(
                colors: CheckReport.Colors(
                    bold: paint.bold, error: paint.red, warning: paint.yellow, dim: paint.dim))
            if !findings.isEmpty { parts.append(findings) }
            if assumptions {
                for (site, values) in report.assumptionLists() {
                    parts.append("\(site): \(values.count) values that the site must confirm")
                    parts.append(
                        Table.render(values.map { [$0.place, $0.what, $0.value] }, indent: "  "))
                }
            }
            return parts.joined(separator: "\n")
        }
    }

    private func summary(_ report: CheckReport) -> String {
        let assumed = report.assumptionLists().reduce(0) { $0 + $1.assumptions.count }
        return "\(report.host.sites.count) of \(report.sites.count) sites load; "
            + "\(report.count(.error)) errors, \(report.count(.warning)) warnings; "
            + "\(assumed) assumed values (--assumptions lists them)"
    }
}

/// How a check writes its findings.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif
}

/// The least serious finding that makes a check fail.
enum FailLevel: String, ExpressibleByArgument, CaseIterable {
    case error, warning
}
