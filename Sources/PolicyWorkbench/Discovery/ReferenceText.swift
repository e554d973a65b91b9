/// A page of the reference as a terminal shows it.
public struct ReferenceText {
    private let width: Int
    private let bold: (String) -> String
    private let dim: (String) -> String

    /// Creates a writer of pages.
    ///
    /// - Parameters:
    ///   - width: The number of characters on a line, at least 40.
    ///   - bold: Marks a heading.
    ///   - dim: Marks what is less important.
    public init(
        width: Int, bold: @escaping (String) -> String = { $0 },
        dim: @escaping (String) -> String = { $0 }
    ) {
        self.width = max(40, width)
        self.bold = bold
        self.dim = dim
    }

    /// The page of an entry.
    public func page(_ entry: ReferenceEntry) -> String {
        var text = bold(entry.name) + "  " + dim(entry.kind.rawValue) + "\n"
        let summary = plain(entry.summary)
        text += wrapped(summary.hasSuffix("?") ? summary : summary + ".", indent: 2)
        if !entry.lines.isEmpty { text += "\n" }
        let labels = entry.lines.map { plain($0.label).count }
        let column = min(22, labels.max() ?? 0) + 4
        for line in entry.lines {
            let label = "  " + plain(line.label)
            let body = wrapped(plain(line.text), indent: column, first: label.count + 2)
            text +=
                bold(label)
                + String(repeating: " ", count: max(2, column - label.count)) + body
        }
        if !entry.example.isEmpty {
            text += "\n" + bold("  Example") + "\n"
            for line in entry.example.split(separator: "\n", omittingEmptySubsequences: false) {
                text += line.isEmpty ? "\n" : "    \(line)\n"
            }
        }
        return text
    }

    private func plain(_ text: String) -> String { text.replacing("`", with: "") }

    /// A text on lines of at most the width, each but the first indented.
    private func wrapped(_ text: String, indent: Int, first: Int? = nil) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        var room = width - max(indent, first ?? indent)
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > room {
                lines.append(line)
                line = ""
                room = width - indent
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        lines.append(line)
        return (first == nil ? margin : "") + lines.joined(separator: "\n\(margin)") + "\n"
    }
}
