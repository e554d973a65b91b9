extension CaseParser {
    /// Records a problem at the value being read, or at a field of it.
    mutating func report(
        _ code: CaseFileProblem.Code, _ message: String, suggestion: String? = nil,
        in field: String? = nil, at offset: Int
    ) {
        guard problems.count < CaseParser.mostProblems else { return }
        let (line, column) = scanner.lineAndColumn(of: offset)
        let position = CaseFileProblem.Position(offset: offset, line: line, column: column)
        if problems.count == CaseParser.mostProblems - 1, code != .syntax {
            problems.append(
                CaseFileProblem(
                    code: .more, path: "", message: "more problems follow; mend these first",
                    position: position))
            return
        }
        problems.append(
            CaseFileProblem(
                code: code, path: location(field), message: message, suggestion: suggestion,
                position: position))
    }

    /// Records that a value is of another kind, and moves over it.
    mutating func mismatch(_ expected: String) {
        let place = scanner.offset
        let found = scanner.kindOfValue()
        scanner.skipValue()
        guard scanner.fault == nil else { return }
        var message = "expected \(expected), found \(found)"
        if found == "null" { message += "; leave the field out if nothing is recorded" }
        report(.wrongType, message, at: place)
    }

    mutating func reportUnknown(_ name: String, _ plan: RecordPlan, at offset: Int) {
        let shown = CaseParser.name(name) ?? "?"
        if let derived = plan.derivedNames.first(where: { $0 == name }) {
            report(
                .unknownField, "the host computes `\(derived)` itself; leave it out", in: shown,
                at: offset)
            return
        }
        report(
            .unknownField, "no such field here",
            suggestion: EditDistance.nearest(name, in: plan.declarations.map(\.name)),
            in: shown, at: offset)
    }

    mutating func reportMissing(_ plan: RecordPlan, seen: UInt64, at offset: Int) {
        for (index, field) in plan.declarations.enumerated()
        where plan.required & ~seen & (1 << UInt64(index)) != 0 {
            report(
                .missingField, "missing; expected \(field.kind.inWords)",
                in: field.name, at: offset)
        }
    }

    /// Where a field of the outermost record has its value; nil if it has none.
    ///
    /// For the rare problem that is only known once the file was read.
    static func position(
        ofField name: String, in bytes: UnsafeRawBufferPointer
    ) -> CaseFileProblem.Position? {
        var depth = 0
        var line = 1
        var lineStart = 0
        var isText = false
        var textStart = 0
        var isWanted = false
        for (offset, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                lineStart = offset + 1
            case UInt8(ascii: "\"") where offset > 0 && bytes[offset - 1] == UInt8(ascii: "\\"):
                break
            case UInt8(ascii: "\""):
                if !isText, isWanted {
                    return CaseFileProblem.Position(
                        offset: offset, line: line, column: offset - lineStart + 1)
                }
                if isText {
                    isWanted = depth == 1 && bytes[textStart..<offset].elementsEqual(name.utf8)
                }
                isText.toggle()
                textStart = offset + 1
            case UInt8(ascii: "{") where !isText, UInt8(ascii: "[") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText, UInt8(ascii: "]") where !isText: depth -= 1
            default: break
            }
        }
        return nil
    }

    /// A name or word of the file as it may be shown, or nil if it may not.
    ///
    /// Whatever does not look like a name could be a value in the wrong place.
    static func name(_ text: String) -> String? {
        let isName = text.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
        }
        return isName && !text.isEmpty && text.utf8.count <= KeyPattern.longest ? text : nil
    }
}

extension FieldKind {
    /// What the field holds, as a message says it.
    var inWords: String {
        switch self {
        case .bool: "true or false"
        case .integer: "a whole number"
        case .text: "a text"
        case .quantity(.money): "an amount in whole cents"
        case .quantity(.date): "a date such as 2024-02-29"
        case .quantity: "a whole number"
        case .symbol(let type): FieldKind.list(of: type)
        case .symbols(let type): "a list of words: \(FieldKind.list(of: type))"
        case .record: "a record in braces"
        case .list: "a list in brackets"
        }
    }

    private static func list<Symbol: CaseSymbol>(of type: Symbol.Type) -> String {
        WordList.of(type).inWords
    }
}
