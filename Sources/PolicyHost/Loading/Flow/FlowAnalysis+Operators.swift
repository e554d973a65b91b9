import CaseModel
import LuaHost

extension FlowAnalysis {
    func unary(
        _ expression: Expression, _ word: String, _ operand: Expression, _ state: inout FlowState
    ) -> FlowValue {
        let value = value(of: operand, &state)
        switch word {
        case "not":
            var result = FlowValue(shape: .bool)
            result.identity = value.identity.map { intern([$0], "not") }
            result.truth = value.truth.inverted
            result.whenTrue = value.whenFalse
            result.whenFalse = value.whenTrue
            if value.mayBeAbsent, let identity = value.identity {
                result.whenFalse.insert(identity)
            }
            return result
        case "-":
            require(value, operand, "added", &state)
            return FlowValue(shape: value.shape, truth: .always)
        default: return FlowValue(shape: .number, truth: .always)
        }
    }

    func binary(
        _ expression: Expression, _ word: String, _ left: Expression, _ right: Expression,
        _ state: inout FlowState
    ) -> FlowValue {
        if word == "and" || word == "or" { return logic(word, left, right, &state) }
        let first = value(of: left, &state)
        let second = value(of: right, &state)
        switch word {
        case "==", "~=": return equality(expression, word, (left, first), (right, second), state)
        case "<", "<=", ">", ">=":
            return order(expression, word, (left, first), (right, second), &state)
        case "+", "-", "*", "//":
            return arithmetic(expression, word, (left, first), (right, second), &state)
        case "..":
            for (side, value) in [(left, first), (right, second)] {
                require(value, side, "joined to text", &state)
            }
            guard case .text(let one?) = first.shape, case .text(let two?) = second.shape else {
                return FlowValue(shape: .text(nil), truth: .always)
            }
            return FlowValue(
                shape: .text(one + two), identity: intern([], "text \(one + two)"), truth: .always)
        default: return .unknown
        }
    }

    // MARK: and, or

    private func logic(
        _ word: String, _ left: Expression, _ right: Expression, _ state: inout FlowState
    ) -> FlowValue {
        let isAnd = word == "and"
        let first = value(of: left, &state)
        var inside = state
        inside.known.formUnion(isAnd ? first.whenTrue : first.whenFalse)
        if isAnd, let identity = first.identity, first.mayBeAbsent { inside.known.insert(identity) }
        inside.isReachable = state.isReachable && first.truth != (isAnd ? .never : .always)
        var second = value(of: right, &inside)
        second = settled(second, inside)
        var result = FlowValue(shape: .unknown)
        let stop: FlowValue.Truth = isAnd ? .never : .always
        let go: FlowValue.Truth = isAnd ? .always : .never
        if first.truth == stop || second.truth == stop {
            result.truth = stop
        } else if first.truth == go {
            result.truth = second.truth
        } else if second.truth == go, first.truth == go {
            result.truth = go
        }
        let firstTrue = first.whenTrue
        if isAnd {
            result.whenTrue = firstTrue.union(second.whenTrue)
            result.whenFalse = either(
                first.whenFalse, unless: first.truth == .always, second.whenFalse,
                unless: second.truth == .always)
            result.shape = second.shape
            // The left side is what comes out if it is nil or false.
            if first.truth != .always {
                result.mayBeAbsent = second.shape != .bool
                if first.shape == .bool, second.shape == .unknown { result.shape = .unknown }
            } else {
                result.mayBeAbsent = second.mayBeAbsent
            }
        } else {
            result.whenFalse = first.whenFalse.union(second.whenFalse)
            result.whenTrue = either(
                firstTrue, unless: first.truth == .never, second.whenTrue,
                unless: second.truth == .never)
            var kept = first
            kept.mayBeAbsent = false
            result.shape = first.shape == .absent ? second.shape : kept.joined(second).shape
            result.mayBeAbsent = second.mayBeAbsent && first.truth != .always
            result.name = second.name
        }
        if let one = first.identity, let two = second.identity {
            result.identity = intern([one, two], word)
        }
        let name = result.name
        result = decided(result, state)
        result.name = name
        return result
    }

