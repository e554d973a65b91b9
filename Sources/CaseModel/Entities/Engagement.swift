/// A case conference between the parents.
///
/// Source: PJAC brief 8.
public struct Conference: CaseRecord {
    /// Identifier of the conference, unique in the file.
    public var conferenceID = ""
    /// The case it is about.
    public var caseID: String?
    /// How the parents take part.
    public var mode = Mode.jointInPerson
    /// Where the conference stands.
    public var status = Status.considered
    /// Day it was proposed.
    public var proposedOn = Day(epochDay: 0)
    /// Day it was held.
    public var heldOn: Day?
    /// Result of the safety screen.
    public var safetyScreen = SafetyScreen.notDone
    /// Day of the safety screen.
    public var screenedOn: Day?
    /// True if the parents were told what to expect.
    public var expectationsExplained = false
    /// True if both parents' views are on record.
    public var bothPerspectivesRecorded = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Conference.self, "conference", "A case conference between the parents",
        source: "PJAC brief 8"
    ) { record in
        record.identity(
            "conference_id", \.conferenceID, "Identifier of the conference, unique in the file")
        record.field("case_id", \.caseID, "The case it is about")
        record.field("mode", \.mode, "How the parents take part")
        record.field("status", \.status, "Where the conference stands")
        record.field("proposed_on", \.proposedOn, "Day it was proposed")
        record.field("held_on", \.heldOn, "Day it was held")
        record.field("safety_screen", \.safetyScreen, "Result of the safety screen")
        record.field("screened_on", \.screenedOn, "Day of the safety screen")
        record.field(
            "expectations_explained", \.expectationsExplained,
            "True if the parents were told what to expect")
        record.field(
            "both_perspectives_recorded", \.bothPerspectivesRecorded,
            "True if both parents' views are on record")
        record.inOrder(\.proposedOn, "proposed_on", \.heldOn, "held_on")
    }

    /// How the parents take part.
    public enum Mode: UInt8, CaseSymbol {
        case jointInPerson
        case jointRemote
        case shuttle
    }

    /// Where a conference stands.
    public enum Status: UInt8, CaseSymbol {
        case considered
        case notAppropriate
        case inviting
        case scheduled
        case held
        case agreed
        case noAgreement
        case declinedByCp
        case declinedByNcp
        case noContact
        case cancelled
    }

    /// Result of a safety screen.
    public enum SafetyScreen: UInt8, CaseSymbol {
        case notDone
        case clear
        case concern
    }
}

/// A case action plan, amended when circumstances change.
///
/// Source: PJAC brief 8.
public struct Plan: CaseRecord {
    /// Identifier of the plan, unique in the file.
    public var planID = ""
    /// Where the plan stands.
    public var status = Status.draft
    /// Day it was written.
    public var createdOn = Day(epochDay: 0)
    /// Day it was agreed.
    public var agreedOn: Day?
    /// Day of the next review.
    public var reviewOn: Day?
    /// What the parent wants to reach.
    public var goals: [Goal] = []
    /// What stands in the way.
    public var barriers: [Barrier] = []
    /// Who does what by when.
    public var commitments: [Commitment] = []

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Plan.self, "plan", "A case action plan, amended when circumstances change",
        source: "PJAC brief 8"
    ) { record in
        record.identity("plan_id", \.planID, "Identifier of the plan, unique in the file")
        record.field("status", \.status, "Where the plan stands")
        record.field("created_on", \.createdOn, "Day it was written")
        record.field("agreed_on", \.agreedOn, "Day it was agreed")
        record.field("review_on", \.reviewOn, "Day of the next review")
        record.field("goals", \.goals, "What the parent wants to reach")
        record.field("barriers", \.barriers, "What stands in the way")
        record.field("commitments", \.commitments, "Who does what by when")
        record.inOrder(\.createdOn, "created_on", \.agreedOn, "agreed_on")
        record.inOrder(\.createdOn, "created_on", \.reviewOn, "review_on")
    }

    /// Where a plan stands.
    public enum Status: UInt8, CaseSymbol {
        case draft
        case agreed
        case active
        case completed
        case lapsed
        case abandoned
    }
}

/// Something the parent wants to reach.
///
/// Source: PJAC brief 8.
public struct Goal: CaseRecord {
    /// Kind of goal.
    public var kind = Kind.payment
    /// The goal in the parent's words.
    public var statement = ""
    /// Day it is to be reached.
    public var targetOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Goal.self, "goal", "Something the parent wants to reach",
        source: "PJAC brief 8"
    ) { record in
        record.field("kind", \.kind, "Kind of goal")
        record.field("statement", \.statement, "The goal in the parent's words", .pii)
        record.field("target_on", \.targetOn, "Day it is to be reached")
    }

    /// Kind of goal.
    public enum Kind: UInt8, CaseSymbol {
        case payment
        case employment
        case parentingTime
        case participation
        case license
        case documents
        case transport
        case housing
        case health
        case modification
        case debt
    }
}

/// Something that stands in the way of paying.
///
/// Source: PJAC brief 8.
public struct Barrier: CaseRecord {
    /// The service that would help.
    public var kind = ServiceKind.employment
    /// Day it was recorded.
    public var recordedOn = Day(epochDay: 0)
    /// Day it was resolved.
    public var resolvedOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Barrier.self, "barrier", "Something that stands in the way of paying",
        source: "PJAC brief 8"
    ) { record in
        record.field("kind", \.kind, "The service that would help", .medical)
        record.field("recorded_on", \.recordedOn, "Day it was recorded")
        record.field("resolved_on", \.resolvedOn, "Day it was resolved")
        record.inOrder(\.recordedOn, "recorded_on", \.resolvedOn, "resolved_on")
    }
}

/// A promise in a plan.
///
/// Source: PJAC brief 8.
public struct Commitment: CaseRecord {
    /// Who promised.
    public var who = Party.ncp
    /// What was promised, in plain words.
    public var what = ""
    /// Last day to keep it.
    public var dueOn = Day(epochDay: 0)
    /// Whether it was kept.
    public var status = Status.open

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Commitment.self, "commitment", "A promise in a plan",
        source: "PJAC brief 8"
    ) { record in
        record.field("who", \.who, "Who promised")
        record.field("what", \.what, "What was promised, in plain words", .pii)
        record.field("due_on", \.dueOn, "Last day to keep it")
        record.field("status", \.status, "Whether it was kept")
    }

    /// Who promised.
    public enum Party: UInt8, CaseSymbol {
        case ncp
        case cp
        case agency
    }

    /// Whether a promise was kept.
    public enum Status: UInt8, CaseSymbol {
        case open
        case met
        case partly
        case missed
        case excused
        case withdrawn
    }
}
