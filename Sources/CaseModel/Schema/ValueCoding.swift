/// How values of one type lie in memory, and how they are read, decoded and written.
///
/// Made by the standard conformances to ``SchemaValue``; other modules only pass it along. A value
/// that is one token of JSON is described by data, so that the hot paths are a switch over a byte;
/// records and lists bring functions of their own.
public struct ValueCoding: Sendable {
    let kind: FieldKind
    let isOptional: Bool
    let bounds: FieldBounds?
    /// How the value lies in memory.
    let shape: ValueShape
    /// The words of a symbol or of a list of symbols.
    let words: WordList?
    /// The functions of a record or list; nil for a value of one token.
    let composite: CompositeCoding?

    init(
        kind: FieldKind, shape: ValueShape, isOptional: Bool = false, bounds: FieldBounds? = nil,
        words: WordList? = nil, composite: CompositeCoding? = nil
    ) {
        self.kind = kind
        self.shape = shape
        self.isOptional = isOptional
        self.bounds = bounds
        self.words = words
        self.composite = composite
    }

    /// True if a slot holds the whole value, without pointing into the record.
    var isScalar: Bool { shape != .text && shape != .composite }

    /// The coding of an optional of this type.
    func optional(_ composite: CompositeCoding?) -> ValueCoding {
        precondition(!isOptional, "an optional of an optional, or of a list")
        return ValueCoding(
            kind: kind, shape: shape, isOptional: true, bounds: bounds, words: words,
            composite: composite)
    }
}

/// How a value lies in memory.
enum ValueShape: UInt8, Sendable {
    case bool
    case integer
    case money
    case day
    case text
    /// One byte, the raw value of a symbol; see ``WordList``.
    case word
    /// A record or list, which has functions of its own.
    case composite
}

/// The functions of a record or list; opaque to other modules.
public struct CompositeCoding: Sendable {
    /// Reads a JSON value into the memory of a value that is initialized already.
    let decode:
        @Sendable (inout CaseParser, UnsafeMutableRawPointer, UnsafePointer<PlannedField>) -> Void
    /// Writes the value at an address as JSON.
    let encode: @Sendable (inout CanonicalWriter, UnsafeRawPointer) -> Void
    /// Answers false if the value at an address is left out of a case file.
    let isPresent: @Sendable (UnsafeRawPointer) -> Bool
    /// Makes the slot of the value at an address; the number is that of its type.
    let slot: @Sendable (UnsafeRawPointer, UInt16) -> FactSlot
}
