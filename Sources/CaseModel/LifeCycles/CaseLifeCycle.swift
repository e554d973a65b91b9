// The life of a IV-D case runs on two axes, as the case file keeps them.
//
// Whether services are given:
//
//   applied --accepted--> open --closureNoticeSent--> pending_closure --periodOver--> closed
//   applied --refused--> closed
//   open, reopened --closedWithoutNotice--> closed    (grounds that need no notice, 45 CFR 303.11)
//   pending_closure --answered--> open                (usable information, or contact resumes)
//   pending_closure --periodOver--> closed            (60 calendar days, 45 CFR 303.11)
//   closed --reopened--> reopened                     (change of circumstances)
//   reopened --closureNoticeSent--> pending_closure
//
// What the agency is doing in it:
//
//   locating <--> parentage --parentageSettled--> establishing --orderEstablished--> monitoring
//   monitoring --monthMissed--> delinquent --actionStarted--> enforcing
//   enforcing --enrolled--> engaged --returned--> enforcing
//   enforcing, engaged --contemptFiled--> court --courtEnded--> enforcing
//   delinquent, enforcing, engaged, court --payingAgain--> monitoring
//   any but locating --locationLost--> locating
//   locating --locatedBeforeParentage--> parentage
//   locating --locatedBeforeOrder--> establishing, --locatedUnderOrder--> monitoring
//
// The two axes are apart so that an answer to a closure notice sends the case back to where it was:
// only the first axis moved. A case found delinquent again after `locating` passes `monitoring`.

/// Whether a case gets services: application, closure and reopening.
public enum CaseStatusLifeCycle {
    /// Whether services are given, as case files record it.
    public typealias State = Case.Status

    /// What can happen to the services of a case.
    public enum Event: String, Sendable, CaseIterable {
        /// The application or referral is accepted.
        case accepted
        /// The application or referral is refused.
        case refused
        /// The 60-day notice goes to the recipient.
        case closureNoticeSent = "closure_notice_sent"
        /// The recipient answers with something usable, or contact resumes.
        case answered
        /// The notice period ends without an answer.
        case periodOver = "period_over"
        /// A ground that needs no notice applies.
        case closedWithoutNotice = "closed_without_notice"
        /// Circumstances changed after closure.
        case reopened
    }
}

extension Case.Status: LifeCycleState {
    /// The word for messages.
    public static var subject: String { "case" }

    /// The first table at the head of this file.
    public func next(after event: CaseStatusLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.applied, .accepted), (.pendingClosure, .answered): .open
        case (.open, .closureNoticeSent), (.reopened, .closureNoticeSent): .pendingClosure
        case (.applied, .refused), (.pendingClosure, .periodOver), (.open, .closedWithoutNotice),
            (.reopened, .closedWithoutNotice):
            .closed
        case (.closed, .reopened): .reopened
        default: nil
        }
    }
}

/// What the agency is doing in an open case, from locating a parent to the court.
public enum CaseWorkLifeCycle {
    /// The work at hand.
    public enum State: String, LifeCycleState {
        /// Finding the parent (75 calendar days, 45 CFR 303.3(b)(3)).
        case locating
        /// Settling who the parent is.
        case parentage
        /// Getting an order (90 calendar days, 45 CFR 303.4(d)).
        case establishing
        /// Watching that what is due is paid (45 CFR 303.6(a)).
        case monitoring
        /// A month's support is unpaid (45 CFR 303.6(b)).
        case delinquent
        /// Remedies are at work (30 or 60 days, 45 CFR 303.6(c)(2)).
        case enforcing
        /// Served by a procedural justice case manager.
        case engaged
        /// A contempt filing is before the court.
        case court
    }

    /// What can happen in the work of a case.
    public enum Event: String, Sendable, CaseIterable {
        /// The parent's whereabouts are lost.
        case locationLost = "location_lost"
        /// Found, and parentage is still open.
        case locatedBeforeParentage = "located_before_parentage"
        /// Found, and there is no order yet.
        case locatedBeforeOrder = "located_before_order"
        /// Found, and there is an order.
        case locatedUnderOrder = "located_under_order"
        /// Parentage is acknowledged or adjudicated.
        case parentageSettled = "parentage_settled"
        /// An order is entered.
        case orderEstablished = "order_established"
        /// An amount equal to one month's support is unpaid.
        case monthMissed = "month_missed"
        /// A remedy is started.
        case actionStarted = "action_started"
        /// The parent is enrolled in procedural justice services.
        case enrolled
        /// The parent leaves those services without paying.
        case returned
        /// A contempt motion is filed.
        case contemptFiled = "contempt_filed"
        /// The court is done.
        case courtEnded = "court_ended"
        /// The parent pays what falls due again.
        case payingAgain = "paying_again"
    }
}

extension CaseWorkLifeCycle.State {
    /// The word for messages.
    public static var subject: String { "case" }

    /// The second table at the head of this file.
    public func next(after event: CaseWorkLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.locating, .locationLost): nil
        case (_, .locationLost): .locating
        case (.locating, .locatedBeforeParentage): .parentage
        case (.locating, .locatedBeforeOrder), (.parentage, .parentageSettled): .establishing
        case (.locating, .locatedUnderOrder), (.establishing, .orderEstablished): .monitoring
        case (.monitoring, .monthMissed): .delinquent
        case (.delinquent, .actionStarted): .enforcing
        case (.enforcing, .enrolled): .engaged
        case (.engaged, .returned), (.court, .courtEnded): .enforcing
        case (.enforcing, .contemptFiled), (.engaged, .contemptFiled): .court
        case (.delinquent, .payingAgain), (.enforcing, .payingAgain), (.engaged, .payingAgain),
            (.court, .payingAgain):
            .monitoring
        default: nil
        }
    }
}
