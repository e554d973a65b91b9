/// An attempt to reach a parent, or a message from one.
///
/// Source: PJAC brief 8.
public struct Contact: CaseRecord {
    /// Identifier of the contact, unique in the file.
    public var contactID = ""
    /// The case it was about.
    public var caseID: String?
    /// Day of the contact.
    public var on = Day(epochDay: 0)
    /// Hour of the day at the site, 0 to 23.
    public var hour: Int?
    /// Which parent.
    public var with = Participant.ncp
    /// The channel used.
    public var channel = ContactChannel.phoneCall
    /// Whether the agency or the parent reached out.
    public var direction = Direction.outgoing
    /// What it was about.
    public var purpose = Purpose.introduction
    /// What came of it; only an exchange both ways counts as reached.
    public var outcome = Outcome.spoke
    /// Length in minutes.
    public var minutes: Int?
    /// Language used.
    public var language = Language.en
    /// True if no person made it.
    public var automated = false
    /// Reason the parent gave for not paying.
    public var statedReason: NonpaymentReason?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Contact.self, "contact", "An attempt to reach a parent, or a message from one",
        source: "PJAC brief 8"
    ) { record in
        record.identity("contact_id", \.contactID, "Identifier of the contact, unique in the file")
        record.field("case_id", \.caseID, "The case it was about")
        record.field("on", \.on, "Day of the contact")
        record.field(
            "hour", \.hour, "Hour of the day at the site, 0 to 23", bounds: FieldBounds(0...23))
        record.field("with", \.with, "Which parent")
        record.field("channel", \.channel, "The channel used")
        record.field("direction", \.direction, "Whether the agency or the parent reached out")
        record.field("purpose", \.purpose, "What it was about")
        record.field(
            "outcome", \.outcome, "What came of it; only an exchange both ways counts as reached")
        record.field("minutes", \.minutes, "Length in minutes", bounds: FieldBounds(0...1_440))
        record.field("language", \.language, "Language used")
        record.field(
            "automated", \.automated, "True if no person made it", source: "47 USC 227(b)(1)(A)")
        record.field("stated_reason", \.statedReason, "Reason the parent gave for not paying")
    }

    /// Whether the agency or the parent reached out.
    public enum Direction: UInt8, CaseSymbol {
        case outgoing
        case incoming
    }

    /// What a contact was about.
    public enum Purpose: UInt8, CaseSymbol {
        case introduction
        case information
        case request
        case reminder
        case checkIn
        case conferenceScheduling
        case enforcementNotice
        case response
        case referralFollowUp
        case missedPayment
        case warning
    }

    /// What came of a contact.
    public enum Outcome: UInt8, CaseSymbol {
        case spoke
        case twoWayMessage
        case leftMessage
        case deliveredNoReply
        case wrongNumber
        case returned
        case refused
        case hungUp
        case thirdPartyReached
        case unsafeToContinue
    }
}

/// A channel for reaching a parent.
public enum ContactChannel: UInt8, CaseSymbol {
    case phoneCall
    case voicemail
    case text
    case email
    case letter
    case socialPrivateMessage
    case portalMessage
    case video
    case officeVisit
    case fieldVisit
    case courtHallway
    case schoolOffice
    case thirdParty
}

/// Why a parent does not pay.
public enum NonpaymentReason: UInt8, CaseSymbol {
    case lostJob
    case noSteadyWork
    case cannotPay
    case incarcerated
    case ill
    case conflict
    case noAccessToChild
    case distrust
    case doesNotUnderstand
    case recordError
    case refusesWithMeans
    case unknown
}

/// A permission to use a channel or to share data.
///
/// Source: 47 USC 227(b)(1)(A); 47 CFR 64.1200(a).
public struct Consent: CaseRecord {
    /// Which parent.
    public var who = Participant.ncp
    /// The channel it covers.
    public var channel = ContactChannel.phoneCall
    /// Given, withdrawn or not known.
    public var status = ConsentStatus.given
    /// What it allows.
    public var scope = Scope.serviceMessages
    /// Day it was given or withdrawn.
    public var on = Day(epochDay: 0)
    /// Last day it holds.
    public var expiresOn: Day?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Consent.self, "consent", "A permission to use a channel or to share data",
        source: "47 USC 227(b)(1)(A); 47 CFR 64.1200(a)"
    ) { record in
        record.field("who", \.who, "Which parent")
        record.field("channel", \.channel, "The channel it covers")
        record.field("status", \.status, "Given, withdrawn or not known")
        record.field("scope", \.scope, "What it allows")
        record.field("on", \.on, "Day it was given or withdrawn")
        record.field("expires_on", \.expiresOn, "Last day it holds")
        record.inOrder(\.on, "on", \.expiresOn, "expires_on")
    }

    /// What a consent allows.
    public enum Scope: UInt8, CaseSymbol {
        case serviceMessages
        case automatedTexts
        case shareWithPartner
    }
}

/// Whether a consent stands.
public enum ConsentStatus: UInt8, CaseSymbol {
    case given
    case withdrawn
    case unknown
}

/// A channel and hours that are safe for a parent.
///
/// Source: 42 USC 654(26).
public struct SafeContact: CaseRecord {
    /// Which parent.
    public var who = Participant.ncp
    /// The safe channel.
    public var channel = ContactChannel.phoneCall
    /// First safe hour of the day, 0 to 23.
    public var fromHour = 0
    /// Hour at which it ends to be safe, 1 to 24.
    public var toHour = 0

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        SafeContact.self, "safe_contact", "A channel and hours that are safe for a parent",
        source: "42 USC 654(26)"
    ) { record in
        record.field("who", \.who, "Which parent")
        record.field("channel", \.channel, "The safe channel")
        record.field(
            "from_hour", \.fromHour, "First safe hour of the day, 0 to 23",
            bounds: FieldBounds(0...23))
        record.field(
            "to_hour", \.toHour, "Hour at which it ends to be safe, 1 to 24",
            bounds: FieldBounds(1...24))
        record.check("to_hour", with: "from_hour", "an hour after `from_hour`") {
            $0.pointee.toHour > $0.pointee.fromHour
        }
    }
}
