import Foundation
import PolicyHost
import PolicyWorkbench

/// An attempt while it goes on: what it found, and what it will change when it is over.
struct AttemptDraft: Sendable {
    var attempt: ReloadAttempt
    /// What decided when it began.
    let live: [String: LivePolicy]
    let started = ContinuousClock.now
    /// What will decide, by site.
    var swaps: [String: LivePolicy] = [:]
    /// Sites whose new version is watched for failures.
    var watched: Set<String> = []
    /// Why sites can't decide.
    var unavailable: [String: SiteUnavailable] = [:]

    var cause: ReloadCause { attempt.cause }

    /// Adds what became of a site.
    mutating func add(_ site: SiteAttempt) {
        attempt.sites.removeAll { $0.site == site.site }
        attempt.sites.append(site)
    }

    /// A site that is refused for now.
    func refusal(_ site: String, _ problems: [PolicyProblem]) -> SiteAttempt {
        var result = SiteAttempt(site, .refused, before: live[site]?.hash)
        result.add(problems)
        return result
    }
}

extension SiteAttempt {
    mutating func add(_ problems: [PolicyProblem]) {
        findings += problems.prefix(max(0, Self.mostFindings - findings.count))
            .map { ReloadFinding($0) }
    }

    /// Takes over what a gate saw.
    mutating func add(_ report: SiteGate.Report) {
        tried = report.policy?.hash
        tests = report.tests
        failedTests = report.failed.count
        add(report.problems)
        findings += report.failed.prefix(max(0, Self.mostFindings - findings.count))
            .map { ReloadFinding($0) }
    }

    /// Why it was refused, in a sentence.
    var reason: String {
        guard let first = findings.first else { return "its policies were refused" }
        let count =
            failedTests > 0
            ? "\(failedTests) failed tests"
            : findings.count == 1 ? "" : "\(findings.count) problems"
        let what = "its policies were refused" + (count.isEmpty ? "" : " for \(count)")
        return "\(what): \(first.place): \(first.message)"
    }
}
