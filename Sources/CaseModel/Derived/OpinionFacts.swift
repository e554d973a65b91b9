/// The findings on ability, will and engagement that hold as of a day.
///
/// Each is the newest of its kind. One that has expired counts as none, and an older one does not
/// come back in its place. An opinion is never computed from money. Source: 45 CFR 303.6(c)(4).
public struct OpinionFacts: CaseRecord {
    /// Able to pay.
    public var able = Finding.none
    /// Day of the finding on ability.
    public var ableOn: Day?
    /// Age of the finding on ability in days.
    public var ableFreshDays: Int?
    /// Pieces of evidence behind the finding on ability.
    public var ableEvidence = 0
    /// Willfully not paying.
    public var willful = Finding.none
    /// Day of the finding on will.
    public var willfulOn: Day?
    /// Engaged with the agency.
    public var engaged = Finding.none
    /// Day of the finding on engagement.
    public var engagedOn: Day?

    /// Makes a record without findings.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        OpinionFacts.self, "opinion_facts", "The findings of staff or court that hold",
        source: "45 CFR 303.6(c)(4); PJAC brief 8", origin: .derived
    ) { record in
        record.field(
            "able", \.able, "Whether the parent was found able to pay", pace: .dated(.able))
        record.field("able_on", \.ableOn, "Day of the finding on ability", pace: .dated(.able))
        record.field(
            "able_fresh_days", \.ableFreshDays, "Age of the finding on ability",
            pace: .drifting(.able) { $0.pointee.opinion.ableOn != nil }, unit: .days)
        record.field(
            "able_evidence", \.ableEvidence,
            "Pieces of evidence behind it; that nothing shows inability is none",
            pace: .dated(.able), unit: .count)
        record.field(
            "willful", \.willful, "Whether the parent was found not to pay willfully",
            pace: .dated(.willful))
        record.field(
            "willful_on", \.willfulOn, "Day of the finding on will", pace: .dated(.willful))
        record.field(
            "engaged", \.engaged, "Whether the parent was found to be engaged",
            pace: .dated(.engaged))
        record.field(
            "engaged_on", \.engagedOn, "Day of the finding on engagement", pace: .dated(.engaged))
    }

    /// What was found, if anything holds.
    public enum Finding: UInt8, CaseSymbol {
        case yes
        case no
        case unclear
        case none
    }
}

extension OpinionFacts {
    /// Reads the opinions of the file.
    init(of opinions: [Opinion], asOf: Day) {
        self.init()
        if let index = Self.holding(.able, in: opinions, asOf: asOf) {
            able = Finding(opinions[index].answer)
            ableOn = opinions[index].givenOn
            ableFreshDays = opinions[index].givenOn.days(until: asOf)
            for evidence in opinions[index].evidence where evidence != .noneOfInability {
                ableEvidence += 1
            }
        }
        if let index = Self.holding(.willful, in: opinions, asOf: asOf) {
            willful = Finding(opinions[index].answer)
            willfulOn = opinions[index].givenOn
        }
        if let index = Self.holding(.engaged, in: opinions, asOf: asOf) {
            engaged = Finding(opinions[index].answer)
            engagedOn = opinions[index].givenOn
        }
    }

    /// The newest opinion of a kind, unless it has expired.
    private static func holding(_ kind: Opinion.Kind, in opinions: [Opinion], asOf: Day) -> Int? {
        guard let newest = newest(kind, in: opinions, asOf: asOf) else { return nil }
        if let last = opinions[newest].expiresOn, last < asOf { return nil }
        return newest
    }

    /// The newest opinion of a kind; the later in the file on the same day.
    static func newest(_ kind: Opinion.Kind, in opinions: [Opinion], asOf: Day) -> Int? {
        var newest: Int?
        for index in opinions.indices
        where opinions[index].kind == kind && opinions[index].givenOn <= asOf {
            if let held = newest, opinions[held].givenOn > opinions[index].givenOn { continue }
            newest = index
        }
        return newest
    }
}

extension OpinionFacts.Finding {
    fileprivate init(_ answer: Opinion.Answer) {
        switch answer {
        case .yes: self = .yes
        case .no: self = .no
        case .unclear: self = .unclear
        }
    }
}
