/// A parent, caretaker or other party of a case.
///
/// Source: Agency case record; 45 CFR 303.21.
public struct Person: CaseRecord {
    /// Identifier of the person, unique at the site.
    public var personID = ""
    /// Name as recorded; letters are addressed with it.
    public var name = ""
    /// Date of birth.
    public var birthDate: Day?
    /// Sex as recorded; for statistics only.
    public var sex: String?
    /// Race or ethnicity if collected; for statistics only.
    public var raceEthnicity: String?
    /// Language for speaking and writing to the person.
    public var language = Language.en
    /// True if an interpreter is needed.
    public var interpreterNeeded = false
    /// IANA time zone for contact hours.
    public var timeZone: String?
    /// Area by which partners are chosen, such as alliance; never a ZIP code.
    public var serviceArea: String?
    /// Where the person lives.
    public var address: Address?
    /// Telephone numbers.
    public var phones: [Phone] = []
    /// E-mail address.
    public var email: String?
    /// Date of death.
    public var deceasedOn: Day?
    /// Service in the armed forces.
    public var military = Military.none
    /// True if a member of a tribe.
    public var tribalMember = false
    /// True if a lawyer acts for the person.
    public var represented = false
    /// Jobs held, past and present.
    public var employments: [Employment] = []
    /// Income by kind and span.
    public var incomes: [Income] = []
    /// Licenses held.
    public var licenses: [License] = []
    /// Stays in jail or prison.
    public var incarcerations: [Incarceration] = []
    /// Disability, if recorded.
    public var disability: Disability?
    /// Residential treatment and medical leave.
    public var treatments: [Treatment] = []
    /// Bankruptcy filings.
    public var bankruptcies: [Bankruptcy] = []
    /// Public assistance received.
    public var assistance: [Assistance] = []

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Person.self, "person", "A parent, caretaker or other party of a case",
        source: "Agency case record; 45 CFR 303.21"
    ) { record in
        record.identity("person_id", \.personID, "Identifier of the person, unique at the site")
        record.field("name", \.name, "Name as recorded; letters are addressed with it", .pii)
        record.field("birth_date", \.birthDate, "Date of birth", .protected)
        record.field("sex", \.sex, "Sex as recorded; for statistics only", .protected)
        record.field(
            "race_ethnicity", \.raceEthnicity,
            "Race or ethnicity if collected; for statistics only", .protected)
        record.field("language", \.language, "Language for speaking and writing to the person")
        record.field("interpreter_needed", \.interpreterNeeded, "True if an interpreter is needed")
        record.field("time_zone", \.timeZone, "IANA time zone for contact hours", .location)
        record.field(
            "service_area", \.serviceArea,
            "Area by which partners are chosen, such as alliance; never a ZIP code")
        record.field("address", \.address, "Where the person lives", .location)
        record.field("phones", \.phones, "Telephone numbers", .location)
        record.field("email", \.email, "E-mail address", .location)
        record.field("deceased_on", \.deceasedOn, "Date of death")
        record.field("military", \.military, "Service in the armed forces")
        record.field("tribal_member", \.tribalMember, "True if a member of a tribe", .protected)
        record.field("represented", \.represented, "True if a lawyer acts for the person")
        record.field("employments", \.employments, "Jobs held, past and present")
        record.field("incomes", \.incomes, "Income by kind and span")
        record.field("licenses", \.licenses, "Licenses held")
        record.field("incarcerations", \.incarcerations, "Stays in jail or prison")
        record.field("disability", \.disability, "Disability, if recorded", .medical)
        record.field(
            "treatments", \.treatments, "Residential treatment and medical leave", .medical)
        record.field("bankruptcies", \.bankruptcies, "Bankruptcy filings")
        record.field("assistance", \.assistance, "Public assistance received")
    }

    /// Service in the armed forces.
    public enum Military: UInt8, CaseSymbol {
        case none
        case active
        case reserve
        case veteran
    }
}

/// A language that letters and calls may use.
public enum Language: UInt8, CaseSymbol {
    case en
    case es
    case so
    case other
}

/// A postal address.
///
/// Source: Agency case record; 42 USC 654(26).
public struct Address: CaseRecord {
    /// Street line.
    public var line = ""
    /// City or town.
    public var city = ""
    /// County of the address.
    public var county = ""
    /// Two-letter state.
    public var state = ""
    /// ZIP code.
    public var postalCode = ""
    /// Day the address was last verified.
    public var verifiedOn: Day?
    /// True if the address may be shown to nobody.
    public var confidential = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Address.self, "address", "A postal address",
        source: "Agency case record; 42 USC 654(26)"
    ) { record in
        record.field("line", \.line, "Street line", .location)
        record.field("city", \.city, "City or town", .location)
        record.field("county", \.county, "County of the address", .location)
        record.field("state", \.state, "Two-letter state", .location)
        record.field("postal_code", \.postalCode, "ZIP code", .location)
        record.field("verified_on", \.verifiedOn, "Day the address was last verified", .location)
        record.field(
            "confidential", \.confidential, "True if the address may be shown to nobody", .location)
    }
}

/// A telephone number.
///
/// Source: Agency case record; 47 CFR 64.1200(a).
public struct Phone: CaseRecord {
    /// Kind of line.
    public var kind = Kind.mobile
    /// The number.
    public var number = ""
    /// True if the person agreed to texts on this number.
    public var textConsent = false

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        Phone.self, "phone", "A telephone number",
        source: "Agency case record; 47 CFR 64.1200(a)"
    ) { record in
        record.field("kind", \.kind, "Kind of line", .location)
        record.field("number", \.number, "The number", .location)
        record.field(
            "text_consent", \.textConsent, "True if the person agreed to texts on this number",
            .location)
    }

    /// Kind of telephone line.
    public enum Kind: UInt8, CaseSymbol {
        case mobile
        case landline
        case workplace
    }
}
