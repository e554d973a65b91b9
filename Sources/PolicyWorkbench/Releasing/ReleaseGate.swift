public import PolicyHost

/// What a tree must pass before a bundle is made of it, and again before the bundle decides.
///
/// Every site loads, no check finds an error, and the tests carried pass. Tests of shared layers
/// that ask for a site that the bundle does not have are left to the bundles that have it.
public struct ReleaseGate {
    /// What the gate saw.
    public struct Report {
        /// The sites.
        public var host: PolicyHost
        /// Errors of the check, and of test files that can't be read.
        public var errors: [PolicyProblem]
        /// The tests that ran.
        public var tests: [PolicyTestResult]

        /// The tests that failed.
        public var failed: [PolicyTestResult] { tests.filter { !$0.failures.isEmpty } }
        /// Whether the tree may decide.
        public var passes: Bool { errors.isEmpty && !tests.isEmpty && failed.isEmpty }
    }

    private let tree: PolicyTree
    /// Sites that shared tests may ask for and that the tree does not have.
    private let leftOut: [String]

    /// Creates a gate.
    ///
    /// - Parameters:
    ///   - tree: The files that the bundle carries.
    ///   - leftOut: The sites that the bundle was limited from.
    public init(tree: PolicyTree, leavingOut leftOut: [String] = []) {
        self.tree = tree
        self.leftOut = leftOut
    }

    /// Checks everything and runs every test.
    public func report() -> Report {
        // Tests are read as where all sites were, so that each asks for the site it was written for.
        var everywhere = tree
        for site in leftOut { everywhere.files["site-configs/\(site)/site.yaml"] = "" }
        var carried = tree
        for path in PolicyTestRunner.files(in: tree, ending: ".lua")
        where leftOut.contains(
            PolicyTestBuilder.defaultSite(of: path, sites: everywhere.sites))
        {
            carried.files[path] = nil
        }
        let check = PolicyChecker(tree: everywhere).check(sites: leftOut.isEmpty ? nil : tree.sites)
        var errors = check.findings.filter { finding in
            // Of shared tests a part of the sites can't judge; those of these sites are run.
            finding.severity == .error && tree.files[finding.file] != nil
                && (leftOut.isEmpty || !finding.code.hasPrefix("test."))
        }
        var results: [PolicyTestResult] = []
        if errors.isEmpty {
            do {
                let runner = PolicyTestRunner(tree: carried)
                results = try PolicyTestRunner(tree: everywhere).tests()
                    .filter { !leftOut.contains($0.site) }.map(runner.run)
                results += runner.run(
                    try runner.scriptTests().filter { !leftOut.contains($0.site) })
            } catch {
                errors += error.problems
            }
        }
        return Report(host: check.host, errors: errors, tests: results)
    }

    /// Refuses a bundle whose policies must not decide.
    ///
    /// - Parameters:
    ///   - bundle: The bundle.
    ///   - file: Its name for messages.
    /// - Throws: ``PolicyProblem`` with the first things that are wrong.
    public static func check(_ bundle: PolicyBundle, file: String) throws(PolicyProblem) {
        let report = ReleaseGate(tree: bundle.tree, leavingOut: bundle.manifest.leftOut).report()
        if let error = report.errors.first {
            throw PolicyProblem(
                code: "release.check", message: "\(report.errors.count) errors in its policies",
                file: file, suggestion: "the first is \(error)")
        }
        for site in bundle.manifest.sites
        where report.host.sites[site.id]?.hash != site.policyHash {
            throw PolicyProblem(
                code: "release.policy-hash",
                message: "\(site.id) has other policies than the manifest says", file: file,
                suggestion: "build the bundle with this version of Accord")
        }
        guard report.passes else {
            let failed = report.failed
            throw PolicyProblem(
                code: "release.tests",
                message: failed.isEmpty
                    ? "it carries no test"
                    : "\(failed.count) of its \(report.tests.count) tests fail",
                file: file,
                suggestion: failed.isEmpty
                    ? "a bundle without tests can't be released"
                    : "the first is \(failed[0].file): \(failed[0].name)")
        }
        guard report.tests.count == bundle.manifest.tests else {
            throw PolicyProblem(
                code: "release.tests",
                message: "\(report.tests.count) tests ran, and \(bundle.manifest.tests) ran when "
                    + "it was made", file: file,
                suggestion: "build the bundle with this version of Accord")
        }
    }
}
