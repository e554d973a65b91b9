import CaseModel
import PolicyHost

/// A policy test with its case file read, and what the unchanged policy looks at to answer it.
struct PreparedTest {
    var test: PolicyTest
    /// The case file as a tree, for tests made from this one.
    var tree: JSONValue
    var file: CaseFile
    var area: Area
    /// Site, programs and parameters that the test wishes for, as a key.
    var wishes: String
    /// Rules that were asked or that answered.
    var rules: Set<String> = []
    /// Parameters that were read in the area.
    var parameters: Set<String> = []

    /// The only question that is asked for the test.
    var question: Question {
        let subject = test.point == .remedy && !test.subject.isEmpty ? test.subject : nil
        return Question(point: test.point, subject: subject)
    }

    /// What is not as expected when a policy answers.
    func failures(of policy: SitePolicy) -> [String] {
        let decision = policy.decide(
            file, caseIndex: test.caseIndex, asOf: test.asOf, area: area, question: question)
        return test.failures(in: decision)
    }
}

extension PolicyTest {
    /// What is not as expected in a decision.
    func failures(in decision: Decision) -> [String] {
        if let alert = decision.alert { return ["the policy failed: \(alert.message)"] }
        let answers = decision.answers.filter { answer in
            answer.point == point && (subject.isEmpty || answer.subject == subject)
        }
        // Of several contacts the one to the expected person is meant.
        let person = expect["who"]?.string
        guard let answer = answers.first(where: { $0.subject == person }) ?? answers.first else {
            return ["no answer for \(point.rawValue) \(subject)"]
        }
        return Expectation(answer: answer).failures(expect).map(\.description)
    }
}

/// A site with its tests ready to run against changed policies.
final class TestedSite {
    let site: String
    let tree: PolicyTree
    private(set) var tests: [PreparedTest] = []
    private var variants: [String: SiteVariants] = [:]

    /// Loads the site and reads its tests.
    ///
    /// - Throws: The first problem, or the first test that fails on the unchanged policy.
    init(site: String, tree: PolicyTree) throws(PolicyProblem) {
        self.site = site
        self.tree = tree
        _ = try variants(for: "")
        let fixtures = Fixtures(tree: tree)
        let folder = "policies/sites/\(site)/tests"
        let tests: [PolicyTest]
        do throws(PolicyTestProblems) {
            tests = try PolicyTestRunner(tree: tree).tests(filters: [folder + "/"])
        } catch {
            throw error.problems.first
                ?? PolicyProblem(code: "test", message: "the tests can't be read", file: folder)
        }
        for test in tests where test.site == site {
            guard let prepared = try prepare(test, fixtures) else { continue }
            self.tests.append(prepared)
        }
    }

    /// The unchanged policy and its versions, with a test's programs and parameters.
    func variants(for wishes: String, of test: PolicyTest? = nil) throws(PolicyProblem)
        -> SiteVariants
    {
        if let known = variants[wishes] { return known }
        var tree = tree
        if let test, !test.parameters.isEmpty {
            tree.files["site-configs/\(site)/parameters.yaml", default: "set:\n"] +=
                test.settings
        }
        var problems: [PolicyProblem] = []
        guard
            let made = SiteVariants(
                tree: tree, site: site, programs: test?.programs ?? [:], problems: &problems)
        else {
            throw problems.first
                ?? PolicyProblem(code: "site", message: "`\(site)` does not load", file: site)
        }
        variants[wishes] = made
        return made
    }

    private func prepare(_ test: PolicyTest, _ fixtures: Fixtures) throws(PolicyProblem)
        -> PreparedTest?
    {
        guard let area = test.point.area else { return nil }
        let tree = try fixtures.tree(of: test)
        let file: CaseFile
        do throws(CaseFileError) {
            file = try CaseFileReader().read(tree.canonicalBytes())
        } catch {
            throw PolicyProblem(
                code: "test.case-file", message: "test `\(test.name)`: \(error)", file: test.file)
        }
        let wishes = (test.programs.map { "\($0)=\($1)" } + test.parameters.map { "\($0)=\($1)" })
            .sorted().joined(separator: " ")
        var prepared = PreparedTest(
            test: test, tree: tree, file: file, area: area, wishes: wishes)
        let policy = try variants(for: wishes, of: test).original
        if let failure = prepared.failures(of: policy).first {
            throw PolicyProblem(
                code: "mutation.test-fails",
                message: "the test `\(test.name)` fails before anything is changed: \(failure)",
                file: test.file, suggestion: "make `accord test` pass first")
        }
        let decision = policy.decide(
            file, caseIndex: test.caseIndex, asOf: test.asOf, area: area,
            question: prepared.question)
        prepared.rules = decision.ruleIDs
        let full = policy.decide(file, asOf: test.asOf, areas: [area], detail: .full)
        prepared.parameters = Set(full.flatMap(\.parameters).map(\.id))
        return prepared
    }
}

extension PolicyTest {
    /// The test's parameters as settings of the site.
    fileprivate var settings: String {
        parameters.sorted { $0.key < $1.key }.map { id, value in
            """
              - parameter: \(id)
                value: \(value)
                from: \(asOf)
                reason: a policy test
                approved_by: a policy test
                tag: assumed

            """
        }.joined()
    }
}

extension Fixtures {
    /// The case file of a test as a tree.
    func tree(of test: PolicyTest) throws(PolicyProblem) -> JSONValue {
        var tree = try file(test.base)
        try Overrides.apply(["site": .text(test.site)], to: &tree, file: test.file)
        try Overrides.apply(test.with, to: &tree, file: test.file)
        return tree
    }
}

extension Decision {
    /// Rules that were asked or that answered.
    var ruleIDs: Set<String> {
        var ids: Set<String> = []
        for answer in answers {
            for result in answer.asked { ids.insert(result.rule) }
            if let rule = answer.rule { ids.insert(rule.id) }
        }
        return ids
    }
}
