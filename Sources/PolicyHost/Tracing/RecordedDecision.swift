package import CaseModel

/// A decision with everything its conditions came to, before a tree is made of it.
package struct RecordedDecision {
    /// The decision: the same as without a trace.
    package var decision: Decision
    let recorder: TraceRecorder

    /// The tree: questions, rules, conditions and values.
    ///
    /// Built anew each time it is asked for; deciding does not wait for it.
    package func trace() -> DecisionTrace { recorder.trace() }
}

extension SitePolicy {
    /// Decides one case in one area and records what every condition came to.
    ///
    /// - Parameters:
    ///   - file: The case file.
    ///   - caseIndex: The case of the file.
    ///   - day: The day on which to decide.
    ///   - area: The area to decide.
    ///   - question: The only question to answer; all of the area if nil.
    ///   - detail: How much the decision says about itself.
    /// - Returns: The decision and its recording.
    package func record(
        _ file: CaseFile, caseIndex: Int = 0, asOf day: Day, area: Area,
        question: Question? = nil, detail: DecisionDetail = .answers
    ) -> RecordedDecision {
        let recorder = TraceRecorder()
        let decisions = instrumented.decide(
            file, caseIndex: caseIndex, asOf: day, areas: [area], detail: detail,
            study: StudyRequest(question: question, recorder: recorder))
        return RecordedDecision(decision: decisions[0], recorder: recorder)
    }
}
