/// A family of questions that one policy file answers.
public enum Area: String, Sendable, CaseIterable, Hashable {
    /// Whether a remedy proceeds, waits or gives way to a service.
    case enforcement
    /// Who is contacted next, how and when.
    case outreach
    /// Which help and which partner fits.
    case referral
    /// Pennsylvania's work-search link (program `pa-jobgateway`).
    case workSearch = "work_search"
    /// Employment and training under title IV-D (program `iv-d-et`).
    case employmentTraining = "employment_training"

    /// The three areas that every site scripts.
    public static let siteAreas: [Area] = [.enforcement, .outreach, .referral]
}

/// What an answer can be; one closed list for every decision point.
public enum Outcome: String, Sendable, CaseIterable, Hashable {
    // Any point.
    case notAllowed = "not_allowed"
    case notYet = "not_yet"
    case notAsked = "not_asked"
    case noAction = "no_action"
    case wait
    // D1
    case enroll, exclude
    // D2, D5, D7: recorded by staff, not scripted.
    case review, reason, plan
    // D3, D4, D10
    case contact, pause, stop
    // D6
    case conference
    case noConference = "no_conference"
    // D8
    case services
    case noServices = "no_services"
    // D9
    case referTo = "refer_to"
    case noReferral = "no_referral"
    // D11
    case proceed, hold
    case offerService = "offer_service"
    case askSupervisor = "ask_supervisor"
    case notAvailable = "not_available"
    // D12
    case warn, escalate
    // D13
    case refer
    case doNotRefer = "do_not_refer"
    // D14
    case stay, exit
    // Programs
    case showAlert = "show_alert"
    case noAlert = "no_alert"
    case showTab = "show_tab"
    case hideTab = "hide_tab"
    case eligible
    case notEligible = "not_eligible"
    case fund
    case doNotFund = "do_not_fund"

    /// Whether the answer moves the case forward against or toward the parent, so that
    /// unmet requirements stop it.
    public var acts: Bool {
        switch self {
        case .enroll, .contact, .conference, .services, .referTo, .proceed, .warn, .escalate,
            .refer, .exit, .showAlert, .showTab, .eligible, .fund:
            true
        default: false
        }
    }

    /// Whether the answer lets time pass; after a federal deadline that takes a stated reason.
    public var waits: Bool {
        switch self {
        case .hold, .wait, .pause, .notYet: true
        default: false
        }
    }
}

/// One question that the core asks, with the answers it accepts.
///
/// - Source: the PJAC model step by step, decision points D1 to D14 (PJAC brief 8).
public enum DecisionPoint: String, Sendable, CaseIterable, Hashable {
    case enrollment = "D1"
    case caseReview = "D2"
    case firstContact = "D3"
    case continueOutreach = "D4"
    case reasonForNonpayment = "D5"
    case conference = "D6"
    case planContent = "D7"
    case enhancedServices = "D8"
    case referral = "D9"
    case maintenance = "D10"
    case remedy = "D11"
    case furtherEnforcement = "D12"
    case contemptReferral = "D13"
    case exit = "D14"
    case parentAlert = "parent_alert"
    case caseworkerTab = "caseworker_tab"
    case eligibility
    case services
    case funding

    /// The question in one sentence.
    public var question: String {
        switch self {
        case .enrollment: "Should this parent be enrolled in PJAC services?"
        case .caseReview: "How deep is the case review, and by when?"
        case .firstContact: "Who is contacted first, how, and by when?"
        case .continueOutreach: "Does outreach go on, pause or stop?"
        case .reasonForNonpayment: "Why is the parent not paying?"
        case .conference: "Is a case conference offered, and in which form?"
        case .planContent: "What does the case action plan hold?"
        case .enhancedServices: "Which child support services are offered, in which order?"
        case .referral: "Which partner fits, and how is the parent handed over?"
        case .maintenance: "What is the next check-in or reminder?"
        case .remedy: "Does this remedy proceed, wait, or give way to a service?"
        case .furtherEnforcement: "Is further enforcement the next step, and which?"
        case .contemptReferral: "Is the case referred for civil contempt?"
        case .exit: "Does the parent leave PJAC services, and why?"
        case .parentAlert: "Does the parent see the JobGateway alert after log-in?"
        case .caseworkerTab: "Does the caseworker see the JobGateway tab?"
        case .eligibility: "Is the parent eligible for IV-D employment and training?"
        case .services: "Which services from the closed list are offered?"
        case .funding: "Does federal IV-D money pay for the service?"
        }
    }

    /// The area whose policy answers, or nil where staff record the answer.
    public var area: Area? {
        switch self {
        case .enrollment, .remedy, .furtherEnforcement, .contemptReferral, .exit: .enforcement
        case .firstContact, .continueOutreach, .conference, .maintenance: .outreach
        case .enhancedServices, .referral: .referral
        case .parentAlert, .caseworkerTab: .workSearch
        case .eligibility, .services, .funding: .employmentTraining
        case .caseReview, .reasonForNonpayment, .planContent: nil
        }
    }

    /// The answers that a policy may propose.
    public var proposals: [Outcome] {
        switch self {
        case .enrollment: [.enroll, .notYet, .exclude]
        case .caseReview: [.review]
        case .firstContact, .continueOutreach, .maintenance: [.contact, .pause, .stop, .wait]
        case .reasonForNonpayment: [.reason]
        case .conference: [.conference, .noConference, .wait]
        case .planContent: [.plan]
        case .enhancedServices: [.services, .noServices]
        case .referral: [.referTo, .noReferral]
        case .remedy: [.proceed, .hold, .offerService, .askSupervisor]
        case .furtherEnforcement: [.warn, .escalate, .offerService, .askSupervisor, .wait]
        case .contemptReferral: [.refer, .doNotRefer]
        case .exit: [.stay, .exit]
        case .parentAlert: [.showAlert, .noAlert]
        case .caseworkerTab: [.showTab, .hideTab]
        case .eligibility: [.eligible, .notEligible]
        case .services: [.services, .noServices]
        case .funding: [.fund, .doNotFund]
        }
    }

    /// The points of an area in their order.
    public static func points(in area: Area) -> [DecisionPoint] { byArea[area] ?? [] }

    private static let byArea = Dictionary(
        grouping: allCases.filter { $0.area != nil }, by: \.area)
}
