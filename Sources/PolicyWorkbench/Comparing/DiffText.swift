import CaseModel
import PolicyHost

/// A difference as text for a terminal.
public struct DiffText {
    private let heading: (String) -> String
    private let aside: (String) -> String

    /// Creates a writer; the marks make headings stand out and secondary text stand back.
    public init(
        heading: @escaping (String) -> String = { $0 }, aside: @escaping (String) -> String = { $0 }
    ) {
        self.heading = heading
        self.aside = aside
    }

    /// The whole difference.
    public func text(_ diff: PolicyDiff) -> String {
        var lines = [heading("\(diff.oldName)  →  \(diff.newName)")]
        lines.append(aside(Self.scope(diff)))
        lines += causes(diff)
        guard !diff.sites.isEmpty else { return lines.joined(separator: "\n") }
        lines += totals(diff)
        lines += groups(diff)
        lines += matrix(diff.report)
        lines += examples(diff)
        lines += flips(diff)
        lines += search(diff)
        return lines.joined(separator: "\n")
    }

    /// What was compared over what, in one line.
    static func scope(_ diff: PolicyDiff) -> String {
        guard !diff.sites.isEmpty else { return "the policies of every site are the same" }
        let report = diff.report
        var text = "\(diff.caseload)"
        text += diff.day.map { ", decided on \($0)" } ?? ", each decided on the day it was observed"
        text += "; sites that differ: \(diff.sites.joined(separator: ", "))"
        if report.unchanged > 0 {
            text +=
                "; \(DiffWords.count(report.unchanged)) files of sites that do not differ left out"
        }
        if report.unknown > 0 {
            text +=
                "; \(DiffWords.count(report.unknown)) files of sites not in both versions left out"
        }
        return text
    }

    private func causes(_ diff: PolicyDiff) -> [String] {
        var rows: [[String]] = []
        let changes = diff.changes
        for site in changes.sites { rows.append(["site", site.fate.rawValue, site.path, ""]) }
        for change in changes.parameters {
            rows.append([
                "number", "changed", "\(change.id): \(change.old) → \(change.new)",
                "\(change.sites.joined(separator: ", ")); was: \(change.oldAuthority);"
                    + " now: \(change.newAuthority)",
            ])
        }
        for rule in changes.rules {
            rows.append(["rule", rule.fate.rawValue, rule.id, "\(rule.place) [\(rule.authority)]"])
        }
        for definition in changes.definitions {
            rows.append(["function", definition.fate.rawValue, definition.name, definition.place])
        }
        for file in changes.files { rows.append(["file", file.fate.rawValue, file.path, ""]) }
        guard !rows.isEmpty else { return [] }
        return ["", heading("What changed")] + table(rows, dimLast: true)
    }

    private func totals(_ diff: PolicyDiff) -> [String] {
        let report = diff.report
        var lines = ["", heading("Whose answer changes")]
        var rows: [[String]] = []
        rows.append([
            "parents",
            "\(DiffWords.count(report.outcomes.parents)) of \(DiffWords.count(report.parents))"
                + " (\(DiffWords.share(report.outcomes.parents, of: report.parents)))"
                + ", who owe \(report.arrears)",
        ])
        rows.append([
            "outcomes",
            "\(DiffWords.count(report.outcomes.flips)): \(report.outcomes.milder) milder,"
                + " \(report.outcomes.harsher) harsher",
        ])
        let others = AnswerChange.allCases.filter { $0 != .outcome }.compactMap { change in
            report.changes[change].map { "\(DiffWords.count($0)) \(DiffWords.change(change))" }
        }
        if !others.isEmpty { rows.append(["besides", others.joined(separator: ", ")]) }
        if report.amountChange != .zero {
            rows.append(["amounts", "\(report.amountChange) in sum"])
        }
        let contacts = report.contacts
        if contacts.before + contacts.after > 0 {
            rows.append([
                "contacts",
                "\(DiffWords.count(contacts.before)) → \(DiffWords.count(contacts.after)) in a week"
                    + " (\(DiffWords.signed(contacts.after - contacts.before)))",
            ])
        }
        for (remedy, count) in report.remedies.sorted(by: { $0.key < $1.key }) {
            rows.append([
                "remedy", "\(DiffWords.plain(remedy)): \(count.starts) start, \(count.stops) stop",
            ])
        }
        if report.failures.old + report.failures.new > 0 {
            rows.append(["failures", "\(report.failures.old) → \(report.failures.new)"])
        }
        lines += table(rows)
        return lines
    }

