extension TestReport {
    /// The Test Anything Protocol, version 13: one line a test, details of a failure below it.
    var tap: String {
        var lines = ["TAP version 13", "1..\(run.results.count)"]
        for (index, result) in run.results.enumerated() {
            let verdict = result.passed ? "ok" : "not ok"
            lines.append(
                "\(verdict) \(index + 1) - \(Self.plain("\(result.file): \(result.name)"))")
            guard !result.passed else { continue }
            lines.append("  ---")
            lines.append("  at: \(result.file):\(result.line)")
            lines.append("  message: |")
            for line in Self.details(of: result) { lines.append("    \(line)") }
            lines.append("  ...")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A description: `#` would begin a directive there.
    private static func plain(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("#", with: "\\#")
            .split(separator: "\n").joined(separator: " ")
    }
}
