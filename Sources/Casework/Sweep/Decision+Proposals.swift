import CaseModel
import CaseStore

extension Decision {
    /// What the decision asks somebody to do or to leave: contacts to make, holds to keep, partners
    /// to refer to.
    var proposals: [Proposal] { answers.compactMap { $0.proposal(asOf: asOf) } }
}

extension DecisionAnswer {
    fileprivate func proposal(asOf day: Day) -> Proposal? {
        switch outcome {
        case .contact:
            Proposal(
                kind: .contact, point: point.rawValue, subject: subject, who: subject,
                channel: self["channel"] ?? "", purpose: self["purpose"] ?? "",
                from: self["not_before"].flatMap { Day(iso: $0) } ?? day,
                until: self["not_after"].flatMap { Day(iso: $0) }, rule: rule?.id ?? "")
        case .hold:
            Proposal(
                kind: .hold, point: point.rawValue, subject: subject, remedy: subject, from: day,
                until: until, rule: rule?.id ?? "")
        case .referTo:
            Proposal(
                kind: .referral, point: point.rawValue, subject: subject, partner: subject,
                from: day, until: self["follow_up"].flatMap { Day(iso: $0) }, rule: rule?.id ?? "")
        default:
            nil
        }
    }

    private subscript(key: String) -> String? {
        details.first { $0.key == key }?.value
    }
}
