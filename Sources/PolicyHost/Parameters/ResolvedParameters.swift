import CaseModel
import LuaHost

/// A site's parameters as they stand on one day.
final class ResolvedParameters: Sendable {
    /// The value in force of each parameter, in the order of the declarations.
    let values: [DatedValue?]
    /// What else is the same for every case of the day.
    let remedies: RemediesNotBegun
    private let slots: [Prepared]
    private let symbols: [[UInt16]]
    /// Addresses that stand for the root record and for each group; they are only told apart,
    /// never followed.
    private let base: Int

    /// A slot in a form that may be shared between threads.
    private enum Prepared: Sendable {
        case absent
        case bool(Bool)
        case quantity(LuaHost.Unit, Int64)
        case symbol(Int)
        case symbols(Int)
    }

    init(_ parameters: [Parameter], on day: Day, schema: ScriptSchema) {
        values = parameters.map { $0.value(on: day) }
        remedies = RemediesNotBegun(on: day)
        var slots: [Prepared] = []
        var symbols: [[UInt16]] = []
        for value in values {
            switch value?.value {
            case nil, .ended?: slots.append(.absent)
            case .yesNo(let yes)?: slots.append(.bool(yes))
            case .text(let word)?: slots.append(.symbol(schema.symbol(word)))
            case .list(let words)?:
                slots.append(.symbols(symbols.count))
                symbols.append(words.map { UInt16(schema.symbol($0)) })
            case .amount(let unit, let amount)?:
                slots.append(.quantity(Self.unit(unit), amount))
            }
        }
        self.slots = slots
        self.symbols = symbols
        base = Int(
            bitPattern: UnsafeMutableRawPointer.allocate(
                byteCount: schema.groups.count + 1, alignment: 1))
    }

    deinit {
        UnsafeMutableRawPointer(bitPattern: base)?.deallocate()
    }

    /// The record that holds the groups.
    var root: UnsafeRawPointer { address(0) }

    /// The record of a group.
    func group(_ index: Int) -> UnsafeRawPointer { address(index + 1) }

    private func address(_ offset: Int) -> UnsafeRawPointer {
        // SAFETY: `base` is a live allocation of one byte for each record, freed in `deinit`.
        UnsafeRawPointer(bitPattern: base + offset).unsafelyUnwrapped
    }

    /// Fills a slot with the value of a parameter.
    func fill(_ parameter: Int, into slot: inout Slot) {
        switch slots[parameter] {
        case .absent: slot = .absent
        case .bool(let yes): slot = .bool(yes)
        case .quantity(let unit, let value): slot = .quantity(unit, value)
        case .symbol(let id): slot = .symbol(id)
        case .symbols(let index): slot.setSymbols(symbols[index])
        }
    }

    private static func unit(_ unit: ParameterUnit) -> LuaHost.Unit {
        switch unit {
        case .money: .money
        case .days: .days
        case .businessDays: .businessDays
        case .months: .months
        case .share: .share
        default: .count
        }
    }
}
