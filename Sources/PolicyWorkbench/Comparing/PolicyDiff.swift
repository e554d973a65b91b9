public import CaseModel
import PolicyHost

/// Case files to compare over, which can be read from the beginning more than once.
public struct Caseload {
    /// What reports call it, such as `1,000 synthetic parents (seed 1)`.
    public var name: String
    /// Begins to read and returns what hands out the next files, nil at the end.
    public var open: () throws -> () throws -> [CaseFile]?

    /// Makes a caseload.
    public init(name: String, open: @escaping () throws -> () throws -> [CaseFile]?) {
        self.name = name
        self.open = open
    }
}

/// The difference of two policy versions over a caseload, ready to be printed.
public struct PolicyDiff: Sendable {
    /// An example with what flips in it.
    public struct Example: Sendable {
        /// The case file.
        public var file: CaseFile
        /// The deciding site.
        public var site: String
        /// One flip of each kind that no earlier example showed.
        public var flips: [AnswerFlip]
    }
    /// How a difference is worked out.
    public struct Options: Sendable {
        /// Threads that decide.
        public var threads: Int
        /// How many flips are kept.
        public var limit: Int
        /// How many changed cases a search for a counter-example tries; 0 for no search.
        public var search: Int
        /// Whether the caseload is counted around moved thresholds, which reads it again.
        public var histograms: Bool

        /// Creates options.
        public init(threads: Int, limit: Int = 20, search: Int = 2_000, histograms: Bool = true) {
            self.threads = threads
            self.limit = limit
            self.search = search
            self.histograms = histograms
        }
    }

    /// The old version's name.
    public var oldName: String
    /// The new version's name.
    public var newName: String
    /// The day on which both decided; nil if it is each file's own.
    public var day: Day?
    /// The caseload's name.
    public var caseload: String
    /// The sites that were compared.
    public var sites: [String]
    /// What changed in the versions.
    public var changes: VersionChanges
    /// What came of it.
    public var report: ComparisonReport
    /// Few cases that show every kind of flip.
    public var examples: [Example]
    /// The caseload around moved thresholds.
    public var histograms: [ThresholdHistogram]
    /// The search for a counter-example, if no outcome changed.
    public var search: CounterExampleSearch.Result?

    /// Compares over a caseload.
    ///
    /// - Parameters:
    ///   - comparison: The two versions and what is asked.
    ///   - caseload: The case files; read twice if there are histograms.
    ///   - options: Threads and limits.
    ///   - progress: Called with the number of files decided.
    ///   - each: Called with every flip, in the order of the files.
    /// - Returns: The difference.
    /// - Throws: What reading the caseload or `each` throws.
    public static func run(
        _ comparison: CaseloadComparison, over caseload: Caseload, options: Options,
        progress: (Int) -> Void = { _ in }, each: (AnswerFlip) throws -> Void = { _ in }
    ) async throws -> PolicyDiff {
        var report = ComparisonReport(limit: options.limit)
        var first: [CaseFile] = []
        let sites = comparison.sites
        var lastDay: Day?
        if !sites.isEmpty {
            let next = try caseload.open()
            while let files = try next() {
                let compared = await comparison.compare(files, threads: options.threads)
                for (file, comparison) in zip(files, compared) {
                    report.add(file, comparison)
                    for flip in comparison.flips { try each(flip) }
                    lastDay = max(lastDay ?? file.observedOn, file.observedOn)
                    if comparison.isCompared, first.count < 60 { first.append(file) }
                }
                progress(report.files)
            }
        }
        let examples = report.cover.examples()
        var histograms: [ThresholdHistogram] = []
        if options.histograms, !examples.isEmpty {
            var study = ThresholdStudy(comparison, report: report, examples: examples)
            if !study.thresholds.isEmpty {
                let next = try caseload.open()
                while let files = try next() { await study.add(files, threads: options.threads) }
                histograms = study.histograms
            }
        }
        var search: CounterExampleSearch.Result?
        if report.outcomes.flips == 0, options.search > 0, !sites.isEmpty {
            let day = comparison.day ?? lastDay ?? Day(epochDay: 17_956)
            let bases =
                first.map { CounterExampleSearch.Start(source: $0.fileID, file: $0) }
                + Self.fixtures(comparison.new, sites: sites, on: day)
            search = CounterExampleSearch(comparison, budget: options.search).search(bases)
        }
        return PolicyDiff(
            oldName: comparison.old.label, newName: comparison.new.label, day: comparison.day,
            caseload: caseload.name, sites: sites,
            changes: VersionChanges(
                old: comparison.old, new: comparison.new,
                asOf: comparison.day ?? lastDay ?? Day(epochDay: 17_956)),
            report: report, examples: await shown(examples, comparison), histograms: histograms,
            search: search)
    }

    /// The examples with one flip of each kind that no earlier one showed.
    private static func shown(
        _ examples: [ExampleCase], _ comparison: CaseloadComparison
    ) async -> [Example] {
        var shown: Set<FlipKind> = []
        var result: [Example] = []
        for example in examples {
            let flips = await comparison.compare([example.file], threads: 1).flatMap(\.flips)
            let new = flips.filter { shown.insert($0.kind).inserted }
                .sorted { ($0.change, $0.kind) < ($1.change, $1.kind) }
            result.append(Example(file: example.file, site: example.site, flips: new))
        }
        return result
    }

    /// The showcase parent and the tests' fixtures, at every site compared.
    private static func fixtures(_ version: LoadedVersion, sites: [String], on day: Day)
        -> [CounterExampleSearch.Start]
    {
        let fixtures = Fixtures(tree: version.tree)
        let reader = CaseFileReader()
        let folder = "policies/fixtures"
        let made = version.tree.paths(in: folder, ending: ".yaml").compactMap {
            path -> CounterExampleSearch.Start? in
            let name = String(path.dropFirst(folder.count + 1).dropLast(".yaml".count))
            guard let file = try? fixtures.file(name) else { return nil }
            let read = try? reader.read(file.canonicalBytes())
            return read.map { CounterExampleSearch.Start(source: "fixture \(name)", file: $0) }
        }
        return sites.compactMap { SiteID(word: $0) }.flatMap { site in
            let showcase = Sampler.showcase(site: site, asOf: day)
            return [CounterExampleSearch.Start(source: "the showcase parent", file: showcase)]
                + made.map { start in
                    var moved = start
                    moved.file.site = site
                    return moved
                }
        }
    }
}
