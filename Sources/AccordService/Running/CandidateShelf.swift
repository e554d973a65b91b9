import PolicyHost
import PolicyWorkbench
import Synchronization

/// A bundle that was put up to be tried.
struct Candidate: Sendable {
    let hash: String
    let tree: PolicyTree
    let host: PolicyHost
    let findings: [ReloadFinding]
    let tests: Int
    let failedTests: Int
}

/// The last few bundles that were put up for dry runs, comparisons and shadows.
final class CandidateShelf: Sendable {
    private let trust: BundleTrust
    private let most: Int
    private let shelf = Mutex<[Candidate]>([])

    init(trust: BundleTrust, keeping most: Int = 8) {
        self.trust = trust
        self.most = most
    }

    /// Verifies, loads and tests a bundle, and keeps it.
    ///
    /// - Throws: ``Problem`` with every finding if it is no bundle, is not signed as demanded, or does not load.
    func take(_ bytes: [UInt8]) throws -> Candidate {
        let bundle: PolicyBundle
        do throws(PolicyProblem) {
            bundle = try BundleReport(bytes: bytes, file: "the body", trust: trust).bundle()
        } catch {
            throw Problem(
                .unprocessable, "The bundle was refused.",
                errors: [Problem.Detail(rule: error.code, message: error.message)])
        }
        let report = ReleaseGate(tree: bundle.tree).report()
        guard report.errors.isEmpty else {
            throw Problem(
                .unprocessable, "The policies in the bundle do not load.",
                errors: report.errors.map {
                    let finding = ReloadFinding($0)
                    return Problem.Detail(
                        rule: finding.code, message: "\(finding.place): \(finding.message)")
                })
        }
        let candidate = Candidate(
            hash: bundle.hash, tree: bundle.tree, host: report.host,
            findings: report.failed.map(ReloadFinding.init), tests: report.tests.count,
            failedTests: report.failed.count)
        shelf.withLock { shelf in
            shelf.removeAll { $0.hash == candidate.hash }
            shelf.append(candidate)
            if shelf.count > most { shelf.removeFirst() }
        }
        return candidate
    }

    /// The candidate with this hash.
    ///
    /// - Throws: ``Problem`` if there is none any more.
    func candidate(_ hash: String) throws(Problem) -> Candidate {
        guard let found = shelf.withLock({ $0.first { $0.hash == hash } }) else {
            throw Problem(
                .unprocessable, "No candidate has this hash; put its bundle up again.",
                errors: [
                    Problem.Detail(
                        pointer: "/candidate", rule: "candidate.unknown",
                        message: "expected the hash that `putCandidate` answered")
                ])
        }
        return found
    }
}