    /// What holds in either of two ways to get somewhere.
    private func either(_ one: Set<Int>, unless a: Bool, _ two: Set<Int>, unless b: Bool) -> Set<Int>
    {
        if a { return two }
        if b { return one }
        return one.intersection(two)
    }

    // MARK: Equality


    private func equality(
        _ expression: Expression, _ word: String, _ left: (Expression, FlowValue),
        _ right: (Expression, FlowValue), _ state: FlowState
    ) -> FlowValue {
        for (fact, other) in [(left, right), (right, left)] {
            switch (fact.1.shape, other.1.shape) {
            case (.word(let list), .text(let text?)): check(text, list: list, other.0.span)
            case (.quantity, .number) where !other.0.isWrittenNumber:
                report(
                    "equality.number",
                    "`\(word)` between a number and a fact with a unit is never true",
                    expression.span,
                    "write \(word == "~=" ? "not " : "")exactly(value, number), or compare with <= or >="
                )
            default: break
            }
        }
        var result = FlowValue(shape: .bool)
        let (one, two) = (left.1, right.1)
        if let first = one.identity, let second = two.identity {
            result.identity = intern([min(first, second), max(first, second)], "==")
        }
        // A word that the value is known to be decides about every other word.
        if let fact = one.identity, case .text(let text?) = two.shape {
            decide(&result, fact, text, state)
        } else if let fact = two.identity, case .text(let text?) = one.shape {
            decide(&result, fact, text, state)
        }
        result = decided(result, state)
        for (fact, other) in [(one, two), (two, one)] {
            guard let identity = fact.identity else { continue }
            if other.shape == .absent {
                result.whenFalse.insert(identity)
            } else if !other.mayBeAbsent, other.shape != .unknown {
                result.whenTrue.insert(identity)
            }
        }
        guard word == "~=" else { return result }
        result.identity = result.identity.map { intern([$0], "not") }
        result.truth = result.truth.inverted
        (result.whenTrue, result.whenFalse) = (result.whenFalse, result.whenTrue)
        return result
    }

    private func decide(
        _ result: inout FlowValue, _ fact: Int, _ text: String, _ state: FlowState
    ) {
        let word = intern([fact], "is \(text)")
        let words = isOneWord[fact, default: []].union([word])
        isOneWord[fact] = words
        if !state.known.isDisjoint(with: words.subtracting([word])) { result.truth = .never }
        result.whenTrue.insert(word)
    }

    // MARK: Order

    private func order(
        _ expression: Expression, _ word: String, _ left: (Expression, FlowValue),
        _ right: (Expression, FlowValue), _ state: inout FlowState
    ) -> FlowValue {
        for side in [left, right] { require(side.1, side.0, "compared", &state) }
        for (fact, other) in [(left, right), (right, left)] {
            guard case .quantity(let unit) = fact.1.shape else { continue }
            switch other.1.shape {
            case .number where unit == .money || unit == .date:
                let number = other.0.writtenNumber.map { "the bare number \($0)" } ?? "a bare number"
                report(
                    "compare.unit", "\(unit.words) is compared with \(number)", other.0.span,
                    "write \(unit.example)")
            case .quantity(let second) where second != unit && fact.0.span.start == left.0.span.start:
                report(
                    "compare.unit", "\(unit.words) is compared with \(second.words)",
                    expression.span,
                    unit.isSpan && second.isSpan
                        ? "their length differs from date to date: ask within(date, span) or older_than(date, span)"
                        : "compare values of one unit")
            case .text, .bool, .word, .records, .record, .words, .table:
                report(
                    "compare.unit", "\(unit.words) is compared with something without a unit",
                    other.0.span, "write \(unit.example)")
            default: break
            }
        }
        var result = FlowValue(shape: .bool)
        if let first = left.1.identity, let second = right.1.identity {
            // a < b, b > a, and the opposites a >= b, b <= a are one condition.
            switch word {
            case "<": result.identity = intern([first, second], "<")
            case ">": result.identity = intern([second, first], "<")
            case "<=": result.identity = intern([second, first], "<")
            default: result.identity = intern([first, second], "<")
            }
        }
        result = decided(result, state)
        if word == "<=" || word == ">=" {
            result.identity = result.identity.map { intern([$0], "not") }
            result.truth = result.truth.inverted
            (result.whenTrue, result.whenFalse) = (result.whenFalse, result.whenTrue)
        }
        return result
    }

