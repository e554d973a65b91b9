public import CaseModel

/// A decision with everything that led to it.
public struct Explanation: Sendable, Equatable {
    /// The decision, with nearest changes and validity.
    public var decision: Decision
    /// Every rule asked, with the conditions in it and their values.
    public var trace: DecisionTrace

    /// Creates an explanation.
    public init(decision: Decision, trace: DecisionTrace) {
        self.decision = decision
        self.trace = trace
    }

    /// Decision and trace as one JSON object with sorted keys: same input, same bytes.
    public var canonicalJSON: String {
        var json = decision.json
        json["trace"] = trace.json
        return json.canonicalText
    }
}
