/// Writes the JSON Schema (2020-12) of a record from its declarations.
///
/// Beside the standard words each field has `x-accord-source` and `x-accord-sensitivity`, amounts
/// have `x-accord-unit`, and rules between two fields are told in `x-accord-checks`: JSON Schema
/// cannot compare dates or follow references, the reader does both.
public struct JSONSchemaWriter: Sendable {
    /// Makes a writer.
    public init() {}

    /// The schema of the case file.
    public func caseFile() -> JSONValue {
        schema(of: CaseFile.self, title: "Accord case file")
    }

    /// The schema of a record and of all records in it.
    public func schema(of type: any CaseRecord.Type, title: String) -> JSONValue {
        var definitions: [String: JSONValue] = [:]
        var waiting: [RecordSchema] = [type.schema]
        while let record = waiting.popLast() {
            guard definitions[record.name] == nil else { continue }
            definitions[record.name] = definition(of: record)
            for field in record.fields where field.origin == .stored {
                switch field.kind {
                case .record(let inner), .list(let inner):
                    waiting.append(inner.schema)
                case .symbol(let list), .symbols(let list):
                    definitions[list.symbolName] = definition(of: list)
                case .bool, .integer, .text, .quantity:
                    break
                }
            }
        }
        return .object([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
            "$id": .text("urn:accord:\(type.schema.name):1"),
            "title": .text(title),
            "description": .text(type.schema.about + "."),
            "$ref": reference(type.schema.name),
            "$defs": .object(definitions),
        ])
    }

    private func reference(_ name: String) -> JSONValue { .text("#/$defs/\(name)") }

    private func definition(of type: any CaseSymbol.Type) -> JSONValue {
        .object(["type": .text("string"), "enum": .list(type.words.map { .text($0) })])
    }

    private func definition(of record: RecordSchema) -> JSONValue {
        let stored = record.fields.filter { $0.origin == .stored }
        var members: [String: JSONValue] = [
            "type": .text("object"),
            "description": .text(record.about + "."),
            "x-accord-source": .text(record.source),
            "additionalProperties": .bool(false),
            "properties": .object(
                Dictionary(uniqueKeysWithValues: stored.map { ($0.name, property($0)) })),
        ]
        let required = stored.filter(\.isRequired).map(\.name).sorted()
        if !required.isEmpty { members["required"] = .list(required.map { .text($0) }) }
        let checks = record.plan.checks.map { "`\($0.check.field)`: \($0.check.requirement)" }
        if !checks.isEmpty { members["x-accord-checks"] = .list(checks.map { .text($0) }) }
        return .object(members)
    }

    private func property(_ field: FieldDeclaration) -> JSONValue {
        var members: [String: JSONValue] = [
            "description": .text(field.about + "."),
            "x-accord-source": .text(field.source),
            "x-accord-sensitivity": .text(field.sensitivity.rawValue),
        ]
        if let reason = field.withheld { members["x-accord-withheld"] = .text(reason) }
        if field.isMasked { members["x-accord-masked"] = .bool(true) }
        switch field.kind {
        case .bool:
            members["type"] = .text("boolean")
        case .integer:
            describeNumber(field, &members)
        case .quantity(.money):
            describeNumber(field, &members)
            members["x-accord-unit"] = .text("cents")
        case .quantity(.date):
            members["type"] = .text("string")
            members["format"] = .text("date")
            members["pattern"] = .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        case .quantity(let unit):
            describeNumber(field, &members)
            members["x-accord-unit"] = .text(SchemaName.snakeCase("\(unit)"))
        case .text:
            members["type"] = .text("string")
            if field.isIdentity { members["minLength"] = .integer(1) }
        case .symbol(let type):
            members["$ref"] = reference(type.symbolName)
        case .symbols(let type):
            members["type"] = .text("array")
            members["items"] = .object(["$ref": reference(type.symbolName)])
        case .record(let type):
            members["$ref"] = reference(type.schema.name)
        case .list(let type):
            members["type"] = .text("array")
            members["items"] = .object(["$ref": reference(type.schema.name)])
            if let identity = type.schema.identity {
                members["x-accord-unique-by"] = .text(identity.name)
            }
        }
        return .object(members)
    }

    private func describeNumber(_ field: FieldDeclaration, _ members: inout [String: JSONValue]) {
        members["type"] = .text("integer")
        guard let bounds = field.bounds else { return }
        if bounds.lowest == bounds.highest {
            members["const"] = .integer(bounds.lowest)
        } else {
            members["minimum"] = .integer(bounds.lowest)
            members["maximum"] = .integer(bounds.highest)
        }
    }
}
