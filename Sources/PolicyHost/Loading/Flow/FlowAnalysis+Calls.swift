import CaseModel
import LuaHost

/// A call that was followed already.
struct CallKey: Hashable {
    var closure: Int
    var arguments: [FlowValue]
    var known: Set<Int>
}

/// What following a call told.
struct CallSummary {
    var value: FlowValue
    var reads: Set<String>
    var answers: [AnswerCall]
}

extension FlowAnalysis {
    // MARK: Functions of scripts

    func call(_ number: Int, _ arguments: [FlowValue], _ state: inout FlowState) -> FlowValue {
        closures[number].wasCalled = true
        let key = CallKey(closure: number, arguments: arguments, known: state.known)
        if let known = memo[key] {
            reads.formUnion(known.reads)
            answers += known.answers
            return known.value
        }
        // A function that calls itself tells nothing about its own result.
        guard running.insert(number).inserted, running.count < 64 else { return .unknown }
        defer { running.remove(number) }
        let closure = closures[number]
        let outer = (scope, file, reads, answers, returns)
        scope = FlowScope(closure.scope)
        file = closure.file
        (reads, answers, returns) = ([], [], [])
        for (index, parameter) in closure.body.parameters.enumerated() {
            declare(parameter.name, index < arguments.count ? arguments[index] : .absent)
        }
        var inside = state
        inside.isReachable = true
        follow(closure.body.block, &inside)
        if inside.isReachable { returns.append((.absent, inside)) }
        var value = joinedReturns(from: state)
        if value.identity == nil { value.identity = identity(of: closure, arguments) }
        let summary = CallSummary(value: value, reads: reads, answers: answers)
        scope = outer.0
        file = outer.1
        reads = outer.2.union(summary.reads)
        answers = outer.3 + summary.answers
        returns = outer.4
        memo[key] = summary
        return summary.value
    }

    /// What all ways out of a function have in common.
    private func joinedReturns(from entry: FlowState) -> FlowValue {
        guard let first = returns.first else { return .unknown }
        func told(_ value: FlowValue, _ state: FlowState) -> FlowValue {
            var value = value
            let learned = state.known.subtracting(entry.known)
            value.whenTrue.formUnion(learned)
            value.whenFalse.formUnion(learned)
            return value
        }
        return returns.dropFirst().reduce(told(first.value, first.state)) {
            $0.joined(told($1.value, $1.state))
        }
    }

    /// The same function of the same facts gives the same value.
    ///
    /// Functions that stand inside others
    /// see more than their arguments, so only those of the file itself count.
    private func identity(of closure: FlowClosure, _ arguments: [FlowValue]) -> Int? {
        let identities = arguments.prefix(closure.body.parameters.count).compactMap(\.identity)
        guard identities.count == min(arguments.count, closure.body.parameters.count),
            closure.scope.isOutermost
        else { return nil }
        return intern([closure.body.span.start] + identities, "call \(closure.file)")
    }

    // MARK: Calls

    func call(
        _ expression: Expression, _ function: Expression, _ arguments: [Expression],
        _ state: inout FlowState
    ) -> FlowValue {
        let called = value(of: function, &state)
        var values: [FlowValue] = []
        for argument in arguments { values.append(value(of: argument, &state)) }
        switch called.shape {
        case .function(let number):
            return decided(
                call(number, values.map { settled($0, state) }, &state), state)
        case .native(let name):
            return native(name, expression, Array(zip(arguments, values)), &state)
        default:
            // A function given to something unknown is followed with what its names tell.
            return .unknown
        }
    }

    func method(
        _ expression: Expression, _ object: Expression, _ name: String,
        _ arguments: [Expression], _ state: inout FlowState
    ) -> FlowValue {
        let owner = value(of: object, &state)
        var values: [FlowValue] = []
        for argument in arguments { values.append(value(of: argument, &state)) }
        guard case .policy(let head) = owner.shape, case .table(let table)? = values.first?.shape,
            let source = arguments.first
        else { return .unknown }
        var head_ = object.span
        head_.end = object.span.end + 1 + name.utf8.count
        var rule = RuleSource(
            kind: name, file: file, head: head_, line: source.span.line, entries: [:])
        if case .table(let entries) = source.kind {
            for entry in entries {
                guard let key = entry.key, case .string(let word) = key.kind else { continue }
                rule.entries[word] = RuleSource.Entry(key: key.span, value: entry.value)
            }
        }
        if case .text(let id?)? = tables[table].fields["id"]?.shape { rule.id = id }
        result.rules.append(rule)
        ruleTables.append((result.rules.count - 1, table, head))
        return .absent
    }

