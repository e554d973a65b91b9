public import CaseModel
import PolicyHost

extension CheckReport {
    /// The report as data: sites, findings and, if wanted, assumed values.
    public func json(withAssumptions: Bool = false) -> JSONValue {
        var entries: [String: JSONValue] = [
            "schema_version": .integer(1),
            "sites": .list(
                sites.sorted().map { site in
                    .object(["id": .text(site), "loads": .bool(host.sites[site] != nil)])
                }),
            "errors": .integer(Int64(count(.error))),
            "warnings": .integer(Int64(count(.warning))),
            "findings": .list(findings.map(\.json)),
        ]
        if withAssumptions {
            entries["assumptions"] = .list(
                assumptionLists().flatMap { site, assumptions in
                    assumptions.map { assumption in
                        .object([
                            "site": .text(site), "what": .text(assumption.what),
                            "value": .text(assumption.value), "place": .text(assumption.place),
                        ])
                    }
                })
        }
        return .object(entries)
    }

    /// The findings as a SARIF 2.1.0 log, which code review tools read.
    ///
    /// - Parameter version: The version of the tool.
    /// - Returns: The log.
    public func sarif(version: String) -> JSONValue {
        let codes = Set(findings.map(\.code)).sorted()
        let rules = codes.map { code -> JSONValue in
            var rule: [String: JSONValue] = ["id": .text(code)]
            if let page = FindingPages.page(for: code) {
                rule["shortDescription"] = .object(["text": .text(page.title)])
                rule["fullDescription"] = .object(["text": .text(page.why)])
                rule["help"] = .object(["text": .text(page.text)])
                rule["defaultConfiguration"] = .object(["level": .text(page.severity.rawValue)])
            }
            return .object(rule)
        }
        let results = findings.map { finding -> JSONValue in
            let index = codes.firstIndex(of: finding.code) ?? 0
            let hint = finding.suggestion.isEmpty ? "" : "; \(finding.suggestion)"
            var place: [String: JSONValue] = [
                "artifactLocation": .object([
                    "uri": .text(finding.file), "uriBaseId": .text("SRCROOT"),
                ])
            ]
            if finding.line > 0 { place["region"] = finding.region }
            return .object([
                "ruleId": .text(finding.code), "ruleIndex": .integer(Int64(index)),
                "level": .text(finding.severity.rawValue),
                "message": .object(["text": .text(finding.message + hint)]),
                "locations": .list([.object(["physicalLocation": .object(place)])]),
            ])
        }
        return .object([
            "$schema": .text("https://json.schemastore.org/sarif-2.1.0.json"),
            "version": .text("2.1.0"),
            "runs": .list([
                .object([
                    "columnKind": .text("unicodeCodePoints"),
                    "tool": .object([
                        "driver": .object([
                            "name": .text("accord"), "version": .text(version),
                            "rules": .list(rules),
                        ])
                    ]),
                    "originalUriBaseIds": .object([
                        "SRCROOT": .object([
                            "description": .object([
                                "text": .text("The folder that holds policies and site-configs")
                            ])
                        ])
                    ]),
                    "results": .list(results),
                ])
            ]),
        ])
    }
}

extension PolicyProblem {
    fileprivate var json: JSONValue {
        .object([
            "code": .text(code), "severity": .text(severity.rawValue), "message": .text(message),
            "file": .text(file), "line": .integer(Int64(line)), "column": .integer(Int64(column)),
            "length": .integer(Int64(length)), "suggestion": .text(suggestion),
        ])
    }

    fileprivate var region: JSONValue {
        var region: [String: JSONValue] = ["startLine": .integer(Int64(line))]
        if column > 0 {
            region["startColumn"] = .integer(Int64(column))
            region["endColumn"] = .integer(Int64(column + max(1, length)))
        }
        return .object(region)
    }
}
