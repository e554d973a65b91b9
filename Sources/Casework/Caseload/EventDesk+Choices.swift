import CaseModel
import CaseStore
import PolicyHost

extension EventDesk {
    /// Takes a choice in the place of one answer.
    func choose(
        _ kind: EventKind, _ wish: OverrideWish, _ key: CaseFileKey, _ version: String?,
        _ stamp: LogStamp
    ) throws -> EventOutcome {
        let (choice, area) = try wish.choice()
        let present = try present(key, expecting: version)
        guard try cases.store.files(ofCase: wish.caseID).contains(key) else {
            throw CaseFileError(problems: [
                CaseFileProblem(
                    code: .brokenReference, path: "case_id",
                    message: "there is no such case in the file")
            ])
        }
        let request = OverrideRequest(
            caseID: wish.caseID, site: key.site, area: area, choice: choice, person: stamp.actor,
            asOf: stamp.day)
        let outcome = try overrides.take(request, call: stamp.call)
        return EventOutcome(
            kind: kind, seq: outcome.override.seq, version: present,
            change: outcome.override.refusedBy.isEmpty ? .added : .refused, recordID: "",
            override: outcome)
    }
}

extension OverrideWish {
    /// The choice and its area.
    ///
    /// - Throws: `CaseFileError` with every word that is not on its list.
    fileprivate func choice() throws(CaseFileError) -> (OverrideChoice, Area) {
        var problems: [CaseFileProblem] = []
        func note(_ field: String, _ message: String, _ suggestion: String? = nil) {
            problems.append(
                CaseFileProblem(
                    code: .unknownWord, path: field, message: message, suggestion: suggestion))
        }
        let points = DecisionPoint.allCases.filter { $0.area != nil }
        let point = points.first { $0.rawValue == self.point }
        if point == nil {
            note(
                "point", "expected a question that a policy answers",
                EditDistance.nearest(self.point, in: points.map(\.rawValue)))
        }
        let outcome = Outcome(rawValue: self.outcome)
        if let point, !(outcome.map(point.proposals.contains) ?? false) {
            let words = point.proposals.map(\.rawValue)
            note(
                "outcome",
                "\(point.rawValue) takes \(words.joined(separator: ", "))",
                EditDistance.nearest(self.outcome, in: words))
        }
        if reason.allSatisfy(\.isWhitespace) {
            problems.append(
                CaseFileProblem(
                    code: .missingField, path: "reason", message: "expected words that say why"))
        }
        guard problems.isEmpty, let point, let outcome, let area = point.area else {
            throw CaseFileError(problems: problems)
        }
        return (
            OverrideChoice(
                point: point, subject: subject ?? "", outcome: outcome, until: until,
                details: details.map { Detail(key: $0.key, value: $0.value) }, reason: reason),
            area
        )
    }
}
