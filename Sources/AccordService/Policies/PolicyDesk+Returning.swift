import Foundation
import PolicyHost
import Synchronization

extension PolicyDesk {
    /// Goes back to an earlier version that was good.
    ///
    /// It is loaded, compared with its hash, and decides at once; its tests are not run again. What
    /// the source has is not activated until it changes or somebody asks for a reload.
    /// - Parameters:
    ///   - site: The site; all that have the version if nil.
    ///   - hash: `previous`, or at least six digits of the hash of policies or of a bundle.
    ///   - who: Who asks.
    ///   - why: Why.
    /// - Returns: The attempt; a site without such a version is refused and stays as it is.
    public func rollback(site: String? = nil, to hash: String, by who: String, why: String) async
        -> ReloadAttempt
    {
        let attempt = await attempts.run { [self] in
            let draft = draft(.rollback, who, why, "kept versions")
            return await OwnThread.run { [self] in
                var draft = draft
                draft.attempt.number = records.withLock { $0.log.next }
                goBack(&draft, site, hash)
                return finish(draft)
            }
        }
        return attempt ?? draft(.rollback, who, why, "").attempt
    }

    private func goBack(_ draft: inout AttemptDraft, _ site: String?, _ hash: String) {
        let kept = records.withLock { $0.kept }
        let sites = site.map { [$0] } ?? kept.sites.keys.sorted()
        for site in sites {
            guard let version = kept.version(hash, at: site, current: draft.live[site]?.hash) else {
                continue
            }
            var result = SiteAttempt(site, .unchanged, before: draft.live[site]?.hash)
            if version.hash != result.before { restore(version, kept, &result, &draft) }
            draft.add(result)
        }
        guard draft.attempt.sites.isEmpty else { return }
        let problem = PolicyProblem(
            code: "kept.no-version",
            message: hash == "previous"
                ? "there is no earlier good version of \(site ?? "any site")"
                : "no kept version of \(site ?? "any site") begins with `\(hash)`, or several do",
            file: kept.place, suggestion: "the status lists the versions; write at least 6 digits")
        draft.attempt.findings.append(ReloadFinding(problem))
        if let site { draft.add(draft.refusal(site, [problem])) }
    }

    private func restore(
        _ version: KeptVersion, _ kept: KeptVersions, _ result: inout SiteAttempt,
        _ draft: inout AttemptDraft
    ) {
        result.tried = version.hash
        result.bundle = version.bundle
        do throws(PolicyProblem) {
            let (policy, tree) = try kept.restored(version.hash, at: result.site)
            result.result = .activated
            activate(
                policy, tree,
                PolicyOrigin(kind: .kept, place: kept.place, bundle: version.bundle), &result,
                &draft)
        } catch {
            result.result = .refused
            result.add([error])
        }
    }

    // MARK: Automatic return

    /// Takes note of decisions, so that a version that fails too often is taken back.
    ///
    /// Costs a short lock, and looks at the clock only while a version is newly activated.
    /// - Parameters:
    ///   - site: The site.
    ///   - hash: The hash of the policies that decided.
    ///   - decided: How many decisions were made.
    ///   - failed: How many of them failed, because a policy stopped with an error.
    public func note(site: String, hash: String, decided: Int, failed: Int) {
        guard let bounds = options.automaticReturn else { return }
        let tripped = windows.withLock { windows -> FailureWindow? in
            guard let since = windows[site]?.since, windows[site]?.hash == hash else { return nil }
            guard options.clock().timeIntervalSince(since) <= bounds.watched else {
                windows[site] = nil
                return nil
            }
            // Changed where it is: a copy of the batches for every decision would cost more.
            let isTooMuch = windows[site]?.add(decided: decided, failed: failed, bounds: bounds)
            return isTooMuch == true ? windows.removeValue(forKey: site) : nil
        }
        guard let tripped else { return }
        Task { await returnToLastGood(site, tripped) }
    }

    private func returnToLastGood(_ site: String, _ window: FailureWindow) async {
        _ = await attempts.run { [self] in
            let why = "\(window.failed) of the last \(window.decided) decisions failed"
            let draft = draft(.automaticReturn, "service", why, "kept versions")
            // Somebody may have changed it while other attempts ran.
            guard draft.live[site]?.hash == window.hash else { return nil }
            return await OwnThread.run { [self] in
                var draft = draft
                draft.attempt.number = records.withLock { records in
                    records.kept.markFaulty(window.hash, at: site)
                    return records.log.next
                }
                goBack(&draft, site, "previous")
                if let index = draft.attempt.sites.firstIndex(where: { $0.site == site }) {
                    draft.attempt.sites[index].decided = window.decided
                    draft.attempt.sites[index].failed = window.failed
                }
                return finish(draft)
            }
        }
    }
}