    private func groups(_ diff: PolicyDiff) -> [String] {
        let report = diff.report
        guard report.outcomes.flips > 0 || !report.rules.isEmpty else { return [] }
        var lines = ["", heading("By site")]
        var rows = [["site", "parents", "change", "milder", "harsher", "owed", "contacts a week"]]
        for (site, count) in report.sites.sorted(by: { $0.key < $1.key }) {
            rows.append([
                site, DiffWords.count(count.parents), DiffWords.count(count.outcomes.parents),
                "\(count.outcomes.milder)", "\(count.outcomes.harsher)", "\(count.arrears)",
                DiffWords.signed(count.contactsAfter - count.contactsBefore),
            ])
        }
        lines += table(rows)
        func block(_ title: String, _ counts: [(String, ComparisonReport.Count)]) {
            guard !counts.isEmpty else { return }
            lines += ["", heading(title)]
            lines += table(
                [["answers", "parents", "milder", "harsher", ""]]
                    + counts.prefix(15).map {
                        [
                            DiffWords.count($0.1.flips), DiffWords.count($0.1.parents),
                            "\($0.1.milder)", "\($0.1.harsher)", $0.0,
                        ]
                    })
            if counts.count > 15 { lines.append(aside("  and \(counts.count - 15) more")) }
        }
        block("By area", report.rankedAreas)
        block(
            "By question",
            ComparisonReport.ranked(report.subjects).map { (DiffWords.plain($0), $1) })
        block(
            "By rule, before → after (outcomes and reasons)", ComparisonReport.ranked(report.rules))
        for (title, floors) in [
            ("Floors that bind now", report.floorsGained),
            ("Floors that let go", report.floorsLost),
        ] where !floors.isEmpty {
            lines += ["", heading(title)]
            lines += table(
                floors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map {
                    [DiffWords.count($0.value), $0.key]
                })
        }
        return lines
    }

    private func matrix(_ report: ComparisonReport) -> [String] {
        let moved = report.matrix.filter { $0.key.from != $0.key.to }
        guard !moved.isEmpty else { return [] }
        let rows = moved.sorted { $0.key < $1.key }.map { cell, count in
            [
                DiffWords.count(count), cell.point.rawValue,
                "\(DiffWords.plain(cell.from)) → \(DiffWords.plain(cell.to))",
            ]
        }
        return ["", heading("From what to what")] + table(rows)
    }

    private func examples(_ diff: PolicyDiff) -> [String] {
        guard !diff.examples.isEmpty else { return [] }
        var lines = [
            "",
            heading(
                "Examples: \(DiffWords.count(diff.examples.count, "case")) for"
                    + " \(DiffWords.count(diff.report.kinds.count, "kind")) of change"),
        ]
        for example in diff.examples.prefix(diff.report.limit) {
            lines.append(
                "  \(example.file.fileID) at \(example.site)\(Self.synthetic(example.file))")
            for flip in example.flips.prefix(6) { lines += sides(flip, indent: "    ") }
            if example.flips.count > 6 {
                lines.append(
                    aside("    and \(DiffWords.count(example.flips.count - 6, "kind")) more"))
            }
        }
        if diff.examples.count > diff.report.limit {
            lines.append(
                aside(
                    "  and \(DiffWords.count(diff.examples.count - diff.report.limit, "case")) more"
                        + " (--examples DIR)"))
        }
        return lines
    }

