import CaseModel
import PolicyHost

extension EditorPlace {
    private var file: YAMLFile? { YAMLFile(path: path) }

    private func cursor(at offset: Int) -> YAMLCursor {
        let place = lines.place(offset)
        let start = lines.offset(line: place.line, utf16: 0)
        let prefix = String(lines.prefix(offset).utf8.dropFirst(start)) ?? ""
        return YAMLCursor(lines, line: place.line, prefix: prefix)
    }

    // MARK: Completion

    func yamlCompletions() -> [Completion] {
        guard let file else { return [] }
        let cursor = cursor(at: offset)
        let meaning = cursor.meaning(in: file)
        if let shape = meaning.mapping {
            return shape.keys.map {
                Completion(
                    label: $0.name, kind: .property, detail: $0.isRequired ? "required" : "",
                    page: $0.about + ".")
            }
        }
        let key = cursor.keys.last ?? ""
        let named = names(ofValue: key, in: file)
        if !named.isEmpty { return named }
        guard let value = meaning.value else { return [] }
        return YAMLCursor.words(value.kind).map { Completion(label: $0, kind: .value) }
    }

    /// Names that only the files around this one know.
    private func names(ofValue key: String, in file: YAMLFile) -> [Completion] {
        let now = workspace.lately()
        switch (file, key) {
        case (.tests, "base"), (.fixture, "extends"):
            return now.tree.paths(in: "policies/fixtures", ending: ".yaml").map { fixture in
                let name = fixture.dropFirst("policies/fixtures/".count).dropLast(".yaml".count)
                return Completion(label: String(name), kind: .file)
            }
        case (.tests, "rule"), (.tests, "floors"), (.tests, "reasons"):
            return reachable(now.rules).map {
                Completion(label: $0.id, kind: .constant, detail: $0.kind, page: Self.page($0))
            }
        case (.tests, "site"): return now.tree.sites.map { Completion(label: $0, kind: .value) }
        case (.site, "state"): return now.tree.states.map { Completion(label: $0, kind: .value) }
        case (.siteParameters, "parameter"), (.tests, "parameters"):
            return now.reference.entries(of: .parameter).map {
                Completion(label: $0.name, kind: .constant, detail: $0.type, page: $0.markdown)
            }
        default: return []
        }
    }

    /// The rules that a test file can be about: a site's own stay with the site.
    private func reachable(_ rules: [RuleIndex.Entry]) -> [RuleIndex.Entry] {
        let parts = path.split(separator: "/").prefix(3).joined(separator: "/")
        return rules.filter {
            !$0.place.hasPrefix("policies/sites/") || $0.place.hasPrefix(parts + "/")
        }
    }

    // MARK: Hover and definition

    /// The word at the place, with the keys around it; a key's own name is the last of them.
    private func word() -> (text: String, start: Int, end: Int, cursor: YAMLCursor)? {
        guard var word = lines.word(at: offset) else { return nil }
        // A parameter is two names with a dot.
        let text = lines.text.utf8
        func dotted(_ index: Int) -> Bool {
            text.indices.contains(text.index(text.startIndex, offsetBy: index))
                && text[text.index(text.startIndex, offsetBy: index)] == 0x2E
        }
        if word.start > 0, dotted(word.start - 1),
            let before = lines.word(at: word.start - 1), before.end == word.start - 1
        {
            word = (before.text + "." + word.text, before.start, word.end)
        }
        if dotted(word.end), let after = lines.word(at: word.end + 1), after.start == word.end + 1 {
            word = (word.text + "." + after.text, word.start, after.end)
        }
        return (word.text, word.start, word.end, cursor(at: word.start))
    }

    func yamlHover() -> Hover? {
        guard let file, let (text, start, end, cursor) = word() else { return nil }
        let now = workspace.lately()
        func hover(_ page: String) -> Hover { Hover(text: page, start: start, end: end) }
        if let key = cursor.meaning(in: file).mapping?.key(text) {
            let words = YAMLCursor.words(key.kind).map { "`\($0)`" }.joined(separator: ", ")
            return hover(
                "## `\(key.name)`\n\n\(key.about).\n"
                    + (words.isEmpty ? "" : "\n- **Words:** \(words)\n")
                    + (key.isRequired ? "\n- **Required**\n" : ""))
        }
        switch cursor.keys.last ?? "" {
        case "rule", "floors", "reasons":
            if let rule = reachable(now.rules).first(where: { $0.id == text }) {
                return hover(Self.page(rule))
            }
        case "base", "extends":
            let fixture = "policies/fixtures/\(text).yaml"
            if let source = now.tree.files[fixture],
                case .object(let entries)? = try? YAMLTree.read(source, file: fixture)
            {
                return hover("## `\(text)`\n\n\(entries["about"]?.string ?? "")\n")
            }
        default: break
        }
        let kinds: [ReferenceEntry.Kind] = [
            .parameter, .point, .remedy, .channel, .service, .answer,
        ]
        return now.reference.entries(named: text).first { kinds.contains($0.kind) }
            .map { hover($0.markdown) }
    }

    func yamlDefinition() -> String? {
        guard let (text, _, _, cursor) = word() else { return nil }
        let now = workspace.lately()
        switch cursor.keys.last ?? "" {
        case "rule", "floors", "reasons":
            return reachable(now.rules).first { $0.id == text }?.place
        case "base", "extends": return "policies/fixtures/\(text).yaml:1"
        default:
            return now.reference.entries(named: "parameter:\(text)").first.map(declaration(of:))
        }
    }
}
