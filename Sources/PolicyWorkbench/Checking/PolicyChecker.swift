public import PolicyHost

/// Everything that is wrong in a tree of policies and configs, found before any case is decided.
///
/// What makes a decision wrong is found by the loader and keeps a site from loading. What somebody
/// should look at besides is found here: rules that can't be reached, words that are hard to read,
/// numbers that nobody reads, tests that name what does not exist.
public struct PolicyChecker {
    private let tree: PolicyTree

    /// Creates a checker for a tree.
    public init(tree: PolicyTree) {
        self.tree = tree
    }

    /// Loads and checks sites.
    ///
    /// - Parameter sites: The sites to check; all if nil. Tests, fixtures and layers that all sites
    ///   share are checked as far as these sites use them.
    /// - Returns: The sites that load, and every finding once, by file, line and column.
    public func check(sites: [String]? = nil) -> CheckReport {
        check(sites: sites, withRestingPrograms: true)
    }

    /// Loads and checks sites, with or without programs that none of them has switched on.
    func check(sites: [String]?, withRestingPrograms: Bool) -> CheckReport {
        let host = PolicyHost(tree: tree, sites: sites)
        var analyses = host.analyses
        var findings = Set(host.problems.values.flatMap { $0 })
        let resting: (analyses: [SiteAnalysis], problems: [PolicyProblem]) =
            withRestingPrograms ? restingPrograms(analyses) : ([], [])
        findings.formUnion(resting.problems)
        analyses += resting.analyses
        for analysis in analyses {
            for flow in analysis.flows { findings.formUnion(flow.findings) }
            findings.formUnion(RuleChecks(analysis: analysis).findings)
            findings.formUnion(WordChecks(analysis: analysis).findings)
        }
        if sites == nil {
            findings.formUnion(ParameterChecks(analyses: analyses).findings)
            findings.formUnion(LayerFileChecks(tree: tree).findings)
        }
        let tests = TestFileChecks(tree: tree, analyses: analyses, isWhole: sites == nil)
        findings.formUnion(tests.findings)
        return CheckReport(
            tree: tree, host: host, sites: sites ?? tree.sites,
            findings: findings.map(Self.withHelp).sorted(by: PolicyProblem.isBefore))
    }

    /// A finding that does not say what to do sends the reader to its page.
    static func withHelp(_ finding: PolicyProblem) -> PolicyProblem {
        guard finding.suggestion.isEmpty, FindingPages.page(for: finding.code) != nil else {
            return finding
        }
        var finding = finding
        finding.suggestion = "accord explain \(finding.code) shows how to write it"
        return finding
    }

    /// The names of the program layers, sorted.
    private var programs: [String] {
        Set(
            tree.files.keys.compactMap { path in
                let parts = path.split(separator: "/")
                return parts.count > 3 && parts[1] == "programs" ? String(parts[2]) : nil
            }
        ).sorted()
    }

    /// Programs that none of the sites has switched on are checked with the first of them.
    private func restingPrograms(_ analyses: [SiteAnalysis])
        -> (analyses: [SiteAnalysis], problems: [PolicyProblem])
    {
        let on = Set(analyses.flatMap { $0.config?.programs.filter(\.value).keys.map { $0 } ?? [] })
        let resting = programs.filter { !on.contains($0) }
        guard !resting.isEmpty,
            let site = analyses.first(where: { $0.config != nil })?.site
        else { return ([], []) }
        let programs = Dictionary(uniqueKeysWithValues: resting.map { ($0, true) })
        let host = PolicyHost(tree: tree, sites: [site], programs: programs)
        return (host.analyses, host.problems.values.flatMap { $0 })
    }
}

/// What a check found.
public struct CheckReport {
    /// What was checked.
    let tree: PolicyTree
    /// The sites that load.
    public var host: PolicyHost
    /// The ids of the sites that were to be loaded.
    public var sites: [String]
    /// Findings by file, line and column, each once.
    public var findings: [PolicyProblem]

    /// The number of findings of a severity.
    public func count(_ severity: PolicyProblem.Severity) -> Int {
        findings.lazy.filter { $0.severity == severity }.count
    }

    /// Whether there is a finding at least as serious, or a site that does not load.
    public func fails(at severity: PolicyProblem.Severity) -> Bool {
        if count(.error) > 0 || host.sites.count < sites.count { return true }
        return severity == .warning && !findings.isEmpty
    }
}