    private func sides(_ flip: AnswerFlip, indent: String) -> [String] {
        let question = DiffWords.question(flip.point, flip.subject)
        if flip.change == .failure { return ["\(indent)\(flip.area.rawValue): \(flip.failure)"] }
        if flip.change == .reason {
            let reasons = DiffWords.reasons(flip).map { aside("\(indent)  \($0)") }
            return ["\(indent)\(question) (only the reason): \(DiffWords.brief(flip.new))"]
                + reasons
        }
        let note =
            flip.change == .outcome
            ? (flip.direction == .neither ? "" : " (\(flip.direction.rawValue))")
            : " (\(DiffWords.change(flip.change)))"
        return [
            "\(indent)\(question)\(note)",
            "\(indent)  before: \(DiffWords.brief(flip.old))",
            aside("\(indent)          \(DiffWords.reason(flip.old))"),
            "\(indent)  after:  \(DiffWords.brief(flip.new))",
            aside("\(indent)          \(DiffWords.reason(flip.new))"),
        ]
    }

    private static func synthetic(_ file: CaseFile) -> String {
        file.synthetic ? " (synthetic, no real person)" : ""
    }

    private func flips(_ diff: PolicyDiff) -> [String] {
        let report = diff.report
        guard !report.flips.isEmpty else { return [] }
        let total = report.changes.values.reduce(0, +)
        var lines = [
            "", heading("Who: \(report.flips.count) of \(DiffWords.count(total)) changed answers"),
        ]
        lines += table(
            report.flips.map { flip in
                [
                    flip.fileID, flip.caseID, flip.site,
                    DiffWords.question(flip.point, flip.subject),
                    flip.change == .failure
                        ? flip.failure
                        : "\(DiffWords.brief(flip.old)) → \(DiffWords.brief(flip.new))",
                    flip.change == .outcome ? "" : DiffWords.change(flip.change),
                ]
            })
        if total > report.flips.count {
            lines.append(aside("  --limit N shows more; --format csv and json hold them all"))
        }
        return lines
    }

    private func search(_ diff: PolicyDiff) -> [String] {
        guard let search = diff.search else { return [] }
        var lines = ["", heading("No outcome changes in this caseload")]
        guard let found = search.found else {
            lines.append(
                "  No difference found among \(DiffWords.count(search.tried)) cases with one fact"
                    + " moved to a boundary\(search.isCut ? " (there was more to try: --search N)" : "")"
                    + "; two facts at once were not tried.")
            return lines
        }
        lines.append(
            "  But one fact is enough (\(DiffWords.count(search.tried)) tried):"
                + " \(found.source), case \(found.caseID) at \(found.site) on \(found.asOf)")
        lines.append("    if \(found.fact) were \(found.then) instead of \(found.now)")
        lines.append("    \(DiffWords.question(found.point, found.subject))")
        lines.append("      before: \(DiffWords.brief(found.old))")
        lines.append(aside("              \(DiffWords.reason(found.old))"))
        lines.append("      after:  \(DiffWords.brief(found.new))")
        lines.append(aside("              \(DiffWords.reason(found.new))"))
        return lines
    }

    /// Columns as wide as their widest cell.
    private func table(_ rows: [[String]], dimLast: Bool = false) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.count)
            }
        }
        return rows.map { row in
            var line = "  "
            for (index, cell) in row.enumerated() {
                if index == row.count - 1 {
                    line += dimLast ? aside(cell) : cell
                } else {
                    line += cell + String(repeating: " ", count: widths[index] - cell.count + 2)
                }
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

extension ComparisonReport {
    /// Counts from the most to the fewest answers, ties by name.
    static func ranked(_ counts: [String: Count]) -> [(String, Count)] {
        counts.sorted { ($1.value.flips, $0.key) < ($0.value.flips, $1.key) }.map {
            ($0.key, $0.value)
        }
    }

    /// Areas in their order.
    var rankedAreas: [(String, Count)] {
        Area.allCases.compactMap { area in areas[area].map { (DiffWords.plain(area.rawValue), $0) }
        }
    }
}
