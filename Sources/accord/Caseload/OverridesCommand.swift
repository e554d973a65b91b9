import ArgumentParser
import CaseModel
import CaseStore
import Casework

struct OverridesCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv
    }

    static let configuration = CommandConfiguration(
        commandName: "overrides",
        abstract: "How often case managers choose otherwise than a rule, and why.",
        discussion: """
            Counts the overrides that were made in a period: by the rule that was set aside, by \
            worker, and by the floors that refused or ended them. The rate of a rule is its overrides \
            against its answers that stand now. CSV has one row for each override.

            EXAMPLES
              accord overrides --db cases.sqlite --site oh-stark
              accord overrides --db cases.sqlite --from 2019-01-01 --to 2019-03-31 --format json
              accord overrides --db cases.sqlite --format csv -o overrides.csv
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "The case store.", completion: .file())
    var db: String

    @Option(help: "Only this site.", completion: siteCompletion)
    var site: String?

    @Option(help: "Only those made on this day or later.")
    var from: Day?

    @Option(help: "Only those made on this day or earlier.")
    var to: Day?

    @Option(help: "text, json or csv.")
    var format: Format = .text

    @Option(
        name: [.customShort("o"), .long],
        help: "Write to this file instead of standard output.", completion: .file())
    var output: String?

    func validate() throws {
        if let from, let to, to < from {
            throw ValidationError("--to \(to) is before --from \(from)")
        }
    }

    func run() throws {
        let store = try openStore(db, for: .readOnly)
        let id = try site.map { name in
            let known = try StoreErrors.translated { try store.sites().map(\.word) }
            guard let id = SiteID(word: name), known.contains(name) else {
                throw ValidationError(noSite(name, among: known))
            }
            return id
        }
        let report = try StoreErrors.translated {
            try OverrideReport(store: store, site: id, from: from, through: to)
        }
        let paint = Paint(on: output == nil && Terminal.usesColor(common.color))
        let bytes: [UInt8] =
            switch format {
            case .text: Array((OverrideText.text(report, paint: paint) + "\n").utf8)
            case .json: report.json.canonicalBytes() + [0x0A]
            case .csv: Override.csv(report.overrides)
            }
        guard let output else { return Terminal.write(bytes) }
        try Terminal.save(bytes, to: output)
        if !common.quiet { Terminal.note("wrote \(output)") }
    }
}

/// The report of overrides for people.
enum OverrideText {
    static func text(_ report: OverrideReport, paint: Paint) -> String {
        guard !report.overrides.isEmpty else { return "no overrides" }
        let counts = report.counts
        var parts = [
            "made \(counts.made), refused by floors \(counts.refused); ended early:"
                + " by a floor \(counts.endedByFloor), by a newer choice \(counts.replaced),"
                + " withdrawn \(counts.withdrawn)"
        ]
        var rules = [["rule", "overridden", "of answers", "rate", "refused", "ended early"]]
        for group in report.byRule {
            rules.append([
                group.name.isEmpty ? "(no rule)" : group.name, "\(group.counts.made)",
                "\(group.answers ?? 0)", group.rate.map(percent) ?? "-",
                "\(group.counts.refused)", "\(group.counts.endedByFloor)",
            ])
        }
        parts.append(paint.bold("By rule") + "\n" + Table.render(rules, indent: "  "))
        var workers = [["worker", "made", "share", "refused", "ended early"]]
        for group in report.byWorker {
            let share = counts.made == 0 ? 0 : group.counts.made * 10_000 / counts.made
            workers.append([
                group.name, "\(group.counts.made)", percent(share), "\(group.counts.refused)",
                "\(group.counts.endedByFloor)",
            ])
        }
        parts.append(paint.bold("By worker") + "\n" + Table.render(workers, indent: "  "))
        var reasons: [[String]] = []
        for group in report.byRule {
            for entry in group.reasons.prefix(5) {
                reasons.append([
                    group.name.isEmpty ? "(no rule)" : group.name, "\(entry.count)", entry.name,
                ])
            }
        }
        parts.append(paint.bold("Reasons") + "\n" + Table.render(reasons, indent: "  "))
        if !report.floors.isEmpty {
            let floors =
                [["floor", "refused", "ended"]]
                + report.floors.map { [$0.name, "\($0.refused)", "\($0.ended)"] }
            parts.append(paint.bold("Floors") + "\n" + Table.render(floors, indent: "  "))
        }
        return parts.joined(separator: "\n\n")
    }

    /// Hundredths of a percent as percent with one decimal.
    private static func percent(_ basisPoints: Int) -> String {
        let tenths = (basisPoints + 5) / 10
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
