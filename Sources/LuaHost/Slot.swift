import CLuaHost

/// One fact on its way into a script, or one value on its way out of the record of reads.
///
/// A slot owns nothing. What it points to must live until the evaluation ends; ``setText(_:)``
/// and ``setSymbols(_:)`` copy into storage of the evaluation and have no such duty.
@frozen
public struct Slot {
    // INVARIANT: same layout as `clh_slot`; `LuaState` checks size and stride when it opens.
    @usableFromInline var tag: UInt8
    @usableFromInline var unitCode: UInt8
    @usableFromInline var type: UInt16
    @usableFromInline var length: UInt32
    @usableFromInline var bits: Int64
    @usableFromInline var stride: UInt32
    /// How much a quantity grows from one day to the next while nothing is entered: -8 to 8.
    public var drift: Int32

    @inlinable
    init(
        tag: UInt8, unit: UInt8 = 0, type: UInt16 = 0, length: UInt32 = 0, bits: Int64 = 0,
        stride: UInt32 = 0
    ) {
        self.tag = tag
        self.unitCode = unit
        self.type = type
        self.length = length
        self.bits = bits
        self.stride = stride
        drift = 0
    }

    /// A fact that is not recorded.
    @inlinable public static var absent: Slot { Slot(tag: 0) }

    /// True or false.
    @inlinable
    public static func bool(_ value: Bool) -> Slot { Slot(tag: 1, bits: value ? 1 : 0) }

    /// A whole number without a unit.
    @inlinable
    public static func integer(_ value: Int64) -> Slot { Slot(tag: 2, bits: value) }

    /// A symbol by its index in ``Layout/symbols``.
    @inlinable
    public static func symbol(_ id: Int) -> Slot { Slot(tag: 4, bits: Int64(id)) }

    /// A value with a unit.
    @inlinable
    public static func quantity(_ unit: Unit, _ value: Int64) -> Slot {
        Slot(tag: 6, unit: unit.rawValue, bits: value)
    }

    /// Text that lives at least as long as the evaluation.
    @inlinable
    public static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Slot {
        Slot(
            tag: 3, length: UInt32(bytes.count), bits: address(UnsafeRawPointer(bytes.baseAddress)))
    }

    /// Text known when the program was built.
    @inlinable
    public static func text(_ literal: StaticString) -> Slot {
        precondition(literal.hasPointerRepresentation, "a text literal has at least one byte")
        return Slot(
            tag: 3, length: UInt32(literal.utf8CodeUnitCount),
            bits: address(UnsafeRawPointer(literal.utf8Start)))
    }

    /// A record of the type with this index in ``Layout/types``.
    @inlinable
    public static func record(_ type: Int, _ record: UnsafeRawPointer) -> Slot {
        Slot(tag: 7, type: UInt16(truncatingIfNeeded: type), bits: address(record))
    }

    /// A list of records that lie `stride` bytes apart.
    @inlinable
    public static func list(
        _ type: Int, base: UnsafeRawPointer?, count: Int, stride: Int
    ) -> Slot {
        Slot(
            tag: 8, type: UInt16(truncatingIfNeeded: type), length: UInt32(count),
            bits: address(base), stride: UInt32(stride))
    }

    /// A list of records held by an array that lives at least as long as the evaluation.
    @inlinable
    public static func list<Element>(_ type: Int, _ elements: UnsafeBufferPointer<Element>) -> Slot
    {
        list(
            type, base: UnsafeRawPointer(elements.baseAddress), count: elements.count,
            stride: MemoryLayout<Element>.stride)
    }

    /// A list of symbols, by their indices in ``Layout/symbols``, that lives at least as long as
    /// the evaluation.
    @inlinable
    public static func symbols(_ ids: UnsafePointer<UInt16>?, count: Int) -> Slot {
        Slot(tag: 5, length: UInt32(count), bits: address(UnsafeRawPointer(ids)))
    }

    /// Turns the slot that ``FactSource`` was given into text, copied for the evaluation.
    public mutating func setText(_ text: String) {
        var text = text
        let arena = pointer
        let count = text.utf8.count
        let copy = text.withUTF8 {
            copyBytes(UnsafeRawBufferPointer($0), arena: arena, alignment: 1)
        }
        self = Slot(
            tag: copy == nil ? Slot.failed : 3, length: UInt32(count), bits: Slot.address(copy))
    }

    /// Turns the slot that ``FactSource`` was given into a list of symbols, copied for the
    /// evaluation.
    public mutating func setSymbols(_ ids: some Collection<UInt16>) {
        let arena = pointer
        let copy = ContiguousArray(ids).withUnsafeBytes {
            copyBytes($0, arena: arena, alignment: 2)
        }
        self = Slot(
            tag: copy == nil ? Slot.failed : 5, length: UInt32(ids.count), bits: Slot.address(copy))
    }

    /// A tag that no declared kind has: the host refuses it.
    private static var failed: UInt8 { 255 }

    @inlinable
    static func address(_ pointer: UnsafeRawPointer?) -> Int64 {
        Int64(Int(bitPattern: pointer))
    }

    private var pointer: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: Int(bits)) }

    /// The value as a tree, valid while the evaluation's source is.
    ///
    /// A list gives its length only
    /// through ``count``; its records are read through their own reads.
    public var value: LuaValue {
        switch tag {
        case 1: .bool(bits != 0)
        case 2: .integer(bits)
        case 3: .text(String(decoding: bytes, as: UTF8.self))
        case 4: .symbol(Int(bits))
        case 5: .list(symbolIds.map { .symbol(Int($0)) })
        case 6: Unit(rawValue: unitCode).map { .quantity($0, bits) } ?? .absent
        case 7: pointer.map { .record(type: Int(type), $0) } ?? .absent
        default: .absent
        }
    }

    /// Whether the fact is not recorded.
    public var isAbsent: Bool { tag == 0 }

    /// The number of elements, if the slot is a list.
    public var count: Int? { tag == 8 || tag == 5 ? Int(length) : nil }

    private var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: pointer?.assumingMemoryBound(to: UInt8.self), count: Int(length))
    }

    private var symbolIds: UnsafeBufferPointer<UInt16> {
        UnsafeBufferPointer(
            start: pointer?.assumingMemoryBound(to: UInt16.self), count: Int(length))
    }
}

private func copyBytes(
    _ bytes: UnsafeRawBufferPointer, arena: UnsafeRawPointer?, alignment: Int
) -> UnsafeRawPointer? {
    guard let arena else { return nil }
    return UnsafeRawPointer(
        clh_arena_copy(OpaquePointer(arena), bytes.baseAddress, bytes.count, alignment))
}
