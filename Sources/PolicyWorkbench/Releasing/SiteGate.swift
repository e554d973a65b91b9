import CaseModel
public import PolicyHost

/// What each site's policies must pass before they decide there, so that one site's mistake stops
/// that site alone.
///
/// ``ReleaseGate`` judges a bundle as a whole; a service that runs judges each site for itself. The
/// site must load, no check may find an error in a file that concerns it, and the tests that ask
/// for it must pass. A failing test of a layer that several sites share stops them all, unless the
/// fault lies with the site that the test asks for.
public struct SiteGate {
    /// What the gate saw at one site.
    public struct Report: Sendable {
        /// The site's policy; nil if it does not load.
        public internal(set) var policy: SitePolicy?
        /// Whether it was loaded and not tested, because it is not wanted.
        public internal(set) var isSkipped = false
        /// Errors of loading, of checks, and of test files that can't be read.
        public internal(set) var problems: [PolicyProblem] = []
        /// How many tests asked for this site.
        public internal(set) var tests = 0
        /// The tests that failed: those that ask for this site, and those of its layers.
        public internal(set) var failed: [PolicyTestResult] = []

        /// Whether the policy may decide.
        public var passes: Bool { policy != nil && problems.isEmpty && failed.isEmpty }
    }

    private let tree: PolicyTree
    /// The tree with the sites that shared tests may ask for and that it does not have.
    private let everywhere: PolicyTree

    /// Creates a gate.
    ///
    /// - Parameters:
    ///   - tree: The files.
    ///   - leftOut: The sites that the files were limited from.
    public init(tree: PolicyTree, leavingOut leftOut: [String] = []) {
        self.tree = tree
        var everywhere = tree
        for site in leftOut where !tree.sites.contains(site) {
            everywhere.files["site-configs/\(site)/site.yaml"] = ""
        }
        self.everywhere = everywhere
    }

    /// Loads, checks and tests some sites.
    ///
    /// - Parameters:
    ///   - sites: The sites.
    ///   - lastGood: The files with which each site decided well before, to tell whose fault it is
    ///     that a shared test fails.
    ///   - skip: Whether a policy that loaded need not be tested, such as one that decides already.
    /// - Returns: A report for each of the sites.
    public func reports(
        for sites: [String], lastGood: [String: PolicyTree] = [:],
        skipping skip: (SitePolicy) -> Bool
    ) -> [String: Report] {
        let check = PolicyChecker(tree: everywhere).check(
            sites: sites, withRestingPrograms: false)
        var reports: [String: Report] = [:]
        for site in sites {
            var report = Report(policy: check.host.sites[site])
            var problems = (check.host.problems[site] ?? []).filter { $0.severity == .error }
                .map(PolicyChecker.withHelp)
            if let policy = report.policy {
                report.isSkipped = skip(policy)
                // What is wrong with tests is told where they are read.
                problems += check.findings.filter { finding in
                    finding.severity == .error && tree.files[finding.file] != nil
                        && !finding.code.hasPrefix("test.") && !problems.contains(finding)
                        && Self.concerns(finding.file, policy.config)
                }
            }
            report.problems = report.isSkipped ? [] : problems
            reports[site] = report
        }
        test(&reports, check.host, lastGood)
        return reports
    }

    // MARK: Tests

    /// The test files of one folder, such as those of the federal layer.
    private struct Folder {
        var path: String
        var tests: [PolicyTest] = []
        var scripts: [ScriptTest] = []
        var problems: [PolicyProblem] = []

        /// Whether more than one site stands on it.
        var isShared: Bool { !path.hasPrefix("policies/sites/") }
    }

