/// What somebody, or a program, does for an agency: the one thing rights depend on.
///
/// The names are those of the agency's work; a token carries one of them as its claim `role`.
public enum Role: String, Sendable, CaseIterable, Comparable {
    /// Works the cases of parents in the study's PJAC arm.
    case pjacWorker = "pjac_worker"
    /// Works the cases of parents in business as usual.
    case bauWorker = "bau_worker"
    /// Leads a team and decides what a worker may not.
    case supervisor
    /// Takes a case to court for the agency.
    case attorney
    /// Keeps a site's numbers, partners and releases.
    case siteAdministrator = "site_administrator"
    /// Writes and tests policies, with made-up cases only.
    case policyAuthor = "policy_author"
    /// A partner organization, which meets the parents referred to it.
    case partner
    /// A parent of a case, who looks at what concerns that parent.
    case parent
    /// Studies what came of the policies, with counts and without names.
    case researcher
    /// Runs the service and never sees a case.
    case `operator`
    /// A case system with a key of its own, which keeps the case files.
    case service

    /// What somebody in this role does, as a phrase.
    public var about: String {
        switch self {
        case .pjacWorker: "works the cases of parents in the PJAC arm of the study"
        case .bauWorker: "works the cases of parents in business as usual"
        case .supervisor: "leads a team and decides what a worker may not"
        case .attorney: "takes a case to court for the agency"
        case .siteAdministrator: "keeps a site's numbers, partners and releases"
        case .policyAuthor: "writes and tests policies, with made-up cases only"
        case .partner: "a partner organization that parents are referred to"
        case .parent: "a parent, who looks at what concerns that parent"
        case .researcher: "studies what came of the policies, without names"
        case .operator: "runs the service and never sees a case"
        case .service: "a case system with a key of its own, which keeps the case files"
        }
    }

    /// Those who decide and act in single cases for the agency.
    public static let staff: [Role] = [.pjacWorker, .bauWorker, .supervisor, .attorney]
    /// Those who have cases assigned to them.
    public static let workers: [Role] = [.pjacWorker, .bauWorker]

    /// Orders roles as they are declared.
    public static func < (left: Role, right: Role) -> Bool { left.place < right.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A permission that a person has beside the role, because somebody looked at that person.
public enum Clearance: String, Sendable, CaseIterable {
    /// Cleared for federal tax information (26 USC 6103; IRS Publication 1075).
    case fti
    /// Cleared for account data from the data match with banks (42 USC 669a).
    case fidm
    /// Cleared, by need to know, for what protects a parent or child at risk (42 USC 654(26)).
    case safety

    /// What it is for, as a phrase.
    public var about: String {
        switch self {
        case .fti: "cleared for federal tax information"
        case .fidm: "cleared for account data of the bank match"
        case .safety: "cleared for what protects a person at risk"
        }
    }
}

/// What may be done with an object.
public enum RightAction: String, Sendable, CaseIterable {
    /// See one.
    case read
    /// See which there are, or search them.
    case list
    /// Add one.
    case create
    /// Change one.
    case change
    /// Remove one.
    case delete
    /// Let it work: decide, try, sweep, roll back.
    case run
    /// Say that it holds: an override of a worker, a hold beyond the site's bound.
    case approve
    /// Put it in force.
    case activate
    /// Take it out of the system.
    case export
    /// Prove that it is whole.
    case verify
}

/// Whose cases a right reaches.
public enum RightScope: String, Sendable, CaseIterable {
    /// None.
    case none
    /// Cases that are assigned to the caller.
    case ownCases = "own_cases"
    /// What concerns the caller, who is a parent of the case.
    case ownRecord = "own_record"
    /// Cases with a referral to the caller's organization, and of these the referral.
    case referredCases = "referred_cases"
    /// Made-up cases.
    case synthetic
    /// Everything of the caller's sites.
    case site
    /// Everything of the host, whatever the site.
    case anySite = "any_site"

    /// Whose cases they are, as a phrase.
    public var about: String {
        switch self {
        case .none: "nothing"
        case .ownCases: "cases assigned to them"
        case .ownRecord: "what concerns themselves"
        case .referredCases: "cases referred to them"
        case .synthetic: "made-up cases"
        case .site: "their sites"
        case .anySite: "the whole host"
        }
    }

    /// The scope in a narrow column.
    public var mark: String {
        switch self {
        case .none: "."
        case .ownCases: "own"
        case .ownRecord: "self"
        case .referredCases: "ref"
        case .synthetic: "syn"
        case .site: "site"
        case .anySite: "any"
        }
    }
}
