import Foundation
import PolicyHost
import PolicyWorkbench
import Synchronization

/// Decides for each site whether what was read may decide there.
struct Judgment {
    let desk: PolicyDesk
    let reading: SourceReading

    /// Goes through all sites; what passes is kept on disk and noted in the draft.
    func pass(_ draft: inout AttemptDraft) {
        if let problem = reading.sourceProblem {
            draft.attempt.findings.append(ReloadFinding(problem))
        }
        let wanted = desk.options.sites
        for site in reading.unchanged where wanted?.contains(site) ?? true {
            // What was refused before and is there now is told, because the status says otherwise.
            if draft.cause.isAboutChange, !desk.records.withLock({ $0.refusals[site] != nil }) {
                continue
            }
            draft.add(SiteAttempt(site, .unchanged, before: draft.live[site]?.hash))
        }
        for candidate in reading.candidates {
            if let wanted, !candidate.sites.contains(where: wanted.contains) {
                let problem = PolicyProblem(
                    code: "site.unknown",
                    message: "none of its sites is served here: "
                        + candidate.sites.joined(separator: ", "), file: candidate.origin.place,
                    suggestion: "served are \(wanted.joined(separator: ", "))")
                draft.attempt.findings.append(ReloadFinding(problem))
            }
            judge(candidate, candidate.sites.filter { wanted?.contains($0) ?? true }, &draft)
        }
        for (site, problems) in reading.problems where wanted?.contains(site) ?? true {
            desk.records.withLock { $0.judged[site] = nil }
            refuse(draft.refusal(site, problems), &draft)
        }
        if draft.cause.isAboutSource { refuseMissing(&draft) }
        if draft.cause.isAboutSource { remember() }
    }

    /// Sites that should be there and are not.
    private func refuseMissing(_ draft: inout AttemptDraft) {
        let found = reading.sites
        let kept = desk.records.withLock { Array($0.kept.sites.keys) }
        // Without a source that can be read, the sites are those that were good before.
        let expected =
            desk.options.sites ?? (draft.live.keys + (reading.sourceProblem == nil ? [] : kept))
        if reading.sourceProblem != nil { desk.records.withLock { $0.judged = [:] } }
        for site in Set(expected).sorted() where !found.contains(site) {
            let nothing = PolicyTree(files: [:])
            guard reading.sourceProblem != nil || isNews(nothing, at: site, draft) else { continue }
            let problem = PolicyProblem(
                code: "site.missing", message: "the source has no site `\(site)`",
                file: "site-configs/\(site)",
                suggestion: "put its folder back; a site is taken away by a restart")
            refuse(draft.refusal(site, reading.sourceProblem.map { [$0] } ?? [problem]), &draft)
        }
    }

    /// Notes what the source looked like, so that a change of it is seen.
    private func remember() {
        desk.records.withLock { records in
            records.listing = reading.listing
            // What could not be fetched is asked for again.
            let isWhole = reading.sourceProblem == nil && reading.problems.isEmpty
            records.tag = isWhole ? reading.tag : nil
            records.digest = isWhole ? reading.digest : nil
            records.problems = reading.problems
            records.problemDigest = reading.digest
            records.source.checked = desk.options.clock()
            records.source.problem = reading.sourceProblem.map { ReloadFinding($0) }
            records.source.failures = reading.sourceProblem == nil ? 0 : records.source.failures + 1
        }
    }

    // MARK: One candidate

