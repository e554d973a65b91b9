/// One line of the ledger; a wrong line is reversed, never edited.
///
/// Source: 42 USC 657; 45 CFR 302.51.
public struct LedgerEntry: CaseRecord {
    /// Identifier of the entry, unique in the case.
    public var entryID = ""
    /// The obligation it belongs to.
    public var obligationID: String?
    /// What the entry does to the balance.
    public var kind = Kind.charge
    /// Amount, cents; only an adjustment may be negative.
    public var amount = Money.zero
    /// Day from which it counts.
    public var effectiveOn = Day(epochDay: 0)
    /// Day it was posted.
    public var postedOn = Day(epochDay: 0)
    /// Who the debt is owed to.
    public var owedTo = Creditor.family
    /// How a payment came in; policies see voluntary, withholding or involuntary.
    public var source: PaymentSource?
    /// The entry that this one reverses.
    public var reverses: String?

    /// Makes a record with nothing recorded.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        LedgerEntry.self, "ledger_entry",
        "One line of the ledger; a wrong line is reversed, never edited",
        source: "42 USC 657; 45 CFR 302.51"
    ) { record in
        record.identity("entry_id", \.entryID, "Identifier of the entry, unique in the case")
        record.field("obligation_id", \.obligationID, "The obligation it belongs to")
        record.field("kind", \.kind, "What the entry does to the balance")
        record.field(
            "amount", \.amount, "Amount, cents; only an adjustment may be negative",
            bounds: .signedMoney)
        record.field("effective_on", \.effectiveOn, "Day from which it counts")
        record.field("posted_on", \.postedOn, "Day it was posted")
        record.field("owed_to", \.owedTo, "Who the debt is owed to")
        record.masked(
            "source", \.source,
            "How a payment came in; policies see voluntary, withholding or involuntary",
            .taxInformation, source: "26 USC 6103(l)(6)", as: \.masked)
        record.field("reverses", \.reverses, "The entry that this one reverses")
        record.check("amount", with: "kind", "zero or more cents: only an adjustment is negative") {
            $0.pointee.amount.cents >= 0 || $0.pointee.kind == .adjustment
        }
    }

    /// What an entry does to the balance.
    public enum Kind: UInt8, CaseSymbol {
        case charge
        case payment
        case adjustment
        case interest
        case compromise
        case writeOff
        case reversal
        case refund
        case balanceForward
    }

    /// Who a debt is owed to.
    public enum Creditor: UInt8, CaseSymbol {
        case family
        case state
    }
}

/// How a payment came in.
public enum PaymentSource: UInt8, CaseSymbol {
    case incomeWithholding
    case voluntary
    case federalTaxOffset
    case stateTaxOffset
    case administrativeOffset
    case unemployment
    case levy
    case lien
    case lumpSum
    case purge
    case bond
    case lottery
    case insurance
    case otherState
}

/// How a payment came in, as far as policies may know.
public enum MaskedSource: UInt8, CaseSymbol {
    case voluntary
    case withholding
    case involuntary
}

extension PaymentSource {
    /// The source as policies see it.
    ///
    /// That a payment is a federal tax offset is federal tax information (26 USC 6103). It is told
    /// apart from no other collection that the parent did not choose. Regular collections by
    /// another state and from unemployment benefits count as withholding.
    public var masked: MaskedSource {
        switch self {
        case .voluntary:
            .voluntary
        case .incomeWithholding, .unemployment, .otherState:
            .withholding
        case .federalTaxOffset, .stateTaxOffset, .administrativeOffset, .levy, .lien, .lumpSum,
            .purge, .bond, .lottery, .insurance:
            .involuntary
        }
    }
}
