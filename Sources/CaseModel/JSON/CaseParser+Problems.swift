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
        let shown = CaseParser.printable(name)
        if let derived = plan.derivedNames.first(where: { $0 == name }) {
            report(
                .unknownField, "the host computes `\(derived)` itself; leave it out", in: shown,
                at: offset)
            return
        }
        report(
            .unknownField, "no such field here",
            suggestion: EditDistance.nearest(name, in: plan.fields.map(\.declaration.name)),
            in: shown, at: offset)
    }

    mutating func reportMissing(_ plan: RecordPlan, seen: UInt64, at offset: Int) {
        for (index, field) in plan.fields.enumerated()
        where plan.required & ~seen & (1 << UInt64(index)) != 0 {
            report(
                .missingField, "missing; expected \(field.declaration.kind.inWords)",
                in: field.declaration.name, at: offset)
        }
    }

    /// A name as it may be shown: short, without characters that could disturb a terminal.
    static func printable(_ name: String) -> String {
        let plain = name.unicodeScalars.prefix(40).map { scalar in
            scalar.properties.generalCategory == .control || scalar.value > 0xFFFF
                ? "?" : String(scalar)
        }
        return plain.joined() + (name.unicodeScalars.count > 40 ? "…" : "")
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
        case .symbol(let type): FieldKind.list(type)
        case .symbols(let type): "a list of words: \(FieldKind.list(type))"
        case .record: "a record in braces"
        case .list: "a list in brackets"
        }
    }

    private static func list(_ type: any CaseSymbol.Type) -> String {
        "one of \(type.words.map { "`\($0)`" }.joined(separator: ", "))"
    }
}
