import CaseModel

/// Writes small values as YAML in one line.
enum YAMLText {
    static func flow(_ value: JSONValue, first: [String] = []) -> String {
        switch value {
        case .null: return "null"
        case .bool(let yes): return yes ? "true" : "false"
        case .integer(let number): return "\(number)"
        case .text(let text): return scalar(text)
        case .list(let items): return "[" + items.map { flow($0) }.joined(separator: ", ") + "]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            let keys =
                first.filter { members[$0] != nil }
                + members.keys.filter { !first.contains($0) }.sorted()
            let entries = keys.map { "\(key($0)): \(flow(members[$0] ?? .null))" }
            return "{ " + entries.joined(separator: ", ") + " }"
        }
    }

    /// `on` and its like mean yes and no in some YAML, so they stand in quotes.
    private static func key(_ name: String) -> String {
        ["on", "off", "yes", "no", "y", "n"].contains(name) ? "\"\(name)\"" : name
    }

    /// A text, in quotes where YAML would read something else.
    static func scalar(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [32, 40, 41, 43, 45, 46, 47, 59, 95].contains(byte) || byte >= 128
        }
        let words: Set<String> = [
            "", "on", "off", "yes", "no", "true", "false", "null", "y", "n", "~",
        ]
        let isDate = Day(iso: text) != nil
        let startsLikeText = text.utf8.first.map {
            (65...90).contains($0) || (97...122).contains($0) || $0 >= 128
        }
        if isDate
            || plain && startsLikeText == true && text.last != " "
                && !words.contains(text.lowercased())
        {
            return text
        }
        return quoted(text)
    }

    /// A text in quotes; it stands on one line.
    static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: " ").replacing("\t", with: " ")
        return "\"\(escaped)\""
    }
}
