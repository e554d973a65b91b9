import CaseModel
import PolicyHost
import Testing

@testable import PolicyWorkbench

/// Test files as people and spreadsheets write them, and what is said about wrong ones.
@Suite("Test files")
struct TestFileTests {
    private static let folder = "policies/sites/oh-stark/tests"

    private func tests(_ name: String, _ text: String) throws -> [PolicyTest] {
        var tree = Repository.tree
        tree.files["\(Self.folder)/\(name)"] = text
        return try PolicyTestRunner(tree: tree).tests(filters: ["tests/\(name)"])
    }

    /// Every problem as `line:column code`.
    private func problems(_ name: String, _ text: String) -> [String] {
        do {
            _ = try tests(name, text)
            return []
        } catch {
            return (error as? PolicyTestProblems)?.problems.map {
                "\($0.line):\($0.column) \($0.code)"
            } ?? ["\(error)"]
        }
    }

    // MARK: Tables

    @Test("a table may be separated by commas, semicolons or tabs", arguments: [",", ";", "\t"])
    func separators(_ separator: String) throws {
        let rows = [
            ["name", "as_of", "base", "point", "remedy", "expect_outcome"],
            ["one", "2019-03-01", "oh-license", "D11", "driver_license_suspension", "hold"],
        ]
        let text = rows.map { $0.joined(separator: separator) }.joined(separator: "\r\n")
        let test = try #require(try tests("probe.csv", "\u{FEFF}\(text)\r\n").first)
        #expect(test.name == "one" && test.site == "oh-stark")
        #expect(test.asOf == day("2019-03-01") && test.subject == "driver_license_suspension")
        #expect(test.expect == ["outcome": .text("hold")])
        #expect(test.place == PolicyTest.Place(line: 2, column: 1))
    }

