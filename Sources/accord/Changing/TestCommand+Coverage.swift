import ArgumentParser
import PolicyHost
import PolicyWorkbench

/// Options of `accord test` that measure what the tests reach.
struct TestCoverageOptions: ParsableArguments {
    @Flag(
        help: """
            Also say which rules, branches and conditions the tests reach: of the folders whose \
            tests are run. A rule is reached when it matches, a floor when it holds and when it \
            does not, a condition when it is true and when it is false. What no test can reach is \
            marked in the source, with the reason: -- unreachable: …
            """)
    var coverage = false

    @Option(
        help: ArgumentHelp(
            "Draw it on the source of a file, or of all files with something missing.",
            valueName: "file|all"))
    var coverageSource: [String] = []

    @Option(help: "Write an lcov trace file, for genhtml and editors.")
    var lcov: String?

    @Option(help: ArgumentHelp("Fail if a folder's rules are reached less.", valueName: "percent"))
    var minRuleCoverage: Int?

    @Option(
        help: ArgumentHelp("Fail if a folder's branches are reached less.", valueName: "percent"))
    var minBranchCoverage: Int?

    @Option(
        help: ArgumentHelp("Fail if a folder's conditions are reached less.", valueName: "percent"))
    var minConditionCoverage: Int?

    @Flag(help: "Look only at rules and lines that differ from a git revision.")
    var changed = false

    @Option(help: "With --changed: the revision to compare with.")
    var against = "HEAD"

    /// Whether any of the options asks for coverage.
    var isWanted: Bool {
        coverage || changed || !coverageSource.isEmpty || lcov != nil || !thresholds.isEmpty
    }

    private var thresholds:
        [(name: String, least: Int, figure: (CoverageFigures) -> CoverageFigure)]
    {
        var all: [(String, Int, (CoverageFigures) -> CoverageFigure)] = []
        if let least = minRuleCoverage { all.append(("rules", least, { $0.rules })) }
        if let least = minBranchCoverage { all.append(("branches", least, { $0.branches })) }
        if let least = minConditionCoverage {
            all.append(("conditions", least, { $0.conditions }))
        }
        return all
    }

    func validate() throws {
        for (name, least, _) in thresholds where !(0...100).contains(least) {
            throw ValidationError("the least coverage of \(name) must be from 0 to 100")
        }
    }

    /// Measures what the tests reach, limited to what was asked for.
    func measure(_ command: TestCommand, _ runner: PolicyTestRunner) async throws -> CoverageReport
    {
        let tests = try runner.tests(filters: command.filters)
        let scripts = try runner.scriptTests(filters: command.filters)
        var report = await runner.coverage(
            of: tests, scripts: scripts, threads: command.threads)
        if !command.filters.isEmpty {
            let folders = (tests.map(\.file) + scripts.map(\.file)).map(Self.testedFolder)
            report = report.only(folders: Set(folders))
        }
        guard changed else { return report }
        do {
            return report.only(
                try ChangedLines(root: command.common.rootPath, since: against))
        } catch {
            Terminal.note("\(error)")
            throw ExitCode.inputOutput
        }
    }

    /// The folder above `tests`.
    private static func testedFolder(_ file: String) -> String {
        file.split(separator: "/").dropLast(2).joined(separator: "/")
    }

    /// The figures, and the sources asked for, as text.
    func text(_ report: CoverageReport, tree: PolicyTree, marks: TestReport.Marks) -> String {
        var text = ""
        for file in report.files
        where coverageSource.contains(file.file)
            || coverageSource.contains("all") && !CoverageReport(files: [file]).missing.isEmpty
        {
            text +=
                CoverageDrawing(file, source: tree.files[file.file] ?? "").drawn(marks: marks)
                + "\n"
        }
        return text + report.summary(marks: marks)
    }

    /// Says what is below its threshold and what is missing there; false if anything is.
    func holds(_ report: CoverageReport) -> Bool {
        var below: Set<String> = []
        for (folder, figures) in report.folders {
            for (name, least, figure) in thresholds {
                let reached = figure(figures)
                guard let points = reached.basisPoints, points < least * 100 else { continue }
                below.insert(folder)
                Terminal.note(
                    "\(folder): \(CoverageReport.percent(reached)) of its \(name) are reached, "
                        + "\(least)% are asked for")
            }
        }
        for line in report.only(folders: below).missing { Terminal.note(line) }
        return below.isEmpty
    }

    /// Files that were asked for and hold nothing to reach.
    func unknownSources(in report: CoverageReport) -> [String] {
        coverageSource.filter { name in
            name != "all" && !report.files.contains { $0.file == name }
        }
    }
}
