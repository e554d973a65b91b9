extension CaseParser {
    /// Reads a list, calling `element` at each of its values.
    mutating func list(_ element: (inout CaseParser, Int) -> Void) {
        guard scanner.peek() == UInt8(ascii: "[") else { return mismatch("a list in brackets") }
        scanner.cursor += 1
        guard !scanner.take(UInt8(ascii: "]")) else { return }
        var index = 0
        repeat {
            enter(element: index)
            element(&self, index)
            if isStopped { return }
            index += 1
        } while scanner.take(UInt8(ascii: ","))
        enter(element: -1)
        if !scanner.take(UInt8(ascii: "]")) { scanner.fail("expected `,` or `]`") }
    }

    /// Reports every record of a list whose identifier an earlier one has.
    mutating func checkIdentities<Record: CaseRecord>(of records: [Record]) {
        guard let offset = Record.schema.plan.identityOffset, records.count > 1 else { return }
        let isAscending = records.withUnsafeBytes { bytes in
            var previous = 0
            for start in stride(
                from: MemoryLayout<Record>.stride, to: bytes.count,
                by: MemoryLayout<Record>.stride)
            {
                // SAFETY: `offset` is that of the identifying `String` of each element.
                let earlier = (bytes.baseAddress.unsafelyUnwrapped + previous + offset)
                    .assumingMemoryBound(to: String.self)
                let later = (bytes.baseAddress.unsafelyUnwrapped + start + offset)
                    .assumingMemoryBound(to: String.self)
                guard earlier.pointee < later.pointee else { return false }
                previous = start
            }
            return true
        }
        // Files are written with rising identifiers; only others need a set.
        if !isAscending { reportDuplicates(records, identityOffset: offset) }
    }

    @inline(never)
    private mutating func reportDuplicates<Record: CaseRecord>(
        _ records: [Record], identityOffset: Int
    ) {
        var first: [String: Int] = [:]
        let identities = records.map { record in
            withUnsafeBytes(of: record) { bytes in
                // SAFETY: `identityOffset` is that of the identifying `String` of a `Record`.
                (bytes.baseAddress.unsafelyUnwrapped + identityOffset)
                    .assumingMemoryBound(to: String.self).pointee
            }
        }
        let name = Record.schema.plan.identityName
        for (index, identity) in identities.enumerated() where !identity.isEmpty {
            guard let earlier = first[identity] else {
                first[identity] = index
                continue
            }
            let list = location()
            enter(element: index)
            report(
                .duplicateIdentity, "the same `\(name)` as \(list)[\(earlier)]", in: name,
                at: scanner.offset)
            enter(element: -1)
        }
    }
}
