import CLuaHost

/// What the probes of instrumented sources record in an evaluation.
package struct ProbeModes: OptionSet, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// How often each probe was true and false, in the state's ``ProbeCounters``.
    package static let count = ProbeModes(rawValue: Int32(CLH_PROBE_COUNT))
    /// Each value, in the ``ProbeLog``.
    package static let log = ProbeModes(rawValue: Int32(CLH_PROBE_LOG))
}

/// How often each probe was true and false, over any number of states and threads.
///
/// Unchecked, because the compiler cannot see that the C side reads and writes the counters
/// atomically, and that nothing else does.
package final class ProbeCounters: @unchecked Sendable {
    let counts: UnsafeMutablePointer<clh_probe_count>
    /// The number of probes.
    package let count: Int

    /// Creates counters for the probes 0 to `count - 1`, all at zero.
    package init(count: Int) {
        self.count = count
        counts = .allocate(capacity: max(1, count))
        counts.initialize(repeating: clh_probe_count(), count: max(1, count))
    }

    deinit { counts.deallocate() }

    /// How often a probe was true, or passed.
    package func truthy(_ probe: Int) -> Int { Int(clh_probe_count_read(&counts[probe].truthy)) }

    /// How often a probe was false or absent.
    package func falsy(_ probe: Int) -> Int { Int(clh_probe_count_read(&counts[probe].falsy)) }

    /// Sets every counter to zero.
    package func reset() { clh_probe_count_clear(counts, UInt32(count)) }
}

/// The values that the probes of one evaluation saw, parts before the whole.
package struct ProbeLog: Sendable {
    fileprivate var events: [clh_probe_event] = []
    fileprivate var bytes: [UInt8] = []
    /// How many events were not kept, because the evaluation had too many.
    package var dropped = 0

    package init() {}

    /// The number of events.
    package var count: Int { events.count }

    /// The index of the call in its batch that an event belongs to.
    package func call(at index: Int) -> Int { Int(events[index].call) }

    /// One event.
    package subscript(index: Int) -> ProbeEvent { ProbeEvent(events[index], in: bytes) }
}

/// What one probe saw once.
package struct ProbeEvent {
    /// The probe's number.
    package var probe: Int
    /// The index of the call in its batch.
    package var call: Int
    /// The function call under way: the same for its events, other calls under way differ.
    package var frame: Int
    /// Whether a function or branch was entered, or a tail call follows: there is no value.
    package var isEntry: Bool
    /// Whether the function was entered by a tail call.
    package var isTailCall: Bool
    /// Whether the value counts as true.
    package var isTruthy: Bool
    /// The value.
    package var value: Value
    /// The fact that the value is or that went into it first, as far as the host knows.
    package var fact: (type: Int, record: UnsafeRawPointer, field: Int)?
    /// Whether the value was computed from the fact.
    package var isComputed: Bool

    /// A value of a script, with no more of a list or record than that it is one.
    package enum Value: Equatable {
        case absent
        case bool(Bool)
        case integer(Int64)
        case text(String)
        case quantity(Unit, Int64)
        case record(type: Int)
        case list(count: Int)
        case function
    }

    fileprivate init(_ event: clh_probe_event, in bytes: [UInt8]) {
        probe = Int(event.probe)
        call = Int(event.call)
        frame = Int(bitPattern: event.frame)
        let flags = Int(event.flags)
        isEntry = flags & CLH_PROBE_ENTRY != 0
        isTailCall = flags & CLH_PROBE_TAIL != 0
        isTruthy = flags & CLH_PROBE_TRUTHY != 0
        isComputed = flags & CLH_PROBE_COMPUTED != 0
        switch Int(event.tag) {
        case CLH_BOOL: value = .bool(event.value != 0)
        case CLH_INTEGER: value = .integer(event.value)
        case CLH_TEXT:
            let start = Int(event.value)
            value = .text(
                String(decoding: bytes[start..<start + Int(event.count)], as: UTF8.self))
        case CLH_QUANTITY:
            value = Unit(rawValue: event.unit).map { .quantity($0, event.value) } ?? .absent
        case CLH_RECORD: value = .record(type: Int(event.type))
        case CLH_LIST: value = .list(count: Int(event.count))
        case CLH_FUNCTION: value = .function
        default: value = .absent
        }
        if let record = event.record, Int(event.tag) != CLH_RECORD {
            fact = (Int(event.type), record, Int(event.field))
        }
    }
}

// SAFETY: the addresses in an event are identities that nothing here follows.
extension clh_probe_event: @retroactive @unchecked Sendable {}

extension LuaState {
    /// Makes the probes of this state count in the given counters.
    package func count(in counters: ProbeCounters) {
        self.counters = counters
        clh_set_probe_counts(host, counters.counts, UInt32(counters.count))
    }

    /// The number of events logged so far in this evaluation.
    package var probeEventCount: Int {
        var (count, dropped): (UInt32, UInt32) = (0, 0)
        var bytes: UnsafePointer<CChar>?
        _ = clh_probe_events(host, &count, &dropped, &bytes)
        return Int(count)
    }

    /// A copy of what was logged in this or the last evaluation.
    package func probeLog() -> ProbeLog {
        var (count, dropped): (UInt32, UInt32) = (0, 0)
        var bytes: UnsafePointer<CChar>?
        let events = clh_probe_events(host, &count, &dropped, &bytes)
        var log = ProbeLog()
        log.dropped = Int(dropped)
        log.events = Array(UnsafeBufferPointer(start: events, count: Int(count)))
        let used = log.events.last { Int($0.tag) == CLH_TEXT }.map { Int($0.value) + Int($0.count) }
        log.bytes = UnsafeRawBufferPointer(start: bytes, count: used ?? 0).map { $0 }
        return log
    }
}
