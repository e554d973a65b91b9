@testable import CaseModel
import Testing

@Suite("JSON Schema: written from the declarations")
struct JSONSchemaWriterTests {
    let schema = JSONSchemaWriter().caseFile()

    @Test func isA2020Schema() {
        #expect(schema["$schema"] == .text("https://json-schema.org/draft/2020-12/schema"))
        #expect(schema["$ref"] == .text("#/$defs/case_file"))
    }

    @Test func everyStoredFieldIsThereWithItsSourceAndSensitivity() throws {
        for type in allRecords() {
            let record = try #require(schema["$defs"]?[type.schema.name])
            #expect(record["additionalProperties"] == .bool(false))
            let stored = type.schema.fields.filter { $0.origin == .stored }
            guard case .object(let properties) = record["properties"] else {
                Issue.record("\(type.schema.name) has no properties")
                continue
            }
            #expect(properties.keys.sorted() == stored.map(\.name).sorted())
            for field in stored {
                let property = try #require(properties[field.name])
                #expect(property["x-accord-source"] == .text(field.source))
                #expect(property["x-accord-sensitivity"] == .text(field.sensitivity.rawValue))
                #expect(property["description"] == .text(field.about + "."))
            }
            let required = stored.filter(\.isRequired).map { JSONValue.text($0.name) }
            guard !required.isEmpty else { continue }
            guard case .list(let listed) = record["required"] else {
                Issue.record("\(type.schema.name) requires nothing")
                continue
            }
            #expect(listed.count == required.count && required.allSatisfy(listed.contains))
        }
    }

    @Test func everyReferenceLeadsSomewhere() {
        func check(_ value: JSONValue) {
            switch value {
            case .object(let members):
                if case .text(let target) = members["$ref"] {
                    let name = String(target.dropFirst("#/$defs/".count))
                    #expect(schema["$defs"]?[name] != nil, "\(target)")
                }
                members.values.forEach(check)
            case .list(let elements): elements.forEach(check)
            case .null, .bool, .integer, .text: break
            }
        }
        check(schema)
    }

    @Test func amountsAreWholeCents() {
        let amount = schema["$defs"]?["income"]?["properties"]?["monthly_amount"]
        #expect(amount?["type"] == .text("integer"))
        #expect(amount?["minimum"] == .integer(0))
        #expect(amount?["x-accord-unit"] == .text("cents"))
        let version = schema["$defs"]?["case_file"]?["properties"]?["schema_version"]
        #expect(version?["const"] == .integer(1))
    }

    @Test func derivedFactsAreNotPartOfAFile() {
        #expect(schema["$defs"]?["obligation"]?["properties"]?["monthly_amount"] == nil)
    }

    @Test func withheldAndMaskedFieldsSaySo() {
        let person = schema["$defs"]?["person"]?["properties"]
        #expect(person?["address"]?["x-accord-withheld"] != nil)
        #expect(person?["language"]?["x-accord-withheld"] == nil)
        let source = schema["$defs"]?["ledger_entry"]?["properties"]?["source"]
        #expect(source?["x-accord-masked"] == .bool(true))
    }
}
