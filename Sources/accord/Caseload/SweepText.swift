import CaseModel
import CaseStore
import Casework

/// Sweeps as text.
enum SweepText {
    /// How a site's run ended, where that is not simply well.
    static func ending(of swept: SiteSweep) -> [String] {
        let (run, site) = (swept.run, swept.run.site.word)
        var lines: [String] = []
        switch run.state {
        case .stopped:
            lines.append("\(site): stopped, nothing was activated: \(run.reason)")
        case .paused:
            lines.append(
                "\(site): paused after \(grouped(run.counts.files)) case files; the same command"
                    + " with --as-of \(run.asOf) goes on")
        default: break
        }
        let reasons = swept.failures.commonest(5)
        if !reasons.isEmpty { lines.append("\(site): what could not be decided, and why") }
        for (reason, count) in reasons {
            lines.append("  \(grouped(count)) times \(reason.message) (\(reason.place))")
        }
        if swept.policiesHaveChanged, run.state == .active {
            lines.append(
                "\(site): done with the policies it began with; sweep again for the new ones")
        }
        for override in swept.overrides.ended {
            lines.append(
                "\(site): override \(override.seq) by \(override.who) was ended by"
                    + " \(override.ending?.by ?? "") (\(override.point) \(override.subject))")
        }
        return lines
    }

    /// A row for each site that was swept; nil if none was.
    static func table(_ report: SweepReport) -> String? {
        var rows = [
            [
                "site", "state", "files", "spared", "decided", "changed", "errors", "seconds",
                "decisions",
            ]
        ]
        for case (let site, .swept(let swept)) in report.sites {
            let counts = swept.run.counts
            rows.append([
                site.word, swept.run.state.rawValue, grouped(counts.files), grouped(counts.spared),
                grouped(counts.decided), grouped(counts.changed),
                grouped(counts.errors + counts.unreadable), tenths(swept.seconds),
                String(swept.run.standingHash.prefix(16)),
            ])
        }
        return rows.count > 1 ? render(rows, numbers: 2...7) : nil
    }

    /// A row for each site.
    static func table(_ status: SweepStatus) -> String {
        var rows = [["site", "counts", "as of", "decisions", "not done"]]
        for site in status.sites {
            rows.append([
                site.site.word, site.active.map { "run \($0.id)" } ?? "nothing yet",
                site.active.map(\.asOf.description) ?? "",
                site.active.map { String($0.standingHash.prefix(16)) } ?? "", notDone(site),
            ])
        }
        return Table.render(rows)
    }

    private static func notDone(_ site: SweepStatus.Site) -> String {
        guard let run = site.unfinished else { return "" }
        let state =
            if let holder = site.holder {
                "at work (\(holder))"
            } else {
                run.state == .paused ? "paused" : "interrupted"
            }
        return "run \(run.id) as of \(run.asOf): \(grouped(run.counts.files)) case files done, "
            + "\(grouped(site.filesLeft)) left; \(state)"
    }

    /// Columns with the numbers among them set to the right.
    private static func render(_ rows: [[String]], numbers: ClosedRange<Int>) -> String {
        var rows = rows
        for column in numbers {
            let width = rows.map { $0[column].count }.max() ?? 0
            for row in rows.indices {
                let cell = rows[row][column]
                rows[row][column] = String(repeating: " ", count: width - cell.count) + cell
            }
        }
        return Table.render(rows)
    }

    /// A number with a comma every three digits.
    static func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return String(digits)
    }

    private static func tenths(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
