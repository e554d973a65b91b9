import ArgumentParser
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench

struct DocsCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Look up a fact, number, answer, verb, word or finding; offline.",
        discussion: """
            Prints the page of everything with the name: what it is, unit, source, whether it may \
            be absent or is withheld from policies and why, the words it takes, and an example. A \
            name may be written as in a policy, a test or a decision.

            EXAMPLES
              accord docs                                   what there is to look up
              accord docs case.arrears.total
              accord docs hold.days                         a number, with what each site has set
              accord docs within
              accord docs --list fields | grep arrears
              accord docs --generate                        write the editor files and the pages
              accord docs --generate --check                exit code 1 if they are not current
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "What to look up; the kinds with their counts if not given.")
    var names: [String] = []

    @Option(help: "List the names of a kind, such as fields, parameters or helpers.")
    var list: String?

    @Flag(help: "Write the editor stubs, settings and schemas, and the reference pages.")
    var generate = false

    @Flag(help: "With --generate: write nothing; exit code 1 if a file is not current.")
    var check = false

    @Option(help: "text, json or markdown.")
    var format: Format = .text

    func validate() throws {
        if check, !generate { throw ValidationError("--check goes with --generate") }
        if generate, list != nil || !names.isEmpty {
            throw ValidationError("--generate makes everything; it takes no name and no --list")
        }
    }

    func run() throws {
        let tree = try common.tree()
        if generate {
            try writeFiles(of: tree)
            return
        }
        let reference = Reference(host: PolicyHost(tree: tree), tree: tree)
        if let list {
            try show(reference.entries(of: kind(list)), asList: true)
        } else if names.isEmpty {
            overview(reference)
        } else {
            var found: [ReferenceEntry] = []
            var isComplete = true
            for name in names {
                let entries = reference.entries(named: name)
                found += entries
                guard entries.isEmpty else { continue }
                isComplete = false
                let near = reference.nearest(to: name)
                Terminal.note(
                    "nothing is called `\(name)`"
                        + (near.isEmpty
                            ? "; accord docs lists what there is"
                            : "; did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))?"))
            }
            show(found, asList: false)
            if !isComplete { throw ExitCode.findings }
        }
    }

    /// Writes what is not current, or only says so.
    private func writeFiles(of tree: PolicyTree) throws {
        let wanted = EditorFiles(tree: tree).files + YAMLModeline.corrections(in: tree)
        let root = URL(fileURLWithPath: common.rootPath)
        var stale = 0
        for file in wanted {
            let place = root.appendingPathComponent(file.path)
            if let known = FileManager.default.contents(atPath: place.path),
                known == Data(file.text.utf8)
            {
                continue
            }
            stale += 1
            Terminal.print(file.path)
            guard !check else { continue }
            do {
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: place, options: .atomic)
            } catch {
                Terminal.note("\(file.path) can't be written: \(error.localizedDescription)")
                throw ExitCode.inputOutput
            }
        }
        if !common.quiet {
            Terminal.note(
                check
                    ? "\(stale) files are not current"
                        + (stale > 0 ? "; run accord docs --generate" : "")
                    : "\(stale) files written; the others were current")
        }
        if check, stale > 0 { throw ExitCode.findings }
    }

    private func kind(_ word: String) throws -> ReferenceEntry.Kind {
        let kinds = ReferenceEntry.Kind.allCases
        if let kind = kinds.first(where: { $0.rawValue == word || $0.plural == word }) {
            return kind
        }
        let near = EditDistance.nearest(word, in: kinds.map(\.plural))
        throw ValidationError(
            "there are no \(word)"
                + (near.map { "; did you mean `\($0)`?" }
                    ?? "; it is one of \(kinds.map(\.plural).joined(separator: ", "))"))
    }

    private func overview(_ reference: Reference) {
        let counts = ReferenceEntry.Kind.allCases.map { kind in
            (kind, reference.entries(of: kind))
        }
        switch format {
        case .json:
            Terminal.print(
                JSONValue.object([
                    "schema_version": .integer(1),
                    "kinds": .list(
                        counts.map { kind, entries in
                            .object([
                                "kind": .text(kind.rawValue), "name": .text(kind.plural),
                                "count": .integer(Int64(entries.count)),
                            ])
                        }),
                ]).canonicalText)
        case .text, .markdown:
            let rows = counts.map { kind, entries in
                [
                    kind.plural, "\(entries.count)",
                    entries.prefix(3).map(\.name).joined(separator: ", "),
                ]
            }
            Terminal.print(Table.render(rows))
            if !common.quiet {
                Terminal.note("accord docs NAME prints a page; --list KIND lists the names")
            }
        }
    }

    private func show(_ entries: [ReferenceEntry], asList: Bool) {
        switch format {
        case .json:
            Terminal.print(
                JSONValue.object([
                    "schema_version": .integer(1), "entries": .list(entries.map(\.json)),
                ]).canonicalText)
        case .markdown:
            Terminal.print(entries.map(\.markdown).joined(separator: "\n"))
        case .text where asList:
            Terminal.print(Table.render(entries.map { [$0.name, $0.summary] }))
        case .text:
            let paint = Paint(on: Terminal.usesColor(common.color))
            let text = ReferenceText(width: Terminal.width, bold: paint.bold, dim: paint.dim)
            if !entries.isEmpty {
                Terminal.print(entries.map(text.page).joined(separator: "\n"))
            }
        }
    }
}