    // MARK: Arithmetic

    private func arithmetic(
        _ expression: Expression, _ word: String, _ left: (Expression, FlowValue),
        _ right: (Expression, FlowValue), _ state: inout FlowState
    ) -> FlowValue {
        for side in [left, right] { require(side.1, side.0, "used in arithmetic", &state) }
        var identity: Int?
        if let first = left.1.identity, let second = right.1.identity {
            identity = intern([first, second], word)
        }
        func value(_ shape: FlowValue.Shape) -> FlowValue {
            FlowValue(shape: shape, identity: identity, truth: .always)
        }
        func mixed(_ what: String) -> FlowValue {
            report("compare.unit", what, expression.span, "use values of one unit")
            return .unknown
        }
        switch (left.1.shape, right.1.shape) {
        case (.number, .number): return value(.number)
        case (.quantity(let one), .quantity(let two)):
            if word == "+" || word == "-" {
                if one == .date, two.isSpan { return value(.quantity(.date)) }
                if word == "+", one.isSpan, two == .date { return value(.quantity(.date)) }
                if word == "-", one == .date, two == .date { return value(.quantity(.days)) }
                if one == two, one != .date { return value(.quantity(one)) }
                return mixed("\(one.words) and \(two.words) can't be added or subtracted")
            }
            if word == "*" {
                if Set([one, two]) == [.money, .share] { return value(.quantity(.money)) }
                if one == .count, two != .date { return value(.quantity(two)) }
                if two == .count, one != .date { return value(.quantity(one)) }
                return mixed("\(one.words) and \(two.words) can't be multiplied")
            }
            if one == two, one != .date { return value(.quantity(.count)) }
            if two == .count, one != .date { return value(.quantity(one)) }
            return mixed("\(one.words) can't be divided by \(two.words)")
        case (.quantity(let unit), .number), (.number, .quantity(let unit)):
            let isSum = word == "+" || word == "-"
            if isSum, !(unit.isSpan || unit == .count) {
                let number = left.1.shape == .number ? left.0 : right.0
                report(
                    "compare.unit", "a bare number is added to \(unit.words)", number.span,
                    "write \(unit == .date ? "days(30)" : unit.example)")
                return .unknown
            }
            return unit == .date ? .unknown : value(.quantity(unit))
        default: return .unknown
        }
    }

    // MARK: Words

    /// The words of each list, by the name that the layout gives it.
    private static let words = Dictionary(
        ScriptSchema.cases.symbolTypes.map { ($0.name, $0.words) },
        uniquingKeysWith: { first, _ in first })

    func check(_ word: String, list: String, _ span: SourceSpan) {
        guard let words = Self.words[list] ?? context.siteWords[list], !words.contains(word) else {
            return
        }
        let near = EditDistance.nearest(word, in: words)
        let what =
            context.siteWords[list] == nil
            ? "`\(word)` is never the value of this fact"
            : "this site has no \(list) `\(word)`"
        report(
            "word.unknown", what, span,
            near.map { "did you mean `\($0)`?" } ?? "it is one of \(words.joined(separator: ", "))")
    }
}

extension Expression {
    /// The number as written, with its sign.
    var writtenNumber: String? {
        switch kind {
        case .number(let text): text
        case .unary("-", let operand): operand.writtenNumber.map { "-\($0)" }
        case .parenthesized(let inner): inner.writtenNumber
        default: nil
        }
    }

    var isWrittenNumber: Bool { writtenNumber != nil }
}

extension LuaHost.Unit {
    var isSpan: Bool { self == .days || self == .businessDays || self == .months }

    /// The unit as it stands in a sentence.
    var words: String {
        switch self {
        case .money: "money"
        case .date: "a date"
        case .days: "a number of days"
        case .businessDays: "a number of business days"
        case .months: "a number of months"
        case .count: "a count"
        case .share: "a share"
        }
    }

    /// How a value of the unit is written in a policy.
    var example: String {
        switch self {
        case .money: "dollars(…) or cents(…)"
        case .date: "date(\"2019-03-01\")"
        case .days: "days(30)"
        case .businessDays: "business_days(5)"
        case .months: "months(6)"
        case .count: "6"
        case .share: "percent(25)"
        }
    }
}
