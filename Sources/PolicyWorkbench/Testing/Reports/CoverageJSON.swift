import CaseModel

extension CoverageReport {
    /// Figures of all and of each folder, and what is missing in each file.
    var json: JSONValue {
        .object([
            "all": Self.json(figures),
            "folders": .object(
                Dictionary(uniqueKeysWithValues: folders.map { ($0.folder, Self.json($0.figures)) })
            ),
            "files": .list(files.map(\.json)),
        ])
    }

    private static func json(_ figures: CoverageFigures) -> JSONValue {
        func json(_ figure: CoverageFigure) -> JSONValue {
            .object([
                "reached": .integer(Int64(figure.reached)), "total": .integer(Int64(figure.total)),
                "unreachable": .integer(Int64(figure.unreachable)),
                "basis_points": figure.basisPoints.map { .integer(Int64($0)) } ?? .null,
            ])
        }
        return .object([
            "rules": json(figures.rules), "branches": json(figures.branches),
            "conditions": json(figures.conditions),
        ])
    }
}

extension FileCoverage {
    fileprivate var json: JSONValue {
        .object([
            "file": .text(file),
            "rules": .list(
                rules.map { rule in
                    .object([
                        "id": .text(rule.id), "kind": .text(rule.kind),
                        "line": .integer(Int64(rule.lines.lowerBound)),
                        "held": .integer(Int64(rule.held)), "failed": .integer(Int64(rule.failed)),
                        "reached": .bool(rule.isReached),
                        "unreachable": rule.unreachable.map(JSONValue.text) ?? .null,
                    ])
                }),
            "conditions": .list(conditions.map(\.json)),
            "branches": .list(branches.map(\.json)),
        ])
    }
}

extension PlaceCoverage {
    fileprivate var json: JSONValue {
        .object([
            "kind": .text(kind.rawValue), "line": .integer(Int64(line)),
            "column": .integer(Int64(column)), "source": .text(text),
            "yes": .integer(Int64(yes)), "no": .integer(Int64(no)),
            "missing": missing.map(JSONValue.text) ?? .null,
            "unreachable": unreachable.map(JSONValue.text) ?? .null,
        ])
    }
}
