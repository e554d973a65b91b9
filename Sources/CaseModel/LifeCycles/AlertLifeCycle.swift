// The alert a parent with a work-search order sees after logging in (Pennsylvania, JobGateway).
//
//   from      event                                                        to
//   none      log-in, eligible                                             checking
//   checking  partner: not registered                                      register
//   checking  partner: registered, primary saved search has matches        matches
//   checking  partner: registered, no saved search or no match             no_match
//   checking  no answer in time, or an error                               unknown
//   register  log-in, eligible; partner: still not registered              register
//   register  partner: registered (matches, or none)                       matches, no_match
//   register  no answer in time, or an error                               unknown
//   matches   alert opened (top five and the total are shown)              matches
//   checking, matches, no_match, unknown   log-in, eligible                checking
//   any       log-in, no longer eligible                                   none
//
// Assumed, to be confirmed: `unknown` on an error, and the check at the log-in after matches. On an
// error nobody is shown "not registered", so an error leaves `register` too.

/// The life cycle of the work-search alert.
public enum AlertLifeCycle {
    /// What the parent sees, as case files record it.
    public typealias State = WorkSearch.AlertState

    /// What can happen.
    public enum Event: String, Sendable, CaseIterable {
        /// The parent logs in and the condition holds.
        case loggedInEligible = "logged_in_eligible"
        /// The parent logs in and the condition does not hold.
        case loggedInNotEligible = "logged_in_not_eligible"
        /// The job site answers: not registered.
        case notRegistered = "not_registered"
        /// The job site answers: registered, and the primary saved search has matches.
        case matchesFound = "matches_found"
        /// The job site answers: registered, with no saved search or no match.
        case noMatchFound = "no_match_found"
        /// The job site does not answer in time.
        case noAnswer = "no_answer"
        /// The job site answers with an error.
        case error
        /// The parent opens the alert.
        case alertOpened = "alert_opened"
    }
}

extension WorkSearch.AlertState: LifeCycleState {
    /// The words for messages.
    public static var subject: String { "work-search alert" }

    /// The table at the head of this file.
    public func next(after event: AlertLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (_, .loggedInNotEligible): AlertLifeCycle.State.none
        case (.register, .loggedInEligible): .register
        case (_, .loggedInEligible): .checking
        case (.checking, .notRegistered), (.register, .notRegistered): .register
        case (.checking, .matchesFound), (.register, .matchesFound), (.matches, .alertOpened):
            .matches
        case (.checking, .noMatchFound), (.register, .noMatchFound): .noMatch
        case (.checking, .noAnswer), (.checking, .error), (.register, .noAnswer),
            (.register, .error):
            .unknown
        default: nil
        }
    }
}
