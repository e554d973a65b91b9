import CaseModel
import LuaHost

/// Hands the facts of one matter and the site's parameters to scripts.
///
/// Facts are read where they lie in the case's own structs; nothing is copied but text.
final class FactWindow: FactSource, BusinessCalendar {
    private let schema: ScriptSchema
    private let parameters: ResolvedParameters
    private let calendar: SiteCalendar
    /// A case that does not lie in memory.
    private let recorded: RecordedFacts?
    private let matter: UnsafePointer<Matter>?

    init(
        schema: ScriptSchema, parameters: ResolvedParameters, calendar: SiteCalendar,
        matter: UnsafePointer<Matter>? = nil, recorded: RecordedFacts? = nil
    ) {
        self.recorded = recorded
        self.matter = matter
        self.schema = schema
        self.parameters = parameters
        self.calendar = calendar
    }

    func slot(type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot) throws {
        if type < schema.parameterRoot, let recorded {
            try recorded.read(type: type, field: field, of: record, into: &slot)
        } else if type < schema.parameterRoot {
            var fact = FactSlot.absent
            ScriptSchema.cases.slot(type: type, field: field, of: record, into: &fact)
            Self.convert(fact, into: &slot)
            if fact.tag == .quantity, let matter, Drift.isDrifting(type, field, in: matter) {
                slot.drift = 1
            }
        } else if type == schema.parameterRoot {
            slot = .record(schema.parameterRoot + 1 + field, parameters.group(field))
        } else {
            let group = schema.groups[type - schema.parameterRoot - 1]
            parameters.fill(group.members[field], into: &slot)
        }
    }

    @inline(__always)
    static func convert(_ fact: FactSlot, into slot: inout Slot) {
        switch fact.tag {
        case .absent: slot = .absent
        case .bool: slot = .bool(fact.value != 0)
        case .integer: slot = .integer(fact.value)
        case .symbol: slot = .symbol(Int(fact.value))
        case .quantity: slot = .quantity(fact.unit.unit, fact.value)
        case .record:
            if let address = fact.address {
                slot = .record(Int(fact.type), address)
            } else {
                slot = .absent
            }
        case .list:
            slot = .list(
                Int(fact.type), base: fact.address, count: Int(fact.count), stride: Int(fact.stride)
            )
        case .text: slot.setText(fact.text ?? "")
        case .symbols:
            let ids = ScriptSchema.cases.symbolTypes[Int(fact.type)].ids
            let raw = UnsafeBufferPointer(
                start: fact.address?.assumingMemoryBound(to: UInt8.self), count: Int(fact.count))
            slot.setSymbols(raw.map { UInt16(ids[Int($0)]) })
        }
    }

    func adding(businessDays count: Int, to date: Int32) -> Int32? {
        try? calendar.businessDays(after: Day(epochDay: date), count: count).epochDay
    }
}
