import CaseModel
public import PolicyHost
import Synchronization

/// Everything that is wrong with the test files, at once.
public struct PolicyTestProblems: Error, Sendable, CustomStringConvertible {
    /// The problems by file, line and column.
    public var problems: [PolicyProblem]

    /// One line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Runs the tests that stand beside the policies: `tests/*.yaml`, `tests/*.csv`, `tests/*.lua`.
///
///     let runner = PolicyTestRunner(tree: tree)
///     let run = try await runner.run(filters: ["oh-stark"], threads: 2)
public struct PolicyTestRunner: Sendable {
    let bench: TestBench

    /// Creates a runner for a tree.
    public init(tree: PolicyTree) {
        bench = TestBench(tree: tree)
    }

    // MARK: Finding tests

    /// The tests of all YAML files and tables whose file or name has each of the texts, whatever
    /// their case.
    ///
    /// - Throws: ``PolicyTestProblems`` with all that is wrong with these files.
    public func tests(filters: [String] = []) throws(PolicyTestProblems) -> [PolicyTest] {
        let fixtures = bench.tree.paths(in: "policies/fixtures", ending: ".yaml").map {
            String($0.dropFirst("policies/fixtures/".count).dropLast(".yaml".count))
        }
        var builder = PolicyTestBuilder(sites: bench.tree.sites, fixtures: fixtures)
        var tests: [PolicyTest] = []
        for path in Self.files(in: bench.tree, ending: ".yaml", ".csv") {
            let text = bench.tree.files[path] ?? ""
            let drafts =
                path.hasSuffix(".csv")
                ? TableTests(file: path).drafts(text, &builder)
                : YAMLTests(file: path).drafts(text, &builder)
            for draft in drafts {
                if let test = builder.test(draft), Self.matches(path, test.name, filters) {
                    tests.append(test)
                }
            }
        }
        guard builder.problems.isEmpty else {
            throw PolicyTestProblems(
                problems: builder.problems.sorted {
                    ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column)
                })
        }
        return tests
    }

    static func files(in tree: PolicyTree, ending endings: String...) -> [String] {
        tree.files.keys.filter { path in
            path.hasPrefix("policies/") && path.contains("/tests/")
                && !path.hasSuffix("/\(EquivalentMutants.fileName)")
                && endings.contains { path.hasSuffix($0) }
        }.sorted()
    }

    static func matches(_ file: String, _ name: String, _ filters: [String]) -> Bool {
        filters.allSatisfy { filter in
            let wanted = filter.lowercased()
            return file.lowercased().contains(wanted) || name.lowercased().contains(wanted)
        }
    }

    // MARK: Running tests

    /// Runs every test that the filters let through, on this thread.
    ///
    /// - Throws: ``PolicyTestProblems`` if a test file can't be read.
    public func run(filter: String = "") throws(PolicyTestProblems) -> [PolicyTestResult] {
        let filters = filter.isEmpty ? [] : [filter]
        let tests = try tests(filters: filters)
        let scripts = try scriptTests(filters: filters)
        return (tests.map(run) + run(scripts)).inOrder
    }

    /// Runs every test that the filters let through.
    ///
    /// - Throws: ``PolicyTestProblems`` if a test file can't be read.
    public func run(filters: [String] = [], threads: Int) async throws(PolicyTestProblems)
        -> PolicyTestRun
    {
        let tests = try tests(filters: filters)
        let scripts = try scriptTests(filters: filters)
        return PolicyTestRun(results: await run(tests, scripts: scripts, threads: threads))
    }

    /// Runs tests on several threads; the results are in the order of their places.
    public func run(_ tests: [PolicyTest], scripts: [ScriptTest] = [], threads: Int) async
        -> [PolicyTestResult]
    {
        let groups = TestGroup.groups(tests, scripts)
        let queue = WorkQueue(count: groups.count)
        return await withTaskGroup(of: [PolicyTestResult].self) { workers in
            for _ in 0..<max(1, threads) {
                workers.addTask {
                    var results: [PolicyTestResult] = []
                    while let index = queue.take() {
                        results += groups[index].tests.map(run) + run(groups[index].scripts)
                        bench.release(groups[index].key)
                    }
                    return results
                }
            }
            var all: [PolicyTestResult] = []
            for await results in workers { all += results }
            return all.inOrder
        }
    }

