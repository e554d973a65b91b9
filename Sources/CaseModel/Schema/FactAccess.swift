/// How to make a slot from a value in memory: a few bytes of data, without a function to call.
struct FactAccess: Sendable {
    /// Which way the value is read.
    enum Way: UInt8, Sendable {
        /// As its shape says.
        case shape
        /// A record that is always there.
        case record
        /// By a function, with the index ``FactAccess/reader``.
        case function
        /// Never: the field is withheld from policies.
        case withheld
    }

    var way: Way
    var shape: ValueShape
    var isOptional: Bool
    var unit: FactUnit?
    /// The index of the record or symbol type.
    var type: UInt16 = 0
    /// The distance of the value from the start of its record.
    var offset: Int32
    /// Where the ids of the field's words begin in the schema's table, or the function's index.
    var index: Int32 = 0

    /// Reads a value that has a shape.
    ///
    /// - Parameters:
    ///   - record: A live record that has a value of the shape at the offset.
    ///   - ids: The table of word ids.
    /// - Returns: The fact.
    @inline(__always)
    func slot(of record: UnsafeRawPointer, ids: UnsafeBufferPointer<Int32>) -> FactSlot {
        // SAFETY: shape, optionality and offset were taken from one key path into this record type.
        let address = record + Int(offset)
        switch shape {
        case .bool:
            return load(address, Bool.self).map { .bool($0) } ?? .absent
        case .integer:
            guard let value = load(address, Int.self) else { return .absent }
            guard let unit else { return .integer(Int64(value)) }
            return .quantity(unit, Int64(value))
        case .money:
            return load(address, Money.self).map { .quantity(.money, $0.cents) } ?? .absent
        case .day:
            return load(address, Day.self).map { .quantity(.date, Int64($0.epochDay)) } ?? .absent
        case .text:
            // A payload is stored at the start of its optional.
            if isOptional, address.assumingMemoryBound(to: String?.self).pointee == nil {
                return .absent
            }
            return FactSlot(tag: .text, value: Int64(Int(bitPattern: address)))
        case .word:
            // The table has a place behind the words for nil, which holds -1.
            let id = ids[Int(index) + Int(address.load(as: UInt8.self))]
            return id < 0 ? .absent : FactSlot(tag: .symbol, value: Int64(id))
        case .composite:
            return .absent
        }
    }

    @inline(__always)
    private func load<Value>(_ address: UnsafeRawPointer, _ type: Value.Type) -> Value? {
        isOptional ? address.load(as: Value?.self) : address.load(as: Value.self)
    }
}
