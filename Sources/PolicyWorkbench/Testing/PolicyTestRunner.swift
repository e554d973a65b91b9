import CaseModel
public import PolicyHost

/// What became of one policy test.
public struct PolicyTestResult: Sendable {
    /// The file and the test's name.
    public var file: String
    /// The test's name.
    public var name: String
    /// What was not as expected, one line each; empty if the test passed.
    public var failures: [String]
}

/// Runs the tests that stand beside the policies.
public struct PolicyTestRunner {
    private let tree: PolicyTree
    private let fixtures: Fixtures
    private var hosts: [String: PolicyHost] = [:]

    /// Creates a runner for a tree.
    public init(tree: PolicyTree) {
        self.tree = tree
        fixtures = Fixtures(tree: tree)
    }

    /// Runs every test whose file or name contains `filter`.
    ///
    /// - Throws: ``PolicyProblem`` if a test file can't be read.
    public mutating func run(filter: String = "") throws(PolicyProblem) -> [PolicyTestResult] {
        var results: [PolicyTestResult] = []
        let sites = stateOfSites()
        for path in tree.files.keys.sorted()
        where path.hasPrefix("policies/") && path.contains("/tests/") && path.hasSuffix(".yaml")
            && !path.hasSuffix("/\(EquivalentMutants.fileName)")
        {
            for test in try PolicyTest.read(tree.files[path] ?? "", file: path, sites: sites)
            where filter.isEmpty || path.contains(filter) || test.name.contains(filter) {
                results.append(
                    PolicyTestResult(file: path, name: test.name, failures: failures(of: test)))
            }
        }
        return results
    }

    private func stateOfSites() -> [String: String] {
        var states: [String: String] = [:]
        for site in tree.sites { states[site] = String(site.prefix(2)) }
        return states
    }

    private mutating func failures(of test: PolicyTest) -> [String] {
        let file: CaseFile
        do {
            file = try caseFile(of: test)
        } catch {
            return ["\(error)"]
        }
        let host = host(for: test)
        guard host.sites[test.site] != nil else {
            let problems = host.problems[test.site]?.map(\.description) ?? []
            return ["the site `\(test.site)` does not load"] + problems.prefix(5)
        }
        guard let area = test.point.area else { return ["\(test.point.rawValue) is not scripted"] }
        guard file.cases.indices.contains(test.caseIndex) else {
            return ["the case file has no case number \(test.caseIndex)"]
        }
        let decisions = host.decide(file, site: test.site, asOf: test.asOf, areas: [area])
        let decision = decisions[test.caseIndex]
        if let alert = decision.alert {
            return ["the policy failed: \(alert.message) (\(alert.place))"]
        }
        let answers = decision.answers.filter { answer in
            answer.point == test.point && (test.subject.isEmpty || answer.subject == test.subject)
        }
        // Of several contacts the one to the expected person is meant.
        let person = test.expect["who"]?.string
        guard let answer = answers.first(where: { $0.subject == person }) ?? answers.first else {
            return ["no answer for \(test.point.rawValue) \(test.subject)"]
        }
        return Expectation(answer: answer).failures(test.expect)
    }

    /// The site with the test's programs and parameters; loaded once for equal wishes.
    private mutating func host(for test: PolicyTest) -> PolicyHost {
        let wishes = test.programs.map { "\($0)=\($1)" } + test.parameters.map { "\($0)=\($1)" }
        let key = ([test.site] + wishes.sorted()).joined(separator: " ")
        if let known = hosts[key] { return known }
        var tree = tree
        if !test.parameters.isEmpty {
            let path = "site-configs/\(test.site)/parameters.yaml"
            for (id, value) in test.parameters.sorted(by: { $0.key < $1.key }) {
                tree.files[path, default: "set:\n"] += """
                      - parameter: \(id)
                        value: \(value)
                        from: \(test.asOf)
                        reason: a policy test
                        approved_by: a policy test
                        tag: assumed

                    """
            }
        }
        let host = PolicyHost(tree: tree, sites: [test.site], programs: test.programs)
        hosts[key] = host
        return host
    }

    private func caseFile(of test: PolicyTest) throws -> CaseFile {
        var tree = try fixtures.file(test.base)
        try Overrides.apply(["site": .text(test.site)], to: &tree, file: test.file)
        try Overrides.apply(test.with, to: &tree, file: test.file)
        do {
            return try CaseFileReader().read(tree.canonicalBytes())
        } catch {
            throw PolicyProblem(
                code: "test.case-file",
                message: error.problems.prefix(5).map { "\($0)" }.joined(separator: "\n    "),
                file: test.file)
        }
    }
}

/// Compares an answer with what a test expects of it.
struct Expectation {
    let answer: DecisionAnswer

    func failures(_ expected: [String: JSONValue]) -> [String] {
        var failures: [String] = []
        func compare(_ what: String, _ expected: String, _ got: String) {
            if expected != got { failures.append("\(what): expected \(expected), got \(got)") }
        }
        for (key, value) in expected.sorted(by: { $0.key < $1.key }) {
            switch key {
            case "outcome": compare(key, value.string ?? "", answer.outcome.rawValue)
            case "rule": compare(key, value.string ?? "", answer.rule?.id ?? "none")
            case "until": compare(key, value.string ?? "", answer.until?.description ?? "none")
            case "amount":
                let got = answer.amount.map { "\($0)" } ?? "none"
                if case .integer(let cents) = value {
                    compare(key, "\(Money(cents: cents))", got)
                } else {
                    compare(key, value.string ?? "", got)
                }
            case "floors":
                let got = answer.floors.map(\.rule.id)
                if value == .list([]), !got.isEmpty {
                    failures.append("floors: expected none, got \(got.joined(separator: ", "))")
                }
                for id in value.strings where !got.contains(id) {
                    failures.append("floors: expected \(id), got \(got.joined(separator: ", "))")
                }
            case "missing":
                for name in value.strings where !answer.missing.contains(name) {
                    failures.append(
                        "missing: expected \(name), got \(answer.missing.joined(separator: ", "))")
                }
            case "not":
                for outcome in value.strings where outcome == answer.outcome.rawValue {
                    failures.append("outcome: must not be \(outcome)")
                }
            case "channel", "mode":
                compare(key, value.string ?? "", detail(key))
            case "services":
                compare(key, value.strings.joined(separator: ", "), detail("list"))
            case "who", "partner":
                compare(key, value.string ?? "", answer.subject)
            case "details":
                guard case .object(let entries) = value else { continue }
                for (name, wanted) in entries.sorted(by: { $0.key < $1.key }) {
                    compare(name, wanted.string ?? wanted.canonicalText, detail(name))
                }
            default: break
            }
        }
        if !failures.isEmpty {
            let rule = answer.rule.map { "\($0.id) at \($0.place)" } ?? "no rule"
            failures.append("the answer came from \(rule): \(answer.staffWords)")
        }
        return failures
    }

    private func detail(_ key: String) -> String {
        answer.details.first { $0.key == key }?.value ?? "none"
    }
}
