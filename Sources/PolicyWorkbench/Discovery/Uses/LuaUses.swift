import CaseModel
import LuaHost
import PolicyHost

/// Finds what a Lua file names, by following values through locals, functions and lists.
///
/// Knows what a rule is handed, what stands in each record, and what the verbs on lists hand to
/// their functions. What it can't follow, it leaves out.
struct LuaUses {
    /// What a name or an expression stands for.
    indirect enum Known: Equatable {
        /// A record at a path.
        case record(path: String, type: Int)
        /// A list of records at a path.
        case list(path: String, type: Int)
        /// A fact or number, with the word list it is of.
        case value(words: String?)
        /// All numbers.
        case numbers
        /// A group of numbers.
        case group(String)
        /// A file of the shared library.
        case module(String)
        /// A local function or table of the file.
        case local(String)
    }

    let file: String
    /// The kind of thing that the rules of a statement are asked about, by the statement's lines.
    let subjects: (_ first: Int, _ last: Int) -> Known?
    let parameters: Set<String>

    /// What was found.
    private(set) var uses: [Use] = []
    /// The last line of each statement of the file itself, by its first.
    private(set) var statements: [Int: Int] = [:]
    private var scopes: [[String: Known]] = [[:]]
    private var owner: UseOwner
    /// What local functions are handed, by name and place, as calls of them tell.
    private var handed: [String: [Int: Known]] = [:]
    private var module: String?
    private var moduleTable: String?
    private var subject: Known?
    private let schema = ScriptSchema.cases

    init(
        file: String, chunk: Chunk, parameters: Set<String>,
        subjects: @escaping (Int, Int) -> Known?
    ) {
        self.file = file
        self.parameters = parameters
        self.subjects = subjects
        owner = .statement(file: file, line: 1)
        if file.hasPrefix("policies/lib/"), !file.contains("/tests/") {
            module = String(file.dropFirst("policies/lib/".count).dropLast(".lua".count))
            if case .result(let values)? = chunk.block.statements.last?.kind,
                case .name(let name, _)? = values.first?.kind
            {
                moduleTable = name
            }
        }
        // What a function is handed shows at its calls, which may stand below it.
        for _ in 0..<3 {
            let before = handed
            uses = []
            scopes = [[:]]
            for statement in chunk.block.statements { top(statement) }
            if handed == before { break }
        }
    }

    // MARK: Statements

    /// A statement of the file itself: it decides whose uses they are.
    private mutating func top(_ statement: Statement) {
        owner = .statement(file: file, line: statement.span.line)
        statements[statement.span.line] = statement.span.endLine
        subject = subjects(statement.span.line, statement.span.endLine)
        if isTest { owner = .test(testName(statement)) }
        switch statement.kind {
        case .local(let names, let values):
            if names.count == 1, let value = values.first {
                let name = names[0].name
                if let known = requiredModule(value) {
                    scopes[0][name] = known
                    return
                }
                if name == moduleTable, let module {
                    scopes[0][name] = .module(module)
                    return
                }
                owner = .local(file: file, name: name)
                let known = visit(value)
                scopes[0][name] = known ?? .local(name)
                return
            }
            visit(statement)
        case .localFunction(let name, let body):
            scopes[0][name.name] = .local(name.name)
            owner = .local(file: file, name: name.name)
            function(body, handed: handed[name.name] ?? [:])
        case .function(let target, let body):
            if case .index(let object, let key, _) = target.kind,
                case .name(let table, _) = object.kind, case .string(let name) = key.kind,
                table == moduleTable, let module
            {
                owner = .function("\(module).\(name)")
            }
            function(body, handed: [:])
        case .branches(let branches, let otherwise):
            for branch in branches {
                visit(branch.condition)
                for inner in branch.block.statements { top(inner) }
            }
            for inner in otherwise?.statements ?? [] { top(inner) }
        case .block(let block):
            for inner in block.statements { top(inner) }
        default: visit(statement)
        }
    }

    private var isTest: Bool { file.contains("/tests/") }

    /// The name of the test that a statement of a test file declares.
    private func testName(_ statement: Statement) -> String {
        guard case .call(let call) = statement.kind,
            case .method(_, "case", let arguments) = call.kind,
            case .table(let entries)? = arguments.first?.kind
        else { return "" }
        for entry in entries {
            if case .string("name")? = entry.key?.kind, case .string(let name) = entry.value.kind {
                return name
            }
        }
        return ""
    }

    private func requiredModule(_ expression: Expression) -> Known? {
        guard case .call(let function, let arguments) = expression.kind,
            case .name("require", .global) = function.kind,
            case .string(let name)? = arguments.first?.kind
        else { return nil }
        return .module(name)
    }

    private mutating func visit(_ block: Block) {
        scopes.append([:])
        for statement in block.statements { visit(statement) }
        scopes.removeLast()
    }

