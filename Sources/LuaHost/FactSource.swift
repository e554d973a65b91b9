import CLuaHost

/// Where the facts of an evaluation come from.
public protocol FactSource: AnyObject {
    /// Fills a slot with one fact of a record.
    ///
    /// Called once for each fact that a script reads, on the thread of the evaluation. It must
    /// not use the ``LuaState`` that asks.
    /// - Parameters:
    ///   - type: The record's type, as an index in ``Layout/types``.
    ///   - field: The fact, as an index in ``RecordType/fields``.
    ///   - record: The address that a record slot or an argument gave.
    ///   - slot: Takes the fact: `slot = .quantity(.money, 500)`, or `slot.setText(name)`.
    /// - Throws: Anything; it stops the evaluation and becomes ``LuaError/cause``.
    func slot(
        type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot
    ) throws
}

/// A calendar of business days.
public protocol BusinessCalendar: AnyObject {
    /// Returns the date `count` business days after a date (before it when negative), or nil when
    /// the calendar does not reach that far.
    func adding(businessDays count: Int, to date: Int32) -> Int32?
}

/// A fact to be taken as something else than it is, to ask "what if".
public struct FactOverride {
    /// The record's type.
    public var type: Int
    /// The record's address.
    public var record: UnsafeRawPointer
    /// The fact.
    public var field: Int
    /// What it is to be.
    public var slot: Slot

    /// Creates an override.
    public init(type: Int, record: UnsafeRawPointer, field: Int, slot: Slot) {
        self.type = type
        self.record = record
        self.field = field
        self.slot = slot
    }
}

/// What one evaluation looks at.
public struct Evaluation {
    /// The date that the verbs ask about, in days since 1970-01-01.
    public var today: Int32
    /// Where facts come from.
    public var source: any FactSource
    /// The calendar of business days, if there is one.
    public var calendar: (any BusinessCalendar)?
    /// Whether comparisons are recorded.
    public var trace: Bool
    /// Facts to be taken as something else.
    public var overrides: [FactOverride]
    /// What the probes of instrumented sources record.
    package var probes: ProbeModes = []

    /// Creates an evaluation.
    public init(
        today: Int32, source: any FactSource, calendar: (any BusinessCalendar)? = nil,
        trace: Bool = false, overrides: [FactOverride] = []
    ) {
        self.today = today
        self.source = source
        self.calendar = calendar
        self.trace = trace
        self.overrides = overrides
    }
}

/// What the callbacks need; its address is the context that C hands back.
final class EvaluationContext {
    /// Keeps everything below alive between `begin` and `end`.
    var evaluation: Evaluation?
    // SAFETY: `evaluation` holds the source for as long as this is set; a fact is read a hundred
    // times as often as an evaluation begins, and need not count references each time.
    unowned(unsafe) var source: (any FactSource)?
    var failure: (any Error)?
    /// Overridden facts, looked at only when there are any.
    var hasOverrides = false
}

// Callbacks are globals of a nonisolated file: a closure made in an isolated context would trap on
// any other thread. They return a status and never raise; C raises when their frames are gone.

func readFact(
    _ context: UnsafeMutableRawPointer?, _ type: Int32, _ field: Int32,
    _ record: UnsafeRawPointer?, _ out: UnsafeMutablePointer<clh_slot>?
) -> Int32 {
    guard let context, let record, let out else { return 1 }
    return Unmanaged<EvaluationContext>.fromOpaque(context)._withUnsafeGuaranteedRef { box in
        guard let source = box.source else { return 1 }
        // SAFETY: `Slot` has the layout of `clh_slot`, which `LuaState.init` checks.
        return out.withMemoryRebound(to: Slot.self, capacity: 1) { slot in
            if box.hasOverrides, let overrides = box.evaluation?.overrides {
                for override in overrides
                where override.field == Int(field) && override.record == record
                    && override.type == Int(type)
                {
                    slot.pointee = override.slot
                    return 0
                }
            }
            do {
                try source.slot(
                    type: Int(type), field: Int(field), of: record, into: &slot.pointee)
                return 0
            } catch {
                box.failure = error
                return 1
            }
        }
    }
}

func addBusinessDays(
    _ context: UnsafeMutableRawPointer?, _ date: Int32, _ count: Int64,
    _ out: UnsafeMutablePointer<Int32>?
) -> Int32 {
    guard let context, let out else { return 1 }
    let box = Unmanaged<EvaluationContext>.fromOpaque(context).takeUnretainedValue()
    guard let calendar = box.evaluation?.calendar,
        let moved = calendar.adding(businessDays: Int(count), to: date)
    else { return 1 }
    out.pointee = moved
    return 0
}
