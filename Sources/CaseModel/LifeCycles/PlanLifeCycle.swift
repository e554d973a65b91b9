// The life of a case action plan.
//
//   draft --agreed--> agreed --begun--> active --amended--> active
//   draft --amended--> draft        agreed --amended--> draft
//   active --completed--> completed
//   agreed, active --lapsed--> lapsed --resumed--> active
//   draft, agreed, active, lapsed --abandoned--> abandoned
//
// A plan that is amended before it has begun goes back to the parent for agreement; amending an
// active plan is part of its life, because circumstances change.

/// The life cycle of a case action plan.
public enum PlanLifeCycle {
    /// Where a plan stands, as case files record it.
    public typealias State = Plan.Status

    /// What can happen to a plan.
    public enum Event: String, Sendable, CaseIterable {
        /// The parent agrees.
        case agreed
        /// Its first day comes.
        case begun
        /// It is changed.
        case amended
        /// Its goals are met.
        case completed
        /// Its review day passes without news.
        case lapsed
        /// It is taken up again.
        case resumed
        /// It is given up.
        case abandoned
    }
}

extension Plan.Status: LifeCycleState {
    /// The word for messages.
    public static var subject: String { "plan" }

    /// The table at the head of this file.
    public func next(after event: PlanLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.draft, .amended), (.agreed, .amended): .draft
        case (.draft, .agreed): .agreed
        case (.agreed, .begun), (.active, .amended), (.lapsed, .resumed): .active
        case (.active, .completed): .completed
        case (.agreed, .lapsed), (.active, .lapsed): .lapsed
        case (.draft, .abandoned), (.agreed, .abandoned), (.active, .abandoned),
            (.lapsed, .abandoned):
            .abandoned
        default: nil
        }
    }
}
