/// How values of one type are laid out, read by scripts, decoded and encoded.
///
/// Made by the standard conformances to ``SchemaValue``; other modules only pass it along.
public struct ValueCoding: Sendable {
    let kind: FieldKind
    let isOptional: Bool
    let bounds: FieldBounds?
    /// Makes the reader of a value that lies at an offset in its record.
    let makeReader: @Sendable (Int, ReadContext) -> FactReader

    /// True if a slot holds the whole value, without pointing into the record.
    var isScalar: Bool {
        switch kind {
        case .bool, .integer, .quantity, .symbol: true
        case .text, .symbols, .record, .list: false
        }
    }
}
