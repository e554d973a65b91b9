public import CaseModel
import Foundation
public import PolicyHost
import PolicyWorkbench
import Synchronization

/// Policies that are to decide beside those that are live.
public enum ShadowCandidate: Sendable {
    /// A bundle, which is verified; a draft is welcome.
    case bundle([UInt8])
    /// A tree that somebody edits.
    case tree(PolicyTree)
}

extension PolicyDesk {
    /// Lets a candidate decide beside what is live, to see what it would change.
    ///
    /// The candidate must be verified and load without an error. Its failing tests are told and do
    /// not stop it: it decides nothing, and how it fares on real cases is what is asked.
    /// - Parameters:
    ///   - candidate: The candidate.
    ///   - sites: The sites; all of the candidate that are live if nil.
    ///   - who: Who asks.
    ///   - why: Why.
    /// - Returns: The attempt, with ``SiteResult/shadowing`` where the candidate decides beside.
    public func shadow(
        _ candidate: ShadowCandidate, sites: [String]? = nil, by who: String, why: String
    ) async -> ReloadAttempt {
        let attempt = await attempts.run { [self] in
            let draft = draft(.shadow, who, why, "candidate from \(who)")
            return await OwnThread.run { [self] in
                var draft = draft
                draft.attempt.number = records.withLock { $0.log.next }
                do throws(PolicyProblem) {
                    beginShadow(try look(at: candidate, sites, draft), &draft)
                } catch {
                    draft.attempt.findings.append(ReloadFinding(error))
                    for site in sites ?? [] { draft.add(draft.refusal(site, [error])) }
                }
                return finish(draft)
            }
        }
        return attempt ?? draft(.shadow, who, why, "").attempt
    }

    private func look(at candidate: ShadowCandidate, _ wanted: [String]?, _ draft: AttemptDraft)
        throws(PolicyProblem) -> PolicyCandidate
    {
        let place = draft.attempt.source
        switch candidate {
        case .bundle(let bytes):
            let report = try BundleReport(bytes: bytes, file: place, trust: options.trust)
            let live = wanted ?? report.manifest.sites.map(\.id).filter { draft.live[$0] != nil }
            return try PolicyCandidate(
                try report.bundle(), sites: live, kind: .put, place: place)
        case .tree(let tree):
            return PolicyCandidate(
                tree: tree, sites: wanted ?? tree.sites.filter { draft.live[$0] != nil },
                origin: PolicyOrigin(kind: .put, place: place))
        }
    }

    private func beginShadow(_ candidate: PolicyCandidate, _ draft: inout AttemptDraft) {
        let reports = SiteGate(tree: candidate.tree, leavingOut: candidate.leftOut).reports(
            for: candidate.sites, lastGood: draft.live.mapValues(\.tree)
        ) { _ in false }
        for site in candidate.sites {
            guard let report = reports[site] else { continue }
            var result = draft.refusal(site, [])
            result.add(report)
            result.bundle = candidate.origin.bundle
            if let policy = report.policy, report.problems.isEmpty {
                result.result = .shadowing
                shadows.begin(
                    ShadowQueue.Run(
                        number: draft.attempt.number, policy: policy,
                        report: ShadowReport(
                            site: site, candidate: policy.hash, live: draft.live[site]?.hash ?? "",
                            since: options.clock(), who: draft.attempt.who, why: draft.attempt.why)),
                    at: site)
            }
            draft.add(result)
        }
    }

    /// Ends what a candidate does at a site.
    ///
    /// - Returns: What came of it; nil if there was none.
    @discardableResult
    public func endShadow(_ site: String) -> ShadowReport? { shadows.end(site)?.whole }

    /// How the candidate of a site compares so far; nil if there is none.
    public func shadowReport(_ site: String) -> ShadowReport? { shadows.run(of: site)?.whole }

    /// Hands over decisions that were given, to be compared with those of a candidate.
    ///
    /// Returns at once; without a candidate it costs one short lock.
    /// - Parameters:
    ///   - file: The case file.
    ///   - day: The day on which it was decided.
    ///   - live: What decided.
    ///   - decisions: All decisions about the file by that policy in the areas that were asked.
    public func observe(
        _ file: CaseFile, asOf day: Day, by live: LivePolicy, _ decisions: [Decision]
    ) {
        shadows.add(
            file, site: live.policy.config.id, day: day, live: live.hash, decisions: decisions)
    }
}
