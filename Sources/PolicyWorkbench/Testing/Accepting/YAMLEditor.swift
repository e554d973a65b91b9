import CaseModel
import PolicyHost

/// Changes values of a YAML test file where they stand.
struct YAMLEditor {
    let text: String
    let file: String

    /// One stretch of the text with what replaces it, in Unicode scalars.
    private struct Edit {
        var range: Range<Int>
        var replacement: String
    }

    /// The text with the changed expectations, or nil if one can't be changed in place.
    func text(with changes: [TestAcceptance.Change]) -> String? {
        guard let root = try? YAMLItem(document: text, file: file), let items = root["tests"]?.items
        else { return nil }
        let scalars = Array(text.unicodeScalars)
        let lines = Self.lineStarts(scalars)
        /// The offset of an item, or nil if it has no place.
        func offset(_ item: YAMLItem) -> Int? {
            guard item.line > 0, item.line <= lines.count else { return nil }
            let offset = lines[item.line - 1] + item.column - 1
            return offset < scalars.count ? offset : nil
        }
        var edits: [Edit] = []
        for change in changes {
            guard let item = items.first(where: { $0.place == change.test.place }),
                let expect = item["expect"], let open = offset(expect)
            else { return nil }
            for (key, value) in change.expect {
                guard let old = expect[key], let start = offset(old) else { return nil }
                var isInFlow = scalars[open] == "{"
                var pairs = [(old, value)]
                if case .object(let details) = value {
                    isInFlow = isInFlow || scalars[start] == "{"
                    pairs = details.compactMap { name, value in
                        old[name].flatMap { $0.value == value ? nil : ($0, value) }
                    }
                }
                for (old, value) in pairs {
                    guard let start = offset(old),
                        let edit = edit(
                            old, at: start, isInFlow: isInFlow, value, in: scalars)
                    else { return nil }
                    edits.append(edit)
                }
            }
        }
        var result = scalars
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            result.replaceSubrange(edit.range, with: Array(edit.replacement.unicodeScalars))
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: result)
        return String(view)
    }

    private static func lineStarts(_ scalars: [Unicode.Scalar]) -> [Int] {
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where scalar == "\n" {
            starts.append(index + 1)
        }
        return starts
    }

    private func edit(
        _ old: YAMLItem, at start: Int, isInFlow: Bool, _ value: JSONValue,
        in scalars: [Unicode.Scalar]
    ) -> Edit? {
        if old.items != nil, !isInFlow, scalars[start] == "-" {
            return blockList(at: start, indent: old.column - 1, value, scalars)
        }
        guard let end = end(of: start, isInFlow: isInFlow, scalars) else { return nil }
        let quote = scalars[start] == "\"" || scalars[start] == "'"
        return Edit(range: start..<end, replacement: Self.spelling(value, quoted: quote))
    }

    /// The offset after a value that begins at `start`.
    private func end(of start: Int, isInFlow: Bool, _ scalars: [Unicode.Scalar]) -> Int? {
        var index = start
        switch scalars[start] {
        case "\"", "'":
            return quoteEnd(start, scalars)
        case "[", "{":
            var depth = 0
            while index < scalars.count {
                switch scalars[index] {
                case "[", "{": depth += 1
                case "]", "}":
                    depth -= 1
                    if depth == 0 { return index + 1 }
                case "\"", "'":
                    guard let end = quoteEnd(index, scalars) else { return nil }
                    index = end - 1
                case "#" where index > 0 && scalars[index - 1].properties.isWhitespace: return nil
                default: break
                }
                index += 1
            }
            return nil
        default:
            let stops: Set<Unicode.Scalar> = isInFlow ? [",", "]", "}", "\n"] : ["\n"]
            while index < scalars.count, !stops.contains(scalars[index]) {
                if scalars[index] == "#", scalars[index - 1].properties.isWhitespace { break }
                index += 1
            }
            while index > start, scalars[index - 1].properties.isWhitespace { index -= 1 }
            return index
        }
    }

    private func quoteEnd(_ start: Int, _ scalars: [Unicode.Scalar]) -> Int? {
        let quote = scalars[start]
        var index = start + 1
        while index < scalars.count {
            if scalars[index] == "\\", quote == "\"" {
                index += 1
            } else if scalars[index] == quote {
                guard quote == "'", index + 1 < scalars.count, scalars[index + 1] == "'" else {
                    return index + 1
                }
                index += 1
            }
            index += 1
        }
        return nil
    }

    /// A list of `- item` lines; one that holds comments is left to a person.
    private func blockList(
        at start: Int, indent: Int, _ value: JSONValue, _ scalars: [Unicode.Scalar]
    ) -> Edit? {
        var end = start
        var line = start
        while line < scalars.count {
            let stop = scalars[line...].firstIndex(of: "\n") ?? scalars.count
            if scalars[line..<stop].contains("#") { return nil }
            end = stop
            line = stop + 1 + indent
            guard line < scalars.count, scalars[stop + 1..<line].allSatisfy({ $0 == " " }),
                scalars[line] == "-"
            else { break }
        }
        let margin = "\n" + String(repeating: " ", count: indent)
        let items = value.strings.map { "- " + Self.spelling(.text($0)) }
        return Edit(
            range: start..<end,
            replacement: items.isEmpty ? "[]" : items.joined(separator: margin))
    }

    /// A value as YAML writes it on one line.
    static func spelling(_ value: JSONValue, quoted: Bool = false) -> String {
        switch value {
        case .list(let items): "[" + items.map { spelling($0) }.joined(separator: ", ") + "]"
        case .text(let text):
            quoted || !isPlain(text) ? value.canonicalText : text
        default: value.canonicalText
        }
    }

    /// Whether a text needs no quotes, in brackets or out of them.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter || first.isNumber || first == "$",
            text.last != " ",
            text.allSatisfy({ $0.isLetter || $0.isNumber || "_-. $/()%".contains($0) })
        else { return false }
        return !["yes", "no", "on", "off", "true", "false", "null"].contains(text.lowercased())
    }
}
