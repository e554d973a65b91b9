import CaseModel
import CaseStore
import PolicyHost

/// Decides case files for requests: by the live policy, on record, with the shadow told.
struct Deciding: Sendable {
    let core: ServiceCore
    let live: LivePolicy

    /// What came of one case file.
    struct Decided: Sendable {
        /// The decisions in full, as they are answered.
        var decisions: [Decision] = []
        /// What the log keeps of each.
        var records: [PreparedRecord] = []
    }

    /// Decides a case file; nothing is written yet.
    ///
    /// - Throws: ``Problem`` if the file has no such case.
    func decide(_ file: CaseFile, _ part: StoredDecisionRequest, by stamp: LogStamp) throws(Problem)
        -> Decided
    {
        let day = part.asOf ?? file.observedOn
        let cases = file.cases.indices.filter {
            part.caseID == nil || file.cases[$0].caseID == part.caseID
        }
        guard !cases.isEmpty else {
            throw Problem(
                .unprocessable, "The case file has no such case.",
                errors: [
                    Problem.Detail(
                        pointer: "/case_id", rule: "reference.broken",
                        message: "expected the id of a case in the file",
                        suggestion: EditDistance.nearest(
                            part.caseID ?? "", in: file.cases.map(\.caseID)))
                ])
        }
        let hash = Digest.sha256(file.canonicalBytes())
        let key = CaseFileKey(site: file.site, fileID: file.fileID)
        let started = ContinuousClock.now
        let decided = core.sessions.with(live.policy, day) { session in
            var decided = Decided()
            for index in cases {
                let moment = CaseMoment(file: file, caseIndex: index, day: day)
                for area in part.areas(of: live.policy) ?? live.policy.areas {
                    let made = session.decide(
                        moment, area: area, fileHash: hash, standing: nil, isBrief: false)
                    decided.decisions.append(made.decision)
                    decided.records.append(
                        .decision(
                            made.record, of: key, caseID: made.decision.caseID, area: area.rawValue,
                            asOf: day,
                            by: stamp))
                }
            }
            return decided
        }
        note(decided.decisions, took: started.duration(to: .now))
        if part.caseID == nil { core.desk.observe(file, asOf: day, by: live, decided.decisions) }
        return decided
    }

    /// Counts decisions; too many failures of a new policy make it give way.
    private func note(_ decisions: [Decision], took: Duration) {
        let failed = decisions.count { $0.alert != nil }
        core.desk.note(
            site: live.policy.config.id, hash: live.hash, decided: decisions.count, failed: failed)
        if failed > 0 { core.metrics.alerted("policy") }
        for (index, decision) in decisions.enumerated() {
            core.metrics.decided(
                site: decision.site, area: decision.area.rawValue, failed: decision.alert != nil,
                took: index == 0 ? took : nil)
        }
    }
}

/// Decisions with their places in the log.
struct DecisionsAnswer: Sendable {
    var policyHash: String
    var decisions: [JSONValue]
    var records: [Int64]

    static let shape = Shape<DecisionsAnswer>(
        "Decisions", "What the policies answered, and where it is recorded"
    ) {
        Shape.field("policy_hash", "The policy that decided", schema: .hash, { $0.policyHash })
        Shape.field(
            "decisions", "A decision for each case and area",
            schema: Shape<Decision>.decision.schema.list,
            { $0.decisions })
        Shape.field(
            "records", "The number of each decision in the log; none of a dry run", { $0.records })
    }
}
