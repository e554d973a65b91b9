public import CaseModel

extension ReferenceEntry {
    /// The entry as JSON; what it does not have is left out.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "name": .text(name), "kind": .text(kind.rawValue), "summary": .text(summary),
            "may_be_absent": .bool(mayBeAbsent), "markdown": .text(markdown),
        ]
        for (key, text) in [
            ("type", type), ("unit", unit ?? ""), ("source", source), ("withheld", withheld ?? ""),
            ("bounds", bounds ?? ""), ("example", example), ("declared", declared),
        ] where !text.isEmpty {
            members[key] = .text(text)
        }
        if !values.isEmpty { members["values"] = .list(values.map(JSONValue.text)) }
        if !details.isEmpty {
            members["details"] = .list(
                details.map { .object(["label": .text($0.label), "text": .text($0.text)]) })
        }
        return .object(members)
    }
}
