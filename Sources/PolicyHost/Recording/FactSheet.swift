import CaseModel
import LuaHost

/// The facts that one evaluation read, as a tree of records.
///
/// Reused from decision to decision, so that its memory is taken once.
struct FactSheet {
    /// A record that was read from, and its fields in the order of their names.
    struct View {
        var type: Int
        var record: UnsafeRawPointer
        var fields: Range<Int>
    }
    private struct Place {
        var record: UnsafeRawPointer?
        var type = 0
        var view = 0
        var round = 0
    }

    private(set) var views: [View] = []
    /// Fields by their place in the alphabetical order of names, those of a view in this order.
    private var fields: [Int] = []
    /// Where each view is, by address and type: open addressing over a power of two.
    private var places = [Place](repeating: Place(), count: 256)
    private var round = 0
    /// The parameters that were read, by their place among the site's.
    private(set) var parameters: [Int] = []

    /// Begins a new sheet.
    mutating func forget() {
        views.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        parameters.removeAll(keepingCapacity: true)
        round += 1
    }

    /// Takes down what the state's last evaluation read.
    mutating func collect(_ state: LuaState, _ schema: ScriptSchema) {
        forget()
        state.forEachRead { note($0, schema) }
        // Half of the places stay free, or a search for a free one would not end.
        var needed = places.count
        while needed < views.count * 2 { needed *= 2 }
        if needed > places.count { places = Array(repeating: Place(), count: needed) }
        for index in views.indices {
            places[place(of: views[index].record, views[index].type)] = Place(
                record: views[index].record, type: views[index].type, view: index, round: round)
        }
    }

    private mutating func note(_ read: LuaHost.FactRead, _ schema: ScriptSchema) {
        guard read.type < schema.parameterRoot else {
            guard read.type > schema.parameterRoot else { return }
            parameters.append(
                schema.groups[read.type - schema.parameterRoot - 1].members[read.field])
            return
        }
        let rank = Self.order[read.type].ranks[read.field]
        var here = fields.count
        fields.append(rank)
        guard let last = views.last, last.record == read.record, last.type == read.type else {
            views.append(View(type: read.type, record: read.record, fields: here..<here + 1))
            return
        }
        views[views.count - 1].fields = last.fields.lowerBound..<here + 1
        while here > last.fields.lowerBound, fields[here - 1] > rank {
            fields[here] = fields[here - 1]
            here -= 1
        }
        fields[here] = rank
    }

    /// The number of facts that were read.
    var factCount: Int { fields.count }

    /// The index of the view of a record, if it was read from.
    func view(of record: UnsafeRawPointer?, _ type: Int) -> Int? {
        guard let record else { return nil }
        let found = places[place(of: record, type)]
        return found.round == round ? found.view : nil
    }

    /// Calls `body` with each field of a view that was read, in the order of their names.
    @inline(__always)
    func forEachField(of view: View, _ body: (_ field: Int) -> Void) {
        let order = Self.order[view.type]
        for place in view.fields { body(order.fields[fields[place]]) }
    }

    private func place(of record: UnsafeRawPointer, _ type: Int) -> Int {
        let mixed =
            ((UInt(bitPattern: record) >> 3) ^ (UInt(type) << 52)) &* 0x9E37_79B9_7F4A_7C15
        var place = Int(mixed >> 32) & (places.count - 1)
        while places[place].round == round,
            places[place].record != record || places[place].type != type
        {
            place = (place + 1) & (places.count - 1)
        }
        return place
    }

    /// The alphabetical order of a type's names.
    private final class Order: Sendable {
        /// The place of each field in the order.
        let ranks: [Int]
        /// The fields in the order.
        let fields: [Int]
        /// Their names as JSON, with the colon, in the order.
        let keys: [[UInt8]]

        init(_ record: CaseSchema.Record) {
            let names = record.fields.map(\.declaration.name)
            let fields = names.indices.sorted { names[$0] < names[$1] }
            var ranks = [Int](repeating: 0, count: fields.count)
            for (rank, field) in fields.enumerated() { ranks[field] = rank }
            self.ranks = ranks
            self.fields = fields
            keys = fields.map { field in
                var writer = CanonicalWriter()
                writer.text(names[field])
                writer.byte(UInt8(ascii: ":"))
                return writer.bytes
            }
        }
    }

    private static let order: [Order] = ScriptSchema.cases.records.map(Order.init)

    /// The names of the fields of each type.
    static let names: [[String]] = ScriptSchema.cases.records.map { record in
        record.fields.map(\.declaration.name)
    }
}

extension FactSheet {
    /// Writes a record with what was read of it; records that it leads to lie inside it.
    ///
    /// - Parameters:
    ///   - index: The view; nil writes a record of which nothing was read.
    ///   - writer: Takes the JSON.
    ///   - isWritten: Notes each view that was written.
    func write(_ index: Int?, to writer: inout CanonicalWriter, isWritten: inout [Bool]) {
        writer.byte(UInt8(ascii: "{"))
        if let index {
            isWritten[index] = true
            let view = views[index]
            var isFirst = true
            let order = Self.order[view.type]
            for place in view.fields {
                if !isFirst { writer.byte(UInt8(ascii: ",")) }
                isFirst = false
                let field = order.fields[fields[place]]
                writer.raw(order.keys[fields[place]])
                var slot = FactSlot.absent
                ScriptSchema.cases.slot(
                    type: view.type, field: field, of: view.record, into: &slot)
                write(slot, to: &writer, isWritten: &isWritten)
            }
        }
        writer.byte(UInt8(ascii: "}"))
    }

    private func write(
        _ slot: FactSlot, to writer: inout CanonicalWriter, isWritten: inout [Bool]
    ) {
        switch slot.tag {
        case .absent: writer.literal("null")
        case .bool: writer.bool(slot.value != 0)
        case .integer: writer.integer(slot.value)
        case .symbol: writer.text(ScriptSchema.cases.symbols[Int(slot.value)])
        case .quantity where slot.unit == .date:
            writer.day(Day(epochDay: Int32(clamping: slot.value)))
        case .quantity: writer.integer(slot.value)
        case .text: writer.text(slot.text ?? "")
        case .symbols:
            let words = ScriptSchema.cases.symbolTypes[Int(slot.type)].words
            writer.list(slot.rawSymbols) { $0.text(words[Int($1)]) }
        case .record:
            write(view(of: slot.address, Int(slot.type)), to: &writer, isWritten: &isWritten)
        case .list:
            writer.byte(UInt8(ascii: "["))
            for element in 0..<Int(slot.count) {
                if element > 0 { writer.byte(UInt8(ascii: ",")) }
                let record = slot.address.map { $0 + element * Int(slot.stride) }
                write(view(of: record, Int(slot.type)), to: &writer, isWritten: &isWritten)
            }
            writer.byte(UInt8(ascii: "]"))
        }
    }
}

extension FactSlot {
    /// The raw values of a list of words.
    var rawSymbols: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: address?.assumingMemoryBound(to: UInt8.self), count: Int(count))
    }
}

extension CanonicalWriter {
    /// Writes a list.
    mutating func list<Element>(
        _ elements: some Sequence<Element>, _ write: (inout CanonicalWriter, Element) -> Void
    ) {
        byte(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { byte(UInt8(ascii: ",")) }
            isFirst = false
            write(&self, element)
        }
        byte(UInt8(ascii: "]"))
    }
}
