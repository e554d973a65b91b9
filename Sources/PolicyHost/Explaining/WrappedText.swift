extension DecisionText.Marks {
    /// An entry and what is said beside it, in one line if it fits, else below each other.
    ///
    /// - Parameters:
    ///   - text: The entry; blanks at its beginning are its indent.
    ///   - lead: How many characters of the text, its indent and a mark, are never broken.
    ///   - hanging: The indent of the lines after the first.
    ///   - aside: Secondary text.
    /// - Returns: The lines, each at most 100 characters long where blanks allow.
    func entry(_ text: String, lead: Int? = nil, hanging: Int, aside: String) -> [String] {
        let indent = lead ?? text.prefix { $0 == " " }.count
        var lines = String(text.dropFirst(indent)).wrapped(
            after: String(text.prefix(indent)), hanging: hanging)
        guard let last = lines.popLast() else { return [] }
        if last.count + 2 + aside.count <= 100 { return lines + [last + self.aside("  " + aside)] }
        return lines + [last] + aside.wrapped(indent: hanging, hanging: hanging).map(self.aside)
    }
}

extension String {
    /// The text in lines of at most `width` characters, broken at blanks; longer words stand alone.
    public func wrapped(indent: Int, hanging: Int, width: Int = 100) -> [String] {
        wrapped(after: String(repeating: " ", count: indent), hanging: hanging, width: width)
    }

    /// The text in lines of at most `width` characters, the first of which begins with `lead`.
    func wrapped(after lead: String, hanging: Int, width: Int = 100) -> [String] {
        var lines: [String] = []
        var line = lead
        var isEmpty = true
        for word in split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: hanging)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + (isEmpty ? [] : [line])
    }

    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
