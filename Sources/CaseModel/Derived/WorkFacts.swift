/// Whether and how the parent earns, as of a day.
///
/// Source: 45 CFR 303.100; PACSES nomination.
public struct WorkFacts: CaseRecord {
    /// Days for which a verified job counts as current.
    static let verifiedForDays = 90
    /// Days without a withheld payment after which withholding has failed.
    static let withheldWithinDays = 45

    /// True if a job goes on and was verified within 90 days.
    public var employed = false
    /// Last day of the last job that ended.
    public var lastJobEndedOn: Day?
    /// Why that job ended.
    public var lastJobEndReason: Employment.EndReason?
    /// Days since the last job ended, while there is no other.
    public var unemployedDays: Int?
    /// Disposable earnings a week of all current jobs.
    public var disposablePerWeek: Money?
    /// True if there is income other than unemployment benefit.
    public var otherIncome = false
    /// True if there is unemployment benefit.
    public var unemploymentBenefit = false
    /// True if income withholding is in effect.
    public var withholdingActive = false
    /// True if withholding brings nothing or cannot be tried.
    public var withholdingFailed = false

    /// Makes a record with nothing known.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        WorkFacts.self, "work", "Whether and how the parent earns",
        source: "45 CFR 303.100", origin: .derived
    ) { record in
        record.field(
            "employed", \.employed,
            "True if a job goes on and was verified within 90 days",
            pace: .dated(.jobs, .verifiedJobs), source: "PACSES nomination")
        record.field(
            "last_job_ended_on", \.lastJobEndedOn, "Last day of the last job that ended",
            pace: .dated(.jobs))
        record.field(
            "last_job_end_reason", \.lastJobEndReason, "Why that job ended", pace: .dated(.jobs))
        record.field(
            "unemployed_days", \.unemployedDays,
            "Days since the last job ended; absent while employed or if none is recorded",
            pace: .drifting(.jobs, .verifiedJobs) { $0.pointee.work.unemployedDays != nil },
            unit: .days)
        record.field(
            "disposable_per_week", \.disposablePerWeek,
            "Disposable earnings a week of all current jobs", pace: .dated(.jobs, .verifiedJobs),
            source: "15 USC 1672(b)")
        record.field(
            "other_income", \.otherIncome,
            "True if there is income other than unemployment benefit", pace: .dated(.incomes))
        record.field(
            "unemployment_benefit", \.unemploymentBenefit, "True if there is unemployment benefit",
            pace: .dated(.incomes))
        record.field(
            "withholding_active", \.withholdingActive,
            "True if income withholding is in effect in the case", pace: .fixed)
        record.field(
            "withholding_failed", \.withholdingFailed,
            "True if nothing was withheld for 45 days although ordered, or no employer is known",
            pace: .dated(.ledger, .withholding, .jobs))
    }
}

extension WorkFacts {
    /// Reads jobs and income of the parent, and withholding in one case.
    init(
        of parent: borrowing Person, in legalCase: borrowing Case, ledger: borrowing LedgerSummary,
        asOf: Day
    ) {
        self.init()
        var employerKnown = false
        for index in parent.employments.indices
        where parent.employments[index].startedOn <= asOf {
            if let end = parent.employments[index].endedOn, end < asOf {
                if lastJobEndedOn.map({ end > $0 }) ?? true {
                    lastJobEndedOn = end
                    lastJobEndReason = parent.employments[index].endReason
                }
                continue
            }
            employerKnown = true
            guard let verified = parent.employments[index].verifiedOn, verified <= asOf,
                verified.days(until: asOf) <= Self.verifiedForDays
            else { continue }
            employed = true
            if let earned = parent.employments[index].disposablePerWeek {
                disposablePerWeek = (disposablePerWeek ?? .zero) + earned
            }
        }
        if !employed { unemployedDays = lastJobEndedOn.map { $0.days(until: asOf) } }

        for index in parent.incomes.indices where parent.incomes[index].isReceived(on: asOf) {
            if parent.incomes[index].kind == .unemployment {
                unemploymentBenefit = true
            } else {
                otherIncome = true
            }
        }
        readWithholding(in: legalCase, ledger: ledger, employerKnown: employerKnown, asOf: asOf)
    }

    /// Withholding that has been in effect for less than 45 days cannot have failed yet.
    private mutating func readWithholding(
        in legalCase: borrowing Case, ledger: borrowing LedgerSummary, employerKnown: Bool,
        asOf: Day
    ) {
        var tried = false
        for index in legalCase.remedies.indices
        where legalCase.remedies[index].kind == .incomeWithholding {
            switch legalCase.remedies[index].state {
            case .inEffect:
                withholdingActive = true
                let since = legalCase.remedies[index].effectiveOn
                if since.map({ $0.days(until: asOf) >= Self.withheldWithinDays }) ?? true {
                    tried = true
                }
            case .released: tried = true
            case .identified, .suppressed, .noticeDue, .noticeSent, .waiting, .contested, .upheld,
                .withdrawn:
                break
            }
        }
        let withheldLately =
            ledger.lastWithheldOn?.isInLast(Self.withheldWithinDays, before: asOf) ?? false
        withholdingFailed = !withheldLately && (tried || !employerKnown)
    }
}

extension Income {
    /// True if an amount above zero is received on the day.
    func isReceived(on day: Day) -> Bool {
        monthlyAmount > .zero && day.isWithin(startedOn, endedOn)
    }
}
