public import CaseModel
public import Casework

/// Who makes a request, as a verified token says.
public struct Caller: Sendable, Equatable {
    /// The person or program; the claim `sub`.
    public var subject: String
    /// What they do; the claim `role`.
    public var role: Role
    /// The sites they work for, at least one; the claim `sites`.
    public var sites: Set<String>
    /// What they were cleared for; the claim `clearances`.
    public var clearances: Set<Clearance>
    /// The parent's own id in case files; the claim `person_id`, for parents only.
    public var personID: String?
    /// The partner's id in the site's list; the claim `partner_id`, for partners only.
    public var partnerID: String?
    /// Names the token in logs without being one: the claim `jti`, or the start of a digest.
    public var tokenID: String
    /// When the token ends, seconds since 1970.
    public var expiresAt: Int64
    /// Access to one more case file for a while, if they asked for it with a reason.
    public var breakGlass: BreakGlassGrant?

    /// Makes a caller.
    public init(
        subject: String, role: Role, sites: Set<String>, clearances: Set<Clearance> = [],
        personID: String? = nil, partnerID: String? = nil, tokenID: String, expiresAt: Int64,
        breakGlass: BreakGlassGrant? = nil
    ) {
        self.subject = subject
        self.role = role
        self.sites = sites
        self.clearances = clearances
        self.personID = personID
        self.partnerID = partnerID
        self.tokenID = tokenID
        self.expiresAt = expiresAt
        self.breakGlass = breakGlass
    }

    /// The caller as somebody who looks at a case.
    ///
    /// - Parameter today: The local civil day at the site.
    /// - Returns: The viewer.
    public func viewer(today: Day) -> Viewer {
        let relation: Viewer.Relation =
            switch role {
            case .parent: .parent(personID: personID ?? "")
            case .partner: .partner(id: partnerID ?? "")
            default: .agency
            }
        return Viewer(role: role, clearances: clearances, relation: relation, today: today)
    }
}

/// What must be known of a case file to say who may see it.
public struct CaseSubject: Sendable, Equatable {
    /// The site that keeps it.
    public var site: String
    /// Its id.
    public var fileID: String
    /// True if it was made up.
    public var synthetic: Bool
    /// The workers whose cases are in it, by the `sub` of their tokens.
    public var assignedTo: Set<String>
    /// The noncustodial parent.
    public var ncpID: String
    /// The custodial parents.
    public var cpIDs: Set<String>
    /// The partners that it holds a referral to.
    public var partnerIDs: Set<String>

    /// Makes the facts of a case file.
    ///
    /// - Parameters:
    ///   - file: The case file.
    ///   - assignedTo: The workers whose cases are in it.
    public init(_ file: CaseFile, assignedTo: Set<String>) {
        site = file.site.word
        fileID = file.fileID
        synthetic = file.synthetic
        self.assignedTo = assignedTo
        ncpID = file.ncp.personID
        cpIDs = Set(file.cases.map(\.cp.personID))
        partnerIDs = Set(file.referrals.map(\.partnerID))
    }
}
