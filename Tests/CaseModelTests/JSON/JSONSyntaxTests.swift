@testable import CaseModel
import Testing

/// A text that is no JSON, and where it stops to be.
struct BrokenText: CustomTestStringConvertible {
    var text: String
    var line: Int
    var column: Int
    var message: String

    init(_ text: String, _ line: Int, _ column: Int, _ message: String) {
        self.text = text
        self.line = line
        self.column = column
        self.message = message
    }

    var testDescription: String { text.debugDescription }
}

@Suite("JSON syntax: the reader refuses what is no JSON")
struct JSONSyntaxTests {
    static let broken: [BrokenText] = [
        BrokenText("", 1, 1, "the text ends here"),
        BrokenText("   ", 1, 4, "the text ends here"),
        BrokenText("{", 1, 2, "a field name in quotes, but the text ends here"),
        BrokenText("{}x", 1, 3, "nothing after the record"),
        BrokenText("{} {}", 1, 4, "nothing after the record"),
        BrokenText("{}\u{0}", 1, 3, "nothing after the record"),
        BrokenText("{\n\"kind\" \"ssi\"}", 2, 8, "expected `:`"),
        BrokenText("{\"kind\":\"ssi\",}", 1, 15, "a field name in quotes"),
        BrokenText("{\"kind\":\"ssi\" \"x\":1}", 1, 15, "expected `,` or `}`"),
        BrokenText("{\"kind\":}", 1, 9, "expected a JSON value"),
        BrokenText("{\"kind\":nul}", 1, 9, "expected a JSON value"),
        BrokenText("{\"kind\":truely}", 1, 9, "expected a JSON value"),
        BrokenText("{\"kind\":\"ssi}", 1, 14, "closing quote"),
        BrokenText("{\"kind\":\"s\u{1}i\"}", 1, 11, "no control character"),
        BrokenText("{\"kind\":\"s\ni\"}", 1, 11, "no control character"),
        BrokenText("{\"monthly_amount\":01}", 1, 20, "no digit after a leading zero"),
        BrokenText("{\"monthly_amount\":-}", 1, 20, "expected a digit"),
        BrokenText("{\"monthly_amount\":1.}", 1, 21, "expected a digit"),
        BrokenText("{\"monthly_amount\":1e}", 1, 21, "expected a digit"),
        BrokenText("{\"monthly_amount\":+1}", 1, 19, "expected a JSON value"),
        BrokenText("{'kind':1}", 1, 2, "a field name in quotes"),
        BrokenText("{kind:1}", 1, 2, "a field name in quotes"),
        BrokenText("{\"x\":[1,]}", 1, 9, "expected a JSON value"),
        BrokenText("{\"x\":[1 2]}", 1, 9, "expected `,` or `]`"),
        BrokenText("\u{FEFF}{}", 1, 1, "expected a JSON value"),
        BrokenText(String(repeating: "{\"x\":", count: 9999), 1, 326, "64 levels of nesting"),
        BrokenText("{\"x\":" + String(repeating: "[", count: 9999), 1, 70, "64 levels of nesting"),
    ]

