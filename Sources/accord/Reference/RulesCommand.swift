import ArgumentParser
import CaseModel
import PolicyHost
import PolicyWorkbench

struct RulesCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Find a rule: its law, its code and its tests.",
        discussion: """
            Looks for a text in ids, citations, descriptions and file names.

            EXAMPLES
              accord rules contempt
              accord rules "303.72"
              accord rules hold-license-after-job-loss
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "A part of an id, a citation, a description or a file name; all if not given.")
    var text: String = ""

    @Option(help: "text or json.")
    var format: Format = .text

    func run() throws {
        let tree = try common.tree()
        let host = try common.host(tree: tree)
        let found = RuleIndex(host: host, tree: tree).matching(text)
        switch format {
        case .text:
            let paint = Paint(on: Terminal.usesColor(common.color))
            for entry in found {
                Terminal.print(paint.bold(entry.id) + paint.dim("  \(entry.kind)"))
                Terminal.print("  \(entry.about)")
                Terminal.print("  law   \(entry.authority)")
                Terminal.print("  code  \(entry.place)")
                let shown = entry.tests.prefix(4).joined(separator: "\n        ")
                let more =
                    entry.tests.count > 4 ? "\n        and \(entry.tests.count - 4) more" : ""
                Terminal.print("  test  \(shown.isEmpty ? "none names it" : shown + more)")
            }
        case .json:
            let list = found.map { entry in
                JSONValue.object([
                    "id": .text(entry.id), "kind": .text(entry.kind), "about": .text(entry.about),
                    "authority": .text(entry.authority), "place": .text(entry.place),
                    "tests": .list(entry.tests.map(JSONValue.text)),
                ])
            }
            Terminal.print(JSONValue.list(list).canonicalText)
        }
        if !common.quiet { Terminal.note("\(found.count) rules") }
        if found.isEmpty { throw ExitCode.findings }
    }
}
