extension DecisionPoint {
    /// How hard an answer is on the parent, from 0, for questions whose answers can be ordered so;
    /// nil for the others and for what the host answers.
    ///
    /// Generated tests hold policies to it: more arrears alone never gives a milder answer unless
    /// the rule that answers declares `milder_with = "arrears"`.
    /// - Source: PJAC brief 8, help before enforcement, contempt last; the order is a design value.
    public func severity(of outcome: Outcome) -> Int? {
        switch (self, outcome) {
        case (.remedy, .hold), (.remedy, .offerService): 0
        case (.remedy, .askSupervisor): 1
        case (.remedy, .proceed): 2
        case (.furtherEnforcement, .wait), (.furtherEnforcement, .offerService): 0
        case (.furtherEnforcement, .askSupervisor): 1
        case (.furtherEnforcement, .warn): 2
        case (.furtherEnforcement, .escalate): 3
        case (.contemptReferral, .doNotRefer): 0
        case (.contemptReferral, .refer): 1
        default: nil
        }
    }
}