    // MARK: Functions of the host

    private func native(
        _ name: String, _ expression: Expression, _ arguments: [(Expression, FlowValue)],
        _ state: inout FlowState
    ) -> FlowValue {
        let first = arguments.first
        switch name {
        case "known":
            return known(first, state)
        case "within", "older_than", "at_least_ago", "passed", "upcoming":
            return ask(name, arguments, &state)
        case "days_since", "days_until":
            expectDate(name, first)
            var days = FlowValue(
                shape: .quantity(.days), identity: first?.1.identity,
                mayBeAbsent: first.map { isAbsent($0.1, state) } ?? true)
            // Recorded if the date is; but it is another value than the date.
            days.name = first?.1.name ?? ""
            if !days.mayBeAbsent { days.identity = days.identity.map { intern([$0], name) } }
            return days
        case "dollars", "cents", "percent", "days", "business_days", "months", "date":
            let unit: LuaHost.Unit =
                switch name {
                case "dollars", "cents": .money
                case "percent": .share
                case "days": .days
                case "business_days": .businessDays
                case "months": .months
                default: .date
                }
            return FlowValue(
                shape: .quantity(unit), identity: first?.1.identity.map { intern([$0], name) },
                truth: .always)
        case "one_of", "has": return membership(name, arguments, state)
        case "exactly":
            var result = FlowValue(shape: .bool)
            if let identity = first?.1.identity { result.whenTrue.insert(identity) }
            return result
        case "any", "all", "count", "first": return search(name, expression, arguments, &state)
        case "require":
            guard case .text(let module?)? = first?.1.shape else { return .unknown }
            return self.module(module, &state)
        case "accord.policy":
            guard case .table(let head)? = first?.1.shape else { return .unknown }
            if file == result.file, case .call(let function, _) = expression.kind {
                result.head = function.span
            }
            return FlowValue(shape: .policy(head), truth: .always)
        case "error":
            state.isReachable = false
            return .absent
        case "assert":
            if let value = first?.1 { state.known.formUnion(value.whenTrue) }
            return first?.1 ?? .unknown
        case "tostring", "string.sub", "string.upper", "string.lower", "string.rep",
            "string.format", "table.concat", "type":
            if name == "string.lower", case .text(let text?)? = first?.1.shape {
                return FlowValue(shape: .text(text.lowercased()), truth: .always)
            }
            return FlowValue(
                shape: .text(nil), identity: identity(of: name, arguments.map(\.1)), truth: .always)
        case "string.len", "string.find", "string.byte":
            return FlowValue(shape: .number)
        case "math.max", "math.min", "math.abs":
            return FlowValue(shape: first?.1.shape ?? .unknown, truth: .always)
        case "table.insert":
            if case .table(let table)? = first?.1.shape { tables[table].isOpen = true }
            return .absent
        default:
            if Prelude.names.contains(name) { return answer(name, expression, first, state) }
            return .unknown
        }
    }

    private func identity(of name: String, _ arguments: [FlowValue]) -> Int? {
        let identities = arguments.compactMap(\.identity)
        return identities.count == arguments.count ? intern(identities, name) : nil
    }

    private func known(_ argument: (Expression, FlowValue)?, _ state: FlowState) -> FlowValue {
        var result = FlowValue(shape: .bool)
        guard let value = argument?.1 else { return result }
        if value.shape == .absent { result.truth = .never }
        guard let identity = value.identity else { return result }
        result.identity = intern([identity], "known")
        if value.mayBeAbsent, state.known.contains(identity) { result.truth = .always }
        result = decided(result, state)
        result.whenTrue.insert(identity)
        return result
    }

