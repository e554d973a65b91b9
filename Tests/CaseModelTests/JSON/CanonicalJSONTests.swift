@testable import CaseModel
import Testing

@Suite("Canonical JSON: equal files are equal bytes")
struct CanonicalJSONTests {
    @Test func aFullFileComesBackAsItWas() throws {
        let bytes = FullRecord.caseFile.canonicalBytes()
        let file = try CaseFileReader().read(bytes)
        #expect(file.canonicalBytes() == bytes)
        #expect(try CaseFileReader().read(file.canonicalBytes()) == file)
    }

    @Test func theLeastFileComesBackAsItWas() throws {
        let bytes = FullRecord.least(of: CaseFile.schema).canonicalBytes()
        let file = try CaseFileReader().read(bytes)
        #expect(file.canonicalBytes() == bytes)
    }

    @Test func anEmptyFileHasNoEmptyListsAndNoNulls() {
        let text = String(decoding: CaseFile().canonicalBytes(), as: UTF8.self)
        #expect(!text.contains("[]"))
        #expect(!text.contains("null"))
        #expect(text.contains("\"interpreter_needed\":false"))
    }

    @Test func spaceAndOrderLeaveNoTrace() throws {
        let pretty = try CaseFileReader().read(FullRecord.caseFile.prettyBytes())
        #expect(pretty.canonicalBytes() == FullRecord.caseFile.canonicalBytes())
    }

    @Test func namesAreSorted() throws {
        let text = String(decoding: Income().canonicalBytes(), as: UTF8.self)
        let expected = "{\"kind\":\"wages\",\"monthly_amount\":0,\"started_on\":\"1970-01-01\"}"
        #expect(text == expected)
    }

    @Test(
        arguments: [
            (0, "0"), (7, "7"), (10, "10"), (999, "999"), (-1, "-1"), (-100, "-100"),
            (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"),
            (1_000_000_000_000_000_000, "1000000000000000000"),
        ] as [(Int64, String)])
    func writesWholeNumbers(_ value: Int64, _ text: String) {
        #expect(String(decoding: JSONValue.integer(value).canonicalBytes(), as: UTF8.self) == text)
    }

    @Test(arguments: [
        ("plain", "\"plain\""), ("\"\\", "\"\\\"\\\\\""), ("/é🏠", "\"/é🏠\""),
        ("\n\r\t\u{8}\u{C}", "\"\\n\\r\\t\\b\\f\""),
        ("\u{1}\u{1F}\u{7F}", "\"\\u0001\\u001f\u{7F}\""),
        ("", "\"\""),
    ])
    func escapesOnlyWhatJSONDemands(_ text: String, _ json: String) throws {
        let bytes = JSONValue.text(text).canonicalBytes()
        #expect(String(decoding: bytes, as: UTF8.self) == json)
        #expect(try JSONValue(parsing: bytes) == .text(text))
    }

    @Test func longTextsAreWrittenWhole() throws {
        var commitment = Commitment()
        commitment.what = String(repeating: "é\u{1}x", count: 5000)
        let back = try CaseFileReader().read(Commitment.self, from: commitment.canonicalBytes())
        #expect(back == commitment)
    }

    @Test(arguments: SiteID.demonstration)
    func sampledFilesComeBackAsTheyWere(_ site: SiteID) throws {
        let sampler = Sampler(seed: 7)
        for index in 0..<25 {
            let file = sampler.caseFile(index: index, site: site, asOf: Day(epochDay: 20_000))
            let bytes = file.canonicalBytes()
            let back = try CaseFileReader().read(bytes)
            #expect(back == file)
            #expect(back.canonicalBytes() == bytes)
        }
    }
}
