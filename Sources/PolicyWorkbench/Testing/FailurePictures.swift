import CaseModel
import PolicyHost

/// Shows the rules that a failing test is about.
struct FailurePictures {
    let decided: PolicyTestRunner.Decided

    init(_ decided: PolicyTestRunner.Decided) {
        self.decided = decided
    }

    /// The rule that answered, and those that were expected to answer or to bind.
    func rules(of test: PolicyTest) -> [RulePicture] {
        var pictures: [RulePicture] = []
        if let rule = decided.answer.rule {
            pictures.append(
                RulePicture(
                    role: .answered, rule: rule.id, place: rule.place, authority: rule.authority,
                    about: decided.answer.staffWords, picture: ""))
        }
        return pictures
    }
}
