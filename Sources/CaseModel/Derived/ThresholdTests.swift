/// Tests whose facts policies may not see, answered with yes or no.
///
/// That a payment is a tax offset is federal tax information (26 USC 6103), so a test that leaves
/// offsets out is computed here and only its answer is handed on.
public struct ThresholdTests: CaseRecord {
    /// Days the test of half the obligation looks back.
    static let days = 90

    /// True if less than half of what fell due in 90 days was paid, tax offsets left out.
    public var paidUnderHalf90Days = false

    /// Makes a record in which no test is met.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        ThresholdTests.self, "tests", "Tests whose facts policies may not see",
        source: "Franklin County CSEA, license page", origin: .derived
    ) { record in
        record.field(
            "paid_under_half_90_days", \.paidUnderHalf90Days,
            "True if under half of the support due in 90 consecutive days was paid; tax offsets "
                + "do not count, and support must have been due for all of the 90 days",
            pace: .dated(.ledger, .paid90, .due90, .ninetyDaysDue),
            source: "R.C. 3123.53-3123.55; OAC 5101:12-55-25")
    }

    /// Reads the sums of one ledger.
    init(_ ledger: borrowing LedgerSummary, asOf: Day) {
        self.init()
        guard let first = ledger.firstChargeOn, first.days(until: asOf) >= Self.days - 1 else {
            return
        }
        let due = ledger.windows[1].due
        let paid = ledger.paid90WithoutTaxOffsets
        paidUnderHalf90Days = paid + paid < due
    }
}