    private func judge(
        _ candidate: PolicyCandidate, _ sites: [String], _ draft: inout AttemptDraft
    ) {
        let live = draft.live
        let held = desk.records.withLock { records in
            records.kept.sites.compactMapValues(\.held)
        }
        let isUnasked = draft.cause.isUnasked
        let asked = sites.filter { site in
            guard isNews(candidate.tree, at: site, draft) else { return false }
            // What has no other file has no other hash; most files concern a single site.
            guard let now = live[site], candidate.tree.bears(likeThatOf: now) else { return true }
            see(now.hash, at: site, &draft)
            draft.add(SiteAttempt(site, .unchanged, before: now.hash))
            return false
        }
        guard !asked.isEmpty else { return }
        let reports = SiteGate(tree: candidate.tree, leavingOut: candidate.leftOut).reports(
            for: asked, lastGood: live.mapValues(\.tree)
        ) { policy in
            let site = policy.config.id
            return policy.hash == live[site]?.hash || (isUnasked && policy.hash == held[site])
        }
        for site in asked {
            guard let report = reports[site] else { continue }
            judge(site, report, candidate, &draft)
        }
    }

    /// Whether a site is to be judged: somebody asks for it, or one of the files that concern it changed.
    private func isNews(_ tree: PolicyTree, at site: String, _ draft: AttemptDraft) -> Bool {
        guard draft.cause.isAboutSource else { return true }
        let (before, refused) = desk.records.withLock { records in
            defer { records.judged[site] = tree }
            return (records.judged[site], records.refusals[site]?.findings ?? [])
        }
        guard draft.cause.isAboutChange, let before else { return true }
        // A test of a shared layer may ask another site, whose files can mend it.
        let own = "policies/sites/\(site)/"
        guard !refused.contains(where: { $0.code == "test.failed" && !$0.place.hasPrefix(own) })
        else { return true }
        let config = draft.live[site]?.policy.config
        return before.concerning(site, config) != tree.concerning(site, config)
    }

    private func judge(
        _ site: String, _ report: SiteGate.Report, _ candidate: PolicyCandidate,
        _ draft: inout AttemptDraft
    ) {
        var result = draft.refusal(site, [])
        result.add(report)
        result.bundle = candidate.origin.bundle
        guard let policy = report.policy else {
            refuse(result, &draft)
            return
        }
        see(policy.hash, at: site, &draft)
        if report.isSkipped {
            result.result = policy.hash == result.before ? .unchanged : .heldBack
            if result.result == .heldBack, result.before == nil {
                restore(&result, .heldBack, &draft)
            }
            draft.add(result)
            return
        }
        if let problem = candidate.refusal(of: policy, tests: report.tests) {
            result.add([problem])
            refuse(result, &draft)
            return
        }
        guard report.passes else {
            refuse(result, &draft)
            return
        }
        result.result = .activated
        desk.activate(policy, candidate.tree, candidate.origin, &result, &draft)
        draft.add(result)
    }

    /// Notes what the source has; what was held back is free again once it has something else.
    private func see(_ hash: String, at site: String, _ draft: inout AttemptDraft) {
        guard draft.cause.isAboutSource else { return }
        let problem = desk.records.withLock { records -> PolicyProblem? in
            records.seen[site] = hash
            guard let held = records.kept.sites[site]?.held, held != hash || !draft.cause.isUnasked
            else { return nil }
            do throws(PolicyProblem) {
                try records.kept.hold(nil, at: site)
                return nil
            } catch {
                return error
            }
        }
        if let problem { draft.attempt.findings.append(ReloadFinding(problem)) }
    }

    /// Records a refusal; a site that nothing decides for goes on with the last good version.
    private func refuse(_ refused: SiteAttempt, _ draft: inout AttemptDraft) {
        var result = refused
        if result.before == nil, draft.cause.isAboutSource {
            restore(&result, .keptLastGood, &draft)
            if draft.swaps[result.site] == nil {
                draft.unavailable[result.site] = SiteUnavailable(
                    site: result.site, code: "site.failed", reason: result.reason,
                    findings: result.findings)
            }
        }
        draft.add(result)
    }

