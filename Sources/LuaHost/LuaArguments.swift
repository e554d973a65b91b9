import CLuaHost

/// Values to call functions with, shared by all calls of one batch.
///
/// Build it once and change only what differs from case to case:
/// `arguments.setRecord(0, type: 0, pointer)`.
public struct LuaArguments {
    var slots: [Slot] = []
    var nodes: [clh_node] = []
    var bytes: [CChar] = []

    /// Creates an empty list.
    public init() {}

    /// Creates a list of values.
    public init(_ values: [LuaValue]) {
        for value in values { append(value) }
    }

    /// The number of values.
    public var count: Int { slots.count }

    /// Adds a value at the end and returns its index.
    @discardableResult
    public mutating func append(_ value: LuaValue) -> Int {
        switch value {
        case .absent: slots.append(.absent)
        case .bool(let flag): slots.append(.bool(flag))
        case .integer(let number): slots.append(.integer(number))
        case .quantity(let unit, let number): slots.append(.quantity(unit, number))
        case .record(let type, let pointer): slots.append(.record(type, pointer))
        case .symbol(let id): slots.append(.symbol(id))
        case .text, .list, .map, .function:
            slots.append(Slot(tag: UInt8(CLH_TREE), bits: Int64(nodes.count)))
            write(value)
        }
        return slots.count - 1
    }

    /// Adds records, numbers and absent values of another list; text and tables stay behind.
    package mutating func append(_ other: LuaArguments, _ range: Range<Int>) {
        for slot in other.slots[range] {
            slots.append(slot.tag == UInt8(CLH_TREE) ? .absent : slot)
        }
    }

    /// Replaces a value by a record.
    @inlinable
    public mutating func setRecord(_ index: Int, type: Int, _ record: UnsafeRawPointer) {
        set(index, .record(type, record))
    }

    /// Replaces a value by an absent one.
    public mutating func setAbsent(_ index: Int) { slots[index] = .absent }

    @usableFromInline
    mutating func set(_ index: Int, _ slot: Slot) { slots[index] = slot }

    private mutating func write(_ value: LuaValue) {
        var node = clh_node()
        switch value {
        case .absent, .function, .symbol: node.tag = UInt8(CLH_ABSENT)
        case .bool(let flag):
            node.tag = UInt8(CLH_BOOL)
            node.as.integer = flag ? 1 : 0
        case .integer(let number):
            node.tag = UInt8(CLH_INTEGER)
            node.as.integer = number
        case .text(let text):
            node.tag = UInt8(CLH_TEXT)
            node.as.integer = Int64(bytes.count)
            bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
            node.count = UInt32(bytes.count) - UInt32(node.as.integer)
        case .quantity(let unit, let number):
            node.tag = UInt8(CLH_QUANTITY)
            node.unit = unit.rawValue
            node.as.integer = number
        case .record(let type, let pointer):
            node.tag = UInt8(CLH_RECORD)
            node.type = UInt16(type)
            node.as.pointer = pointer
        case .list(let elements):
            node.tag = UInt8(CLH_LIST)
            node.count = UInt32(elements.count)
            nodes.append(node)
            for element in elements { write(element) }
            return
        case .map(let entries):
            node.tag = UInt8(CLH_MAP)
            node.count = UInt32(entries.count)
            nodes.append(node)
            for entry in entries {
                write(.text(entry.key))
                write(entry.value)
            }
            return
        }
        nodes.append(node)
    }

    /// Calls `body` with the list as the C side takes it.
    @inline(__always)
    func withC<Result>(_ body: (UnsafePointer<clh_arguments>) -> Result) -> Result {
        slots.withUnsafeBytes { rawSlots in
            nodes.withUnsafeBufferPointer { nodes in
                bytes.withUnsafeBufferPointer { bytes in
                    var arguments = clh_arguments(
                        slots: rawSlots.baseAddress?.assumingMemoryBound(to: clh_slot.self),
                        nodes: nodes.baseAddress, bytes: bytes.baseAddress,
                        count: UInt32(slots.count), node_count: UInt32(nodes.count),
                        byte_count: UInt32(bytes.count))
                    return body(&arguments)
                }
            }
        }
    }
}

/// Records to call functions with, at a place in memory that stays: nothing is copied or counted
/// when a batch is asked.
package struct PinnedArguments: ~Copyable {
    private let slots: UnsafeMutableBufferPointer<Slot>

    /// Makes so many absent values.
    package init(count: Int) {
        slots = .allocate(capacity: count)
        slots.initialize(repeating: .absent)
    }

    deinit { slots.deallocate() }

    /// The number of values.
    package var count: Int { slots.count }

    /// Replaces a value by a record.
    package func setRecord(_ index: Int, type: Int, _ record: UnsafeRawPointer) {
        slots[index] = .record(type, record)
    }

    /// Replaces a value by an absent one.
    package func setAbsent(_ index: Int) { slots[index] = .absent }

    /// A copy of the values.
    package var list: LuaArguments {
        var list = LuaArguments()
        list.slots = Array(slots)
        return list
    }

    /// Calls `body` with the values as the C side takes them.
    @inline(__always)
    borrowing func withC<Result>(_ body: (UnsafePointer<clh_arguments>) -> Result) -> Result {
        var arguments = clh_arguments(
            slots: UnsafeRawPointer(slots.baseAddress)?.assumingMemoryBound(to: clh_slot.self),
            nodes: nil, bytes: nil, count: UInt32(slots.count), node_count: 0, byte_count: 0)
        return body(&arguments)
    }
}

/// One call of a batch.
@frozen
public struct LuaCall: Sendable {
    /// When the rest of a batch is not asked any more.
    public enum Stop: UInt8, Sendable {
        /// Never: every call is made.
        case never = 0
        /// When this call answers true.
        case ifTrue = 1
        /// When this call answers false.
        case ifFalse = 2
        /// When this call answers true, after the next call that is ``ifGathered``.
        case gather = 4
        /// When this call answers true, or one of those before it that ``gather`` did.
        case ifGathered = 12
        /// Never, but the next call is left out when this one answers false.
        case skipIfFalse = 16
    }

    // INVARIANT: same layout as `clh_call`.
    @usableFromInline var function: Int32
    @usableFromInline var firstArgument: UInt16
    @usableFromInline var arguments: UInt16
    @usableFromInline var stop: UInt8
    @usableFromInline var reserved: (UInt8, UInt8, UInt8) = (0, 0, 0)

    /// A call of a function with a range of the batch's arguments.
    public init(_ function: LuaFunction, arguments: Range<Int>, stop: Stop = .never) {
        self.function = function.id
        self.firstArgument = UInt16(arguments.lowerBound)
        self.arguments = UInt16(arguments.count)
        self.stop = stop.rawValue
    }
}
