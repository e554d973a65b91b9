import LuaHost

extension FlowAnalysis {
    func follow(_ block: Block, _ state: inout FlowState) {
        let outer = scope
        scope = FlowScope(outer)
        for statement in block.statements where state.isReachable { follow(statement, &state) }
        scope = outer
    }

    private func follow(_ statement: Statement, _ state: inout FlowState) {
        switch statement.kind {
        case .local(let names, let expressions): declare(names, expressions, &state)
        case .assignment(let targets, let expressions):
            let values = values(of: expressions, count: targets.count, &state)
            for (target, value) in zip(targets, values) { assign(target, value, &state) }
        case .call(let call): _ = value(of: call, &state)
        case .block(let block): follow(block, &state)
        case .whileLoop(let condition, let block):
            let held = value(of: condition, &state)
            loop(&state) { state in
                state.known.formUnion(held.whenTrue)
                follow(block, &state)
            }
        case .repeatLoop(let block, let condition):
            follow(block, &state)
            state.isReachable = true
            _ = value(of: condition, &state)
        case .branches(let branches, let otherwise): follow(branches, otherwise, &state)
        case .numericLoop(let name, let first, let last, let step, let block):
            for bound in [first, last] + (step.map { [$0] } ?? []) {
                require(value(of: bound, &state), bound, "counted with", &state)
            }
            loop(&state) { state in
                bind([name], [FlowValue(shape: .number)], block, &state)
            }
        case .loop(let names, let expressions, let block):
            followLoop(names, expressions, block, &state)
        case .function(let target, let body):
            assign(target, closure(body), &state)
        case .localFunction(let name, let body):
            // The function sees its own name.
            declare(name.name, FlowValue(shape: .function(closures.count), truth: .always))
            _ = closure(body)
        case .result(let expressions):
            let value = expressions.first.map { self.value(of: $0, &state) } ?? FlowValue.absent
            returns.append((settled(value, state), state))
            state.isReachable = false
        case .exit, .jump: state.isReachable = false
        case .label: break
        }
    }

    /// The value as it is at this place, whatever is known elsewhere.
    func settled(_ value: FlowValue, _ state: FlowState) -> FlowValue {
        var value = value
        if value.mayBeAbsent, !isAbsent(value, state) { value.mayBeAbsent = false }
        return value
    }

    private func declare(
        _ names: [DeclaredName], _ expressions: [Expression], _ state: inout FlowState
    ) {
        let values = values(of: expressions, count: names.count, &state)
        for (name, value) in zip(names, values) {
            var value = value
            // A value that may be absent and comes from no fact can still be asked about by name.
            if value.mayBeAbsent, value.identity == nil {
                value.identity = intern([name.span.start, closures.count, memo.count], "local")
            }
            if value.name.isEmpty { value.name = name.name }
            declare(name.name, value)
        }
    }

    private func values(of expressions: [Expression], count: Int, _ state: inout FlowState)
        -> [FlowValue]
    {
        var values: [FlowValue] = []
        for expression in expressions { values.append(value(of: expression, &state)) }
        let rest: FlowValue
        switch expressions.last?.kind {
        case .call, .method, .variadic: rest = .unknown
        default: rest = .absent
        }
        while values.count < count { values.append(rest) }
        return values
    }

    private func assign(_ target: Expression, _ value: FlowValue, _ state: inout FlowState) {
        switch target.kind {
        case .name(let name, _):
            guard let variable = scope.variable(name) else { return }
            state.assigned[variable] = settled(value, state)
        case .index(let object, let key, _):
            let object = self.value(of: object, &state)
            guard case .table(let number) = object.shape else { return }
            if case .string(let name) = key.kind {
                tables[number].fields[name] = value
            } else {
                _ = self.value(of: key, &state)
                tables[number].isOpen = true
            }
        default: break
        }
    }

    private func follow(
        _ branches: [Statement.Branch], _ otherwise: Block?, _ state: inout FlowState
    ) {
        var rest = state
        var after = state
        after.isReachable = false
        for branch in branches {
            let condition = value(of: branch.condition, &rest)
            var inside = rest
            inside.known.formUnion(condition.whenTrue)
            inside.isReachable = rest.isReachable && condition.truth != .never
            follow(branch.block, &inside)
            after.join(inside)
            rest.known.formUnion(condition.whenFalse)
            if condition.truth == .always { rest.isReachable = false }
        }
        if let otherwise { follow(otherwise, &rest) }
        after.join(rest)
        state = after
    }

    /// A body that may run any number of times.
    private func loop(_ state: inout FlowState, _ body: (inout FlowState) -> Void) {
        var inside = state
        body(&inside)
        inside.isReachable = true
        state.join(inside)
    }

    private func bind(
        _ names: [DeclaredName], _ values: [FlowValue], _ block: Block, _ state: inout FlowState
    ) {
        let outer = scope
        scope = FlowScope(outer)
        for (index, name) in names.enumerated() {
            declare(name.name, index < values.count ? values[index] : .unknown)
        }
        follow(block, &state)
        scope = outer
    }

    private func followLoop(
        _ names: [DeclaredName], _ expressions: [Expression], _ block: Block,
        _ state: inout FlowState
    ) {
        guard case .call(let function, let arguments)? = expressions.first?.kind,
            case .name(let walker, .global) = function.kind,
            ["ipairs", "pairs"].contains(walker), let argument = arguments.first
        else {
            for expression in expressions { _ = value(of: expression, &state) }
            return loop(&state) { bind(names, [], block, &$0) }
        }
        let list = value(of: argument, &state)
        require(list, argument, "walked through", &state)
        let number = FlowValue(shape: .number)
        // What stands in the source is walked through item by item.
        if case .table(let table) = list.shape, !tables[table].isOpen, tables[table].items.count <= 32,
            !tables[table].items.isEmpty, tables[table].fields.isEmpty
        {
            for item in tables[table].items {
                loop(&state) { bind(names, [number, item], block, &$0) }
            }
            return
        }
        let key = walker == "ipairs" ? number : FlowValue.unknown
        let item = element(of: list, at: argument.span)
        loop(&state) { bind(names, [key, item], block, &$0) }
    }

    /// One element of a list, told apart from those of every other walk through it.
    func element(of list: FlowValue, at span: SourceSpan) -> FlowValue {
        let identity = intern([list.identity ?? -1, span.start], "element \(file)")
        switch list.shape {
        case .records(let type):
            return FlowValue(
                shape: .record(type), identity: identity, name: layout.types[type].name,
                truth: .always)
        case .words(let words): return FlowValue(shape: .word(words), identity: identity)
        case .table(let table) where !tables[table].isOpen:
            return tables[table].items.dropFirst().reduce(tables[table].items.first ?? .unknown) {
                $0.joined($1)
            }
        default: return .unknown
        }
    }
}
