import CaseModel

/// The dotted paths of a case file, as `with` of fixtures and tests writes them.
enum CaseFilePaths {
    /// A JSON Schema for each path that a change may name, by a pattern for the path.
    static let patterns: [String: JSONValue] = {
        var found: [String: JSONValue] = [:]
        collect(CaseFile.schema, path: "^", inside: [], into: &found)
        return found
    }()

    /// The path that policies use for a path of a case file: `cases.0.remedies.0.state` is
    /// `case.remedies.state`; nil if the file has no such field.
    static func policyPath(of path: String) -> String? {
        let steps = path.split(separator: ".").filter { step in step.contains { !$0.isNumber } }
        var record: RecordSchema? = CaseFile.schema
        for step in steps {
            guard let field = record?.field(named: String(step)) else { return nil }
            switch field.kind {
            case .record(let type), .list(let type): record = type.schema
            default: record = nil
            }
        }
        guard let first = steps.first else { return nil }
        let rest = first == "cases" ? steps.dropFirst() : steps[...]
        return rest.isEmpty ? nil : "case." + rest.joined(separator: ".")
    }

    private static func collect(
        _ record: RecordSchema, path: String, inside: [String],
        into found: inout [String: JSONValue]
    ) {
        guard !inside.contains(record.name) else { return }
        for field in record.fields where field.origin == .stored {
            let own = "\(path)\(field.name)"
            found[own + "$"] = orNothing("#/$defs/\(record.name)/properties/\(field.name)")
            let inside = inside + [record.name]
            switch field.kind {
            case .record(let type):
                collect(type.schema, path: own + "\\.", inside: inside, into: &found)
            case .list(let type):
                let element = own + "\\.[0-9]+"
                found[element + "$"] = orNothing("#/$defs/\(type.schema.name)")
                collect(type.schema, path: element + "\\.", inside: inside, into: &found)
            case .bool, .integer, .text, .quantity, .symbol, .symbols: break
            }
        }
    }

    /// The value, or `null`, which removes the field.
    private static func orNothing(_ reference: String) -> JSONValue {
        .object([
            "anyOf": .list([
                .object(["$ref": .text(reference)]), .object(["type": .text("null")]),
            ])
        ])
    }
}
