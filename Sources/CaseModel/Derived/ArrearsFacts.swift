/// What is owed in a case as of a day, by creditor and by age.
///
/// Months of arrears, days behind and paid share are different tests; no one of them stands for
/// another. Source: 45 CFR 303.72; 15 USC 1673(b)(2).
public struct ArrearsFacts: CaseRecord {
    /// Owed to family and state together.
    public var total = Money.zero
    /// Owed to the family.
    public var familyOwed = Money.zero
    /// Owed to the state.
    public var stateOwed = Money.zero
    /// Day the oldest unpaid charge fell due.
    public var oldestUnpaidOn: Day?
    /// Age of the oldest unpaid charge in days.
    public var daysBehind = 0
    /// True if the oldest unpaid charge is older than 12 weeks.
    public var over12Weeks = false
    /// Owed to families in all cases of the parent.
    public var parentFamilyOwed = Money.zero
    /// Owed to the state in all cases of the parent.
    public var parentStateOwed = Money.zero

    /// Makes a record with nothing owed.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        ArrearsFacts.self, "arrears", "What is owed in the case, by creditor and by age",
        source: "45 CFR 303.72", origin: .derived
    ) { record in
        record.field("total", \.total, "Owed to family and state together", pace: .dated(.ledger))
        record.field("family_owed", \.familyOwed, "Owed to the family", pace: .dated(.ledger))
        record.field(
            "state_owed", \.stateOwed, "Owed to the state under an assignment",
            pace: .dated(.ledger))
        record.field(
            "oldest_unpaid_on", \.oldestUnpaidOn,
            "Day the oldest unpaid charge fell due; payments pay the oldest charge first",
            pace: .dated(.ledger))
        record.field(
            "days_behind", \.daysBehind, "Age of the oldest unpaid charge; 0 if nothing is unpaid",
            pace: .drifting(.ledger) { $0.pointee.arrears.oldestUnpaidOn != nil },
            unit: .days)
        record.field(
            "over_12_weeks", \.over12Weeks, "True if the oldest unpaid charge is over 12 weeks old",
            pace: .dated(.ledger, .twelveWeeks),
            source: "15 USC 1673(b)(2)")
        record.field(
            "parent_family_owed", \.parentFamilyOwed,
            "Owed to families in all cases of the parent", pace: .dated(.ledgers),
            source: "45 CFR 303.72; PIQ-01-06")
        record.field(
            "parent_state_owed", \.parentStateOwed,
            "Owed to the state in all cases of the parent", pace: .dated(.ledgers),
            source: "45 CFR 303.72; PIQ-01-06")
    }
}

extension ArrearsFacts {
    /// Reads the balances of one case, and those of all cases of the parent.
    init(_ ledger: borrowing LedgerSummary, file: borrowing CaseFile, caseIndex: Int, asOf: Day) {
        self.init()
        familyOwed = ledger.familyBalance.atLeastZero
        stateOwed = ledger.stateBalance.atLeastZero
        total = familyOwed + stateOwed
        oldestUnpaidOn = ledger.oldestUnpaidOn
        if let oldest = ledger.oldestUnpaidOn {
            daysBehind = max(oldest.days(until: asOf), 0)
            over12Weeks = Withholding.isOver12Weeks(oldestUnpaid: oldest, on: asOf)
        }

        parentFamilyOwed = familyOwed
        parentStateOwed = stateOwed
        for index in file.cases.indices where index != caseIndex {
            let other = LedgerSummary.balances(of: file.cases[index], asOf: asOf)
            parentFamilyOwed += other.family.atLeastZero
            parentStateOwed += other.state.atLeastZero
        }
    }
}
