/// An enforcement remedy and where it stands.
///
/// Source: 45 CFR 303.6(c); 42 USC 666(a).
public struct Remedy: CaseRecord {
    /// Identifier of the remedy, unique in the case.
    public var remedyID = ""
    /// The remedy.
    public var kind = RemedyKind.incomeWithholding
    /// Where it stands.
    public var state = State.identified
    /// What set it off.
    public var trigger = Trigger.automatic
    /// Day the case was found to qualify.
    public var identifiedOn = Day(epochDay: 0)
    /// Day the notice was sent.
    public var noticeSentOn: Day?
    /// How the notice was sent.
    public var noticeMethod: NoticeMethod?
    /// Last day to answer the notice.
    public var responseDueOn: Day?
    /// Day the parent contested it.
    public var contestedOn: Day?
    /// How the contest ended.
    public var contestResult: ContestResult?
    /// Day it took effect.
    public var effectiveOn: Day?
    /// Day it ended.
    public var endedOn: Day?
    /// Last day of a hold.
    public var heldUntil: Day?
    /// Why it is held.
    public var holdReason: String?
    /// True if a supervisor approved the hold.
    public var holdApprovedBySupervisor = false
    /// Balance of the matched account, cents.
    public var accountBalance: Money?
    /// Day staff explained to the parent what the remedy would do.
    public var consequencesExplainedOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Remedy.self, "remedy", "An enforcement remedy and where it stands",
        source: "45 CFR 303.6(c); 42 USC 666(a)"
    ) { record in
        record.identity("remedy_id", \.remedyID, "Identifier of the remedy, unique in the case")
        record.field("kind", \.kind, "The remedy")
        record.field("state", \.state, "Where it stands")
        record.field("trigger", \.trigger, "What set it off")
        record.field("identified_on", \.identifiedOn, "Day the case was found to qualify")
        record.field("notice_sent_on", \.noticeSentOn, "Day the notice was sent")
        record.field("notice_method", \.noticeMethod, "How the notice was sent")
        record.field("response_due_on", \.responseDueOn, "Last day to answer the notice")
        record.field("contested_on", \.contestedOn, "Day the parent contested it")
        record.field("contest_result", \.contestResult, "How the contest ended")
        record.field("effective_on", \.effectiveOn, "Day it took effect")
        record.field("ended_on", \.endedOn, "Day it ended")
        record.field("held_until", \.heldUntil, "Last day of a hold")
        record.field("hold_reason", \.holdReason, "Why it is held")
        record.field(
            "hold_approved_by_supervisor", \.holdApprovedBySupervisor,
            "True if a supervisor approved the hold")
        record.field(
            "account_balance", \.accountBalance, "Balance of the matched account, cents",
            source: "42 USC 669a")
        record.field(
            "consequences_explained_on", \.consequencesExplainedOn,
            "Day staff explained to the parent what the remedy would do")
        record.inOrder(\.identifiedOn, "identified_on", \.noticeSentOn, "notice_sent_on")
        record.inOrder(\.identifiedOn, "identified_on", \.contestedOn, "contested_on")
        record.inOrder(\.identifiedOn, "identified_on", \.effectiveOn, "effective_on")
        record.inOrder(\.identifiedOn, "identified_on", \.endedOn, "ended_on")
    }

    /// Where a remedy stands.
    public enum State: UInt8, CaseSymbol {
        case identified
        case suppressed
        case noticeDue
        case noticeSent
        case waiting
        case contested
        case upheld
        case withdrawn
        case inEffect
        case released
    }

    /// What set a remedy off.
    public enum Trigger: UInt8, CaseSymbol {
        case automatic
        case worker
        case cpRequest
        case supervisor
    }

    /// How a notice was sent.
    public enum NoticeMethod: UInt8, CaseSymbol {
        case firstClass
        case certified
        case personal
        case electronic
    }

    /// How a contest ended.
    public enum ContestResult: UInt8, CaseSymbol {
        case pending
        case upheld
        case withdrawn
    }
}

/// An enforcement remedy.
public enum RemedyKind: UInt8, CaseSymbol {
    case incomeWithholding
    case medicalSupportNotice
    case federalTaxOffset
    case stateTaxOffset
    case administrativeOffset
    case passportDenial
    case creditReporting
    case driverLicenseSuspension
    case occupationalLicenseSuspension
    case recreationalLicenseSuspension
    case accountLevy
    case propertyLien
    case propertySeizure
    case lumpSumIntercept
    case seekWorkOrder
    case contemptReferral
    case contemptFiling
    case criminalReferral
}
