/// What falls due in a case as of a day.
///
/// Source: 45 CFR 303.6; 45 CFR 303.8.
public struct SupportFacts: CaseRecord {
    /// Current support of all kinds a month.
    public var monthly = Money.zero
    /// True if current support falls due.
    public var hasCurrent = false
    /// True if an order is in force.
    public var orderInForce = false
    /// Whole months since the order in force was last reviewed, or entered.
    public var unreviewedMonths = 0
    /// Day of the first charge.
    public var firstChargeOn: Day?

    /// Makes a record with nothing due.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        SupportFacts.self, "support", "What falls due in the case",
        source: "45 CFR 303.6", origin: .derived
    ) { record in
        record.field(
            "monthly", \.monthly,
            "Current child, spousal and cash medical support a month; weeks count 52/12",
            pace: .dated(.obligations, .orders))
        record.field(
            "has_current", \.hasCurrent, "True if current support falls due",
            pace: .dated(.obligations, .orders))
        record.field(
            "order_in_force", \.orderInForce, "True if a support order is in force",
            pace: .dated(.orders))
        record.field(
            "unreviewed_months", \.unreviewedMonths,
            "Whole months since the order in force was last reviewed, or entered",
            pace: .dated(.orders, .review),
            unit: .months, source: "45 CFR 303.8")
        record.field(
            "first_charge_on", \.firstChargeOn, "Day of the first charge", pace: .dated(.ledger))
    }
}

extension SupportFacts {
    /// Reads orders and obligations of one case.
    init(of legalCase: borrowing Case, ledger: borrowing LedgerSummary, asOf: Day) {
        self.init()
        firstChargeOn = ledger.firstChargeOn
        for index in legalCase.obligations.indices
        where legalCase.obligations[index].isCurrentSupport(on: asOf) {
            if legalCase.isSilent(orderID: legalCase.obligations[index].orderID, on: asOf) {
                continue
            }
            monthly += legalCase.obligations[index].monthlyAmount
        }
        hasCurrent = monthly > .zero

        guard let order = legalCase.orderInForce(on: asOf) else { return }
        orderInForce = true
        var reviewed = legalCase.orders[order].enteredOn
        if let last = legalCase.orders[order].lastReviewOn, last <= asOf { reviewed = last }
        unreviewedMonths = reviewed.wholeMonths(until: asOf)
    }
}

extension Obligation {
    /// The amount a month: 52 weeks, 26 fortnights or 24 half months to the year, down to the cent.
    public var monthlyAmount: Money {
        switch frequency {
        case .weekly: amount.dividedDown(multiplier: 52, divisor: 12)
        case .biweekly: amount.dividedDown(multiplier: 26, divisor: 12)
        case .semimonthly: amount * 2
        case .monthly: amount
        case .none: .zero
        }
    }

    /// True if it is support for the present that applies on the day, whatever its order says.
    func isCurrentSupport(on day: Day) -> Bool {
        switch kind {
        case .currentChild, .currentSpousal, .cashMedical: applies(on: day)
        case .arrearsRepayment, .fee, .retroactive, .geneticTest, .nonfinancial: false
        }
    }

    /// True from its first to its last day.
    func applies(on day: Day) -> Bool {
        day.isWithin(startedOn, endedOn)
    }
}

extension Case {
    /// The order in force on the day: the controlling one, or else the one entered last.
    func orderInForce(on day: Day) -> Int? {
        var best: Int?
        for index in orders.indices where orders[index].isInForce(on: day) {
            guard let held = best else {
                best = index
                continue
            }
            let candidate = (orders[index].controlling ? 1 : 0, orders[index].enteredOn)
            if candidate > (orders[held].controlling ? 1 : 0, orders[held].enteredOn) {
                best = index
            }
        }
        return best
    }

    /// True if nothing falls due under the order: it is suspended, over or not there yet.
    func isSilent(orderID: String, on day: Day) -> Bool {
        for index in orders.indices where orders[index].orderID == orderID {
            return !orders[index].isInForce(on: day)
        }
        return false
    }
}

extension Order {
    /// True if amounts fall due under it on the day.
    func isInForce(on day: Day) -> Bool {
        switch status {
        case .inForce, .underReview, .entered: day.isWithin(effectiveOn, endedOn)
        case .proposed, .suspended, .terminated: false
        }
    }
}

extension Day {
    /// True from the first day to the last day of a span; a span without a last day goes on.
    func isWithin(_ first: Day, _ last: Day?) -> Bool {
        guard self >= first else { return false }
        guard let last else { return true }
        return self <= last
    }

    /// True if the day lies in the `count` days that end with `asOf`.
    func isInLast(_ count: Int, before asOf: Day) -> Bool {
        let age = days(until: asOf)
        return age >= 0 && age < count
    }
}
