import CaseModel
import LuaHost

extension FlowAnalysis {
    /// Follows an expression and reports what is wrong in it.
    func value(of expression: Expression, _ state: inout FlowState) -> FlowValue {
        switch expression.kind {
        case .absent: return .absent
        case .bool(let yes):
            return FlowValue(shape: .bool, truth: yes ? .always : .never)
        case .number(let text):
            return FlowValue(
                shape: .number, identity: intern([], "number \(text)"), truth: .always)
        case .string(let text):
            return FlowValue(
                shape: .text(text), identity: intern([], "text \(text)"), truth: .always)
        case .variadic: return .unknown
        case .name(let name, .global): return FlowValue(shape: .native(name), truth: .always)
        case .name(let name, _): return decided(value(ofName: name, state), state)
        case .index(let object, let key, _): return index(expression, object, key, &state)
        case .call(let function, let arguments):
            return call(expression, function, arguments, &state)
        case .method(let object, let name, let arguments):
            return method(expression, object, name, arguments, &state)
        case .function(let body): return closure(body)
        case .binary(let word, let left, let right):
            return binary(expression, word, left, right, &state)
        case .unary(let word, let operand): return unary(expression, word, operand, &state)
        case .table(let entries): return table(expression, entries, &state)
        case .parenthesized(let inner): return value(of: inner, &state)
        }
    }

    func closure(_ body: FunctionBody) -> FlowValue {
        closures.append(FlowClosure(body: body, scope: scope, file: file))
        return FlowValue(shape: .function(closures.count - 1), truth: .always)
    }

    /// The value as a condition, with what the conditions so far say about it.
    func decided(_ value: FlowValue, _ state: FlowState) -> FlowValue {
        guard value.truth == .maybe, let identity = value.identity else { return value }
        var value = value
        let yes = intern([identity], "true")
        let no = intern([identity], "false")
        if state.known.contains(yes) { value.truth = .always }
        if state.known.contains(no) { value.truth = .never }
        value.whenTrue.formUnion([yes, identity])
        value.whenFalse.insert(no)
        return value
    }

    // MARK: Tables

    private func table(
        _ expression: Expression, _ entries: [Expression.TableEntry], _ state: inout FlowState
    ) -> FlowValue {
        var made = FlowTable(span: expression.span, entries: entries)
        for entry in entries {
            let value = value(of: entry.value, &state)
            switch entry.key?.kind {
            case .string(let name)?:
                if made.fields[name] != nil, let key = entry.key {
                    report("key.twice", "`\(name)` stands here twice", key.span, "keep one of them")
                }
                made.fields[name] = settled(value, state)
            case .some:
                _ = entry.key.map { self.value(of: $0, &state) }
                made.isOpen = true
            case nil: append(value, of: entry.value, to: &made)
            }
        }
        return makeTable(made)
    }

    private func append(_ value: FlowValue, of source: Expression, to made: inout FlowTable) {
        // `table.unpack(list)` adds the list's items.
        if case .call(let function, let arguments) = source.kind,
            case .index(let library, let key, _) = function.kind,
            case .name("table", .global) = library.kind, case .string("unpack") = key.kind
        {
            var state = FlowState()
            if let list = arguments.first,
                case .table(let number) = self.value(of: list, &state).shape,
                !tables[number].isOpen
            {
                made.items += tables[number].items
            } else {
                made.isOpen = true
            }
            return
        }
        made.items.append(value)
    }

    // MARK: Fields

    private func index(
        _ expression: Expression, _ object: Expression, _ key: Expression, _ state: inout FlowState
    ) -> FlowValue {
        let owner = value(of: object, &state)
        guard case .string(let name) = key.kind else {
            let key = value(of: key, &state)
            if case .table(let number) = owner.shape {
                if case .text(let word?) = key.shape, let field = tables[number].fields[word] {
                    return field
                }
                return element(of: owner, at: expression.span)
            }
            if case .words = owner.shape { return element(of: owner, at: expression.span) }
            return .unknown
        }
        return field(name, key.span, of: owner, object, &state)
    }

