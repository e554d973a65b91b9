/// Until which day each fact of a matter reads the same, if nothing is entered.
///
/// A fact follows the clocks that its declaration names (``FactPace``); each is looked up when a
/// fact first asks for it. The answer may be earlier than the first day on which the fact changes,
/// never later: an entry that would not move a sum still counts.
public struct FactSchedule {
    /// The latest day that can be told: nothing in the file changes the fact.
    public static let never = Day(epochDay: .max)

    let matter: UnsafePointer<Matter>
    let asOf: Day
    private let schema: CaseSchema
    private var days: [48 of Day] = .init(repeating: FactSchedule.never)
    /// The clocks that were looked up.
    private var known = FactClock.day.bit

    /// Begins a schedule.
    ///
    /// - Parameters:
    ///   - matter: A live matter, which must outlast the schedule unchanged.
    ///   - schema: The schema that numbers types and fields.
    public init(of matter: UnsafePointer<Matter>, schema: CaseSchema) {
        self.matter = matter
        self.schema = schema
        asOf = matter.pointee.asOf
        days[Int(FactClock.day.rawValue)] = asOf
    }

    /// The last day through which a fact of the matter reads the same; one that drifts then goes on
    /// growing by one each day.
    ///
    /// - Parameters:
    ///   - type: The index of the record's type in the schema.
    ///   - field: The index of the field in the type's list.
    /// - Returns: A day on or after the matter's; ``never`` if nothing in the file changes the fact.
    public mutating func steadyThrough(type: Int, field: Int) -> Day {
        steadyThrough(clocks: schema.clocks(type: type, field: field))
    }

    /// The last day before the first of some clocks strikes.
    mutating func steadyThrough(clocks: UInt64) -> Day {
        if clocks & ~known != 0 { look(up: clocks & ~known) }
        var first = Self.never
        var rest = clocks
        while rest != 0 {
            first = min(first, days[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return first
    }

    /// Records that something is so through a day, and not after it.
    mutating func ends(_ clock: FactClock, after day: Day) {
        let index = Int(clock.rawValue)
        if day >= asOf, day < days[index] { days[index] = day }
    }

    /// Records that something is so from a day on, and not before.
    mutating func begins(_ clock: FactClock, on day: Day) {
        ends(clock, after: day.adding(days: -1))
    }

    /// Records that something is so from one day through another.
    mutating func spans(_ clock: FactClock, from first: Day, through last: Day?) {
        begins(clock, on: first)
        if let last { ends(clock, after: last) }
    }

    /// Looks up clocks together with those that are read from the same records.
    private mutating func look(up clocks: UInt64) {
        for group in Self.groups where group.clocks & clocks != 0 {
            group.read(&self)
            known |= group.clocks
        }
        assert(clocks & ~known == 0, "a clock belongs to no group")
    }

    /// Clocks that one look at some records tells.
    private struct Group: Sendable {
        let clocks: UInt64
        let read: @Sendable (inout FactSchedule) -> Void

        init(_ clocks: FactClock..., read: @escaping @Sendable (inout FactSchedule) -> Void) {
            self.clocks = clocks.reduce(0) { $0 | $1.bit }
            self.read = read
        }
    }

    private static let groups = [
        Group(
            .ledger, .paid30, .paid90, .paid180, .paid365, .due30, .due90, .due180, .due365, .month,
            .twelveWeeks, .ninetyDaysDue, .withholding
        ) { $0.readLedger() },
        Group(.ledgers) { $0.readLedgers() },
        Group(.orders, .review, .obligations) { $0.readOrders() },
        Group(.jobs, .verifiedJobs, .incomes) { $0.readWork() },
        Group(
            .assistance, .incarcerations, .bankruptcies, .treatments, .disability, .death
        ) { $0.readCircumstances() },
        Group(.courtEvents, .hearings) { $0.readCourt() },
        Group(.contacts, .attempts, .cpAttempts) { $0.readContacts() },
        Group(.explanations, .conferences, .referrals, .consents) { $0.readEngagement() },
        Group(.plans, .barriers, .commitments, .login) { $0.readPlans() },
        Group(.able, .willful, .engaged) { $0.readOpinions() },
    ]
}
