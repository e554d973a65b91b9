import CaseModel
import PolicyHost

/// A condition that shows a new rule at work until its author writes the real one.
struct RuleExample {
    /// The condition in words, after "A parent".
    var about: String
    /// The condition in Lua.
    var condition: String
    /// What a fixture must be changed to for it to hold.
    var changes: [String: JSONValue]

    /// Conditions that policies seldom ask about, the plainest first.
    static let all: [RuleExample] = [
        RuleExample(
            about: "who is represented by a lawyer",
            condition: "case.ncp.represented",
            changes: ["ncp.represented": .bool(true)]),
        RuleExample(
            about: "who needs an interpreter",
            condition: "case.ncp.interpreter_needed",
            changes: ["ncp.interpreter_needed": .bool(true)]),
        RuleExample(
            about: "whose case another state works on too",
            condition: "case.interstate",
            changes: ["cases.0.interstate": .bool(true)]),
    ]
}

/// A made-up parent on a day, with whom a new rule is tried.
struct RuleParent {
    /// The fixture.
    var base: String
    /// What differs from it.
    var changes: [String: JSONValue] = [:]
    /// The day asked about.
    var day: Day

    /// Plain fixtures, then the parents of the site's own tests of the question.
    static func all(for request: RuleRequest, tests: String, in tree: PolicyTree) -> [RuleParent] {
        let state = request.site.prefix(2)
        let named = [
            "\(state)-license", "base", "lost-job", "refuses-with-means", "in-plan",
            "not-yet-enrolled", "just-enrolled", "unreached", "steady-payer",
        ]
        guard let observed = Day(year: 2019, month: 3, day: 1) else { return [] }
        var parents = named.filter { tree.files["policies/fixtures/\($0).yaml"] != nil }.map {
            RuleParent(base: $0, day: observed)
        }
        guard let document = try? YAMLTree.read(tests, file: "tests"),
            case .list(let items)? = document["tests"]
        else { return parents }
        for item in items where item["ask"]?["point"]?.string == request.point.rawValue {
            guard let day = item["as_of"]?.string.flatMap({ Day(iso: $0) }) else { continue }
            var parent = RuleParent(base: item["base"]?.string ?? "base", day: day)
            if case .object(let changes)? = item["with"] { parent.changes = changes }
            parents.append(parent)
        }
        return parents
    }
}
