extension CaseParser {
    /// Reads a list, calling `element` at each of its values.
    mutating func list(_ element: (inout CaseParser) -> Void) {
        guard scanner.peek() == UInt8(ascii: "[") else { return mismatch("a list in brackets") }
        scanner.cursor += 1
        guard !scanner.take(UInt8(ascii: "]")) else { return }
        var index = 0
        repeat {
            enter(element: index)
            element(&self)
            if isStopped { return }
            index += 1
        } while scanner.take(UInt8(ascii: ","))
        enter(element: -1)
        if !scanner.take(UInt8(ascii: "]")) { scanner.fail("expected `,` or `]`") }
    }

    /// Reports every record of a list whose identifier an earlier one has.
    ///
    /// - Parameters:
    ///   - records: The bytes of an array of records of the plan's type.
    ///   - stride: The distance of two records.
    ///   - plan: The plan of the record type.
    mutating func checkIdentities(
        _ records: UnsafeRawBufferPointer, stride: Int, _ plan: RecordPlan
    ) {
        guard let offset = plan.identityOffset, let first = records.baseAddress else { return }
        // SAFETY: `offset` is that of the identifying `String` of each record.
        func identity(_ index: Int) -> UnsafePointer<String> {
            (first + index * stride + offset).assumingMemoryBound(to: String.self)
        }
        // Files are written with rising identifiers (`E-9` before `E-10`); rising ones are all
        // different, so that only other lists need to be hashed.
        let count = records.count / stride
        var ascending = 1
        while ascending < count,
            CaseParser.rises(identity(ascending - 1).pointee, identity(ascending).pointee)
        {
            ascending += 1
        }
        guard ascending < count else { return }
        reportDuplicates((0..<count).map { identity($0).pointee }, plan.identityName)
    }

    /// True if an identifier is shorter than the next, or as long and before it.
    @inline(__always)
    private static func rises(_ left: String, _ right: String) -> Bool {
        let (leftCount, rightCount) = (left.utf8.count, right.utf8.count)
        return leftCount == rightCount ? left < right : leftCount < rightCount
    }

    private mutating func reportDuplicates(_ identities: [String], _ name: String) {
        var first: [[UInt8]: Int] = [:]
        let list = location()
        for (index, identity) in identities.enumerated() where !identity.isEmpty {
            let bytes = Array(identity.utf8)
            guard let earlier = first[bytes] else {
                first[bytes] = index
                continue
            }
            enter(element: index)
            report(
                .duplicateIdentity, "the same `\(name)` as \(list)[\(earlier)]", in: name,
                at: scanner.offset)
            enter(element: -1)
        }
    }
}
