// The life of one enforcement remedy against one parent in one case.
//
//   identified --hold--> suppressed --holdEnded--> identified
//   identified --noticeOwed--> notice_due --noticeSent--> notice_sent --periodBegan--> waiting
//   identified --tookEffect--> in_effect            (a remedy that owes no notice first)
//   waiting --contested--> contested --upheld--> upheld --tookEffect--> in_effect
//                          contested --withdrawn--> withdrawn
//   waiting --periodOver--> upheld                  (nobody contested in time)
//   in_effect --contested--> contested              (late or after-the-fact review)
//   in_effect --released--> released
//   notice_due, notice_sent, waiting, upheld --hold--> suppressed
//   identified, suppressed, notice_due, notice_sent, waiting, upheld --withdrawn--> withdrawn
//
// A hold that ends leads back to `identified`, not to where it began: the threshold is asked again
// and a notice that has grown old is sent again. A contested remedy cannot be held, because the
// parent is owed an answer. `withdrawn` and `released` end the record; a new delinquency makes a
// new one.

/// The life cycle of an enforcement remedy (45 CFR 303.6).
public enum RemedyLifeCycle {
    /// Where a remedy stands, as case files record it.
    public typealias State = Remedy.State

    /// What can happen to a remedy.
    public enum Event: String, Sendable, CaseIterable {
        /// Someone holds it, with a reason and until a day.
        case hold
        /// The last day of the hold is over.
        case holdEnded = "hold_ended"
        /// The law asks for a notice first.
        case noticeOwed = "notice_owed"
        /// The notice went out.
        case noticeSent = "notice_sent"
        /// The time to answer began.
        case periodBegan = "period_began"
        /// The time to answer is over without an answer.
        case periodOver = "period_over"
        /// The parent contests.
        case contested
        /// The review found for the agency.
        case upheld
        /// The agency gives it up, or the review found for the parent.
        case withdrawn
        /// It takes effect.
        case tookEffect = "took_effect"
        /// It ends.
        case released
    }
}

extension Remedy.State: LifeCycleState {
    /// The word for messages.
    public static var subject: String { "remedy" }

    /// The table at the head of this file.
    public func next(after event: RemedyLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.identified, .hold), (.noticeDue, .hold), (.noticeSent, .hold), (.waiting, .hold),
            (.upheld, .hold):
            .suppressed
        case (.suppressed, .holdEnded): .identified
        case (.identified, .noticeOwed): .noticeDue
        case (.noticeDue, .noticeSent): .noticeSent
        case (.noticeSent, .periodBegan): .waiting
        case (.waiting, .contested), (.inEffect, .contested): .contested
        case (.waiting, .periodOver), (.contested, .upheld): .upheld
        case (.identified, .withdrawn), (.suppressed, .withdrawn), (.noticeDue, .withdrawn),
            (.noticeSent, .withdrawn), (.waiting, .withdrawn), (.contested, .withdrawn),
            (.upheld, .withdrawn):
            .withdrawn
        case (.identified, .tookEffect), (.upheld, .tookEffect): .inEffect
        case (.inEffect, .released): .released
        default: nil
        }
    }
}
