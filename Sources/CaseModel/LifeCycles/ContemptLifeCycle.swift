// The contempt chain, from the ability-to-pay screen to its end.
//
//   screened --referred--> referred --accepted--> accepted --filed--> filed
//   screened --unableToPay--> closed                referred --declined--> declined
//   filed --served--> served --heard--> heard       filed --serviceFailed--> not_served
//   not_served --served--> served                   not_served --serviceFailed--> not_served
//   heard --dismissed--> dismissed
//   heard --continued--> continued --heard--> heard
//   heard --found--> found --purgeSet--> purge --purged, sanctioned--> closed, sanction
//   found --sanctioned--> sanction --purged, sanctionEnded--> closed
//   purge --sanctioned--> sanction
//   screened, referred, accepted, filed, not_served, served, continued --withdrawn--> closed
//
// There is no way to `filed` that does not pass a screen (45 CFR 303.6(c)(4)(i)) and a person who
// accepts the referral. A parent found unable to pay leaves the chain before the referral.

/// The life cycle of a civil contempt action.
public enum ContemptLifeCycle {
    /// Where a contempt action stands.
    public enum State: String, LifeCycleState {
        /// Ability to pay was screened.
        case screened
        /// Referred to the attorney.
        case referred
        /// The attorney takes it.
        case accepted
        /// The attorney does not take it.
        case declined
        /// Filed with the court.
        case filed
        /// The parent was served.
        case served
        /// Service failed.
        case notServed = "not_served"
        /// A hearing took place.
        case heard
        /// Dismissed.
        case dismissed
        /// Put off to another hearing.
        case continued
        /// Contempt was found.
        case found
        /// A purge amount or act is set.
        case purge
        /// A sanction is being served.
        case sanction
        /// Over.
        case closed
    }

    /// What can happen to a contempt action.
    public enum Event: String, Sendable, CaseIterable {
        /// The screen finds the parent unable to pay.
        case unableToPay = "unable_to_pay"
        /// The case manager refers the case.
        case referred
        /// The attorney takes it.
        case accepted
        /// The attorney does not take it.
        case declined
        /// The motion is filed.
        case filed
        /// The parent is served.
        case served
        /// Service fails.
        case serviceFailed = "service_failed"
        /// A hearing takes place.
        case heard
        /// The court dismisses.
        case dismissed
        /// The court continues the matter.
        case continued
        /// The court finds contempt, with an express finding of ability to pay.
        case found
        /// The court sets a purge within present means.
        case purgeSet = "purge_set"
        /// The court orders a sanction.
        case sanctioned
        /// The parent purges the contempt.
        case purged
        /// The sanction ends.
        case sanctionEnded = "sanction_ended"
        /// The agency withdraws.
        case withdrawn
    }
}

extension ContemptLifeCycle.State {
    /// The words for messages.
    public static var subject: String { "contempt action" }

    /// The table at the head of this file.
    public func next(after event: ContemptLifeCycle.Event) -> Self? {
        switch (self, event) {
        case (.screened, .referred): .referred
        case (.referred, .accepted): .accepted
        case (.referred, .declined): .declined
        case (.accepted, .filed): .filed
        case (.filed, .served), (.notServed, .served): .served
        case (.filed, .serviceFailed), (.notServed, .serviceFailed): .notServed
        case (.served, .heard), (.continued, .heard): .heard
        case (.heard, .dismissed): .dismissed
        case (.heard, .continued): .continued
        case (.heard, .found): .found
        case (.found, .purgeSet): .purge
        case (.found, .sanctioned), (.purge, .sanctioned): .sanction
        case (.screened, .unableToPay), (.purge, .purged), (.sanction, .purged),
            (.sanction, .sanctionEnded), (.screened, .withdrawn), (.referred, .withdrawn),
            (.accepted, .withdrawn), (.filed, .withdrawn), (.notServed, .withdrawn),
            (.served, .withdrawn), (.continued, .withdrawn):
            .closed
        default: nil
        }
    }
}
