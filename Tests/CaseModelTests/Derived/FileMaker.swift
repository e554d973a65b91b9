import CaseModel

/// Reads a date of a test; a misspelled one becomes day zero and fails the test.
func day(_ text: String) -> Day {
    Day(iso: text) ?? Day(epochDay: 0)
}

extension LedgerEntry {
    /// An entry with what the balance depends on.
    static func entry(
        _ kind: Kind, _ cents: Int64, _ on: String, to creditor: Creditor = .family,
        from source: PaymentSource? = nil, id: String = "", of obligation: String? = nil,
        reverses: String? = nil
    ) -> LedgerEntry {
        var entry = LedgerEntry()
        entry.entryID = id
        entry.kind = kind
        entry.amount = Money(cents: cents)
        entry.effectiveOn = day(on)
        entry.postedOn = day(on)
        entry.owedTo = creditor
        entry.source = source
        entry.obligationID = obligation
        entry.reverses = reverses
        return entry
    }
}

extension Case {
    /// A case with a ledger and nothing else.
    static func with(_ ledger: [LedgerEntry], id: String = "C-1") -> Case {
        var result = Case()
        result.caseID = id
        result.ledger = ledger
        return result
    }
}

extension CaseFile {
    /// A file with one case that a test fills in.
    static func oneCase(_ fill: (inout CaseFile) -> Void = { _ in }) -> CaseFile {
        var file = CaseFile()
        file.schemaVersion = 1
        file.synthetic = true
        file.cases = [Case.with([])]
        fill(&file)
        return file
    }
}

/// The matter of a file's first case.
func matter(_ file: CaseFile, on asOf: String) -> Matter {
    Matter(file: file, caseIndex: 0, asOf: day(asOf))
}

/// The matter of a file that holds one ledger.
func matter(_ ledger: [LedgerEntry], on asOf: String) -> Matter {
    matter(CaseFile.oneCase { $0.cases = [Case.with(ledger)] }, on: asOf)
}

extension Contact {
    /// A contact with what engagement depends on.
    static func made(
        _ on: String, with who: Participant = .ncp, _ channel: ContactChannel = .phoneCall,
        _ outcome: Outcome = .leftMessage, _ direction: Direction = .outgoing,
        case caseID: String? = nil,
        hour: Int? = nil, reason: NonpaymentReason? = nil, purpose: Purpose = .checkIn
    ) -> Contact {
        var contact = Contact()
        contact.on = day(on)
        contact.with = who
        contact.channel = channel
        contact.outcome = outcome
        contact.direction = direction
        contact.caseID = caseID
        contact.hour = hour
        contact.statedReason = reason
        contact.purpose = purpose
        return contact
    }
}
