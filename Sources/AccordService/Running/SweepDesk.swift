import CaseModel
import CaseStore
import Casework
import Dispatch
import Logging
import PolicyHost
import Synchronization

/// Runs sweeps beside the requests, one a site, each on a thread of its own.
///
/// A sweep decides with the policy that was live when it began, whatever is loaded meanwhile.
final class SweepDesk: Sendable {
    private let store: CaseStore
    private let threads: Int
    private let metrics: ServiceMetrics
    private let logger: Logger
    private struct State {
        var running: Set<String> = []
        var isStopping = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())

    init(store: CaseStore, threads: Int, metrics: ServiceMetrics, logger: Logger) {
        self.store = store
        self.threads = threads
        self.metrics = metrics
        self.logger = logger
    }

    /// Starts a site's sweep, or goes on with one that was paused.
    ///
    /// - Throws: ``Problem`` if the site is being swept already.
    func start(_ live: LivePolicy, asOf day: Day, isFull: Bool, by actor: String) throws(Problem) {
        let site = live.policy.config.id
        guard let id = SiteID(word: site) else {
            throw Problem(.notFound, "There is no such site.")
        }
        let isNew = state.withLock { !$0.isStopping && $0.running.insert(site).inserted }
        guard isNew else { throw Problem(.conflict, "A sweep of \(site) runs already.") }
        var options = SweepOptions(asOf: day)
        options.threads = threads
        options.isFull = isFull
        let sweep = Sweep(
            store: store, host: PolicyHost(of: [live.policy]), tree: live.tree, options: options)
        metrics.sweeping(site: site, true)
        logger.info(
            "sweep begins",
            metadata: ["event": "sweep_begin", "site": "\(site)", "actor": "\(actor)"])
        DispatchQueue.global(qos: .utility).async { [self] in
            run(sweep, id)
            metrics.sweeping(site: site, false)
            let waiting = state.withLock { state in
                state.running.remove(site)
                guard state.running.isEmpty else { return [CheckedContinuation<Void, Never>]() }
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
    }

    private func run(_ sweep: Sweep, _ site: SiteID) {
        do {
            let report = try sweep.run(sites: [site]) { [self] in
                state.withLock(\.isStopping)
            }
            for case (_, .refused(let problem)) in report.sites {
                logger.warning(
                    "sweep refused",
                    metadata: [
                        "event": "sweep_refused", "site": "\(site.word)",
                        "code": "\(problem.code.rawValue)",
                    ])
            }
            logger.info("sweep ended", metadata: ["event": "sweep_end", "site": "\(site.word)"])
        } catch {
            metrics.alerted("sweep")
            logger.error(
                "sweep failed",
                metadata: [
                    "event": "sweep_failed", "site": "\(site.word)", "error": "\(type(of: error))",
                ])
        }
    }

    /// Asks a site's sweep to pause after the chunk it is at.
    func pause(_ site: SiteID) throws { try store.askToPause(site: site) }

    /// Pauses every sweep and waits until all have written what they had begun.
    func stop() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isStopping = true
                guard !state.running.isEmpty else { return true }
                state.waiting.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
    }
}
