extension SampleStory {
    /// Months of single entries in the ledger of the main case.
    private static let months = 18

    /// The opening balance and 18 months of charges and payments.
    func mainLedger(of legalCase: Case, _ random: inout SampleGenerator) -> [LedgerEntry] {
        let creditor: LedgerEntry.Creditor = legalCase.kind == .ivA ? .state : .family
        let present = asOf.firstOfMonth
        let start = present.adding(months: 1 - Self.months)
        var entries: [LedgerEntry] = []

        let stateShare: Int64 =
            switch legalCase.kind {
            case .ivA, .ivE: 8_000
            case .formerAssistance: Int64(random.int(5...70)) * 100
            case .neverAssistance, .medicaidOnly, .nonIvD: 0
            }
        let stateOwed = opening.times(basisPoints: stateShare)
        let eve = start.adding(days: -1)
        if opening - stateOwed > .zero {
            entries.append(entry(.balanceForward, opening - stateOwed, on: eve, to: .family))
        }
        if stateOwed > .zero {
            entries.append(entry(.balanceForward, stateOwed, on: eve, to: .state))
        }

        for month in (0..<Self.months).reversed() {
            let first = present.adding(months: -month)
            if !arrearsOnly, first >= (legalCase.orders.first?.effectiveOn ?? first) {
                entries.append(entry(.charge, monthly, on: first, to: creditor, of: "B1"))
            }
            addPayments(month: month, first: first, to: creditor, &entries, &random)
            if profile.chargesInterest, month % 6 == 5, opening > .zero {
                let rate: Int64 = profile.state == "VA" ? 300 : 500
                entries.append(
                    entry(
                        .interest, opening.times(basisPoints: rate), on: first.adding(days: 27),
                        to: .family))
            }
        }
        if random.chance(25) {
            entries.append(
                entry(
                    .adjustment, Money(cents: -Int64(random.int(500...20_000))), on: ago(100),
                    to: .family))
        }
        if random.chance(18), opening > Money(dollars: 5_000) {
            entries.append(entry(.compromise, Money(dollars: 1_000), on: ago(150), to: .family))
        }
        return posted(entries, bouncing: random.chance(40), &random)
    }

    /// An opening balance and three months, for a further case.
    func shortLedger(of legalCase: Case, _ random: inout SampleGenerator) -> [LedgerEntry] {
        let creditor: LedgerEntry.Creditor = legalCase.kind == .ivA ? .state : .family
        let amount = legalCase.obligations.first?.amount ?? .zero
        let present = asOf.firstOfMonth
        var entries: [LedgerEntry] = []
        let debt = random.dollars(
            random.weighted([(0...0, 30), (50...900, 30), (1_000...9_000, 40)]))
        if debt > .zero {
            entries.append(
                entry(
                    .balanceForward, debt, on: present.adding(months: -3).adding(days: -1),
                    to: creditor))
        }
        for month in (0..<3).reversed() {
            let first = present.adding(months: -month)
            entries.append(entry(.charge, amount, on: first, to: creditor, of: "B1"))
            if habit == .steady || random.chance(250) {
                let source: PaymentSource = employed ? .incomeWithholding : .voluntary
                pay(amount, on: first.adding(days: 11), from: source, to: creditor, &entries)
            }
        }
        return posted(entries, bouncing: false, &random)
    }

    /// What the parent's habit and the tax season bring in one month.
    private func addPayments(
        month: Int, first: Day, to creditor: LedgerEntry.Creditor, _ entries: inout [LedgerEntry],
        _ random: inout SampleGenerator
    ) {
        let day = first.adding(days: random.int(4...24))
        switch habit {
        case .steady:
            let extra = opening > .zero ? monthly.times(basisPoints: 2_000) : .zero
            pay(
                monthly + extra, on: first.adding(days: 9), from: regularSource(month, &random),
                to: creditor, &entries)
        case .stopped(let monthsAgo):
            guard month >= monthsAgo, !random.chance(80) else { return }
            pay(monthly, on: day, from: regularSource(month, &random), to: creditor, &entries)
        case .part(let percent):
            guard !random.chance(280) else { break }
            let amount = monthly.times(basisPoints: Int64(percent) * 100)
            pay(amount, on: day, from: regularSource(month, &random), to: creditor, &entries)
        case .offsetsOnly, .nothing: break
        }
        addOffsets(first: first, to: creditor, &entries, &random)
    }

    /// Refunds are taken in spring; a parent who pays nothing has none here.
    private func addOffsets(
        first: Day, to creditor: LedgerEntry.Creditor, _ entries: inout [LedgerEntry],
        _ random: inout SampleGenerator
    ) {
        guard habit != .steady, habit != .nothing, first.month == 3 else { return }
        if habit == .offsetsOnly || random.chance(120) {
            pay(
                random.dollars(300...1_900), on: first.adding(days: 12), from: .federalTaxOffset,
                to: creditor, &entries)
        }
        if random.chance(50) {
            pay(
                random.dollars(40...300), on: first.adding(days: 20), from: .stateTaxOffset,
                to: creditor, &entries)
        }
    }

    /// Two thirds of collections came by withholding in FY 2021 (Pine County, citing OCSE).
    private func regularSource(_ month: Int, _ random: inout SampleGenerator) -> PaymentSource {
        let hadJob = employed || (jobLostDaysAgo.map { month * 30 > $0 - 20 } ?? false)
        if hadJob, random.chance(960) { return .incomeWithholding }
        return random.weighted([
            (.voluntary, 84), (.unemployment, 8), (.otherState, 3), (.purge, 2), (.lumpSum, 1),
            (.levy, 2),
        ])
    }

    private func pay(
        _ amount: Money, on day: Day, from source: PaymentSource,
        to creditor: LedgerEntry.Creditor, _ entries: inout [LedgerEntry]
    ) {
        guard day <= asOf, amount > .zero else { return }
        var payment = entry(.payment, amount, on: day, to: creditor)
        payment.source = source
        entries.append(payment)
    }

    private func entry(
        _ kind: LedgerEntry.Kind, _ amount: Money, on day: Day, to creditor: LedgerEntry.Creditor,
        of obligation: String? = nil
    ) -> LedgerEntry {
        var entry = LedgerEntry()
        entry.kind = kind
        entry.amount = amount
        entry.effectiveOn = day
        entry.postedOn = day
        entry.owedTo = creditor
        entry.obligationID = obligation
        return entry
    }

    /// Puts entries in the order of their days and numbers them; one payment may bounce.
    private func posted(
        _ entries: [LedgerEntry], bouncing: Bool, _ random: inout SampleGenerator
    ) -> [LedgerEntry] {
        var ledger = entries.indices
            .filter { entries[$0].effectiveOn <= asOf }
            .sorted { (entries[$0].effectiveOn, $0) < (entries[$1].effectiveOn, $1) }
            .map { entries[$0] }
        for index in ledger.indices { ledger[index].entryID = "L\(index + 1)" }
        let payments = ledger.indices.filter {
            ledger[$0].kind == .payment && ledger[$0].effectiveOn < ago(15)
        }
        guard bouncing, !payments.isEmpty else { return ledger }
        let bounced = ledger[random.pick(payments)]
        var reversal = entry(
            .reversal, bounced.amount, on: bounced.effectiveOn.adding(days: 9), to: bounced.owedTo)
        reversal.entryID = "L\(ledger.count + 1)"
        reversal.reverses = bounced.entryID
        reversal.postedOn = reversal.effectiveOn
        ledger.append(reversal)
        return ledger
    }
}
