// What moves the facts of money and work: ledger, orders, jobs and incomes.

extension FactSchedule {
    private static let windows: [(days: Int, paid: FactClock, due: FactClock)] = [
        (30, .paid30, .due30), (90, .paid90, .due90), (180, .paid180, .due180),
        (365, .paid365, .due365),
    ]

    /// One pass over the ledger of the case, and the ages that follow from it.
    mutating func readLedger() {
        let matter = matter
        var hasReversal = false
        var oldestWithheld: Day?
        var newestWithheld: Day?
        for index in matter.pointee.record.ledger.indices {
            let day = matter.pointee.record.ledger[index].effectiveOn
            let age = day.days(until: asOf)
            guard age >= 0 else {
                begins(.ledger, on: day)
                continue
            }
            let kind = matter.pointee.record.ledger[index].kind
            if kind == .reversal { hasReversal = true }
            guard age < 365, matter.pointee.record.ledger[index].amount > .zero else { continue }
            if kind == .payment {
                for window in Self.windows where age < window.days {
                    ends(window.paid, after: day.adding(days: window.days - 1))
                }
                if matter.pointee.record.ledger[index].source == .incomeWithholding {
                    if newestWithheld.map({ day > $0 }) ?? true { newestWithheld = day }
                    if age < WorkFacts.withheldWithinDays, oldestWithheld.map({ day < $0 }) ?? true
                    {
                        oldestWithheld = day
                    }
                }
            } else if kind == .charge {
                for window in Self.windows where age < window.days {
                    ends(window.due, after: day.adding(days: window.days - 1))
                }
            }
        }
        // Any of the newest payments may be one that was reversed.
        if let last = hasReversal ? oldestWithheld : newestWithheld {
            ends(.withholding, after: last.adding(days: WorkFacts.withheldWithinDays - 1))
        }
        readWithholding()
        if let oldest = matter.pointee.arrears.oldestUnpaidOn {
            ends(.twelveWeeks, after: oldest.adding(days: Withholding.arrearsWeeks * 7))
        }
        if let first = matter.pointee.support.firstChargeOn {
            begins(.ninetyDaysDue, on: first.adding(days: ThresholdTests.days - 1))
        }
        if !matter.pointee.record.ledger.isEmpty {
            let (year, month, day) = asOf.civil
            ends(.month, after: asOf.adding(days: Day.length(ofMonth: month, year: year) - day))
        }
    }

    private mutating func readWithholding() {
        let matter = matter
        for index in matter.pointee.record.remedies.indices
        where matter.pointee.record.remedies[index].kind == .incomeWithholding
            && matter.pointee.record.remedies[index].state == .inEffect
        {
            guard let since = matter.pointee.record.remedies[index].effectiveOn else { continue }
            begins(.withholding, on: since.adding(days: WorkFacts.withheldWithinDays))
        }
    }

    mutating func readLedgers() {
        let matter = matter
        for number in matter.pointee.allCases.indices {
            for index in matter.pointee.allCases[number].ledger.indices {
                begins(.ledgers, on: matter.pointee.allCases[number].ledger[index].effectiveOn)
            }
        }
    }

    mutating func readOrders() {
        let matter = matter
        for index in matter.pointee.record.obligations.indices {
            spans(
                .obligations, from: matter.pointee.record.obligations[index].startedOn,
                through: matter.pointee.record.obligations[index].endedOn)
        }
        for index in matter.pointee.record.orders.indices {
            spans(
                .orders, from: matter.pointee.record.orders[index].effectiveOn,
                through: matter.pointee.record.orders[index].endedOn)
        }
        guard let order = matter.pointee.record.orderInForce(on: asOf) else { return }
        var reviewed = matter.pointee.record.orders[order].enteredOn
        if let last = matter.pointee.record.orders[order].lastReviewOn {
            begins(.review, on: last)
            if last <= asOf { reviewed = last }
        }
        let months = matter.pointee.support.unreviewedMonths
        begins(.review, on: reviewed.adding(months: months + 1))
    }

    mutating func readWork() {
        let matter = matter
        for index in matter.pointee.ncp.employments.indices {
            let end = matter.pointee.ncp.employments[index].endedOn
            spans(.jobs, from: matter.pointee.ncp.employments[index].startedOn, through: end)
            guard end.map({ $0 >= asOf }) ?? true,
                let verified = matter.pointee.ncp.employments[index].verifiedOn
            else { continue }
            spans(
                .verifiedJobs, from: verified,
                through: verified.adding(days: WorkFacts.verifiedForDays))
        }
        for index in matter.pointee.ncp.incomes.indices
        where matter.pointee.ncp.incomes[index].monthlyAmount > .zero {
            spans(
                .incomes, from: matter.pointee.ncp.incomes[index].startedOn,
                through: matter.pointee.ncp.incomes[index].endedOn)
        }
    }
}
