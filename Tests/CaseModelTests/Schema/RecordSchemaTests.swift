@testable import CaseModel
import Testing

@Suite("Record schema: one declaration per stored property")
struct RecordSchemaTests {
    @Test func everyStoredPropertyIsDeclaredOnceAndNothingElseIs() {
        #expect(allRecords(from: Matter.self).count >= 40)
        for type in allRecords() + allRecords(from: Matter.self) {
            var expected: [String] = []
            func collect(_ record: any CaseRecord) {
                for child in Mirror(reflecting: record).children {
                    // A matter takes over the fields of its case, instead of having a field for it.
                    if record is Matter, child.label == "record" {
                        collect(Case())
                    } else {
                        expected.append(SchemaName.snakeCase(child.label ?? ""))
                    }
                }
            }
            collect(type.init())
            let declared = type.schema.fields.filter { $0.offset != nil }.map(\.name)
            #expect(declared.sorted() == expected.sorted(), "\(type.schema.name)")
        }
    }

    @Test func everyFieldHasItsOwnPlace() {
        for type in allRecords() {
            let offsets = type.schema.fields.compactMap(\.offset)
            #expect(Set(offsets).count == offsets.count, "\(type.schema.name)")
        }
    }

    @Test func everyFieldSaysWhatItIsAndWhereItComesFrom() {
        for type in allRecords(from: Matter.self) {
            for field in type.schema.fields {
                let place = "\(type.schema.name).\(field.name)"
                #expect(field.about.count > 7, "\(place)")
                #expect(!field.about.hasSuffix("."), "\(place)")
                #expect(field.source.count > 4, "\(place)")
                #expect(field.about.first?.isUppercase == true, "\(place)")
            }
        }
    }

    @Test func noFieldIsAWordOfLua() {
        let reserved: Set = [
            "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if",
            "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
        ]
        for type in allRecords() + allRecords(from: Matter.self) {
            for field in type.schema.fields {
                #expect(!reserved.contains(field.name), "case.\(field.name) would not parse")
            }
        }
    }

    @Test(arguments: [
        ("ledger_entry", "source", Sensitivity.taxInformation),
        ("person", "birth_date", .protected), ("person", "sex", .protected),
        ("person", "race_ethnicity", .protected), ("person", "tribal_member", .protected),
        ("child", "birth_date", .protected), ("person", "name", .pii),
        ("opinion", "staff_id", .pii),
        ("person", "address", .location), ("person", "phones", .location),
        ("person", "email", .location), ("employment", "employer_name", .location),
        ("employment", "employer_id", .location), ("order", "docket", .location),
        ("person", "disability", .medical), ("person", "treatments", .medical),
    ])
    func protectsWhatTheLawProtects(
        _ record: String, _ field: String, _ sensitivity: Sensitivity
    ) throws {
        let type = try #require(allRecords().first { $0.schema.name == record })
        #expect(type.schema.field(named: field)?.sensitivity == sensitivity)
    }

    @Test(arguments: [
        ("startedOn", "started_on"), ("employerID", "employer_id"), ("paid30", "paid_30"),
        ("ivDEt", "iv_d_et"), ("over12Weeks", "over_12_weeks"), ("chapter7", "chapter_7"),
        ("retained180", "retained_180"), ("SiteID", "site_id"), ("on", "on"), ("", ""),
    ])
    func namesAreSnakeCase(_ swift: String, _ name: String) {
        #expect(SchemaName.snakeCase(swift) == name)
    }

    @Test func wordsOfEveryListReadBack() {
        for channel in ContactChannel.allCases {
            #expect(ContactChannel(word: channel.word) == channel)
        }
        #expect(ContactChannel(word: "pigeon") == nil)
        #expect(SiteID(word: "mi-muskegon") == .miMuskegon)
        #expect(Remedy.State.symbolName == "remedy_state")
        #expect(RemedyKind.allCases.count == 18)
    }
}
