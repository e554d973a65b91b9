extension DecisionTrace {
    /// The trace as a JSON tree; absent values and empty lists are left out.
    public var json: JSONValue {
        var object: [String: JSONValue] = ["questions": .list(questions.map(\.json))]
        if dropped > 0 { object["dropped"] = .integer(Int64(dropped)) }
        return .object(object)
    }
}

extension TraceQuestion {
    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "point": .text(point.rawValue), "rules": .list(rules.map(\.json)),
        ]
        object.put("subject", subject)
        return .object(object)
    }
}

extension TraceRule {
    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "rule": rule.json, "kind": .text(kind), "part": .text(part.rawValue),
        ]
        if let held { object["held"] = .bool(held) }
        object.put("answer", answer)
        object["failure"] = failure?.json
        object.put("steps", steps.map(\.json))
        return .object(object)
    }
}

extension TraceStep {
    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "kind": .text(kind.rawValue), "source": .text(source),
            "place": .text("\(place.file):\(place.line):\(place.column)"),
        ]
        if let value { object["value"] = .text(value) }
        if let holds { object["holds"] = .bool(holds) }
        object.put("fact", fact ?? "")
        object["parameter"] = parameter?.json
        object.put("failure", failure ?? "")
        object.put("steps", steps.map(\.json))
        if omitted > 0 { object["omitted"] = .integer(Int64(omitted)) }
        return .object(object)
    }
}
