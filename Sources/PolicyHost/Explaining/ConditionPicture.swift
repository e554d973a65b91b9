public import CaseModel

/// One condition as its author wrote it, with the value of each part hanging below it.
///
///     case.arrears.total > dollars(500) and not case.work.employed
///     |                  |              |   |   |
///     $2,430.00          yes            |   |   no
///                                       yes yes
public struct ConditionPicture: Sendable, Equatable {
    /// A value to draw under a character of the source.
    public struct Part: Sendable, Equatable {
        /// The line in the picture's source, from 0.
        public var line: Int
        /// The column, from 0, in characters.
        public var column: Int
        /// The value.
        public var value: String

        /// Creates a part.
        public init(line: Int, column: Int, value: String) {
            self.line = line
            self.column = column
            self.value = value
        }
    }

    /// The picture, line by line: each line of the source with the values under it.
    public let lines: [String]

    /// Draws values under a source text.
    ///
    /// - Parameters:
    ///   - source: One line or several; what they are all indented by is taken away.
    ///   - indent: The column, from 0, at which the first line stands in its file.
    ///   - parts: The values, with columns as in the file.
    public init(source: String, indent: Int, parts: [Part]) {
        var rows = source.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        let margin =
            rows.dropFirst().filter { $0.contains { $0 != " " } }
            .map { $0.prefix { $0 == " " }.count }.min().map { min($0, indent) } ?? indent
        // The first line keeps its distance to the others.
        if !rows.isEmpty { rows[0] = Array(repeating: " ", count: indent - margin) + rows[0] }
        for index in rows.indices.dropFirst() { rows[index] = Array(rows[index].dropFirst(margin)) }
        var drawn: [String] = []
        for (index, row) in rows.enumerated() {
            drawn.append(String(row))
            let here = parts.filter { $0.line == index }.map {
                Part(line: index, column: max(0, $0.column - margin), value: $0.value)
            }
            drawn += Self.values(here)
        }
        lines = drawn
    }

    /// The picture as text.
    public var text: String { lines.joined(separator: "\n") }

    /// Rows of pipes and values: a row of pipes, then as many rows as it takes so that no value
    /// covers the place of the next one to its right.
    private static func values(_ parts: [Part]) -> [String] {
        var waiting: [Part] = []
        for part in parts.sorted(by: { $0.column < $1.column }) {
            if waiting.last?.column != part.column { waiting.append(part) }
        }
        guard !waiting.isEmpty else { return [] }
        var rows = [row(waiting.map { ($0.column, "|") })]
        while !waiting.isEmpty {
            var placed: [(Int, String)] = []
            var next = Int.max
            var left: [Part] = []
            for part in waiting.reversed() {
                if part.column + part.value.count < next {
                    placed.append((part.column, part.value))
                } else {
                    placed.append((part.column, "|"))
                    left.append(part)
                }
                next = part.column
            }
            rows.append(row(placed.reversed()))
            waiting = left.reversed()
        }
        return rows
    }

    private static func row(_ pieces: [(column: Int, text: String)]) -> String {
        var row = ""
        for piece in pieces {
            row += String(repeating: " ", count: max(0, piece.column - row.count)) + piece.text
        }
        return row
    }
}

extension ConditionPicture {
    /// Draws a step of a trace with all its parts that stand in the same stretch of source.
    public init(_ step: TraceStep) {
        var parts: [Part] = []
        func add(_ part: TraceStep) {
            if let value = part.failure == nil ? part.value : "fails" {
                parts.append(
                    Part(
                        line: part.place.anchorLine - step.place.line,
                        column: part.place.anchorColumn - 1, value: value))
            }
            for inner in part.steps where step.covers(inner) { add(inner) }
        }
        add(step)
        self.init(source: step.source, indent: step.place.column - 1, parts: parts)
    }
}

extension TraceStep {
    /// Whether another step stands in this one's stretch of source.
    func covers(_ other: TraceStep) -> Bool {
        guard other.place.file == place.file, other.kind != .entry, other.kind != .branch
        else { return false }
        // The same place again is a function that called itself.
        guard other.place != place || other.source.count < source.count else { return false }
        let last = place.line + source.filter { $0 == "\n" }.count
        guard (place.line...last).contains(other.place.line) else { return false }
        let start = (place.line, place.column)
        let begins = (other.place.line, other.place.column)
        guard begins >= start else { return false }
        if place.line == last { return other.place.column < place.column + source.count }
        return true
    }
}
