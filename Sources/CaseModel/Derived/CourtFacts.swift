/// What has happened at court in a case, as of a day.
///
/// Source: 45 CFR 303.6(c)(4); Turner v. Rogers, 564 U.S. 431 (2011).
public struct CourtFacts: CaseRecord {
    /// True while a contempt matter is before the court.
    public var contemptPending = false
    /// True if the parent was served in it.
    public var contemptServed = false
    /// The latest finding of a court on ability to pay.
    public var abilityFinding = CourtEvent.AbilityFinding.unknown
    /// The latest finding of a court on will.
    public var willfulFinding = CourtEvent.WillfulFinding.unknown
    /// True if it was found that no other sanction would work.
    public var noOtherSanctionFinding = false
    /// True if the parent missed a hearing in a matter that is not over.
    public var missedHearing = false
    /// Contempt motions and show-cause requests ever filed.
    public var filings = 0
    /// True if service in the pending contempt matter was personal.
    public var personalService = false

    /// Makes a record with nothing at court.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        CourtFacts.self, "court", "What has happened at court in the case",
        source: "45 CFR 303.6(c)(4)", origin: .derived
    ) { record in
        record.field(
            "contempt_pending", \.contemptPending,
            "True while a contempt motion or show-cause request is before the court",
            pace: .dated(.courtEvents))
        record.field(
            "contempt_served", \.contemptServed, "True if the parent was served in it",
            pace: .dated(.courtEvents))
        record.field(
            "ability_finding", \.abilityFinding, "The latest finding of a court on ability to pay",
            pace: .dated(.courtEvents, .hearings),
            source: "Turner v. Rogers, 564 U.S. 431 (2011)")
        record.field(
            "willful_finding", \.willfulFinding, "The latest finding of a court on will",
            pace: .dated(.courtEvents, .hearings),
            source: "A.R.S. 25-518; MCL 552.628(2)")
        record.field(
            "no_other_sanction_finding", \.noOtherSanctionFinding,
            "True if it was found that no other sanction would work",
            pace: .dated(.courtEvents, .hearings), source: "MCL 552.628(2)")
        record.field(
            "missed_hearing", \.missedHearing,
            "True if the parent missed a hearing in a matter that is not over",
            pace: .dated(.courtEvents, .hearings))
        record.field(
            "filings", \.filings, "Contempt motions and show-cause requests ever filed",
            pace: .dated(.courtEvents),
            unit: .count)
        record.field(
            "personal_service", \.personalService,
            "True if the parent was served in person in the pending contempt matter",
            pace: .dated(.courtEvents),
            source: "ARFLP Rule 92")
    }
}

extension CourtFacts {
    /// Reads the court events of one case.
    init(of events: [CourtEvent], asOf: Day) {
        self.init()
        var abilityOn = Day(epochDay: .min)
        var willfulOn = Day(epochDay: .min)
        for event in events where event.filedOn <= asOf {
            let contempt = event.kind == .contemptMotion || event.kind == .showCause
            if contempt {
                filings += 1
                if event.status.isBeforeTheCourt {
                    contemptPending = true
                    if let served = event.servedOn, served <= asOf {
                        contemptServed = true
                        if event.serviceMethod == .personal { personalService = true }
                    }
                }
            }
            // A finding is as old as the hearing it was made at.
            let spokenOn = event.hearingOn ?? event.filedOn
            guard spokenOn <= asOf else { continue }
            if event.abilityFinding != .unknown, spokenOn >= abilityOn {
                abilityFinding = event.abilityFinding
                abilityOn = spokenOn
            }
            if event.willfulFinding != .unknown, spokenOn >= willfulOn {
                willfulFinding = event.willfulFinding
                willfulOn = spokenOn
            }
            if event.noOtherSanctionFinding { noOtherSanctionFinding = true }
            if event.appeared == .no, event.hearingOn != nil, !event.status.isOver {
                missedHearing = true
            }
        }
    }
}

extension CourtEvent.Status {
    /// True until the court has decided or the matter is off its list.
    var isBeforeTheCourt: Bool {
        switch self {
        case .pending, .served, .notServed, .heard, .continued: true
        case .dismissed, .found, .closed, .recalled: false
        }
    }

    /// True if nothing more will happen in the matter.
    var isOver: Bool {
        switch self {
        case .dismissed, .closed, .recalled: true
        case .pending, .served, .notServed, .heard, .continued, .found: false
        }
    }
}
