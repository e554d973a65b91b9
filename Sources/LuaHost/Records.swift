import CLuaHost

/// A fact that a script read.
public struct FactRead {
    /// The record's type, as an index in ``Layout/types``.
    public var type: Int
    /// The fact, as an index in ``RecordType/fields``.
    public var field: Int
    /// The record's address.
    public var record: UnsafeRawPointer
    /// What was read.
    ///
    /// Its pointers are valid while the evaluation's source is, and copied texts
    /// until the next evaluation begins.
    public var slot: Slot

    /// Creates a read.
    public init(type: Int, field: Int, record: UnsafeRawPointer, slot: Slot) {
        self.type = type
        self.field = field
        self.record = record
        self.slot = slot
    }
}

/// A comparison that a script made between values with a unit.
public struct Comparison {
    /// What was asked.
    public enum Operator: UInt8, Sendable {
        /// `left < right`; `a > b` is `b < a`.
        case less = 0
        /// `left <= right`; `a >= b` is `b <= a`.
        case lessOrEqual = 1
        /// `left == right`.
        case equal = 2
        /// `within(left, right)`: 0 <= today - left <= right.
        case within = 3
        /// `older_than(left, right)`: today - left > right.
        case olderThan = 4
        /// `at_least_ago(left, right)`: today - left >= right.
        case atLeastAgo = 5
        /// `passed(left)`: left <= today, which is on the right.
        case passed = 6
        /// `upcoming(left)`: left > today, which is on the right.
        case upcoming = 7
    }

    /// Where a value came from.
    public enum Origin: Equatable {
        /// Written in the script, or passed to it as an argument.
        case constant
        /// Read as it is.
        case fact(type: Int, record: UnsafeRawPointer, field: Int)
        /// Computed; the fact is the first one that went into it.
        case computed(type: Int, record: UnsafeRawPointer, field: Int)
    }

    /// One side.
    public struct Operand: Equatable {
        /// The unit.
        public var unit: Unit
        /// The value in the unit's own terms.
        public var value: Int64
        /// Where it came from.
        public var origin: Origin

        /// Creates an operand.
        public init(unit: Unit, value: Int64, origin: Origin) {
            self.unit = unit
            self.value = value
            self.origin = origin
        }
    }

    /// The index of the call in its batch.
    public var call: Int
    /// What was asked.
    public var comparison: Operator
    /// The left side.
    public var left: Operand
    /// The right side.
    public var right: Operand
    /// The answer.
    public var result: Bool

    /// Creates a comparison.
    public init(call: Int, comparison: Operator, left: Operand, right: Operand, result: Bool) {
        self.call = call
        self.comparison = comparison
        self.left = left
        self.right = right
        self.result = result
    }
}

extension LuaState {
    /// The facts read in this evaluation, or in the last one when it has ended: each once.
    public func reads() -> [FactRead] {
        var reads: [FactRead] = []
        forEachRead { reads.append($0) }
        return reads
    }

    /// Calls `body` with each fact read in this or the last evaluation.
    public func forEachRead(_ body: (FactRead) -> Void) {
        var cursor: UInt64 = 0
        var read = clh_read()
        while clh_next_read(host, &cursor, &read) != 0 {
            guard let record = read.record, let slot = read.slot else { continue }
            // SAFETY: `Slot` has the layout of `clh_slot`, which `init` checks.
            let value = UnsafeRawPointer(slot).load(as: Slot.self)
            body(
                FactRead(
                    type: Int(read.type), field: Int(read.field), record: record, slot: value))
        }
    }

    /// The last day through which all that this or the last evaluation found out by asking about today
    /// stays as it is while nothing is entered, in days since 1970-01-01; nil if it never asked.
    public var holdsThrough: Int32? {
        let day = clh_holds_through_day(host)
        return day == .max ? nil : day
    }

    /// The comparisons of this or the last evaluation, if it asked for a trace.
    ///
    /// At most 4,096 are kept; ``droppedComparisons`` says how many more there were.
    public func comparisons() -> [Comparison] {
        var count: UInt32 = 0
        var dropped: UInt32 = 0
        guard let first = clh_comparisons(host, &count, &dropped) else { return [] }
        return UnsafeBufferPointer(start: first, count: Int(count)).compactMap(Comparison.init)
    }

    /// The number of comparisons that were not kept.
    public var droppedComparisons: Int {
        var count: UInt32 = 0
        var dropped: UInt32 = 0
        _ = clh_comparisons(host, &count, &dropped)
        return Int(dropped)
    }
}

extension Comparison {
    fileprivate init?(_ noted: clh_comparison) {
        guard let comparison = Operator(rawValue: noted.op), let left = Operand(noted.left),
            let right = Operand(noted.right)
        else { return nil }
        self.init(
            call: Int(noted.call), comparison: comparison, left: left, right: right,
            result: noted.result != 0)
    }
}

extension Comparison.Operand {
    fileprivate init?(_ operand: clh_operand) {
        guard let unit = Unit(rawValue: operand.unit) else { return nil }
        var origin = Comparison.Origin.constant
        if let record = operand.record {
            let type = Int(operand.type)
            let field = Int(operand.field)
            origin =
                Int(operand.origin) == CLH_FACT
                ? .fact(type: type, record: record, field: field)
                : .computed(type: type, record: record, field: field)
        }
        self.init(unit: unit, value: operand.value, origin: origin)
    }
}
