import CaseModel
import LuaHost

extension LuaValue {
    /// The text, or nil.
    var string: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    /// The plain whole number, or nil.
    var number: Int64? {
        if case .integer(let number) = self { return number }
        return nil
    }

    /// The number with its unit, or nil.
    var measure: (unit: Unit, value: Int64)? {
        if case .quantity(let unit, let value) = self { return (unit, value) }
        return nil
    }

    /// The elements of a list, or nil.
    var items: [LuaValue]? {
        if case .list(let items) = self { return items }
        return nil
    }

    /// The named entries of a table; none for an empty one; nil if it is no table.
    var pairs: [(String, LuaValue)]? {
        switch self {
        case .map(let entries): entries.map { ($0.key, $0.value) }
        case .list(let items) where items.isEmpty: []
        default: nil
        }
    }

    /// The named entries of a table; none for anything else.
    var entries: [Entry] {
        if case .map(let entries) = self { return entries }
        return []
    }

    /// The function, or nil.
    var callable: LuaFunction? {
        if case .function(let function) = self { return function }
        return nil
    }

    /// The value in its canonical spelling; nil for what has none.
    var spelling: String? {
        switch self {
        case .text(let text): text
        case .bool(let yes): yes ? "yes" : "no"
        case .integer(let number): "\(number)"
        case .quantity(let unit, let number): FactText.spell(number, unit.factUnit)
        case .list(let items): items.compactMap(\.spelling).joined(separator: ", ")
        default: nil
        }
    }
}

extension Unit {
    /// The same unit in the case schema's terms.
    var factUnit: FactUnit {
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

extension FactUnit {
    /// The same unit in the Lua host's terms.
    var unit: Unit {
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
