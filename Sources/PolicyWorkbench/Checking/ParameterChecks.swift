import PolicyHost

/// Parameters that nobody reads.
struct ParameterChecks {
    private(set) var findings: [PolicyProblem] = []

    /// Numbers that the host itself reads, when it proposes contacts.
    private static let readByHost: Set<String> = [
        "outreach.channels", "outreach.earliest_hour", "outreach.latest_hour",
    ]

    init(analyses: [SiteAnalysis]) {
        // A file that can't be followed may read anything.
        guard analyses.allSatisfy(\.isComplete) else { return }
        var read = Self.readByHost
        for flow in analyses.flatMap(\.flows) { read.formUnion(flow.reads) }
        for parameter in analyses.flatMap(\.parameters)
        where !parameter.isForStaff && !read.contains(parameter.id) {
            let place = parameter.declared
            findings.append(
                PolicyProblem(
                    code: "parameter.unused",
                    message: "no policy reads `\(parameter.id)`", file: parameter.file,
                    line: place.line, column: place.column, length: place.length,
                    suggestion:
                        "read it as site.\(parameter.id), mark it `for: staff`, or remove it everywhere",
                    severity: .warning))
        }
    }
}
