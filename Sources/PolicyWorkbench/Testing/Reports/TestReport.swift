/// How a test run is written.
public enum TestReportFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// One JSON object with a `schema_version`.
    case json
    /// JUnit XML, as build servers read it.
    case junit
    /// The Test Anything Protocol, as `prove` reads it.
    case tap
}

/// Writes what became of tests; the same results are the same bytes.
public struct TestReport {
    let run: PolicyTestRun
    let coverage: CoverageReport?

    /// Marks for words of the text form; they change no word.
    public struct Marks {
        /// Marks a heading.
        public var strong: (String) -> String
        /// Marks a failure.
        public var bad: (String) -> String
        /// Marks what matters less.
        public var faint: (String) -> String

        /// Creates marks; none by default.
        public init(
            strong: @escaping (String) -> String = { $0 },
            bad: @escaping (String) -> String = { $0 },
            faint: @escaping (String) -> String = { $0 }
        ) {
            self.strong = strong
            self.bad = bad
            self.faint = faint
        }
    }

    /// Creates a report of a run, in JSON with what its tests reach.
    public init(_ run: PolicyTestRun, coverage: CoverageReport? = nil) {
        self.run = run
        self.coverage = coverage
    }

    /// The report in a format, ending in a line break.
    public func written(as format: TestReportFormat, marks: Marks = Marks()) -> String {
        switch format {
        case .text: text(marks)
        case .json: json
        case .junit: junit
        case .tap: tap
        }
    }

    var summary: String {
        "\(run.results.count - run.failed.count) passed, \(run.failed.count) failed"
    }
}
