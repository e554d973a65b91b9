/// A unit of measure that a value in a policy carries.
///
/// Raw values are part of the boundary to C and never change.
public enum Unit: UInt8, Sendable, Hashable, CaseIterable {
    /// Whole cents.
    case money = 1
    /// Days since 1970-01-01, in the civil calendar and without a time zone.
    case date = 2
    /// Calendar days.
    case days = 3
    /// Business days of the calendar in force.
    case businessDays = 4
    /// Civil months.
    case months = 5
    /// Things counted.
    case count = 6
    /// Basis points: 10,000 is the whole.
    case share = 7

    /// The name that policies and messages use.
    public var name: String {
        switch self {
        case .money: "money"
        case .date: "date"
        case .days: "days"
        case .businessDays: "business_days"
        case .months: "months"
        case .count: "count"
        case .share: "share"
        }
    }
}

/// What a fact may hold.
public indirect enum FieldKind: Sendable, Hashable {
    /// True or false.
    case bool
    /// A whole number without a unit.
    case integer
    /// Text.
    case text
    /// One name of an enumeration; the associated value is the enumeration's own name.
    case symbol(String)
    /// A list of names of an enumeration.
    case symbols(String)
    /// A value with a unit.
    case quantity(Unit)
    /// A record of the type with this index in ``Layout/types``.
    case record(Int)
    /// A list of records of the type with this index in ``Layout/types``.
    case list(Int)
}

/// One fact of a record.
public struct FieldType: Sendable, Hashable {
    /// The name in scripts: at most 40 bytes.
    public var name: String
    /// What the fact may hold.
    public var kind: FieldKind
    /// Whether the fact may be absent.
    public var optional: Bool
    /// One sentence for policy authors.
    public var about: String
    /// Why scripts may not read the fact, if they may not.
    public var withheld: String?

    /// Declares a fact.
    public init(
        _ name: String, _ kind: FieldKind, optional: Bool = false, about: String = "",
        withheld: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.optional = optional
        self.about = about
        self.withheld = withheld
    }
}

/// A kind of record that scripts may read.
public struct RecordType: Sendable, Hashable {
    /// The name that messages use, such as `payments`.
    public var name: String
    /// The facts, in declaration order.
    public var fields: [FieldType]

    /// Declares a kind of record.
    public init(name: String, fields: [FieldType]) {
        self.name = name
        self.fields = fields
    }
}

/// Everything that scripts may read: the types of records, and the names of all enumerations.
public struct Layout: Sendable, Hashable {
    /// The types; a type's number is its index.
    public var types: [RecordType]
    /// The names that facts of the kinds `symbol` and `symbols` hold; a symbol's number is its
    /// index, at most 65,535.
    public var symbols: [String]

    /// Creates a layout.
    public init(types: [RecordType], symbols: [String]) {
        self.types = types
        self.symbols = symbols
    }
}
