import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What became of tests, in each format.
@Suite("Test reports")
struct ReportTests {
    private let run: PolicyTestRun = {
        var failed = PolicyTestResult(
            file: "policies/a/tests/x.yaml", line: 7, name: "b <c> & \"d\" #1")
        failed.mismatches = [.expectation("outcome", "hold", "proceed")]
        failed.rules = [
            RulePicture(
                role: .answered, verdict: "answered", rule: "r", place: "policies/a/x.lua:3",
                authority: "A & B", about: "Says r", picture: "case.x > 1\n|\n3")
        ]
        return PolicyTestRun(results: [
            PolicyTestResult(file: "policies/a/tests/x.yaml", line: 2, name: "a"), failed,
            PolicyTestResult(file: "policies/b/tests/y.csv", line: 2, name: "c"),
        ])
    }()

    @Test func text() {
        #expect(
            TestReport(run).written(as: .text) == """
                FAILED policies/a/tests/x.yaml: b <c> & "d" #1  line 7
                    outcome: expected hold, got proceed
                    r answered  policies/a/x.lua:3 (A & B)
                        Says r
                          case.x > 1
                          |
                          3

                policies/a/tests/x.yaml  1 passed, 1 failed
                policies/b/tests/y.csv   1 passed
                2 passed, 1 failed

                """)
    }

    @Test func tap() {
        #expect(
            TestReport(run).written(as: .tap) == """
                TAP version 13
                1..3
                ok 1 - policies/a/tests/x.yaml: a
                not ok 2 - policies/a/tests/x.yaml: b <c> & "d" \\#1
                  ---
                  at: policies/a/tests/x.yaml:7
                  message: |
                    outcome: expected hold, got proceed
                    r answered  policies/a/x.lua:3 (A & B)
                        Says r
                          case.x > 1
                          |
                          3
                  ...
                ok 3 - policies/b/tests/y.csv: c

                """)
    }

    @Test func junit() throws {
        let text = TestReport(run).written(as: .junit)
        #expect(XMLParser(data: Data(text.utf8)).parse())
        #expect(
            text.contains("<testsuites name=\"accord\" tests=\"3\" failures=\"1\" errors=\"0\">"))
        #expect(
            text.contains(
                "<testcase classname=\"policies.a.tests.x\" name=\"b &lt;c&gt; &amp; &quot;d&quot; #1\""
            ))
        #expect(
            text.contains("<failure type=\"expectation\" message=\"outcome: expected hold, got"))
        #expect(JUnitText.escaped("a\u{1}b\u{FFFF}") == "a?b?")
    }

    @Test func json() throws {
        let text = TestReport(run, coverage: CoverageReport(files: [])).written(as: .json)
        let value = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(value["schema_version"] as? Int == 1)
        #expect(value["passed"] as? Int == 2 && value["failed"] as? Int == 1)
        let tests = try #require(value["tests"] as? [[String: Any]])
        #expect(tests.map { $0["name"] as? String } == ["a", "b <c> & \"d\" #1", "c"])
        #expect(value["coverage"] != nil)
    }

    private typealias JUnitText = TestReport
}
