extension CanonicalWriter {
    /// Writes a record by its plan.
    mutating func record(_ plan: RecordPlan, at record: UnsafeRawPointer) {
        byte(UInt8(ascii: "{"))
        var isFirst = true
        for index in 0..<plan.count {
            let start = count
            if !isFirst { byte(UInt8(ascii: ",")) }
            quoted((plan.fields + index).pointee.key)
            byte(UInt8(ascii: ":"))
            if value(plan, index, in: record) {
                isFirst = false
            } else {
                rewind(to: start)
            }
        }
        byte(UInt8(ascii: "}"))
    }

    /// Writes a list.
    mutating func list<Element>(
        _ elements: [Element], _ write: (inout CanonicalWriter, UnsafePointer<Element>) -> Void
    ) {
        byte(UInt8(ascii: "["))
        elements.withUnsafeBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return }
            for index in 0..<buffer.count {
                if index > 0 { byte(UInt8(ascii: ",")) }
                write(&self, first + index)
            }
        }
        byte(UInt8(ascii: "]"))
    }

    /// Writes the value of a field.
    ///
    /// - Returns: False if nothing is recorded, and nothing was written.
    private mutating func value(
        _ plan: RecordPlan, _ index: Int, in record: UnsafeRawPointer
    ) -> Bool {
        let field = plan.fields + index
        // SAFETY: shape, optionality and offset of a field come from one key path into the type
        // of the record.
        let address = record + field.pointee.offset
        switch field.pointee.shape {
        case .bool:
            guard let value = load(address, field, Bool.self) else { return false }
            bool(value)
        case .integer:
            guard let value = load(address, field, Int.self) else { return false }
            integer(Int64(value))
        case .money:
            guard let value = load(address, field, Money.self) else { return false }
            integer(value.cents)
        case .day:
            guard let value = load(address, field, Day.self) else { return false }
            day(value)
        case .text:
            guard let value = load(address, field, String.self) else { return false }
            text(value)
        case .word:
            let word = Int(address.load(as: UInt8.self))
            guard word < field.pointee.wordCount, let words = field.pointee.words else {
                return false
            }
            quoted((words + word).pointee)
        case .composite:
            guard let coding = plan.declarations[index].coding.composite,
                coding.isPresent(address)
            else { return false }
            coding.encode(&self, address)
        }
        return true
    }

    @inline(__always)
    private func load<Value>(
        _ address: UnsafeRawPointer, _ field: UnsafePointer<PlannedField>, _ type: Value.Type
    ) -> Value? {
        field.pointee.isOptional
            ? address.assumingMemoryBound(to: Value?.self).pointee
            : address.assumingMemoryBound(to: Value.self).pointee
    }
}

extension CaseRecord {
    /// The record as canonical JSON; see ``CanonicalWriter`` for its form.
    public func canonicalBytes() -> [UInt8] {
        var writer = CanonicalWriter()
        withUnsafePointer(to: self) { writer.record(Self.schema.plan, at: $0) }
        return writer.bytes
    }
}
