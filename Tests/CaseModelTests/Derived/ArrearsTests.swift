import CaseModel
import Testing

@Suite("Arrears: balances from the ledger")
struct ArrearsTests {
    /// Three months of $400, to be paid from the oldest on.
    private static let threeCharges: [LedgerEntry] = [
        .entry(.charge, 40_000, "2024-01-01", id: "c1"),
        .entry(.charge, 40_000, "2024-02-01", id: "c2"),
        .entry(.charge, 40_000, "2024-03-01", id: "c3"),
    ]

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var entries: [LedgerEntry]
        var family: Int64
        var state: Int64 = 0
        var oldest: String?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Row(name: "nothing paid", entries: [], family: 120_000, oldest: "2024-01-01"),
        Row(
            name: "a cent short of the first charge",
            entries: [.entry(.payment, 39_999, "2024-03-10")], family: 80_001,
            oldest: "2024-01-01"),
        Row(
            name: "the first charge paid to the cent",
            entries: [.entry(.payment, 40_000, "2024-03-10")], family: 80_000,
            oldest: "2024-02-01"),
        Row(
            name: "everything paid",
            entries: [.entry(.payment, 120_000, "2024-03-10")], family: 0, oldest: nil),
        Row(
            name: "more paid than owed",
            entries: [.entry(.payment, 130_000, "2024-03-10")], family: 0, oldest: nil),
        Row(
            name: "an opening balance is the oldest debt",
            entries: [.entry(.balanceForward, 50_000, "2023-06-01")], family: 170_000,
            oldest: "2023-06-01"),
        Row(
            name: "compromise and write-off reduce the debt",
            entries: [
                .entry(.compromise, 40_000, "2024-03-05"), .entry(.writeOff, 10_000, "2024-03-06"),
            ], family: 70_000, oldest: "2024-02-01"),
        Row(
            name: "an adjustment may go either way",
            entries: [
                .entry(.adjustment, -40_000, "2024-03-05"),
                .entry(.adjustment, 5_000, "2024-03-06"),
            ], family: 85_000, oldest: "2024-02-01"),
        Row(
            name: "interest is a debt of its own day",
            entries: [
                .entry(.payment, 120_000, "2024-03-05"), .entry(.interest, 101, "2024-03-06"),
            ], family: 101, oldest: "2024-03-06"),
        Row(
            name: "a refund gives the old debt back",
            entries: [
                .entry(.payment, 120_000, "2024-03-05"), .entry(.refund, 40_000, "2024-03-06"),
            ], family: 40_000, oldest: "2024-03-01"),
        Row(
            name: "a reversed payment was never made",
            entries: [
                .entry(.payment, 40_000, "2024-03-05", id: "p1"),
                .entry(.reversal, 40_000, "2024-03-06", id: "r1", reverses: "p1"),
            ], family: 120_000, oldest: "2024-01-01"),
        Row(
            name: "a reversed charge was never due",
            entries: [.entry(.reversal, 40_000, "2024-03-06", id: "r1", reverses: "c1")],
            family: 80_000, oldest: "2024-02-01"),
        Row(
            name: "a reversal of a reversal brings the payment back",
            entries: [
                .entry(.payment, 40_000, "2024-03-05", id: "p1"),
                .entry(.reversal, 40_000, "2024-03-06", id: "r1", reverses: "p1"),
                .entry(.reversal, 40_000, "2024-03-07", id: "r2", reverses: "r1"),
            ], family: 80_000, oldest: "2024-02-01"),
        Row(
            name: "what takes effect tomorrow is not there today",
            entries: [
                .entry(.payment, 40_000, "2024-03-16"), .entry(.charge, 40_000, "2024-03-16"),
                .entry(.reversal, 40_000, "2024-03-16", id: "r1", reverses: "c1"),
            ], family: 120_000, oldest: "2024-01-01"),
        Row(
            name: "what takes effect today is",
            entries: [.entry(.payment, 40_000, "2024-03-15")], family: 80_000,
            oldest: "2024-02-01"),
        Row(
            name: "credit with the state pays no family debt",
            entries: [
                .entry(.payment, 50_000, "2024-03-05", to: .state),
                .entry(.charge, 10_000, "2023-12-01", to: .state),
            ], family: 120_000, state: 0, oldest: "2024-01-01"),
        Row(
            name: "the older of both creditors' debts counts",
            entries: [.entry(.charge, 10_000, "2023-12-01", to: .state)], family: 120_000,
            state: 10_000, oldest: "2023-12-01"),
    ])
    func balances(_ row: Row) {
        for ledger in [Self.threeCharges + row.entries, row.entries + Self.threeCharges] {
            let arrears = matter(ledger, on: "2024-03-15").arrears
            #expect(arrears.familyOwed == Money(cents: row.family))
            #expect(arrears.stateOwed == Money(cents: row.state))
            #expect(arrears.total == Money(cents: row.family + row.state))
            #expect(arrears.oldestUnpaidOn?.description == row.oldest)
            let behind = row.oldest.map { day($0).days(until: day("2024-03-15")) } ?? 0
            #expect(arrears.daysBehind == behind)
        }
    }

    @Test(arguments: [
        ("2024-03-24", 83, false), ("2024-03-25", 84, false), ("2024-03-26", 85, true),
    ])
    func olderThanTwelveWeeks(_ asOf: String, _ behind: Int, _ over: Bool) {
        // 15 USC 1673(b)(2): arrears older than 12 weeks.
        let arrears = matter([.entry(.charge, 100, "2024-01-01")], on: asOf).arrears
        #expect(arrears.daysBehind == behind)
        #expect(arrears.over12Weeks == over)
    }

    @Test func theParentsDebtsAreSummedByCreditorAndNeverMixed() {
        // 45 CFR 303.72; PIQ-01-06: inside one kind the parent's cases may be summed.
        let file = CaseFile.oneCase {
            $0.cases = [
                Case.with([.entry(.charge, 30_000, "2024-01-01")], id: "C-1"),
                Case.with(
                    [
                        .entry(.charge, 19_999, "2024-01-01"),
                        .entry(.charge, 15_000, "2024-01-01", to: .state),
                    ], id: "C-2"),
                Case.with([.entry(.payment, 5_000, "2024-01-01")], id: "C-3"),
            ]
        }
        let facts = matter(file, on: "2024-03-01").arrears
        #expect(facts.familyOwed == Money(cents: 30_000))
        #expect(facts.parentFamilyOwed == Money(cents: 49_999))
        #expect(facts.parentStateOwed == Money(cents: 15_000))
        let third = Matter(file: file, caseIndex: 2, asOf: day("2024-03-01")).arrears
        #expect(third.familyOwed == .zero)
        #expect(third.parentFamilyOwed == Money(cents: 49_999))
    }

    /// Compares with paying debts one by one, oldest first, on ledgers made by a fixed generator.
    @Test(arguments: 1...200)
    func theOldestUnpaidChargeIsTheOneThatPayingOneByOneLeaves(_ seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        var ledger: [LedgerEntry] = []
        for index in 0..<30 {
            let kinds: [LedgerEntry.Kind] = [.charge, .charge, .payment, .interest, .compromise]
            var entry = LedgerEntry()
            entry.entryID = "e\(index)"
            entry.kind = kinds[next(5)]
            entry.amount = Money(cents: Int64(next(9_000)))
            entry.effectiveOn = Day(epochDay: Int32(19_000 + next(400)))
            ledger.append(entry)
        }
        let asOf = Day(epochDay: 19_300)

        var debts = ledger.filter {
            $0.effectiveOn <= asOf && ($0.kind == .charge || $0.kind == .interest)
        }
        debts.sort { $0.effectiveOn < $1.effectiveOn }
        var credit = ledger.filter {
            $0.effectiveOn <= asOf && ($0.kind == .payment || $0.kind == .compromise)
        }
        .reduce(Money.zero) { $0 + $1.amount }
        var oldest: Day?
        var unpaid = Money.zero
        for debt in debts {
            let paid = min(credit, debt.amount)
            credit -= paid
            let rest = debt.amount - paid
            unpaid += rest
            if rest > .zero, oldest == nil { oldest = debt.effectiveOn }
        }

        let file = CaseFile.oneCase { $0.cases = [Case.with(ledger)] }
        let facts = Matter(file: file, caseIndex: 0, asOf: asOf).arrears
        #expect(facts.total == unpaid)
        #expect(facts.oldestUnpaidOn == oldest)
    }
}
