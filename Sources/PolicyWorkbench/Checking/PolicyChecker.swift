public import PolicyHost

/// Everything that is wrong in a tree of policies and configs, found before any case is decided.
public struct PolicyChecker {
    private let tree: PolicyTree

    /// Creates a checker for a tree.
    public init(tree: PolicyTree) {
        self.tree = tree
    }

    /// Loads and checks sites.
    ///
    /// - Parameter sites: The sites to check; all if nil.
    /// - Returns: The sites that load, and every finding once, by file, line and column.
    public func check(sites: [String]? = nil) -> CheckReport {
        let host = PolicyHost(tree: tree, sites: sites)
        var findings: [PolicyProblem] = []
        for problem in host.problems.sorted(by: { $0.key < $1.key }).flatMap(\.value)
        where !findings.contains(problem) {
            findings.append(problem)
        }
        findings.sort { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
        return CheckReport(host: host, findings: findings)
    }
}

/// What a check found.
public struct CheckReport {
    /// The sites that load.
    public var host: PolicyHost
    /// Findings by file, line and column, each once.
    public var findings: [PolicyProblem]
}