    private func field(
        _ name: String, _ span: SourceSpan, of owner: FlowValue, _ object: Expression,
        _ state: inout FlowState
    ) -> FlowValue {
        switch owner.shape {
        case .record(let type):
            require(owner, object, "looked into", &state)
            return fact(name, span, of: type, owner, state)
        case .absent:
            require(owner, object, "looked into", &state)
            return .unknown
        case .table(let number): return entry(name, span, of: number)
        case .native(let library):
            if let members = Self.members[library], !members.contains(name) {
                report(
                    "name.not-offered", "`\(library).\(name)` is not offered to policies", span,
                    "offered are \(members.joined(separator: ", "))")
            }
            return FlowValue(shape: .native("\(library).\(name)"), truth: .always)
        case .quantity, .word, .bool, .number:
            report(
                "fact.unknown",
                "\(owner.name.isEmpty ? "this" : "`\(owner.name)`") is one value and has no `\(name)`",
                span, "compare it, or look at another fact")
            return .unknown
        case .records, .words:
            report(
                "fact.unknown",
                "\(owner.name.isEmpty ? "this" : "`\(owner.name)`") is a list and has no `\(name)`",
                span,
                "ask any(list, function), count(list, function), first(list, function) or for … in ipairs(list)"
            )
            return .unknown
        case .unknown, .text, .function, .answer, .policy: return .unknown
        }
    }

    private func fact(
        _ name: String, _ span: SourceSpan, of type: Int, _ owner: FlowValue, _ state: FlowState
    ) -> FlowValue {
        let record = layout.types[type]
        let isNumber = type >= context.schema.parameterRoot
        guard let field = record.fields.first(where: { $0.name == name }) else {
            if isNumber { note(lookup: "\(record.name).\(name)", "none") }
            let near = EditDistance.nearest(name, in: record.fields.map(\.name))
            report(
                "fact.unknown", "`\(record.name)` has no `\(name)`", span,
                near.map { "did you mean `\($0)`?" } ?? "")
            return .unknown
        }
        if let reason = field.withheld {
            report("fact.withheld", "`\(name)` can't be read: \(reason)", span, "leave it out")
            return .unknown
        }
        let path =
            isNumber
            ? "\(record.name.split(separator: " ").last ?? "").\(name)" : "\(record.name).\(name)"
        if isNumber {
            note(lookup: "\(record.name).\(name)", context.told(of: field, path: path))
        }
        reads.insert(path)
        var fact = FlowValue(
            shape: shape(of: field.kind), identity: owner.identity.map { intern([$0], name) },
            name: name)
        fact.mayBeAbsent = isNumber ? context.endingParameters.contains(path) : field.optional
        switch fact.shape {
        case .text where record.name == "partner" && name == "id":
            fact.shape = siteWord("partner id")
        case .text where name == "service_area" || record.name == "partner_area":
            fact.shape = siteWord("service area")
        default: break
        }
        if case .bool = fact.shape { return decided(fact, state) }
        if !fact.mayBeAbsent {
            fact.truth = .always
        } else if let identity = fact.identity {
            fact.whenTrue.insert(identity)
        }
        return fact
    }

    private func siteWord(_ list: String) -> FlowValue.Shape {
        note(lookup: list, (context.siteWords[list] ?? []).joined(separator: " "))
        return .word(list)
    }

    private func shape(of kind: LuaHost.FieldKind) -> FlowValue.Shape {
        switch kind {
        case .bool: .bool
        case .integer: .number
        case .text: .text(nil)
        case .symbol(let list): .word(list)
        case .symbols(let list): .words(list)
        case .quantity(let unit): .quantity(unit)
        case .record(let type): .record(type)
        case .list(let type): .records(type)
        }
    }

    private func entry(_ name: String, _ span: SourceSpan, of number: Int) -> FlowValue {
        if let module = tables[number].module { result.helpers.insert("\(module).\(name)") }
        if let value = tables[number].fields[name] { return value }
        guard let module = tables[number].module, !tables[number].isOpen else { return .unknown }
        let near = EditDistance.nearest(name, in: tables[number].fields.keys.sorted())
        report(
            "helper.unknown", "the library `\(module)` has no `\(name)`", span,
            near.map { "did you mean `\($0)`?" }
                ?? "it has \(tables[number].fields.keys.sorted().joined(separator: ", "))")
        return .unknown
    }

    /// What each library of plain Lua offers to policies.
    static let members = Helper.libraries.filter { $0.key != "accord" }

    // MARK: Facts that may be absent

    /// Reports a value that may be absent where it must not be; it counts as recorded from there.
    func require(
        _ value: FlowValue, _ expression: Expression, _ use: String, _ state: inout FlowState
    ) {
        guard isAbsent(value, state) else { return }
        let name = value.name.isEmpty ? "this value" : "`\(value.name)`"
        report(
            "fact.absent", "\(name) may be absent, and is \(use) without a guard", expression.span,
            "ask known(…) first: known(\(value.name.isEmpty ? "x" : value.name)) and …",
            severity: .warning)
        if let identity = value.identity { state.known.insert(identity) }
    }
}