    /// Lets the last good version that still loads decide.
    private func restore(
        _ result: inout SiteAttempt, _ success: SiteResult, _ draft: inout AttemptDraft
    ) {
        let site = result.site
        let kept = desk.records.withLock { $0.kept }
        let versions = (kept.sites[site]?.versions ?? []).filter { !$0.isFaulty }
        for version in versions {
            do throws(PolicyProblem) {
                let (policy, tree) = try kept.restored(version.hash, at: site)
                let origin = PolicyOrigin(kind: .kept, place: kept.place, bundle: version.bundle)
                draft.swaps[site] = LivePolicy(
                    policy: policy, tree: tree, origin: origin, since: desk.options.clock(),
                    attempt: draft.attempt.number, isLastGood: success == .keptLastGood)
                result.result = success
                result.after = version.hash
                return
            } catch {
                result.add([error])
            }
        }
    }
}

extension PolicyCandidate {
    /// Why a bundle's policy must not decide although it loads; nil if it may.
    func refusal(of policy: SitePolicy, tests: Int) -> PolicyProblem? {
        guard isBundle else { return nil }
        if hashes[policy.config.id] != policy.hash {
            return PolicyProblem(
                code: "release.policy-hash",
                message: "\(policy.config.id) has other policies than the manifest says",
                file: origin.place, suggestion: "build the bundle with this version of Accord")
        }
        guard tests > 0 else {
            return PolicyProblem(
                code: "release.tests", message: "it carries no test of \(policy.config.id)",
                file: origin.place, suggestion: "a bundle without tests can't decide")
        }
        return nil
    }
}

extension PolicyTree {
    /// The files that concern a site, its tests included: its own, and those of the layers and libraries that it
    /// shares.
    ///
    /// - Parameters:
    ///   - site: The site.
    ///   - config: What is known of it; all states and programs concern a site of which nothing is known.
    /// - Returns: The texts by path.
    func concerning(_ site: String, _ config: SiteConfig?) -> [String: String] {
        files.filter { path, _ in
            let parts = path.split(separator: "/", maxSplits: 3).map(String.init)
            return switch (parts.first, parts.dropFirst().first) {
            case ("site-configs", let owner?): owner == site
            case ("policies", "sites"): parts.count > 2 && parts[2] == site
            case ("policies", "states"):
                config == nil || (parts.count > 2 && parts[2] == config?.state)
            case ("policies", "programs"):
                config == nil || (parts.count > 2 && config?.programs[parts[2]] ?? false)
            default: true
            }
        }
    }

    /// Whether every file that can bear on a site's decisions is the one of what decides there.
    func bears(likeThatOf live: LivePolicy) -> Bool {
        func bearing(_ tree: PolicyTree) -> [String: String] {
            tree.limited(to: [live.policy.config]).files.filter { path, _ in
                !path.contains("/tests/") && !path.hasPrefix("policies/fixtures/")
            }
        }
        return bearing(self) == bearing(live.tree)
    }
}

extension PolicyDesk {
    /// Keeps a policy as good, and lets it decide when the attempt is over.
    func activate(
        _ policy: SitePolicy, _ tree: PolicyTree, _ origin: PolicyOrigin,
        _ result: inout SiteAttempt, _ draft: inout AttemptDraft
    ) {
        let site = policy.config.id
        let now = options.clock()
        let cause = draft.cause
        let (problem, isNew) = records.withLock { records -> (PolicyProblem?, Bool) in
            let isNew = records.kept.sites[site]?.active != policy.hash
            do throws(PolicyProblem) {
                try records.kept.keep(policy, from: tree, bundle: origin.bundle, at: now)
                // What people or failures choose stands against what the source has.
                let seen = records.seen[site]
                let held = cause.isAboutSource || seen == policy.hash ? nil : seen
                try records.kept.hold(held, at: site)
                return (nil, isNew)
            } catch {
                return (error, isNew)
            }
        }
        if let problem { result.add([problem]) }
        if isNew, origin.kind != .kept { draft.watched.insert(site) }
        draft.swaps[site] = LivePolicy(
            policy: policy, tree: tree, origin: origin, since: now, attempt: draft.attempt.number)
        result.after = policy.hash
    }
}
