extension DecisionPoint {
    /// How hard an answer is on the parent, higher is harder; nil where the question has no order.
    ///
    /// Follows from ``Outcome/acts`` and ``Outcome/waits``. Where acting is a step against the
    /// parent (D11, D12, D13): nothing happens 0, it waits or help is offered 1, a supervisor is
    /// asked 2, a warning 3, the step itself 4. Where acting is help (conference, services,
    /// referral, employment and training): help 0, none 1. Enrollment, contacts, exit and what a
    /// screen shows have no order.
    ///
    /// Comparisons of two versions call a change milder or harsher by it; generated tests hold
    /// policies to it: more arrears alone never gives a milder answer, unless the rule that answers
    /// declares `milder_with = "arrears"`.
    /// - Source: PJAC brief 8, help before enforcement, contempt last; the order is a design value.
    public func severity(of outcome: Outcome) -> Int? {
        switch self {
        case .remedy, .furtherEnforcement, .contemptReferral:
            if outcome == .warn { return 3 }
            if outcome.acts { return 4 }
            if outcome == .askSupervisor { return 2 }
            return outcome.waits || outcome == .offerService ? 1 : 0
        case .conference, .enhancedServices, .referral, .eligibility, .services, .funding:
            return outcome.acts ? 0 : 1
        default: return nil
        }
    }
}
