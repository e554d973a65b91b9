import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench
import Synchronization

/// What decides at each site now, and how other policies take its place.
///
/// Reading is one short lock; it never waits while policies are loaded. Other policies are read,
/// verified, loaded and tested beside those that decide, on a thread of their own, and then take
/// their place at all sites at once. A site whose candidate is refused goes on as before, or by the
/// last version that was good, or answers why it can't decide.
///
///     let desk = PolicyDesk(options)
///     await desk.start()
///     let live = try desk.live("oh-stark")
///     let decisions = live.policy.decide(file, asOf: day)
///     desk.note(site: "oh-stark", hash: live.hash, decided: 1, failed: 0)
public final class PolicyDesk: Sendable {
    /// How it loads, keeps and judges.
    public let options: PolicyDeskOptions
    let reader: SourceReader
    let fetcher: PolicyFetcher
    let attempts = AttemptQueue()
    let board = Mutex(Board())
    let records: Mutex<Records>
    let windows = Mutex<[String: FailureWindow]>([:])
    let shadows: ShadowQueue

    /// What decisions look at.
    struct Board: Sendable {
        var live: [String: LivePolicy] = [:]
        var unavailable: [String: SiteUnavailable] = [:]
        /// Whether a first attempt is over.
        var hasStarted = false
    }

    /// What attempts know of those before.
    struct Records: Sendable {
        var kept: KeptVersions
        var log: AttemptLog
        /// The files of the source as they were when a site was last judged by them.
        var judged: [String: PolicyTree] = [:]
        /// The hash of what the source has, by site.
        var seen: [String: String] = [:]
        /// Why what the source has was refused, by site.
        var refusals: [String: (reason: String, findings: [ReloadFinding])] = [:]
        /// The last attempt that was about a site.
        var last: [String: Int] = [:]
        var listing: FolderListing?
        var tag: String?
        var digest: String?
        /// Why sites had no candidate, and the document that named them.
        var problems: [String: [PolicyProblem]] = [:]
        var problemDigest: String?
        var source: SourceStatus
    }

    /// Creates a desk at which nothing decides before ``start()``.
    public init(_ options: PolicyDeskOptions) {
        self.options = options
        reader = SourceReader(options: options)
        fetcher = PolicyFetcher(options: options)
        shadows = ShadowQueue(limit: options.shadowQueue)
        records = Mutex(
            Records(
                kept: KeptVersions(folder: options.stateFolder, most: options.keptVersions),
                log: AttemptLog(folder: options.stateFolder),
                source: SourceStatus(source: "\(options.source)", failures: 0)))
    }

    // MARK: Deciding

    /// What decides at a site now.
    ///
    /// - Throws: ``SiteUnavailable`` with the reason if nothing does.
    public func live(_ site: String) throws(SiteUnavailable) -> LivePolicy {
        let (live, unavailable) = board.withLock { ($0.live[site], $0.unavailable[site]) }
        if let live { return live }
        throw unavailable ?? unknown(site)
    }

    /// What decides at every site that can, at one moment.
    public func live() -> [String: LivePolicy] { board.withLock(\.live) }

    /// The sites that are served, whether they can decide or not, sorted.
    public var sites: [String] {
        board.withLock { Set($0.live.keys).union($0.unavailable.keys) }.sorted()
    }

    private func unknown(_ site: String) -> SiteUnavailable {
        guard board.withLock(\.hasStarted) else {
            return SiteUnavailable(
                site: site, code: "site.starting",
                reason: "the policies are being loaded; try again",
                findings: [])
        }
        let near = EditDistance.nearest(site, in: sites)
        return SiteUnavailable(
            site: site, code: "site.unknown",
            reason: "no site is called `\(site)`" + (near.map { "; did you mean `\($0)`?" } ?? ""),
            findings: [])
    }

    // MARK: Status

    /// How each site fares, by id.
    public func status() -> [SiteStatus] {
        let (live, unavailable) = board.withLock { ($0.live, $0.unavailable) }
        return records.withLock { records in
            Set(live.keys).union(unavailable.keys).sorted().map { site in
                let now = live[site]
                let kept = records.kept.sites[site]
                let refusal = records.refusals[site]
                var reason = unavailable[site]?.reason ?? refusal?.reason
                if reason == nil, let held = kept?.held {
                    reason =
                        "the source has the policies \(held.prefix(12)), which wait until they "
                        + "change or somebody asks for a reload"
                }
                return SiteStatus(
                    site: site,
                    state: now.map { $0.isLastGood ? .servingLastGood : .serving } ?? .unavailable,
                    hash: now?.hash, origin: now?.origin, since: now?.since, attempt: now?.attempt,
                    reason: reason, findings: refusal?.findings ?? [],
                    lastAttempt: records.last[site], heldBack: kept?.held,
                    kept: kept?.versions ?? [], shadow: shadows.run(of: site)?.policy.hash)
            }
        }
    }

    /// How the source fares.
    public func sourceStatus() -> SourceStatus { records.withLock(\.source) }

    /// What of the attempts before this start could not be read, in a sentence; nil if all could.
    public var historyFault: String? { records.withLock { $0.log.fault } }

    /// The last attempts, also of before this start, newest first, at most 100.
    ///
    /// All of them are in `attempts.ndjson` in the state folder.
    public func attempts(_ limit: Int = 100) -> [ReloadAttempt] {
        records.withLock { $0.log.attempts.suffix(max(limit, 0)).reversed() }
    }
}
