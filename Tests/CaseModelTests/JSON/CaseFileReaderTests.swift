@testable import CaseModel
import Testing

/// A change that makes a good file bad, and how the reader must answer.
struct BadFile: CustomTestStringConvertible {
    var path: String
    var value: JSONValue?
    var code: CaseFileProblem.Code
    var at: String
    var message: String
    var suggestion: String?

    init(
        _ path: String, _ value: JSONValue?, _ code: CaseFileProblem.Code, at: String? = nil,
        _ message: String, suggestion: String? = nil
    ) {
        self.path = path
        self.value = value
        self.code = code
        self.at = at ?? path
        self.message = message
        self.suggestion = suggestion
    }

    var testDescription: String { "\(code.rawValue) at \(at)" }
}

@Suite("Case file reader: strict, with every problem at once")
struct CaseFileReaderTests {
    static let bad: [BadFile] = [
        // Names
        BadFile(
            "cases[0].ledger[1].amout", .integer(1), .unknownField, "no such field",
            suggestion: "amount"),
        BadFile(
            "ncp.langage", .text("en"), .unknownField, "no such field", suggestion: "language"),
        BadFile("quite_different", .bool(true), .unknownField, "no such field"),
        BadFile(
            "cases[0].obligations[0].monthly_amount", .integer(100), .unknownField,
            "the host computes `monthly_amount` itself"),
        BadFile("site", nil, .missingField, "a text"),
        BadFile("cases[1].kind", nil, .missingField, "`never_assistance`"),
        BadFile("cases[0].safety", nil, .missingField, "a record"),
        BadFile("cases[0].safety.nondisclosure", nil, .missingField, "true or false"),
        BadFile("contacts[1].on", nil, .missingField, "a date"),
        // Types
        BadFile(
            "ncp.represented", .text("yes"), .wrongType, "expected true or false, found a text"),
        BadFile("ncp.represented", .null, .wrongType, "leave the field out"),
        BadFile("ncp", .list([]), .wrongType, "expected a record in braces, found a list"),
        BadFile("cases", .object([:]), .wrongType, "expected a list in brackets, found a record"),
        BadFile("cases[0].ledger[0]", .integer(1), .wrongType, "expected a record"),
        BadFile("cases[0].county", .integer(13), .wrongType, "expected a text, found a number"),
        BadFile("cases[0].ledger[0].amount", .text("$5"), .wrongType, "whole cents, such as 12550"),
        BadFile("cases[0].opened_on", .integer(20_240_101), .wrongType, "a date such as 2024"),
        BadFile("cases[0].ledger[0].kind", .integer(0), .wrongType, "one of `charge`, `payment`"),
        BadFile("cases[0].ledger[0].reverses", .bool(false), .wrongType, "expected a text"),
        // Words
        BadFile(
            "cases[0].remedies[0].kind", .text("driver_licence_suspension"), .unknownWord,
            "found `driver_licence_suspension`", suggestion: "driver_license_suspension"),
        BadFile(
            "site", .text("az_maricopa"), .unknownWord, "found `az_maricopa`",
            suggestion: "az-maricopa"),
        BadFile("ncp.language", .text("Español"), .unknownWord, "one of `en`, `es`"),
        BadFile("ncp.military", .text(""), .unknownWord, "one of `none`"),
        BadFile(
            "opinions[0].evidence[2]", .text("bank_record"), .unknownWord,
            at: "opinions[0].evidence[2]",
            "one of `pay_stubs`", suggestion: "bank_records"),
        // Dates
        BadFile("observed_on", .text("2023-02-29"), .impossibleDate, "found `2023-02-29`"),
        BadFile("observed_on", .text("2024-13-01"), .impossibleDate, "such as 2024-02-29"),
        BadFile("observed_on", .text("2024-2-29"), .impossibleDate, "such as 2024-02-29"),
        BadFile("observed_on", .text("29/02/2024"), .impossibleDate, "such as 2024-02-29"),
        BadFile("observed_on", .text("0024-02-29"), .impossibleDate, "found `0024-02-29`"),
        BadFile("observed_on", .text("2200-01-01"), .impossibleDate, "found `2200-01-01`"),
        BadFile("observed_on", .text(""), .impossibleDate, "such as 2024-02-29"),
        // Numbers
        BadFile("ncp.incomes[1].monthly_amount", .integer(-1), .negative, "zero or more cents"),
        BadFile(
            "ncp.incomes[0].monthly_amount", .integer(100_000_000_001), .outOfRange,
            "a number from 0 to 100000000000"),
        BadFile("contacts[0].hour", .integer(24), .outOfRange, "a number from 0 to 23"),
        BadFile("contacts[0].minutes", .integer(-5), .negative, "zero or more"),
        BadFile("schema_version", .integer(2), .outOfRange, "expected 1"),
        // Identifiers
        BadFile("file_id", .text(""), .emptyIdentity, "not empty"),
        BadFile(
            "cases[0].ledger[1].entry_id", .text("entry_id-0"), .duplicateIdentity,
            "the same `entry_id` as cases[0].ledger[0]"),
        BadFile(
            "cases[1].case_id", .text("case_id-0"), .duplicateIdentity,
            "the same `case_id` as cases[0]"),
        BadFile(
            "ncp.licenses[1].license_id", .text("license_id-0"), .duplicateIdentity,
            "the same `license_id` as ncp.licenses[0]"),
        // References
        BadFile(
            "cases[0].obligations[1].order_id", .text("order_id-9"), .brokenReference,
            "no such order in this case"),
        BadFile(
            "cases[1].ledger[0].obligation_id", .text("x"), .brokenReference,
            "no such obligation in this case"),
        BadFile(
            "cases[0].ledger[1].reverses", .text("entry_id-7"), .brokenReference,
            "no such entry in this ledger"),
        BadFile("contacts[1].case_id", .text("c"), .brokenReference, "no such case in the file"),
        BadFile("conferences[0].case_id", .text("c"), .brokenReference, "no such case"),
        BadFile("enrollments[0].case_id", .text("c"), .brokenReference, "no such case"),
        BadFile("work_search.order_id", .text("o"), .brokenReference, "no such order in the file"),
        // Contradictions
        BadFile(
            "ncp.employments[0].ended_on", .text("2024-02-28"), .contradiction,
            "a date on or after `started_on`"),
        BadFile(
            "cases[0].closed_on", .text("2023-01-01"), .contradiction, "on or after `opened_on`"),
        BadFile(
            "cases[0].ledger[0].amount", .integer(-1), .contradiction,
            "only an adjustment is negative"),
        BadFile("safe_contacts[0].to_hour", .integer(23), .contradiction, "after `from_hour`"),
    ]

