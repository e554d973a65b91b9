public import PolicyHost

extension CheckReport {
    /// Colors for parts of a finding; each takes words and returns them painted.
    public struct Colors: Sendable {
        var bold: @Sendable (String) -> String
        var error: @Sendable (String) -> String
        var warning: @Sendable (String) -> String
        var dim: @Sendable (String) -> String

        /// Creates a set of colors.
        public init(
            bold: @escaping @Sendable (String) -> String, error: @escaping @Sendable (String) -> String,
            warning: @escaping @Sendable (String) -> String, dim: @escaping @Sendable (String) -> String
        ) {
            self.bold = bold
            self.error = error
            self.warning = warning
            self.dim = dim
        }

        /// No colors.
        public static let none = Colors(
            bold: { $0 }, error: { $0 }, warning: { $0 }, dim: { $0 })
    }

    /// Every finding with its source line, a caret below it, and what to do.
    public func text(colors: Colors = .none) -> String {
        var lines: [String: [Substring]] = [:]
        return findings.map { finding in
            if lines[finding.file] == nil {
                lines[finding.file] = tree.files[finding.file]?
                    .split(separator: "\n", omittingEmptySubsequences: false)
            }
            return finding.picture(lines[finding.file] ?? [], colors)
        }.joined(separator: "\n")
    }

    /// Values that a site must still confirm, a site each.
    public func assumptionLists() -> [(site: String, assumptions: [Assumption])] {
        host.sites.sorted { $0.key < $1.key }.map { ($0.key, $0.value.assumptions) }
    }
}

extension PolicyProblem {
    /// The finding with its place in the source.
    func picture(_ lines: [Substring], _ colors: CheckReport.Colors) -> String {
        let paint = severity == .error ? colors.error : colors.warning
        var place = file
        if line > 0 { place += ":\(line)" }
        if line > 0, column > 0 { place += ":\(column)" }
        var text =
            "\(colors.bold(place)): \(paint("\(severity.rawValue)[\(code)]")): \(colors.bold(message))\n"
        if lines.indices.contains(line - 1) {
            let number = "\(line)"
            let margin = String(repeating: " ", count: number.count)
            // Tabs would shift the caret.
            let source = lines[line - 1].map { $0 == "\t" ? " " : String($0) }.joined()
            text += "\(colors.dim("\(number) |")) \(source)\n"
            if column > 0 {
                let blanks = String(repeating: " ", count: column - 1)
                let carets = String(repeating: "^", count: max(1, length))
                text += "\(colors.dim("\(margin) |")) \(blanks)\(paint(carets))\n"
            }
        }
        if !suggestion.isEmpty { text += "  \(colors.dim("help:")) \(suggestion)\n" }
        return text
    }
}
