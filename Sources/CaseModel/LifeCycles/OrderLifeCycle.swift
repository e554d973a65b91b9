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
    /// Where an order stands, as case files record it.
    public typealias State = Order.Status

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

extension Order.Status: LifeCycleState {
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