    @Test(arguments: broken)
    func saysWhere(_ row: BrokenText) throws {
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(Income.self, from: Array(row.text.utf8))
        }
        let problem = try #require(error.problems.last)
        #expect(problem.code == .syntax)
        #expect(problem.message.contains(row.message), "\(problem)")
        #expect(problem.position?.line == row.line, "\(problem)")
        #expect(problem.position?.column == row.column, "\(problem)")
    }

    @Test(arguments: ["[]", "1", "\"x\"", "null", "true"])
    func aFileIsARecord(_ text: String) throws {
        let error = try #require(throws: CaseFileError.self) { try CaseFileReader().read(text) }
        #expect(error.problems.map(\.code) == [.wrongType])
        #expect(error.problems[0].path.isEmpty)
    }

    @Test func saysInWhichRecord() throws {
        let good = String(decoding: FullRecord.caseFile.canonicalBytes(), as: UTF8.self)
        let parts = good.split(separator: "\"entry_id\":\"entry_id-1\"", maxSplits: 1)
        let bad = parts[0] + "\"entry_id\":entry_id-1" + parts[1]
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(String(bad))
        }
        #expect(error.problems.map(\.path) == ["cases[0].ledger[1].entry_id"])
        #expect(error.problems.map(\.code) == [.syntax])
    }

    @Test func everyPrefixOfAGoodFileIsRefused() {
        let bytes = FullRecord.least(of: CaseFile.schema).canonicalBytes()
        for count in 0..<bytes.count {
            #expect(throws: CaseFileError.self) {
                try CaseFileReader().read(Array(bytes.prefix(count)))
            }
        }
    }

    @Test func noByteChangedInAGoodFileBringsItDown() {
        let bytes = FullRecord.json(of: LedgerEntry.schema).canonicalBytes()
        for place in bytes.indices {
            for byte in [0, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x2C, 0x30, 0x80, 0xFF] as [UInt8] {
                var changed = bytes
                changed[place] = byte
                _ = try? CaseFileReader().read(LedgerEntry.self, from: changed)
            }
        }
    }

    @Test(arguments: [
        ("\"a\\u0041\\n\\t\\\"\\\\\\/\\b\\f\\r\"", "aA\n\t\"\\/\u{8}\u{C}\r"),
        ("\"\\ud83c\\udfe0\"", "🏠"), ("\"é\"", "é"), ("\"\\u00e9\"", "\u{E9}"), ("\"\"", ""),
        ("\"a text of more than sixteen bytes\"", "a text of more than sixteen bytes"),
        ("\"eight888\\n\"", "eight888\n"),
    ])
    func readsEscapes(_ json: String, _ text: String) throws {
        let value =
            "{\"due_on\":\"2024-01-01\",\"status\":\"open\",\"what\":\(json),\"who\":\"ncp\"}"
        let commitment = try CaseFileReader().read(Commitment.self, from: Array(value.utf8))
        #expect(commitment.what.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: [
        ("\"\\x\"", "escape"), ("\"\\u12\"", "escape"), ("\"\\u12g4\"", "escape"),
        ("\"\\ud83c\"", "surrogate"), ("\"\\udfe0\"", "surrogate"), ("\"\\ud83cx\"", "surrogate"),
        ("\"\\ud83c\\u0041\"", "surrogate"), ("\"\\u0000\"", "zero"),
    ])
    func refusesBrokenEscapes(_ json: String, _ message: String) throws {
        let value =
            "{\"due_on\":\"2024-01-01\",\"status\":\"open\",\"what\":\(json),\"who\":\"ncp\"}"
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(Commitment.self, from: Array(value.utf8))
        }
        #expect(error.problems.map(\.code) == [.text])
        #expect(error.problems[0].path == "what")
        #expect(error.problems[0].message.contains(message))
    }

    @Test(
        arguments: [
            [0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
        ] as [[UInt8]])
    func refusesBytesThatAreNotUTF8(_ bytes: [UInt8]) throws {
        let before = Array("{\"due_on\":\"2024-01-01\",\"status\":\"open\",\"what\":\"a".utf8)
        let text = before + bytes + Array("b\",\"who\":\"ncp\"}".utf8)
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(Commitment.self, from: text)
        }
        #expect(error.problems.map(\.path) == ["what"])
        #expect(error.problems[0].message.contains("UTF-8"))
    }

    @Test func aFieldMayOccurOnce() throws {
        let text =
            "{\"kind\":\"ssi\",\"monthly_amount\":1,\"kind\":\"ssi\",\"started_on\":\"2024-01-01\"}"
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(Income.self, from: Array(text.utf8))
        }
        #expect(error.problems.map(\.code) == [.duplicateField])
        #expect(error.problems[0].path == "kind")
        #expect(error.problems[0].position?.column == 34)
    }

    @Test func aNameMayBeWrittenWithEscapes() throws {
        let text =
            "{\"\\u006bind\":\"s\\u0073i\",\"monthly_amount\":1,\"started_on\":\"2024-01-01\"}"
        let income = try CaseFileReader().read(Income.self, from: Array(text.utf8))
        #expect(income.kind == .ssi)
    }

    @Test(arguments: ["12.5", "1e3", "100.00", "-0.5"])
    func centsAreWhole(_ number: String) throws {
        let text = "{\"kind\":\"ssi\",\"monthly_amount\":\(number),\"started_on\":\"2024-01-01\"}"
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(Income.self, from: Array(text.utf8))
        }
        #expect(error.problems.map(\.code) == [.fraction])
        #expect(error.problems[0].message.contains("12550 for $125.50"))
    }

    @Test(arguments: ["9223372036854775808", "99999999999999999999999999", "-9999999999999999999"])
    func numbersBeyondSixtyFourBitsAreOutOfRange(_ number: String) throws {
        let text = "{\"kind\":\"ssi\",\"monthly_amount\":\(number),\"started_on\":\"2024-01-01\"}"
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(Income.self, from: Array(text.utf8))
        }
        #expect(error.problems.map(\.code) == [.outOfRange])
    }
}
