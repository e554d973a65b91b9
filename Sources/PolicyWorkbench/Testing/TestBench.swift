import CaseModel
import PolicyHost
import Synchronization

/// What tests stand on: fixtures put together once, and each site loaded once for equal wishes.
final class TestBench: Sendable {
    let tree: PolicyTree
    private let fixtures: Fixtures
    private let files = Mutex<[String: JSONValue]>([:])
    private let hosts = Mutex<[String: PolicyHost]>([:])

    init(tree: PolicyTree) {
        self.tree = tree
        fixtures = Fixtures(tree: tree)
    }

    /// Tests with the same key are decided by the same loaded site.
    static func hostKey(of test: PolicyTest) -> String {
        let wishes = test.programs.map { "\($0)=\($1)" } + test.parameters.map { "\($0)=\($1)" }
        // A parameter is set from the test's own day on.
        let day = test.parameters.isEmpty ? "" : "\(test.asOf)"
        return ([test.site, day] + wishes.sorted()).joined(separator: " ")
    }

    /// The key of tests that wish nothing else than what the site's config has.
    private static func hostKey(ofSite site: String) -> String { hostKey(of: bare(site)) }

    private static func bare(_ site: String) -> PolicyTest {
        PolicyTest(
            name: "", file: "", site: site, asOf: Day(epochDay: 0), base: "", with: [:],
            programs: [:], parameters: [:], caseIndex: 0, point: .remedy, subject: "", expect: [:])
    }

    /// The site with the test's programs and parameters.
    func host(for test: PolicyTest) -> PolicyHost {
        let key = Self.hostKey(of: test)
        if let known = hosts.withLock({ $0[key] }) { return known }
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
        hosts.withLock { $0[key] = host }
        return host
    }

    /// A site as its config has it.
    func host(forSite site: String) -> PolicyHost {
        host(for: Self.bare(site))
    }

    /// Lets tests be decided by a site that was loaded already, as its config has it.
    func lend(_ host: PolicyHost, to site: String) {
        hosts.withLock { $0[Self.hostKey(ofSite: site)] = host }
    }

    /// Lets a loaded site go that no later test asks for.
    func release(_ key: String) {
        hosts.withLock { $0[key] = nil }
    }

    /// The case file that a test describes.
    ///
    /// - Parameters:
    ///   - base: The fixture.
    ///   - site: The site whose case it becomes.
    ///   - with: Changes by dotted path.
    ///   - file: The test's file, for problems.
    ///   - places: Where the changes stand in it, by path.
    /// - Returns: The case file.
    /// - Throws: ``PolicyTestProblems`` at the changes that make no valid case file.
    func caseFile(
        base: String, site: String, with: [String: JSONValue], file: String,
        places: [String: PolicyTest.Place] = [:]
    ) throws(PolicyTestProblems) -> CaseFile {
        var tree: JSONValue
        do throws(PolicyProblem) {
            tree = try fixture(base)
            try Overrides.apply(["site": .text(site)], to: &tree, file: file)
        } catch {
            throw PolicyTestProblems(problems: [error])
        }
        // In order of their paths, so that a list is replaced before one of its items is changed.
        for (path, value) in with.sorted(by: { $0.key < $1.key }) {
            do throws(PolicyProblem) {
                try Overrides.apply([path: value], to: &tree, file: file)
            } catch {
                var problem = error
                problem.line = places[path]?.line ?? 0
                problem.column = places[path]?.column ?? 0
                throw PolicyTestProblems(problems: [problem])
            }
        }
        do throws(CaseFileError) {
            return try CaseFileReader().read(tree.canonicalBytes())
        } catch {
            throw PolicyTestProblems(
                problems: error.problems.prefix(5).map { Self.problem($0, file, places) })
        }
    }

    /// A problem of the case file at the change that brought it in, if one did.
    private static func problem(
        _ problem: CaseFileProblem, _ file: String, _ places: [String: PolicyTest.Place]
    ) -> PolicyProblem {
        let path = problem.path.replacing("[", with: ".").replacing("]", with: "")
        let change = places.keys.filter { path == $0 || path.hasPrefix($0 + ".") }
            .max { $0.count < $1.count }
        let place = change.flatMap { places[$0] }
        return PolicyProblem(
            code: "test.case-file", message: "`\(path)`: \(problem.message)", file: file,
            line: place?.line ?? 0, column: place?.column ?? 0,
            suggestion: problem.suggestion.map { "did you mean `\($0)`?" } ?? "")
    }

    private func fixture(_ name: String) throws(PolicyProblem) -> JSONValue {
        if let known = files.withLock({ $0[name] }) { return known }
        let made = try fixtures.file(name)
        files.withLock { $0[name] = made }
        return made
    }
}
