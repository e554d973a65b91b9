import CaseModel
import PolicyHost

/// One policy test as an administrator writes it in YAML.
struct PolicyTest {
    var name: String
    var file: String
    var site: String
    var asOf: Day
    var base: String
    var with: [String: JSONValue]
    var programs: [String: Bool]
    /// Parameters set for this test only, by id, in their YAML spelling.
    var parameters: [String: String]
    var caseIndex: Int
    var point: DecisionPoint
    /// The remedy, person or partner asked about; empty for the first answer.
    var subject: String
    var expect: [String: JSONValue]

    static let keys = [
        "name", "as_of", "site", "base", "with", "ask", "expect", "because", "programs", "case",
        "note", "parameters",
    ]
    static let expectations = [
        "outcome", "rule", "floors", "missing", "until", "amount", "not", "details", "channel",
        "mode", "services", "who", "partner",
    ]

    /// Reads all tests of a file.
    static func read(_ text: String, file: String, sites: [String: String])
        throws(PolicyProblem) -> [PolicyTest]
    {
        guard case .object(let top) = try YAMLTree.read(text, file: file),
            case .list(let items)? = top["tests"]
        else {
            throw PolicyProblem(
                code: "test.shape", message: "a test file holds a list called `tests`", file: file)
        }
        var tests: [PolicyTest] = []
        for item in items { tests.append(try test(item, file: file, sites: sites)) }
        return tests
    }

    private static func test(_ item: JSONValue, file: String, sites: [String: String])
        throws(PolicyProblem) -> PolicyTest
    {
        guard case .object(let entries) = item, case .text(let name)? = entries["name"] else {
            throw PolicyProblem(code: "test.name", message: "a test needs a `name`", file: file)
        }
        func problem(_ code: String, _ message: String, _ suggestion: String = "") -> PolicyProblem
        {
            PolicyProblem(
                code: code, message: "test `\(name)`: \(message)", file: file,
                suggestion: suggestion)
        }
        for key in entries.keys.sorted() where !keys.contains(key) {
            let near = EditDistance.nearest(key, in: keys)
            throw problem(
                "test.key", "a test has no `\(key)`", near.map { "did you mean `\($0)`?" } ?? "")
        }
        guard case .text(let date)? = entries["as_of"], let asOf = Day(iso: date) else {
            throw problem("test.as-of", "`as_of` must be a date, such as 2019-03-01")
        }
        guard let site = entries["site"]?.string ?? defaultSite(of: file, sites: sites) else {
            throw problem("test.site", "name the `site` that decides")
        }
        guard case .object(let ask)? = entries["ask"],
            let point = ask["point"]?.string.flatMap(DecisionPoint.init(rawValue:))
        else {
            throw problem(
                "test.ask", "`ask` needs a `point`",
                DecisionPoint.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard case .object(let expect)? = entries["expect"], !expect.isEmpty else {
            throw problem("test.expect", "`expect` must say something")
        }
        for key in expect.keys.sorted() where !expectations.contains(key) {
            let near = EditDistance.nearest(key, in: expectations)
            throw problem(
                "test.expect", "`expect` has no `\(key)`",
                near.map { "did you mean `\($0)`?" } ?? "")
        }
        var with: [String: JSONValue] = [:]
        if case .object(let changes)? = entries["with"] { with = changes }
        var programs: [String: Bool] = [:]
        if case .object(let switches)? = entries["programs"] {
            for (program, value) in switches { programs[program] = value == .bool(true) }
        }
        if programs.isEmpty, let program = folder(of: file, below: "programs") {
            programs[program] = true
        }
        var parameters: [String: String] = [:]
        if case .object(let values)? = entries["parameters"] {
            for (id, value) in values { parameters[id] = Self.spelling(value) }
        }
        var caseIndex = 0
        if case .integer(let index)? = entries["case"] { caseIndex = Int(index) }
        return PolicyTest(
            name: name, file: file, site: site, asOf: asOf,
            base: entries["base"]?.string ?? "base", with: with, programs: programs,
            parameters: parameters,
            caseIndex: caseIndex, point: point,
            subject: ask["remedy"]?.string ?? ask["who"]?.string ?? ask["partner"]?.string ?? "",
            expect: expect)
    }

    private static func spelling(_ value: JSONValue) -> String {
        switch value {
        case .bool(let yes): yes ? "yes" : "no"
        case .text(let text): text
        default: value.canonicalText
        }
    }

    private static func folder(of file: String, below parent: String) -> String? {
        let parts = file.split(separator: "/").map(String.init)
        guard let index = parts.firstIndex(of: parent), index + 1 < parts.count else { return nil }
        return parts[index + 1]
    }

    /// The folder's site, or the first site of the folder's state, or Stark for shared layers.
    private static func defaultSite(of file: String, sites: [String: String]) -> String? {
        if let site = folder(of: file, below: "sites") { return site }
        if let state = folder(of: file, below: "states") {
            return sites.filter { $0.value == state }.keys.sorted().last
        }
        return "oh-stark"
    }
}

extension JSONValue {
    /// The text of a string, or nil.
    var string: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    /// The texts of a list of strings, or of one string.
    var strings: [String] {
        switch self {
        case .list(let items): items.compactMap(\.string)
        case .text(let text): [text]
        default: []
        }
    }
}
