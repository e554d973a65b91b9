/// What rights are about: things that the service keeps or does, and kinds of data in them.
///
/// A kind of data is only ever read. Who may read a case file sees of it the kinds that the same
/// table grants; ``CaseMask`` takes out the rest.
public enum RightObject: String, Sendable, CaseIterable {
    case caseFile = "case_file"
    case contact
    case hold
    case override
    case referral
    case actionPlan = "action_plan"
    case conference
    case decision
    case explanation
    case dryRun = "dry_run"
    case diff
    case worklist
    case sweep
    case site
    case policy
    case parameter
    case partnerList = "partner_list"
    case shadow
    case rollback
    case log
    case checkpoint
    case status
    case metrics
    case jobgatewayAlert = "jobgateway_alert"
    case breakGlass = "break_glass"

    /// Names and what people said.
    case identity
    /// Where somebody lives or works, and how to reach them.
    case location
    /// The same of a person at risk.
    case protectedLocation = "protected_location"
    /// What is known of family violence, who is at risk, what was screened.
    case safetyRecord = "safety_record"
    /// The true source of a payment.
    case paymentSource = "payment_source"
    /// Accounts found by the match with banks.
    case accountData = "account_data"
    /// That there is a medical reason, since when, and what would help.
    case medicalSummary = "medical_summary"
    /// The kind of disability or treatment.
    case medicalDetail = "medical_detail"
    /// Birth date, sex, race, tribal membership.
    case protectedAttribute = "protected_attribute"
    /// What is recorded of the other parent of a case, contacts included.
    case otherParent = "other_parent"
    /// The arm of the study.
    case studyArm = "study_arm"

    /// The kinds of data, as opposed to things.
    public static let dataKinds: [RightObject] = [
        .identity, .location, .protectedLocation, .safetyRecord, .paymentSource, .accountData,
        .medicalSummary, .medicalDetail, .protectedAttribute, .otherParent, .studyArm,
    ]

    /// True for a kind of data in a case.
    public var isDataKind: Bool { Self.dataKinds.contains(self) }

    /// True if rights to it are asked about one case.
    ///
    /// The others concern a site or the host as a whole.
    public var isOfOneCase: Bool {
        switch self {
        case .caseFile, .contact, .hold, .override, .referral, .actionPlan, .conference, .decision,
            .explanation, .dryRun, .jobgatewayAlert, .breakGlass:
            true
        case .diff, .worklist, .sweep, .site, .policy, .parameter, .partnerList, .shadow, .rollback,
            .log, .checkpoint, .status, .metrics:
            false
        case .identity, .location, .protectedLocation, .safetyRecord, .paymentSource, .accountData,
            .medicalSummary, .medicalDetail, .protectedAttribute, .otherParent, .studyArm:
            true
        }
    }

    /// What it is, as a phrase.
    public var about: String {
        switch self {
        case .caseFile: "all facts about one noncustodial parent's cases"
        case .contact: "an attempt to reach a parent, or a message from one"
        case .hold: "a remedy that is held"
        case .override: "an answer given in place of the policy's, with a reason"
        case .referral: "a referral to a partner organization"
        case .actionPlan: "a case action plan"
        case .conference: "a case conference between the parents"
        case .decision: "what the policies answered, with the facts it rests on"
        case .explanation: "a decision with everything that led to it"
        case .dryRun: "a decision that is tried and not kept"
        case .diff: "two policies compared on cases"
        case .worklist: "what is to be done, by urgency"
        case .sweep: "the decision of a whole caseload"
        case .site: "a site's name, calendar and areas"
        case .policy: "a site's policies as a release"
        case .parameter: "a site's number, such as the length of a hold"
        case .partnerList: "the partners that a site refers to"
        case .shadow: "a candidate policy that decides beside the live one"
        case .rollback: "a return to an earlier release"
        case .log: "the log of decisions"
        case .checkpoint: "a signed head of the log"
        case .status: "what is loaded, since when, and what went wrong"
        case .metrics: "counts and durations without a case"
        case .jobgatewayAlert: "the alert of the job site for a parent"
        case .breakGlass: "access to one case for a while, with a reason and an alert"
        case .identity: "names, and what people said in their own words"
        case .location: "where a person lives or works, and how to reach them"
        case .protectedLocation: "the same of a person at risk"
        case .safetyRecord: "what is known of family violence and who is at risk"
        case .paymentSource: "the true source of a payment, a tax offset included"
        case .accountData: "accounts found by the match with banks"
        case .medicalSummary: "that there is a medical reason, and since when"
        case .medicalDetail: "the kind of disability or treatment"
        case .protectedAttribute: "birth date, sex, race, tribal membership"
        case .otherParent: "what is recorded of the other parent of a case"
        case .studyArm: "the arm of the study that a parent is in"
        }
    }
}
