extension Decision {
    /// The decision as canonical JSON with sorted keys: same input, same bytes.
    public var canonicalJSON: String { json.canonicalText }

    /// The decision as a JSON tree; empty lists and absent values are left out.
    public var json: JSONValue {
        var object: [String: JSONValue] = [
            "schema_version": .integer(1), "site": .text(site), "area": .text(area.rawValue),
            "file_id": .text(fileID), "case_id": .text(caseID),
            "as_of": .text(asOf.description), "synthetic": .bool(synthetic),
            "policy_hash": .text(policyHash),
            "answers": .list(answers.map(\.json)),
        ]
        object.put("facts_hash", factsHash)
        object.put(
            "facts", facts.map { .object(["path": .text($0.path), "value": .text($0.value)]) })
        object.put("parameters", parameters.map(\.json))
        object["alert"] = alert?.json
        return .object(object)
    }
}

extension DecisionAnswer {
    /// The answer as a JSON tree.
    public var json: JSONValue {
        var object: [String: JSONValue] = [
            "point": .text(point.rawValue), "outcome": .text(outcome.rawValue),
        ]
        object.put("subject", subject)
        object.put("until", until?.description ?? "")
        if let amount { object["amount_cents"] = .integer(amount.cents) }
        if let rule { object["rule"] = rule.json }
        var data: [String: JSONValue] = [:]
        for detail in details { data[detail.key] = .text(detail.value) }
        if !data.isEmpty { object["details"] = .object(data) }
        var words: [String: JSONValue] = [:]
        for entry in parentWords { words[entry.language] = .text(entry.text) }
        if !words.isEmpty { object["parent_words"] = .object(words) }
        object.put("staff_words", staffWords)
        object.put(
            "floors",
            floors.map {
                .object(["effect": .text($0.effect.rawValue), "rule": $0.rule.json])
            })
        object.put("missing", missing.map { .text($0) })
        object.put(
            "asked",
            asked.map {
                .object([
                    "rule": .text($0.rule), "layer": .text($0.layer),
                    "kind": .text($0.kind), "held": .bool($0.held),
                ])
            })
        object.put(
            "not_reached",
            notReached.map {
                .object([
                    "outcome": .text($0.outcome.rawValue), "because": .text($0.because),
                ])
            })
        object.put(
            "nearest_changes",
            nearest.map {
                .object([
                    "fact": .text($0.fact), "now": .text($0.now), "then": .text($0.then),
                    "outcome": .text($0.outcome.rawValue), "words": .text($0.words),
                    "notice": .text($0.notice), "in_reach_of": .text($0.reach.rawValue),
                ])
            })
        object.put("stands_until", standsUntil?.description ?? "")
        if let turn = nextTurn {
            object["changes_on"] = .object([
                "day": .text(turn.on.description), "outcome": .text(turn.outcome.rawValue),
                "words": .text(turn.words),
            ])
        }
        return .object(object)
    }
}

extension DecisionAlert {
    var json: JSONValue {
        var object: [String: JSONValue] = [
            "code": .text(code), "message": .text(message), "place": .text(place),
        ]
        object.put("traceback", traceback.map(JSONValue.text))
        return .object(object)
    }
}

extension RuleReference {
    var json: JSONValue {
        var object: [String: JSONValue] = [
            "id": .text(id), "layer": .text(layer), "authority": .text(authority),
            "tag": .text(tag), "about": .text(about), "place": .text(place),
        ]
        object.put("element", element)
        return .object(object)
    }
}

extension ParameterRead {
    var json: JSONValue {
        .object([
            "id": .text(id), "value": .text(value), "from": .text(from.description),
            "set_by": .text(setBy), "authority": .text(authority), "tag": .text(tag),
        ])
    }
}

extension [String: JSONValue] {
    /// Puts a text unless it is empty.
    mutating func put(_ key: String, _ text: String) {
        if !text.isEmpty { self[key] = .text(text) }
    }

    /// Puts a list unless it is empty.
    mutating func put(_ key: String, _ items: [JSONValue]) {
        if !items.isEmpty { self[key] = .list(items) }
    }
}

extension JSONValue {
    /// The value as canonical JSON text.
    public var canonicalText: String { String(decoding: canonicalBytes(), as: UTF8.self) }
}
