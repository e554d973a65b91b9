// The life of a support order.
//
//   proposed --entered--> entered --tookEffect--> in_force --reviewBegan--> under_review
//   under_review --adjusted, unchanged--> in_force
//   in_force, under_review --suspended--> suspended --resumed--> in_force
//   proposed --dismissed--> terminated
//   entered, in_force, under_review, suspended --terminated--> terminated
//
// An order can be suspended by operation of law in the middle of a review (Cal. Fam. Code 4007.5).
// A terminated order may leave arrears behind: the case then goes on as arrears-only.

/// The life cycle of a support order.
public enum OrderLifeCycle {
    /// Where an order stands.
    public enum State: String, LifeCycleState {
        /// Asked for.
        case proposed
        /// Signed, not yet due.
        case entered
        /// Amounts fall due under it.
        case inForce = "in_force"
        /// Compared with the guideline (180 calendar days, 45 CFR 303.8(e)).
        case underReview = "under_review"
        /// Nothing falls due for the time being.
        case suspended
        /// Nothing falls due any more.
        case terminated
    }

    /// What can happen to an order.
    public enum Event: String, Sendable, CaseIterable {
        /// The court or the agency enters it.
        case entered
        /// The court or the agency does not enter it.
        case dismissed
        /// Its first day comes.
        case tookEffect = "took_effect"
        /// A review begins.
        case reviewBegan = "review_began"
        /// The review changes the amount.
        case adjusted
        /// The review changes nothing.
        case unchanged
        /// It is suspended.
        case suspended
        /// It resumes.
        case resumed
        /// It ends.
        case terminated
    }
}

extension OrderLifeCycle.State {
    /// The word for messages.
    public static var subject: String { "support order" }

    /// The table at the head of this file.
    public func next(after event: OrderLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.proposed, .entered): .entered
        case (.entered, .tookEffect), (.underReview, .adjusted), (.underReview, .unchanged),
            (.suspended, .resumed):
            .inForce
        case (.inForce, .reviewBegan): .underReview
        case (.inForce, .suspended), (.underReview, .suspended): .suspended
        case (.proposed, .dismissed), (.entered, .terminated), (.inForce, .terminated),
            (.underReview, .terminated), (.suspended, .terminated):
            .terminated
        default: nil
        }
    }
}
