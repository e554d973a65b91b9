import CaseModel
import Testing

/// Every state with every event, against tables written out by hand.
@Suite("Life cycles: every state with every event")
struct MoveTableTests {
    private static let remedy = MoveTable(
        """
        identified hold suppressed
        notice_due hold suppressed
        notice_sent hold suppressed
        waiting hold suppressed
        upheld hold suppressed
        suppressed hold_ended identified
        identified notice_owed notice_due
        notice_due notice_sent notice_sent
        notice_sent period_began waiting
        waiting contested contested
        in_effect contested contested
        waiting period_over upheld
        contested upheld upheld
        identified withdrawn withdrawn
        suppressed withdrawn withdrawn
        notice_due withdrawn withdrawn
        notice_sent withdrawn withdrawn
        waiting withdrawn withdrawn
        contested withdrawn withdrawn
        upheld withdrawn withdrawn
        identified took_effect in_effect
        upheld took_effect in_effect
        in_effect released released
        """)

    @Test(arguments: RemedyLifeCycle.State.allCases, RemedyLifeCycle.Event.allCases)
    func remedy(_ state: RemedyLifeCycle.State, _ event: RemedyLifeCycle.Event) {
        Self.remedy.check(state, event)
    }

    private static let status = MoveTable(
        """
        applied accepted open
        applied refused closed
        open closure_notice_sent pending_closure
        reopened closure_notice_sent pending_closure
        pending_closure answered open
        pending_closure period_over closed
        open closed_without_notice closed
        reopened closed_without_notice closed
        closed reopened reopened
        """)

    @Test(arguments: CaseStatusLifeCycle.State.allCases, CaseStatusLifeCycle.Event.allCases)
    func caseStatus(_ state: CaseStatusLifeCycle.State, _ event: CaseStatusLifeCycle.Event) {
        Self.status.check(state, event)
    }

    private static let work = MoveTable(
        """
        parentage location_lost locating
        establishing location_lost locating
        monitoring location_lost locating
        delinquent location_lost locating
        enforcing location_lost locating
        engaged location_lost locating
        court location_lost locating
        locating located_before_parentage parentage
        locating located_before_order establishing
        locating located_under_order monitoring
        parentage parentage_settled establishing
        establishing order_established monitoring
        monitoring month_missed delinquent
        delinquent action_started enforcing
        enforcing enrolled engaged
        engaged returned enforcing
        enforcing contempt_filed court
        engaged contempt_filed court
        court court_ended enforcing
        delinquent paying_again monitoring
        enforcing paying_again monitoring
        engaged paying_again monitoring
        court paying_again monitoring
        """)

    @Test(arguments: CaseWorkLifeCycle.State.allCases, CaseWorkLifeCycle.Event.allCases)
    func caseWork(_ state: CaseWorkLifeCycle.State, _ event: CaseWorkLifeCycle.Event) {
        Self.work.check(state, event)
    }

    private static let order = MoveTable(
        """
        proposed entered entered
        proposed dismissed terminated
        entered took_effect in_force
        entered terminated terminated
        in_force review_began under_review
        in_force suspended suspended
        in_force terminated terminated
        under_review adjusted in_force
        under_review unchanged in_force
        under_review suspended suspended
        under_review terminated terminated
        suspended resumed in_force
        suspended terminated terminated
        """)

    @Test(arguments: OrderLifeCycle.State.allCases, OrderLifeCycle.Event.allCases)
    func order(_ state: OrderLifeCycle.State, _ event: OrderLifeCycle.Event) {
        Self.order.check(state, event)
    }

    private static let conference = MoveTable(
        """
        considered judged_unsuitable not_appropriate
        inviting judged_unsuitable not_appropriate
        scheduled judged_unsuitable not_appropriate
        considered invited inviting
        inviting agreed_to_meet scheduled
        scheduled moved scheduled
        scheduled held held
        held agreed agreed
        held not_agreed no_agreement
        inviting cp_declined declined_by_cp
        scheduled cp_declined declined_by_cp
        inviting ncp_declined declined_by_ncp
        scheduled ncp_declined declined_by_ncp
        inviting no_contact no_contact
        scheduled no_contact no_contact
        considered cancelled cancelled
        inviting cancelled cancelled
        scheduled cancelled cancelled
        """)

