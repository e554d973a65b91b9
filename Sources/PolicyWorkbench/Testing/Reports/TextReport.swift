extension TestReport {
    /// Each failure with its rules, one line a file, and the sum.
    func text(_ marks: Marks) -> String {
        var lines: [String] = []
        for result in run.failed {
            lines.append(
                "\(marks.bad("FAILED")) \(marks.strong("\(result.file): \(result.name)"))"
                    + marks.faint("  line \(result.line)"))
            lines += Self.details(of: result).map { $0.isEmpty ? "" : "    \($0)" }
            lines.append("")
        }
        let files = run.byFile
        let width = files.map(\.file.count).max() ?? 0
        for (file, results) in files {
            let failed = results.count { !$0.passed }
            let padding = String(repeating: " ", count: width - file.count)
            lines.append(
                "\(file)\(padding)  \(results.count - failed) passed"
                    + (failed > 0 ? marks.bad(", \(failed) failed") : ""))
        }
        lines.append(marks.strong(summary))
        return lines.joined(separator: "\n") + "\n"
    }

    /// What was not as expected, and the rules that the failure is about, as lines.
    static func details(of result: PolicyTestResult) -> [String] {
        var lines = result.mismatches.flatMap { $0.description.split(separator: "\n") }
            .map(String.init)
        for rule in result.rules {
            let authority = rule.authority.isEmpty ? "" : " (\(rule.authority))"
            lines.append("\(rule.rule) \(rule.verdict)  \(rule.place)\(authority)")
            if !rule.about.isEmpty { lines.append("    \(rule.about)") }
            lines += rule.picture.split(separator: "\n").map { "      \($0)" }
        }
        return lines
    }
}
