import CaseModel
import PolicyHost

/// Shows the rules that a failing test is about, with what their conditions saw.
///
/// The case is decided once more by the watched twin of its site.
struct FailurePictures {
    let policy: SitePolicy
    let test: PolicyTest
    private let recorded: RecordedDecision
    private let trace: DecisionTrace
    private let writer: TraceText

    init?(_ test: PolicyTest, policy: SitePolicy, file: CaseFile) {
        guard let area = test.point.area, file.cases.indices.contains(test.caseIndex) else {
            return nil
        }
        self.policy = policy
        self.test = test
        recorded = policy.record(
            file, caseIndex: test.caseIndex, asOf: test.asOf, area: area)
        trace = recorded.trace()
        writer = TraceText(day: test.asOf)
    }

    // MARK: A wrong answer

    /// The rule that answered, and those that were expected to answer or to bind.
    func rules(for answer: DecisionAnswer, _ failures: [PolicyTestFailure]) -> [RulePicture] {
        let asked = trace.rules(for: answer)
        var pictures: [RulePicture] = []
        if let rule = answer.rule {
            pictures.append(
                RulePicture(
                    role: .answered, verdict: "answered", rule: rule.id, place: rule.place,
                    authority: rule.authority, about: answer.staffWords,
                    picture: picture(of: rule.id, in: asked)))
        }
        for id in expectedRules(failures, asked) where id != answer.rule?.id {
            pictures.append(expected(id, answer, asked))
        }
        return pictures
    }

    /// The rules that failed expectations name; else those that could have given the answer.
    private func expectedRules(_ failures: [PolicyTestFailure], _ asked: [TraceRule]) -> [String] {
        var ids: [String] = []
        for failure in failures
        where ["rule", "floors", "reasons"].contains(failure.key) && failure.expected != "none" {
            if !ids.contains(failure.expected) { ids.append(failure.expected) }
        }
        guard ids.isEmpty, let outcome = test.expect["outcome"]?.string,
            failures.contains(where: { $0.key == "outcome" })
        else { return ids }
        let candidates = policy.rules.filter { rule in
            rule.point == test.point && rule.possible.contains { $0.rawValue == outcome }
                && asked.contains { $0.rule.id == rule.id && $0.held == false }
        }
        return candidates.prefix(2).map(\.id)
    }

    private func expected(_ id: String, _ answer: DecisionAnswer, _ asked: [TraceRule])
        -> RulePicture
    {
        guard let rule = policy.rules.first(where: { $0.id == id }) else {
            let near = EditDistance.nearest(id, in: policy.rules.map(\.id))
            return RulePicture(
                role: .expected,
                verdict: "does not exist here" + (near.map { "; did you mean `\($0)`?" } ?? ""),
                rule: id, place: test.location, authority: "", about: "", picture: "")
        }
        let own = asked.filter { $0.rule.id == id }
        let isFloor = ![RuleKind.rule, .fallback].contains(rule.kind)
        var verdict = isFloor ? "did not bind" : "did not match"
        if own.isEmpty {
            verdict =
                "was not asked: "
                + (answer.rule.map { "`\($0.id)` settled the question" }
                    ?? "nothing asks it for this question")
        } else if own.contains(where: { $0.part == .when && $0.held == true }), !isFloor {
            verdict = "matched, but did not answer"
        }
        return RulePicture(
            role: .expected, verdict: verdict, rule: id, place: rule.place,
            authority: rule.authority, about: rule.about, picture: picture(of: id, in: asked))
    }

    private func picture(of id: String, in asked: [TraceRule]) -> String {
        asked.filter { $0.rule.id == id && [.when, .met].contains($0.part) }
            .flatMap(writer.conditions).joined(separator: "\n")
    }

    // MARK: A policy that failed

    /// The rule that failed, as far as it got.
    func failingRules() -> [RulePicture] {
        trace.questions.flatMap(\.rules).filter { $0.failure != nil }.prefix(1).map { rule in
            RulePicture(
                role: .failed, verdict: "failed", rule: rule.rule.id, place: rule.rule.place,
                authority: rule.rule.authority, about: rule.rule.about,
                picture: writer.conditions(of: rule).joined(separator: "\n"))
        }
    }
}
