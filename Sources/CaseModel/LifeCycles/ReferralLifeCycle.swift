// The life of a referral to a partner.
//
//   open --waitlisted--> waiting        open, waiting, no_show --attended--> enrolled
//   open, waiting --missed--> no_show   no_show --rebooked--> open
//   open, waiting, no_show --declined--> declined
//   open, waiting --refused--> not_eligible
//   enrolled --completed--> completed   enrolled --dropped--> dropped
//
// A first appointment that was missed is not the end: people without a ride or a phone miss them,
// so `no_show` can be booked again.

/// The life cycle of a referral to a partner organization.
public enum ReferralLifeCycle {
    /// Where a referral stands, as case files record it.
    public typealias State = Referral.Outcome

    /// What can happen to a referral.
    public enum Event: String, Sendable, CaseIterable {
        /// The partner puts the parent on its list.
        case waitlisted
        /// The parent attends for the first time.
        case attended
        /// The parent does not come.
        case missed
        /// A new first appointment is made.
        case rebooked
        /// The parent says no.
        case declined
        /// The partner says no.
        case refused
        /// The parent finishes.
        case completed
        /// The parent leaves.
        case dropped
    }
}

extension Referral.Outcome: LifeCycleState {
    /// The word for messages.
    public static var subject: String { "referral" }

    /// The table at the head of this file.
    public func next(after event: ReferralLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.open, .waitlisted): .waiting
        case (.open, .attended), (.waiting, .attended), (.noShow, .attended): .enrolled
        case (.open, .missed), (.waiting, .missed): .noShow
        case (.noShow, .rebooked): .open
        case (.open, .declined), (.waiting, .declined), (.noShow, .declined): .declined
        case (.open, .refused), (.waiting, .refused): .notEligible
        case (.enrolled, .completed): .completed
        case (.enrolled, .dropped): .dropped
        default: nil
        }
    }
}
