import CaseModel

/// Why a condition came out as it did: only the parts that settled it, in words.
enum ConditionReasons {
    /// The reasons, in the order in which the parts were asked.
    ///
    /// - Parameters:
    ///   - steps: The steps of a rule's function.
    ///   - holds: What came of it.
    ///   - day: The day of the decision.
    /// - Returns: The reasons; none if nothing was recorded.
    static func words(_ steps: [TraceStep], holds: Bool, on day: Day) -> [String] {
        guard let last = steps.last(where: { $0.kind != .branch }) else { return [] }
        var found: [String] = []
        collect(last, holds, day, &found)
        var unique: [String] = []
        for reason in found where !unique.contains(reason) { unique.append(reason) }
        return unique
    }

    private static func collect(
        _ step: TraceStep, _ holds: Bool, _ day: Day, _ found: inout [String]
    ) {
        if let failure = step.failure {
            found.append("`\(flat(step.source))` fails: \(failure)")
            return
        }
        let parts = step.steps.filter { $0.kind != .branch }
        if step.kind == .connective, !parts.isEmpty {
            // Each part that came out as the whole did settled it; under `not`, the only one.
            let isNegation = step.source.hasPrefix("not")
            let settled = isNegation ? parts : parts.filter { $0.holds == holds }
            for part in settled { collect(part, part.holds ?? holds, day, &found) }
            return
        }
        let entries = parts.filter { $0.kind == .entry }
        if !entries.isEmpty {
            found.append(list(step, entries))
            return
        }
        let inner = parts.filter { $0.place.file != step.place.file || !step.covers($0) }
        if let result = inner.last(where: { $0.kind != .operand && $0.holds == step.holds }) {
            collect(result, holds, day, &found)
            return
        }
        found.append(leaf(step, on: day))
    }

    private static func list(_ step: TraceStep, _ entries: [TraceStep]) -> String {
        let held = entries.filter { $0.holds == true }.count
        let list = step.steps.first { $0.kind == .operand }.map { name($0) } ?? "the list"
        let total = entries.count + step.omitted
        return "\(held == 0 ? "none" : "\(held)") of \(total) in \(list) "
            + (held == 1 ? "fits" : "fit") + " `\(flat(step.source))`"
    }

    // MARK: One comparison, call or fact

    private static func leaf(_ step: TraceStep, on day: Day) -> String {
        let operands = step.steps.filter { $0.kind == .operand }
        let source = flat(step.source)
        guard let first = operands.first else {
            return "\(name(step)) is \(step.value ?? "not known")"
        }
        if first.value == "0 entries" { return "\(name(first)) has no entries" }
        let isMissing = first.value == "not recorded"
        let call = String(source.prefix { $0 != "(" })
        let subject = name(first)
        let value = "\(subject) is \(first.value ?? "not known")"
        let span = operands.count > 1 ? with(operands[1]) : argument(source)
        switch (call, step.holds ?? false) {
        case ("known", _): return value
        case ("within", _) where isMissing, ("older_than", _) where isMissing,
            ("at_least_ago", _) where isMissing, ("passed", _) where isMissing,
            ("upcoming", _) where isMissing:
            return value
        case ("within", true): return "\(value), at most \(span) before \(day)"
        case ("within", false): return "\(value), not within \(span) before \(day)"
        case ("older_than", true): return "\(value), more than \(span) before \(day)"
        case ("older_than", false): return "\(value), not more than \(span) before \(day)"
        case ("at_least_ago", true): return "\(value), at least \(span) before \(day)"
        case ("at_least_ago", false): return "\(value), less than \(span) before \(day)"
        case ("passed", true): return "\(value), not after \(day)"
        case ("passed", false): return "\(value), after \(day)"
        case ("upcoming", true): return "\(value), after \(day)"
        case ("upcoming", false): return "\(value), not after \(day)"
        default: break
        }
        return comparison(step, operands, source) ?? "\(value) (`\(source)`)"
    }

    private static let negations = [
        "<": ("less than", "not less than"), "<=": ("at most", "more than"),
        ">": ("more than", "not more than"), ">=": ("at least", "less than"),
        "==": ("the same as", "not"), "~=": ("not", "the same as"),
    ]

    private static func comparison(
        _ step: TraceStep, _ operands: [TraceStep], _ source: String
    ) -> String? {
        let whole = Array(step.source)
        guard let first = operands.first, first.place.line == step.place.line,
            first.place.column == step.place.column
        else { return nil }
        let rest = String(whole.dropFirst(first.source.count).drop { $0 == " " || $0 == "\n" })
        guard let word = ["<=", ">=", "==", "~=", "<", ">"].first(where: { rest.hasPrefix($0) }),
            let (yes, no) = negations[word]
        else { return nil }
        let constant = flat(String(rest.dropFirst(word.count)))
        let other = operands.count > 1 ? with(operands[1]) : spelled(constant)
        let relation = step.holds == true ? yes : no
        return "\(name(first)) is \(first.value ?? "not known"), \(relation) \(other)"
    }

    /// A constant such as `dollars(500)` as a value, where that is easy to see.
    private static func spelled(_ source: String) -> String {
        let pieces = source.split { $0 == "(" || $0 == ")" }
        guard pieces.count == 2, let number = Int64(pieces[1]) else { return source }
        switch pieces[0] {
        case "dollars": return "\(Money(cents: number * 100))"
        case "cents": return "\(Money(cents: number))"
        case "days": return "\(number) days"
        case "business_days": return "\(number) business days"
        case "months": return "\(number) months"
        case "percent": return "\(number)%"
        default: return source
        }
    }

    /// The last argument of a call with constants only.
    private static func argument(_ source: String) -> String {
        let inside = source.split(separator: ",").last.map(String.init) ?? ""
        return spelled(String(inside.drop { $0 == " " }.dropLast()))
    }

    /// A value with the number of the site that it is.
    private static func with(_ step: TraceStep) -> String {
        guard let value = step.value else { return "`\(flat(step.source))`" }
        if let parameter = step.parameter { return "\(value) (`\(parameter.id)`)" }
        return step.fact.map { "\(value) (`\($0)`)" } ?? value
    }

    private static func name(_ step: TraceStep) -> String {
        "`\(step.fact ?? step.parameter?.id ?? flat(step.source))`"
    }

    /// The source in one line.
    static func flat(_ source: String) -> String {
        source.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }
}