    private mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .local(let names, let values):
            let known = values.map { visit($0) }
            for (index, name) in names.enumerated() {
                bind(name.name, index < known.count ? known[index] : nil)
            }
        case .assignment(let targets, let values):
            for part in targets + values { visit(part) }
        case .call(let call): visit(call)
        case .block(let block): visit(block)
        case .whileLoop(let condition, let block):
            visit(condition)
            visit(block)
        case .repeatLoop(let block, let condition):
            visit(block)
            visit(condition)
        case .branches(let branches, let otherwise):
            for branch in branches {
                visit(branch.condition)
                visit(branch.block)
            }
            if let otherwise { visit(otherwise) }
        case .numericLoop(let name, let first, let last, let step, let block):
            for part in [first, last, step].compactMap(\.self) { visit(part) }
            scopes.append([name.name: .value(words: nil)])
            visit(block)
            scopes.removeLast()
        case .loop(let names, let values, let block):
            let known = values.map { elements(of: $0) }
            scopes.append([:])
            for name in names { bind(name.name, nil) }
            if names.count > 1, let element = known.first ?? nil { bind(names[1].name, element) }
            visit(block)
            scopes.removeLast()
        case .function(let target, let body):
            visit(target)
            function(body, handed: [:])
        case .localFunction(let name, let body):
            bind(name.name, .value(words: nil))
            function(body, handed: [:])
        case .result(let values):
            for value in values { visit(value) }
        case .exit, .jump, .label: break
        }
    }

    private mutating func bind(_ name: String, _ known: Known?) {
        scopes[scopes.count - 1][name] = known ?? .value(words: nil)
    }

    /// What each turn of `for _, x in ipairs(list)` is handed.
    private mutating func elements(of expression: Expression) -> Known? {
        if case .call(let function, let arguments) = expression.kind,
            case .name(let name, .global) = function.kind, ["ipairs", "pairs"].contains(name),
            let list = arguments.first
        {
            visit(function)
            return element(of: visit(list))
        }
        visit(expression)
        return nil
    }

    private func element(of known: Known?) -> Known? {
        if case .list(let path, let type)? = known { return .record(path: path, type: type) }
        return nil
    }

    /// A function's body, with what its parameters are known to be.
    private mutating func function(_ body: FunctionBody, handed: [Int: Known]) {
        scopes.append([:])
        for (index, parameter) in body.parameters.enumerated() {
            bind(parameter.name, handed[index] ?? start(parameter.name, at: index))
        }
        visit(body.block)
        scopes.removeLast()
    }

    /// What a parameter is by its name, as rules and the shared library use names.
    private func start(_ name: String, at index: Int) -> Known? {
        switch name {
        case "case": return root(named: "case")
        case "site", "law": return .numbers
        case "it" where index == 2: return subject
        case "it": return subject
        case "remedy", "partner", "contact":
            if index == 2, let subject { return subject }
            return root(named: name)
        default: return index == 2 ? subject : nil
        }
    }

    private func root(named name: String) -> Known? { Self.root(named: name) }

    /// The record that scripts start at under a name.
    static func root(named name: String) -> Known? {
        guard let root = FieldEntries.roots.first(where: { $0.name == name }),
            let type = ScriptSchema.cases.index(of: root.type)
        else { return nil }
        return .record(path: name, type: type)
    }

    // MARK: Expressions

    private mutating func use(_ symbol: UseSymbol, _ span: SourceSpan) {
        uses.append(
            Use(symbol: symbol, owner: owner, file: file, line: span.line, column: span.column))
    }

    @discardableResult
    private mutating func visit(_ expression: Expression) -> Known? {
        switch expression.kind {
        case .name(let name, let scope): return visit(name: name, scope, expression.span)
        case .string(let word):
            use(.word(word, list: nil), expression.span)
            return nil
        case .index(let object, let key, let isDot): return index(object, key, isDot, expression)
        case .call(let function, let arguments):
            return call(function, arguments, expression.span)
        case .method(let object, let name, let arguments):
            visit(object)
            if RuleKind(rawValue: name) != nil { use(.kind(name), expression.span) }
            for argument in arguments { visit(argument) }
            return nil
        case .function(let body):
            function(body, handed: [:])
            return nil
        case .binary(let symbol, let left, let right):
            return binary(symbol, left, right)
        case .unary(_, let operand):
            visit(operand)
            return nil
        case .parenthesized(let inner): return visit(inner)
        case .table(let entries):
            for entry in entries { visit(entry) }
            return nil
        case .absent, .bool, .number, .variadic: return nil
        }
    }

    /// Keys of rules and answers whose text is for people.
    private static let prose: Set<String> = [
        "id", "about", "authority", "tag", "element", "tell", "missing", "because", "note", "name",
        "what",
    ]

    private mutating func visit(_ entry: Expression.TableEntry) {
        if let key = entry.key {
            guard case .string(let name) = key.kind else {
                visit(key)
                visit(entry.value)
                return
            }
            if case .string(let word) = entry.value.kind {
                if name == "point" {
                    use(.point(word), entry.value.span)
                } else if name == "base" {
                    use(.fixture(word), entry.value.span)
                } else if !Self.prose.contains(name) {
                    use(.word(word, list: nil), entry.value.span)
                }
                return
            }
            if Self.prose.contains(name) { return }
            // A change of a case file, as Lua tests write it.
            if name.contains("."), let path = CaseFilePaths.policyPath(of: name) {
                use(.field(path), key.span)
            }
            // A table with a function for each word.
            if case .function = entry.value.kind, !Self.isRuleKey(name) {
                use(.word(name, list: nil), key.span)
            }
        }
        visit(entry.value)
    }

    private static func isRuleKey(_ name: String) -> Bool {
        ["when", "decide", "met", "longest", "at_most", "check"].contains(name)
    }

    private mutating func visit(name: String, _ scope: NameScope, _ span: SourceSpan) -> Known? {
        if scope == .global {
            if AnswerShape.all.contains(where: { $0.name == name }) {
                use(.answer(name), span)
            } else {
                use(.helper(name), span)
            }
            return nil
        }
        for scope in scopes.reversed() {
            guard let known = scope[name] else { continue }
            if case .local(let name) = known { use(.local(file: file, name: name), span) }
            return known
        }
        return nil
    }

    private mutating func index(
        _ object: Expression, _ key: Expression, _ isDot: Bool, _ whole: Expression
    ) -> Known? {
        if case .name(let library, .global) = object.kind, case .string(let name) = key.kind {
            use(.helper("\(library).\(name)"), whole.span)
            return nil
        }
        // Only the longest path counts: the records on the way to a fact are no uses of their own.
        let mark = uses.count
        let known = visit(object)
        guard case .string(let name) = key.kind else {
            visit(key)
            if case .local? = known { return nil }
            return element(of: known)
        }
        switch known {
        case .record(let path, let type):
            guard
                let field = schema.records[type].fields.first(where: {
                    $0.declaration.name == name
                })
            else { return nil }
            if isPath(object), uses.count > mark { uses.removeLast(uses.count - mark) }
            let path = "\(path).\(name)"
            use(.field(path), key.span)
            switch field.kind {
            case .record(let inner): return .record(path: path, type: inner)
            case .list(let inner): return .list(path: path, type: inner)
            case .symbol(let list), .symbols(let list):
                return .value(words: schema.symbolTypes[list].name)
            default: return .value(words: nil)
            }
        case .numbers: return .group(name)
        case .group(let group):
            if parameters.contains("\(group).\(name)") {
                use(.parameter("\(group).\(name)"), key.span)
            }
            return .value(words: nil)
        case .module(let module):
            use(.function("\(module).\(name)"), whole.span)
            return nil
        default: return nil
        }
    }

    /// Whether an expression is a chain of names, as `case.arrears`.
    private func isPath(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .name: true
        case .index(let object, _, true): isPath(object)
        default: false
        }
    }

    private mutating func binary(_ symbol: String, _ left: Expression, _ right: Expression)
        -> Known?
    {
        for (fact, other) in [(left, right), (right, left)] {
            guard ["==", "~="].contains(symbol), case .string(let word) = other.kind else {
                continue
            }
            let known = visit(fact)
            use(.word(word, list: words(of: known)), other.span)
            return nil
        }
        let known = visit(left)
        let other = visit(right)
        // `a and b` and `a or b` give one of the two.
        return symbol == "or" ? known ?? other : symbol == "and" ? other : nil
    }

    private func words(of known: Known?) -> String? {
        if case .value(let words)? = known { return words }
        return nil
    }

    private mutating func call(
        _ callee: Expression, _ arguments: [Expression], _ span: SourceSpan
    ) -> Known? {
        let target = visit(callee)
        guard case .name(let name, let scope) = callee.kind else {
            for argument in arguments { visit(argument) }
            return nil
        }
        if scope == .global {
            switch name {
            case "any", "all", "count", "first":
                let list = arguments.first.map { visit($0) } ?? nil
                if arguments.count > 1 { hand(element(of: list), to: arguments[1]) }
                return name == "first" ? element(of: list) : nil
            case "one_of", "has":
                let list = arguments.first.map { visit($0) } ?? nil
                for argument in arguments.dropFirst() {
                    if case .string(let word) = argument.kind {
                        use(.word(word, list: words(of: list)), argument.span)
                    } else {
                        visit(argument)
                    }
                }
                return nil
            default: break
            }
        }
        let known = arguments.map { visit($0) }
        if case .local(let function)? = target {
            for (index, known) in known.enumerated() { learn(function, index, known) }
        }
        return nil
    }

    /// Hands an element to the function that a verb is given.
    private mutating func hand(_ element: Known?, to expression: Expression) {
        if case .function(let body) = expression.kind {
            function(body, handed: element.map { [0: $0] } ?? [:])
        } else if case .local(let name)? = visit(expression) {
            learn(name, 0, element)
        }
    }

    private mutating func learn(_ function: String, _ index: Int, _ known: Known?) {
        switch known {
        case .record, .list, .numbers, .group:
            // The first call tells; others hand over the same kind of thing.
            if handed[function]?[index] == nil { handed[function, default: [:]][index] = known }
        default: break
        }
    }
}
