import LuaHost
import Testing

/// What a test record holds.
indirect enum Held: Sendable {
    case nothing, bool(Bool), integer(Int64), text(String), symbol(String), symbols([String])
    case quantity(Unit, Int64)
    case record(Row), list([Row])
    case failure
}

/// One record of a test: its facts by name.
struct Row: Sendable {
    var type: String
    var facts: [String: Held]

    init(_ type: String, _ facts: [String: Held]) {
        self.type = type
        self.facts = facts
    }
}

struct SourceFailure: Error, Equatable {}

/// A fact source over test records, whose addresses are made up once, at init.
final class Facts: FactSource {
    let layout: Layout
    private(set) var root: UnsafeRawPointer
    private var rows: [UnsafeRawPointer: Row] = [:]
    private var lists: [UnsafeRawPointer: [String: UnsafeRawPointer]] = [:]
    private var storage: [UnsafeMutableRawPointer] = []
    var asked = 0

    init(_ row: Row, layout: Layout = .sample) {
        self.layout = layout
        root = UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
        root = place([row])
    }

    deinit { for block in storage { block.deallocate() } }

    private func place(_ placed: [Row]) -> UnsafeRawPointer {
        let block = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, placed.count) * 16, alignment: 16)
        storage.append(block)
        for (index, row) in placed.enumerated() {
            let address = UnsafeRawPointer(block + index * 16)
            rows[address] = row
            for (name, held) in row.facts {
                switch held {
                case .record(let child): lists[address, default: [:]][name] = place([child])
                case .list(let children): lists[address, default: [:]][name] = place(children)
                default: break
                }
            }
        }
        return UnsafeRawPointer(block)
    }

    func slot(
        type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot
    ) throws {
        asked += 1
        let declared = layout.types[type].fields[field]
        guard let row = rows[record] else { throw SourceFailure() }
        switch row.facts[declared.name] ?? .nothing {
        case .nothing: slot = .absent
        case .bool(let value): slot = .bool(value)
        case .integer(let value): slot = .integer(value)
        case .text(let value): slot.setText(value)
        case .symbol(let name): slot = .symbol(number(name))
        case .symbols(let names): slot.setSymbols(names.map { UInt16(number($0)) })
        case .quantity(let unit, let value): slot = .quantity(unit, value)
        case .failure: throw SourceFailure()
        case .record, .list:
            let base = lists[record]?[declared.name]
            switch (declared.kind, row.facts[declared.name]) {
            case (.record(let target), _): slot = base.map { .record(target, $0) } ?? .absent
            case (.list(let target), .list(let children)):
                slot = .list(target, base: base, count: children.count, stride: 16)
            default: throw SourceFailure()
            }
        }
    }

    private func number(_ name: String) -> Int { layout.symbols.firstIndex(of: name) ?? 0 }
}

/// Business days that know weekends only; 1970-01-01 was a Thursday.
final class Weekdays: BusinessCalendar {
    func adding(businessDays count: Int, to date: Int32) -> Int32? {
        guard abs(count) < 1000 else { return nil }
        var date = Int(date)
        var left = abs(count)
        while left > 0 {
            date += count < 0 ? -1 : 1
            let weekday = ((date + 3) % 7 + 7) % 7
            if weekday < 5 { left -= 1 }
        }
        return Int32(date)
    }
}

extension Layout {
    /// A small layout with every kind of fact.
    static let sample = Layout(
        types: [
            RecordType(
                name: "case",
                fields: [
                    FieldType("id", .text), FieldType("open", .bool),
                    FieldType("status", .symbol("status")),
                    FieldType("arrears", .quantity(.money)),
                    FieldType("monthly", .quantity(.money)),
                    FieldType("opened_on", .quantity(.date)),
                    FieldType("last_paid_on", .quantity(.date), optional: true),
                    FieldType("tries", .quantity(.count)),
                    FieldType("share", .quantity(.share)),
                    FieldType("hours", .integer, optional: true),
                    FieldType("barriers", .symbols("barrier")),
                    FieldType("parent", .record(1)), FieldType("contacts", .list(2)),
                    FieldType("secret", .text, withheld: "it does not decide anything"),
                    FieldType("span", .quantity(.days), optional: true),
                    FieldType("name", .text),
                    FieldType("other", .record(0), optional: true),
                ]),
            RecordType(
                name: "parent",
                fields: [
                    FieldType("employed", .bool),
                    FieldType("since", .quantity(.date), optional: true),
                    FieldType("children", .quantity(.count)),
                ]),
            RecordType(
                name: "contact",
                fields: [
                    FieldType("on", .quantity(.date)), FieldType("outcome", .symbol("outcome")),
                    FieldType("minutes", .integer, optional: true),
                ]),
        ],
        symbols: ["open", "closed", "spoke", "no_answer", "housing", "transport", "health"])
}

/// 2025-03-15.
let sampleDay: Int32 = 20162

let sampleRow = Row(
    "case",
    [
        "id": .text("C-1"), "open": .bool(true), "status": .symbol("open"),
        "arrears": .quantity(.money, 123_456), "monthly": .quantity(.money, 20_000),
        "opened_on": .quantity(.date, Int64(sampleDay) - 400), "tries": .quantity(.count, 3),
        "share": .quantity(.share, 2_500), "barriers": .symbols(["housing", "health"]),
        "parent": .record(
            Row("parent", ["employed": .bool(false), "children": .quantity(.count, 2)])),
        "contacts": .list([
            Row(
                "contact",
                ["on": .quantity(.date, Int64(sampleDay) - 10), "outcome": .symbol("spoke")]),
            Row(
                "contact",
                [
                    "on": .quantity(.date, Int64(sampleDay) - 50), "outcome": .symbol("no_answer"),
                    "minutes": .integer(4),
                ]),
            Row(
                "contact",
                ["on": .quantity(.date, Int64(sampleDay) - 200), "outcome": .symbol("spoke")]),
        ]),
        "name": .text("Zebulon Quartermain"), "secret": .text("Hidden"),
    ])

/// A state with one script whose value is a function of the case.
struct Rig {
    let state: LuaState
    let function: LuaFunction
    let facts: Facts

    init(_ source: String, row: Row = sampleRow, limits: LuaLimits = LuaLimits()) throws {
        state = try LuaState(layout: .sample, limits: limits)
        let value = try state.load(source: source, name: "policies/test.lua")
        guard case .function(let function) = value else {
            throw LuaError(.answer, "the test script returns a function")
        }
        self.function = function
        facts = Facts(row)
    }

    /// A state with the function `function(case) return <expression> end`.
    init(asking expression: String, row: Row = sampleRow) throws {
        try self.init("return function(case) return \(expression) end", row: row)
    }

    func evaluation(trace: Bool = false, overrides: [FactOverride] = []) -> Evaluation {
        Evaluation(
            today: sampleDay, source: facts, calendar: Weekdays(), trace: trace,
            overrides: overrides)
    }

    var arguments: LuaArguments { LuaArguments([.record(type: 0, facts.root)]) }

    func answer(trace: Bool = false, overrides: [FactOverride] = []) throws -> LuaValue {
        try state.begin(evaluation(trace: trace, overrides: overrides))
        defer { state.end() }
        return try state.call(function, arguments: arguments)
    }

    func condition() throws -> Bool {
        try state.begin(evaluation())
        defer { state.end() }
        return try state.conditions([LuaCall(function, arguments: 0..<1)], arguments: arguments)[0]
    }
}

/// The error of a piece of work that must fail.
func failure(_ work: () throws -> Void) throws -> LuaError {
    let error = #expect(throws: LuaError.self) { try work() }
    return try #require(error)
}
