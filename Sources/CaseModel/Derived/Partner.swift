/// A partner organization as a policy ranks it, with its fit to one parent already worked out.
///
/// The answers about area, language and past referrals are computed by the host, so that a policy
/// needs neither the parent's address nor the partner's list of places. Source: site settings.
public struct Partner: CaseRecord {
    /// Identifier in the site's partner list.
    public var partnerID = ""
    /// What sort of organization it is, in the site's words.
    public var kind = ""
    /// What it offers.
    public var services: [ServiceKind] = []
    /// Where it works, in the site's words.
    public var areas: [PartnerArea] = []
    /// Languages it works in.
    public var languages: [Language] = []
    /// Who may pay for its services.
    public var funding: [Funding] = []
    /// Places that are free.
    public var openSlots: Int?
    /// Days until a parent can start.
    public var waitingDays = 0
    /// True if it works where the parent lives.
    public var servesArea = false
    /// True if it works in the parent's language.
    public var servesLanguage = false
    /// True if its contract runs.
    public var contractActive = false
    /// True if it answers a barrier that stands.
    public var matchesBarrier = false
    /// True if the parent dropped out there before.
    public var pastDropped = false
    /// True if the parent completed something there before.
    public var pastCompleted = false

    /// Makes a partner that offers nothing.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Partner.self, "partner", "A partner organization as a policy ranks it",
        source: "Site settings: partners", origin: .derived
    ) { record in
        record.field("id", \.partnerID, "Identifier in the site's partner list", pace: .fixed)
        record.field(
            "kind", \.kind, "What sort of organization it is, in the site's words", pace: .fixed)
        record.field("services", \.services, "What it offers", pace: .fixed)
        record.field("areas", \.areas, "Where it works, in the site's words", pace: .fixed)
        record.field("languages", \.languages, "Languages it works in", pace: .fixed)
        record.field("funding", \.funding, "Who may pay for its services", pace: .fixed)
        record.field(
            "open_slots", \.openSlots, "Places that are free; absent if not known", pace: .fixed,
            unit: .count)
        record.field(
            "waiting_days", \.waitingDays, "Days until a parent can start", pace: .fixed,
            unit: .days)
        record.field(
            "serves_area", \.servesArea, "True if it works where the parent lives", pace: .fixed)
        record.field(
            "serves_language", \.servesLanguage, "True if it works in the parent's language",
            pace: .fixed)
        record.field(
            "contract_active", \.contractActive, "True if its contract runs on the day",
            pace: .daily)
        record.field(
            "matches_barrier", \.matchesBarrier, "True if it answers a barrier that stands",
            pace: .dated(.plans, .barriers))
        record.field(
            "past_dropped", \.pastDropped, "True if the parent dropped out there before",
            pace: .dated(.referrals))
        record.field(
            "past_completed", \.pastCompleted,
            "True if the parent completed something there before", pace: .dated(.referrals))
    }

    /// Records what earlier referrals of the parent say about the partner.
    ///
    /// - Parameters:
    ///   - referrals: The referrals of the file.
    ///   - asOf: The day asked about; later referrals do not count.
    public mutating func readPast(_ referrals: [Referral], asOf: Day) {
        for referral in referrals where referral.partnerID == partnerID && referral.madeOn <= asOf {
            if referral.outcome == .dropped { pastDropped = true }
            if referral.outcome == .completed { pastCompleted = true }
        }
    }

    /// Records whether the partner offers a service that answers a barrier.
    public mutating func readBarriers(_ barriers: [ServiceKind]) {
        matchesBarrier = services.contains { barriers.contains($0) }
    }
}

/// A place that a partner works in, by the site's own name for it; never a postal code.
public struct PartnerArea: CaseRecord {
    /// The site's name for the place.
    public var name = ""

    /// Makes a place without a name.
    public init() {}

    /// Makes a place with a name.
    public init(name: String) {
        self.name = name
    }

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        PartnerArea.self, "partner_area", "A place that a partner works in",
        source: "Site settings: partners", origin: .derived
    ) { record in
        record.field("name", \.name, "The site's name for the place", pace: .fixed)
    }
}
