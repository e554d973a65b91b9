import CaseModel
import PolicyHost

/// The reference as Markdown pages, one a kind.
struct ReferencePages {
    let reference: Reference
    let tree: PolicyTree

    private static let folder = "tools/editor/reference"

    private struct Page {
        var name: String
        var title: String
        var about: String
        var kinds: [ReferenceEntry.Kind]
    }

    private static let pages = [
        Page(
            name: "parameters", title: "Numbers",
            about: "Dated, cited numbers that policies read as `site.group.name`.",
            kinds: [.parameter]),
        Page(
            name: "answers", title: "Answers", about: "What a policy can answer.",
            kinds: [.answer]),
        Page(
            name: "questions", title: "Questions", about: "What the core asks.", kinds: [.point]),
        Page(
            name: "rules", title: "Rules", about: "Kinds of rule, and the lines they have.",
            kinds: [.rule, .key]),
        Page(
            name: "helpers", title: "Helpers",
            about: "Names that policies may use without declaring them.", kinds: [.helper]),
        Page(
            name: "library", title: "Shared functions",
            about: "Functions of `policies/lib`, loaded with `require`.", kinds: [.function]),
        Page(
            name: "words", title: "Remedies, channels and services",
            about: "Closed lists of words.", kinds: [.remedy, .channel, .service]),
        Page(
            name: "files", title: "YAML files",
            about: "The lines of every YAML file under `policies/` and `site-configs/`.",
            kinds: [.setting]),
        Page(
            name: "findings", title: "Findings", about: "What `accord check` reports.",
            kinds: [.finding]),
    ]

    /// The pages with their index.
    var files: [GeneratedFile] {
        let pages = Self.pages.filter { page in
            page.kinds.contains { !reference.entries(of: $0).isEmpty }
        }
        var index = """
            <!-- \(EditorFiles.header) -->

            # Reference

            `accord docs NAME` prints any of these pages in the terminal.

            - [Facts](fields.md): what policies can read of a case

            """
        for page in pages { index += "- [\(page.title)](\(page.name).md): \(page.about)\n" }
        return [
            GeneratedFile(path: "\(Self.folder)/README.md", text: index),
            GeneratedFile(path: "\(Self.folder)/fields.md", text: fields),
        ]
            + pages.map {
                GeneratedFile(path: "\(Self.folder)/\($0.name).md", text: text(of: $0))
            }
    }

    private func text(of page: Page) -> String {
        var text = "<!-- \(EditorFiles.header) -->\n\n# \(page.title)\n\n\(page.about)\n"
        for kind in page.kinds {
            let entries = reference.entries(of: kind)
            guard !entries.isEmpty else { continue }
            if page.kinds.count > 1 {
                let title = kind.plural.prefix(1).uppercased() + kind.plural.dropFirst()
                text += "\n## \(title)\n"
            }
            let heading = page.kinds.count > 1 ? "### " : "## "
            for entry in entries { text += "\n" + lasting(entry).markdown(heading: heading) }
        }
        return text
    }

    /// The entry without line numbers, so that an edit elsewhere in a file leaves the page alone.
    private func lasting(_ entry: ReferenceEntry) -> ReferenceEntry {
        var entry = entry
        if let colon = entry.declared.lastIndex(of: ":") {
            entry.declared = String(entry.declared[..<colon])
        }
        return entry
    }

    /// Facts by record: a record that stands in several places is told once.
    private var fields: String {
        let schema = ScriptSchema.cases
        var text = """
            <!-- \(EditorFiles.header) -->

            # Facts

            Rules are handed the case as `case`, and where a question is about one of them, a `remedy`, \
            a `partner` or a `contact`. Each record below says where it stands. A fact that may be absent is \
            `nil` until it is recorded.

            """
        for record in schema.records {
            text += "\n## `\(record.schema.name == "matter" ? "case" : record.schema.name)`\n\n"
            text += "\(record.schema.about). Source: \(record.schema.source).\n\n"
            let places = places(of: record)
            text += "Stands at \(places.map { "`\($0)`" }.joined(separator: ", ")).\n\n"
            text += "| fact | type | meaning | may be absent |\n|---|---|---|---|\n"
            let path = places.first ?? record.schema.name
            for field in record.fields {
                guard
                    let entry = reference.entries(of: .field).first(where: {
                        $0.name == "\(path).\(field.declaration.name)"
                    })
                else { continue }
                text += row(entry, field.declaration)
            }
        }
        return text
    }

    private func places(of record: CaseSchema.Record) -> [String] {
        if let root = FieldEntries.roots.first(where: { $0.type.schema === record.schema }) {
            let lists = reference.entries(of: .field).filter {
                $0.type == "list of `\(record.schema.name)`" && $0.withheld == nil
            }
            return [root.name] + lists.map { "\($0.name)[]" }
        }
        return reference.entries(of: .field).compactMap { entry in
            guard entry.withheld == nil else { return nil }
            switch entry.type {
            case "record `\(record.schema.name)`": return entry.name
            case "list of `\(record.schema.name)`": return "\(entry.name)[]"
            default: return nil
            }
        }
    }

    private func row(_ entry: ReferenceEntry, _ declaration: FieldDeclaration) -> String {
        var type = entry.unit.map { "\(entry.type), \($0)" } ?? entry.type
        if !entry.values.isEmpty {
            type += ": \(entry.values.map { "`\($0)`" }.joined(separator: ", "))"
        }
        if let bounds = entry.bounds { type += ", \(bounds)" }
        var meaning = "\(entry.summary)."
        if let reason = entry.withheld { meaning += " **Withheld:** \(reason)." }
        if declaration.isMasked { meaning += " Policies see a coarser word than the file holds." }
        let absent = entry.mayBeAbsent ? "yes" : ""
        return "| `\(declaration.name)` | \(type) | \(meaning) | \(absent) |\n"
    }
}
