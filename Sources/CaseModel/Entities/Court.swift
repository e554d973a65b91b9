/// A motion, hearing or warrant.
///
/// Source: 45 CFR 303.6(c)(4); Turner v. Rogers, 564 U.S. 431 (2011).
public struct CourtEvent: CaseRecord {
    /// Identifier of the event, unique in the case.
    public var eventID = ""
    /// What happened.
    public var kind = Kind.contemptMotion
    /// Day it was filed.
    public var filedOn = Day(epochDay: 0)
    /// Day the parent was served.
    public var servedOn: Day?
    /// How the parent was served.
    public var serviceMethod: ServiceMethod?
    /// Day of the hearing.
    public var hearingOn: Day?
    /// Whether the parent appeared.
    public var appeared: Answer?
    /// True if the court was given information on ability to pay.
    public var abilityInformationGiven = false
    /// What the court found on ability to pay.
    public var abilityFinding = AbilityFinding.able
    /// What the court found on willfulness.
    public var willfulFinding = WillfulFinding.willful
    /// Amount that ends the sanction, cents.
    public var purgeAmount: Money?
    /// Where the event stands.
    public var status = Status.pending
    /// True if the notice says that ability to pay is the critical question.
    public var noticeStatesAbilityIsCritical = false
    /// True if the agency found that no other sanction would work.
    public var noOtherSanctionFinding = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        CourtEvent.self, "court_event", "A motion, hearing or warrant",
        source: "45 CFR 303.6(c)(4); Turner v. Rogers, 564 U.S. 431 (2011)"
    ) { record in
        record.identity("event_id", \.eventID, "Identifier of the event, unique in the case")
        record.field("kind", \.kind, "What happened")
        record.field("filed_on", \.filedOn, "Day it was filed")
        record.field("served_on", \.servedOn, "Day the parent was served")
        record.field("service_method", \.serviceMethod, "How the parent was served")
        record.field("hearing_on", \.hearingOn, "Day of the hearing")
        record.field("appeared", \.appeared, "Whether the parent appeared")
        record.field(
            "ability_information_given", \.abilityInformationGiven,
            "True if the court was given information on ability to pay")
        record.field("ability_finding", \.abilityFinding, "What the court found on ability to pay")
        record.field("willful_finding", \.willfulFinding, "What the court found on willfulness")
        record.field("purge_amount", \.purgeAmount, "Amount that ends the sanction, cents")
        record.field("status", \.status, "Where the event stands")
        record.field(
            "notice_states_ability_is_critical", \.noticeStatesAbilityIsCritical,
            "True if the notice says that ability to pay is the critical question")
        record.field(
            "no_other_sanction_finding", \.noOtherSanctionFinding,
            "True if the agency found that no other sanction would work", source: "MCL 552.628(2)")
        record.inOrder(\.filedOn, "filed_on", \.servedOn, "served_on")
        record.inOrder(\.filedOn, "filed_on", \.hearingOn, "hearing_on")
    }

    /// What happened at court.
    public enum Kind: UInt8, CaseSymbol {
        case contemptMotion
        case showCause
        case reviewHearing
        case arraignment
        case purgeHearing
        case modificationHearing
        case warrant
        case release
    }

    /// How papers were served.
    public enum ServiceMethod: UInt8, CaseSymbol {
        case personal
        case substitute
        case certified
        case publication
    }

    /// What a court found on ability to pay.
    public enum AbilityFinding: UInt8, CaseSymbol {
        case able
        case unable
        case notMade
        case unknown
    }

    /// What a court found on willfulness.
    public enum WillfulFinding: UInt8, CaseSymbol {
        case willful
        case notWillful
        case notMade
        case unknown
    }

    /// Where a court event stands.
    public enum Status: UInt8, CaseSymbol {
        case pending
        case served
        case notServed
        case heard
        case dismissed
        case continued
        case found
        case closed
        case recalled
    }
}
