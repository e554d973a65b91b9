extension TestReport {
    /// JUnit XML: a suite a file, a case a test, without times, so that equal runs are equal bytes.
    var junit: String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append(
            "<testsuites name=\"accord\" tests=\"\(run.results.count)\" "
                + "failures=\"\(run.failed.count)\" errors=\"0\">")
        for (file, results) in run.byFile {
            let failed = results.count { !$0.passed }
            lines.append(
                "  <testsuite name=\"\(Self.escaped(file))\" tests=\"\(results.count)\" "
                    + "failures=\"\(failed)\" errors=\"0\">")
            for result in results { lines += Self.junit(result) }
            lines.append("  </testsuite>")
        }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func junit(_ result: PolicyTestResult) -> [String] {
        // Readers make a tree of the class name's dots: the folders.
        let path = result.file.split(separator: ".").dropLast().joined(separator: ".")
        let start =
            "    <testcase classname=\"\(escaped(path.replacing("/", with: ".")))\" "
            + "name=\"\(escaped(result.name))\" file=\"\(escaped(result.file))\" "
            + "line=\"\(result.line)\""
        guard let first = result.mismatches.first else { return [start + "/>"] }
        return [
            start + ">",
            "      <failure type=\"\(first.kind.rawValue)\" "
                + "message=\"\(escaped(first.description))\">"
                + escaped(details(of: result).joined(separator: "\n")) + "</failure>",
            "    </testcase>",
        ]
    }

    /// Text for XML: what has a meaning there is written as an entity, what XML can't hold as `?`.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            case "\t": escaped += "&#9;"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped += "?"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
