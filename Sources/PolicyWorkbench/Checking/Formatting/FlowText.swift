/// A list or mapping on one line: `[a, b]` and `{ a: b, c: d }`.
struct FlowText {
    private let letters: [Character]

    init(_ text: Substring) {
        letters = Array(text)
    }

    /// The text with one blank behind each comma and colon, and inside braces.
    var written: String {
        var result = ""
        var at = 0
        var braces: [Character] = []
        while at < letters.count {
            let letter = letters[at]
            switch letter {
            case "[", "{":
                braces.append(letter)
                result.append(letter)
                at = skipBlanks(at + 1)
                if at < letters.count, letters[at] != "]", letters[at] != "}", letter == "{" {
                    result.append(" ")
                }
                continue
            case "]", "}":
                while result.last == " " { result.removeLast() }
                if letter == "}", result.last != "{" { result.append(" ") }
                result.append(letter)
                braces.removeLast()
            case ",":
                while result.last == " " { result.removeLast() }
                let next = skipBlanks(at + 1)
                // A comma before the end says nothing.
                if next < letters.count, letters[next] != "]", letters[next] != "}" {
                    result += ", "
                }
                at = next
                continue
            case " ":
                let next = skipBlanks(at)
                if result.last != " " { result.append(" ") }
                at = next
                continue
            case "\"", "'":
                let end = quoteEnd(at)
                let text = String(letters[at...end])
                let next = skipBlanks(end + 1)
                let isKey = next < letters.count && letters[next] == ":"
                result += isKey ? text : PlainText.unquoted(text[...], inFlow: true) ?? text
                at = end + 1
                continue
            default:
                // A plain word or text goes on to the next mark.
                var end = at
                while end < letters.count, !",[]{}".contains(letters[end]) {
                    if letters[end] == ":", end + 1 == letters.count || letters[end + 1] == " " {
                        break
                    }
                    end += 1
                }
                if end == at {
                    result.append(letter)
                    at += 1
                } else {
                    result += String(letters[at..<end])
                    at = end
                }
                continue
            }
            at += 1
        }
        return result
    }

    private func skipBlanks(_ start: Int) -> Int {
        var at = start
        while at < letters.count, letters[at] == " " { at += 1 }
        return at
    }

    private func quoteEnd(_ start: Int) -> Int {
        var at = start + 1
        while at < letters.count - 1 {
            if letters[at] == "\\", letters[start] == "\"" {
                at += 1
            } else if letters[at] == letters[start] {
                return at
            }
            at += 1
        }
        return letters.count - 1
    }
}

/// Texts that mean the same without quotes.
enum PlainText {
    private static let words: Set<String> = [
        "yes", "no", "on", "off", "true", "false", "null", "none", "y", "n", "~",
    ]

    /// The text inside quotes, if it needs none; nil if it does, or is not quoted.
    ///
    /// Between commas quotes set names and texts apart, so there only a word in small letters goes
    /// without: of a list of names some hold a comma, and the list would be written in two ways.
    static func unquoted(_ text: Substring, inFlow: Bool) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "'", text.count > 2,
            text.last == quote
        else { return nil }
        let inner = String(text.dropFirst().dropLast())
        guard let first = inner.first, first.isLetter, first.isASCII, let last = inner.last,
            last != " ", last != ":", !words.contains(inner.lowercased())
        else { return nil }
        let forbidden: Set<Character> =
            inFlow ? ["\"", "'", "\\", ",", "[", "]", "{", "}", "\t"] : ["\"", "\\", "\t"]
        guard !(inFlow && (first.isUppercase || inner.contains(" "))),
            !inner.contains(where: forbidden.contains),
            !inner.contains(": "),
            !inner.contains(" #"), !(quote == "'" && inner.contains("'"))
        else { return nil }
        return inner
    }
}