    @Test func cellsKnowTheirPlaces() {
        let cells = CSVCells("a,\"b \"\"c\"\"\nd\",é\n\n#x\n\"e\",,f")
        #expect(
            cells.rows.map { $0.map(\.text) } == [
                ["a", "b \"c\"\nd", "é"], [""], ["#x"], ["e", "", "f"],
            ])
        #expect(cells.rows[0].map(\.place.line) == [1, 1, 2])
        #expect(cells.rows[0].map(\.place.column) == [1, 3, 4])
        #expect(cells.rows[3].map(\.place.line) == [5, 5, 5])
        #expect(cells.openQuote == nil)
        #expect(CSVCells("a,\"b\nc").openQuote == PolicyTest.Place(line: 1, column: 3))
    }

    @Test(
        "dates are read where only one can be meant",
        arguments: [
            ("2019-03-01", "2019-03-01"), ("2019/3/1", "2019-03-01"), ("3/31/2019", "2019-03-31"),
            ("31.3.2019", "2019-03-31"), ("4/4/2019", "2019-04-04"), ("1-Mar-2019", "2019-03-01"),
            ("Mar 1, 2019", "2019-03-01"), ("March 1, 2019", "2019-03-01"),
        ])
    func dates(_ written: String, _ meant: String) {
        #expect(SpreadsheetValue.date(written) == .day(day(meant)))
    }

    @Test("other dates are not guessed", arguments: ["3/1/2019", "1.3.2019"])
    func ambiguousDates(_ written: String) {
        guard case .ambiguous = SpreadsheetValue.date(written) else {
            Issue.record("\(written) is \(SpreadsheetValue.date(written))")
            return
        }
    }

    @Test(arguments: ["2019-02-30", "13/13/2019", "3/1/19", "1-Mar-19", "soon", "1/2", "a-b-2019"])
    func noDates(_ written: String) {
        #expect(SpreadsheetValue.date(written) == .none)
    }

    @Test(arguments: [
        ("TRUE", JSONValue.bool(true)), ("no", .bool(false)), ("48000", .integer(48000)),
        ("48000.00", .integer(48000)), ("$480.00", .integer(48000)), ("$1,480", .integer(148000)),
        ("null", .null), ("12.5", .text("12.5")), ("$1.5", .text("$1.5")),
        ("waiting", .text("waiting")),
        ("-3", .integer(-3)),
    ])
    func cellsBecomeFacts(_ written: String, _ value: JSONValue) {
        #expect(SpreadsheetValue.value(written) == value)
    }

    @Test func aRowSaysWhatAYAMLTestSays() throws {
        let row = try #require(
            try tests(
                "probe.csv",
                """
                # a comment
                name,as_of,base,point,remedy,with:ncp.treatments,with:study,parameter:hold.days,program:iv-d-et,expect_floors,expect_missing,expect_details:because,because

                "one, two",3/31/2019,oh-license,D11,driver_license_suspension,[{ kind: x }],null,10 days,TRUE,a; b,none,it is so,law
                """
            ).first)
        let yaml = try #require(
            try tests(
                "probe.yaml",
                """
                tests:
                  - name: one, two
                    as_of: 2019-03-31
                    base: oh-license
                    ask: { point: D11, remedy: driver_license_suspension }
                    with: { ncp.treatments: [{ kind: x }], study: null }
                    parameters: { hold.days: 10 days }
                    programs: { iv-d-et: yes }
                    expect: { floors: [a, b], missing: [], details: { because: it is so } }
                    because: law
                """
            ).first)
        var same = row
        (same.file, same.place, same.withPlaces) = (yaml.file, yaml.place, yaml.withPlaces)
        #expect(same == yaml)
    }

    @Test func everythingWrongInATableIsSaidAtOnce() {
        let table = """
            name,as_of,base,point,remedy,with:contacts.8.on,expect_outcom,expect_outcome,program:x
            a,1/2/2019,oh-license,D11,driver_license_suspension,,,hold,
            b,2019-02-30,oh-licence,D11,driver_licence_suspension,2/3/2019,,holdd,perhaps
            ,2019-03-01,oh-license,D99,,,,,,x
            """
        #expect(
            problems("probe.csv", table) == [
                "1:49 test.table", "2:3 test.table", "3:3 test.as-of", "3:14 fixture.unknown",
                "3:29 test.ask", "3:55 test.table", "3:65 test.expect", "3:71 test.table",
                "4:1 test.name", "4:1 test.expect", "4:24 test.ask", "4:33 test.table",
            ])
        #expect(problems("probe.csv", "# nothing\n") == ["1:1 test.table"])
        #expect(problems("probe.csv", "name,name\n") == ["1:6 test.table"])
        #expect(problems("probe.csv", "name\n\"x\n") == ["2:1 test.table"])
    }

    // MARK: YAML

    @Test func everythingWrongInAYAMLFileIsSaidAtOnce() {
        let yaml = """
            tests:
              - name: one
                as_off: 2019-03-01
                base: nowhere
                ask: { pint: D11 }
                expect: { outcom: proceed }
              - just text
              - name: two
                as_of: 2019-03-01
                site: oh-strak
                ask: { point: D2 }
                expect: { outcome: proceed, until: never, not: [procede] }
                with: 3
            """
        #expect(
            problems("probe.yaml", yaml) == [
                "2:5 test.as-of", "2:5 test.ask", "2:5 test.expect", "3:5 test.key",
                "4:11 fixture.unknown", "5:12 test.key", "6:15 test.key", "7:5 test.shape",
                "10:11 test.site", "11:19 test.ask", "12:40 test.expect", "12:52 test.expect",
                "13:11 test.with",
            ])
        #expect(problems("probe.yaml", "tests: 3") == ["1:1 test.shape"])
        #expect(problems("probe.yaml", "tests: [") == ["2:1 yaml.syntax"])
    }

    @Test func whatMakesNoCaseFileIsSaidAtTheChange() throws {
        var tree = Repository.tree
        tree.files["\(Self.folder)/probe.yaml"] = """
            tests:
              - name: one
                as_of: 2019-03-01
                base: oh-license
                with:
                  "contacts.8.on": 2019-02-31
                  "ncp.nope": 3
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: hold }
              - name: two
                as_of: 2019-03-01
                base: oh-license
                with:
                  "ncp.name.x": 3
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: hold }
            """
        let results = try PolicyTestRunner(tree: tree).run(filter: "probe.yaml")
        #expect(results.map { $0.mismatches.first?.kind } == [.caseFile, .caseFile])
        let said = results.flatMap(\.failures).joined(separator: "\n")
        #expect(said.contains("probe.yaml:6:24: error: `contacts.8.on`: expected a date"))
        #expect(said.contains("probe.yaml:7:19: error: `ncp.nope`: no such field"))
        #expect(said.contains("probe.yaml:14:21: error: there is nothing at `ncp.name.x`"))
    }

    // MARK: Expectations

    private var answer: DecisionAnswer {
        var answer = DecisionAnswer(
            point: .remedy, subject: "driver_license_suspension", outcome: .hold)
        let rule = RuleReference(
            id: "r", layer: "site", authority: "A", tag: "law", element: "voice", about: "Says r",
            place: "x.lua:3")
        answer.rule = rule
        answer.floors = [Floor(effect: .limited, rule: rule)]
        answer.amount = Money(cents: 12_345)
        answer.parentWords = [Words(language: "en", text: "Your license is safe.")]
        answer.details = [Detail(key: "list", value: "payment_plan, arrears_audit")]
        answer.asked = [RuleResult(rule: "q", layer: "pjac", kind: "forbid", held: true)]
        return answer
    }

    @Test(arguments: [
        "outcome: hold", "rule: r", "floors: [r]", "missing: []", "until: none", "amount: 12345",
        "amount: $123.45", "not: [proceed]", "words: license is safe", "words: { en: safe }",
        "services: [payment_plan, arrears_audit]", "reasons: [q, r]", "channel: none",
        "details: { list: \"payment_plan, arrears_audit\" }",
    ])
    func whatHolds(_ expect: String) throws {
        #expect(try failures(expect) == [])
    }

    @Test(arguments: [
        ("outcome: proceed", "outcome: expected proceed, got hold"),
        ("floors: []", "floors: expected none, got r"),
        ("floors: [x]", "floors: expected x, got r"),
        ("missing: [x]", "missing: expected x, got none"),
        ("until: 2019-03-01", "until: expected 2019-03-01, got none"),
        ("amount: 1", "amount: expected $0.01, got $123.45"),
        ("not: [hold]", "outcome: must not be hold"),
        ("words: gone", "words: expected \"gone\", got \"Your license is safe.\""),
        ("words: { es: segura }", "words (es): expected \"segura\", got none"),
        (
            "services: [payment_plan]",
            "services: expected payment_plan, got payment_plan, arrears_audit"
        ),
        ("reasons: [z]", "reasons: expected z, got q, r"),
        ("details: { rank: 1 }", "rank: expected 1, got none"),
    ])
    func whatDoesNotHold(_ expect: String, _ message: String) throws {
        #expect(try failures(expect) == [message])
    }

    private func failures(_ expect: String) throws -> [String] {
        guard case .object(let expected) = try YAMLTree.read(expect, file: "a test") else {
            return ["no expectation"]
        }
        return Expectation(answer: answer).failures(expected).map(\.description)
    }
}
