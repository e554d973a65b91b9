/// An ordinary agency service that was actively offered.
///
/// Source: PJAC brief 8.
public struct EnhancedService: CaseRecord {
    /// Identifier of the service, unique in the file.
    public var serviceID = ""
    /// The service.
    public var kind = EnhancedServiceKind.orderModification
    /// Day the case was screened for it.
    public var screenedOn: Day?
    /// Result of the screen.
    public var eligible = Eligibility.yes
    /// Day it was explained to the parent.
    public var explainedOn: Day?
    /// Day the request was submitted.
    public var submittedOn: Day?
    /// What came of the request.
    public var outcome: Outcome?
    /// Day it took effect.
    public var effectiveOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        EnhancedService.self, "enhanced_service",
        "An ordinary agency service that was actively offered",
        source: "PJAC brief 8"
    ) { record in
        record.identity("service_id", \.serviceID, "Identifier of the service, unique in the file")
        record.field("kind", \.kind, "The service")
        record.field("screened_on", \.screenedOn, "Day the case was screened for it")
        record.field("eligible", \.eligible, "Result of the screen")
        record.field("explained_on", \.explainedOn, "Day it was explained to the parent")
        record.field("submitted_on", \.submittedOn, "Day the request was submitted")
        record.field("outcome", \.outcome, "What came of the request")
        record.field("effective_on", \.effectiveOn, "Day it took effect")
    }

    /// Result of an eligibility screen.
    public enum Eligibility: UInt8, CaseSymbol {
        case yes
        case no
        case notScreened
    }

    /// What came of a request.
    public enum Outcome: UInt8, CaseSymbol {
        case granted
        case denied
        case withdrawn
        case pending
    }
}

/// An agency service that staff may offer.
public enum EnhancedServiceKind: UInt8, CaseSymbol {
    case orderModification
    case arrearsAudit
    case licenseReinstatement
    case arrearsCompromise
    case arrearsWaiver
    case paymentPlan
    case warrantResolution
    case accountCorrection
    case creditCorrection
    case parentingTimeHelp
    case medicalOrderChange
}

/// A referral to a partner organization.
///
/// Source: PJAC brief 8.
public struct Referral: CaseRecord {
    /// Identifier of the referral, unique in the file.
    public var referralID = ""
    /// The partner.
    public var partnerID = ""
    /// The service referred to.
    public var service = ServiceKind.employment
    /// Who pays for it.
    public var funding = Funding.ivDEt
    /// Day it was made.
    public var madeOn = Day(epochDay: 0)
    /// How the parent was handed over.
    public var handoff = Handoff.warm
    /// Day the partner accepted.
    public var acceptedOn: Day?
    /// Day the parent first attended.
    public var firstAttendedOn: Day?
    /// What came of it.
    public var outcome = Outcome.open
    /// Day the partner's feedback is due.
    public var feedbackDueOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Referral.self, "referral", "A referral to a partner organization",
        source: "PJAC brief 8"
    ) { record in
        record.identity(
            "referral_id", \.referralID, "Identifier of the referral, unique in the file")
        record.field("partner_id", \.partnerID, "The partner")
        record.field("service", \.service, "The service referred to", .medical)
        record.field("funding", \.funding, "Who pays for it")
        record.field("made_on", \.madeOn, "Day it was made")
        record.field("handoff", \.handoff, "How the parent was handed over")
        record.field("accepted_on", \.acceptedOn, "Day the partner accepted")
        record.field("first_attended_on", \.firstAttendedOn, "Day the parent first attended")
        record.field("outcome", \.outcome, "What came of it")
        record.field("feedback_due_on", \.feedbackDueOn, "Day the partner's feedback is due")
        record.inOrder(\.madeOn, "made_on", \.acceptedOn, "accepted_on")
        record.inOrder(\.madeOn, "made_on", \.firstAttendedOn, "first_attended_on")
    }

    /// How a parent is handed over to a partner.
    public enum Handoff: UInt8, CaseSymbol {
        case warm
        case letter
        case portal
        case onSite
    }

    /// What came of a referral.
    public enum Outcome: UInt8, CaseSymbol {
        case open
        case enrolled
        case completed
        case dropped
        case declined
        case waiting
        case notEligible
        case noShow
    }
}

/// A service of a partner organization.
public enum ServiceKind: UInt8, CaseSymbol {
    case employment
    case jobTraining
    case education
    case mediation
    case counseling
    case mentalHealth
    case substanceAbuse
    case housing
    case transport
    case legalAid
    case parenting
    case parentingTime
    case foodClothing
    case documents
    case domesticViolence
    case healthCover
}

/// Who pays for a service.
public enum Funding: UInt8, CaseSymbol {
    case ivDEt
    case tanf
    case snapEt
    case wioa
    case grant
    case none
}

/// An employment and training service under IV-D.
///
/// Source: 89 FR 100789; 45 CFR 303.6(c)(5).
public struct Enrollment: CaseRecord {
    /// Identifier of the enrollment, unique in the file.
    public var enrollmentID = ""
    /// The case it serves.
    public var caseID = ""
    /// The service, from the closed list.
    public var service = TrainingService.jobSearch
    /// Who provides it.
    public var provider = ""
    /// First day of the service.
    public var startedOn = Day(epochDay: 0)
    /// Last day of the service.
    public var endedOn: Day?
    /// Whether another program pays for the same service.
    public var otherProgramSameService = Duplication.yes
    /// Day that was checked.
    public var checkedOn: Day?
    /// What came of it.
    public var outcome = Outcome.open
    /// Who pays for it.
    public var funding = Funding.ivDEt

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Enrollment.self, "enrollment", "An employment and training service under IV-D",
        source: "89 FR 100789; 45 CFR 303.6(c)(5)"
    ) { record in
        record.identity(
            "enrollment_id", \.enrollmentID, "Identifier of the enrollment, unique in the file")
        record.field("case_id", \.caseID, "The case it serves")
        record.field("service", \.service, "The service, from the closed list")
        record.field("provider", \.provider, "Who provides it")
        record.field("started_on", \.startedOn, "First day of the service")
        record.field("ended_on", \.endedOn, "Last day of the service")
        record.field(
            "other_program_same_service", \.otherProgramSameService,
            "Whether another program pays for the same service")
        record.field("checked_on", \.checkedOn, "Day that was checked")
        record.field("outcome", \.outcome, "What came of it")
        record.field("funding", \.funding, "Who pays for it")
        record.inOrder(\.startedOn, "started_on", \.endedOn, "ended_on")
    }

    /// Whether another federal program pays for the same service.
    public enum Duplication: UInt8, CaseSymbol {
        case yes
        case no
        case notChecked
    }

    /// What came of an enrollment.
    public enum Outcome: UInt8, CaseSymbol {
        case open
        case placed
        case retained30
        case retained90
        case retained180
        case credential
        case dropped
    }
}

/// A service that IV-D employment and training money may pay for.
public enum TrainingService: UInt8, CaseSymbol {
    case jobSearch
    case jobReadiness
    case jobDevelopment
    case skillsAssessment
    case jobRetention
    case workSupports
    case jobTraining
}
