public import CaseModel

/// What a worker or a service can record on a case file.
public enum EventKind: String, Sendable, CaseIterable {
    /// An attempt to reach a parent, or a message from one.
    case contact
    /// A referral to a partner.
    case referral
    /// A case action plan.
    case actionPlan = "action_plan"
    /// A conference between the parents.
    case conference
    /// A choice in the place of one answer of a decision.
    case override
    /// A choice to hold one remedy until a day: the override that is made most often.
    case hold
    /// A step out of the order of a worklist, with its reason.
    case worklistStep = "worklist_step"

    /// The schema of the event's body.
    public var schema: RecordSchema {
        switch self {
        case .contact: Contact.schema
        case .referral: Referral.schema
        case .actionPlan: Plan.schema
        case .conference: Conference.schema
        case .override: OverrideWish.schema
        case .hold: HoldWish.schema
        case .worklistStep: WorklistStep.schema
        }
    }
}

/// The body of an override: one question answered otherwise until a day.
public struct OverrideWish: CaseRecord {
    /// The IV-D case.
    public var caseID = ""
    /// The question, such as `D11`.
    public var point = ""
    /// The remedy, partner or parent; absent for the case alone.
    public var subject: String?
    /// What is chosen.
    public var outcome = ""
    /// The last day on which it holds.
    public var until = Day(epochDay: 0)
    /// What else the answer says.
    public var details: [OverrideWishDetail] = []
    /// Why, in one or two sentences.
    public var reason = ""

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        OverrideWish.self, "override", "A person's choice in the place of one answer of a decision",
        source: "PJAC brief 8"
    ) { record in
        record.field("case_id", \.caseID, "The IV-D case")
        record.field("point", \.point, "The question, such as D11")
        record.field("subject", \.subject, "The remedy, partner or parent; absent for the case")
        record.field("outcome", \.outcome, "What is chosen, such as hold")
        record.field("until", \.until, "Last day on which it holds")
        record.field("details", \.details, "What else the answer says")
        record.field(
            "reason", \.reason, "Why; kept for good: no names, addresses or amounts")
    }
}

/// A named piece of data in an override, such as `offer = employment`.
public struct OverrideWishDetail: CaseRecord {
    /// The key, such as `offer`.
    public var key = ""
    /// The value.
    public var value = ""

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        OverrideWishDetail.self, "override_detail", "A named piece of data in an override",
        source: "PJAC brief 8"
    ) { record in
        record.identity("key", \.key, "The key, such as offer")
        record.field("value", \.value, "The value")
    }
}

/// The body of a hold: one remedy is held back until a day.
public struct HoldWish: CaseRecord {
    /// The IV-D case.
    public var caseID = ""
    /// The remedy that is held, as the schema spells it.
    public var remedy = ""
    /// The last day of the hold.
    public var until = Day(epochDay: 0)
    /// The service that is offered instead.
    public var offer: String?
    /// Why, in one or two sentences.
    public var reason = ""

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        HoldWish.self, "hold", "A remedy that is held back until a day", source: "PJAC brief 8"
    ) { record in
        record.field("case_id", \.caseID, "The IV-D case")
        record.field("remedy", \.remedy, "The remedy that is held")
        record.field("until", \.until, "Last day of the hold")
        record.field("offer", \.offer, "The service that is offered instead")
        record.field(
            "reason", \.reason, "Why; kept for good: no names, addresses or amounts")
    }

    /// The same wish as an override of D11.
    var override: OverrideWish {
        var wish = OverrideWish()
        wish.caseID = caseID
        wish.point = DecisionPoint.remedy.rawValue
        wish.subject = remedy
        wish.outcome = Outcome.hold.rawValue
        wish.until = until
        if let offer {
            var detail = OverrideWishDetail()
            detail.key = "offer"
            detail.value = offer
            wish.details = [detail]
        }
        wish.reason = reason
        return wish
    }
}

/// The body of a step out of the order of a worklist.
///
/// The order is proposed and explained, never locked: whoever takes another case first says why in
/// one line.
public struct WorklistStep: CaseRecord {
    /// The IV-D case that is taken first; absent if it is the whole file.
    public var caseID: String?
    /// The question of the row, such as `D3`; absent if it is none of the list.
    public var point: String?
    /// The subject of the row.
    public var subject: String?
    /// The rank that the row had.
    public var rank: Int?
    /// Why, in one line.
    public var reason = ""

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        WorklistStep.self, "worklist_step", "A step out of the order of a worklist",
        source: "PJAC brief 8"
    ) { record in
        record.field("case_id", \.caseID, "The IV-D case that is taken first")
        record.field("point", \.point, "The question of the row, such as D3")
        record.field("subject", \.subject, "The subject of the row")
        record.field("rank", \.rank, "The rank that the row had")
        record.field(
            "reason", \.reason, "Why, in one line; kept for good: no names, addresses or amounts")
    }
}
