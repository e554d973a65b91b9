// SAFETY: every function of a `CompositeCoding` is called with the address of a live value of the
// type it was made for, and of no other: a declaration takes both the coding and the offset from
// one key path. That covers each `assumingMemoryBound` below.

extension CaseRecord {
    /// A record inside another.
    public static var coding: ValueCoding {
        ValueCoding(
            kind: .record(Self.self), shape: .composite,
            composite: CompositeCoding(
                decode: { parser, address, _ in parser.record(Self.schema.plan, at: address) },
                encode: { writer, address in writer.record(Self.schema.plan, at: address) },
                isPresent: { _ in true }, slot: FactSlot.record))
    }

    /// A record that may not be recorded.
    public static var optionalComposite: CompositeCoding? {
        CompositeCoding(
            decode: { parser, address, _ in
                var value = Self()
                withUnsafeMutablePointer(to: &value) { parser.record(Self.schema.plan, at: $0) }
                address.assumingMemoryBound(to: Self?.self).pointee = value
            },
            // A payload is stored at the start of its optional.
            encode: { writer, address in writer.record(Self.schema.plan, at: address) },
            isPresent: { $0.assumingMemoryBound(to: Self?.self).pointee != nil },
            slot: { address, type in
                address.assumingMemoryBound(to: Self?.self).pointee == nil
                    ? .absent : .record(at: address, type: type)
            })
    }

    /// A list of records, each with another identifier if they have one.
    public static var listCoding: ValueCoding {
        ValueCoding(
            kind: .list(Self.self), shape: .composite, isOptional: true,
            composite: CompositeCoding(
                decode: { parser, address, _ in
                    var records: [Self] = []
                    parser.list { parser in
                        records.append(Self())
                        records.withUnsafeMutableBufferPointer { buffer in
                            guard let base = buffer.baseAddress else { return }
                            let last = base + (buffer.count - 1)
                            parser.record(Self.schema.plan, at: last)
                        }
                    }
                    records.withUnsafeBytes { bytes in
                        parser.checkIdentities(
                            bytes, stride: MemoryLayout<Self>.stride, Self.schema.plan)
                    }
                    address.assumingMemoryBound(to: [Self].self).pointee = records
                },
                encode: { writer, address in
                    writer.list(address.assumingMemoryBound(to: [Self].self).pointee) {
                        $0.record(Self.schema.plan, at: $1)
                    }
                },
                isPresent: { !$0.assumingMemoryBound(to: [Self].self).pointee.isEmpty },
                slot: { .elements(.list, of: Self.self, $0, $1) }))
    }
}

extension CaseSymbol {
    /// Several words of the list, in the order of the file.
    public static var listCoding: ValueCoding {
        let list = WordList.of(Self.self)
        return ValueCoding(
            kind: .symbols(Self.self), shape: .composite, isOptional: true, words: list,
            composite: CompositeCoding(
                decode: { parser, address, field in
                    var symbols: [Self] = []
                    parser.list { parser in
                        guard let word = parser.word(list, field) else { return }
                        if let symbol = Self(rawValue: word) { symbols.append(symbol) }
                    }
                    address.assumingMemoryBound(to: [Self].self).pointee = symbols
                },
                encode: { writer, address in
                    writer.list(address.assumingMemoryBound(to: [Self].self).pointee) {
                        $0.quoted((list.patterns + Int($1.pointee.rawValue)).pointee)
                    }
                },
                isPresent: { !$0.assumingMemoryBound(to: [Self].self).pointee.isEmpty },
                slot: { .elements(.symbols, of: Self.self, $0, $1) }))
    }
}

extension FactSlot {
    /// The slot of a record at an address.
    static func record(at address: UnsafeRawPointer, type: UInt16) -> FactSlot {
        FactSlot(tag: .record, type: type, value: Int64(Int(bitPattern: address)))
    }

    /// The slot of a list that is stored at an address.
    static func elements<Element>(
        _ tag: Tag, of element: Element.Type, _ address: UnsafeRawPointer, _ type: UInt16
    ) -> FactSlot {
        // SAFETY: an array stored in a live record that nobody changes keeps its elements in place;
        // the slot is used only while the record is read, so the base address stays good.
        address.assumingMemoryBound(to: [Element].self).pointee
            .withUnsafeBufferPointer { elements in
                FactSlot(
                    tag: tag, type: type, count: UInt32(elements.count),
                    stride: UInt32(MemoryLayout<Element>.stride),
                    value: Int64(Int(bitPattern: elements.baseAddress)))
            }
    }
}
