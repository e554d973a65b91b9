// How scripts and the floor see the case of the benchmark: both through its declarations.
import CBenchFloor
import CaseModel
import LuaHost

/// Answers facts of the benchmark's records, the way the policy host answers those of case files.
final class BenchFacts: FactSource {
    /// The declarations.
    static let schema = CaseSchema(roots: [BenchCase.self])
    /// The number of the type at which a script starts.
    static let root = schema.index(of: BenchCase.self) ?? 0

    private let schema = BenchFacts.schema
    /// Whether money and days carry their units; scripts see plain numbers otherwise.
    private let units: Bool

    init(units: Bool) { self.units = units }

    func slot(type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot) {
        var fact = FactSlot.absent
        schema.slot(type: type, field: field, of: record, into: &fact)
        switch fact.tag {
        case .bool: slot = .bool(fact.value != 0)
        case .integer: slot = .integer(fact.value)
        case .symbol: slot = .symbol(Int(fact.value))
        case .quantity:
            slot = units ? .quantity(fact.unit.hostUnit, fact.value) : .integer(fact.value)
        case .text: slot.setText(fact.text ?? "")
        case .record:
            slot = fact.address.map { .record(Int(fact.type), $0) } ?? .absent
        case .list:
            slot = .list(
                Int(fact.type), base: fact.address, count: Int(fact.count), stride: Int(fact.stride)
            )
        case .absent, .symbols: slot = .absent
        }
    }

    /// What the host must know of the records.
    static func layout(units: Bool) -> Layout {
        Layout(
            types: schema.records.map { record in
                RecordType(
                    name: record.schema.name,
                    fields: record.fields.map { field in
                        FieldType(field.declaration.name, kind(of: field, units: units))
                    })
            }, symbols: schema.symbols)
    }

    private static func kind(of field: CaseSchema.Field, units: Bool) -> LuaHost.FieldKind {
        switch field.kind {
        case .bool: .bool
        case .integer: .integer
        case .text: .text
        case .quantity(let unit): units ? .quantity(unit.hostUnit) : .integer
        case .symbol(let type): .symbol(schema.symbolTypes[type].name)
        case .symbols(let type): .symbols(schema.symbolTypes[type].name)
        case .record(let type): .record(type)
        case .list(let type): .list(type)
        }
    }

    /// Builds the plain Lua table of a record on the floor.
    static func write(_ type: Int, _ record: UnsafeRawPointer, to floor: OpaquePointer) {
        for (index, field) in schema.records[type].fields.enumerated() {
            let name = field.declaration.name
            var fact = FactSlot.absent
            schema.slot(type: type, field: index, of: record, into: &fact)
            switch fact.tag {
            case .bool: bench_floor_bool(floor, name, fact.value != 0 ? 1 : 0)
            case .integer, .quantity: bench_floor_integer(floor, name, fact.value)
            case .symbol:
                let word = schema.symbols[Int(fact.value)]
                bench_floor_text(floor, name, word, word.utf8.count)
            case .text:
                let text = fact.text ?? ""
                bench_floor_text(floor, name, text, text.utf8.count)
            case .record, .list:
                guard let address = fact.address else { continue }
                bench_floor_begin(floor)
                if fact.tag == .record {
                    write(Int(fact.type), address, to: floor)
                } else {
                    for place in 0..<Int(fact.count) {
                        bench_floor_begin(floor)
                        write(Int(fact.type), address + place * Int(fact.stride), to: floor)
                        bench_floor_end(floor, nil)
                    }
                }
                bench_floor_end(floor, name)
            case .absent, .symbols: break
            }
        }
    }
}

extension FactUnit {
    /// The same unit in the words of the Lua host.
    fileprivate var hostUnit: Unit {
        switch self {
        case .money: .money
        case .date: .date
        case .days: .days
        case .businessDays: .businessDays
        case .months: .months
        case .count: .count
        case .share: .share
        }
    }
}
