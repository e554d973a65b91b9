import ArgumentParser
import CaseModel
import CaseStore
import Casework
import Foundation
import PolicyHost

struct DryRunCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, ndjson
    }

    static let configuration = CommandConfiguration(
        commandName: "dry-run",
        abstract: "Decide cases and write nothing.",
        discussion: """
            Reads one case file (a JSON object), many (NDJSON), standard input (-), a case store \
            (--db), or makes synthetic ones (--sample). Without --as-of each file is decided on the \
            day it was observed.

            EXAMPLES
              accord dry-run --sample
              accord dry-run case.json --area enforcement
              accord dry-run cases.ndjson --format ndjson > decisions.ndjson
              accord dry-run --db cases.sqlite --site az-maricopa --as-of 2019-03-01
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Case files, JSON or NDJSON; - reads standard input.", completion: .file())
    var files: [String] = []

    @Option(
        help:
            "Decide with this site's policy (default: each file's own); --db reads only its files.",
        completion: siteCompletion)
    var site: String?

    @Option(
        help:
            "Ask only this area: enforcement, outreach, referral, work_search, employment_training."
    )
    var area: [Area] = []

    @Option(help: "The day on which to decide, as 2019-03-01.")
    var asOf: Day?

    @Option(help: "text, json (one array) or ndjson (one decision a line).")
    var format: Format = .text

    @Option(help: "Read case files from this case store.", completion: .file())
    var db: String?

    @Flag(help: "Make synthetic cases: one parent at every site side by side, then many.")
    var sample = false

    @Option(help: "How many synthetic cases the summary of --sample counts.")
    var cases = 1000

    @Option(help: "Seed of --sample.")
    var seed: UInt64 = 1

    @Option(help: "Threads to decide with.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        if !sample, files.isEmpty, db == nil {
            throw ValidationError(
                "name a case file, - for standard input, --db PATH or --sample; "
                    + "try accord dry-run --sample")
        }
        if threads < 1 { throw ValidationError("--threads must be 1 or more") }
    }

    func run() async throws {
        let tree = try common.tree()
        let host = try common.host(tree: tree, sites: site.map { [$0] })
        if sample {
            try await SampleRun(command: self, host: host).run()
            return
        }
        let run = DryRun(
            host: host, day: asOf, areas: area.isEmpty ? nil : area, site: site,
            detail: format == .text ? .answers : .full)
        var printer = DecisionPrinter(
            format: format, paint: Paint(on: Terminal.usesColor(common.color)))
        var summary = DryRunSummary()
        var progress = Progress("case files decided", quiet: common.quiet)
        var input = CaseInput(
            files: files, db: db, site: site, sites: site == nil ? tree.sites : nil)
        while let batch = try input.next(upTo: 256) {
            let decided = await run.decide(batch, threads: threads)
            for (file, decisions) in zip(batch, decided) {
                if decisions.isEmpty {
                    Terminal.note(
                        "\(file.fileID): no loaded site decides for it (its site is \(file.site.word))"
                    )
                }
                summary.add(decisions)
                printer.add(decisions)
            }
            progress.update(summary.files)
        }
        progress.finish()
        printer.finish(summary: summary)
        if input.problems > 0 { throw ExitCode.dataError }
        if !summary.alerts.isEmpty { throw ExitCode.findings }
    }
}

/// Prints decisions as they come, and the summary at the end of a text run.
struct DecisionPrinter {
    let format: DryRunCommand.Format
    let paint: Paint
    private var printed = 0
    /// Up to this many files are shown in full as text; more are only counted.
    private let textLimit = 5

    init(format: DryRunCommand.Format, paint: Paint) {
        self.format = format
        self.paint = paint
    }

    mutating func add(_ decisions: [Decision]) {
        switch format {
        case .text:
            if printed < textLimit {
                for decision in decisions {
                    Terminal.print(DecisionList.text(decision, paint: paint))
                }
            }
            printed += 1
        case .json:
            for decision in decisions {
                Terminal.print((printed == 0 ? "[" : ",") + decision.canonicalJSON)
                printed += 1
            }
        case .ndjson:
            for decision in decisions { Terminal.print(decision.canonicalJSON) }
        }
    }

    func finish(summary: DryRunSummary) {
        if format == .json { Terminal.print(printed == 0 ? "[]" : "]") }
        if format == .text, summary.files > 1 {
            if printed > textLimit {
                Terminal.note("\(printed - textLimit) more case files are only counted below")
            }
            Terminal.print(SummaryText.text(summary, paint: paint))
        }
    }
}
