/// Writes YAML lines in one shape; values over several lines keep their own lines.
struct YAMLFormatter {
    /// Whether the items of the list under a key of the first level stand apart.
    let separatesItems: Bool

    private struct Level {
        var old: Int
        var new: Int
        var isList: Bool
    }

    /// A value that goes on over the next lines.
    private enum Open {
        /// `|` or `>`; deeper than this column belongs to it.
        case block(below: Int, new: Int, shift: Int?)
        case brackets(depth: Int, new: Int, shift: Int?)
        case quotes(Character, new: Int)
    }

    func format(_ text: String) -> String {
        var levels: [Level] = []
        var open: Open?
        var result: [String] = []
        /// Comments wait for the line that they stand before.
        var comments: [(indent: Int, text: String)] = []
        var blank = false

        func flush(before old: Int?, new: Int) {
            for comment in comments {
                let fits = old.map { comment.indent == $0 } ?? false
                let level = levels.last { $0.old <= comment.indent }
                let indent = fits ? new : (comment.indent == 0 ? 0 : level?.new ?? 0)
                result.append(comment.text.isEmpty ? "" : spaces(indent) + comment.text)
            }
            comments = []
        }

        for raw in text.replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if let current = open, let line = goOn(current, raw, &open) {
                result.append(line)
                continue
            }
            let line = YAMLLine(raw)
            if line.isBlank {
                blank = true
                continue
            }
            if line.isComment {
                if blank, !(result.isEmpty && comments.isEmpty) { comments.append((0, "")) }
                blank = false
                comments.append((line.indent, String(line.comment)))
                continue
            }
            let isDocument = line.indent == 0 && line.content.hasPrefix("---")
            var column = line.indent
            var prefix = ""
            var first: Int?
            for dash in line.dashes {
                let level = place(dash, isList: true, &levels)
                if first == nil { first = level }
                prefix += "- "
                column = line.column
            }
            let isItem = !line.dashes.isEmpty
            let key = YAMLQuotes.keyEnd(in: line.content)
            var new = first ?? 0
            if key != nil, !isDocument {
                let level = place(isItem ? line.column : column, isList: false, &levels)
                if first == nil { new = level }
            } else if !isItem, !isDocument {
                new = (levels.last?.new ?? 0) + 2
            }
            if blank || apart(line, new, result, comments), !(result.isEmpty && comments.isEmpty) {
                comments.append((0, ""))
            }
            blank = false
            flush(before: line.indent, new: new)
            var written = spaces(new) + prefix + Self.written(line.content, key)
            while written.last == " " { written.removeLast() }
            if !line.comment.isEmpty { written += "  \(line.comment)" }
            result.append(written)
            open = opened(by: line, key, new: levels.last?.new ?? new)
        }
        flush(before: nil, new: 0)
        while result.last == "" { result.removeLast() }
        // No two empty lines in a row.
        var tidy: [String] = []
        for line in result where !(line.isEmpty && tidy.last?.isEmpty ?? true) { tidy.append(line) }
        return tidy.joined(separator: "\n") + "\n"
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// Whether an item of the first list needs an empty line before it.
    private func apart(
        _ line: YAMLLine, _ new: Int, _ result: [String],
        _ comments: [(indent: Int, text: String)]
    ) -> Bool {
        guard separatesItems, line.dashes.count == 1, new == 2, let last = result.last else {
            return false
        }
        return !last.hasSuffix(":") && comments.isEmpty
    }

    /// The new column of an item or key at an old one.
    private func place(_ old: Int, isList: Bool, _ levels: inout [Level]) -> Int {
        while let top = levels.last {
            // A list may stand at the column of its key; a key never at that of a list.
            guard top.old > old || (top.old == old && top.isList && !isList) else {
                break
            }
            levels.removeLast()
        }
        if let top = levels.last, top.old == old, top.isList == isList { return top.new }
        let new = levels.last.map { $0.new + 2 } ?? 0
        levels.append(Level(old: old, new: new, isList: isList))
        return new
    }

    // MARK: Values over several lines

    private func opened(by line: YAMLLine, _ key: Substring.Index?, new: Int) -> Open? {
        let value = key.map { line.content[$0...].drop { $0 == " " } } ?? line.content
        if let mark = value.first, mark == "|" || mark == ">" {
            return .block(
                below: line.dashes.last ?? line.indent, new: new + 2, shift: nil)
        }
        let depth = YAMLQuotes.depth(after: line.content, from: 0)
        if depth > 0 { return .brackets(depth: depth, new: new, shift: nil) }
        if let quote = value.first, YAMLQuotes.isOpen(value) { return .quotes(quote, new: new + 2) }
        return nil
    }

    /// The line of a value that began before; nil if the value ended before it.
    private func goOn(_ current: Open, _ raw: Substring, _ open: inout Open?) -> String? {
        let indent = raw.prefix { $0 == " " }.count
        let isEmpty = raw.allSatisfy { $0 == " " || $0 == "\r" }
        switch current {
        case .block(let below, let new, let shift):
            if isEmpty { return String(raw.drop { $0 == " " }) }
            guard indent > below else {
                open = nil
                return nil
            }
            let by = shift ?? new - indent
            open = .block(below: below, new: new, shift: by)
            return spaces(max(0, indent + by)) + raw.drop { $0 == " " }
        case .brackets(let depth, let new, let shift):
            let line = YAMLLine(raw)
            let left = YAMLQuotes.depth(after: line.content, from: depth)
            open =
                left > 0 ? .brackets(depth: left, new: new, shift: shift ?? new + 2 - indent) : nil
            if isEmpty { return "" }
            let closes = line.content.first == "]" || line.content.first == "}"
            let column = closes && left == 0 ? new : max(new, indent + (shift ?? new + 2 - indent))
            let comment =
                line.comment.isEmpty ? "" : (line.content.isEmpty ? "" : "  ") + line.comment
            return spaces(column) + line.content + comment
        case .quotes(let quote, let new):
            let text = raw.drop { $0 == " " }.dropLast(while: { $0 == " " || $0 == "\r" })
            let closed = "\(quote)" + text
            if !YAMLQuotes.isOpen(closed[...]) { open = nil }
            return text.isEmpty ? "" : spaces(new) + text
        }
    }

    // MARK: One line

    /// A key and its value, or a value alone, with blanks and quotes as they should be.
    private static func written(_ content: Substring, _ key: Substring.Index?) -> String {
        guard let key else { return value(content) }
        let rest = content[key...].drop { $0 == " " }
        return rest.isEmpty ? String(content[..<key]) : "\(content[..<key]) \(value(rest))"
    }

    private static func value(_ text: Substring) -> String {
        if text.first == "[" || text.first == "{" {
            guard YAMLQuotes.depth(after: text, from: 0) == 0, let last = text.last,
                last == "]" || last == "}"
            else { return String(text) }
            return FlowText(text).written
        }
        return PlainText.unquoted(text, inFlow: false) ?? String(text)
    }

    /// The comments of a file, in order.
    static func comments(in text: String) -> [String] {
        text.replacing("\r\n", with: "\n").split(separator: "\n").compactMap { raw in
            let line = YAMLLine(raw)
            return line.comment.isEmpty ? nil : String(line.comment)
        }
    }
}
