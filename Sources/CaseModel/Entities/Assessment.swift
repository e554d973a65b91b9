/// A dated finding of staff or court, with its evidence.
///
/// Source: 45 CFR 303.6(c)(4); PJAC brief 8.
public struct Opinion: CaseRecord {
    /// What the opinion is about.
    public var kind = Kind.able
    /// What was found.
    public var answer = Answer.yes
    /// Day it was given.
    public var givenOn = Day(epochDay: 0)
    /// Last day it counts.
    public var expiresOn: Day?
    /// Who gave it.
    public var authorRole = Role.caseManager
    /// What it rests on.
    public var evidence: [Evidence] = []
    /// The person who gave it.
    public var staffID = ""

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Opinion.self, "opinion", "A dated finding of staff or court, with its evidence",
        source: "45 CFR 303.6(c)(4); PJAC brief 8"
    ) { record in
        record.field("kind", \.kind, "What the opinion is about")
        record.field("answer", \.answer, "What was found")
        record.field("given_on", \.givenOn, "Day it was given")
        record.field("expires_on", \.expiresOn, "Last day it counts")
        record.field("author_role", \.authorRole, "Who gave it")
        record.field("evidence", \.evidence, "What it rests on")
        record.field("staff_id", \.staffID, "The person who gave it", .pii)
        record.inOrder(\.givenOn, "given_on", \.expiresOn, "expires_on")
    }

    /// What an opinion is about.
    public enum Kind: UInt8, CaseSymbol {
        case able
        case willful
        case engaged
    }

    /// What an opinion found.
    public enum Answer: UInt8, CaseSymbol {
        case yes
        case no
        case unclear
    }

    /// Who gave an opinion.
    public enum Role: UInt8, CaseSymbol {
        case caseManager
        case supervisor
        case attorney
        case court
        case referee
    }

    /// What an opinion rests on.
    public enum Evidence: UInt8, CaseSymbol {
        case payStubs
        case employerRecords
        case ndnhMatch
        case bankRecords
        case parentStatement
        case cpStatement
        case assetSearch
        case noneOfInability
    }
}

/// Assignment to an arm of the study, once and for all cases.
///
/// Source: PJAC demonstration evaluation.
public struct Study: CaseRecord {
    /// Day of assignment.
    public var enrolledOn = Day(epochDay: 0)
    /// The arm of the study.
    public var arm = Arm.pjac
    /// The random draw behind it.
    public var drawID = ""
    /// Day the parent left the study.
    public var exitedOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Study.self, "study", "Assignment to an arm of the study, once and for all cases",
        source: "PJAC demonstration evaluation"
    ) { record in
        record.field("enrolled_on", \.enrolledOn, "Day of assignment")
        record.field("arm", \.arm, "The arm of the study")
        record.field("draw_id", \.drawID, "The random draw behind it")
        record.field("exited_on", \.exitedOn, "Day the parent left the study")
        record.inOrder(\.enrolledOn, "enrolled_on", \.exitedOn, "exited_on")
    }

    /// Arm of the study.
    public enum Arm: UInt8, CaseSymbol {
        case pjac
        case businessAsUsual
    }
}

/// A work-search order and the job-site account that goes with it.
///
/// Source: PACSES nomination.
public struct WorkSearch: CaseRecord {
    /// The order that requires the search.
    public var orderID: String?
    /// Whether the order names the job site.
    public var orderKind: OrderKind?
    /// Day it was issued.
    public var issuedOn: Day?
    /// Where the requirement stands.
    public var status: Status?
    /// Whether the parent has an account.
    public var accountRegistered = Answer.yes
    /// Day of registration.
    public var registeredOn: Day?
    /// Day of the last log-in.
    public var lastLoginOn: Day?
    /// True if a resume is stored.
    public var resumePresent = false
    /// True if a primary saved search is stored.
    public var savedSearch = false
    /// Whether the job site answered.
    public var partnerAnswer = PartnerAnswer.answered
    /// Jobs that match the saved search.
    public var matchesTotal = 0
    /// Why enforcement was suspended.
    public var enforcementExclusion: Exclusion?
    /// State of the parent alert.
    public var alertState = AlertState.none

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        WorkSearch.self, "work_search",
        "A work-search order and the job-site account that goes with it",
        source: "PACSES nomination"
    ) { record in
        record.field("order_id", \.orderID, "The order that requires the search")
        record.field("order_kind", \.orderKind, "Whether the order names the job site")
        record.field("issued_on", \.issuedOn, "Day it was issued")
        record.field("status", \.status, "Where the requirement stands")
        record.field("account_registered", \.accountRegistered, "Whether the parent has an account")
        record.field("registered_on", \.registeredOn, "Day of registration")
        record.field("last_login_on", \.lastLoginOn, "Day of the last log-in")
        record.field("resume_present", \.resumePresent, "True if a resume is stored")
        record.field("saved_search", \.savedSearch, "True if a primary saved search is stored")
        record.field("partner_answer", \.partnerAnswer, "Whether the job site answered")
        record.field("matches_total", \.matchesTotal, "Jobs that match the saved search")
        record.field(
            "enforcement_exclusion", \.enforcementExclusion, "Why enforcement was suspended",
            .medical)
        record.field("alert_state", \.alertState, "State of the parent alert")
    }

    /// Whether an order names the job site.
    public enum OrderKind: UInt8, CaseSymbol {
        case jobgatewayOrder
        case plainWsr
    }

    /// Where a work-search requirement stands.
    public enum Status: UInt8, CaseSymbol {
        case active
        case suspended
        case ended
    }

    /// Whether the job site answered.
    public enum PartnerAnswer: UInt8, CaseSymbol {
        case answered
        case noAnswer
        case error
    }

    /// Why enforcement was suspended.
    public enum Exclusion: UInt8, CaseSymbol {
        case medicalLeave
        case incarceration
        case rehabilitation
    }

    /// State of the parent alert.
    public enum AlertState: UInt8, CaseSymbol {
        case none
        case checking
        case register
        case matches
        case noMatch
        case unknown
    }
}
