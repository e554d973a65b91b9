import Foundation

/// The rows as a table for people: medians, spreads, ratio and bar.
enum BenchTable {
    private static let heads = [
        "row", "subject", "floor", "unit", "ratio", "from–to", "bar", "",
    ]

    /// One line for each row, columns aligned, with a sum at the end.
    static func text(_ rows: [BenchRow]) -> String {
        var lines = [heads]
        for row in rows {
            let name = row.name.isEmpty ? row.row : "\(row.row) \(row.name)"
            var bar = ""
            if let most = row.bar { bar = "≤ \(number(most))" }
            if let least = row.least { bar = "≥ \(number(least))" }
            var verdict = row.holds.map { $0 ? "holds" : "MISSED" } ?? ""
            if row.same == false { verdict = "WRONG ANSWERS" }
            lines.append([
                name, row.note != nil && row.rounds == 0 ? "-" : number(row.subject.median),
                row.floor.map { number($0.median) } ?? "", row.unit,
                row.ratio.map { number($0.median) } ?? "",
                row.ratio.map { "\(number($0.min))–\(number($0.max))" } ?? "", bar, verdict,
            ])
        }
        let widths = heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        let barred = rows.filter { $0.holds != nil }
        let table = lines.map { cells in
            cells.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                // Words to the left, figures to the right.
                return [0, 3, 7].contains(column) ? cell + space : space + cell
            }.joined(separator: "  ").trimmed
        }
        let notes = rows.compactMap { row in
            row.note.map { "\(row.name.isEmpty ? row.row : "\(row.row) \(row.name)"): \($0)" }
        }
        let sum = "\(barred.filter { $0.holds == true }.count) of \(barred.count) bars hold"
        return (table + [""] + notes + [sum]).joined(separator: "\n")
    }

    /// A figure without a fraction that says nothing.
    static func number(_ value: Double) -> String {
        let rounded = Spread.rounded(value)
        if rounded == rounded.rounded(), abs(rounded) < 1e15 { return "\(Int64(rounded))" }
        return "\(rounded)"
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
