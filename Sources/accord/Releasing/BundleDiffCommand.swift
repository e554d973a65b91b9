import ArgumentParser
import CaseModel
import PolicyHost

struct BundleDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What was written differently in two bundles: sites, numbers, rules, files.",
        discussion: """
            Each of the two may also be a folder with policies/ and site-configs/, or a release \
            folder. For whose answer changes, see `accord diff`.

            EXAMPLES
              accord bundle diff may.accord june.accord
              accord bundle diff releases/ .
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The old version.", completion: .file())
    var old: String

    @Argument(help: "The new version.", completion: .file())
    var new: String

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func run() throws {
        let trust = try common.trustOptions.bundleTrust()
        let difference = try orStop {
            PolicyDifference(
                from: try PolicyTree(at: old, trust: trust),
                to: try PolicyTree(at: new, trust: trust))
        }
        switch format {
        case .json:
            Terminal.print(
                JSONValue.object([
                    "schema_version": .integer(1), "old": .text(old), "new": .text(new),
                    "changes": .list(
                        difference.changes.map { change in
                            .object([
                                "kind": .text(change.kind.rawValue), "what": .text(change.what),
                                "name": .text(change.name), "detail": .text(change.detail),
                                "place": .text(change.place),
                            ])
                        }),
                ]).canonicalText)
        case .text:
            let paint = Paint(on: Terminal.usesColor(common.color))
            var last = ""
            for change in difference.changes {
                if change.what != last {
                    Terminal.print(paint.bold(plural(change.what)))
                    last = change.what
                }
                let mark =
                    switch change.kind {
                    case .added: paint.green("  + \(change.name)")
                    case .removed: paint.red("  - \(change.name)")
                    case .changed: paint.yellow("  ~ \(change.name)")
                    }
                Terminal.print(mark + (change.detail.isEmpty ? "" : ": \(change.detail)"))
            }
            if difference.changes.isEmpty, !common.quiet {
                Terminal.note("the two versions say the same")
            }
        }
    }

    private func plural(_ word: String) -> String {
        word == "capability" ? "uses of the host" : word + "s"
    }
}
