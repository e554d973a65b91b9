/// A license that the state could act on.
///
/// Source: 42 USC 666(a)(16).
public struct License: CaseRecord {
    /// Identifier of the license, unique for the person.
    public var licenseID = ""
    /// What the license allows.
    public var `class` = Class.driver
    /// Where the license stands.
    public var status = Status.valid
    /// Day the notice of intended action was sent.
    public var noticeSentOn: Day?
    /// Last day to answer the notice.
    public var responseDueOn: Day?
    /// Day a hearing was asked for.
    public var hearingRequestedOn: Day?
    /// Day the action on the license took effect.
    public var effectiveOn: Day?
    /// Why the license was released.
    public var releaseReason: String?
    /// True if the reinstatement fee was waived.
    public var feeWaived = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        License.self, "license", "A license that the state could act on",
        source: "42 USC 666(a)(16)"
    ) { record in
        record.identity(
            "license_id", \.licenseID, "Identifier of the license, unique for the person")
        record.field("class", \.`class`, "What the license allows")
        record.field("status", \.status, "Where the license stands")
        record.field("notice_sent_on", \.noticeSentOn, "Day the notice of intended action was sent")
        record.field("response_due_on", \.responseDueOn, "Last day to answer the notice")
        record.field("hearing_requested_on", \.hearingRequestedOn, "Day a hearing was asked for")
        record.field("effective_on", \.effectiveOn, "Day the action on the license took effect")
        record.field("release_reason", \.releaseReason, "Why the license was released")
        record.field("fee_waived", \.feeWaived, "True if the reinstatement fee was waived")
    }

    /// What a license allows.
    public enum Class: UInt8, CaseSymbol {
        case driver
        case commercialDriver
        case occupational
        case professional
        case law
        case recreational
    }

    /// Where a license stands.
    public enum Status: UInt8, CaseSymbol {
        case valid
        case noticeSent
        case restricted
        case suspended
        case deniedRenewal
        case reinstated
        case expired
    }
}

/// A stay in jail or prison.
///
/// Source: 45 CFR 303.8(b).
public struct Incarceration: CaseRecord {
    /// First day inside.
    public var startedOn = Day(epochDay: 0)
    /// Day of release that is expected.
    public var expectedRelease: Day?
    /// Day of release.
    public var releasedOn: Day?
    /// Day the agency learned of it, which starts the review clock.
    public var learnedOn = Day(epochDay: 0)
    /// The class of offense, as far as it matters for support.
    public var offense = Offense.noneRelevant
    /// True if there is income or property to pay from while inside.
    public var meansWhileInside = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Incarceration.self, "incarceration", "A stay in jail or prison",
        source: "45 CFR 303.8(b)"
    ) { record in
        record.field("started_on", \.startedOn, "First day inside")
        record.field("expected_release", \.expectedRelease, "Day of release that is expected")
        record.field("released_on", \.releasedOn, "Day of release")
        record.field(
            "learned_on", \.learnedOn,
            "Day the agency learned of it, which starts the review clock",
            source: "45 CFR 303.8(b)(7)(ii)")
        record.field("offense", \.offense, "The class of offense, as far as it matters for support")
        record.field(
            "means_while_inside", \.meansWhileInside,
            "True if there is income or property to pay from while inside")
        record.inOrder(\.startedOn, "started_on", \.expectedRelease, "expected_release")
        record.inOrder(\.startedOn, "started_on", \.releasedOn, "released_on")
    }

    /// Class of offense, as far as it matters for support.
    public enum Offense: UInt8, CaseSymbol {
        case noneRelevant
        case nonsupportThisChild
        case crimeAgainstCpOrChild
    }
}

/// A disability of the parent.
///
/// Source: 45 CFR 303.11(b)(8).
public struct Disability: CaseRecord {
    /// Kind of disability.
    public var kind = Kind.physical
    /// True if total and permanent.
    public var totalPermanent = false
    /// True if medically verified.
    public var verified = false
    /// Day from which it is recorded.
    public var since = Day(epochDay: 0)

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Disability.self, "disability", "A disability of the parent",
        source: "45 CFR 303.11(b)(8)"
    ) { record in
        record.field("kind", \.kind, "Kind of disability", .medical)
        record.field("total_permanent", \.totalPermanent, "True if total and permanent", .medical)
        record.field("verified", \.verified, "True if medically verified", .medical)
        record.field("since", \.since, "Day from which it is recorded", .medical)
    }

    /// Kind of disability.
    public enum Kind: UInt8, CaseSymbol {
        case physical
        case mental
        case both
    }
}

/// A stay in treatment or on medical leave.
///
/// Source: Agency case record; 42 CFR part 2.
public struct Treatment: CaseRecord {
    /// Kind of treatment.
    public var kind = Kind.residentialDrugAlcohol
    /// First day of the treatment.
    public var startedOn = Day(epochDay: 0)
    /// Last day of the treatment; absent while it goes on.
    public var endedOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Treatment.self, "treatment", "A stay in treatment or on medical leave",
        source: "Agency case record; 42 CFR part 2"
    ) { record in
        record.field("kind", \.kind, "Kind of treatment", .medical)
        record.field("started_on", \.startedOn, "First day of the treatment", .medical)
        record.field(
            "ended_on", \.endedOn, "Last day of the treatment; absent while it goes on", .medical)
        record.inOrder(\.startedOn, "started_on", \.endedOn, "ended_on")
    }

    /// Kind of treatment.
    public enum Kind: UInt8, CaseSymbol {
        case residentialDrugAlcohol
        case medicalLeave
    }
}

/// A bankruptcy filing.
///
/// Source: Court record; 11 USC 362.
public struct Bankruptcy: CaseRecord {
    /// Chapter of the Bankruptcy Code.
    public var chapter = Chapter.chapter7
    /// Day of filing.
    public var filedOn = Day(epochDay: 0)
    /// Day of discharge.
    public var dischargedOn: Day?
    /// Day of dismissal.
    public var dismissedOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Bankruptcy.self, "bankruptcy", "A bankruptcy filing",
        source: "Court record; 11 USC 362"
    ) { record in
        record.field("chapter", \.chapter, "Chapter of the Bankruptcy Code")
        record.field("filed_on", \.filedOn, "Day of filing")
        record.field("discharged_on", \.dischargedOn, "Day of discharge")
        record.field("dismissed_on", \.dismissedOn, "Day of dismissal")
        record.inOrder(\.filedOn, "filed_on", \.dischargedOn, "discharged_on")
        record.inOrder(\.filedOn, "filed_on", \.dismissedOn, "dismissed_on")
    }

    /// Chapter of the Bankruptcy Code.
    public enum Chapter: UInt8, CaseSymbol {
        case chapter7
        case chapter13
        case other
    }
}