    @Test(arguments: ConferenceLifeCycle.State.allCases, ConferenceLifeCycle.Event.allCases)
    func conference(_ state: ConferenceLifeCycle.State, _ event: ConferenceLifeCycle.Event) {
        Self.conference.check(state, event)
    }

    private static let plan = MoveTable(
        """
        draft amended draft
        agreed amended draft
        draft agreed agreed
        agreed begun active
        active amended active
        lapsed resumed active
        active completed completed
        agreed lapsed lapsed
        active lapsed lapsed
        draft abandoned abandoned
        agreed abandoned abandoned
        active abandoned abandoned
        lapsed abandoned abandoned
        """)

    @Test(arguments: PlanLifeCycle.State.allCases, PlanLifeCycle.Event.allCases)
    func plan(_ state: PlanLifeCycle.State, _ event: PlanLifeCycle.Event) {
        Self.plan.check(state, event)
    }

    private static let contempt = MoveTable(
        """
        screened referred referred
        screened unable_to_pay closed
        screened withdrawn closed
        referred accepted accepted
        referred declined declined
        referred withdrawn closed
        accepted filed filed
        accepted withdrawn closed
        filed served served
        filed service_failed not_served
        filed withdrawn closed
        not_served served served
        not_served service_failed not_served
        not_served withdrawn closed
        served heard heard
        served withdrawn closed
        heard dismissed dismissed
        heard continued continued
        heard found found
        continued heard heard
        continued withdrawn closed
        found purge_set purge
        found sanctioned sanction
        purge sanctioned sanction
        purge purged closed
        sanction purged closed
        sanction sanction_ended closed
        """)

    @Test(arguments: ContemptLifeCycle.State.allCases, ContemptLifeCycle.Event.allCases)
    func contempt(_ state: ContemptLifeCycle.State, _ event: ContemptLifeCycle.Event) {
        Self.contempt.check(state, event)
    }

    private static let referral = MoveTable(
        """
        open waitlisted waiting
        open attended enrolled
        open missed no_show
        open declined declined
        open refused not_eligible
        waiting attended enrolled
        waiting missed no_show
        waiting declined declined
        waiting refused not_eligible
        no_show attended enrolled
        no_show rebooked open
        no_show declined declined
        enrolled completed completed
        enrolled dropped dropped
        """)

    @Test(arguments: ReferralLifeCycle.State.allCases, ReferralLifeCycle.Event.allCases)
    func referral(_ state: ReferralLifeCycle.State, _ event: ReferralLifeCycle.Event) {
        Self.referral.check(state, event)
    }

    private static let alert = MoveTable(
        """
        none logged_in_eligible checking
        none logged_in_not_eligible none
        checking logged_in_eligible checking
        checking logged_in_not_eligible none
        checking not_registered register
        checking matches_found matches
        checking no_match_found no_match
        checking no_answer unknown
        checking error unknown
        register logged_in_eligible register
        register logged_in_not_eligible none
        register not_registered register
        register matches_found matches
        register no_match_found no_match
        register no_answer unknown
        register error unknown
        matches logged_in_eligible checking
        matches logged_in_not_eligible none
        matches alert_opened matches
        no_match logged_in_eligible checking
        no_match logged_in_not_eligible none
        unknown logged_in_eligible checking
        unknown logged_in_not_eligible none
        """)

    @Test(arguments: AlertLifeCycle.State.allCases, AlertLifeCycle.Event.allCases)
    func alert(_ state: AlertLifeCycle.State, _ event: AlertLifeCycle.Event) {
        Self.alert.check(state, event)
    }

    @Test func theTablesNameOnlyStatesAndEventsThatExist() {
        Self.remedy.checkSpelling(RemedyLifeCycle.State.self)
        Self.status.checkSpelling(CaseStatusLifeCycle.State.self)
        Self.work.checkSpelling(CaseWorkLifeCycle.State.self)
        Self.order.checkSpelling(OrderLifeCycle.State.self)
        Self.conference.checkSpelling(ConferenceLifeCycle.State.self)
        Self.plan.checkSpelling(PlanLifeCycle.State.self)
        Self.contempt.checkSpelling(ContemptLifeCycle.State.self)
        Self.referral.checkSpelling(ReferralLifeCycle.State.self)
        Self.alert.checkSpelling(AlertLifeCycle.State.self)
    }
}
