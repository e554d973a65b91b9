extension CaseRecord {
    /// A record inside another.
    public static var coding: ValueCoding {
        ValueCoding(kind: .record(Self.self), isOptional: false, bounds: nil) { offset, context in
            { record, slot in
                let address = Int64(Int(bitPattern: record + offset))
                slot = FactSlot(tag: .record, type: context.type, value: address)
            }
        }
    }

    /// A list of records.
    public static var listCoding: ValueCoding {
        ValueCoding(kind: .list(Self.self), isOptional: true, bounds: nil) { offset, context in
            { record, slot in
                slot = .elements(.list, of: [Self].self, at: record + offset, context)
            }
        }
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
        return ValueCoding(
            kind: inner.kind, isOptional: true, bounds: inner.bounds
        ) { offset, context in
            // A payload is stored at the start of its optional, so that the reader of the wrapped
            // type serves once it is known that there is one.
            let read = inner.makeReader(offset, context)
            return { record, slot in
                // SAFETY: `offset` is that of a stored `Wrapped?` in the record read.
                let address = (record + offset).assumingMemoryBound(to: Wrapped?.self)
                if address.pointee == nil { slot = .absent } else { read(record, &slot) }
            }
        }
    }
}

extension FactSlot {
    /// The slot of a list that is stored at an address.
    static func elements<Element>(
        _ tag: Tag, of type: [Element].Type, at address: UnsafeRawPointer, _ context: ReadContext
    ) -> FactSlot {
        // SAFETY: an array stored in a live record that nobody changes keeps its elements in place;
        // the slot is used only while the record is read, so the base address stays good.
        address.assumingMemoryBound(to: type).pointee.withUnsafeBufferPointer { elements in
            FactSlot(
                tag: tag, type: context.type, count: UInt32(elements.count),
                stride: UInt32(MemoryLayout<Element>.stride),
                value: Int64(Int(bitPattern: elements.baseAddress)))
        }
    }
}
