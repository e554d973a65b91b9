// The life of a case conference.
//
//   considered --judgedUnsuitable--> not_appropriate
//   considered --invited--> inviting --agreedToMeet--> scheduled --held--> held
//   held --agreed--> agreed        held --notAgreed--> no_agreement
//   inviting, scheduled --cpDeclined--> declined_by_cp
//   inviting, scheduled --ncpDeclined--> declined_by_ncp
//   inviting, scheduled --noContact--> no_contact
//   considered, inviting, scheduled --cancelled--> cancelled
//   inviting, scheduled --judgedUnsuitable--> not_appropriate
//   scheduled --moved--> scheduled
//
// A safety concern that comes to light after the invitation ends the conference as not appropriate,
// never as declined by the parent who is at risk.

/// The life cycle of a conference between the parents, joint or shuttle.
public enum ConferenceLifeCycle {
    /// Where a conference stands, as case files record it.
    public typealias State = Conference.Status

    /// What can happen to a conference.
    public enum Event: String, Sendable, CaseIterable {
        /// Safety or another reason speaks against it.
        case judgedUnsuitable = "judged_unsuitable"
        /// The parents are asked.
        case invited
        /// Both parents say yes.
        case agreedToMeet = "agreed_to_meet"
        /// The day is moved.
        case moved
        /// It takes place.
        case held
        /// The parents agree.
        case agreed
        /// The parents do not agree.
        case notAgreed = "not_agreed"
        /// The custodial parent says no.
        case cpDeclined = "cp_declined"
        /// The noncustodial parent says no.
        case ncpDeclined = "ncp_declined"
        /// A parent cannot be reached.
        case noContact = "no_contact"
        /// It is called off.
        case cancelled
    }
}

extension Conference.Status: LifeCycleState {
    /// The word for messages.
    public static var subject: String { "conference" }

    /// The table at the head of this file.
    public func next(after event: ConferenceLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.considered, .judgedUnsuitable), (.inviting, .judgedUnsuitable),
            (.scheduled, .judgedUnsuitable):
            .notAppropriate
        case (.considered, .invited): .inviting
        case (.inviting, .agreedToMeet), (.scheduled, .moved): .scheduled
        case (.scheduled, .held): .held
        case (.held, .agreed): .agreed
        case (.held, .notAgreed): .noAgreement
        case (.inviting, .cpDeclined), (.scheduled, .cpDeclined): .declinedByCp
        case (.inviting, .ncpDeclined), (.scheduled, .ncpDeclined): .declinedByNcp
        case (.inviting, .noContact), (.scheduled, .noContact): .noContact
        case (.considered, .cancelled), (.inviting, .cancelled), (.scheduled, .cancelled):
            .cancelled
        default: nil
        }
    }
}
