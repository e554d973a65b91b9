import CaseModel
import Mustache

/// A difference as one page of HTML that needs no other file and no script.
public enum DiffPage {
    /// The page.
    ///
    /// - Throws: Only if the template in this file is no Mustache template.
    public static func html(_ diff: PolicyDiff) throws -> String {
        let report = diff.report
        let contacts = report.contacts
        let total = report.changes.values.reduce(0, +)
        let context: [String: Any] = [
            "old": diff.oldName, "new": diff.newName, "scope": DiffText.scope(diff),
            "synthetic": diff.examples.contains { $0.file.synthetic }
                || report.flips.contains { $0.synthetic },
            "parameters": diff.changes.parameters.map {
                [
                    "id": $0.id, "old": $0.old, "new": $0.new, "oldAuthority": $0.oldAuthority,
                    "newAuthority": $0.newAuthority, "sites": $0.sites.joined(separator: ", "),
                ]
            },
            "hasParameters": !diff.changes.parameters.isEmpty,
            "rules": diff.changes.rules.map {
                [
                    "id": $0.id, "fate": $0.fate.rawValue, "about": $0.about,
                    "authority": $0.authority, "place": $0.place,
                ]
            },
            "hasRules": !diff.changes.rules.isEmpty,
            "definitions": said(
                diff.changes.definitions.map { "\($0.name) (\($0.fate.rawValue), \($0.place))" }
                    .joined(separator: ", ")),
            "files": said(
                diff.changes.files.map { "\($0.path) (\($0.fate.rawValue))" }
                    .joined(separator: ", ")),
            "tiles": [
                tile(
                    "\(DiffWords.count(report.outcomes.parents)) of \(DiffWords.count(report.parents))",
                    "parents get another answer (\(DiffWords.share(report.outcomes.parents, of: report.parents)))"
                ),
                tile(
                    "\(report.outcomes.milder) milder, \(report.outcomes.harsher) harsher",
                    "of \(DiffWords.count(report.outcomes.flips)) changed outcomes"),
                tile("\(report.arrears)", "owed in the cases of these parents"),
                tile(
                    DiffWords.signed(contacts.after - contacts.before),
                    "contacts a week (\(DiffWords.count(contacts.before)) → \(DiffWords.count(contacts.after)))"
                ),
            ],
            "besides": said(
                AnswerChange.allCases.filter { $0 != .outcome }.compactMap { change in
                    report.changes[change].map {
                        "\(DiffWords.count($0)) \(DiffWords.change(change))"
                    }
                }.joined(separator: ", ")),
            "remedies": report.remedies.sorted { $0.key < $1.key }.map {
                [
                    "name": DiffWords.plain($0.key), "starts": "\($0.value.starts)",
                    "stops": "\($0.value.stops)",
                ]
            },
            "hasRemedies": !report.remedies.isEmpty,
            "sites": report.sites.sorted { $0.key < $1.key }.map { site, count in
                [
                    "name": site, "parents": DiffWords.count(count.parents),
                    "changed": DiffWords.count(count.outcomes.parents),
                    "milder": "\(count.outcomes.milder)", "harsher": "\(count.outcomes.harsher)",
                    "owed": "\(count.arrears)",
                    "contacts": DiffWords.signed(count.contactsAfter - count.contactsBefore),
                ]
            },
            "matrices": matrices(report), "histograms": diff.histograms.map(histogram),
            "groups": groups(report), "examples": diff.examples.map(example),
            "exampleCount": DiffWords.count(diff.examples.count, "case"),
            "kindCount": DiffWords.count(report.kinds.count, "kind"),
            "flips": report.flips.map(flip), "shown": report.flips.count,
            "total": DiffWords.count(total), "search": said(search(diff) ?? ""),
        ]
        return try MustacheTemplate(string: template).render(context)
    }

    /// A text as a section that is left out if the text is empty.
    private static func said(_ text: String) -> [[String: String]] {
        text.isEmpty ? [] : [["text": text]]
    }