    @Test(arguments: bad)
    func saysWhatIsWrongAndWhere(_ row: BadFile) throws {
        let bytes = FullRecord.caseFile.with(row.path, row.value).canonicalBytes()
        let error = try #require(throws: CaseFileError.self) { try CaseFileReader().read(bytes) }
        #expect(error.problems.count == 1, "\(error)")
        let problem = try #require(error.problems.first)
        #expect(problem.code == row.code)
        #expect(problem.path == row.at)
        #expect(problem.message.contains(row.message), "\(problem.message)")
        #expect(problem.suggestion == row.suggestion)
    }

    @Test func findsEveryProblemInOneReading() throws {
        var file = FullRecord.caseFile
        for row in CaseFileReaderTests.bad where row.code != .brokenReference {
            // Only changes that do not touch the value of another row.
            guard !["ncp", "cases", "cases[0].safety", "site"].contains(row.path) else { continue }
            file[path: row.path] = row.value
        }
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(file.canonicalBytes())
        }
        let paths = Set(error.problems.map(\.path))
        #expect(paths.count >= 25, "\(error)")
        for path in [
            "cases[0].ledger[1].amout", "ncp.represented", "observed_on", "contacts[0].hour",
            "cases[1].case_id", "ncp.employments[0].ended_on", "schema_version",
        ] { #expect(paths.contains(path), "\(path)") }
    }

    @Test func problemsComeInTheOrderOfTheText() throws {
        let file = FullRecord.caseFile.with("ncp.represented", .integer(1))
            .with("cases[0].county", .integer(1)).with("synthetic", .integer(1))
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(file.prettyBytes())
        }
        #expect(error.problems.map(\.path) == ["cases[0].county", "ncp.represented", "synthetic"])
        let lines = error.problems.compactMap(\.position?.line)
        #expect(lines == lines.sorted())
        #expect(lines.count == 3)
        #expect(lines[0] > 1)
    }

    @Test func aReferenceIsNotBlamedForAnIdentifierThatCouldNotBeRead() throws {
        let file = FullRecord.caseFile.with("cases[0].orders[1].order_id", .integer(5))
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(file.canonicalBytes())
        }
        #expect(error.problems.map(\.path) == ["cases[0].orders[1].order_id"])
    }

    @Test func afterAHundredProblemsItStops() throws {
        let entries = (0..<500).map { _ in JSONValue.integer(0) }
        let file = FullRecord.caseFile.with("cases[0].ledger", .list(entries))
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(file.canonicalBytes())
        }
        #expect(error.problems.count == 100)
        #expect(error.problems.last?.code == .more)
    }

    @Test func anAdjustmentMayBeNegative() throws {
        let file = FullRecord.caseFile.with("cases[0].ledger[0].amount", .integer(-500))
            .with("cases[0].ledger[0].kind", .text("adjustment"))
        let read = try CaseFileReader().read(file.canonicalBytes())
        #expect(read.cases[0].ledger[0].amount == Money(cents: -500))
    }

    @Test func fieldsMayStandInAnyOrderAndWithAnySpace() throws {
        let text = """
            { "started_on" :\t"2024-01-02" , "kind":"ssi",\r\n "monthly_amount" : 94300 }
            """
        let income = try CaseFileReader().read(Income.self, from: Array(text.utf8))
        #expect(income.kind == .ssi)
        #expect(income.monthlyAmount == Money(cents: 94_300))
        #expect(income.startedOn == Day(iso: "2024-01-02"))
    }

    @Test func theLeastFileIsOneWithTheRequiredFields() throws {
        let file = try CaseFileReader().read(FullRecord.least(of: CaseFile.schema).canonicalBytes())
        #expect(file.cases.isEmpty)
        #expect(file.ncp.employments.isEmpty)
        #expect(file.study == nil)
    }
}
