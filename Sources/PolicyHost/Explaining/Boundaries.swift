package import CaseModel

/// A comparison that a policy made about a case, with the values of the fact at which it turns.
package struct Boundary: Sendable, Hashable {
    /// The fact's path, such as `ncp.employments[0].ended_on` or `arrears.total`.
    package var path: String
    /// The fact's unit.
    package var unit: FactUnit
    /// The fact's value: cents, days since 1970-01-01, or a number of the unit.
    package var value: Int64
    /// Values at which the comparison gives the other result, nearest first.
    package var turning: [Int64]
}

extension SitePolicy {
    /// Answers one question, or an area, for one case of a file.
    package func decide(
        _ file: CaseFile, caseIndex: Int, asOf day: Day, area: Area, question: Question?
    ) -> Decision {
        let study = question.map { StudyRequest(question: $0, trace: false) }
        return decide(
            file, caseIndex: caseIndex, asOf: day, areas: [area], detail: .answers, study: study)[0]
    }

    /// Answers one question, or an area, with every fact that was read and every comparison that
    /// was made on the way.
    package func boundaries(
        _ file: CaseFile, caseIndex: Int, asOf day: Day, area: Area, question: Question? = nil
    ) -> (decision: Decision, boundaries: [Boundary]) {
        let study = StudyRequest(question: question, trace: true)
        let decision = decide(
            file, caseIndex: caseIndex, asOf: day, areas: [area], detail: .full, study: study)[0]
        var known: Set<Boundary> = []
        var found: [Boundary] = []
        for answer in decision.answers {
            for comparison in study.comparisons(for: answer) {
                let boundary = Boundary(
                    path: comparison.path, unit: comparison.unit, value: comparison.factValue,
                    turning: comparison.turningValues(today: day, calendar: config.calendar))
                if known.insert(boundary).inserted { found.append(boundary) }
            }
        }
        return (decision, found)
    }
}
