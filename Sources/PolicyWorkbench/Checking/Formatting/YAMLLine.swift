/// One line of a YAML file, cut into what stands before and after its marks.
struct YAMLLine {
    /// The blanks at its start.
    var indent: Int
    /// The column of each `-` that begins an item on it.
    var dashes: [Int]
    /// What stands behind the dashes, without the comment.
    var content: Substring
    /// The column of the content.
    var column: Int
    /// The comment with its `#`, and the blanks before it if something stands before.
    var comment: Substring

    init(_ line: Substring) {
        let line = line.dropLast(while: { $0 == " " || $0 == "\t" || $0 == "\r" })
        var rest = line.drop { $0 == " " }
        indent = line.count - rest.count
        column = indent
        dashes = []
        while rest.first == "-", rest.count == 1 || rest.dropFirst().first == " " {
            dashes.append(column)
            let after = rest.dropFirst().drop { $0 == " " }
            column += rest.count - after.count
            rest = after
        }
        let end = YAMLQuotes.commentStart(in: rest) ?? rest.endIndex
        comment = rest[end...]
        content = rest[..<end].dropLast(while: { $0 == " " || $0 == "\t" })
    }

    var isBlank: Bool { content.isEmpty && comment.isEmpty && dashes.isEmpty }
    var isComment: Bool { content.isEmpty && !comment.isEmpty && dashes.isEmpty }
}

/// Walks over YAML text, knowing what is quoted.
enum YAMLQuotes {
    /// Where a comment begins: a `#` outside quotes, at the start or behind a blank.
    static func commentStart(in text: Substring) -> Substring.Index? {
        var quote: Character?
        var last: Character = " "
        var index = text.startIndex
        while index < text.endIndex {
            let letter = text[index]
            if let open = quote {
                if letter == "\\", open == "\"" {
                    index = text.index(after: index)
                    if index == text.endIndex { break }
                } else if letter == open {
                    quote = nil
                }
            } else if letter == "\"" || letter == "'", isStart(last) {
                quote = letter
            } else if letter == "#", last == " " || last == "\t" {
                return index
            }
            last = letter
            index = text.index(after: index)
        }
        return nil
    }

    /// Whether a quote behind this character opens a text.
    static func isStart(_ last: Character) -> Bool { " \t[{,:".contains(last) }

    /// The end of a `key:` at the start of a text, behind the colon; nil if there is none.
    static func keyEnd(in text: Substring) -> Substring.Index? {
        var index = text.startIndex
        if let quote = text.first, quote == "\"" || quote == "'" {
            index = text.index(after: index)
            while index < text.endIndex, text[index] != quote { index = text.index(after: index) }
            guard index < text.endIndex else { return nil }
            index = text.index(after: index)
            guard index < text.endIndex, text[index] == ":" else { return nil }
        } else {
            if let first = text.first, "[{&*!|>%@`".contains(first) { return nil }
            while index < text.endIndex {
                if text[index] == ":" {
                    let next = text.index(after: index)
                    if next == text.endIndex || text[next] == " " { break }
                }
                index = text.index(after: index)
            }
            guard index < text.endIndex else { return nil }
        }
        return text.index(after: index)
    }

    /// How many brackets are open behind a text that began with `depth` open ones.
    static func depth(after text: Substring, from depth: Int) -> Int {
        var depth = depth
        var quote: Character?
        var last: Character = " "
        var skips = false
        for letter in text {
            if skips {
                skips = false
                continue
            }
            if let open = quote {
                if letter == "\\", open == "\"" { skips = true }
                if letter == open { quote = nil }
            } else if letter == "\"" || letter == "'", isStart(last) {
                quote = letter
            } else if letter == "[" || letter == "{", depth > 0 || isStart(last) {
                depth += 1
            } else if letter == "]" || letter == "}", depth > 0 {
                depth -= 1
            }
            last = letter
        }
        return depth
    }

    /// Whether a quoted text is still open behind a line's value.
    static func isOpen(_ value: Substring) -> Bool {
        guard let quote = value.first, quote == "\"" || quote == "'" else { return false }
        var index = value.index(after: value.startIndex)
        while index < value.endIndex {
            if value[index] == "\\", quote == "\"" {
                index = value.index(after: index)
                if index == value.endIndex { return true }
            } else if value[index] == quote {
                return false
            }
            index = value.index(after: index)
        }
        return true
    }
}

extension Substring {
    /// The text without the characters at its end that match.
    func dropLast(while matches: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex, matches(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
