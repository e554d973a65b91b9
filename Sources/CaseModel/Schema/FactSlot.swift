/// The unit of a number that scripts may not confuse with another.
public enum FactUnit: UInt8, Sendable, CaseIterable {
    /// Whole cents.
    case money
    /// Days since 1970-01-01.
    case date
    /// Calendar days.
    case days
    /// Days on which the agency is open.
    case businessDays
    /// Civil months.
    case months
    /// A number of things.
    case count
    /// Hundredths of a percent: 10,000 is all.
    case share
}

/// One fact as a script receives it: a few bytes without references, copied freely.
///
/// A slot that holds an address points into the record it was read from. The address is good for as
/// long as that record is neither changed nor freed, which is the span of one decision.
public struct FactSlot: Sendable, Equatable {
    /// What kind of fact a slot holds.
    public enum Tag: UInt8, Sendable {
        case absent
        case bool
        case integer
        case text
        case symbol
        case symbols
        case quantity
        case record
        case list
    }

    /// What kind of fact this is.
    public var tag: Tag
    /// The unit, if the fact is a quantity.
    public var unit: FactUnit
    /// The record type of a record or list, the symbol type of a list of symbols; otherwise zero.
    public var type: UInt16
    /// The number of elements of a list.
    public var count: UInt32
    /// The distance of two elements of a list in bytes.
    public var stride: UInt32
    /// The number, the symbol's id, 0 or 1 for a yes/no fact, or the address as an integer.
    public var value: Int64

    /// Makes a slot from its parts.
    public init(
        tag: Tag, unit: FactUnit = .money, type: UInt16 = 0, count: UInt32 = 0, stride: UInt32 = 0,
        value: Int64 = 0
    ) {
        self.tag = tag
        self.unit = unit
        self.type = type
        self.count = count
        self.stride = stride
        self.value = value
    }

    /// The slot of a fact that is not recorded.
    public static let absent = FactSlot(tag: .absent)

    /// Makes a yes/no fact.
    public static func bool(_ value: Bool) -> FactSlot {
        FactSlot(tag: .bool, value: value ? 1 : 0)
    }

    /// Makes a number without a unit.
    public static func integer(_ value: Int64) -> FactSlot { FactSlot(tag: .integer, value: value) }

    /// Makes a number with a unit.
    public static func quantity(_ unit: FactUnit, _ value: Int64) -> FactSlot {
        FactSlot(tag: .quantity, unit: unit, value: value)
    }

    /// The record, text or first element that the slot points to.
    public var address: UnsafeRawPointer? {
        switch tag {
        case .text, .symbols, .record, .list: UnsafeRawPointer(bitPattern: Int(value))
        case .absent, .bool, .integer, .symbol, .quantity: nil
        }
    }

    /// The text of a text slot; nil for any other slot.
    public var text: String? {
        guard tag == .text, let address else { return nil }
        // SAFETY: a text slot is only made from the address of a `String` inside a live record.
        return address.assumingMemoryBound(to: String.self).pointee
    }

    /// Calls `body` with the UTF-8 bytes of a text slot, without copying a long text.
    ///
    /// - Returns: What `body` returns, or nil if the slot holds no text.
    public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard var text else { return nil }
        return text.withUTF8(body)
    }
}
