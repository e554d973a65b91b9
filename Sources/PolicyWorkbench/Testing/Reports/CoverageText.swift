extension CoverageReport {
    /// Figures of each folder as a table, and of all of them.
    public func summary(marks: TestReport.Marks = .init()) -> String {
        var rows = [["coverage", "rules", "", "branches", "", "conditions", ""]]
        for (folder, figures) in folders { rows.append([folder] + Self.cells(figures)) }
        rows.append(["all"] + Self.cells(figures))
        var lines = Self.table(rows)
        if let head = lines.first { lines[0] = marks.strong(head) }
        if let last = lines.last { lines[lines.count - 1] = marks.strong(last) }
        let all = figures
        if all.rules.unreachable + all.branches.unreachable + all.conditions.unreachable > 0 {
            lines.append(
                marks.faint(
                    "marked as unreachable and not counted: \(all.rules.unreachable) rules, "
                        + "\(all.branches.unreachable) ways of branches, "
                        + "\(all.conditions.unreachable) ways of conditions"))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cells(_ figures: CoverageFigures) -> [String] {
        [figures.rules, figures.branches, figures.conditions].flatMap {
            ["\($0.reached)/\($0.total)", percent($0)]
        }
    }

    /// The share with one decimal, never rounded up to 100%.
    public static func percent(_ figure: CoverageFigure) -> String {
        guard let points = figure.basisPoints else { return "-" }
        return "\(points / 100).\(points % 100 / 10)%"
    }

    /// The first column to the left, the others to the right.
    private static func table(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                line += column == 0 ? cell + padding : "  " + padding + cell
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

/// Draws what the tests reach on the source.
public struct CoverageDrawing {
    let file: FileCoverage
    let source: String

    /// Creates a drawing of a file.
    public init(_ file: FileCoverage, source: String) {
        self.file = file
        self.source = source
    }

    /// Every line with how often it was reached, and below it what no test has seen.
    public func drawn(marks: TestReport.Marks = .init()) -> String {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let width = max(4, "\(lines.count)".count)
        var notes: [Int: [(column: Int, text: String)]] = [:]
        for rule in file.rules {
            let line = rule.lines.lowerBound
            if let missing = rule.missing {
                notes[line, default: []].append((1, "^ " + missing))
            } else if let reason = rule.unreachable, !rule.isReached {
                notes[line, default: []].append((1, "^ `\(rule.id)` is unreachable: \(reason)"))
            }
        }
        // A decision that is a single condition is drawn once.
        var drawn: Set<String> = []
        for place in (file.conditions + file.branches).sorted(by: {
            ($0.line, $0.column, $0.length) < ($1.line, $1.column, $1.length)
        }) {
            guard let missing = place.missing else { continue }
            let mark =
                String(repeating: "^", count: max(1, place.length)) + " " + missing
            guard drawn.insert("\(place.line):\(place.column):\(mark)").inserted else { continue }
            notes[place.line, default: []].append((place.column, mark))
        }
        var text = marks.strong(file.file) + "\n"
        for (index, line) in lines.enumerated() where index < lines.count - 1 || !line.isEmpty {
            let number = "\(index + 1)"
            let count = file.lines[index + 1].map { "\($0)x" } ?? ""
            text += marks.faint(
                String(repeating: " ", count: width - number.count) + number + " "
                    + String(repeating: " ", count: max(0, 6 - count.count)) + count + " | ")
            text += line + "\n"
            for note in notes[index + 1] ?? [] {
                text += String(repeating: " ", count: width + 8) + "| "
                text += String(repeating: " ", count: max(0, note.column - 1))
                text += marks.bad(note.text) + "\n"
            }
        }
        return text
    }
}
