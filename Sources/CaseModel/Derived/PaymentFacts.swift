/// What was paid in a case and when, as of a day.
///
/// Each field says which sources count. A window of N days is the N days that end with the day
/// asked about.
public struct PaymentFacts: CaseRecord {
    /// Day of the last payment of any source.
    public var lastOn: Day?
    /// Day of the last payment that was voluntary or withheld.
    public var lastVoluntaryOn: Day?
    /// Days since the last payment of any source.
    public var daysSinceLast: Int?
    /// Days since the last voluntary or withheld payment, or since the first charge.
    public var daysSinceLastVoluntary = 0
    /// Paid in the last 30 days.
    public var paid30 = Money.zero
    /// Paid in the last 90 days.
    public var paid90 = Money.zero
    /// Paid in the last 180 days.
    public var paid180 = Money.zero
    /// Paid in the last 365 days.
    public var paid365 = Money.zero
    /// Recurring support that fell due in the last 30 days.
    public var due30 = Money.zero
    /// Recurring support that fell due in the last 90 days.
    public var due90 = Money.zero
    /// Recurring support that fell due in the last 180 days.
    public var due180 = Money.zero
    /// Recurring support that fell due in the last 365 days.
    public var due365 = Money.zero
    /// Paid of due over 90 days.
    public var share90 = 10_000
    /// Paid of due over 180 days.
    public var share180 = 10_000
    /// Complete civil months in a row that were paid in full.
    public var fullMonthsInARow = 0
    /// Complete civil months in a row in which nothing was paid.
    public var monthsUnpaid = 0
    /// True if all payments of the last 365 days were involuntary.
    public var involuntaryOnly = false

    /// Makes a record with nothing paid and nothing due.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        PaymentFacts.self, "payments", "What was paid in the case and when",
        source: "Ledger of the case", origin: .derived
    ) { record in
        record.field(
            "last_on", \.lastOn, "Day of the last payment of any source", pace: .dated(.ledger))
        record.field(
            "last_voluntary_on", \.lastVoluntaryOn,
            "Day of the last payment that was voluntary or withheld from income",
            pace: .dated(.ledger))
        record.field(
            "days_since_last", \.daysSinceLast, "Days since the last payment of any source",
            pace: .drifting(.ledger) { $0.pointee.payments.lastOn != nil },
            unit: .days)
        record.field(
            "days_since_last_voluntary", \.daysSinceLastVoluntary,
            "Days since the last voluntary or withheld payment; since the first charge if never",
            pace: .drifting(.ledger) {
                $0.pointee.payments.lastVoluntaryOn != nil
                    || $0.pointee.support.firstChargeOn != nil
            },
            unit: .days, source: "PACSES nomination; assumed: never paid counts from first charge")
        record.field(
            "paid_30", \.paid30, "Paid in the last 30 days, any source",
            pace: .dated(.ledger, .paid30))
        record.field(
            "paid_90", \.paid90, "Paid in the last 90 days, any source",
            pace: .dated(.ledger, .paid90))
        record.field(
            "paid_180", \.paid180, "Paid in the last 180 days, any source",
            pace: .dated(.ledger, .paid180))
        record.field(
            "paid_365", \.paid365, "Paid in the last 365 days, any source",
            pace: .dated(.ledger, .paid365))
        record.field(
            "due_30", \.due30, "Recurring support that fell due in the last 30 days",
            pace: .dated(.ledger, .due30))
        record.field(
            "due_90", \.due90, "Recurring support that fell due in the last 90 days",
            pace: .dated(.ledger, .due90))
        record.field(
            "due_180", \.due180, "Recurring support that fell due in the last 180 days",
            pace: .dated(.ledger, .due180))
        record.field(
            "due_365", \.due365, "Recurring support that fell due in the last 365 days",
            pace: .dated(.ledger, .due365))
        record.field(
            "share_90", \.share90, "Paid of due over 90 days; 100% if nothing fell due",
            pace: .dated(.ledger, .paid90, .due90),
            unit: .share)
        record.field(
            "share_180", \.share180, "Paid of due over 180 days; 100% if nothing fell due",
            pace: .dated(.ledger, .paid180, .due180),
            unit: .share)
        record.field(
            "full_months_in_a_row", \.fullMonthsInARow,
            "Complete months in a row, up to the last, paid in full by the parent or the employer",
            pace: .dated(.ledger, .month),
            unit: .count)
        record.field(
            "months_unpaid", \.monthsUnpaid,
            "Complete months in a row, up to the last, in which support fell due and none came",
            pace: .dated(.ledger, .month),
            unit: .count)
        record.field(
            "involuntary_only", \.involuntaryOnly,
            "True if there were payments in the last 365 days and all were involuntary",
            pace: .dated(.ledger, .paid365))
    }
}

extension PaymentFacts {
    /// Reads the sums of one ledger.
    init(_ ledger: borrowing LedgerSummary, asOf: Day) {
        self.init()
        lastOn = ledger.lastPaymentOn
        lastVoluntaryOn = ledger.lastVoluntaryOn
        daysSinceLast = ledger.lastPaymentOn.map { $0.days(until: asOf) }
        if let last = ledger.lastVoluntaryOn {
            daysSinceLastVoluntary = last.days(until: asOf)
        } else if let first = ledger.firstChargeOn {
            daysSinceLastVoluntary = first.days(until: asOf)
        }

        paid30 = ledger.windows[0].paid
        paid90 = ledger.windows[1].paid
        paid180 = ledger.windows[2].paid
        paid365 = ledger.windows[3].paid
        due30 = ledger.windows[0].due
        due90 = ledger.windows[1].due
        due180 = ledger.windows[2].due
        due365 = ledger.windows[3].due
        share90 = Self.share(of: paid90, in: due90)
        share180 = Self.share(of: paid180, in: due180)
        involuntaryOnly = !ledger.hasRegularPayment && paid365 > .zero
        countMonths(ledger)
    }

    /// Paid of due in hundredths of a percent, rounded down; all if nothing was due.
    static func share(of paid: Money, in due: Money) -> Int {
        guard due > .zero else { return 10_000 }
        return Int(clamping: paid.dividedDown(multiplier: 10_000, divisor: due.cents).cents)
    }

    /// Counts back from the last complete month; a month in which nothing fell due is passed over.
    private mutating func countMonths(_ ledger: borrowing LedgerSummary) {
        let months = ledger.months.span
        var full = true
        var unpaid = months[0].paid == .zero
        for index in 1..<LedgerSummary.monthsKept {
            guard full || unpaid else { return }
            let month = months[index]
            if month.paid > .zero { unpaid = false }
            guard month.due > .zero else { continue }
            if full, month.paidRegularly >= month.due {
                fullMonthsInARow += 1
            } else {
                full = false
            }
            if unpaid { monthsUnpaid += 1 }
        }
    }
}