    /// Runs one test.
    public func run(_ test: PolicyTest) -> PolicyTestResult {
        var result = PolicyTestResult(file: test.file, line: test.place.line, name: test.name)
        switch decide(test) {
        case .failure(let failure):
            result.mismatches = [failure.reason]
            result.rules = failure.rules
        case .success(let decided):
            result.mismatches = Expectation(answer: decided.answer).failures(test.expect)
            guard !result.passed else { break }
            let pictures = FailurePictures(test, policy: decided.policy, file: decided.file)
            result.rules = pictures?.rules(for: decided.answer, result.mismatches) ?? []
        }
        return result
    }

    /// A decision as a test sees it.
    struct Decided {
        var policy: SitePolicy
        var file: CaseFile
        var answer: DecisionAnswer
    }

    /// Why there is no answer to compare.
    struct Stopped: Error {
        var reason: PolicyTestFailure
        var rules: [RulePicture] = []
    }

    /// Decides the case of a test and picks the answer that is meant.
    func decide(_ test: PolicyTest) -> Result<Decided, Stopped> {
        func stopped(_ kind: PolicyTestFailure.Kind, _ message: String)
            -> Result<Decided, Stopped>
        {
            .failure(Stopped(reason: .stopped(kind, message)))
        }
        let file: CaseFile
        do {
            file = try bench.caseFile(
                base: test.base, site: test.site, with: test.with, file: test.file,
                places: test.withPlaces)
        } catch {
            return stopped(.caseFile, "\(error)")
        }
        let host = bench.host(for: test)
        guard let policy = host.sites[test.site] else {
            return .failure(Stopped(reason: .siteDoesNotLoad(test.site, host)))
        }
        guard file.cases.indices.contains(test.caseIndex) else {
            return stopped(.caseFile, "the case file has no case number \(test.caseIndex)")
        }
        // The whole area is decided, as in a real decision: a rule of another question that fails
        // takes this answer away, too.
        guard let area = test.point.area else {
            return stopped(.noAnswer, "\(test.point.rawValue) is not scripted")
        }
        let decision = policy.decide(
            file, caseIndex: test.caseIndex, asOf: test.asOf, area: area, question: nil)
        if let alert = decision.alert {
            let message = "the policy failed: \(alert.message) (\(alert.place))"
            let pictures = FailurePictures(test, policy: policy, file: file)
            return .failure(
                Stopped(
                    reason: .stopped(.policyFailed, message),
                    rules: pictures?.failingRules() ?? []))
        }
        guard let answer = Self.answer(to: test, among: decision.answers) else {
            return stopped(.noAnswer, "no answer for \(test.point.rawValue) \(test.subject)")
        }
        return .success(Decided(policy: policy, file: file, answer: answer))
    }

    /// Of several contacts the one to the expected person is meant, else the first answer.
    static func answer(to test: PolicyTest, among answers: [DecisionAnswer]) -> DecisionAnswer? {
        let answers = answers.filter { answer in
            answer.point == test.point && (test.subject.isEmpty || answer.subject == test.subject)
        }
        let person = test.expect["who"]?.string
        return answers.first { $0.subject == person } ?? answers.first
    }
}

/// Tests that the same loaded site decides: it is loaded once for them.
struct TestGroup: Sendable {
    var key: String
    var tests: [PolicyTest] = []
    var scripts: [ScriptTest] = []

    /// The groups, larger ones first, so that threads end at about the same time.
    static func groups(_ tests: [PolicyTest], _ scripts: [ScriptTest]) -> [TestGroup] {
        var groups: [String: TestGroup] = [:]
        for test in tests {
            let key = TestBench.hostKey(of: test)
            groups[key, default: TestGroup(key: key)].tests.append(test)
        }
        for script in scripts {
            let key = TestBench.hostKey(of: script.wishes)
            groups[key, default: TestGroup(key: key)].scripts.append(script)
        }
        return groups.values.sorted {
            ($1.tests.count + $1.scripts.count, $0.key) < (
                $0.tests.count + $0.scripts.count, $1.key
            )
        }
    }
}

/// Numbers that several threads take one by one.
final class WorkQueue: Sendable {
    private let next = Atomic(0)
    private let count: Int

    init(count: Int) {
        self.count = count
    }

    func take() -> Int? {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return index < count ? index : nil
    }
}

extension [PolicyTestResult] {
    /// By file and line, so that threads make no difference.
    fileprivate var inOrder: [PolicyTestResult] {
        sorted { ($0.file, $0.line, $0.name) < ($1.file, $1.line, $1.name) }
    }
}
