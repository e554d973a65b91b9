import LuaHost

/// Blanks of a Lua file: no tabs, no blanks at the end of a line, at most one empty line in a row,
/// one before each rule, and a newline at the end.
struct LuaFormatter {
    /// Lines that begin inside a text or comment over several lines; they stay as they are.
    private let inside: Set<Int>

    init(pieces: [LuaSyntax.Piece]) {
        var inside: Set<Int> = []
        for piece in pieces where piece.lines.count > 1 {
            inside.formUnion((piece.lines.lowerBound + 1)...piece.lines.upperBound)
        }
        self.inside = inside
    }

    func format(_ text: String) -> String {
        var lines: [String] = []
        let source = text.replacing("\r\n", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in source.enumerated() {
            let number = index + 1
            if inside.contains(number) {
                lines.append(String(line))
                continue
            }
            // The end of a line that goes on inside a text belongs to the text.
            let goesOn = inside.contains(number + 1)
            let tidy = Self.indented(line, keepsEnd: goesOn)
            if tidy.isEmpty {
                if let last = lines.last, !last.isEmpty { lines.append("") }
                continue
            }
            if tidy.hasPrefix("policy:"), let last = lines.last, last == "}" || last == "})" {
                lines.append("")
            }
            lines.append(tidy)
        }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A line with spaces for the tabs it begins with, and without blanks at its end.
    private static func indented(_ line: Substring, keepsEnd: Bool) -> String {
        let start = line.prefix { $0 == " " || $0 == "\t" }
        let rest = line.dropFirst(start.count)
        let indent = start.reduce(into: "") { $0 += $1 == "\t" ? "    " : " " }
        guard !keepsEnd else { return indent + rest }
        let end = rest.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed()
        return end.isEmpty ? "" : indent + String(end)
    }
}
