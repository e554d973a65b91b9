import CaseModel

/// Changes cells of a table of tests where they stand.
struct TableEditor {
    let text: String

    /// The text with the changed expectations, or nil if one has no cell.
    func text(with changes: [TestAcceptance.Change]) -> String? {
        let cells = CSVCells(text)
        let isData = { (row: [CSVCell]) in
            row.contains { !$0.text.trimmed.isEmpty } && !row[0].text.hasPrefix("#")
        }
        guard let header = cells.rows.first(where: isData)?.map(\.text.trimmed) else { return nil }
        var edits: [(range: Range<Int>, text: String)] = []
        for change in changes {
            guard let row = cells.rows.first(where: { $0[0].place == change.test.place }) else {
                return nil
            }
            for (key, value) in change.expect {
                var pairs = [("expect_\(key)", value)]
                if case .object(let details) = value {
                    pairs = details.map { ("expect_details:\($0.key)", $0.value) }
                }
                for (name, value) in pairs {
                    guard let column = header.firstIndex(of: name), column < row.count else {
                        return nil
                    }
                    let cell = row[column]
                    let text = Self.spelling(value)
                    guard cell.text.trimmed != text else { continue }
                    edits.append((cell.range, cells.spelling(text, quoted: cell.isQuoted)))
                }
            }
        }
        var scalars = Array(text.unicodeScalars)
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            scalars.replaceSubrange(edit.range, with: Array(edit.text.unicodeScalars))
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func spelling(_ value: JSONValue) -> String {
        switch value {
        case .list(let items) where items.isEmpty: "none"
        case .list: value.strings.joined(separator: "; ")
        case .text(let text): text
        default: value.canonicalText
        }
    }
}
