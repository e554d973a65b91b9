import Foundation
import Testing

@Suite("accord explain CODE")
struct ExplainTests {
    @Test func aCodeShowsItsPage() async throws {
        let run = try await Tool.run("explain fact.unknown")
        #expect(run.status == 0 && run.err.isEmpty)
        #expect(run.lines.first?.hasPrefix("fact.unknown: ") == true)
        #expect(["Avoid", "Prefer", "Why"].allSatisfy { run.out.contains("\n\($0)") })
        #expect(!run.out.contains("\u{1B}") && !run.out.hasSuffix("\n\n"))
    }

    @Test func headingsArePaintedOnly() async throws {
        let plain = try await Tool.run("explain bundle.altered")
        let painted = try await Tool.run("explain bundle.altered --color always")
        #expect(painted.out.contains("\u{1B}[1mWhy\u{1B}[0m"))
        let bare = painted.out.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
        #expect(bare == plain.out)
    }

    @Test(arguments: [
        ("fact.unknown", "policies/"), ("release.draft", "the shell"),
        ("value.date", "a case file"),
    ])
    func jsonHasTheWholePage(_ code: String, _ place: String) async throws {
        let run = try await Tool.run("explain \(code) --format json")
        let page = try object(run.out)
        #expect(
            page.keys.sorted() == [
                "avoid", "code", "prefer", "schema_version", "severity", "title", "why",
            ])
        #expect(page["code"] as? String == code && page["severity"] as? String == "error")
        for example in ["avoid", "prefer"] {
            let example = try #require(page[example] as? [String: String])
            #expect(example["place"]?.hasPrefix(place) == true)
            #expect(example["text"]?.isEmpty == false && example["text"]?.contains("«") == false)
        }
    }

    @Test(arguments: [
        ("fact.unkown", "no finding has the code `fact.unkown`; did you mean `fact.unknown`?"),
        (
            "bundel.altered",
            "no finding has the code `bundel.altered`; did you mean `bundle.altered`?"
        ),
        ("quite.elsewhere", "accord explain --codes lists them"),
    ])
    func aMisspeltCodeIsWrongUsage(_ code: String, _ message: String) async throws {
        let run = try await Tool.run("explain \(code)")
        #expect(run.status == 64 && run.out.isEmpty)
        #expect(run.err.contains(message), "\(run.err)")
    }

    @Test(arguments: ["case.json", "cases.ndjson", "nowhere/fact.unknown", "case"])
    func aFileThatIsNotThereIsMissing(_ name: String) async throws {
        let run = try await Tool.run("explain \(name)")
        #expect(run.status == 66, "\(run.err)")
    }

    @Test func everyCodeIsListedWithItsTitle() async throws {
        let text = try await Tool.run("explain --codes")
        let json = try object(try await Tool.run("explain --codes --format json").out)
        let findings = try #require(json["findings"] as? [[String: String]])
        #expect(text.status == 0 && text.lines.count == findings.count)
        for (line, finding) in zip(text.lines, findings) {
            #expect(line.hasPrefix("\(finding["code"] ?? "") "))
            #expect(line.hasSuffix("  \(finding["title"] ?? "")"))
        }
        let codes = findings.compactMap { $0["code"] }
        #expect(codes == codes.sorted() && codes.contains("release.locked"))
    }

    @Test(arguments: [
        "explain", "explain --codes case.json", "explain fact.unknown --format html",
        "explain --codes --format html",
    ])
    func otherUsesAreWrong(_ line: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 64 && run.out.isEmpty, "\(run.err)")
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
