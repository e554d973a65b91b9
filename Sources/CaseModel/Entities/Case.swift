/// One IV-D case: one parent and the children of one family.
///
/// Source: 45 CFR 305.1(a).
public struct Case: CaseRecord {
    /// Identifier of the case, unique at the site.
    public var caseID = ""
    /// County that has the case.
    public var county = ""
    /// Local office.
    public var office: String?
    /// Assistance status of the family.
    public var kind = Kind.ivA
    /// What the agency is doing for the case.
    public var caseFunction = Function.locate
    /// Where the case stands.
    public var status = Status.applied
    /// Day the case was opened.
    public var openedOn = Day(epochDay: 0)
    /// Day the case was closed.
    public var closedOn: Day?
    /// What is still to be collected.
    public var processing = Processing.currentSupport
    /// True if another state takes part.
    public var interstate = false
    /// True if a tribe's program takes part.
    public var tribal = false
    /// True if a foreign country takes part.
    public var foreign = false
    /// The custodial parent or party.
    public var cp = Person()
    /// The children of the case.
    public var children: [Child] = []
    /// Family violence and what follows from it.
    public var safety = Safety()
    /// Support orders, one of which controls.
    public var orders: [Order] = []
    /// What the orders require.
    public var obligations: [Obligation] = []
    /// Charges, payments and corrections, in posting order.
    public var ledger: [LedgerEntry] = []
    /// Enforcement remedies and where they stand.
    public var remedies: [Remedy] = []
    /// What happened at court.
    public var courtEvents: [CourtEvent] = []
    /// Day the present delinquency was identified.
    public var delinquencyIdentifiedOn: Day?
    /// Day the parent was last located.
    public var locatedOn: Day?
    /// True if service of process must come before enforcement.
    public var serviceNeeded = false
    /// Diligent attempts at service, documented.
    public var serviceAttempts = 0
    /// Day of the final default determination (Ohio).
    public var finalDefaultOn: Day?
    /// Day a court adjudged the debt.
    public var debtJudgmentOn: Day?
    /// Household income in percent of the county median (California).
    public var householdIncomeShareOfMedian: Int?
    /// True while a reported error in the record is being looked at.
    public var recordErrorOpen = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Case.self, "case", "One IV-D case: one parent and the children of one family",
        source: "45 CFR 305.1(a)"
    ) { record in
        record.identity("case_id", \.caseID, "Identifier of the case, unique at the site")
        record.field("county", \.county, "County that has the case")
        record.field("office", \.office, "Local office")
        record.field("kind", \.kind, "Assistance status of the family")
        record.field("case_function", \.caseFunction, "What the agency is doing for the case")
        record.field("status", \.status, "Where the case stands")
        record.field("opened_on", \.openedOn, "Day the case was opened", source: "45 CFR 303.2(b)")
        record.field("closed_on", \.closedOn, "Day the case was closed", source: "45 CFR 303.11")
        record.field("processing", \.processing, "What is still to be collected")
        record.field("interstate", \.interstate, "True if another state takes part")
        record.field("tribal", \.tribal, "True if a tribe's program takes part")
        record.field("foreign", \.foreign, "True if a foreign country takes part")
        record.field("cp", \.cp, "The custodial parent or party")
        record.field("children", \.children, "The children of the case")
        record.field("safety", \.safety, "Family violence and what follows from it")
        record.field("orders", \.orders, "Support orders, one of which controls")
        record.field("obligations", \.obligations, "What the orders require")
        record.field("ledger", \.ledger, "Charges, payments and corrections, in posting order")
        record.field("remedies", \.remedies, "Enforcement remedies and where they stand")
        record.field("court_events", \.courtEvents, "What happened at court")
        record.field(
            "delinquency_identified_on", \.delinquencyIdentifiedOn,
            "Day the present delinquency was identified", source: "45 CFR 303.6(b)")
        record.field(
            "located_on", \.locatedOn, "Day the parent was last located",
            source: "45 CFR 303.6(c)(2)")
        record.field(
            "service_needed", \.serviceNeeded,
            "True if service of process must come before enforcement", source: "45 CFR 303.6(c)(2)")
        record.field(
            "service_attempts", \.serviceAttempts, "Diligent attempts at service, documented",
            source: "45 CFR 303.6(c)(2)")
        record.field(
            "final_default_on", \.finalDefaultOn, "Day of the final default determination (Ohio)",
            source: "OAC 5101:12-55-03")
        record.field("debt_judgment_on", \.debtJudgmentOn, "Day a court adjudged the debt")
        record.field(
            "household_income_share_of_median", \.householdIncomeShareOfMedian,
            "Household income in percent of the county median (California)",
            bounds: FieldBounds(0...10_000))
        record.field(
            "record_error_open", \.recordErrorOpen,
            "True while a reported error in the record is being looked at")
        record.inOrder(\.openedOn, "opened_on", \.closedOn, "closed_on")
    }

    /// Assistance status of the family.
    public enum Kind: UInt8, CaseSymbol {
        case ivA
        case ivE
        case formerAssistance
        case neverAssistance
        case medicaidOnly
        case nonIvD
    }

    /// What the agency is doing for a case.
    public enum Function: UInt8, CaseSymbol {
        case locate
        case parentage
        case establishment
        case enforcement
        case intergovernmentalInitiating
        case intergovernmentalResponding
    }

    /// Where a case stands.
    public enum Status: UInt8, CaseSymbol {
        case applied
        case open
        case pendingClosure
        case closed
        case reopened
    }

    /// What is still to be collected.
    public enum Processing: UInt8, CaseSymbol {
        case currentSupport
        case arrearsOnly
        case medicalOnly
        case spousalWithChild
    }
}
