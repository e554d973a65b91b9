import CaseModel
import PolicyHost

extension Scaffolder {
    /// Loads and tests a scaffold where it would stand.
    ///
    /// - Parameters:
    ///   - scaffold: The files.
    ///   - sites: The sites that must load without a finding that was not there before.
    ///   - tests: Texts, one of which the path of a test must hold to be run.
    ///   - programs: Programs to switch on.
    /// - Throws: ``ScaffoldProblem`` with everything that is wrong.
    func verify(
        _ scaffold: Scaffold, sites: [String], tests: String..., programs: [String: Bool] = [:]
    ) throws(ScaffoldProblem) {
        let tree = scaffold.applied(to: tree)
        let host = PolicyHost(tree: tree, sites: sites, programs: programs)
        var wrong: [String] = []
        let before = PolicyChecker(tree: self.tree).check(sites: sites).findings
        let findings =
            programs.isEmpty
            ? PolicyChecker(tree: tree).check(sites: sites).findings
            : host.problems.values.flatMap { $0 }
        for finding in findings where !before.contains(where: { $0.isLike(finding) }) {
            wrong.append("\(finding)")
        }
        for site in sites where host.sites[site] == nil && wrong.isEmpty {
            wrong.append("\(site) does not load")
        }
        if wrong.isEmpty { wrong = failedTests(tree, tests) }
        guard wrong.isEmpty else {
            throw ScaffoldProblem(
                .unsound,
                (["this would not pass check and test here, so nothing was written:"] + wrong)
                    .joined(separator: "\n  "))
        }
    }

    /// What fails of the tests whose path holds one of the texts.
    func failedTests(_ tree: PolicyTree, _ filters: [String]) -> [String] {
        let runner = PolicyTestRunner(tree: tree)
        var failures: [String] = []
        do {
            for filter in filters {
                for result in try runner.run(filter: filter) where !result.failures.isEmpty {
                    failures.append("\(result.file): \(result.name)")
                    failures += result.failures.map { "  \($0)" }
                }
            }
        } catch {
            failures.append("\(error)")
        }
        return failures
    }
}

extension PolicyProblem {
    /// Whether two findings say the same of the same file; lines move when a rule is added.
    fileprivate func isLike(_ other: PolicyProblem) -> Bool {
        (code, file, message) == (other.code, other.file, other.message)
    }
}
