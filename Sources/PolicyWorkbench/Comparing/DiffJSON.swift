public import CaseModel

/// A difference as JSON with sorted keys: same input, same bytes.
public enum DiffJSON {
    /// Everything but the list of flips, which may be long; see ``document(_:flips:)``.
    public static func summary(_ diff: PolicyDiff) -> JSONValue { .object(object(diff)) }

    /// The whole document.
    ///
    /// - Parameters:
    ///   - diff: The difference.
    ///   - flips: Every flip, each made by ``flip(_:)``.
    /// - Returns: An object with `schema_version`.
    public static func document(_ diff: PolicyDiff, flips: [JSONValue]) -> JSONValue {
        var object = object(diff)
        object["flips"] = .list(flips)
        return .object(object)
    }

    /// One flip with both answers.
    public static func flip(_ flip: AnswerFlip) -> JSONValue {
        var object: [String: JSONValue] = [
            "site": .text(flip.site), "area": .text(flip.area.rawValue),
            "file_id": .text(flip.fileID), "case_id": .text(flip.caseID),
            "synthetic": .bool(flip.synthetic), "as_of": .text("\(flip.asOf)"),
            "point": .text(flip.point.rawValue), "subject": .text(flip.subject),
            "change": .text(flip.change.rawValue), "direction": .text(flip.direction.rawValue),
            "arrears_cents": .integer(flip.arrears.cents),
            "old": flip.old?.json ?? .null, "new": flip.new?.json ?? .null,
        ]
        if !flip.failure.isEmpty { object["failure"] = .text(flip.failure) }
        return .object(object)
    }

    private static func object(_ diff: PolicyDiff) -> [String: JSONValue] {
        let report = diff.report
        var object: [String: JSONValue] = [
            "schema_version": .integer(1), "old": .text(diff.oldName), "new": .text(diff.newName),
            "as_of": diff.day.map { .text("\($0)") } ?? .null, "caseload": .text(diff.caseload),
            "sites": .list(diff.sites.map { .text($0) }), "causes": causes(diff.changes),
            "totals": totals(report),
            "by_site": .list(
                report.sites.sorted { $0.key < $1.key }.map { site, count in
                    .object(
                        Self.count(count.outcomes).merging([
                            "site": .text(site), "parents_decided": number(count.parents),
                            "arrears_cents": .integer(count.arrears.cents),
                            "contacts_before": number(count.contactsBefore),
                            "contacts_after": number(count.contactsAfter),
                        ]) { $1 })
                }),
            "by_area": named(report.rankedAreas, "area"),
            "by_question": named(ComparisonReport.ranked(report.subjects), "question"),
            "by_rule": named(ComparisonReport.ranked(report.rules), "rules"),
            "floors_gained": .object(report.floorsGained.mapValues(number)),
            "floors_lost": .object(report.floorsLost.mapValues(number)),
            "remedies": .object(
                report.remedies.mapValues {
                    .object(["starts": number($0.starts), "stops": number($0.stops)])
                }),
            "matrix": .list(
                report.matrix.sorted { $0.key < $1.key }.map { cell, count in
                    .object([
                        "point": .text(cell.point.rawValue), "from": .text(cell.from),
                        "to": .text(cell.to), "answers": number(count),
                    ])
                }),
            "kinds": .list(report.kinds.sorted { $0.key < $1.key }.map(kind)),
            "examples": .list(
                diff.examples.map { example in
                    .object([
                        "file_id": .text(example.file.fileID), "site": .text(example.site),
                        "synthetic": .bool(example.file.synthetic),
                        "flips": .list(example.flips.map(flip)),
                    ])
                }),
            "thresholds": .list(diff.histograms.map(histogram)),
        ]
        if let search = diff.search { object["search"] = self.search(search) }
        return object
    }

