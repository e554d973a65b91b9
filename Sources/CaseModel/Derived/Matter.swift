/// One case as of a day, as policies see it under the name `case`.
///
/// Holds the case itself, the parent, what the file records about the parent, and the facts that
/// follow from both. Everything is computed from the file and the day alone, so that the same file
/// and day always give the same facts.
public struct Matter: CaseRecord {
    /// The case asked about; its fields are fields of the matter.
    public var record = Case()
    /// The noncustodial parent.
    public var ncp = Person()
    /// The day asked about.
    public var asOf = Day(epochDay: 0)
    /// The agency.
    public var site = SiteID.azMaricopa
    /// Every case of the parent.
    public var allCases: [Case] = []
    /// Attempts to reach either parent, and messages from them.
    public var contacts: [Contact] = []
    /// Permissions to use a channel or to share data.
    public var consents: [Consent] = []
    /// Case conferences.
    public var conferences: [Conference] = []
    /// Case action plans.
    public var plans: [Plan] = []
    /// Agency services that were actively offered.
    public var enhancedServices: [EnhancedService] = []
    /// Referrals to partners.
    public var referrals: [Referral] = []
    /// Findings of staff or court.
    public var opinions: [Opinion] = []
    /// Assignment to a study arm.
    public var study: Study?
    /// Work-search order and job-site account.
    public var workSearch: WorkSearch?
    /// Employment and training services.
    public var enrollments: [Enrollment] = []
    /// What is owed.
    public var arrears = ArrearsFacts()
    /// What falls due.
    public var support = SupportFacts()
    /// What was paid.
    public var payments = PaymentFacts()
    /// How the parent earns.
    public var work = WorkFacts()
    /// What stands in the way.
    public var circumstances = CircumstanceFacts()
    /// How agency and parents have been in touch.
    public var engagement = EngagementFacts()
    /// What became of the plan.
    public var plan = PlanFacts()
    /// Findings that hold.
    public var opinion = OpinionFacts()
    /// What happened at court.
    public var court = CourtFacts()
    /// What may be known about safety.
    public var safetyFlags = SafetyFlags()
    /// Tests whose facts policies may not see.
    public var tests = ThresholdTests()
    /// Referrals that are not over.
    public var openReferrals = 0

    /// Makes a matter with nothing recorded.
    public init() {}

    /// Makes the matter of one case of a file as of a day.
    ///
    /// - Parameters:
    ///   - file: The parent's file.
    ///   - caseIndex: Which of the file's cases is asked about.
    ///   - asOf: The day; what the file records for later days is left out of every derived fact.
    public init(file: CaseFile, caseIndex: Int, asOf: Day) {
        precondition(file.cases.indices.contains(caseIndex), "the file has no case \(caseIndex)")
        self.init()
        derive(from: file, caseIndex, asOf)
    }

    // Apart from the initializer, which would copy the whole matter at its end.
    @inline(never)
    private mutating func derive(from file: CaseFile, _ caseIndex: Int, _ asOf: Day) {
        record = file.cases[caseIndex]
        ncp = file.ncp
        self.asOf = asOf
        site = file.site
        allCases = file.cases
        contacts = file.contacts
        consents = file.consents
        conferences = file.conferences
        plans = file.plans
        enhancedServices = file.enhancedServices
        referrals = file.referrals
        opinions = file.opinions
        study = file.study
        workSearch = file.workSearch
        enrollments = file.enrollments

        let ledger = LedgerSummary(of: record, asOf: asOf)
        arrears = ArrearsFacts(ledger, file: file, caseIndex: caseIndex, asOf: asOf)
        support = SupportFacts(of: record, ledger: ledger, asOf: asOf)
        payments = PaymentFacts(ledger, asOf: asOf)
        work = WorkFacts(
            of: file.ncp, in: record, ledger: ledger, asOf: asOf)
        circumstances = CircumstanceFacts(
            of: file, in: record, employed: work.employed, asOf: asOf)
        engagement = EngagementFacts(of: file, in: record, asOf: asOf)
        plan = PlanFacts(of: file, in: record, asOf: asOf)
        opinion = OpinionFacts(of: file.opinions, asOf: asOf)
        court = CourtFacts(of: record.courtEvents, asOf: asOf)
        safetyFlags = SafetyFlags(of: record.safety)
        tests = ThresholdTests(ledger, asOf: asOf)
        for index in file.referrals.indices
        where file.referrals[index].madeOn <= asOf && file.referrals[index].outcome.isRunning {
            openReferrals += 1
        }
    }
}

extension Referral.Outcome {
    /// True if the parent is on the way to a partner or with one.
    var isRunning: Bool {
        switch self {
        case .open, .waiting, .enrolled: true
        case .completed, .dropped, .declined, .notEligible, .noShow: false
        }
    }
}
