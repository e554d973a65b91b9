@testable import CaseModel

/// Makes JSON that fills every field of a record, by its declarations.
///
/// Identifiers are the field's name and the index of the list element (`order_id-1`), so that
/// references between records of the same index hold.
enum FullRecord {
    /// A record with all fields; lists have two elements.
    static func json(of schema: RecordSchema, element: Int = 0) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for field in schema.fields where field.origin == .stored {
            members[field.name] = value(of: field, element: element)
        }
        return .object(members)
    }

    /// The case file with all fields.
    static let caseFile = json(of: CaseFile.schema)

    /// A record with the required fields alone.
    static func least(of schema: RecordSchema) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for field in schema.fields where field.isRequired {
            if case .record(let type) = field.kind {
                members[field.name] = least(of: type.schema)
            } else {
                members[field.name] = value(of: field, element: 0)
            }
        }
        return .object(members)
    }

    static func value(of field: FieldDeclaration, element: Int) -> JSONValue {
        switch field.kind {
        case .bool: .bool(true)
        case .integer, .quantity(.money): .integer(field.bounds?.highest ?? 7)
        case .quantity(.date): .text("2024-02-29")
        case .quantity: .integer(3)
        case .text: .text(field.name == "reverses" ? "entry_id-0" : "\(field.name)-\(element)")
        case .symbol(let type): .text(type.words[type.words.count - 1])
        case .symbols(let type): .list(type.words.map { .text($0) })
        case .record(let type): json(of: type.schema)
        case .list(let type):
            .list([json(of: type.schema, element: 0), json(of: type.schema, element: 1)])
        }
    }
}

/// Every record type of the case file, found through the declarations.
func allRecords(from root: any CaseRecord.Type = CaseFile.self) -> [any CaseRecord.Type] {
    var found: [any CaseRecord.Type] = []
    var waiting = [root]
    while let type = waiting.popLast() {
        if found.contains(where: { $0 == type }) { continue }
        found.append(type)
        for field in type.schema.fields {
            switch field.kind {
            case .record(let inner), .list(let inner): waiting.append(inner)
            case .bool, .integer, .text, .quantity, .symbol, .symbols: break
            }
        }
    }
    return found.sorted { $0.schema.name < $1.schema.name }
}
