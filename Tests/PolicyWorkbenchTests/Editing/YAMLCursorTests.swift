import PolicyHost
import Testing

@testable import PolicyWorkbench

@Suite("Where in a YAML file one is writing")
struct YAMLCursorTests {
    private static let text = """
        tests:
          - name: One
            as_of: 2019-03-01
            with:
              "ncp.employments.0.ended_on": 2019-01-15
            ask: { point: D11, remedy: driver_license_suspension }
            expect:
              outcome: hold
              not: [proceed, hold]
          - base: lost-job

        """

    @Test(
        arguments: [
            (1, "  - na", ["tests"], true, "na"),
            (2, "    as_", ["tests"], true, "as_"),
            (2, "    as_of: 20", ["tests", "as_of"], false, "20"),
            (4, "      \"ncp", ["tests", "with"], true, "ncp"),
            (5, "    ask: { ", ["tests", "ask"], true, ""),
            (5, "    ask: { point: D", ["tests", "ask", "point"], false, "D"),
            (5, "    ask: { point: D11, rem", ["tests", "ask"], true, "rem"),
            (5, "    ask: { point: D11, remedy: dr", ["tests", "ask", "remedy"], false, "dr"),
            (5, "    ask: { point: D11 } ", ["tests", "ask"], false, ""),
            (7, "      out", ["tests", "expect"], true, "out"),
            (7, "      outcome: h", ["tests", "expect", "outcome"], false, "h"),
            (8, "      not: [proceed, h", ["tests", "expect", "not"], false, "h"),
            (9, "  - base: lo", ["tests", "base"], false, "lo"),
            (10, "", [], true, ""),
        ] as [(Int, String, [String], Bool, String)])
    func keysAndValuesAreToldApart(
        _ line: Int, _ prefix: String, _ keys: [String], _ isKey: Bool, _ partial: String
    ) {
        let cursor = YAMLCursor(TextLines(Self.text), line: line, prefix: prefix)
        #expect(cursor.keys == keys)
        #expect(cursor.isKey == isKey)
        #expect(cursor.partial == partial)
    }

    @Test func theShapeSaysWhatMayStandThere() throws {
        let lines = TextLines(Self.text)
        let key = YAMLCursor(lines, line: 5, prefix: "    ask: { ").meaning(in: .tests)
        #expect(key.mapping == .question)
        let value = YAMLCursor(lines, line: 8, prefix: "      not: [").meaning(in: .tests)
        #expect(YAMLCursor.words(try #require(value.value).kind).contains("proceed"))
    }
}
