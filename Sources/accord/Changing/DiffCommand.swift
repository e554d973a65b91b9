import ArgumentParser
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench

struct DiffCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv, html
    }

    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Whose answer changes between two versions of the policies, and why.",
        discussion: """
            A version is a folder that holds policies/ and site-configs/, a bundle file, or a git \
            revision (git:HEAD~3, or HEAD~3). Without names: HEAD against the files as they are. \
            With --set: the files as they are against the same with that number.

            The caseload is synthetic (--sample), NDJSON files or - (--caseload), or a case store \
            (--db). Sites and areas in which the versions can't differ are not decided. If no \
            outcome changes, single facts of sample cases and fixtures are moved to the boundaries \
            of the comparisons that either version makes, until an answer differs.

            Milder and harsher: for D11 to D13 nothing < waits < asks a supervisor < warns < acts; \
            for conference, services, referral and employment, help is milder than none. Other \
            questions have no order. Contacts a week: proposed contacts that may begin within \
            seven days of the day.

            --fail-on ends with exit code 1 when: any (anything differs), outcome, milder, harsher, \
            floor (a floor comes or goes in an answer), N% (outcomes change for more than that \
            share of parents), none. A policy that fails on a case with the new version and not \
            with the old always ends with 1.

            EXAMPLES
              accord diff                                   what the edit since HEAD does
              accord diff --set hold.days=45 --site oh-stark
              accord diff git:HEAD~3 . --db cases.sqlite --fail-on harsher,2%
              accord diff old/ new/ --caseload cases.ndjson --format html -o diff.html
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The old version, then the new one.")
    var versions: [String] = []

    @Option(help: "Give the new version this number: hold.days=45. Repeat for several.")
    var set: [String] = []

    @Option(help: "Compare only this site; it decides every file.", completion: siteCompletion)
    var site: String?

    @Option(help: "Compare only this area; repeat for several.")
    var area: [Area] = []

    @Option(
        help: "The day on which to decide (default: 2019-03-01 for --sample, else each file's).")
    var asOf: Day?

    @Option(help: "Compare over this many synthetic parents (default: 1000 if nothing is named).")
    var sample: Int?

    @Option(help: "Seed of --sample.")
    var seed: UInt64 = 1

    @Option(help: "Case files, JSON or NDJSON; - reads standard input.", completion: .file())
    var caseload: [String] = []

    @Option(help: "Read case files from this case store.", completion: .file())
    var db: String?

    @Flag(help: "Decide also at sites and in areas in which the versions can't differ.")
    var everySite = false

    @Option(help: "text, json, csv (one row a changed answer) or html.")
    var format: Format = .text

    @Option(
        name: .shortAndLong, help: "Write to this file, whole or not at all.", completion: .file())
    var output: String?

    @Option(help: "List at most this many changed answers in text and html; csv and json hold all.")
    var limit = 20

    @Option(
        help: "Write the example cases into this folder, one file each.", completion: .directory)
    var examples: String?

    @Option(
        help: "Try at most this many changed cases where no outcome changes; 0 does not search.")
    var search = 2_000

    @Option(
        help: "Exit with 1 on: any, outcome, milder, harsher, floor, N%, none; several by comma.")
    var failOn = "none"

    @Option(help: "Threads to decide with.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        if versions.count > 2 { throw ValidationError("name at most two versions, OLD and NEW") }
        if versions.count == 2, !set.isEmpty {
            throw ValidationError("--set changes the one version named, so name one or none")
        }
        if threads < 1 { throw ValidationError("--threads must be 1 or more") }
        if limit < 0 || search < 0 { throw ValidationError("--limit and --search are 0 or more") }
        if let sample, sample < 1 { throw ValidationError("--sample must be 1 or more") }
        if [sample != nil, !caseload.isEmpty, db != nil].count(where: \.self) > 1 {
            throw ValidationError("name one caseload: --sample, --caseload or --db")
        }
        for text in set where ParameterSetting(text) == nil {
            throw ValidationError("--set `\(text)` is not written like hold.days=45")
        }
        for text in conditions where FailCondition(text) == nil {
            throw ValidationError(
                "--fail-on knows any, outcome, milder, harsher, floor, none and N%, not `\(text)`")
        }
    }

    private var conditions: [String] { failOn.split(separator: ",").map(String.init) }

    func run() async throws {
        let (old, new) = try loaded()
        let areas = area.isEmpty ? nil : area
        var comparison = CaseloadComparison(
            old: old, new: new, day: asOf, areas: areas, site: site, everySite: everySite)
        let input = try DiffCaseload(command: self, sites: comparison.sites)
        comparison.day = asOf ?? input.day
        var progress = Progress("case files compared", total: input.total, quiet: common.quiet)
        let output = try ReportFile(output)
        var flips: [JSONValue] = []
        if format == .csv { try output.write(DiffCSV.headerLine) }
        let diff = try await PolicyDiff.run(
            comparison, over: input.caseload,
            options: PolicyDiff.Options(
                threads: threads, limit: limit, search: search, histograms: format != .csv),
            progress: { progress.update($0) },
            each: { flip in
                if format == .csv { try output.write(DiffCSV.line(flip)) }
                if format == .json { flips.append(DiffJSON.flip(flip)) }
            })
        progress.finish()
        switch format {
        case .csv: break
        case .json: try output.write(DiffJSON.document(diff, flips: flips).canonicalText + "\n")
        case .html: try output.write(try DiffPage.html(diff))
        case .text:
            let paint = Paint(on: self.output == nil && Terminal.usesColor(common.color))
            try output.write(DiffText(heading: paint.bold, aside: paint.dim).text(diff) + "\n")
        }
        try output.finish()
        if let examples { try write(diff.examples, to: examples) }
        if input.problems > 0 { throw ExitCode.dataError }
        let reasons = conditions.compactMap { FailCondition($0)?.reason(in: diff) }
        for reason in reasons { Terminal.note("--fail-on: \(reason)") }
        if !reasons.isEmpty || diff.report.failures.new > diff.report.failures.old {
            throw ExitCode.findings
        }
    }

    // MARK: The two versions

    private func loaded() throws -> (LoadedVersion, LoadedVersion) {
        let sites = site.map { [$0] }
        do {
            let base = try versions.first.map(version)
            guard set.isEmpty else {
                let before = LoadedVersion(try base ?? current(), sites: sites)
                try check(before)
                let after = try PolicyVersion(label: before.label, tree: before.tree).setting(
                    set.compactMap(ParameterSetting.init), sites: sites, host: before.host,
                    from: asOf ?? (caseload.isEmpty && db == nil ? SampleRun.day : nil))
                return (before, LoadedVersion(after, sites: sites))
            }
            let before = LoadedVersion(try base ?? version("git:HEAD"), sites: sites)
            let after = LoadedVersion(
                try versions.count == 2 ? version(versions[1]) : current(), sites: sites)
            try check(before)
            try check(after)
            return (before, after)
        } catch let problem as PolicyProblem {
            Terminal.note("\(problem)")
            throw problem.code.hasPrefix("version.") ? ExitCode.noInput : ExitCode.configuration
        }
    }

    private func current() throws -> PolicyVersion {
        PolicyVersion(label: "the files as they are", tree: try common.tree())
    }

    private func version(_ name: String) throws -> PolicyVersion {
        try PolicyVersion(
            named: name, root: common.rootPath, trust: common.trustOptions.bundleTrust())
    }

    /// Says what keeps sites from loading; a site that must be compared and does not load ends it.
    private func check(_ version: LoadedVersion) throws {
        if let site, !version.tree.sites.contains(site) {
            throw ValidationError(noSite(site, among: version.tree.sites))
        }
        for (_, problems) in version.host.problems.sorted(by: { $0.key < $1.key }) {
            for problem in problems where problem.severity == .error {
                Terminal.note("\(version.label): \(problem)")
            }
        }
        let missing = (site.map { [$0] } ?? version.tree.sites).filter {
            version.host.sites[$0] == nil
        }
        if !missing.isEmpty { throw ExitCode.configuration }
    }

    private func write(_ examples: [PolicyDiff.Example], to folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for example in examples {
                let name = example.file.fileID.filter { $0.isLetter || $0.isNumber || $0 == "-" }
                let url = URL(fileURLWithPath: folder).appendingPathComponent(
                    "\(example.site)-\(name).json")
                try Data(example.file.canonicalBytes() + [10]).write(to: url, options: .atomic)
            }
        } catch {
            Terminal.note("\(folder): the example cases can't be written there")
            throw ExitCode.inputOutput
        }
    }
}
