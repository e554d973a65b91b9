/// A contact that a policy proposes, as the rules that forbid or delay contacts see it.
///
/// Consent and safety are read for the person and the channel proposed. Source: 47 USC 227(b)(1)(A);
/// 47 CFR 64.1200(a); 42 USC 654(26).
public struct ProposedContact: CaseRecord {
    /// Who would be contacted.
    public var who = Participant.ncp
    /// How.
    public var channel = ContactChannel.phoneCall
    /// What for.
    public var purpose = Contact.Purpose.introduction
    /// Day of the contact.
    public var on = Day(epochDay: 0)
    /// True if no person would make it.
    public var automated = false
    /// Whether the person agreed to the channel.
    public var consent = ConsentStatus.unknown
    /// True unless safe channels are recorded and this is not one.
    public var safe = true

    /// Makes a proposal to call the noncustodial parent.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        ProposedContact.self, "proposed_contact", "A contact that a policy proposes",
        source: "47 USC 227(b)(1)(A); 42 USC 654(26)", origin: .derived
    ) { record in
        record.field("who", \.who, "Who would be contacted", pace: .fixed)
        record.field("channel", \.channel, "How", pace: .fixed)
        record.field("purpose", \.purpose, "What for", pace: .fixed)
        record.field("on", \.on, "Day of the contact", pace: .daily)
        record.field("automated", \.automated, "True if no person would make it", pace: .fixed)
        record.field(
            "consent", \.consent,
            "The latest answer of the person on the channel; for automated contacts, on those",
            pace: .dated(.consents),
            source: "47 CFR 64.1200(a)")
        record.field(
            "safe", \.safe, "True unless safe channels are recorded and this is not one of them",
            pace: .fixed)
    }

    /// Makes a proposal and reads consent and safety from the parent's file.
    ///
    /// The consent that counts is the latest one for the person, the channel and the scope: automated
    /// contacts need a consent to automated texts, others one to service messages. One that has
    /// expired counts as unknown.
    public init(
        who: Participant, channel: ContactChannel, purpose: Contact.Purpose, on day: Day,
        automated: Bool, file: CaseFile
    ) {
        self.init(
            who: who, channel: channel, purpose: purpose, on: day, automated: automated,
            consents: file.consents, safeContacts: file.safeContacts)
    }

    /// Makes a proposal and reads consent and safety from what the parent's file records of them.
    package init(
        who: Participant, channel: ContactChannel, purpose: Contact.Purpose, on day: Day,
        automated: Bool, consents: [Consent], safeContacts: [SafeContact]
    ) {
        self.who = who
        self.channel = channel
        self.purpose = purpose
        self.on = day
        self.automated = automated

        let scope = automated ? Consent.Scope.automatedTexts : .serviceMessages
        var latest = Day(epochDay: .min)
        for answer in consents
        where answer.who == who && answer.channel == channel && answer.scope == scope
            && answer.on <= day && answer.on >= latest
        {
            latest = answer.on
            let expired = answer.expiresOn.map { $0 < day } ?? false
            consent = expired ? .unknown : answer.status
        }

        var restricted = false
        var listed = false
        for entry in safeContacts where entry.who == who {
            restricted = true
            if entry.channel == channel { listed = true }
        }
        safe = !restricted || listed
    }
}
