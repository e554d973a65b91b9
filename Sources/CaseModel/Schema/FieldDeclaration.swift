/// How careful readers of a field must be.
public enum Sensitivity: String, Sendable, CaseIterable {
    /// Case data without special protection.
    case open
    /// Names and other data that identify a person (45 CFR 303.21).
    case pii
    /// Anything that could lead someone to a parent or child (42 USC 654(26)).
    case location
    /// An attribute no decision may depend on: age, sex, race, tribal membership.
    case protected
    /// Federal tax information (26 USC 6103): the true source of a payment.
    case taxInformation = "tax_information"
    /// Health, treatment and disability.
    case medical

    /// Why policies may not read a field of this kind, or nil if they may.
    public var withheldReason: String? {
        switch self {
        case .open, .taxInformation, .medical:
            nil
        case .pii:
            "names and personal identifiers are not given to policies"
        case .location:
            "it could reveal where a parent or child lives or works (42 USC 654(26))"
        case .protected:
            "policies may not read protected attributes (age, sex, race, tribal membership)"
        }
    }

    /// True if messages and logs must not repeat a value of the field.
    public var isSecret: Bool { self != .open }
}

/// Where the value of a field comes from.
public enum FieldOrigin: String, Sendable {
    /// Written in the case file.
    case stored
    /// Computed by the host from the case file; never in one.
    case derived
}

/// What a field holds.
public enum FieldKind: Sendable {
    case bool
    case integer
    case text
    case quantity(FactUnit)
    case symbol(any CaseSymbol.Type)
    case symbols(any CaseSymbol.Type)
    case record(any CaseRecord.Type)
    case list(any CaseRecord.Type)
}

/// The smallest and largest number that a field takes.
public struct FieldBounds: Sendable, Equatable {
    /// The smallest accepted number: units as in the file, cents for money.
    public var lowest: Int64
    /// The largest accepted number.
    public var highest: Int64

    /// Makes bounds from a range.
    public init(_ range: ClosedRange<Int64>) {
        lowest = range.lowerBound
        highest = range.upperBound
    }

    /// Zero up to one million: counts, minutes, hours.
    public static let number = FieldBounds(0...1_000_000)
    /// Zero up to one billion dollars, so that sums of many amounts stay exact.
    public static let money = FieldBounds(0...100_000_000_000)
    /// One billion dollars either way, for corrections of a ledger.
    public static let signedMoney = FieldBounds(-100_000_000_000...100_000_000_000)
}

/// One field of a record: its name and meaning, and how to read, decode and write it.
public struct FieldDeclaration: Sendable {
    /// The name in case files and policies, in snake case.
    public let name: String
    /// One sentence on what the field holds.
    public let about: String
    /// The law, publication or record that the field comes from.
    public let source: String
    /// What the field holds in a case file.
    public let kind: FieldKind
    /// What policies see; differs from `kind` for a masked field only.
    public let scriptKind: FieldKind
    /// True if the field may be absent: not recorded, or an empty list.
    public let isOptional: Bool
    /// True if the field identifies its record within a list.
    public let isIdentity: Bool
    /// How careful readers must be.
    public let sensitivity: Sensitivity
    /// Where the value comes from.
    public let origin: FieldOrigin
    /// How the value moves with the day asked about.
    public let pace: FactPace
    /// The numbers the field takes, for integers and money.
    public let bounds: FieldBounds?
    /// The distance of the stored value from the start of its record in bytes; nil if computed.
    public let offset: Int?
    /// True if policies see a coarser value than the file holds.
    public let isMasked: Bool
    /// Module and name of the file that declares the field, such as `CaseModel/Remedies.swift`.
    public let file: String

    let coding: ValueCoding
    /// Makes the function that policies read the field by, if it does not simply lie in memory.
    let compute: (@Sendable (ReadContext) -> FactReader)?

    /// Why policies may not read the field, or nil if they may.
    public var withheld: String? { sensitivity.withheldReason }

    /// True if a script may find nothing recorded; a list without elements still is a list.
    public var mayBeAbsent: Bool {
        switch kind {
        case .list, .symbols: false
        case .bool, .integer, .text, .quantity, .symbol, .record: isOptional
        }
    }

    /// True if a case file must hold the field.
    public var isRequired: Bool { !isOptional && origin == .stored }
}

/// Reads one field of the record at an address into a slot.
typealias FactReader = @Sendable (UnsafeRawPointer, inout FactSlot) -> Void

/// What a reader must know of the whole schema: the numbers given to types and words.
struct ReadContext: Sendable {
    /// The unit of a number.
    var unit: FactUnit?
    /// The index of the field's record or symbol type.
    var type: UInt16 = 0
    /// The id of each word of the field's symbol type, by raw value, and -1 for none.
    var symbolIDs: [Int32] = [-1]
}
