public import CaseModel

/// How a candidate's decision differs from the one that was given.
public struct DecisionDifferences: Sendable, Equatable {
    /// How many answers were compared; one if a policy failed and gave none.
    public let compared: Int
    /// What each answer that differs has in common with others of its kind.
    public let kinds: [FlipKind]

    /// Compares two decisions for the same case, area and day.
    ///
    /// - Parameters:
    ///   - live: What was decided.
    ///   - candidate: What the candidate decides; nil if it does not answer the area.
    public init(live: Decision, candidate: Decision?) {
        if (live.alert == nil) != (candidate?.alert == nil) {
            compared = 1
            kinds = [
                FlipKind(
                    point: DecisionPoint.points(in: live.area)[0], subject: "", change: .failure,
                    from: live.alert == nil ? "decided" : "failure",
                    to: live.alert == nil ? "failure" : "decided", fromRule: "", toRule: "")
            ]
            return
        }
        let pairs = AnswerMatching.pairs(live.answers, candidate?.answers ?? [])
        compared = max(pairs.count, 1)
        kinds = pairs.compactMap { old, new in
            guard let point = old?.point ?? new?.point,
                let change = AnswerMatching.change(old, new)
            else { return nil }
            // Of a subject only a remedy's name is kept: it tells nothing of who is concerned.
            return FlipKind(
                point: point, subject: point == .remedy ? new?.subject ?? old?.subject ?? "" : "",
                change: change, from: old?.outcome.rawValue ?? FlipKind.nothing,
                to: new?.outcome.rawValue ?? FlipKind.nothing, fromRule: old?.rule?.id ?? "",
                toRule: new?.rule?.id ?? "")
        }
    }
}
