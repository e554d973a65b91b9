import CaseModel
import LuaHost
import PolicyHost

/// A place in a file of the editor, and what can be said about it.
struct EditorPlace {
    let workspace: Workspace
    let path: String
    let lines: TextLines
    let offset: Int

    var isLua: Bool { path.hasSuffix(".lua") }

    func hover() -> JSONValue? {
        guard let found = isLua ? luaHover() : yamlHover() else { return nil }
        return .object([
            "contents": .object(["kind": .text("markdown"), "value": .text(found.text)]),
            "range": lines.range(found.start, found.end),
        ])
    }

    func completions() -> [JSONValue] {
        let items = isLua ? luaCompletions() : yamlCompletions()
        var seen: Set<String> = []
        return items.filter { seen.insert($0.label).inserted }.map(\.json)
    }

    func definition() -> JSONValue? {
        guard let place = isLua ? luaDefinition() : yamlDefinition() else { return nil }
        return location(place)
    }

    /// `file:line` as the editor takes it; nil if it is no file that authors edit.
    private func location(_ place: String) -> JSONValue? {
        let parts = place.split(separator: ":")
        guard let file = parts.first.map(String.init), let text = workspace.text(file) else {
            return nil
        }
        let line = parts.dropFirst().first.flatMap { Int($0) } ?? 1
        return .object([
            "uri": .text(workspace.uri(of: file)),
            "range": TextLines(text).range(line: line, column: 0, length: 0),
        ])
    }

    /// Where a number is declared: the line of its id, not that of one of its values.
    func declaration(of entry: ReferenceEntry) -> String {
        let file = String(entry.declared.prefix { $0 != ":" })
        guard entry.kind == .parameter, let text = workspace.text(file) else {
            return entry.declared
        }
        let written = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let line = written.firstIndex(where: { $0.hasSuffix("id: \(entry.name)") }) else {
            return entry.declared
        }
        return "\(file):\(line + 1)"
    }

    /// The rules of a policy, or the tests of a test file.
    func symbols() -> [JSONValue] {
        if isLua {
            guard let chunk = try? LuaSyntax.parse(source: lines.text, name: path) else {
                return []
            }
            return RuleSpan.rules(in: chunk).filter { !$0.id.isEmpty }.map { rule in
                symbol(
                    rule.id, "policy:\(rule.kind) \(rule.point)", kind: 12,
                    lines.range(rule.span.start, rule.span.end),
                    lines.range(rule.idSpan.start, rule.idSpan.end))
            }
        }
        return workspace.now().tests.filter { $0.file == path }.map { test in
            let range = lines.range(line: test.place.line, column: 0, length: 0)
            return symbol(
                test.name, "\(test.point.rawValue) with \(test.base)", kind: 6, range, range)
        }
    }

    private func symbol(
        _ name: String, _ detail: String, kind: Int64, _ range: JSONValue, _ selection: JSONValue
    ) -> JSONValue {
        .object([
            "name": .text(name), "detail": .text(detail), "kind": .integer(kind), "range": range,
            "selectionRange": selection,
        ])
    }

    /// Something that can be written at the cursor.
    struct Completion {
        /// The numbers that the protocol gives to kinds of completions.
        enum Kind: Int64 {
            case function = 3
            case field = 5
            case variable = 6
            case module = 9
            case property = 10
            case value = 12
            case keyword = 14
            case file = 17
            case constant = 21
        }
        var label: String
        var kind: Kind
        var detail = ""
        var page = ""

        var json: JSONValue {
            var item: [String: JSONValue] = [
                "label": .text(label), "kind": .integer(kind.rawValue),
            ]
            if !detail.isEmpty { item["detail"] = .text(detail) }
            if !page.isEmpty {
                item["documentation"] = .object([
                    "kind": .text("markdown"), "value": .text(page),
                ])
            }
            return .object(item)
        }
    }

    /// A hover's text and the bytes that it is about.
    struct Hover {
        var text: String
        var start: Int
        var end: Int
    }
}
