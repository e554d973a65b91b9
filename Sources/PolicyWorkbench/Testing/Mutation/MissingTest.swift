public import CaseModel
import PolicyHost

/// A test that would notice a mutant, with what the present policy answers as its expectation.
public struct MissingTest: Sendable, Equatable {
    /// A name made of the rule's own words and of what is special about the case.
    public var name: String
    /// The day.
    public var asOf: Day
    /// The fixture it starts from.
    public var base: String
    /// What differs from the fixture, by path.
    public var with: [String: JSONValue]
    /// The question.
    public var ask: [String: JSONValue]
    /// What the present policy answers, as far as the mutant answers otherwise.
    public var expect: [String: JSONValue]
    /// The authority of the rule that answers today.
    public var because: String
    /// What the mutant answers instead.
    public var instead: String

    /// The test as it stands in a test file, indented as an item of `tests`.
    public var yaml: String {
        var lines = [
            "  - name: \(YAMLText.scalar(name))", "    as_of: \(asOf)", "    base: \(base)",
        ]
        if !with.isEmpty {
            lines.append("    with:")
            for (path, value) in with.sorted(by: { YAMLText.isBefore($0.key, $1.key) }) {
                lines.append("      \"\(path)\": \(YAMLText.flow(value))")
            }
        }
        lines.append("    ask: \(YAMLText.flow(.object(ask), first: ["point"]))")
        lines.append(
            "    expect: \(YAMLText.flow(.object(expect), first: ["outcome", "rule", "until"]))")
        lines.append("    because: \(YAMLText.scalar(because))")
        return lines.joined(separator: "\n")
    }
}

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
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    /// Orders paths as they are applied: by name, list positions by number.
    static func isBefore(_ left: String, _ right: String) -> Bool {
        let (one, other) = (left.split(separator: "."), right.split(separator: "."))
        for (a, b) in zip(one, other) where a != b {
            if let a = Int(a), let b = Int(b) { return a < b }
            return a < b
        }
        return one.count < other.count
    }
}
