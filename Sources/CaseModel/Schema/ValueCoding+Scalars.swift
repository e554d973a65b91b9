extension Bool: SchemaValue {
    /// A yes/no field.
    public static var coding: ValueCoding {
        .scalar(Bool.self, .bool) { value, _ in .bool(value) }
    }
}

extension Int: SchemaValue {
    /// A whole number; a quantity if the declaration gives it a unit.
    public static var coding: ValueCoding {
        .scalar(Int.self, .integer, bounds: .number) { value, context in
            guard let unit = context.unit else { return .integer(Int64(value)) }
            return .quantity(unit, Int64(value))
        }
    }
}

extension Money: SchemaValue {
    /// An amount in whole cents.
    public static var coding: ValueCoding {
        .scalar(Money.self, .quantity(.money), bounds: .money) { value, _ in
            .quantity(.money, value.cents)
        }
    }
}

extension Day: SchemaValue {
    /// A civil date.
    public static var coding: ValueCoding {
        .scalar(Day.self, .quantity(.date)) { value, _ in .quantity(.date, Int64(value.epochDay)) }
    }
}

extension String: SchemaValue {
    /// A text in UTF-8.
    public static var coding: ValueCoding {
        ValueCoding(kind: .text, isOptional: false, bounds: nil) { offset, _ in
            { record, slot in
                let address = record + offset
                slot = FactSlot(tag: .text, value: Int64(Int(bitPattern: address)))
            }
        }
    }
}

extension CaseSymbol {
    /// One word of the list.
    public static var coding: ValueCoding {
        .scalar(Self.self, .symbol(Self.self)) { value, context in
            FactSlot(tag: .symbol, value: context.symbolIDs[Int(value.rawValue)])
        }
    }

    /// Several words of the list, in the order of the file.
    public static var listCoding: ValueCoding {
        ValueCoding(kind: .symbols(Self.self), isOptional: true, bounds: nil) { offset, context in
            { record, slot in
                slot = .elements(.symbols, of: [Self].self, at: record + offset, context)
            }
        }
    }
}

extension ValueCoding {
    /// The coding of a value that a slot holds whole.
    static func scalar<Value: SchemaValue>(
        _ type: Value.Type, _ kind: FieldKind, bounds: FieldBounds? = nil,
        slot: @escaping @Sendable (Value, ReadContext) -> FactSlot
    ) -> ValueCoding {
        ValueCoding(kind: kind, isOptional: false, bounds: bounds) { offset, context in
            { record, result in
                // SAFETY: `offset` is that of a stored `Value` in the record read.
                let address = (record + offset).assumingMemoryBound(to: Value.self)
                result = slot(address.pointee, context)
            }
        }
    }
}
