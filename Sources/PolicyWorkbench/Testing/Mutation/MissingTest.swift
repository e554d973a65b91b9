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
            for (path, value) in with.sorted(by: { MissingTest.isBefore($0.key, $1.key) }) {
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

extension MissingTest {
    /// Orders paths as they are applied: by name, list positions by number.
    fileprivate static func isBefore(_ left: String, _ right: String) -> Bool {
        let (one, other) = (left.split(separator: "."), right.split(separator: "."))
        for (a, b) in zip(one, other) where a != b {
            if let a = Int(a), let b = Int(b) { return a < b }
            return a < b
        }
        return one.count < other.count
    }
}
