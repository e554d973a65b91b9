import CaseModel

/// A tree of JSON as lines of path and value.
///
/// Facts of a case are written in their units, as the schema declares them: `arrears.total` in
/// dollars, not in cents.
enum Flat {
    static func lines(_ value: JSONValue) -> [String] {
        var rows: [[String]] = []
        if let facts = value["case"] {
            add(facts, "", Matter.schema, &rows)
            add(value["it"] ?? .null, "it", nil, &rows)
            add(value["host"] ?? .null, "host", nil, &rows)
        } else {
            add(value, "", nil, &rows)
        }
        return Table.render(rows, indent: "  ").split(separator: "\n").map(String.init)
    }

    private static func add(
        _ value: JSONValue, _ path: String, _ schema: RecordSchema?, _ rows: inout [[String]]
    ) {
        switch value {
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                let field = schema?.fields.first { $0.name == name }
                let path = path.isEmpty ? name : "\(path).\(name)"
                switch field?.kind {
                case .record(let type), .list(let type): add(member, path, type.schema, &rows)
                case let kind: addField(member, path, kind, &rows)
                }
            }
        case .list(let elements) where elements.allSatisfy(\.isObject):
            if elements.isEmpty { rows.append([path, "none"]) }
            for (index, element) in elements.enumerated() {
                add(element, "\(path)[\(index)]", schema, &rows)
            }
        default:
            rows.append([path, text(value, nil)])
        }
    }

    private static func addField(
        _ value: JSONValue, _ path: String, _ kind: FieldKind?, _ rows: inout [[String]]
    ) {
        if kind == nil, value.isObject {
            add(value, path, nil, &rows)
        } else {
            rows.append([path, text(value, kind)])
        }
    }

    private static func text(_ value: JSONValue, _ kind: FieldKind?) -> String {
        switch value {
        case .null: return "not recorded"
        case .bool(let yes): return yes ? "yes" : "no"
        case .text(let text): return text
        case .list(let items) where items.isEmpty: return "none"
        case .list(let items): return items.map { text($0, nil) }.joined(separator: ", ")
        case .object: return value.canonicalText
        case .integer(let number):
            guard case .quantity(let unit)? = kind else { return "\(number)" }
            return switch unit {
            case .money: "\(Money(cents: number))"
            case .days: "\(number) days"
            case .businessDays: "\(number) business days"
            case .months: "\(number) months"
            case .share: "\(Double(number) / 100) percent"
            case .count, .date: "\(number)"
            }
        }
    }
}

extension JSONValue {
    fileprivate var isObject: Bool {
        if case .object = self { true } else { false }
    }
}
