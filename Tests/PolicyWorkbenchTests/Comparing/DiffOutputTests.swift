import CaseModel
import PolicyHost
import SwiftCSV
import Testing

@testable import PolicyWorkbench

@Suite("accord diff: text, JSON, CSV and the page")
struct DiffOutputTests {
    private func diff() async throws -> PolicyDiff {
        try await SmallTree.diff(
            SmallTree(), SmallTree(days: 150), over: CaseloadComparisonTests.days)
    }

    @Test func theTextIsTheOneOnRecord() async throws {
        #expect(try Golden.matches(DiffText().text(try await diff()), "diff.txt"))
    }

    @Test func theJSONIsTheOneOnRecord() async throws {
        let diff = try await diff()
        let json = DiffJSON.document(diff, flips: diff.report.flips.map(DiffJSON.flip))
        #expect(
            try Golden.matches(String(decoding: json.prettyBytes(), as: UTF8.self), "diff.json"))
        #expect(json["schema_version"] == .integer(1))
    }

    @Test func thePageIsTheOneOnRecordAndNeedsNothingElse() async throws {
        let page = try DiffPage.html(try await diff())
        #expect(try Golden.matches(page, "diff.html"))
        for outside in ["<script", "http:", "https:", "src=", "@import", "url(h"] {
            #expect(!page.contains(outside), "\(outside)")
        }
        #expect(page.contains("<svg role=\"img\""))
        #expect(page.contains("class=\"old\""))
        #expect(page.contains("class=\"new\""))
    }

    @Test func aRowOfCSVReadsBackAsItWasWritten() async throws {
        let diff = try await diff()
        let text = DiffCSV.headerLine + diff.report.flips.map(DiffCSV.line).joined()
        #expect(try Golden.matches(text, "diff.csv"))
        let csv = try CSV<Named>(string: text)
        #expect(csv.header == DiffCSV.header)
        let row = try #require(
            csv.rows.first { $0["question"] == "D11" && $0["file_id"] == "SYN-110" })
        #expect(row["old_outcome"] == "proceed")
        #expect(row["new_outcome"] == "hold")
        #expect(row["new_until"] == "2019-03-11")
        #expect(row["arrears_cents"] == "413000")
        #expect(row["arrears"] == "4130.00")
        #expect(row["synthetic"] == "yes")
        #expect(row["new_reason"] == "young-case: Says young-case [Test Code young-case]")
    }

    @Test func whatASpreadsheetWouldRunIsMarkedAsText() async throws {
        let new = SmallTree(days: 150)
        var flip = try #require(
            try await SmallTree.diff(SmallTree(), new, over: [110]).report.flips.first)
        flip.fileID = "=cmd()"
        flip.caseID = "a,\"b\""
        let line = DiffCSV.line(flip)
        #expect(line.contains(",'=cmd(),\"a,\"\"b\"\"\","))
    }

    @Test func factsInAPageAreEscaped() async throws {
        let new = SmallTree(days: 150, about: "Less < more & 'so'")
        let diff = try await SmallTree.diff(SmallTree(), new, over: [110, 200])
        let page = try DiffPage.html(diff)
        #expect(!page.contains("Less < more"))
        #expect(page.contains("Less &lt; more &amp;"))
    }

    @Test(arguments: [
        ("none", false), ("any", true), ("outcome", true), ("milder", true), ("harsher", false),
        ("floor", false), ("33%", true), ("34%", false), ("100%", false),
    ])
    func aPipelineFailsOnWhatItNames(_ text: String, _ fails: Bool) async throws {
        // Two of six parents change: 33.3%.
        let condition = try #require(FailCondition(text))
        #expect((condition.reason(in: try await diff()) != nil) == fails)
    }

    @Test(arguments: ["", "all", "5", "-1%", "101%", "x%"])
    func anUnknownConditionIsNil(_ text: String) {
        #expect(FailCondition(text) == nil)
    }
}
