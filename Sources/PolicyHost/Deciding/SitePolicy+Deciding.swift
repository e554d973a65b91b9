public import CaseModel
import LuaHost

extension SitePolicy {
    /// What one area's decision for one case may use; a real one takes well under a tenth.
    static let limits = LuaLimits(
        instructions: 2_000_000, memoryBytes: 32 << 20, blockBytes: 1 << 20,
        wallMilliseconds: 1_000)

    /// Decides every case of a file in the given areas; see ``PolicyHost/decide(_:site:asOf:areas:detail:)``.
    public func decide(
        _ file: CaseFile, asOf day: Day, areas: [Area]? = nil, detail: DecisionDetail = .answers
    ) -> [Decision] {
        var decisions: [Decision] = []
        for index in file.cases.indices {
            decisions += decide(file, caseIndex: index, asOf: day, areas: areas, detail: detail)
        }
        if detail == .full {
            let hash = Digest.sha256(file.canonicalBytes())
            for index in decisions.indices { decisions[index].factsHash = hash }
        }
        return decisions
    }

    /// Decides the first case of a file in one area, for measuring.
    package func decideFirstCase(_ file: CaseFile, asOf day: Day, area: Area) -> Decision? {
        decide(file, caseIndex: 0, asOf: day, areas: [area], detail: .answers).first
    }

    /// Decides one case of a file.
    func decide(
        _ file: CaseFile, caseIndex: Int, asOf day: Day, areas: [Area]?, detail: DecisionDetail,
        study: StudyRequest? = nil
    ) -> [Decision] {
        let matter = Matter(file: file, caseIndex: caseIndex, asOf: day)
        if let recorder = study?.recorder {
            let kept = recorder.keep(matter, policy: self, day: day)
            return (areas ?? self.areas).map { area in
                decide(kept, file: file, caseIndex, area: area, day: day, detail, study)
            }
        }
        return withUnsafePointer(to: matter) { pointer in
            (areas ?? self.areas).map { area in
                decide(pointer, file: file, caseIndex, area: area, day: day, detail, study)
            }
        }
    }

    /// Decides one case in one area by facts that were derived already.
    func decide(
        _ matter: UnsafePointer<Matter>, file: CaseFile, _ caseIndex: Int, area: Area, day: Day,
        _ detail: DecisionDetail, _ study: StudyRequest?
    ) -> Decision {
        var decision = Decision(
            site: config.id, area: area, fileID: file.fileID, caseID: file.cases[caseIndex].caseID,
            asOf: day, synthetic: file.synthetic, policyHash: hash)
        let parameters = parameters(on: day)
        // Made here, for a closure that holds the whole file would copy it.
        let facts = LiveCaseFacts(
            matter: matter, file: file, site: self, parameters: parameters, day: day)
        do throws(PolicyFailure) {
            try states.withState { (state: LuaState) throws(PolicyFailure) in
                let evaluator = Evaluator(
                    state: state, site: self, facts: facts, day: day, study: study,
                    parameters: parameters)
                try evaluator.run { () throws(PolicyFailure) in
                    let decider = Decider(site: self, evaluator: evaluator, asOf: day)
                    decision.answers = try decider.answers(in: area, to: study?.question)
                    if detail == .full {
                        (decision.facts, decision.parameters) = evaluator.reads()
                    }
                }
            }
        } catch {
            decision.fail(error)
        }
        return decision
    }
}
