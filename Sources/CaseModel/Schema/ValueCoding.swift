/// How values of one type are read by scripts, decoded and encoded.
///
/// Made by the standard conformances to ``SchemaValue``; other modules only pass it along.
public struct ValueCoding: Sendable {
    /// Reads a JSON value into the memory of a value that is initialized already.
    typealias Decode =
        @Sendable (inout CaseParser, UnsafeMutableRawPointer, FieldRules) -> Void
    /// Writes the value at an address as JSON.
    typealias Encode = @Sendable (inout CanonicalWriter, UnsafeRawPointer) -> Void
    /// Answers false if the value at an address is left out of a case file.
    typealias IsPresent = @Sendable (UnsafeRawPointer) -> Bool

    let kind: FieldKind
    let isOptional: Bool
    let bounds: FieldBounds?
    /// Makes the reader of a value that lies at an offset in its record.
    let makeReader: @Sendable (Int, ReadContext) -> FactReader
    let decode: Decode
    /// Reads a JSON value into the memory of an optional of this type.
    let decodeOptional: Decode
    let encode: Encode
    let isPresent: IsPresent

    init(
        kind: FieldKind, isOptional: Bool = false, bounds: FieldBounds? = nil,
        makeReader: @escaping @Sendable (Int, ReadContext) -> FactReader,
        decode: @escaping Decode, decodeOptional: @escaping Decode, encode: @escaping Encode,
        isPresent: @escaping IsPresent = { _ in true }
    ) {
        self.kind = kind
        self.isOptional = isOptional
        self.bounds = bounds
        self.makeReader = makeReader
        self.decode = decode
        self.decodeOptional = decodeOptional
        self.encode = encode
        self.isPresent = isPresent
    }

    /// True if a slot holds the whole value, without pointing into the record.
    var isScalar: Bool {
        switch kind {
        case .bool, .integer, .quantity, .symbol: true
        case .text, .symbols, .record, .list: false
        }
    }

    /// The coding of a value that is one token of JSON.
    static func single<Value: SchemaValue>(
        _ kind: FieldKind, bounds: FieldBounds? = nil,
        makeReader: @escaping @Sendable (Int, ReadContext) -> FactReader,
        parse: @escaping @Sendable (inout CaseParser, FieldRules) -> Value?,
        write: @escaping @Sendable (inout CanonicalWriter, Value) -> Void
    ) -> ValueCoding {
        // SAFETY: a coding is only called with the address of a live `Value`, and `decodeOptional`
        // with that of a live `Value?`: the key path that gave the offset had that type.
        ValueCoding(
            kind: kind, bounds: bounds, makeReader: makeReader,
            decode: { parser, address, rules in
                guard let value = parse(&parser, rules) else { return }
                address.assumingMemoryBound(to: Value.self).pointee = value
            },
            decodeOptional: { parser, address, rules in
                guard let value = parse(&parser, rules) else { return }
                address.assumingMemoryBound(to: Value?.self).pointee = value
            },
            encode: { writer, address in
                write(&writer, address.assumingMemoryBound(to: Value.self).pointee)
            })
    }

    /// The coding of a value that a slot holds whole.
    static func scalar<Value: SchemaValue>(
        _ kind: FieldKind, bounds: FieldBounds? = nil,
        slot: @escaping @Sendable (Value, ReadContext) -> FactSlot,
        parse: @escaping @Sendable (inout CaseParser, FieldRules) -> Value?,
        write: @escaping @Sendable (inout CanonicalWriter, Value) -> Void
    ) -> ValueCoding {
        single(
            kind, bounds: bounds,
            makeReader: { offset, context in
                { record, result in
                    // SAFETY: `offset` is that of a stored `Value` in the record read.
                    let address = (record + offset).assumingMemoryBound(to: Value.self)
                    result = slot(address.pointee, context)
                }
            }, parse: parse, write: write)
    }
}
