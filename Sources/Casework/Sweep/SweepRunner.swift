import CaseModel
import CaseStore
import PolicyHost
import Synchronization

/// Works through one run: reads, decides and writes chunk after chunk, and ends it.
struct SweepRunner: Sendable {
    let store: CaseStore
    let start: SweepStart
    let options: SweepOptions
    let isPauseWanted: @Sendable () -> Bool
    let watch: @Sendable (SweepEvent) -> Void

    /// How far the run has come; touched by the thread that hands on.
    private struct Course: Sendable {
        var run: SweepRun
        var failures = FailureTally()
        var end = End.reached

        enum End {
            case reached, paused, tooManyFailures
        }
    }

    /// A share of fewer files than this says nothing.
    private static let leastFiles = 200
    /// How many ranges are found at once.
    private static let rangesAhead = 64

    func run() throws -> SiteSweep {
        let clock = ContinuousClock()
        let began = clock.now
        let course = try workedThrough()
        let run =
            switch course.end {
            case .reached: try store.activate(course.run)
            case .paused: try store.pause(course.run)
            case .tooManyFailures: try store.stop(course.run, reason: excess(course.run.counts))
            }
        let overrides =
            run.state == .active
            ? try OverrideReview(store: store, policy: start.policy, after: run).run()
            : OverrideReview.Report()
        let (seconds, attoseconds) = began.duration(to: clock.now).components
        return SiteSweep(
            run: run, seconds: Double(seconds) + Double(attoseconds) / 1e18,
            wasResumed: start.wasResumed, policiesHaveChanged: start.policiesHaveChanged,
            failures: course.failures, overrides: overrides)
    }

    private func workedThrough() throws -> Course {
        let total = try store.countCandidates(start.run).candidates
        // Counted from the start of the run also where it goes on after a pause, so that the chunks
        // are the same however often it pauses.
        let chunkFiles = options.filesInChunk(of: start.run.counts.files + total)
        let course = Mutex(Course(run: start.run))
        let last = Mutex(start.run.cursor)
        watch(.progress(start.run, files: 0, of: total))
        let pipeline = OrderedPipeline<SweepRange, DecidedChunk>(
            threads: options.threads,
            find: {
                try last.withLock { last in
                    let ranges = try store.ranges(
                        of: start.run, after: last, files: chunkFiles,
                        limit: Self.rangesAhead)
                    last = ranges.last?.last ?? last
                    return ranges
                }
            },
            handOn: { decided in
                try course.withLock { try write(decided, &$0, total: total) }
            })
        try pipeline.run {
            let decider = try ChunkDecider(store: store, run: start.run, policy: start.policy)
            return { try decider.decide($0) }
        }
        return course.withLock(\.self)
    }

    /// Writes a chunk and says how to go on.
    private func write(_ decided: DecidedChunk, _ course: inout Course, total: Int) throws
        -> PipelineCourse
    {
        course.run = try store.commit(decided.chunk, of: course.run)
        course.failures.add(decided.failures)
        let counts = course.run.counts
        watch(.progress(course.run, files: counts.files - start.run.counts.files, of: total))
        if isTooMuch(counts) {
            course.end = .tooManyFailures
            return .end
        }
        guard try isPauseWanted() || store.isPauseAsked(site: course.run.site) else { return .goOn }
        course.end = .paused
        return .wayOut
    }

    /// Whether more of the files looked at newly fail than is borne.
    ///
    /// What failed in the same way before was borne then: a few cases that go on failing would
    /// otherwise stop every night on which little else is looked at.
    private func isTooMuch(_ counts: SweepCounts) -> Bool {
        let files = max(counts.files, Self.leastFiles)
        return Double(counts.failing) > options.errorBound / 100 * Double(files)
    }

    private func excess(_ counts: SweepCounts) -> String {
        "\(counts.failing) of \(counts.files) case files could not be decided,"
            + " more than \(percent(options.errorBound))"
    }

    private func percent(_ share: Double) -> String {
        share == share.rounded() ? "\(Int(share))%" : "\(share)%"
    }
}
