/// Gives fields the numbers of their types and words, and finds the way each is read.
struct FieldNumbering {
    private(set) var accesses: [FactAccess] = []
    private(set) var readers: [FactReader] = []
    /// The ids of the words of each symbol type in turn, each run followed by -1 for none.
    private(set) var ids: [Int32] = []

    private var records: [String: Int] = [:]
    private var symbols: [String: Int] = [:]
    private var firstID: [Int] = []

    init(records: [String], symbolTypes: [CaseSchema.SymbolType]) {
        for (index, name) in records.enumerated() { self.records[name] = index }
        for (index, type) in symbolTypes.enumerated() {
            symbols[type.name] = index
            firstID.append(ids.count)
            ids += type.ids.map { Int32($0) }
            ids.append(-1)
        }
    }

    /// Numbers the next field of the record that is being numbered.
    mutating func add(_ field: FieldDeclaration) -> CaseSchema.Field {
        let kind = kind(of: field.withheld == nil ? field.scriptKind : .bool)
        var context = ReadContext()
        var access = FactAccess(
            way: .shape, shape: field.coding.shape, isOptional: field.coding.isOptional,
            offset: Int32(field.offset ?? 0))
        switch kind {
        case .quantity(let unit):
            context.unit = unit
        case .symbol(let type), .symbols(let type):
            context.type = UInt16(type)
            let first = firstID[type]
            access.index = Int32(first)
            context.symbolIDs = Array(ids[first...(ids[first...].firstIndex(of: -1) ?? first)])
        case .record(let type), .list(let type):
            context.type = UInt16(type)
        case .bool, .integer, .text:
            break
        }
        access.unit = context.unit
        access.type = context.type

        if field.withheld != nil {
            access.way = .withheld
        } else if let compute = field.compute {
            access.way = .function
            access.index = Int32(readers.count)
            readers.append(compute(context))
        } else if let composite = field.coding.composite {
            if case .record = kind, !field.isOptional {
                access.way = .record
            } else {
                access.way = .function
                access.index = Int32(readers.count)
                let offset = field.offset ?? 0
                let type = context.type
                readers.append { record, slot in slot = composite.slot(record + offset, type) }
            }
        }
        accesses.append(access)
        return CaseSchema.Field(declaration: field, kind: kind)
    }

    private func kind(of kind: FieldKind) -> CaseSchema.Kind {
        switch kind {
        case .bool: .bool
        case .integer: .integer
        case .text: .text
        case .quantity(let unit): .quantity(unit)
        case .symbol(let type): .symbol(symbols[type.symbolName, default: 0])
        case .symbols(let type): .symbols(symbols[type.symbolName, default: 0])
        case .record(let type): .record(records[type.schema.name, default: 0])
        case .list(let type): .list(records[type.schema.name, default: 0])
        }
    }
}
