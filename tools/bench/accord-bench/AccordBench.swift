import ArgumentParser
import CaseModel
import Foundation

/// What `tools/bench/run` starts.
@main
struct AccordBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accord-bench",
        abstract: "Measures Accord against its floors; one line of JSON for each row.",
        subcommands: [
            Run.self, Table.self, Inputs.self, Worker.self, Guarded.self, SweepMake.self,
            SweepChange.self, SweepOnce.self, SweepBare.self, ServiceDecision.self,
        ],
        defaultSubcommand: Run.self)
}

/// A row of the benchmark, or several that are measured together.
enum BenchName: String, CaseIterable, ExpressibleByArgument {
    case license
    case licenseJSON = "license-json"
    case fieldRead = "field-read"
    case siteDecision = "site-decision"
    case siteJSON = "site-json"
    case trace
    case diff
    case load
    case sweep

    /// Measures the rows and hands each on as soon as it is known.
    func run(_ plan: BenchPlan, emit: (BenchRow) -> Void) throws {
        if self == .sweep { return try runSweep(plan, emit: emit) }
        try rows(plan).forEach(emit)
    }

    private func rows(_ plan: BenchPlan) throws -> [BenchRow] {
        switch self {
        case .license: try runLicense(plan)
        case .licenseJSON: try runLicenseJSON(plan)
        case .fieldRead: try runFieldRead(plan)
        case .siteDecision: try runSiteDecision(plan)
        case .siteJSON: try runSiteJSON(plan)
        case .trace: try runTrace(plan)
        case .diff: try waiting { try await runDiff(plan) }
        case .load: try runLoad(plan)
        case .sweep: []
        }
    }
}

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures rows and prints them as lines of JSON.")

    @Argument(help: "The rows; all if none is named.") var rows: [BenchName] = []
    @Flag(help: "Fewer rounds and cases, for a rough look.") var quick = false
    @Option(help: "Rounds of each row.") var rounds: Int?
    @Option(help: "Case files of the sweeps, such as 10000,100000.") var cases: String?
    @Option(help: "The repository.") var root = "."
    @Option(help: "A folder for stores and bundles.") var scratch = ".build/bench"

    func run() throws {
        var plan = BenchPlan()
        plan.root = root
        plan.isQuick = quick
        plan.rounds = rounds.map { max(1, $0) }
        plan.scratch = scratch
        if let cases {
            let counts = cases.split(separator: ",").compactMap { Int($0) }.filter { $0 > 0 }
            guard !counts.isEmpty else { throw ValidationError("--cases takes numbers") }
            plan.sweepCases = counts
        } else if quick {
            plan.sweepCases = [2_000]
        }
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: true)
        for name in rows.isEmpty ? BenchName.allCases : rows {
            try name.run(plan) { row in
                print(row.line)
                fflush(nil)
            }
        }
    }
}

struct Table: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows lines of JSON as a table; exits with 1 if a bar is missed.")

    @Argument(help: "The file with the lines.") var file: String

    func run() throws {
        let rows = try BenchRow.rows(in: try contents(of: file))
        print(BenchTable.text(rows))
        if rows.contains(where: { $0.holds == false }) { throw ExitCode(1) }
    }
}

struct Inputs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "license-inputs",
        abstract: "Writes the cases of the license decision, one JSON object a line.")

    @Option(help: "How many.") var cases = 10_000
    @Option(help: "The repository.") var root = "."

    func run() throws {
        for benchCase in try LicenseInput(root: root, count: cases).cases {
            print(String(decoding: benchCase.canonicalBytes(), as: UTF8.self))
        }
    }
}

struct Worker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "license-worker",
        abstract: "Decides the cases of a file in turns with other engines; see peers/compare.py.")

    @Argument(help: "The cases, one JSON object a line.") var inputs: String
    @Option(help: "The repository.") var root = "."

    func run() throws { try LicenseWorker.run(root: root, inputs: inputs) }
}

extension Guard: ExpressibleByArgument {}

struct Guarded: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard",
        abstract: "A small fixed program whose instructions are counted; see tools/bench/guard.")

    @Argument(help: "Which.") var program: Guard
    @Option(help: "The repository.") var root = "."

    func run() throws { try program.run(root: root) }
}
