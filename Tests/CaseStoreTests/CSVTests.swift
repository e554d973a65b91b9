import CaseModel
import Foundation
import Testing

@testable import CaseStore

@Suite struct CSVTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A store with these files in it.
    private func store(_ files: [JSONValue], _ name: String = "cases.sqlite") throws -> CaseStore {
        let store = try CaseStore(path: scratch.path(name))
        try scratch.write(Drawing.lines(files), "in.ndjson")
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        return store
    }

    /// A small, plain file to spoil.
    private static let plain: JSONValue = {
        var file = Drawing.file(5, id: "plain")
        file["site"] = .text("oh-stark")
        return file
    }()

    private func edit(_ table: String, _ change: (String) -> String) throws {
        try scratch.write(change(try scratch.text("tables/" + table)), "tables/" + table)
    }

    /// What is said of the exported tables of the plain file after a change of one of them.
    private func problems(_ table: String, _ change: (String) -> String) throws -> [ImportProblem] {
        try store([CSVTests.plain]).exportCSV(to: scratch.path("tables"))
        try edit(table, change)
        let other = try CaseStore(path: scratch.path("other.sqlite"))
        let error = try #require(throws: CaseStoreError.self) {
            try other.importCSV(from: scratch.path("tables"), .strict)
        }
        #expect(error.code == .refused)
        #expect(try other.count() == 0)
        return error.problems
    }

    @Test func theTablesGiveTheSameBytesAgain() throws {
        let ids = [
            "=1+1", "a,b", "say \"hi\"", "two\nlines", "'", "-", " lead", "e\u{301}", "\u{e9}",
        ]
        let hostile = ids.enumerated().map { Drawing.file(UInt64($0.offset + 500), id: $0.element) }
        let first = try store(hostile + (100..<150).map { Drawing.file($0) })
        #expect(try first.exportCSV(to: scratch.path("tables")) == 59)
        let second = try CaseStore(path: scratch.path("second.sqlite"))
        let report = try second.importCSV(from: scratch.path("tables"), .strict)
        #expect(report.added == 59)
        try first.exportNDJSON(to: scratch.path("first.ndjson"))
        try second.exportNDJSON(to: scratch.path("second.ndjson"))
        #expect(try scratch.bytes("first.ndjson") == scratch.bytes("second.ndjson"))
        try second.exportCSV(to: scratch.path("again"))
        for table in CSVTable.all {
            let before = try scratch.bytes("tables/" + table.fileName)
            let after = try scratch.bytes("again/" + table.fileName)
            #expect(before == after, "\(table.fileName)")
        }
    }

    @Test func everyFieldOfACaseFileHasItsColumn() throws {
        func count(_ schema: RecordSchema) -> Int {
            schema.fields.filter { $0.origin == .stored }.reduce(0) { sum, field in
                switch field.kind {
                case .record(let type), .list(let type): sum + count(type.schema)
                case .bool, .integer, .text, .quantity, .symbol, .symbols: sum + 1
                }
            }
        }
        let columns = CSVTable.all.reduce(0) { $0 + $1.columns.count }
        // The site and `file_id` of a case file are its key.
        #expect(columns == count(CaseFile.schema) - 2)
    }

    @Test func namesTablesAndColumnsAsPeopleWould() throws {
        let tables = Dictionary(uniqueKeysWithValues: CSVTable.all.map { ($0.name, $0.header) })
        #expect(tables["ledger"]?.prefix(4) == ["site", "file_id", "cases_index", "ledger_index"])
        #expect(tables["ledger"]?.contains("amount_cents") == true)
        #expect(tables["cases"]?.contains("cp.person_id") == true)
        #expect(tables["cases"]?.contains("safety.family_violence") == true)
        #expect(tables["cp_employments"]?.prefix(3) == ["site", "file_id", "cases_index"])
        #expect(tables["ncp_employments"]?.prefix(3) == ["site", "file_id", "employments_index"])
    }

    @Test(arguments: Drawing.hostileTexts)
    func noTextIsAFormulaAndEachComesBack(_ text: String) throws {
        let cell = CSVCell.spell(.text(text), .text)
        let first = cell.utf8.first.map { Character(Unicode.Scalar($0)) }
        #expect(first != nil)
        #expect(first.map { "=+-@\t\r\n".contains($0) } == false)
        var bytes: [UInt8] = []
        CSVCell.append(row: ["before", cell, "behind"], to: &bytes)
        var rows: [[String]] = []
        var reader = CSVReader()
        try bytes.withUnsafeBytes { bytes in
            // Cut anywhere, the bytes mean the same.
            for byte in bytes.indices {
                let piece = UnsafeRawBufferPointer(rebasing: bytes[byte...byte])
                try reader.feed(piece) { rows.append($1) }
            }
        }
        try reader.finish { rows.append($1) }
        #expect(rows.count == 1)
        #expect(rows.first?.count == 3)
        #expect(rows.first?.last == "behind")
        let back = CSVCell.read(rows.first?.dropFirst().first ?? "", .text)
        guard case .text(let read) = back else {
            Issue.record("no text came back")
            return
        }
        #expect(Array(read.utf8) == Array(text.utf8))
    }

    @Test func readsWhatASpreadsheetMadeOfTheTables() throws {
        let original = try store([CSVTests.plain])
        try original.exportCSV(to: scratch.path("tables"))
        // A byte order mark, TRUE for true, columns in another order.
        try edit("case_files.csv") { text in
            "\u{FEFF}"
                + text.replacingOccurrences(of: "true", with: "TRUE")
                .replacingOccurrences(of: "false", with: "FALSE")
        }
        try edit("ncp_phones.csv") { text in
            let header = "site,file_id,phones_index,kind,number,text_consent\r\n"
            #expect(text.hasPrefix(header))
            return "text_consent,kind,number,phones_index,file_id,site\n"
                + "true,mobile,\"555-0100, ext 1\",2,plain,oh-stark\n"
                + "FALSE,landline,555-0101,1,plain,oh-stark\n"
        }
        let other = try CaseStore(path: scratch.path("other.sqlite"))
        try other.importCSV(from: scratch.path("tables"), .strict)
        var expected = CSVTests.plain
        expected["ncp"]?["phones"] = try JSONValue(
            parsing: """
                [{"kind":"landline","number":"555-0101","text_consent":false},
                 {"kind":"mobile","number":"555-0100, ext 1","text_consent":true}]
                """)
        #expect(try other.caseFile(id: "plain") == expected.canonicalBytes())
    }

    @Test func namesTheTableTheRowAndTheColumnOfAWrongCell() throws {
        let found = try problems("ncp_licenses.csv") { text in
            let header = text.prefix { $0 != "\r\n" }
            let columns = header.split(separator: ",").map(String.init)
            let cells = columns.map { column in
                switch column {
                case "site": "oh-stark"
                case "file_id": "plain"
                case "licenses_index": "1"
                case "license_id": "L1"
                case "class": "diver"
                case "status": "valid"
                case "fee_waived": "false"
                case "notice_sent_on": "2/29/2024"
                default: ""
                }
            }
            return header + "\r\n" + cells.joined(separator: ",") + "\r\n"
        }
        #expect(found.map(\.file) == ["ncp_licenses.csv", "ncp_licenses.csv"])
        #expect(found.map(\.line) == [2, 2])
        #expect(Set(found.map(\.path)) == ["class", "notice_sent_on"])
        #expect(found.first { $0.path == "class" }?.suggestion == "driver")
    }

    @Test func refusesFractionsOfACent() throws {
        let found = try problems("cases.csv") { _ in "" }
        #expect(found.map(\.code) == [.table])
        #expect(CSVCell.read("12.50", .quantity(.money)) == .text("12.50"))
        #expect(CSVCell.read("-50", .quantity(.money)) == .integer(-50))
    }

    @Test func refusesRowsWithoutACaseFile() throws {
        let found = try problems("ncp_phones.csv") {
            $0 + "oh-stark,nobody,1,mobile,555-0100,true\r\n"
        }
        #expect(found.map(\.code) == [.row])
        #expect(found.first?.file == "ncp_phones.csv")
        #expect(found.first?.message.contains("case_files.csv") == true)
    }

    @Test func refusesRowsWithoutARowAbove() throws {
        let found = try problems("children.csv") { text in
            let header = text.prefix { $0 != "\r\n" }
            let rest = header.split(separator: ",").dropFirst(4).map { _ in "" }
            return text + (["oh-stark", "plain", "9", "1"] + rest).joined(separator: ",") + "\r\n"
        }
        #expect(found.map(\.code) == [.row])
        #expect(found.first?.file == "children.csv")
        #expect(found.first?.message.contains("cases.csv") == true)
    }

    @Test func refusesTwoRowsForOnePlace() throws {
        let found = try problems("ncp_phones.csv") { text in
            text.prefix { $0 != "\r\n" }
                + "\r\noh-stark,plain,1,mobile,1,true\r\noh-stark,plain,1,mobile,2,true\r\n"
        }
        #expect(found.map(\.line) == [3])
        #expect(found.first?.message == "row 2 has the same place")
    }

    @Test func refusesUnknownAndMissingColumns() throws {
        let found = try problems("ncp_phones.csv") {
            $0.replacingOccurrences(of: "text_consent", with: "text_concent")
        }
        #expect(found.map(\.path) == ["text_concent", "text_consent"])
        #expect(found.first?.suggestion == "text_consent")
    }

    @Test(arguments: [
        "file_id,\"open\r\n", "file_id,a\"b\r\n", "\"a\"b,file_id\r\n", "only,two\r\n,\r\n",
    ])
    func refusesATableThatIsNoCSV(_ text: String) throws {
        #expect(try !problems("ncp_phones.csv") { _ in text }.isEmpty)
    }

    @Test func refusesAFolderWithoutATable() throws {
        try store([CSVTests.plain]).exportCSV(to: scratch.path("tables"))
        try FileManager.default.moveItem(
            atPath: scratch.path("tables/ledger.csv"), toPath: scratch.path("tables/leger.csv"))
        let error = try #require(throws: CaseStoreError.self) {
            try store([]).importCSV(from: scratch.path("tables"), .strict)
        }
        #expect(error.problems.map(\.file) == ["ledger.csv", "leger.csv"])
        #expect(error.problems.last?.suggestion == "ledger.csv")
    }

    @Test func letsGoodFilesInAndWritesBadOnesDownWhenAskedTo() throws {
        var other = Drawing.file(6, id: "second")
        other["site"] = .text("oh-stark")
        try store([CSVTests.plain, other]).exportCSV(to: scratch.path("tables"))
        try edit("case_files.csv") { $0.replacingOccurrences(of: "second,1,", with: "second,2,") }
        let options = ImportOptions(receivedOn: importDay, rejectFile: scratch.path("bad.ndjson"))
        let target = try CaseStore(path: scratch.path("other.sqlite"))
        let report = try target.importCSV(from: scratch.path("tables"), options)
        #expect(report.added == 1)
        #expect(report.rejected == 1)
        #expect(report.problems.map(\.path) == ["schema_version"])
        #expect(try target.caseFile(id: "plain") == CSVTests.plain.canonicalBytes())
        let line = try JSONValue(parsing: try scratch.bytes("bad.ndjson"))
        #expect(line["line"] == .integer(3))
    }

    @Test func overwritesNoFolder() throws {
        try scratch.write("precious", "tables")
        let error = try #require(throws: CaseStoreError.self) {
            try store([CSVTests.plain]).exportCSV(to: scratch.path("tables"))
        }
        #expect(error.code == .outputExists)
        #expect(try scratch.text("tables") == "precious")
    }
}
