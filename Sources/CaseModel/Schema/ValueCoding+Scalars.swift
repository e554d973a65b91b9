extension Bool: SchemaValue {
    /// A yes/no field.
    public static var coding: ValueCoding {
        .scalar(
            .bool, slot: { (value: Bool, _) in .bool(value) }, parse: { parser, _ in parser.bool() },
            write: { $0.bool($1) })
    }
}

extension Int: SchemaValue {
    /// A whole number; a quantity if the declaration gives it a unit.
    public static var coding: ValueCoding {
        .scalar(
            .integer, bounds: .number,
            slot: { (value: Int, context) in
                guard let unit = context.unit else { return .integer(Int64(value)) }
                return .quantity(unit, Int64(value))
            }, parse: { parser, rules in parser.integer(rules).map { Int($0) } },
            write: { $0.integer(Int64($1)) })
    }
}

extension Money: SchemaValue {
    /// An amount in whole cents.
    public static var coding: ValueCoding {
        .scalar(
            .quantity(.money), bounds: .money,
            slot: { (value: Money, _) in .quantity(.money, value.cents) },
            parse: { parser, rules in parser.integer(rules).map { Money(cents: $0) } },
            write: { $0.integer($1.cents) })
    }
}

extension Day: SchemaValue {
    /// A civil date.
    public static var coding: ValueCoding {
        .scalar(
            .quantity(.date),
            slot: { (value: Day, _) in .quantity(.date, Int64(value.epochDay)) },
            parse: { parser, rules in parser.day(rules) }, write: { $0.day($1) })
    }
}

extension String: SchemaValue {
    /// A text in UTF-8.
    public static var coding: ValueCoding {
        .single(
            .text,
            makeReader: { offset, _ in
                { record, slot in
                    let address = record + offset
                    slot = FactSlot(tag: .text, value: Int64(Int(bitPattern: address)))
                }
            }, parse: { parser, rules in parser.text(rules) },
            write: { writer, value in writer.text(value) })
    }
}

extension CaseSymbol {
    /// One word of the list.
    public static var coding: ValueCoding {
        let list = WordList(Self.self)
        return .scalar(
            .symbol(Self.self),
            slot: { (value: Self, context) in
                FactSlot(tag: .symbol, value: context.symbolIDs[Int(value.rawValue)])
            },
            parse: { parser, rules in
                parser.word(list, rules).flatMap { Self(rawValue: UInt8($0)) }
            },
            write: { $0.plain(list.words[Int($1.rawValue)]) })
    }

    /// Several words of the list, in the order of the file.
    public static var listCoding: ValueCoding {
        let list = WordList(Self.self)
        return .list(
            .symbols(Self.self), .symbols,
            decode: { parser, elements, _, rules in
                guard let index = parser.word(list, rules),
                    let symbol = Self(rawValue: UInt8(index))
                else { return }
                elements.append(symbol)
            }, encode: { $0.plain(list.words[Int($1.pointee.rawValue)]) })
    }
}
