import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench
import Synchronization

extension PolicyDesk {
    /// Loads every site for the first time; sites that fail don't stop the others.
    @discardableResult
    public func start() async -> ReloadAttempt { await reload(why: .start, by: "service") }

    /// Reads the source again, and lets what is new and sound decide.
    ///
    /// Because of a file only those sites are judged of which a file changed.
    /// Attempts run one after another. While one waits that was asked for because of a file, others
    /// for the same cause join it.
    /// - Parameters:
    ///   - cause: What makes the service look.
    ///   - who: Who asks, or the name of the service's part.
    ///   - why: Why, in the words of who asks.
    /// - Returns: The attempt, when it is over and recorded; one without a number if a file changed that
    ///   concerns no site, which is not recorded.
    @discardableResult
    public func reload(why cause: ReloadCause, by who: String, because why: String = "") async
        -> ReloadAttempt
    {
        let attempt = await attempts.run(coalesces: cause == .fileChange) { [self] in
            let draft = draft(cause, who, why, "\(options.source)")
            return await judge(await read(), draft)
        }
        return attempt ?? draft(cause, who, why, "\(options.source)").attempt
    }

    /// Asks the address whether it has something new, and lets that decide.
    ///
    /// - Returns: The attempt; nil if there is nothing new, or the same failure as the last time.
    @discardableResult
    public func poll() async -> ReloadAttempt? {
        guard case .url(let address) = options.source else { return nil }
        return await attempts.run { [self] in
            let draft = draft(.poll, "poll", "", "\(options.source)")
            let (tag, digest) = records.withLock { ($0.tag, $0.digest) }
            let active = draft.live.compactMapValues(\.origin.bundle)
            let found = await fetcher.read(address, tag: tag, digest: digest, active: active)
            let isKnown = records.withLock { records in
                records.source.checked = options.clock()
                guard let found else {
                    (records.source.problem, records.source.failures) = (nil, 0)
                    return true
                }
                guard let problem = found.sourceProblem else {
                    return !found.problems.isEmpty && found.problems == records.problems
                        && found.digest == records.problemDigest
                }
                guard records.source.problem == ReloadFinding(problem) else { return false }
                records.source.failures += 1
                return true
            }
            guard let found, !isKnown else { return nil }
            return await judge(found, draft)
        }
    }

    /// Activates a bundle that somebody sends.
    ///
    /// It stays until the source changes or somebody asks for a reload, also over a restart.
    /// - Parameters:
    ///   - bytes: The bundle; its keys must be valid today.
    ///   - sites: The sites to change; all of the bundle if nil.
    ///   - ignoresBase: Whether a bundle is taken that was made to change another one than is live.
    ///   - who: Who sends it.
    ///   - why: Why.
    /// - Returns: The attempt; where a site was refused, nothing changed there.
    public func put(
        _ bytes: [UInt8], sites: [String]? = nil, ignoresBase: Bool = false, by who: String,
        why: String
    ) async -> ReloadAttempt {
        let attempt = await attempts.run { [self] in
            let draft = draft(.put, who, why, "bundle from \(who)")
            var reading = SourceReading()
            do throws(PolicyProblem) {
                let bundle = try BundleReport(
                    bytes: bytes, file: "bundle", trust: options.trust, releasedOn: today
                ).bundle()
                if !ignoresBase { try checkBase(of: bundle, draft.live, sites) }
                try reading.add(bundle, sites: sites, kind: .put, place: "bundle from \(who)")
            } catch {
                reading.sourceProblem = error
                for site in sites ?? [] { reading.problems[site] = [error] }
            }
            return await judge(reading, draft)
        }
        return attempt ?? draft(.put, who, why, "").attempt
    }

    private func checkBase(
        of bundle: PolicyBundle, _ live: [String: LivePolicy], _ sites: [String]?
    ) throws(PolicyProblem) {
        guard let base = bundle.manifest.base else { return }
        for site in sites ?? bundle.manifest.sites.map(\.id) {
            guard let active = live[site]?.origin.bundle, active != base, active != bundle.hash
            else { continue }
            throw PolicyProblem(
                code: "release.base",
                message: "the bundle was made to change \(base.prefix(12)), and "
                    + "\(active.prefix(12)) is active at \(site): it would undo what came between",
                file: "bundle",
                suggestion: "build it again with the active bundle as its base, or ignore the base")
        }
    }

    /// The day in UTC.
    var today: Day {
        Day(
            epochDay: Int32(
                clamping: Int((options.clock().timeIntervalSince1970 / 86400).rounded(.down))))
    }

    // MARK: An attempt

    /// Begins an attempt.
    func draft(_ cause: ReloadCause, _ who: String, _ why: String, _ source: String)
        -> AttemptDraft
    {
        AttemptDraft(
            attempt: ReloadAttempt(
                number: 0, began: options.clock(), milliseconds: 0, cause: cause, who: who,
                why: why,
                source: source, sites: [], findings: []), live: board.withLock(\.live))
    }

    private func read() async -> SourceReading {
        guard case .url(let address) = options.source else {
            return await OwnThread.run { [reader] in reader.readFiles() }
        }
        let found = await fetcher.read(address)
        records.withLock { $0.source.checked = options.clock() }
        return found ?? SourceReading()
    }

    private func judge(_ reading: SourceReading, _ draft: AttemptDraft) async -> ReloadAttempt? {
        await OwnThread.run(givingWay: draft.attempt.cause != .start) { [self] in
            var draft = draft
            draft.attempt.number = records.withLock { $0.log.next }
            Judgment(desk: self, reading: reading).pass(&draft)
            let isNothing = draft.attempt.sites.isEmpty && draft.attempt.findings.isEmpty
            return isNothing && draft.cause.isAboutChange ? nil : finish(draft)
        }
    }

    /// Lets everything that passed decide at once, and records the attempt.
    func finish(_ draft: AttemptDraft) -> ReloadAttempt {
        var attempt = draft.attempt
        attempt.sites.sort { $0.site < $1.site }
        board.withLock { board in
            board.live.merge(draft.swaps) { $1 }
            for site in draft.swaps.keys { board.unavailable[site] = nil }
            board.unavailable.merge(draft.unavailable) { $1 }
            board.hasStarted = true
        }
        windows.withLock { windows in
            for (site, live) in draft.swaps {
                windows[site] =
                    draft.watched.contains(site)
                    ? FailureWindow(hash: live.hash, since: live.since) : nil
            }
        }
        attempt.milliseconds = Int((draft.started.duration(to: .now).seconds * 1000).rounded())
        records.withLock { records in
            for site in attempt.sites {
                records.last[site.site] = attempt.number
                switch site.result {
                case .refused where attempt.cause.isAboutSource, .keptLastGood:
                    let source = attempt.findings.first
                    records.refusals[site.site] = (
                        source.map { "\($0.place): \($0.message)" } ?? site.reason, site.findings
                    )
                case .refused, .shadowing: break
                default: records.refusals[site.site] = nil
                }
            }
            do throws(PolicyProblem) {
                try records.log.add(attempt)
            } catch {
                attempt.findings.append(ReloadFinding(error))
            }
        }
        options.record(attempt)
        return attempt
    }
}

extension ReloadCause {
    /// Whether it is about what the source has.
    var isAboutSource: Bool { isUnasked || self == .signal }
}
