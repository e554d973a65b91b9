/// A child of the case.
///
/// Source: Agency case record.
public struct Child: CaseRecord {
    /// Identifier of the child, unique at the site.
    public var childID = ""
    /// Date of birth.
    public var birthDate = Day(epochDay: 0)
    /// Day support for the child ends by state law.
    public var emancipatesOn: Day?
    /// How parentage stands.
    public var parentage = Parentage.unknown
    /// Who the child lives with.
    public var livesWith = LivesWith.cp
    /// True if the child has health cover.
    public var healthCovered = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Child.self, "child", "A child of the case",
        source: "Agency case record"
    ) { record in
        record.identity("child_id", \.childID, "Identifier of the child, unique at the site")
        record.field("birth_date", \.birthDate, "Date of birth", .protected)
        record.field(
            "emancipates_on", \.emancipatesOn, "Day support for the child ends by state law")
        record.field("parentage", \.parentage, "How parentage stands")
        record.field("lives_with", \.livesWith, "Who the child lives with")
        record.field(
            "health_covered", \.healthCovered, "True if the child has health cover",
            source: "45 CFR 303.31")
    }

    /// How parentage stands.
    public enum Parentage: UInt8, CaseSymbol {
        case unknown
        case alleged
        case acknowledged
        case adjudicated
        case excluded
        case marital
    }

    /// Who a child lives with.
    public enum LivesWith: UInt8, CaseSymbol {
        case cp
        case ncp
        case other
    }
}

/// Family violence and what follows from it.
///
/// Source: 42 USC 654(26); 42 USC 653(b)(2).
public struct Safety: CaseRecord {
    /// What is known of family violence.
    public var familyViolence = FamilyViolence.noneKnown
    /// Who is at risk.
    public var atRisk = AtRisk.none
    /// Day from which it is recorded.
    public var since: Day?
    /// Day it was last reviewed.
    public var reviewedOn: Day?
    /// True if whereabouts may not be disclosed.
    public var nondisclosure = false
    /// True if there is good cause not to enforce.
    public var goodCause = false
    /// True if a trained worker cleared a joint conference.
    public var clearedForJointConference = false
    /// True if the protected parent, asked privately, wants it.
    public var protectedParentWantsConference = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Safety.self, "safety", "Family violence and what follows from it",
        source: "42 USC 654(26); 42 USC 653(b)(2)"
    ) { record in
        record.field("family_violence", \.familyViolence, "What is known of family violence")
        record.field("at_risk", \.atRisk, "Who is at risk")
        record.field("since", \.since, "Day from which it is recorded")
        record.field("reviewed_on", \.reviewedOn, "Day it was last reviewed")
        record.field("nondisclosure", \.nondisclosure, "True if whereabouts may not be disclosed")
        record.field(
            "good_cause", \.goodCause, "True if there is good cause not to enforce",
            source: "42 USC 654(29)")
        record.field(
            "cleared_for_joint_conference", \.clearedForJointConference,
            "True if a trained worker cleared a joint conference")
        record.field(
            "protected_parent_wants_conference", \.protectedParentWantsConference,
            "True if the protected parent, asked privately, wants it")
    }

    /// What is known of family violence.
    public enum FamilyViolence: UInt8, CaseSymbol {
        case noneKnown
        case disclosed
        case protectiveOrder
        case agencyFinding
    }

    /// Who is at risk.
    public enum AtRisk: UInt8, CaseSymbol {
        case none
        case ncp
        case cp
        case both
    }
}
