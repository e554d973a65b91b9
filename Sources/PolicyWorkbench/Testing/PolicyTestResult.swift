import PolicyHost

/// One thing about a test that was not as expected.
public struct PolicyTestFailure: Sendable, Equatable, CustomStringConvertible {
    /// What kind of thing.
    public enum Kind: String, Sendable {
        /// The answer is not the expected one.
        case expectation
        /// The answer is one that the test forbids.
        case forbidden
        /// The policy failed on the case, so there is no answer to compare.
        case policyFailed = "policy_failed"
        /// The site's policies do not load.
        case siteDoesNotLoad = "site_does_not_load"
        /// The case file that the test describes is no valid one.
        case caseFile = "case_file"
        /// The question has no answer for this subject.
        case noAnswer = "no_answer"
        /// A Lua test stopped with an error.
        case script
    }

    /// What kind of thing.
    public var kind: Kind
    /// The expectation, such as `outcome`; empty if the test never got that far.
    public var key: String
    /// What was expected, as the test has it.
    public var expected: String
    /// What came instead.
    public var got: String
    /// The failure in one line.
    public var description: String

    /// The answer is not the expected one.
    static func expectation(_ key: String, _ expected: String, _ got: String) -> Self {
        PolicyTestFailure(
            kind: .expectation, key: key, expected: expected, got: got,
            description: "\(key): expected \(expected), got \(got)")
    }

    /// The site does not load, with the first things that are wrong.
    static func siteDoesNotLoad(_ site: String, _ host: PolicyHost) -> Self {
        let problems = host.problems[site]?.prefix(5).map(\.description) ?? []
        return stopped(
            .siteDoesNotLoad,
            (["the site `\(site)` does not load"] + problems).joined(separator: "\n    "))
    }

    /// Something else stopped the test.
    static func stopped(_ kind: Kind, _ message: String) -> Self {
        PolicyTestFailure(kind: kind, key: "", expected: "", got: "", description: message)
    }
}

/// A rule that a failing test is about, with what its conditions saw.
public struct RulePicture: Sendable, Equatable {
    /// Why the rule is shown.
    public enum Role: String, Sendable {
        /// It gave the answer.
        case answered
        /// The test expected it to answer or to bind.
        case expected
        /// It stopped with an error.
        case failed
    }

    /// Why it is shown.
    public var role: Role
    /// What became of it, such as `did not match`.
    public var verdict: String
    /// The rule's id.
    public var rule: String
    /// File and line.
    public var place: String
    /// The citation.
    public var authority: String
    /// One sentence for staff.
    public var about: String
    /// The conditions with the value of every part, ready to print; empty if none was asked.
    public var picture: String
}

/// What became of one test.
public struct PolicyTestResult: Sendable {
    /// The file, relative to the root.
    public var file: String
    /// The line on which the test begins.
    public var line: Int
    /// The test's name.
    public var name: String
    /// What was not as expected; none if the test passed.
    public var mismatches: [PolicyTestFailure] = []
    /// The rules that a failing test is about.
    public var rules: [RulePicture] = []

    /// Whether everything was as expected.
    public var passed: Bool { mismatches.isEmpty }

    /// What was not as expected, one line each, and which rule answered; none if the test passed.
    public var failures: [String] {
        var lines = mismatches.map(\.description)
        if let rule = rules.first(where: { $0.role == .answered }) {
            lines.append("the answer came from \(rule.rule) at \(rule.place): \(rule.about)")
        }
        return lines
    }
}

/// What became of all tests that were run.
public struct PolicyTestRun: Sendable {
    /// The results by file and line.
    public var results: [PolicyTestResult]

    /// Creates a run of results.
    public init(results: [PolicyTestResult]) {
        self.results = results
    }

    /// The tests that failed.
    public var failed: [PolicyTestResult] { results.filter { !$0.passed } }

    /// The results of each file, files in order.
    public var byFile: [(file: String, results: [PolicyTestResult])] {
        var files: [(file: String, results: [PolicyTestResult])] = []
        for result in results {
            if files.last?.file == result.file {
                files[files.count - 1].results.append(result)
            } else {
                files.append((result.file, [result]))
            }
        }
        return files
    }
}
