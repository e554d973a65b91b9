import PolicyHost
import Testing

/// Values hang under the part of the source they belong to.
@Suite struct ConditionPictureTests {
    struct Drawing: Sendable, CustomTestStringConvertible {
        var source: String
        var indent = 0
        var parts: [(line: Int, column: Int, value: String)]
        var lines: [String]
        var testDescription: String { source }
    }

    static let drawings: [Drawing] = [
        // One value.
        Drawing(source: "case.x", parts: [(0, 0, "yes")], lines: ["case.x", "|", "yes"]),
        // Values with room beside each other share a row.
        Drawing(
            source: "a.one and b.two", parts: [(0, 0, "yes"), (0, 6, "no"), (0, 10, "no")],
            lines: ["a.one and b.two", "|     |   |", "yes   no  no"]),
        // A long value waits below the pipes of what stands to its right.
        Drawing(
            source: "a.b < c.d",
            parts: [(0, 0, "2018-10-24"), (0, 4, "yes"), (0, 6, "2019-03-01")],
            lines: ["a.b < c.d", "|   | |", "|   | 2019-03-01", "|   yes", "2018-10-24"]),
        // Two values at one place: the first one given.
        Drawing(
            source: "not a", parts: [(0, 0, "no"), (0, 0, "yes")], lines: ["not a", "|", "no"]),
        // Without a value, only the source.
        Drawing(source: "a and b", parts: [], lines: ["a and b"]),
        // Several lines lose the margin they share; columns are those of the file.
        Drawing(
            source: "a.b\n            and c.d", indent: 15, parts: [(0, 15, "yes"), (1, 16, "no")],
            lines: ["   a.b", "   |", "   yes", "and c.d", "    |", "    no"]),
        // A letter of several bytes takes one place.
        Drawing(
            source: "x == \"año\" and y", parts: [(0, 15, "no")],
            lines: ["x == \"año\" and y", "               |", "               no"]),
    ]

    @Test(arguments: drawings)
    func drawsValuesUnderTheirParts(drawing: Drawing) {
        let picture = ConditionPicture(
            source: drawing.source, indent: drawing.indent,
            parts: drawing.parts.map { .init(line: $0.line, column: $0.column, value: $0.value) })
        #expect(picture.lines == drawing.lines)
    }
}
