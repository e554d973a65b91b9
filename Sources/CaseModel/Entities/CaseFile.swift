/// All facts about one noncustodial parent's cases at one point in time.
///
/// Source: Accord case file, version 1.
public struct CaseFile: CaseRecord {
    /// Version of this format; 1.
    public var schemaVersion = 0
    /// True if the file was made up and shows no real person.
    public var synthetic = false
    /// Identifier of the file, unique at the site.
    public var fileID = ""
    /// The agency that keeps the cases.
    public var site = SiteID.azMaricopa
    /// Day on which the facts were true.
    public var observedOn = Day(epochDay: 0)
    /// The noncustodial parent, who owes or may come to owe support.
    public var ncp = Person()
    /// Every IV-D case of the parent.
    public var cases: [Case] = []
    /// Attempts to reach either parent, and messages from them.
    public var contacts: [Contact] = []
    /// Permissions to use a channel or to share data, newest last.
    public var consents: [Consent] = []
    /// Channels and hours that are safe for a parent.
    public var safeContacts: [SafeContact] = []
    /// Case conferences between the parents.
    public var conferences: [Conference] = []
    /// Case action plans.
    public var plans: [Plan] = []
    /// Ordinary agency services that were actively offered.
    public var enhancedServices: [EnhancedService] = []
    /// Referrals to partner organizations.
    public var referrals: [Referral] = []
    /// Dated findings of staff or court: able, willful, engaged.
    public var opinions: [Opinion] = []
    /// Assignment to a study arm, if the parent was enrolled.
    public var study: Study?
    /// Work-search order and job-site account, if there is one.
    public var workSearch: WorkSearch?
    /// Employment and training services under IV-D.
    public var enrollments: [Enrollment] = []

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        CaseFile.self, "case_file",
        "All facts about one noncustodial parent's cases at one point in time",
        source: "Accord case file, version 1"
    ) { record in
        record.field(
            "schema_version", \.schemaVersion, "Version of this format; 1",
            bounds: FieldBounds(1...1))
        record.field(
            "synthetic", \.synthetic, "True if the file was made up and shows no real person")
        record.identity("file_id", \.fileID, "Identifier of the file, unique at the site")
        record.field("site", \.site, "The agency that keeps the cases")
        record.field("observed_on", \.observedOn, "Day on which the facts were true")
        record.field("ncp", \.ncp, "The noncustodial parent, who owes or may come to owe support")
        record.field("cases", \.cases, "Every IV-D case of the parent", source: "45 CFR 305.1(a)")
        record.field(
            "contacts", \.contacts, "Attempts to reach either parent, and messages from them")
        record.field(
            "consents", \.consents, "Permissions to use a channel or to share data, newest last")
        record.field(
            "safe_contacts", \.safeContacts, "Channels and hours that are safe for a parent")
        record.field("conferences", \.conferences, "Case conferences between the parents")
        record.field("plans", \.plans, "Case action plans")
        record.field(
            "enhanced_services", \.enhancedServices,
            "Ordinary agency services that were actively offered")
        record.field("referrals", \.referrals, "Referrals to partner organizations")
        record.field(
            "opinions", \.opinions, "Dated findings of staff or court: able, willful, engaged")
        record.field("study", \.study, "Assignment to a study arm, if the parent was enrolled")
        record.field(
            "work_search", \.workSearch, "Work-search order and job-site account, if there is one")
        record.field("enrollments", \.enrollments, "Employment and training services under IV-D")
    }
}

/// One of the two parents or parties of a case.
public enum Participant: UInt8, CaseSymbol {
    case ncp
    case cp
}

/// An answer that may not have been found out.
public enum Answer: UInt8, CaseSymbol {
    case yes
    case no
    case unknown
}
