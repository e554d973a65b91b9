public import Casework

/// Access to one case file for a while, given to one caller who gave a reason.
public struct BreakGlassGrant: Sendable, Equatable {
    /// Names the grant in records.
    public var id: String
    /// Who asked.
    public var subject: String
    /// The site of the case file.
    public var site: String
    /// The case file.
    public var fileID: String
    /// When it ends, seconds since 1970.
    public var until: Int64
}

/// Something that happened with a grant; each is kept in the log of decisions.
public struct BreakGlassEvent: Sendable, Equatable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// Access was given.
        case granted
        /// Access was used.
        case used
    }

    /// What happened.
    public var kind: Kind
    /// The grant.
    public var grant: BreakGlassGrant
    /// The role of who asked.
    public var role: Role
    /// Why, in the words of who asked.
    public var reason: String
    /// What was done, if it was used.
    public var action: RightAction?
    /// With what, if it was used.
    public var object: RightObject?
    /// When, seconds since 1970.
    public var at: Int64
    /// True if somebody is to look at it now: every grant, and the first use of it.
    public var isAlert: Bool
}

/// Gives access to a case that is not the caller's own, for a reason, for a while, on record.
///
/// It opens a case of the caller's own sites that is assigned to somebody else. It opens nothing that
/// a clearance guards: federal tax information stays closed whatever the reason.
public actor BreakGlass {
    /// Why access was not given.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// The reason says too little.
        case reason(words: Int, characters: Int)
        /// The caller has too many grants that have not ended.
        case tooMany(Int)
        /// The record could not be written, so nothing was given.
        case notRecorded

        /// What is wrong and what to do.
        public var description: String {
            switch self {
            case .reason(let words, let characters):
                "give a reason of at least \(words) words and \(characters) characters that "
                    + "somebody else can judge"
            case .tooMany(let most):
                "there are \(most) open accesses already; wait until one has ended"
            case .notRecorded: "the record could not be written, so no access was given; try again"
            }
        }
    }

    /// The shortest reason, in characters.
    public static let shortestReason = 20
    /// The shortest reason, in words.
    public static let fewestWords = 4
    /// The longest reason that is kept, in characters.
    public static let longestReason = 500
    /// How long access lasts, seconds.
    public static let life: Int64 = 30 * 60
    /// The most grants that one caller may have at a time.
    public static let mostAtOnce = 3

    private struct Held {
        var grant: BreakGlassGrant
        var role: Role
        var reason: String
        var wasUsed = false
    }

    private let record: @Sendable (BreakGlassEvent) async throws -> Void
    private let now: @Sendable () -> Int64
    private var held: [String: Held] = [:]

    /// Makes a desk.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970.
    ///   - record: Keeps an event for good, and tells somebody if it is an alert.
    public init(
        now: @escaping @Sendable () -> Int64 = TokenVerifier.clock,
        record: @escaping @Sendable (BreakGlassEvent) async throws -> Void
    ) {
        self.now = now
        self.record = record
    }

    /// Gives access to one case file.
    ///
    /// That the caller may ask at all, and that the case is at one of the caller's sites, was decided
    /// by ``Gatekeeper`` before.
    ///
    /// - Parameters:
    ///   - subject: The case.
    ///   - caller: Who asks.
    ///   - reason: Why, in words that somebody else can judge.
    /// - Returns: The grant; the same one if it was given already.
    /// - Throws: ``Fault``. Nothing is given before it is on record.
    public func open(
        _ subject: CaseSubject, for caller: Caller, reason: String
    ) async throws(Fault) -> BreakGlassGrant {
        let reason = String(reason.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        guard reason.count >= Self.shortestReason, reason.count <= Self.longestReason,
            Set(reason.lowercased().split(separator: " ")).count >= Self.fewestWords
        else { throw .reason(words: Self.fewestWords, characters: Self.shortestReason) }
        let start = now()
        held = held.filter { $0.value.grant.until > start }
        if let open = grant(for: caller, site: subject.site, fileID: subject.fileID) { return open }
        guard held.values.count(where: { $0.grant.subject == caller.subject }) < Self.mostAtOnce
        else { throw .tooMany(Self.mostAtOnce) }
        let grant = BreakGlassGrant(
            id: "bg-\(start)-\(UInt32.random(in: .min ... .max))", subject: caller.subject,
            site: subject.site, fileID: subject.fileID,
            until: start + Self.life)
        // Held before it is recorded, so that two requests at once do not get past the bound.
        held[grant.id] = Held(grant: grant, role: caller.role, reason: reason)
        do {
            try await record(
                BreakGlassEvent(
                    kind: .granted, grant: grant, role: caller.role, reason: reason, at: start,
                    isAlert: true))
        } catch {
            held[grant.id] = nil
            throw .notRecorded
        }
        return grant
    }

    /// The grant of a caller for a case file, if there is one that has not ended.
    public func grant(for caller: Caller, site: String, fileID: String) -> BreakGlassGrant? {
        held.values.first {
            $0.grant.subject == caller.subject && $0.grant.site == site
                && $0.grant.fileID == fileID && $0.grant.until > now()
        }?.grant
    }

    /// Puts a use on record; what was asked for may be given only after it.
    ///
    /// - Throws: ``Fault/notRecorded``.
    public func use(
        _ grant: BreakGlassGrant, _ action: RightAction, _ object: RightObject
    ) async throws(Fault) {
        guard let found = held[grant.id] else { throw .notRecorded }
        held[grant.id]?.wasUsed = true
        do {
            try await record(
                BreakGlassEvent(
                    kind: .used, grant: grant, role: found.role, reason: found.reason,
                    action: action, object: object, at: now(), isAlert: !found.wasUsed))
        } catch {
            throw .notRecorded
        }
    }
}
