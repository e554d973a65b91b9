import CaseModel
import CaseStore
import PolicyHost

/// A run that is about to be worked on.
struct SweepStart: Sendable {
    var run: SweepRun
    var policy: SitePolicy
    var wasResumed: Bool
    /// Whether the policies have changed since the run began.
    var policiesHaveChanged = false
}

extension Sweep {
    /// Begins a run, or takes up the unfinished one with the policies it began with.
    func begin(_ site: SiteID) throws -> SweepStart {
        let unfinished = try store.unfinishedRun(site: site)
        if let unfinished, !options.abandonsUnfinished { return try resume(unfinished) }
        if let last = try store.lastActiveRun(site: site), options.asOf < last.asOf {
            throw SweepProblem(
                code: .earlierDay,
                message: "it was swept as of \(last.asOf), and \(options.asOf) lies before."
                    + " Is the day misspelled, or the clock set back? `accord dry-run --db` decides"
                    + " as of any day and keeps nothing")
        }
        let policy = try currentPolicy(of: site)
        if let unfinished { _ = try store.stop(unfinished, reason: "given up") }
        let kept = KeptPolicy(policy, from: tree)
        let run = try store.beginRun(
            site: site, asOf: options.asOf,
            policy: StoredPolicy(hash: kept.hash, bytes: kept.bytes), isFull: options.isFull,
            actor: "sweep")
        return SweepStart(run: run, policy: policy, wasResumed: false)
    }

    private func resume(_ run: SweepRun) throws -> SweepStart {
        guard run.asOf == options.asOf else {
            throw SweepProblem(
                code: .otherDay,
                message: "a sweep as of \(run.asOf) is unfinished (\(run.counts.files) case files"
                    + " are done). Finish it with `--as-of \(run.asOf)`, or give it up with"
                    + " `--abandon`")
        }
        let current = host.sites[run.site.word]
        if let current, current.hash == run.policyHash {
            return SweepStart(run: try store.resume(run), policy: current, wasResumed: true)
        }
        let stored = try store.keptPolicy(hash: run.policyHash)
        let policy: SitePolicy
        do throws(PolicyProblem) {
            policy = try KeptPolicy(hash: stored.hash, bytes: stored.bytes).load(site: run.site)
        } catch {
            throw SweepProblem(
                code: .noPolicy,
                message: "\(error)\ngive the unfinished sweep up with `--abandon`")
        }
        return SweepStart(
            run: try store.resume(run), policy: policy, wasResumed: true,
            policiesHaveChanged: true)
    }

    private func currentPolicy(of site: SiteID) throws(SweepProblem) -> SitePolicy {
        if let policy = host.sites[site.word] { return policy }
        let problems = (host.problems[site.word] ?? []).filter { $0.severity == .error }
        throw SweepProblem(
            code: .noPolicy,
            message: problems.isEmpty
                ? "there are no policies of this site; `accord sites` lists those that there are"
                : (["its policies do not load; `accord check` says more"]
                    + problems.prefix(20).map(\.description)).joined(separator: "\n"))
    }
}
