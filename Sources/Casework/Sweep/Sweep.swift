public import CaseModel
public import CaseStore
public import PolicyHost

/// What happens while sites are swept, for whoever watches.
public enum SweepEvent: Sendable {
    /// A run began, or an earlier one is gone on with.
    case begun(SweepRun, wasResumed: Bool, policiesHaveChanged: Bool)
    /// So many case files of a run were looked at, of so many; since it began or was gone on with.
    case progress(SweepRun, files: Int, of: Int)
    /// A run ended: activated, stopped or paused.
    case ended(SiteSweep)
    /// A site was not swept.
    case refused(SiteID, SweepProblem)
}

/// Decides the caseload of sites and keeps the proof.
///
/// A site's run goes through the case files in the order of their ids, a chunk at a time. What a
/// chunk comes to is written in one transaction, and counts only when the last chunk is in. A run
/// that was killed or paused is gone on with behind its last chunk, by the policies it began with.
public struct Sweep: Sendable {
    /// Where the case files and the decisions are.
    public let store: CaseStore
    /// The loaded policies.
    public let host: PolicyHost
    /// The tree that the policies were loaded from.
    public let tree: PolicyTree
    /// What to sweep with.
    public let options: SweepOptions

    /// Makes a sweep; nothing is read or written yet.
    public init(store: CaseStore, host: PolicyHost, tree: PolicyTree, options: SweepOptions) {
        self.store = store
        self.host = host
        self.tree = tree
        self.options = options
    }

    /// Sweeps sites one after the other; what keeps one from being swept does not stop the others.
    ///
    /// - Parameters:
    ///   - sites: The sites in their order.
    ///   - isPauseWanted: Asked after each chunk; the run is then paused, and the sites after it
    ///     are not begun.
    ///   - watch: Told what happens, by one thread at a time.
    /// - Returns: What came of each site that was begun or refused.
    /// - Throws: ``CaseStoreError`` if the store can't be read or written; what was written before
    ///   stays, and the next sweep goes on with it.
    public func run(
        sites: [SiteID], isPauseWanted: @escaping @Sendable () -> Bool = { false },
        watch: @escaping @Sendable (SweepEvent) -> Void = { _ in }
    ) throws -> SweepReport {
        var report = SweepReport()
        for site in sites where !isPauseWanted() {
            do {
                let swept = try sweep(site, isPauseWanted, watch)
                report.add(.swept(swept), of: site)
                watch(.ended(swept))
            } catch let problem as SweepProblem {
                report.add(.refused(problem), of: site)
                watch(.refused(site, problem))
            }
        }
        return report
    }

    private func sweep(
        _ site: SiteID, _ isPauseWanted: @escaping @Sendable () -> Bool,
        _ watch: @escaping @Sendable (SweepEvent) -> Void
    ) throws -> SiteSweep {
        let lock = try taken(site)
        defer { withExtendedLifetime(lock) {} }
        let start = try begin(site)
        watch(
            .begun(
                start.run, wasResumed: start.wasResumed,
                policiesHaveChanged: start.policiesHaveChanged))
        let runner = SweepRunner(
            store: store, start: start, options: options, isPauseWanted: isPauseWanted,
            watch: watch)
        return try runner.run()
    }

    /// The right to sweep a site; its holder must be kept until the end.
    private func taken(_ site: SiteID) throws -> SweepLock {
        do {
            return try SweepLock(store, site: site)
        } catch let error as CaseStoreError where error.code == .sweeping {
            throw SweepProblem(
                code: .held, message: "\(error.message); `accord sweep pause` pauses it")
        }
    }
}
