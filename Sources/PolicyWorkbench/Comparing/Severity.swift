public import CaseModel

/// Whether another answer is milder or harsher on the parent.
public enum FlipDirection: String, Sendable, CaseIterable {
    /// Less is done to the parent, or more help is given.
    case milder
    /// More is done to the parent, or help is taken away.
    case harsher
    /// Neither: another contact, another enrollment, another word.
    case neither
}

/// How hard an answer is on the parent, by question.
///
/// Follows from ``Outcome/acts`` and ``Outcome/waits``. Where acting is a step against the parent
/// (D11, D12, D13): nothing happens 0, it waits 1, a supervisor is asked 2, a warning 3, the step 4.
/// Where acting is help (conference, services, referral, employment and training): help 0, none 1.
/// Enrollment, contacts, exit and what a screen shows have no order.
public enum Severity {
    /// The rank of an answer, higher is harder; nil where the question has no order.
    public static func rank(_ outcome: Outcome, at point: DecisionPoint) -> Int? {
        switch point {
        case .remedy, .furtherEnforcement, .contemptReferral:
            if outcome == .warn { return 3 }
            if outcome.acts { return 4 }
            if outcome == .askSupervisor { return 2 }
            return outcome.waits ? 1 : 0
        case .conference, .enhancedServices, .referral, .eligibility, .services, .funding:
            return outcome.acts ? 0 : 1
        default: return nil
        }
    }

    /// The direction of a change; an answer that is not given at all counts as no action.
    public static func direction(
        from old: Outcome?, to new: Outcome?, at point: DecisionPoint
    ) -> FlipDirection {
        guard let before = rank(old ?? .noAction, at: point),
            let after = rank(new ?? .noAction, at: point), before != after
        else { return .neither }
        return after < before ? .milder : .harsher
    }
}
