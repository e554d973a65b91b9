/// What became of the parent's action plan, as of a day.
///
/// The plan read is the newest one that is agreed or active; if there is none, the newest one of
/// any other kind, and `active` is false. Only the parent's own commitments count: what the agency
/// missed is never held against the parent. Source: PJAC brief 8.
public struct PlanFacts: CaseRecord {
    /// True if a plan is agreed or active.
    public var active = false
    /// Day the plan was agreed.
    public var agreedOn: Day?
    /// Day the plan is to be reviewed.
    public var reviewOn: Day?
    /// The parent's commitments that are open or partly met.
    public var openCommitments = 0
    /// The parent's commitments that were missed.
    public var missedCommitments = 0
    /// The parent's commitments that were met.
    public var metCommitments = 0
    /// Day the next open commitment of the parent falls due.
    public var nextDueOn: Day?
    /// True if employment is a goal.
    public var hasEmploymentGoal = false
    /// Barriers that stand, each named once.
    public var barriers: [ServiceKind] = []
    /// True if a duty to look for work stands and is kept.
    public var seekWorkKept = false

    /// Makes a record without a plan.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        PlanFacts.self, "plan_facts", "What became of the parent's action plan",
        source: "PJAC brief 8", origin: .derived
    ) { record in
        record.field("active", \.active, "True if a plan is agreed or active", pace: .dated(.plans))
        record.field("agreed_on", \.agreedOn, "Day the plan was agreed", pace: .dated(.plans))
        record.field(
            "review_on", \.reviewOn, "Day the plan is to be reviewed", pace: .dated(.plans))
        record.field(
            "open_commitments", \.openCommitments,
            "The parent's commitments that are open or partly met", pace: .dated(.plans),
            unit: .count)
        record.field(
            "missed_commitments", \.missedCommitments,
            "The parent's commitments that were missed", pace: .dated(.plans), unit: .count)
        record.field(
            "met_commitments", \.metCommitments, "The parent's commitments that were met",
            pace: .dated(.plans),
            unit: .count)
        record.field(
            "next_due_on", \.nextDueOn, "Day the next open commitment of the parent falls due",
            pace: .dated(.plans, .commitments))
        record.field(
            "has_employment_goal", \.hasEmploymentGoal, "True if employment is a goal",
            pace: .dated(.plans))
        record.field(
            "barriers", \.barriers, "Barriers that stand, as the service that answers them",
            .medical, pace: .dated(.plans, .barriers))
        record.field(
            "seek_work_kept", \.seekWorkKept,
            "True if a duty to look for work stands and is kept",
            pace: .dated(.plans, .obligations, .login), source: "OAC 5101:12-50-17(D)")
    }
}

extension PlanFacts {
    /// Days for which a log-in at the job site shows that the search goes on.
    static let loginWithinDays = 30

    /// Reads the plans of the parent, and the duty to look for work in one case.
    init(of file: borrowing CaseFile, in legalCase: borrowing Case, asOf: Day) {
        self.init()
        if let index = Self.current(in: file.plans, asOf: asOf) {
            read(file.plans[index], asOf: asOf)
        }
        guard legalCase.hasSeekWorkDuty(on: asOf) else { return }
        let searches = file.workSearch.map { Self.isSearching($0, asOf: asOf) } ?? false
        let keepsPlan = missedCommitments == 0 && metCommitments > 0
        seekWorkKept = searches || keepsPlan
    }

    private static func current(in plans: [Plan], asOf: Day) -> Int? {
        var best: Int?
        for index in plans.indices where plans[index].createdOn <= asOf {
            guard let held = best else {
                best = index
                continue
            }
            let candidate = (plans[index].status.isKept ? 1 : 0, plans[index].createdOn)
            if candidate >= (plans[held].status.isKept ? 1 : 0, plans[held].createdOn) {
                best = index
            }
        }
        return best
    }

    private mutating func read(_ plan: Plan, asOf: Day) {
        active = plan.status.isKept
        agreedOn = plan.agreedOn
        reviewOn = plan.reviewOn
        for goal in plan.goals where goal.kind == .employment { hasEmploymentGoal = true }
        for commitment in plan.commitments where commitment.who == .ncp {
            switch commitment.status {
            case .open, .partly:
                openCommitments += 1
                if commitment.dueOn >= asOf, nextDueOn.map({ commitment.dueOn < $0 }) ?? true {
                    nextDueOn = commitment.dueOn
                }
            case .missed: missedCommitments += 1
            case .met: metCommitments += 1
            case .excused, .withdrawn: break
            }
        }
        for barrier in plan.barriers where barrier.recordedOn <= asOf {
            let resolved = barrier.resolvedOn.map { $0 <= asOf } ?? false
            if !resolved, !barriers.contains(barrier.kind) { barriers.append(barrier.kind) }
        }
    }

    private static func isSearching(_ search: WorkSearch, asOf: Day) -> Bool {
        guard search.accountRegistered == .yes, let login = search.lastLoginOn else { return false }
        return login.isInLast(loginWithinDays, before: asOf)
    }
}

extension Plan.Status {
    /// True if the parent has agreed to the plan and it is not over.
    var isKept: Bool { self == .agreed || self == .active }
}

extension Case {
    /// True if an order or a remedy obliges the parent to look for work.
    func hasSeekWorkDuty(on day: Day) -> Bool {
        for index in obligations.indices
        where obligations[index].kind == .nonfinancial && obligations[index].applies(on: day) {
            switch (obligations[index].nonfinancialType, obligations[index].nonfinancialStatus) {
            case (.workSearch, .active), (.seekWork, .active): return true
            default: continue
            }
        }
        for index in remedies.indices
        where remedies[index].kind == .seekWorkOrder && remedies[index].state == .inEffect {
            return true
        }
        return false
    }
}