    private func test(
        _ reports: inout [String: Report], _ host: PolicyHost, _ lastGood: [String: PolicyTree]
    ) {
        let pending = reports.filter { $0.value.policy != nil && !$0.value.isSkipped }.keys.sorted()
        guard !pending.isEmpty else { return }
        let configs = Dictionary(
            uniqueKeysWithValues: pending.compactMap { site in
                reports[site]?.policy.map { (site, $0.config) }
            })
        let folders = folders(asking: pending)
        for folder in folders where !folder.problems.isEmpty {
            for (site, config) in configs where Self.concerns(folder.path + "/", config) {
                reports[site]?.problems += folder.problems
            }
        }
        let runner = PolicyTestRunner(tree: everywhere)
        for site in pending { runner.bench.lend(host, to: site) }
        let groups = TestGroup.groups(
            folders.flatMap(\.tests).filter { pending.contains($0.site) },
            folders.flatMap(\.scripts).filter { pending.contains($0.site) })
        var suspects: [String: TestGroup] = [:]
        for group in groups {
            for test in group.tests {
                let result = runner.run(test)
                reports[test.site]?.add(result)
                guard !result.passed, Self.isShared(test.file) else { continue }
                suspects[test.site, default: TestGroup(key: test.site)].tests.append(test)
            }
            for script in group.scripts {
                guard let result = runner.run([script]).first else { continue }
                reports[script.site]?.add(result)
                guard !result.passed, Self.isShared(script.file) else { continue }
                suspects[script.site, default: TestGroup(key: script.site)].scripts.append(script)
            }
            runner.bench.release(group.key)
        }
        // Of a site that does not load, the shared tests still say something about the layers.
        for (site, report) in reports where report.policy == nil && lastGood[site] != nil {
            suspects[site] = TestGroup(
                key: site,
                tests: folders.filter(\.isShared).flatMap(\.tests)
                    .filter { $0.site == site })
        }
        for (owner, group) in suspects.sorted(by: { $0.key < $1.key }) {
            for result in faults(group, of: owner, reports[owner], lastGood[owner]) {
                for (site, config) in configs where site != owner {
                    guard Self.concerns(result.file, config) else { continue }
                    reports[site]?.failed.append(result)
                }
            }
        }
    }

    /// The failing shared tests that are the layers' fault and not that of the site they ask for.
    ///
    /// With the site's own files as they were when it decided well, a test that still fails is the
    /// layers' fault. If nothing is known of the site, it is the site's fault if its own tests fail,
    /// too.
    private func faults(
        _ group: TestGroup, of site: String, _ report: Report?, _ lastGood: PolicyTree?
    ) -> [PolicyTestResult] {
        guard let lastGood else {
            let failed = report?.failed ?? []
            return failed.contains { !Self.isShared($0.file) } ? [] : failed
        }
        var mixed = everywhere
        for path in everywhere.files.keys where Self.isOwn(path, of: site) {
            mixed.files[path] = nil
        }
        for (path, text) in lastGood.files where Self.isOwn(path, of: site) {
            mixed.files[path] = text
        }
        let runner = PolicyTestRunner(tree: mixed)
        let results = group.tests.map(runner.run) + runner.run(group.scripts)
        return results.filter { result in
            !result.passed && !result.mismatches.contains { $0.kind == .siteDoesNotLoad }
        }
    }

    /// The test files, folder by folder, so that one that can't be read stops only whom it concerns.
    private func folders(asking sites: [String]) -> [Folder] {
        var paths: [String: [String]] = [:]
        for path in PolicyTestRunner.files(in: tree, ending: ".yaml", ".csv", ".lua") {
            guard let end = path.firstRange(of: "/tests/") else { continue }
            paths[String(path[..<end.lowerBound]), default: []].append(path)
        }
        let known = everywhere.sites
        var bare = everywhere
        for path in paths.values.joined() { bare.files[path] = nil }
        return paths.sorted { $0.key < $1.key }.map { path, files in
            var folder = Folder(path: path)
            var part = bare
            for file in files {
                // A Lua file is read by the site it asks for, which may not be here.
                let isWanted =
                    !file.hasSuffix(".lua")
                    || sites.contains(PolicyTestBuilder.defaultSite(of: file, sites: known))
                if isWanted { part.files[file] = tree.files[file] }
            }
            let runner = PolicyTestRunner(tree: part)
            do throws(PolicyTestProblems) {
                folder.tests = try runner.tests()
                folder.scripts = try runner.scriptTests()
            } catch {
                folder.problems = error.problems
            }
            return folder
        }
    }

    // MARK: Whom a file concerns

    /// Whether a file can bear on a site, by its path.
    private static func concerns(_ path: String, _ config: SiteConfig) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2 else { return parts.first != "site-configs" || parts[1] == config.id }
        return switch (parts[0], parts[1]) {
        case ("site-configs", let owner): owner == config.id
        case ("policies", "sites"): parts[2] == config.id
        case ("policies", "states"): parts[2] == config.state
        case ("policies", "programs"): config.programs[parts[2]] ?? false
        default: true
        }
    }

    private static func isShared(_ path: String) -> Bool { !path.hasPrefix("policies/sites/") }

    private static func isOwn(_ path: String, of site: String) -> Bool {
        path.hasPrefix("policies/sites/\(site)/") || path.hasPrefix("site-configs/\(site)/")
    }
}

extension SiteGate.Report {
    fileprivate mutating func add(_ result: PolicyTestResult) {
        tests += 1
        if !result.passed { failed.append(result) }
    }
}
