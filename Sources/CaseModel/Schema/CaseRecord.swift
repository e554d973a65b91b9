/// A plain value whose fields are declared once, for decoding, scripts, JSON Schema and masking.
///
/// A record is a struct of stored properties. Its `schema` names each of them exactly once;
/// everything that reads or writes records by field goes through that declaration.
public protocol CaseRecord: SchemaValue {
    /// Makes a record with nothing recorded: no text, no entries, zero, the first symbol.
    init()

    /// The declaration of every field of this record.
    static var schema: RecordSchema { get }
}

/// A type that a declared field may have.
///
/// `Bool`, `Int`, `String`, `Money`, `Day`, every ``CaseSymbol`` and every ``CaseRecord`` are schema
/// values; so are optionals of these, and arrays of symbols or records.
public protocol SchemaValue: Sendable, Equatable {
    /// How one value of this type is read, decoded and written.
    static var coding: ValueCoding { get }

    /// How a list of this type is read, decoded and written.
    static var listCoding: ValueCoding { get }

    /// The functions of an optional of this type; nil if it is one token of JSON.
    static var optionalComposite: CompositeCoding? { get }
}

extension SchemaValue {
    /// Stops the program: only records and symbols come in lists.
    public static var listCoding: ValueCoding {
        preconditionFailure("a field cannot be a list of \(Self.self)")
    }

    /// Nothing: the value is one token.
    public static var optionalComposite: CompositeCoding? { nil }
}
