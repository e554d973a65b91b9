public import CaseModel

extension UsageReport {
    /// The report as JSON.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "schema_version": .integer(1), "name": .text(name),
            "kinds": .list(kinds.map(JSONValue.text)), "summary": .text(summary),
            "declared": .list(declared.map(JSONValue.text)),
            "rules": .list(rules.map(JSONValue.text)),
            "usages": .list(
                usages.map { usage in
                    .object([
                        "user": .text(usage.user.rawValue), "name": .text(usage.name),
                        "file": .text(usage.file), "line": .integer(Int64(usage.line)),
                        "column": .integer(Int64(usage.column)), "source": .text(usage.source),
                        "via": .list(usage.via.map(JSONValue.text)),
                    ])
                }),
        ]
        if let sample { members["sample"] = sample.json }
        return .object(members)
    }
}

extension UsageSample {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "cases_a_site": .integer(Int64(cases)), "seed": .text("\(seed)"),
            "as_of": .text("\(day)"), "total": .integer(Int64(total)),
            "decided": .integer(Int64(decided)),
            "sites": .list(
                sites.map { site in
                    var members: [String: JSONValue] = [
                        "site": .text(site.id), "decided": .integer(Int64(site.decided)),
                    ]
                    if let read = site.read { members["read"] = .integer(Int64(read)) }
                    return .object(members)
                }),
        ]
        if let read { members["read"] = .integer(Int64(read)) }
        return .object(members)
    }
}
