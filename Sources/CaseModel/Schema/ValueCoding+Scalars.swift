extension Bool: SchemaValue {
    /// A yes/no field.
    public static var coding: ValueCoding { ValueCoding(kind: .bool, shape: .bool) }
}

extension Int: SchemaValue {
    /// A whole number; a quantity if the declaration gives it a unit.
    public static var coding: ValueCoding {
        ValueCoding(kind: .integer, shape: .integer, bounds: .number)
    }
}

extension Money: SchemaValue {
    /// An amount in whole cents.
    public static var coding: ValueCoding {
        ValueCoding(kind: .quantity(.money), shape: .money, bounds: .money)
    }
}

extension Day: SchemaValue {
    /// A civil date.
    public static var coding: ValueCoding { ValueCoding(kind: .quantity(.date), shape: .day) }
}

extension String: SchemaValue {
    /// A text in UTF-8.
    public static var coding: ValueCoding { ValueCoding(kind: .text, shape: .text) }
}

extension CaseSymbol {
    /// One word of the list.
    public static var coding: ValueCoding {
        ValueCoding(kind: .symbol(Self.self), shape: .word, words: WordList.of(Self.self))
    }
}

extension Optional: SchemaValue where Wrapped: SchemaValue {
    /// A value that may not be recorded.
    public static var coding: ValueCoding { Wrapped.coding.optional(Wrapped.optionalComposite) }
}

extension Array: SchemaValue where Element: SchemaValue {
    /// A list; absent from a case file when it is empty.
    public static var coding: ValueCoding { Element.listCoding }
}
