public import CaseModel
public import Casework

/// Why a request is refused.
public enum Refusal: Error, Sendable, Equatable {
    /// The caller may not do this, whether or not what is asked about exists.
    case forbidden(String)
    /// To this caller the thing does not exist. The answer must be, byte for byte, the one that is
    /// given when it does not: a worker of one site never learns of the cases of another.
    case hidden
}

/// What a caller was allowed.
public struct Permit: Sendable, Equatable {
    /// How far the right reaches.
    public var scope: RightScope
    /// The sites it reaches; nil for the whole host.
    public var sites: Set<String>?
    /// Who looks, for the masks.
    public var viewer: Viewer
    /// True if each use must be recorded.
    public var isLogged: Bool
    /// The grant by which the caller reached a case that is not theirs.
    public var breakGlass: BreakGlassGrant?

    private let caller: Caller
    private let object: RightObject
    private let now: Int64

    fileprivate init(
        _ answer: RightAnswer, _ caller: Caller, sites: Set<String>?, today: Day, now: Int64
    ) {
        scope = answer.scope
        self.sites = sites
        viewer = caller.viewer(today: today)
        isLogged = answer.isLogged
        self.caller = caller
        object = answer.object
        self.now = now
    }

    /// True if the right reaches a case; lists are filtered by it.
    public func covers(_ subject: CaseSubject) -> Bool {
        if let sites, !sites.contains(subject.site) { return false }
        return switch scope {
        case .none: false
        case .ownCases: subject.assignedTo.contains(caller.subject)
        case .ownRecord: isParent(of: subject)
        case .referredCases: caller.partnerID.map(subject.partnerIDs.contains) ?? false
        case .synthetic: subject.synthetic
        case .site, .anySite: true
        }
    }

    /// Both parents see the case file, each their own part; the rest is about the one who owes.
    private func isParent(of subject: CaseSubject) -> Bool {
        guard let id = caller.personID, !id.isEmpty else { return false }
        if subject.ncpID == id { return true }
        switch object {
        case .caseFile, .contact, .conference: return subject.cpIDs.contains(id)
        default: return false
        }
    }

    /// True if the caller broke the glass for this case.
    fileprivate func isOpened(_ subject: CaseSubject, by grant: BreakGlassGrant) -> Bool {
        scope == .ownCases && sites?.contains(subject.site) == true
            && grant.subject == caller.subject && grant.site == subject.site
            && grant.fileID == subject.fileID && now < grant.until
    }
}

/// Decides what a caller may do, by the one table of rights.
///
/// What the table does not grant is refused.
///
/// It knows no route and no store: who asks, what they want, and the facts of the case in question.
public struct Gatekeeper: Sendable {
    private let now: @Sendable () -> Int64

    /// Makes a gatekeeper.
    ///
    /// - Parameter now: Seconds since 1970.
    public init(now: @escaping @Sendable () -> Int64 = TokenVerifier.clock) {
        self.now = now
    }

    /// Decides about something that is no single case: a site, a policy, a list, a sweep.
    ///
    /// - Parameters:
    ///   - caller: Who asks.
    ///   - action: What is to be done.
    ///   - object: With what.
    ///   - site: At which site; nil for all of the caller's sites.
    ///   - today: The local civil day at the site.
    /// - Returns: What is allowed; for a list, ``Permit/covers(_:)`` says which rows.
    /// - Throws: ``Refusal``; a site of others is hidden like one that does not exist.
    public func authorize(
        _ caller: Caller, _ action: RightAction, _ object: RightObject, site: String?, today: Day
    ) throws(Refusal) -> Permit {
        let answer = KnownRights.answer(role: caller.role, object: object, action: action)
        guard answer.isAllowed else { throw .forbidden(answer.sentence) }
        if let needed = answer.clearance, !caller.clearances.contains(needed) {
            throw .forbidden(
                "This needs the clearance `\(needed.rawValue)` (\(needed.about)), which the "
                    + "token does not hold.")
        }
        if answer.scope == .anySite {
            return Permit(answer, caller, sites: nil, today: today, now: now())
        }
        guard let site else {
            return Permit(answer, caller, sites: caller.sites, today: today, now: now())
        }
        guard caller.sites.contains(site) else { throw .hidden }
        return Permit(answer, caller, sites: [site], today: today, now: now())
    }

    /// Decides about one case.
    ///
    /// The case is looked up first, whoever asks: a missing case and one that the caller must not
    /// know of then take the same way and get the same refusal.
    ///
    /// - Parameters:
    ///   - caller: Who asks, with the grant for this case, if there is one.
    ///   - action: What is to be done.
    ///   - object: With what.
    ///   - site: The site in the request.
    ///   - subject: The facts of the case; nil if there is none.
    ///   - today: The local civil day at the site.
    /// - Returns: What is allowed.
    /// - Throws: ``Refusal``.
    public func authorize(
        _ caller: Caller, _ action: RightAction, _ object: RightObject, site: String,
        subject: CaseSubject?, today: Day
    ) throws(Refusal) -> Permit {
        var permit = try authorize(caller, action, object, site: site, today: today)
        guard let subject, subject.site == site else { throw .hidden }
        if permit.covers(subject) { return permit }
        guard permit.scope == .ownCases else { throw .hidden }
        guard let grant = caller.breakGlass, permit.isOpened(subject, by: grant) else {
            throw .forbidden(
                "This case is not assigned to you. Ask a supervisor, or ask for access with a "
                    + "reason; that is recorded and raises an alert.")
        }
        permit.breakGlass = grant
        permit.isLogged = true
        return permit
    }
}
