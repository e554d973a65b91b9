@testable import CaseModel
import Testing

@Suite("Case file problems: nothing private in a message")
struct CaseFileSecrecyTests {
    static let secret = "Zebulon-Quux"

    /// The paths of all fields that are not open, taken from the declarations.
    static let secretPaths: [String] = {
        var paths: [String] = []
        func collect(_ schema: RecordSchema, _ prefix: String) {
            for field in schema.fields where field.origin == .stored {
                let path = prefix + field.name
                switch field.kind {
                case .record(let type): collect(type.schema, path + ".")
                case .list(let type): collect(type.schema, path + "[0].")
                default: if field.sensitivity.isSecret { paths.append(path) }
                }
            }
        }
        collect(CaseFile.schema, "")
        return paths
    }()

    @Test func thereAreSecretPathsToTry() {
        #expect(CaseFileSecrecyTests.secretPaths.count > 50)
        #expect(CaseFileSecrecyTests.secretPaths.contains("cases[0].ledger[0].source"))
        #expect(CaseFileSecrecyTests.secretPaths.contains("ncp.birth_date"))
    }

    @Test(arguments: secretPaths)
    func aWrongValueIsNotRepeated(_ path: String) {
        for value in [JSONValue.text(Self.secret), .integer(987_654_321), .text("1987-65-43")] {
            let bytes = FullRecord.caseFile.with(path, value).canonicalBytes()
            do {
                _ = try CaseFileReader().read(bytes)
            } catch {
                for shown in [Self.secret, "987654321", "1987-65-43"] {
                    #expect(!error.description.contains(shown), "\(error)")
                }
                #expect(error.problems.allSatisfy { $0.path.hasPrefix(path) })
            }
        }
    }

    @Test func aMisspelledTaxSourceIsNotSpelledOut() throws {
        let path = "cases[0].ledger[0].source"
        let file = FullRecord.caseFile.with(path, .text("federal_tax_ofset"))
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(file.canonicalBytes())
        }
        #expect(error.problems.count == 1)
        #expect(error.problems[0].suggestion == nil)
        #expect(!error.problems[0].message.contains("found"))
    }

    @Test func aValueInThePlaceOfANameIsNotRepeated() throws {
        for name in [
            "Zebulon Quux, 12 Elm Street", "a\u{1B}[31mred", String(repeating: "x", count: 60),
        ] {
            let file = FullRecord.caseFile.with("ncp", FullRecord.caseFile["ncp"]).with(
                "synthetic", .bool(true))
            var ncp = try #require(file["ncp"])
            ncp[name] = .bool(true)
            let bytes = file.with("ncp", ncp).canonicalBytes()
            let error = try #require(throws: CaseFileError.self) {
                try CaseFileReader().read(bytes)
            }
            #expect(error.problems.map(\.path) == ["ncp.?"])
            #expect(!error.description.contains(name))
        }
    }

    @Test func anIdentifierThatOccursTwiceIsNotRepeated() throws {
        let file = FullRecord.caseFile.with("cases[0].case_id", .text(Self.secret))
            .with("cases[1].case_id", .text(Self.secret))
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader().read(file.canonicalBytes())
        }
        #expect(!error.description.contains(Self.secret))
    }
}
