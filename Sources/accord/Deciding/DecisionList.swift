import CaseModel
import Casework
import PolicyHost

/// One line an answer: what, and why.
enum DecisionList {
    static func text(_ decision: Decision, paint: Paint) -> String {
        var lines = [
            paint.bold(
                "\(decision.fileID) case \(decision.caseID) at \(decision.site), "
                    + "\(decision.area.rawValue), on \(decision.asOf)"
                    + (decision.synthetic ? " (synthetic)" : ""))
        ]
        if let alert = decision.alert {
            lines.append(paint.red("  ALERT \(alert.message) (\(alert.place)); no action is taken"))
            return lines.joined(separator: "\n")
        }
        var unavailable: [String] = []
        for answer in decision.answers {
            if answer.point == .remedy, answer.outcome == .notAvailable {
                unavailable.append(answer.subject.replacing("_", with: " "))
                continue
            }
            let subject =
                answer.subject.isEmpty ? "" : " \(answer.subject.replacing("_", with: " "))"
            lines.append(
                "  \(answer.point.rawValue)\(subject): " + shade(answer, paint: paint))
            lines.append(
                paint.dim(
                    "      \(answer.staffWords)"
                        + (answer.rule.map { " [\($0.id); \($0.authority)]" } ?? "")))
            for floor in answer.floors where floor.rule.id != answer.rule?.id {
                lines.append(
                    paint.dim("      bounded by \(floor.rule.id) (\(floor.rule.authority))"))
            }
        }
        if !unavailable.isEmpty {
            lines.append(paint.dim("  not available: \(unavailable.joined(separator: ", "))"))
        }
        return lines.joined(separator: "\n")
    }

    static func shade(_ answer: DecisionAnswer, paint: Paint) -> String {
        let text = DecisionText.brief(answer)
        return switch answer.outcome {
        case .hold, .offerService, .askSupervisor, .services, .referTo, .contact: paint.green(text)
        case .proceed, .refer, .escalate, .warn: paint.yellow(text)
        default: text
        }
    }
}

/// The table at the end of a run over many cases.
enum SummaryText {
    static func text(_ summary: DryRunSummary, paint: Paint) -> String {
        var lines = [
            "",
            paint.bold(
                "\(summary.files) case files, \(summary.cases) cases, \(summary.decisions) decisions"
            ),
        ]
        let sites = Set(summary.outcomes.keys.map(\.site)).sorted()
        let rows = Set(
            summary.outcomes.keys.map { Row(point: $0.point, outcome: $0.outcome, area: $0.area) }
        )
        .sorted()
        var table = [["area", "question", "outcome"] + sites]
        for row in rows {
            let counts = sites.map { site in
                let key = DryRunSummary.Key(
                    site: site, area: row.area, point: row.point, outcome: row.outcome)
                return summary.outcomes[key].map(String.init) ?? "."
            }
            table.append([row.area, row.point, row.outcome] + counts)
        }
        lines.append(Table.render(table, indent: "  "))
        func block(_ title: String, _ entries: [(String, Int)]) {
            guard !entries.isEmpty else { return }
            lines.append("")
            lines.append(paint.bold(title))
            lines.append(Table.render(entries.map { ["\($0.1)", $0.0] }, indent: "  "))
        }
        block("Top reasons", DryRunSummary.top(summary.rules, 12))
        block("Floors that bound", DryRunSummary.top(summary.floors, 12))
        block("Errors", DryRunSummary.top(summary.alerts, 12))
        if summary.alerts.isEmpty { lines.append("\nErrors: none") }
        return lines.joined(separator: "\n")
    }

    private struct Row: Hashable, Comparable {
        var point: String
        var outcome: String
        var area: String

        static func < (left: Row, right: Row) -> Bool {
            (order(left.area), number(left.point), left.outcome)
                < (order(right.area), number(right.point), right.outcome)
        }

        private static func number(_ point: String) -> Int { Int(point.dropFirst()) ?? 99 }
        private static func order(_ area: String) -> Int {
            Area.allCases.firstIndex { $0.rawValue == area } ?? 99
        }
    }
}