    private static func tile(_ value: String, _ words: String) -> [String: String] {
        ["value": value, "words": words]
    }

    private static func matrices(_ report: ComparisonReport) -> [[String: Any]] {
        let points = Set(report.matrix.filter { $0.key.from != $0.key.to }.map(\.key.point))
        return points.sorted { $0.place < $1.place }.map { point in
            [
                "title": "\(point.rawValue)  \(point.question)",
                "svg": DiffCharts.matrix(point, report.matrix),
                "rows": report.matrix.filter { $0.key.point == point }.sorted { $0.key < $1.key }
                    .map {
                        [
                            "from": DiffWords.plain($0.key.from), "to": DiffWords.plain($0.key.to),
                            "count": DiffWords.count($0.value),
                        ]
                    },
            ]
        }
    }

    private static func histogram(_ histogram: ThresholdHistogram) -> [String: Any] {
        let threshold = histogram.threshold
        return [
            "title":
                "\(DiffCharts.axis(threshold)), \(threshold.site),"
                + " \(threshold.points.map(\.rawValue).joined(separator: ", "))",
            "old": threshold.oldText, "new": threshold.newText,
            "svg": DiffCharts.histogram(histogram),
            "absent": said(
                histogram.absent == 0
                    ? "" : "In \(DiffWords.count(histogram.absent)) cases the fact is not recorded."
            ),
            "rows": histogram.bars.map {
                [
                    "from": DiffCharts.spell($0.from, threshold.unit),
                    "to": DiffCharts.spell($0.to, threshold.unit), "same": "\($0.same)",
                    "changed": "\($0.flipped)",
                ]
            },
        ]
    }

    private static func groups(_ report: ComparisonReport) -> [[String: Any]] {
        let all: [(String, [(String, ComparisonReport.Count)])] = [
            ("By area", report.rankedAreas),
            (
                "By question",
                ComparisonReport.ranked(report.subjects).map { (DiffWords.plain($0), $1) }
            ),
            (
                "By rule, before → after (outcomes and reasons)",
                ComparisonReport.ranked(report.rules)
            ),
        ]
        return all.filter { !$0.1.isEmpty }.map { title, counts in
            [
                "title": title,
                "rows": counts.prefix(30).map { name, count in
                    [
                        "name": name, "answers": DiffWords.count(count.flips),
                        "parents": DiffWords.count(count.parents), "milder": "\(count.milder)",
                        "harsher": "\(count.harsher)",
                    ]
                },
            ]
        }
    }

    private static func example(_ example: PolicyDiff.Example) -> [String: Any] {
        [
            "file": example.file.fileID, "site": example.site, "synthetic": example.file.synthetic,
            "flips": example.flips.map(flip),
        ]
    }

    private static func flip(_ flip: AnswerFlip) -> [String: String] {
        [
            "file": flip.fileID, "case": flip.caseID, "site": flip.site,
            "question": DiffWords.question(flip.point, flip.subject),
            "what": flip.change == .outcome
                ? (flip.direction == .neither ? "" : flip.direction.rawValue)
                : DiffWords.change(flip.change),
            "old": flip.change == .failure ? flip.failure : DiffWords.brief(flip.old),
            "new": DiffWords.brief(flip.new), "oldReason": DiffWords.reason(flip.old),
            "newReason": DiffWords.reason(flip.new),
        ]
    }

    private static func search(_ diff: PolicyDiff) -> String? {
        guard let search = diff.search else { return nil }
        guard let found = search.found else {
            return
                "No difference found among \(DiffWords.count(search.tried)) cases with one fact moved"
                + " to a boundary."
        }
        return "No outcome changes in this caseload, but one fact is enough: \(found.source) at"
            + " \(found.site), if \(found.fact) were \(found.then) instead of \(found.now):"
            + " \(DiffWords.question(found.point, found.subject)) goes from"
            + " “\(DiffWords.brief(found.old))” to “\(DiffWords.brief(found.new))”."
    }
}
