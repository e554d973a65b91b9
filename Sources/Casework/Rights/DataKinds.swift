import CaseModel

/// Which kind of data a field is, in the words of the table of rights.
///
/// Mostly that is what the schema says of the field. A few fields that policies may read need more
/// care when people look at them; they are named here.
enum DataKinds {
    /// Fields whose kind is not told by their sensitivity, as `record.field`.
    static let named: [String: RightObject] = [
        "case.safety": .safetyRecord,
        "matter.safety": .safetyRecord,
        "matter.safety_flags": .safetyRecord,
        "conference.safety_screen": .safetyRecord,
        "conference.screened_on": .safetyRecord,
        "case_file.safe_contacts": .identity,
        "case_file.study": .studyArm,
        "matter.study": .studyArm,
        "remedy.account_balance": .accountData,
        // A small area and a time zone lead to a person as a town does.
        "person.service_area": .location,
        // "Ill" is among the reasons.
        "contact.stated_reason": .medicalSummary,
        "disability.kind": .medicalDetail,
        "treatment.kind": .medicalDetail,
    ]

    /// The kind of a field, or nil if everyone may see it who sees the record.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - record: The record that holds it.
    ///   - isAtRisk: True if the person it could lead to is at risk.
    /// - Returns: The kind.
    static func kind(
        of field: FieldDeclaration, in record: RecordSchema, isAtRisk: Bool
    ) -> RightObject? {
        let kind = named["\(record.name).\(field.name)"] ?? kind(of: field.sensitivity)
        return kind == .location && isAtRisk ? .protectedLocation : kind
    }

    private static func kind(of sensitivity: Sensitivity) -> RightObject? {
        switch sensitivity {
        case .open: nil
        case .pii: .identity
        case .location: .location
        case .protected: .protectedAttribute
        case .taxInformation: .paymentSource
        case .medical: .medicalSummary
        }
    }

    /// The word for a payment's source that everyone may see: two words, as the IRS allows courts.
    static func coarse(_ source: String) -> String {
        source == PaymentSource.voluntary.word
            ? MaskedSource.voluntary.word : MaskedSource.involuntary.word
    }
}

/// Which persons of a case file are at risk, by any of its cases.
struct PersonsAtRisk {
    private var ids: Set<String> = []

    /// Reads the safety records and the marks on addresses.
    ///
    /// Where a concern is recorded and nobody is named, both parents of the case count.
    init(_ file: CaseFile) {
        for `case` in file.cases {
            let safety = `case`.safety
            let concern =
                safety.familyViolence != .noneKnown || safety.nondisclosure || safety.goodCause
            let both = safety.atRisk == .both || (concern && safety.atRisk == .none)
            if both || safety.atRisk == .ncp { ids.insert(file.ncp.personID) }
            if both || safety.atRisk == .cp { ids.insert(`case`.cp.personID) }
            if `case`.cp.address?.confidential == true { ids.insert(`case`.cp.personID) }
        }
        if file.ncp.address?.confidential == true { ids.insert(file.ncp.personID) }
    }

    /// True if somebody is.
    var isAnyone: Bool { !ids.isEmpty }

    /// True if this person is.
    func contains(_ personID: String) -> Bool { ids.contains(personID) }
}
