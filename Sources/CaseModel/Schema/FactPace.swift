/// How a fact moves with the day asked about, while nothing is entered.
///
/// What stands in the case file never moves. A fact that is computed as of a day moves with one or
/// more clocks, which its declaration names; ``FactSchedule`` says when each of them next strikes.
public struct FactPace: Sendable {
    /// The clocks that can change the fact, one bit each.
    let clocks: UInt64
    /// Answers whether the fact of a matter grows by one each day; nil if it never does.
    package let isGrowing: (@Sendable (UnsafePointer<Matter>) -> Bool)?

    /// Never: the fact is stored, or follows from stored facts alone.
    public static let fixed = FactPace(clocks: 0, isGrowing: nil)

    /// Every day.
    public static let daily = dated(.day)

    /// Only when one of the clocks strikes.
    public static func dated(_ clocks: FactClock...) -> FactPace {
        FactPace(clocks: bits(clocks), isGrowing: nil)
    }

    /// The fact is an age: a number that grows by one each day.
    ///
    /// - Parameters:
    ///   - clocks: What changes the fact beside that.
    ///   - isThere: Answers whether there is something in the matter whose age is told; if not, the
    ///     fact does not grow.
    /// - Returns: The pace of the age.
    public static func drifting(
        _ clocks: FactClock..., while isThere: @escaping @Sendable (UnsafePointer<Matter>) -> Bool
    ) -> FactPace {
        FactPace(clocks: bits(clocks), isGrowing: isThere)
    }

    private static func bits(_ clocks: [FactClock]) -> UInt64 {
        clocks.reduce(0) { $0 | $1.bit }
    }
}

/// Something in a case file that a derived fact waits for.
public enum FactClock: UInt8, Sendable, CaseIterable {
    /// Each day.
    case day
    /// The day of the next entry in the ledger of the case.
    case ledger
    /// A payment leaves the last 30 days.
    case paid30
    /// A payment leaves the last 90 days.
    case paid90
    /// A payment leaves the last 180 days.
    case paid180
    /// A payment leaves the last 365 days.
    case paid365
    /// A charge leaves the last 30 days.
    case due30
    /// A charge leaves the last 90 days.
    case due90
    /// A charge leaves the last 180 days.
    case due180
    /// A charge leaves the last 365 days.
    case due365
    /// A civil month ends whose sums count.
    case month
    /// The day of the next entry in any ledger of the parent.
    case ledgers
    /// The oldest unpaid charge turns 12 weeks old.
    case twelveWeeks
    /// Support has been due for 90 days.
    case ninetyDaysDue
    /// Withholding has been in effect for 45 days, or nothing was withheld for 45 days.
    case withholding
    /// An order begins or ends.
    case orders
    /// Another month since the order in force was reviewed, or its next review.
    case review
    /// An obligation begins or ends.
    case obligations
    /// A job begins or ends.
    case jobs
    /// The verification of a job begins or ceases to count.
    case verifiedJobs
    /// An income begins or ends.
    case incomes
    /// Public assistance begins or ends.
    case assistance
    /// A stay inside begins or ends.
    case incarcerations
    /// A bankruptcy begins or ends.
    case bankruptcies
    /// A treatment begins or ends.
    case treatments
    /// A disability begins to count.
    case disability
    /// The day of death.
    case death
    /// A court matter is filed or served.
    case courtEvents
    /// A hearing takes place of which something is recorded.
    case hearings
    /// The day of the next contact.
    case contacts
    /// An attempt to reach the noncustodial parent leaves the last 30 days.
    case attempts
    /// An attempt to reach the custodial parent leaves the last 30 days.
    case cpAttempts
    /// The day on which a remedy is explained.
    case explanations
    /// The day of a conference that heard both parents.
    case conferences
    /// The day of the next plan.
    case plans
    /// A barrier begins or ends.
    case barriers
    /// The next commitment of the plan is due.
    case commitments
    /// The log-in at the job site begins or ceases to count.
    case login
    /// The finding on ability expires, or the day of the next.
    case able
    /// The finding on will expires, or the day of the next.
    case willful
    /// The finding on engagement expires, or the day of the next.
    case engaged
    /// The day of the next referral.
    case referrals
    /// A consent begins or ends on the day of a contact.
    case consents

    /// The bit of this clock in a set of clocks.
    var bit: UInt64 { 1 << UInt64(rawValue) }
}
