import CaseModel
public import CaseStore
public import PolicyHost

/// Asks after a sweep whether the overrides of a site may go on standing.
///
/// An override that runs is judged again by the policy and the facts of the day, as it was when it
/// was made. It stands until its last day is over, until a newer choice takes its place, or until a
/// floor forbids it: then it ends here, and a record says which floor. Every override that runs is
/// asked about, not only those of cases that the sweep looked at, because a floor may come to bind by
/// the passing of days alone; so an incremental sweep leaves what a full one leaves. Killed in the
/// middle, the review of the next sweep does what is left.
public struct OverrideReview: Sendable {
    /// What a review found.
    public struct Report: Sendable, Equatable {
        /// Overrides that go on.
        public var running = 0
        /// Overrides that it ended.
        public var ended: [Override] = []
        /// Overrides that could not be judged, because the policy fails on the case or the file can't
        /// be read: they go on, and the sweep's own decision raises the alert.
        public var unjudged = 0
    }

    private let store: CaseStore
    private let policy: SitePolicy
    private let site: SiteID
    private let day: Day

    /// Makes a review.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - policy: The policy that the sweep decided by.
    ///   - run: The sweep, which is active.
    public init(store: CaseStore, policy: SitePolicy, after run: SweepRun) {
        self.store = store
        self.policy = policy
        site = run.site
        day = run.asOf
    }

    /// Judges every override of the site that runs, and ends those that a floor forbids.
    ///
    /// - Throws: ``CaseStoreError``.
    public func run() throws -> Report {
        var report = Report()
        for override in try store.runningOverrides(site: site, on: day) {
            switch try judge(override) {
            case .stands: report.running += 1
            case .unknown: report.unjudged += 1
            case .ends(let by, let statement):
                report.ended.append(
                    try store.end(override, on: day, by: by, ruling: statement, actor: "sweep"))
            }
        }
        return report
    }

    private enum Judgment {
        case stands, unknown
        case ends(by: String, statement: [String: JSONValue])
    }

    private func judge(_ override: Override) throws -> Judgment {
        guard let choice = try store.choice(of: override) else { return .unknown }
        do {
            let key = CaseFileKey(site: override.site, fileID: override.fileID)
            let moment = try store.moment(key, caseID: override.caseID, on: day)
            guard let moment else {
                return .ends(
                    by: "override.no-case", statement: ["refusal": .text("override.no-case")])
            }
            let ruling = try policy.ruling(on: choice, for: moment)
            guard case .refused = ruling else { return .stands }
            return .ends(by: ruling.refusedBy, statement: ruling.statement)
        } catch is PolicyProblem {
            return .unknown
        } catch is CaseFileError {
            return .unknown
        }
    }
}

extension CaseStore {
    /// The choice that an override's record holds; nil if this host does not know its question or
    /// answer.
    func choice(of override: Override) throws -> OverrideChoice? {
        guard let point = DecisionPoint(rawValue: override.point),
            let outcome = Outcome(rawValue: override.outcome)
        else { return nil }
        var details: [Detail] = []
        if case .object(let members)? = try logRecord(override.seq).statementJSON["details"] {
            details = members.map { Detail(key: $0.key, value: $0.value.text ?? "") }
        }
        return OverrideChoice(
            point: point, subject: override.subject, outcome: outcome, until: override.until,
            details: details, reason: override.reason)
    }
}
