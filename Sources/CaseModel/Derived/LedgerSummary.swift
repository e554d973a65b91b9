// How balances follow from a ledger.
//
// Entries count from `effective_on`; entries after the day asked about are not there yet. A reversal
// cancels the entry it names as if that had never been posted, and nothing else; a reversal of a
// reversal brings the entry back.
//
//   adds to the debt      charge, interest, balance_forward, refund, adjustment above zero
//   takes from the debt   payment, compromise, write_off, adjustment below zero
//
// Each creditor (family, state) has a balance of its own; credit with one does not pay the other.
//
// Which charge is the oldest unpaid one? Whatever was credited pays the oldest debt first, in the
// order of `effective_on`, whichever month it was meant for. This is how the twelve weeks of 15 USC
// 1673(b)(2) and the 90 days of Va. Code 46.2-320.1 are counted here. Seen from the end of the
// ledger: the newest debts that together reach the balance are the unpaid ones, so a short walk back
// finds the oldest of them.
//
// A window of N days is the N days that end with the day asked about: an entry of that day is in
// every window, one dated N days before it is in none.

/// Balances and sums of one case's ledger as of a day, from one pass over it.
struct LedgerSummary {
    /// Civil months that the month by month sums go back, the present one included.
    static let monthsKept = 36

    /// What is owed to the family; below zero if more was credited than owed.
    var familyBalance = Money.zero
    /// What is owed to the state; below zero if more was credited than owed.
    var stateBalance = Money.zero
    /// The day the oldest unpaid debt fell due.
    var oldestUnpaidOn: Day?
    /// The day of the first charge or opening balance.
    var firstChargeOn: Day?
    /// The day of the last payment of any source.
    var lastPaymentOn: Day?
    /// The day of the last payment that was not taken without the parent's doing.
    var lastVoluntaryOn: Day?
    /// The day of the last payment withheld from income.
    var lastWithheldOn: Day?
    /// Paid and due in the last 30, 90, 180 and 365 days.
    var windows: [4 of Window] = .init(repeating: Window())
    /// Paid in the last 90 days, federal and state tax offsets left out.
    var paid90WithoutTaxOffsets = Money.zero
    /// True if a payment of the last 365 days was voluntary or withheld.
    var hasRegularPayment = false
    /// Sums of each civil month; index 0 is the month asked about, 1 the one before.
    var months: [36 of Month] = .init(repeating: Month())

    /// Sums of a window of days.
    struct Window {
        var paid = Money.zero
        var due = Money.zero
    }

    /// Sums of a civil month.
    struct Month {
        /// Recurring support that fell due.
        var due = Money.zero
        /// Payments of any source.
        var paid = Money.zero
        /// Voluntary and withheld payments.
        var paidRegularly = Money.zero
    }

    /// The length of each window in days.
    static let windowDays: [4 of Int] = [30, 90, 180, 365]

    /// Sums a case's ledger as of a day.
    init(of legalCase: borrowing Case, asOf: Day) {
        let cancelled = Self.cancelledEntries(of: legalCase.ledger, asOf: asOf)
        let oneTime = Self.oneTimeObligations(of: legalCase.obligations)
        var months = MonthFinder(asOf: asOf)
        var inOrder = true
        var previous = Day(epochDay: .min)

        for index in legalCase.ledger.indices {
            let day = legalCase.ledger[index].effectiveOn
            if day < previous { inOrder = false } else { previous = day }
            guard day <= asOf else { continue }
            if !cancelled.isEmpty, cancelled.contains(legalCase.ledger[index].entryID) { continue }

            let kind = legalCase.ledger[index].kind
            let amount = legalCase.ledger[index].amount
            let sign = kind.effectOnDebt
            if legalCase.ledger[index].owedTo == .family {
                familyBalance += amount * sign
            } else {
                stateBalance += amount * sign
            }

            switch kind {
            case .charge:
                if firstChargeOn.map({ day < $0 }) ?? true { firstChargeOn = day }
                if !oneTime.isEmpty, let obligation = legalCase.ledger[index].obligationID,
                    oneTime.contains(obligation)
                {
                    continue
                }
                addDue(amount, age: day.days(until: asOf), month: months.index(of: day))
            case .balanceForward:
                if firstChargeOn.map({ day < $0 }) ?? true { firstChargeOn = day }
            case .payment:
                addPayment(
                    amount, from: legalCase.ledger[index].source, on: day,
                    age: day.days(until: asOf), month: months.index(of: day))
            case .adjustment, .interest, .compromise, .writeOff, .reversal, .refund:
                break
            }
        }

        guard familyBalance > .zero || stateBalance > .zero else { return }
        let order = inOrder ? nil : Self.indicesByDay(legalCase.ledger)
        for creditor in LedgerEntry.Creditor.allCases {
            let balance = creditor == .family ? familyBalance : stateBalance
            let oldest = Self.oldestUnpaid(
                in: legalCase.ledger, order: order, creditor: creditor, balance: balance,
                cancelled: cancelled, asOf: asOf)
            if let oldest, oldestUnpaidOn.map({ oldest < $0 }) ?? true { oldestUnpaidOn = oldest }
        }
    }

