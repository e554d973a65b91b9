extension CaseRecord {
    /// A record inside another.
    public static var coding: ValueCoding {
        ValueCoding(
            kind: .record(Self.self),
            makeReader: { offset, context in
                { record, slot in
                    let address = Int64(Int(bitPattern: record + offset))
                    slot = FactSlot(tag: .record, type: context.type, value: address)
                }
            },
            decode: { parser, address, _ in parser.record(Self.schema.plan, at: address) },
            decodeOptional: { parser, address, _ in
                var value = Self()
                withUnsafeMutablePointer(to: &value) { parser.record(Self.schema.plan, at: $0) }
                // SAFETY: called with the address of a live `Self?` only.
                address.assumingMemoryBound(to: Self?.self).pointee = value
            }, encode: { writer, address in writer.record(Self.schema.plan, at: address) })
    }

    /// A list of records, each with another identifier if they have one.
    public static var listCoding: ValueCoding {
        .list(
            .list(Self.self), .list,
            decode: { (parser, elements: inout [Self], _, _) in
                elements.append(Self())
                elements.withUnsafeMutableBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    let last = base + (buffer.count - 1)
                    parser.record(Self.schema.plan, at: last)
                }
            },
            finish: { parser, elements in parser.checkIdentities(of: elements) },
            encode: { writer, element in writer.record(Self.schema.plan, at: element) })
    }
}

extension Array: SchemaValue where Element: SchemaValue {
    /// A list; absent from a case file when it is empty.
    public static var coding: ValueCoding { Element.listCoding }
}

extension Optional: SchemaValue where Wrapped: SchemaValue {
    /// A value that may not be recorded.
    public static var coding: ValueCoding {
        let inner = Wrapped.coding
        // SAFETY: all of these are called with the address of a live `Wrapped?` only. A payload is
        // stored at the start of its optional, so that the functions of the wrapped type serve
        // once it is known that there is one.
        return ValueCoding(
            kind: inner.kind, isOptional: true, bounds: inner.bounds,
            makeReader: { offset, context in
                let read = inner.makeReader(offset, context)
                return { record, slot in
                    let address = (record + offset).assumingMemoryBound(to: Wrapped?.self)
                    if address.pointee == nil { slot = .absent } else { read(record, &slot) }
                }
            },
            decode: inner.decodeOptional,
            decodeOptional: { _, _, _ in preconditionFailure("an optional of an optional") },
            encode: inner.encode,
            isPresent: { $0.assumingMemoryBound(to: Wrapped?.self).pointee != nil })
    }
}

extension ValueCoding {
    /// The coding of an array.
    static func list<Element: SchemaValue>(
        _ kind: FieldKind, _ tag: FactSlot.Tag,
        decode element: @escaping @Sendable (inout CaseParser, inout [Element], Int, FieldRules)
            -> Void,
        finish: @escaping @Sendable (inout CaseParser, [Element]) -> Void = { _, _ in },
        encode write: @escaping @Sendable (inout CanonicalWriter, UnsafePointer<Element>) -> Void
    ) -> ValueCoding {
        // SAFETY: all of these are called with the address of a live `[Element]` only.
        ValueCoding(
            kind: kind, isOptional: true,
            makeReader: { offset, context in
                { record, slot in slot = .elements(tag, of: Element.self, record + offset, context) }
            },
            decode: { parser, address, rules in
                var elements: [Element] = []
                parser.list { parser, index in element(&parser, &elements, index, rules) }
                finish(&parser, elements)
                address.assumingMemoryBound(to: [Element].self).pointee = elements
            },
            decodeOptional: { _, _, _ in preconditionFailure("an optional list") },
            encode: { writer, address in
                writer.list(address.assumingMemoryBound(to: [Element].self).pointee, write)
            },
            isPresent: { !$0.assumingMemoryBound(to: [Element].self).pointee.isEmpty })
    }
}

extension FactSlot {
    /// The slot of a list that is stored at an address.
    static func elements<Element>(
        _ tag: Tag, of type: Element.Type, _ address: UnsafeRawPointer, _ context: ReadContext
    ) -> FactSlot {
        // SAFETY: an array stored in a live record that nobody changes keeps its elements in place;
        // the slot is used only while the record is read, so the base address stays good.
        address.assumingMemoryBound(to: [Element].self).pointee
            .withUnsafeBufferPointer { elements in
                FactSlot(
                    tag: tag, type: context.type, count: UInt32(elements.count),
                    stride: UInt32(MemoryLayout<Element>.stride),
                    value: Int64(Int(bitPattern: elements.baseAddress)))
            }
    }
}
