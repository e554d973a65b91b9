import ArgumentParser
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench

/// Runs `accord test --generate`.
struct GeneratedRun {
    let tree: PolicyTree
    let options: TrialOptions
    let count: Int
    let asJSON: Bool
    let output: String?
    let quiet: Bool
    let paint: Paint

    func run() throws {
        var reports: [LawTester.Report] = []
        for site in try options.wantedSites(of: tree) {
            var progress = Progress("case files of \(site)", total: count, quiet: quiet)
            do {
                reports.append(
                    try LawTester(tree: tree).run(site: site, count: count, seed: options.seed) {
                        progress.update($0)
                    })
            } catch {
                progress.finish()
                Terminal.note("\(error)")
                throw ExitCode.configuration
            }
            progress.finish()
        }
        if asJSON {
            Terminal.print(json(reports).canonicalText)
        } else {
            Terminal.print(text(reports))
        }
        let failures = reports.flatMap(\.failures)
        if let path = output, let first = failures.first {
            try Terminal.save(first.example.file.canonicalBytes() + [10], to: path)
            if !quiet { Terminal.note("wrote the case file to \(path)") }
        }
        if !failures.isEmpty { throw ExitCode.findings }
    }

    private func text(_ reports: [LawTester.Report]) -> String {
        var parts: [String] = []
        for report in reports {
            for failure in report.failures {
                parts.append(
                    """
                    \(paint.red("BROKEN")) \(failure.law.rawValue) at \(report.site): \(failure.message)
                    \(indented(failure.law.page))
                      Seed \(options.seed). The smallest case found, as a test:
                    \(failure.yaml)
                    """)
            }
        }
        var rows = [["site", "case files", "answers seen"] + Law.allCases.map(\.rawValue)]
        for report in reports {
            let broken = Set(report.failures.map(\.law))
            rows.append(
                [report.site, "\(report.cases)", "\(report.answers.count)"]
                    + Law.allCases.map { broken.contains($0) ? "broken" : "holds" })
        }
        parts.append(Table.render(rows))
        parts.append("seed \(options.seed): the same seed makes the same case files")
        return parts.joined(separator: "\n\n")
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }

    private func json(_ reports: [LawTester.Report]) -> JSONValue {
        .object([
            "schema_version": .integer(1), "seed": .text("\(options.seed)"),
            "sites": .list(
                reports.map { report in
                    .object([
                        "site": .text(report.site), "case_files": .integer(Int64(report.cases)),
                        "answers": .object(report.answers.mapValues { .integer(Int64($0)) }),
                        "failures": .list(
                            report.failures.map { failure in
                                .object([
                                    "law": .text(failure.law.rawValue),
                                    "message": .text(failure.message),
                                    "page": .text(failure.law.page), "test": .text(failure.yaml),
                                ])
                            }),
                    ])
                }),
        ])
    }
}