    /// The balance with one creditor alone, for sums over cases.
    static func balances(of legalCase: borrowing Case, asOf: Day) -> (family: Money, state: Money) {
        let cancelled = cancelledEntries(of: legalCase.ledger, asOf: asOf)
        var family = Money.zero
        var state = Money.zero
        for index in legalCase.ledger.indices where legalCase.ledger[index].effectiveOn <= asOf {
            if !cancelled.isEmpty, cancelled.contains(legalCase.ledger[index].entryID) { continue }
            let effect = legalCase.ledger[index].amount * legalCase.ledger[index].kind.effectOnDebt
            if legalCase.ledger[index].owedTo == .family {
                family += effect
            } else {
                state += effect
            }
        }
        return (family, state)
    }

    private mutating func addDue(_ amount: Money, age: Int, month: Int?) {
        for window in 0..<4 where age < Self.windowDays[window] { windows[window].due += amount }
        if let month { months[month].due += amount }
    }

    private mutating func addPayment(
        _ amount: Money, from source: PaymentSource?, on day: Day, age: Int, month: Int?
    ) {
        guard amount > .zero else { return }
        let masked = source?.masked ?? .voluntary
        if lastPaymentOn.map({ day > $0 }) ?? true { lastPaymentOn = day }
        if masked != .involuntary {
            if lastVoluntaryOn.map({ day > $0 }) ?? true { lastVoluntaryOn = day }
            if age < 365 { hasRegularPayment = true }
            if let month { months[month].paidRegularly += amount }
        }
        if source == .incomeWithholding, lastWithheldOn.map({ day > $0 }) ?? true {
            lastWithheldOn = day
        }
        for window in 0..<4 where age < Self.windowDays[window] { windows[window].paid += amount }
        if age < 90, source != .federalTaxOffset, source != .stateTaxOffset {
            paid90WithoutTaxOffsets += amount
        }
        if let month { months[month].paid += amount }
    }
}

extension LedgerSummary {
    /// The names of the entries that a reversal in force cancels; nearly always none.
    private static func cancelledEntries(of ledger: [LedgerEntry], asOf: Day) -> [String] {
        var cancelled: [String] = []
        for index in ledger.indices.reversed()
        where ledger[index].kind == .reversal && ledger[index].effectiveOn <= asOf {
            guard let target = ledger[index].reverses,
                !cancelled.contains(ledger[index].entryID)
            else { continue }
            cancelled.append(target)
        }
        return cancelled
    }

    /// The obligations whose charges are not recurring support: fees, tests, retroactive debt.
    private static func oneTimeObligations(of obligations: [Obligation]) -> [String] {
        var names: [String] = []
        for index in obligations.indices {
            switch obligations[index].kind {
            case .fee, .geneticTest, .retroactive: names.append(obligations[index].obligationID)
            case .currentChild, .currentSpousal, .cashMedical, .arrearsRepayment, .nonfinancial:
                break
            }
        }
        return names
    }

    private static func indicesByDay(_ ledger: [LedgerEntry]) -> [Int] {
        ledger.indices.sorted {
            (ledger[$0].effectiveOn, $0) < (ledger[$1].effectiveOn, $1)
        }
    }

    /// Walks back over the newest debts until they reach the balance.
    private static func oldestUnpaid(
        in ledger: [LedgerEntry], order: [Int]?, creditor: LedgerEntry.Creditor, balance: Money,
        cancelled: [String], asOf: Day
    ) -> Day? {
        guard balance > .zero else { return nil }
        var rest = balance
        var oldest: Day?
        for position in ledger.indices.reversed() {
            let index = order?[position] ?? position
            let day = ledger[index].effectiveOn
            guard ledger[index].owedTo == creditor, day <= asOf,
                ledger[index].kind.isDebt, ledger[index].amount > .zero
            else { continue }
            if !cancelled.isEmpty, cancelled.contains(ledger[index].entryID) { continue }
            rest -= ledger[index].amount
            oldest = day
            if rest <= .zero { break }
        }
        return oldest
    }
}

extension LedgerEntry.Kind {
    /// 1 if the amount adds to the debt, -1 if it takes from it, 0 if it only cancels.
    var effectOnDebt: Int {
        switch self {
        case .charge, .interest, .balanceForward, .refund, .adjustment: 1
        case .payment, .compromise, .writeOff: -1
        case .reversal: 0
        }
    }

    /// True if an amount above zero is a debt of its own; a refund gives an old debt back instead.
    var isDebt: Bool {
        switch self {
        case .charge, .interest, .balanceForward, .adjustment: true
        case .payment, .compromise, .writeOff, .reversal, .refund: false
        }
    }
}

/// Finds how many civil months before another day a day lies, with few conversions.
private struct MonthFinder {
    private let present: Int
    private var first = Day(epochDay: .max)
    private var end = Day(epochDay: .min)
    private var found: Int?

    init(asOf: Day) {
        let (year, month, _) = asOf.civil
        present = year * 12 + month
    }

    /// 0 for the month asked about, 1 for the one before; nil if that is too long ago.
    mutating func index(of day: Day) -> Int? {
        if day >= first, day < end { return found }
        let (year, month, date) = day.civil
        first = day.adding(days: 1 - date)
        end = first.adding(days: Day.length(ofMonth: month, year: year))
        let age = present - (year * 12 + month)
        found = (0..<LedgerSummary.monthsKept).contains(age) ? age : nil
        return found
    }
}
