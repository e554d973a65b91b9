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

extension FlipDirection {
    /// The direction of a change; an answer that is not given at all counts as no action.
    public init(from old: Outcome?, to new: Outcome?, at point: DecisionPoint) {
        guard let before = point.severity(of: old ?? .noAction),
            let after = point.severity(of: new ?? .noAction), before != after
        else {
            self = .neither
            return
        }
        self = after < before ? .milder : .harsher
    }
}
