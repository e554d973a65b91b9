/// A support order.
///
/// Source: 45 CFR 303.6; 45 CFR 303.8.
public struct Order: CaseRecord {
    /// Identifier of the order, unique in the case.
    public var orderID = ""
    /// Docket number.
    public var docket = ""
    /// Who made the order.
    public var kind = Kind.court
    /// Day the order was entered.
    public var enteredOn = Day(epochDay: 0)
    /// First day it has effect, which may be before entry.
    public var effectiveOn = Day(epochDay: 0)
    /// Last day it has effect.
    public var endedOn: Day?
    /// True if this order controls.
    public var controlling = false
    /// True if it was made without the parent taking part.
    public var defaultOrder = false
    /// Where the order stands.
    public var status = Status.proposed
    /// Monthly income of the noncustodial parent in the guideline, cents.
    public var guidelineIncomeNcp: Money?
    /// Monthly income of the custodial parent in the guideline, cents.
    public var guidelineIncomeCp: Money?
    /// True if income was imputed.
    public var imputed = false
    /// Day of the last review.
    public var lastReviewOn: Day?
    /// Day a modification was asked for; no change reaches further back.
    public var modificationPetitionOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Order.self, "order", "A support order",
        source: "45 CFR 303.6; 45 CFR 303.8"
    ) { record in
        record.identity("order_id", \.orderID, "Identifier of the order, unique in the case")
        record.field("docket", \.docket, "Docket number", .location)
        record.field("kind", \.kind, "Who made the order")
        record.field("entered_on", \.enteredOn, "Day the order was entered")
        record.field(
            "effective_on", \.effectiveOn, "First day it has effect, which may be before entry")
        record.field("ended_on", \.endedOn, "Last day it has effect")
        record.field(
            "controlling", \.controlling, "True if this order controls",
            source: "Uniform Interstate Family Support Act, section 207")
        record.field(
            "default_order", \.defaultOrder, "True if it was made without the parent taking part")
        record.field("status", \.status, "Where the order stands")
        record.field(
            "guideline_income_ncp", \.guidelineIncomeNcp,
            "Monthly income of the noncustodial parent in the guideline, cents",
            source: "45 CFR 302.56")
        record.field(
            "guideline_income_cp", \.guidelineIncomeCp,
            "Monthly income of the custodial parent in the guideline, cents",
            source: "45 CFR 302.56")
        record.field(
            "imputed", \.imputed, "True if income was imputed", source: "45 CFR 302.56(c)(1)(iii)")
        record.field(
            "last_review_on", \.lastReviewOn, "Day of the last review", source: "45 CFR 303.8")
        record.field(
            "modification_petition_on", \.modificationPetitionOn,
            "Day a modification was asked for; no change reaches further back",
            source: "42 USC 666(a)(9)")
        record.inOrder(\.effectiveOn, "effective_on", \.endedOn, "ended_on")
    }

    /// Who made an order.
    public enum Kind: UInt8, CaseSymbol {
        case court
        case administrative
        case registered
    }

    /// Where an order stands.
    public enum Status: UInt8, CaseSymbol {
        case proposed
        case entered
        case inForce
        case underReview
        case suspended
        case terminated
    }
}

/// One duty under an order.
///
/// Source: 45 CFR 303.6.
public struct Obligation: CaseRecord {
    /// Identifier of the obligation, unique in the case.
    public var obligationID = ""
    /// The order it belongs to.
    public var orderID = ""
    /// What is owed.
    public var kind = Kind.currentChild
    /// Amount for each period, cents.
    public var amount = Money.zero
    /// How often the amount falls due.
    public var frequency = PayPeriod.weekly
    /// First day it applies.
    public var startedOn = Day(epochDay: 0)
    /// Last day it applies.
    public var endedOn: Day?
    /// What has to be done, if it is not money.
    public var nonfinancialType: Duty?
    /// Activities required in a week.
    public var requiredPerWeek: Int?
    /// Where a duty that is not money stands.
    public var nonfinancialStatus: DutyStatus?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Obligation.self, "obligation", "One duty under an order",
        source: "45 CFR 303.6"
    ) { record in
        record.identity(
            "obligation_id", \.obligationID, "Identifier of the obligation, unique in the case")
        record.field("order_id", \.orderID, "The order it belongs to")
        record.field("kind", \.kind, "What is owed")
        record.field("amount", \.amount, "Amount for each period, cents")
        record.field("frequency", \.frequency, "How often the amount falls due")
        record.field("started_on", \.startedOn, "First day it applies")
        record.field("ended_on", \.endedOn, "Last day it applies")
        record.field(
            "nonfinancial_type", \.nonfinancialType, "What has to be done, if it is not money")
        record.field("required_per_week", \.requiredPerWeek, "Activities required in a week")
        record.field(
            "nonfinancial_status", \.nonfinancialStatus, "Where a duty that is not money stands")
        record.inOrder(\.startedOn, "started_on", \.endedOn, "ended_on")
        record.derived("monthly_amount", "Amount a month: weekly times 52/12, two weeks 26/12") {
            $0.pointee.monthlyAmount
        }
    }

    /// What is owed.
    public enum Kind: UInt8, CaseSymbol {
        case currentChild
        case currentSpousal
        case cashMedical
        case arrearsRepayment
        case fee
        case retroactive
        case geneticTest
        case nonfinancial
    }

    /// How often an amount falls due.
    public enum PayPeriod: UInt8, CaseSymbol {
        case weekly
        case biweekly
        case semimonthly
        case monthly
        case none
    }

    /// A duty that is not money.
    public enum Duty: UInt8, CaseSymbol {
        case workSearch
        case seekWork
        case treatment
        case parentingClass
        case reportToAgency
    }

    /// Where a duty that is not money stands.
    public enum DutyStatus: UInt8, CaseSymbol {
        case active
        case satisfied
        case suspended
        case ended
    }
}
