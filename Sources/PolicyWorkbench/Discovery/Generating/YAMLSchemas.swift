import CaseModel
import PolicyHost

/// JSON Schemas (2020-12) of the YAML files, for editors and other tools.
struct YAMLSchemas {
    let parameters: [Parameter]

    /// Where the schema of a kind of file stands.
    static func path(of file: YAMLFile) -> String {
        "tools/editor/schemas/\(file.rawValue).schema.json"
    }

    /// The schema of a kind of file.
    func schema(of file: YAMLFile) -> JSONValue {
        var members = object(file.shape)
        members["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
        members["$id"] = .text("urn:accord:\(file.rawValue):1")
        members["$comment"] = .text(EditorFiles.header)
        members["title"] = .text("Accord \(file.rawValue)")
        members["description"] = .text("\(file.about).")
        if usesCaseFile(file.shape) { members["$defs"] = caseFileDefinitions }
        return .object(members)
    }

    private func object(_ shape: YAMLShape) -> [String: JSONValue] {
        var properties: [String: JSONValue] = [:]
        for key in shape.keys {
            var value = schema(of: key.kind)
            value["description"] = .text("\(key.about).")
            properties[key.name] = .object(value)
        }
        var members: [String: JSONValue] = [
            "type": .text("object"), "additionalProperties": .bool(false),
            "properties": .object(properties),
        ]
        if !shape.required.isEmpty {
            members["required"] = .list(shape.required.map(JSONValue.text))
        }
        if shape == .parameter { members["allOf"] = .list(valuesByUnit) }
        if shape == .setting { members["allOf"] = .list(valueByParameter) }
        if shape == .fixture {
            members["oneOf"] = .list([
                .object(["required": .list([.text("file")])]),
                .object(["required": .list([.text("extends")])]),
            ])
        }
        return members
    }

    private func schema(of kind: YAMLShape.Kind) -> [String: JSONValue] {
        switch kind {
        case .text: return ["type": .list([.text("string"), .text("number")])]
        case .date:
            return [
                "type": .text("string"), "pattern": .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
                "examples": .list([.text("2019-03-01")]),
            ]
        case .number(let range):
            return [
                "type": .text("integer"), "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)),
            ]
        case .yesNo:
            let spellings = ["yes", "no", "on", "off"].map(JSONValue.text)
            return ["enum": .list([.bool(true), .bool(false)] + spellings)]
        case .word(let words):
            // An unquoted 1 or `no` is no text to a YAML reader.
            var values = words.map(JSONValue.text)
            values += words.compactMap { Int64($0).map(JSONValue.integer) }
            return ["enum": .list(values)]
        case .list(let element):
            return ["type": .text("array"), "items": .object(schema(of: element))]
        case .mapping(let shape): return object(shape)
        case .names(let value):
            return ["type": .text("object"), "additionalProperties": .object(schema(of: value))]
        case .oneOrMore(let value):
            return [
                "anyOf": .list([
                    .object(schema(of: value)), .object(schema(of: .list(value))),
                ])
            ]
        case .either(let words, let value):
            return [
                "anyOf": .list([
                    .object(["enum": .list(words.map(JSONValue.text))]),
                    .object(schema(of: value)),
                ])
            ]
        case .parameterValue:
            return [
                "type": .list(
                    ["string", "integer", "number", "boolean", "array"].map(JSONValue.text))
            ]
        case .caseFile: return ["$ref": .text("#/$defs/case_file")]
        case .caseFileChanges:
            return [
                "type": .text("object"), "additionalProperties": .bool(false),
                "patternProperties": .object(CaseFilePaths.patterns),
            ]
        case .anything: return [:]
        }
    }

    // MARK: Parameters

    /// For a declaration: its values are in the spelling of its unit.
    private var valuesByUnit: [JSONValue] {
        ParameterUnit.allCases.map { unit in
            .object([
                "if": .object([
                    "properties": .object([
                        "unit": .object(["const": .text(unit.rawValue)])
                    ])
                ]),
                "then": .object([
                    "properties": .object([
                        "values": .object([
                            "items": .object([
                                "properties": .object(["value": spelling(of: unit)])
                            ])
                        ])
                    ])
                ]),
            ])
        }
    }

    /// For a setting: its value is in the spelling of the unit that the parameter is declared with.
    private var valueByParameter: [JSONValue] {
        var known: [JSONValue] = [
            .object([
                "properties": .object([
                    "parameter": .object([
                        "enum": .list(Set(parameters.map(\.id)).sorted().map(JSONValue.text))
                    ])
                ])
            ])
        ]
        for unit in ParameterUnit.allCases {
            let ids = Set(parameters.filter { $0.unit == unit }.map(\.id))
            // An id with two units in two states is left to `accord check`.
            let own = ids.filter { id in parameters.allSatisfy { $0.id != id || $0.unit == unit } }
            guard !own.isEmpty else { continue }
            known.append(
                .object([
                    "if": .object([
                        "properties": .object([
                            "parameter": .object([
                                "enum": .list(own.sorted().map(JSONValue.text))
                            ])
                        ])
                    ]),
                    "then": .object([
                        "properties": .object(["value": spelling(of: unit)])
                    ]),
                ]))
        }
        return known
    }

    /// The one spelling of a unit; `none` ends a rule.
    private func spelling(of unit: ParameterUnit) -> JSONValue {
        let about = "In \(unit.rawValue), written like \(unit.example)."
        func text(_ pattern: String) -> JSONValue {
            .object([
                "type": .text("string"), "pattern": .text("^(none|\(pattern))$"),
                "description": .text(about),
            ])
        }
        switch unit {
        case .money: return text("\\$?[0-9][0-9,]*(\\.[0-9]{2})?")
        case .days: return text("[0-9]+ days?")
        case .businessDays: return text("[0-9]+ business days?")
        case .months: return text("[0-9]+ months?")
        case .share: return text("[0-9]+(\\.[0-9]{1,2})?%")
        case .text: return .object(["type": .text("string"), "description": .text(about)])
        case .list:
            return .object([
                "type": .text("array"), "items": .object(["type": .text("string")]),
                "description": .text(about),
            ])
        case .yesNo:
            let words = ["yes", "no", "none"].map(JSONValue.text)
            return .object([
                "enum": .list([.bool(true), .bool(false)] + words), "description": .text(about),
            ])
        case .count, .hour:
            var number: [String: JSONValue] = ["type": .text("integer"), "minimum": .integer(0)]
            if unit == .hour { number["maximum"] = .integer(24) }
            return .object([
                "anyOf": .list([.object(number), .object(["const": .text("none")])]),
                "description": .text(about),
            ])
        }
    }

    // MARK: Case files

    private func usesCaseFile(_ shape: YAMLShape) -> Bool {
        shape.keys.contains { uses($0.kind) }
    }

    private func uses(_ kind: YAMLShape.Kind) -> Bool {
        switch kind {
        case .caseFile, .caseFileChanges: true
        case .list(let inner), .names(let inner), .oneOrMore(let inner), .either(_, let inner):
            uses(inner)
        case .mapping(let shape): usesCaseFile(shape)
        default: false
        }
    }

    private var caseFileDefinitions: JSONValue {
        guard case .object(let schema) = JSONSchemaWriter().caseFile(), let all = schema["$defs"]
        else { return .object([:]) }
        return all
    }
}