    /// The verbs that ask about a date; an absent one answers no.
    private func ask(
        _ name: String, _ arguments: [(Expression, FlowValue)], _ state: inout FlowState
    ) -> FlowValue {
        expectDate(name, arguments.first)
        if arguments.count > 1 {
            require(arguments[1].1, arguments[1].0, "used as a span", &state)
            if case .quantity(let unit) = arguments[1].1.shape, !unit.isSpan {
                report(
                    "verb.argument", "`\(name)` takes a span of time, not \(unit.words)",
                    arguments[1].0.span, "write days(30), business_days(5) or months(6)")
            }
        }
        var result = FlowValue(shape: .bool)
        result.identity = identity(of: name, arguments.map(\.1))
        result = decided(result, state)
        if let date = arguments.first?.1.identity { result.whenTrue.insert(date) }
        return result
    }

    private func expectDate(_ name: String, _ argument: (Expression, FlowValue)?) {
        guard let (source, value) = argument else { return }
        let what: String
        switch value.shape {
        case .quantity(.date), .unknown, .absent: return
        case .quantity(let unit): what = unit.words
        case .bool: what = "yes or no"
        case .word, .text: what = "a word"
        case .records, .words, .table: what = "a list"
        case .number: what = "a number"
        case .record: what = "a record"
        default: return
        }
        report(
            "verb.argument", "`\(name)` asks about a date, and this is \(what)", source.span,
            "give it a fact whose name ends in _on, or date(\"2019-03-01\")")
    }

    private func membership(
        _ name: String, _ arguments: [(Expression, FlowValue)], _ state: FlowState
    ) -> FlowValue {
        var result = FlowValue(shape: .bool)
        guard let fact = arguments.first?.1 else { return result }
        switch fact.shape {
        case .word(let list), .words(let list):
            for (source, value) in arguments.dropFirst() {
                if case .text(let word?) = value.shape { check(word, list: list, source.span) }
            }
        default: break
        }
        result.identity = identity(of: name, arguments.map(\.1))
        result = decided(result, state)
        if let identity = fact.identity { result.whenTrue.insert(identity) }
        return result
    }

    private func search(
        _ name: String, _ expression: Expression, _ arguments: [(Expression, FlowValue)],
        _ state: inout FlowState
    ) -> FlowValue {
        let list = arguments.first?.1 ?? .unknown
        let item = element(of: list, at: expression.span)
        if arguments.count > 1, case .function(let function) = arguments[1].1.shape {
            var inside = state
            _ = call(function, [item], &inside)
        }
        switch name {
        case "count": return FlowValue(shape: .number, truth: .always)
        case "first":
            var found = item
            found.mayBeAbsent = true
            found.truth = .maybe
            return found
        default: return FlowValue(shape: .bool)
        }
    }

    // MARK: Answers

    /// The lists whose words the keys of answers take.
    private static let answerWords: [String: [String]] = [
        "remedy": CaseVocabulary.remedies, "channel": CaseVocabulary.channels,
        "who": ["ncp", "cp"], "purpose": CaseVocabulary.purposes,
        "mode": CaseVocabulary.conferenceModes, "handoff": Referral.Handoff.words,
        "source": Funding.words,
    ]

    private func answer(
        _ name: String, _ expression: Expression, _ argument: (Expression, FlowValue)?,
        _ state: FlowState
    ) -> FlowValue {
        answers.append(AnswerCall(name: name, file: file, span: expression.span))
        let result = FlowValue(shape: .answer, truth: .always)
        guard let shape = Prelude.shapes.first(where: { $0.name == name }), name != "services",
            case .table(let number)? = argument?.1.shape
        else { return result }
        for entry in tables[number].entries {
            guard let key = entry.key, case .string(let text) = key.kind else { continue }
            guard shape.keys.contains(text) else {
                let near = EditDistance.nearest(text, in: shape.keys)
                report(
                    "answer.key", "`\(name)` takes no `\(text)`", key.span,
                    near.map { "did you mean `\($0)`?" }
                        ?? (shape.keys.isEmpty
                            ? "it takes nothing" : "it takes \(shape.keys.joined(separator: ", "))")
                )
                continue
            }
            guard let words = Self.answerWords[text],
                case .text(let word?)? = tables[number].fields[text]?.shape, !words.contains(word)
            else { continue }
            let near = EditDistance.nearest(word, in: words)
            report(
                "answer.word", "`\(name)` knows no \(text) `\(word)`", entry.value.span,
                near.map { "did you mean `\($0)`?" }
                    ?? "it is one of \(words.joined(separator: ", "))")
        }
        return result
    }
}
