import CaseModel
import LuaHost
import PolicyHost

/// Finds every mutant of one policy file, in the order of the source.
struct MutantFinder {
    private let file: PolicySourceFile
    private let words: [[String]]
    private var found: [MutantText] = []
    private var ordinals: [String: Int] = [:]
    private var rule: RuleSource?

    /// Creates a finder.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - words: The closed lists of words of the schema.
    init(file: PolicySourceFile, words: [[String]]) {
        self.file = file
        self.words = words
    }

    /// The mutants of the file.
    mutating func mutants() -> [MutantText] {
        for (index, rule) in file.rules.enumerated() {
            self.rule = rule
            for entry in rule.entries {
                if RuleSource.nameLists.contains(entry.key) { dropNames(entry.value) }
                if case .function(let body) = entry.value.kind {
                    // Words and places in `decide` are the answer's; its outcome is swapped whole.
                    if entry.key == "decide" { swapOutcomes(body) }
                    if entry.key != "decide" { negate(body.block) }
                    visit(body.block)
                } else if entry.key == "points" {
                    visit(entry.value)
                }
            }
            let span = rule.statement.span
            add(.dropRule, span, "")
            swapOrder(index)
        }
        rule = nil
        for list in file.lists where file.isSharedByConditions(list.name) {
            for item in list.items { dropItem(item, of: list.name, list.items) }
        }
        return found
    }

    // MARK: Conditions

    private mutating func visit(_ block: Block) {
        var expressions: [Expression] = []
        block.walk { node in
            if case .expression(let expression) = node { expressions.append(expression) }
        }
        for expression in expressions { change(expression) }
        dropParts(in: expressions)
    }

    private mutating func visit(_ expression: Expression) {
        var expressions: [Expression] = []
        expression.walk { node in
            if case .expression(let inner) = node { expressions.append(inner) }
        }
        for expression in expressions { change(expression) }
    }

    private mutating func change(_ expression: Expression) {
        switch expression.kind {
        case .binary(let symbol, let left, let right):
            guard let other = Self.neighbors[symbol] else { return }
            let replacement = "\(file.text(left.span)) \(other) \(file.text(right.span))"
            add(.flip, expression.span, replacement)
        case .call(let function, let arguments):
            guard case .name(let name, .global) = function.kind else { return }
            if let other = Self.verbs[name] {
                addEdit(.flip, function.span, other, shown: expression.span, verb: name, other)
            }
            if name == "one_of" || name == "has" { swapWords(Array(arguments.dropFirst())) }
        case .number(let digits):
            guard let number = Int64(digits) else { return }
            for step in [Int64(1), -1] where number + step >= 0 {
                add(.threshold, expression.span, "\(number + step)")
            }
        default: break
        }
    }

    /// The neighbor of a comparison: what somebody writes who errs about the line itself.
    private static let neighbors = [
        "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "~=", "~=": "==",
    ]
    private static let verbs = [
        "within": "older_than", "older_than": "at_least_ago", "at_least_ago": "older_than",
        "passed": "upcoming", "upcoming": "passed", "any": "all", "all": "any",
    ]

    /// Turns around what the functions of a rule return, and the conditions of their branches.
    private mutating func negate(_ block: Block) {
        for statement in block.statements {
            switch statement.kind {
            case .result(let values):
                if let value = values.first { negate(value) }
            case .branches(let branches, let otherwise):
                for branch in branches {
                    negate(branch.condition)
                    negate(branch.block)
                }
                if let otherwise { negate(otherwise) }
            default: break
            }
        }
    }

    private mutating func negate(_ condition: Expression) {
        switch condition.kind {
        case .bool, .number, .string: return
        case .binary("==", _, _), .binary("~=", _, _): return  // its flip says the same
        case .unary("not", let operand):
            add(.negate, condition.span, file.text(operand.span))
        default:
            add(.negate, condition.span, "not (\(file.text(condition.span)))")
        }
    }

    /// Leaves out each part of each chain of `and` or of `or`.
    private mutating func dropParts(in expressions: [Expression]) {
        var inner: Set<SourceSpan> = []
        for expression in expressions {
            guard case .binary(let symbol, _, _) = expression.kind,
                symbol == "and" || symbol == "or",
                !inner.contains(expression.span)
            else { continue }
            var parts: [Expression] = []
            Self.flatten(expression, symbol, &parts, &inner)
            for left in parts.indices {
                let rest = parts.indices.filter { $0 != left }.map { file.text(parts[$0].span) }
                addEdit(
                    .dropPart, expression.span, rest.joined(separator: " \(symbol) "),
                    shown: parts[left].span)
            }
        }
    }

    private static func flatten(
        _ expression: Expression, _ symbol: String, _ parts: inout [Expression],
        _ inner: inout Set<SourceSpan>
    ) {
        guard case .binary(symbol, let left, let right) = expression.kind else {
            parts.append(expression)
            return
        }
        inner.insert(expression.span)
        flatten(left, symbol, &parts, &inner)
        flatten(right, symbol, &parts, &inner)
    }

