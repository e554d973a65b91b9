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
        host(
            for: PolicyTest(
                name: "", file: "", site: site, asOf: Day(epochDay: 0), base: "", with: [:],
                programs: [:], parameters: [:], caseIndex: 0, point: .remedy, subject: "",
                expect: [:]))
    }

    /// Lets a loaded site go that no later test asks for.
    func release(_ key: String) {
        hosts.withLock { $0[key] = nil }
    }

    /// The case file that a test describes.
    func caseFile(base: String, site: String, with: [String: JSONValue], file: String)
        throws(PolicyProblem) -> CaseFile
    {
        var tree = try fixture(base)
        try Overrides.apply(["site": .text(site)], to: &tree, file: file)
        try Overrides.apply(with, to: &tree, file: file)
        do throws(CaseFileError) {
            return try CaseFileReader().read(tree.canonicalBytes())
        } catch {
            throw PolicyProblem(
                code: "test.case-file",
                message: error.problems.prefix(5).map { "\($0)" }.joined(separator: "\n    "),
                file: file)
        }
    }

    private func fixture(_ name: String) throws(PolicyProblem) -> JSONValue {
        if let known = files.withLock({ $0[name] }) { return known }
        let made = try fixtures.file(name)
        files.withLock { $0[name] = made }
        return made
    }
}
