import CaseModel

extension TestReport {
    /// One object: `schema_version`, `passed`, `failed`, `tests` and, if measured, `coverage`.
    var json: String {
        let tests = run.results.map { result -> JSONValue in
            .object([
                "file": .text(result.file), "line": .integer(Int64(result.line)),
                "name": .text(result.name), "passed": .bool(result.passed),
                "failures": .list(
                    result.mismatches.map { failure in
                        .object([
                            "kind": .text(failure.kind.rawValue), "key": .text(failure.key),
                            "expected": .text(failure.expected), "got": .text(failure.got),
                            "message": .text(failure.description),
                        ])
                    }),
                "rules": .list(
                    result.rules.map { rule in
                        .object([
                            "role": .text(rule.role.rawValue), "verdict": .text(rule.verdict),
                            "rule": .text(rule.rule),
                            "place": .text(rule.place), "authority": .text(rule.authority),
                            "about": .text(rule.about), "picture": .text(rule.picture),
                        ])
                    }),
            ])
        }
        var report = JSONValue.object([
            "schema_version": .integer(1),
            "passed": .integer(Int64(run.results.count - run.failed.count)),
            "failed": .integer(Int64(run.failed.count)),
            "tests": .list(tests),
        ])
        if let coverage { report["coverage"] = coverage.json }
        return report.canonicalText + "\n"
    }
}