    /// Makes each word of a list another word of the same closed list.
    private mutating func swapWords(_ arguments: [Expression]) {
        var used: [String] = []
        for argument in arguments {
            guard case .string(let word) = argument.kind else { return }
            used.append(word)
        }
        guard let list = words.first(where: { Set(used).isSubset(of: $0) }) else { return }
        for (argument, word) in zip(arguments, used) {
            guard let place = list.firstIndex(of: word) else { continue }
            let following = list[(place + 1)...] + list[..<place]
            if let other = following.first(where: { !used.contains($0) }) {
                add(.word, argument.span, "\"\(other)\"")
            }
        }
    }

    // MARK: Answers and lists

    /// Makes each answer of a rule the next one that its question takes.
    private mutating func swapOutcomes(_ body: FunctionBody) {
        guard let takes = rule?.point?.proposals else { return }
        var calls: [(Expression, Outcome)] = []
        body.block.walk { node in
            if case .expression(let call) = node, case .call(let function, _) = call.kind,
                case .name(let name, .global) = function.kind, let outcome = Outcome(rawValue: name)
            {
                calls.append((call, outcome))
            }
        }
        for (call, outcome) in calls {
            guard let place = takes.firstIndex(of: outcome) else { continue }
            add(.swapOutcome, call.span, "\(takes[(place + 1) % takes.count].rawValue) {}")
        }
    }

    private mutating func dropNames(_ value: Expression) {
        guard let names = file.words(of: value), names.count > 1 else { return }
        for name in names {
            let rest = names.filter { $0 != name }.map { "\"\($0)\"" }
            addEdit(
                .dropName, value.span, "{ \(rest.joined(separator: ", ")) }", shown: value.span,
                verb: name)
        }
    }

    private mutating func dropItem(_ item: Expression, of list: String, _ all: [Expression]) {
        guard let table = file.lists.first(where: { $0.name == list })?.table else { return }
        let rest = all.filter { $0.span != item.span }.map { file.text($0.span) }
        addEdit(
            .dropItem, table.span, "{ \(rest.joined(separator: ", ")) }", shown: item.span,
            owner: list)
    }

    /// Puts a rule behind the next one of its question that can meet the same case.
    private mutating func swapOrder(_ index: Int) {
        let rule = file.rules[index]
        guard rule.kind == .rule else { return }
        let remedies = names(of: rule)
        let next = file.rules[(index + 1)...].first { other in
            guard other.kind == .rule, other.point == rule.point else { return false }
            let others = names(of: other)
            return remedies.isEmpty || others.isEmpty || !Set(remedies).isDisjoint(with: others)
        }
        guard let next else { return }
        let (first, second) = (rule.statement.span, next.statement.span)
        append(
            .swapOrder, shown: first, before: "\(rule.id) before \(next.id)",
            after: "\(next.id) before \(rule.id)",
            edits: [
                TextEdit(start: first.start, end: first.end, text: file.text(second)),
                TextEdit(start: second.start, end: second.end, text: file.text(first)),
            ], owner: rule.id)
    }

    private func names(of rule: RuleSource) -> [String] {
        if case .string(let one)? = rule.entry("remedy")?.kind { return [one] }
        return rule.entry("remedies").flatMap(file.words(of:)) ?? []
    }

    // MARK: Collecting

    private mutating func add(_ kind: Mutant.Kind, _ span: SourceSpan, _ text: String) {
        let before =
            kind == .dropRule ? "policy:\(rule?.kind.rawValue ?? "") \(rule?.id ?? "")" : nil
        append(
            kind, shown: span, before: before ?? file.text(span), after: text,
            edits: [TextEdit(start: span.start, end: span.end, text: text)],
            owner: rule?.id ?? "")
    }

    private mutating func addEdit(
        _ kind: Mutant.Kind, _ span: SourceSpan, _ text: String, shown: SourceSpan,
        verb: String? = nil, _ other: String = "", owner: String? = nil
    ) {
        var before = file.text(shown)
        var after = ""
        if let verb, !other.isEmpty { after = other + before.dropFirst(verb.count) }
        if let verb, other.isEmpty { before = verb }
        append(
            kind, shown: shown, before: before, after: after,
            edits: [TextEdit(start: span.start, end: span.end, text: text)],
            owner: owner ?? rule?.id ?? "")
    }

    private mutating func append(
        _ kind: Mutant.Kind, shown: SourceSpan, before: String, after: String, edits: [TextEdit],
        owner: String
    ) {
        let name = "\(owner):\(kind.rawValue)"
        // Of a bound that does not apply no record is left, and a list serves many rules.
        let staysInRule = rule.map { [.rule, .fallback, .rank].contains($0.kind) } ?? false
        ordinals[name, default: 0] += 1
        found.append(
            MutantText(
                mutant: Mutant(
                    id: "\(name):\(ordinals[name] ?? 1)", kind: kind, area: file.area, rule: owner,
                    point: rule?.point, file: file.path, line: shown.line, column: shown.column,
                    before: before, after: after),
                edits: edits, staysInRule: staysInRule))
    }
}
