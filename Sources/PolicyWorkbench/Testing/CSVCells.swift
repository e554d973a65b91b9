/// One cell of a table with its place and its stretch of the text.
struct CSVCell: Equatable {
    /// The value, without quotes.
    var text: String
    /// Where it begins, with its quote if it has one.
    var place: PolicyTest.Place
    /// The cell as written, as offsets of Unicode scalars.
    var range: Range<Int>
    var isQuoted: Bool
}

/// The cells of a CSV text (RFC 4180), with commas, semicolons or tabs between them.
///
/// Cells know their places, so that errors can name them and `--accept` can change one cell and
/// leave every other byte alone.
struct CSVCells {
    /// The rows; a row of one empty cell is an empty line.
    private(set) var rows: [[CSVCell]] = []
    let delimiter: Unicode.Scalar
    /// The place of a quote that is never closed.
    private(set) var openQuote: PolicyTest.Place?

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        delimiter = Self.delimiter(of: scalars)
        var index = scalars.first == "\u{FEFF}" ? 1 : 0
        var place = PolicyTest.Place(line: 1, column: 1)
        var row: [CSVCell] = []
        while index < scalars.count {
            let cell = cell(scalars, &index, &place)
            row.append(cell)
            if index < scalars.count, scalars[index] == delimiter {
                index += 1
                place.column += 1
                if index < scalars.count { continue }
                row.append(CSVCell(text: "", place: place, range: index..<index, isQuoted: false))
            }
            rows.append(row)
            row = []
            if index < scalars.count, scalars[index] == "\r" { index += 1 }
            if index < scalars.count, scalars[index] == "\n" { index += 1 }
            place = PolicyTest.Place(line: place.line + 1, column: 1)
        }
    }

    /// The separator of the first line that is no comment: the one it has most of.
    private static func delimiter(of scalars: [Unicode.Scalar]) -> Unicode.Scalar {
        let lines = scalars.split { $0 == "\n" || $0 == "\r" }
        let header = lines.first { $0.first != "#" && $0.first != "\u{FEFF}" } ?? lines.first ?? []
        let choices: [Unicode.Scalar] = [",", ";", "\t"]
        return choices.max { left, right in
            header.count { $0 == left } < header.count { $0 == right }
        } ?? ","
    }

    private mutating func cell(
        _ scalars: [Unicode.Scalar], _ index: inout Int, _ place: inout PolicyTest.Place
    ) -> CSVCell {
        let (start, begin) = (index, place)
        var text = String.UnicodeScalarView()
        let isQuoted = scalars[index] == "\""
        if isQuoted {
            var isOpen = true
            index += 1
            place.column += 1
            while index < scalars.count {
                if scalars[index] == "\"" {
                    guard index + 1 < scalars.count, scalars[index + 1] == "\"" else {
                        isOpen = false
                        index += 1
                        place.column += 1
                        break
                    }
                    index += 1
                    place.column += 1
                } else if scalars[index] == "\n" {
                    place = PolicyTest.Place(line: place.line + 1, column: 0)
                }
                text.append(scalars[index])
                index += 1
                place.column += 1
            }
            if isOpen { openQuote = openQuote ?? begin }
        }
        while index < scalars.count, ![delimiter, "\n", "\r"].contains(scalars[index]) {
            text.append(scalars[index])
            index += 1
            place.column += 1
        }
        return CSVCell(text: String(text), place: begin, range: start..<index, isQuoted: isQuoted)
    }

    /// A value as a cell, quoted where it must be.
    func spelling(_ value: String, quoted: Bool = false) -> String {
        let needs = value.unicodeScalars.contains {
            $0 == delimiter || $0 == "\"" || $0 == "\n" || $0 == "\r"
        }
        guard needs || quoted else { return value }
        return "\""
            + value.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
