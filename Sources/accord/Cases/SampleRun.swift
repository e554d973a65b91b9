import ArgumentParser
import CaseModel
import Casework
import Foundation
import PolicyHost

/// `dry-run --sample`: one synthetic parent at every site, then a summary of many.
struct SampleRun {
    let command: DryRunCommand
    let host: PolicyHost

    /// A day inside the years of the PJAC services, so that the studied practice is what decides.
    static let day = Day(epochDay: 17_956)  // 2019-03-01

    func run() async throws {
        let day = command.asOf ?? Self.day
        let paint = Paint(on: Terminal.usesColor(command.common.color))
        let sites = host.sites.keys.sorted()
        let areas = command.area.isEmpty ? nil : command.area
        let sampler = Sampler(seed: command.seed)
        var columns: [(String, [Decision])] = []
        for site in sites {
            guard let id = SiteID(word: site) else { continue }
            let file = Sampler.showcase(site: id, asOf: day)
            let decisions = host.decide(file, asOf: day, areas: areas, detail: .full)
            columns.append((site, decisions))
            if site == sites.first, command.format == .text {
                introduce(file, day, sites.count, paint)
            }
        }
        if command.format == .text { sideBySide(columns, paint) }
        var summary = DryRunSummary()
        var printer = DecisionPrinter(format: command.format, paint: paint)
        if command.format != .text {
            for (_, decisions) in columns { printer.add(decisions) }
        }
        let run = DryRun(host: host, day: day, areas: areas)
        var progress = Progress(
            "synthetic case files decided", total: command.cases, quiet: command.common.quiet)
        let ids = sites.compactMap { SiteID(word: $0) }
        for start in stride(from: 0, to: command.cases, by: 256) {
            let files = (start..<min(start + 256, command.cases)).map { index in
                sampler.caseFile(index: index, site: ids[index % ids.count], asOf: day)
            }
            for decisions in await run.decide(files, threads: command.threads) {
                summary.add(decisions)
                if command.format != .text { printer.add(decisions) }
            }
            progress.update(summary.files)
        }
        progress.finish()
        if command.format == .text {
            Terminal.print(
                "\n" + paint.bold("\(command.cases) synthetic parents, spread over the sites")
                    + SummaryText.text(summary, paint: paint))
            Terminal.print(
                paint.dim(
                    "\nSynthetic data: no real person, no real agency's practice. See why: "
                        + "tools/accord sample --showcase oh-stark | tools/accord explain -"))
        } else {
            printer.finish(summary: summary)
        }
        if !summary.alerts.isEmpty { throw ExitCode.findings }
    }

    private func introduce(_ file: CaseFile, _ day: Day, _ count: Int, _ paint: Paint) {
        let matter = Matter(file: file, caseIndex: 0, asOf: day)
        var facts: [[String]] = []
        facts.append([
            "owes", "\(matter.arrears.total), with \(matter.support.monthly) due each month",
        ])
        if let last = matter.payments.lastOn { facts.append(["last payment", "\(last)"]) }
        if let lost = matter.work.lastJobEndedOn { facts.append(["job ended", "\(lost)"]) }
        if let talked = matter.engagement.lastTwoWayOn {
            facts.append(["last talked with us", "\(talked)"])
        }
        facts.append(["synthetic", "made up; the same parent, moved to each site"])
        Terminal.print(
            paint.bold("One parent on \(day): how \(SampleWords.number(count)) agencies answer"))
        Terminal.print(Table.render(facts, indent: "  "))
    }

    /// For each question a block with a line per site: the answer, the reason, the citation.
    private func sideBySide(_ columns: [(String, [Decision])], _ paint: Paint) {
        var questions: [(point: DecisionPoint, subject: String)] = []
        for (_, decisions) in columns {
            for answer in decisions.flatMap(\.answers) {
                let subject = answer.point == .remedy ? answer.subject : ""
                if !questions.contains(where: { $0 == (answer.point, subject) }) {
                    questions.append((answer.point, subject))
                }
            }
        }
        // The question with which it all began comes first: does the parent keep the license?
        func place(_ question: (point: DecisionPoint, subject: String)) -> (Int, String) {
            if question.subject == "driver_license_suspension" { return (-1, "") }
            return (DecisionPoint.allCases.firstIndex(of: question.point) ?? 0, question.subject)
        }
        questions.sort { place($0) < place($1) }
        var others: [(remedy: String, rows: [(String, DecisionAnswer)])] = []
        for question in questions {
            var rows: [(String, DecisionAnswer)] = []
            for (site, decisions) in columns {
                let first = decisions.flatMap(\.answers).first {
                    $0.point == question.point
                        && (question.point != .remedy || $0.subject == question.subject)
                }
                if let first { rows.append((site, first)) }
            }
            if question.point == .remedy, question.subject != "driver_license_suspension" {
                others.append((question.subject, rows))
                continue
            }
            let title =
                question.subject.isEmpty
                ? question.point.question : question.subject.replacing("_", with: " ")
            Terminal.print("\n" + paint.bold("\(question.point.rawValue)  \(title)"))
            for group in grouped(rows) {
                let sites =
                    group.sites.count == columns.count
                    ? "all \(SampleWords.number(columns.count)) sites"
                    : group.sites.joined(separator: ", ")
                Terminal.print("  \(sites): " + DecisionList.shade(group.answer, paint: paint))
                Terminal.print(paint.dim("      " + reason(group.answer)))
            }
        }
        let sites = columns.map(\.0)
        var table = [["remedy"] + sites]
        for (remedy, rows) in others where rows.contains(where: { $0.1.outcome != .notAvailable }) {
            table.append(
                [remedy.replacing("_", with: " ")]
                    + sites.map { site in
                        let answer = rows.first { $0.0 == site }?.1
                        return (answer?.outcome.rawValue ?? "no law here").replacing("_", with: " ")
                    })
        }
        Terminal.print(
            "\n" + paint.bold("D11  other remedies") + paint.dim("  (accord explain says why)"))
        Terminal.print(Table.render(table, indent: "  "))
        for (site, decisions) in columns {
            for decision in decisions {
                if let alert = decision.alert {
                    Terminal.print(paint.red("ALERT \(site): \(alert.message) (\(alert.place))"))
                }
            }
        }
    }

    /// Sites that give the same answer for the same reason stand together.
    private func grouped(_ rows: [(String, DecisionAnswer)])
        -> [(sites: [String], answer: DecisionAnswer)]
    {
        var groups: [(sites: [String], answer: DecisionAnswer)] = []
        for (site, answer) in rows {
            let known = groups.firstIndex {
                DecisionText.brief($0.answer) == DecisionText.brief(answer)
                    && reason($0.answer) == reason(answer)
            }
            if let known {
                groups[known].sites.append(site)
            } else {
                groups.append(([site], answer))
            }
        }
        return groups
    }

    private func reason(_ answer: DecisionAnswer) -> String {
        guard let rule = answer.rule else { return answer.staffWords }
        var text = "\(rule.about) [\(rule.authority)]"
        let floors = answer.floors.filter { $0.rule.id != rule.id }.map(\.rule.id)
        if !floors.isEmpty { text += "; bounded by \(floors.joined(separator: ", "))" }
        return text
    }
}

/// Small numbers as a sentence writes them.
enum SampleWords {
    static func number(_ count: Int) -> String {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        return words.indices.contains(count) ? words[count] : "\(count)"
    }
}
