import ArgumentParser
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench

/// Options of `accord test` for mutants and generated case files.
struct TrialOptions: ParsableArguments {
    @Flag(help: "Change the sites' own policies in small ways and see whether a test notices.")
    var mutate = false

    @Option(help: "With --mutate: fail if a site's score is below this percent.")
    var minScore: Int?

    @Option(
        help: "With --mutate: how many cases are tried for each question to find missing tests.")
    var search = 2_000

    @Option(help: "Make this many case files near the policies' boundaries and check the laws.")
    var generate: Int?

    @Option(help: "With --generate: another seed makes other case files.")
    var seed: UInt64 = 1

    @Option(
        name: .customLong("site"), help: "Only this site; may be repeated.",
        completion: siteCompletion)
    var sites: [String] = []

    func validate() throws {
        if mutate, generate != nil {
            throw ValidationError("choose --mutate or --generate, not both")
        }
        if let minScore, !(0...100).contains(minScore) {
            throw ValidationError("--min-score is a percent from 0 to 100")
        }
        if let generate, generate < 1 {
            throw ValidationError("--generate takes a number of case files, at least 1")
        }
    }

    /// Whether something other than the ordinary tests is meant.
    var isWanted: Bool { self.mutate || generate != nil }

    /// Runs what was asked for; `output` takes the first failing case file.
    func run(
        tree: PolicyTree, filter: String, asJSON: Bool, output: String?, quiet: Bool, paint: Paint
    ) throws {
        if let generate {
            try GeneratedRun(
                tree: tree, options: self, count: generate, asJSON: asJSON, output: output,
                quiet: quiet, paint: paint
            ).run()
        } else {
            try MutationRun(
                tree: tree, options: self, filter: filter, asJSON: asJSON, quiet: quiet,
                paint: paint
            ).run()
        }
    }

    /// The wanted sites, all if none is named; stops if one is not known.
    func wantedSites(of tree: PolicyTree) throws -> [String] {
        for site in sites where !tree.sites.contains(site) {
            throw ValidationError(noSite(site, among: tree.sites))
        }
        return sites.isEmpty ? tree.sites : sites
    }
}

/// Runs `accord test --mutate`.
struct MutationRun {
    let tree: PolicyTree
    let options: TrialOptions
    let filter: String
    let asJSON: Bool
    let quiet: Bool
    let paint: Paint

    func run() throws {
        var reports: [SiteMutation] = []
        for site in try options.wantedSites(of: tree) {
            var progress = Progress("mutants of \(site)", quiet: quiet)
            do {
                reports.append(
                    try MutationTester(tree: tree).run(
                        site: site, filter: filter, search: options.search
                    ) { done, total in
                        progress.total = total
                        progress.update(done)
                    })
            } catch {
                progress.finish()
                Terminal.note("\(error)")
                throw ExitCode.configuration
            }
            progress.finish()
        }
        guard reports.contains(where: { !$0.results.isEmpty }) else {
            Terminal.note("no mutant matches; nothing was tried")
            throw ExitCode.findings
        }
        if asJSON {
            Terminal.print(MutationText.json(reports).canonicalText)
        } else {
            Terminal.print(MutationText(paint: paint).text(reports))
        }
        let outdated = reports.contains { !$0.outdated.isEmpty }
        let tooLow = options.minScore.map { minimum in
            reports.contains { $0.score().share < minimum * 100 }
        }
        if outdated || tooLow == true { throw ExitCode.findings }
    }
}

/// Words and tables about mutants.
struct MutationText {
    var paint: Paint

    func text(_ reports: [SiteMutation]) -> String {
        var parts = reports.flatMap(survivors)
        for report in reports { parts += report.outdated.map { outdated($0, report.site) } }
        parts.append(table(reports))
        return parts.joined(separator: "\n\n")
    }

    private func survivors(_ report: SiteMutation) -> [String] {
        var shown: [MissingTest] = []
        return report.results.compactMap { result in
            guard case .survived(let missing) = result.fate else { return nil }
            let mutant = result.mutant
            var lines = [
                "\(paint.red("SURVIVED")) \(mutant.id)",
                "  \(mutant.file):\(mutant.line): \(mutant.summary)",
            ]
            if let missing, !shown.contains(missing) {
                shown.append(missing)
                lines.append("  The mutant answers: \(missing.instead). The test that is missing:")
                lines.append(missing.yaml)
            } else if missing != nil {
                lines.append("  The same missing test as above would notice it.")
            } else {
                lines.append(
                    "  No case found: perhaps equivalent. If it is, say why in"
                        + " tests/equivalent-mutants.yaml.")
            }
            return lines.joined(separator: "\n")
        }
    }

    private func outdated(_ id: String, _ site: String) -> String {
        "\(paint.yellow("OUTDATED")) \(site): `\(id)` is on record as equivalent, but there is no"
            + " such mutant, or a test notices it"
    }

    private func table(_ reports: [SiteMutation]) -> String {
        var rows = [["site", "area", "score", "killed", "survived", "explained", "refused"]]
        func row(_ site: String, _ area: String, _ score: MutationScore) {
            rows.append([
                site, area, score.percent, "\(score.killed)", "\(score.survived)",
                "\(score.explained)", "\(score.refused)",
            ])
        }
        for report in reports {
            for (area, score) in report.areas {
                row(report.site, area?.rawValue ?? "values", score)
            }
            row(report.site, "all", report.score())
        }
        return Table.render(rows)
    }

    static func json(_ reports: [SiteMutation]) -> JSONValue {
        .object([
            "schema_version": .integer(1),
            "sites": .list(
                reports.map { report in
                    .object([
                        "site": .text(report.site), "score": figures(report.score()),
                        "areas": .list(
                            report.areas.map { area, score in
                                .object([
                                    "area": .text(area?.rawValue ?? "values"),
                                    "score": figures(score),
                                ])
                            }),
                        "rules": .list(
                            report.rules.map { rule, score in
                                .object(["rule": .text(rule), "score": figures(score)])
                            }),
                        "mutants": .list(report.results.map(mutant)),
                        "outdated_equivalents": .list(report.outdated.map { .text($0) }),
                    ])
                }),
        ])
    }

    private static func figures(_ score: MutationScore) -> JSONValue {
        .object([
            "killed": .integer(Int64(score.killed)), "survived": .integer(Int64(score.survived)),
            "refused": .integer(Int64(score.refused)),
            "explained": .integer(Int64(score.explained)),
            "share_basis_points": .integer(Int64(score.share)),
        ])
    }

    private static func mutant(_ result: MutantResult) -> JSONValue {
        let mutant = result.mutant
        var object: [String: JSONValue] = [
            "id": .text(mutant.id), "kind": .text(mutant.kind.rawValue),
            "rule": .text(mutant.rule), "file": .text(mutant.file),
            "line": .integer(Int64(mutant.line)), "before": .text(mutant.before),
            "after": .text(mutant.after),
        ]
        switch result.fate {
        case .killed(let test):
            object["fate"] = .text("killed")
            object["test"] = .text(test)
        case .refused(let why):
            object["fate"] = .text("refused")
            object["because"] = .text(why)
        case .explained(let why):
            object["fate"] = .text("explained")
            object["because"] = .text(why)
        case .survived(let missing):
            object["fate"] = .text("survived")
            if let missing { object["missing_test"] = .text(missing.yaml) }
        }
        return .object(object)
    }
}