    private static func causes(_ changes: VersionChanges) -> JSONValue {
        func files(_ files: [VersionChanges.File], _ name: String) -> JSONValue {
            .list(files.map { .object([name: .text($0.path), "fate": .text($0.fate.rawValue)]) })
        }
        return .object([
            "files": files(changes.files, "path"), "sites": files(changes.sites, "site"),
            "definitions": .list(
                changes.definitions.map {
                    .object([
                        "name": .text($0.name), "fate": .text($0.fate.rawValue),
                        "place": .text($0.place),
                    ])
                }),
            "rules": .list(
                changes.rules.map {
                    .object([
                        "id": .text($0.id), "fate": .text($0.fate.rawValue),
                        "layer": .text($0.layer), "place": .text($0.place),
                        "authority": .text($0.authority), "about": .text($0.about),
                    ])
                }),
            "parameters": .list(
                changes.parameters.map {
                    .object([
                        "id": .text($0.id), "sites": .list($0.sites.map { .text($0) }),
                        "old": .text($0.old), "new": .text($0.new),
                        "old_authority": .text($0.oldAuthority),
                        "new_authority": .text($0.newAuthority),
                    ])
                }),
        ])
    }

    private static func totals(_ report: ComparisonReport) -> JSONValue {
        var changes: [String: JSONValue] = [:]
        for change in AnswerChange.allCases {
            changes[change.rawValue] = number(report.changes[change] ?? 0)
        }
        return .object([
            "files": number(report.files), "parents_decided": number(report.parents),
            "files_of_unchanged_sites": number(report.unchanged),
            "files_of_unknown_sites": number(report.unknown),
            "parents_with_any_change": number(report.parentsTouched),
            "parents_with_changed_outcome": number(report.outcomes.parents),
            "milder": number(report.outcomes.milder), "harsher": number(report.outcomes.harsher),
            "arrears_cents": .integer(report.arrears.cents),
            "amount_change_cents": .integer(report.amountChange.cents),
            "contacts_a_week_before": number(report.contacts.before),
            "contacts_a_week_after": number(report.contacts.after),
            "failures_before": number(report.failures.old),
            "failures_after": number(report.failures.new), "changes": .object(changes),
        ])
    }

    private static func kind(
        _ kind: FlipKind, _ count: ComparisonReport.KindCount
    ) -> JSONValue {
        .object([
            "point": .text(kind.point.rawValue), "subject": .text(kind.subject),
            "change": .text(kind.change.rawValue), "from": .text(kind.from), "to": .text(kind.to),
            "from_rule": .text(kind.fromRule), "to_rule": .text(kind.toRule),
            "answers": number(count.flips), "parents": number(count.parents),
            "sites": .list(count.sites.sorted().map { .text($0) }),
        ])
    }

    private static func histogram(_ histogram: ThresholdHistogram) -> JSONValue {
        let threshold = histogram.threshold
        return .object([
            "site": .text(threshold.site),
            "points": .list(threshold.points.map { .text($0.rawValue) }),
            "fact": .text(threshold.fact), "unit": .text("\(threshold.unit)"),
            "is_age": .bool(threshold.isAge), "old": .text(threshold.oldText),
            "new": .text(threshold.newText), "old_value": .integer(threshold.old),
            "new_value": .integer(threshold.new), "not_recorded": number(histogram.absent),
            "bars": .list(
                histogram.bars.map {
                    .object([
                        "from": .integer($0.from), "to": .integer($0.to), "same": number($0.same),
                        "changed": number($0.flipped),
                    ])
                }),
        ])
    }

    private static func search(_ search: CounterExampleSearch.Result) -> JSONValue {
        var object: [String: JSONValue] = [
            "cases": number(search.cases), "tried": number(search.tried),
            "cut": .bool(search.isCut), "found": .null,
        ]
        if let found = search.found {
            object["found"] = .object([
                "site": .text(found.site), "file_id": .text(found.fileID),
                "case_id": .text(found.caseID), "as_of": .text("\(found.asOf)"),
                "source": .text(found.source), "fact": .text(found.fact), "now": .text(found.now),
                "then": .text(found.then),
                "point": .text(found.point.rawValue), "subject": .text(found.subject),
                "old": found.old?.json ?? .null, "new": found.new?.json ?? .null,
            ])
        }
        return .object(object)
    }

    private static func named(
        _ counts: [(String, ComparisonReport.Count)], _ key: String
    ) -> JSONValue {
        .list(
            counts.map { name, count in
                .object(Self.count(count).merging([key: .text(name)]) { $1 })
            })
    }

    private static func count(_ count: ComparisonReport.Count) -> [String: JSONValue] {
        [
            "answers": number(count.flips), "parents": number(count.parents),
            "milder": number(count.milder), "harsher": number(count.harsher),
        ]
    }

    private static func number(_ number: Int) -> JSONValue { .integer(Int64(number)) }
}
