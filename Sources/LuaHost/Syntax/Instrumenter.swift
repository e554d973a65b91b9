/// Writes probes into a source file: `a < b` becomes `probe(7, a < b)`.
///
/// Every wrapping keeps the value or values of the expression, the line it stands on, and whether
/// a call is a tail call; nothing else of the file changes. A call that hands over its frame is
/// announced instead of wrapped. What is nested so deep that the wrapping might not compile stays
/// as it is.
package struct Instrumenter {
    private let name: String
    private let source: [UInt8]
    private let probe: String
    private var insertions: [(offset: Int, text: String)] = []
    private var probes: [Probe] = []
    private let firstID: Int
    /// The probed expressions and branches around the place, and the functions.
    private var parents: [Int?] = [nil]
    private var functions: [Int?] = [nil]
    private var depth = 0

    /// The most wrappings inside one another: each takes two of a function's 255 registers.
    private static let deepest = 16

    /// Instruments a parsed file.
    ///
    /// - Parameters:
    ///   - chunk: The file.
    ///   - source: The text it was parsed from.
    ///   - firstID: The number of its first probe.
    /// - Returns: The text with probes, and the probes.
    package static func instrument(
        _ chunk: Chunk, source: String, firstID: Int = 0
    ) -> InstrumentedSource {
        var instrumenter = Instrumenter(chunk.name, source, firstID: firstID)
        instrumenter.visit(chunk.block)
        return InstrumentedSource(
            name: chunk.name, original: source, text: instrumenter.text,
            probes: instrumenter.probes)
    }

    private init(_ name: String, _ source: String, firstID: Int) {
        self.name = name
        self.source = Array(source.utf8)
        self.firstID = firstID
        var probe = "probe_"
        while source.contains(probe) { probe += "_" }
        self.probe = probe
    }

    /// The file with everything inserted; insertions at one place keep their order.
    private var text: String {
        var bytes = Array("local \(probe) = ...; ".utf8)
        bytes.reserveCapacity(source.count * 3)
        var at = 0
        for insertion in insertions {
            bytes += source[at..<insertion.offset]
            bytes += insertion.text.utf8
            at = insertion.offset
        }
        bytes += source[at...]
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Probes

    /// Only functions are watched: what a file does while it loads is no part of a decision.
    private var isWatched: Bool { functions.count > 1 }

    private mutating func insert(_ text: String, at offset: Int) {
        insertions.append((offset, text))
    }

    private mutating func add(
        _ kind: Probe.Kind, _ span: SourceSpan, text: String? = nil, isDecision: Bool = false,
        field: String? = nil, anchor: Probe.Anchor? = nil
    ) -> Int {
        let id = firstID + probes.count
        probes.append(
            Probe(
                id: id, file: name, kind: kind, span: span,
                anchor: anchor ?? .init(line: span.line, column: span.column),
                text: text ?? written(span),
                parent: parents.last ?? nil, function: functions.last ?? nil,
                isDecision: isDecision, field: field))
        return id
    }

    private func written(_ span: SourceSpan) -> String {
        String(decoding: source[span.start..<span.end], as: UTF8.self)
    }

    /// The place of a binary operator: what follows its first side and is no blank.
    private func operatorPlace(_ expression: Expression) -> Probe.Anchor? {
        guard case .binary(let word, let right, _) = expression.kind else { return nil }
        let left = word == "and" || word == "or" ? expression.chain(of: word)[0] : right
        var at = left.span.start
        var place = Probe.Anchor(line: left.span.line, column: left.span.column)
        let blanks = Array(" \t\n\r".utf8)
        while at < expression.span.end, at < left.span.end || blanks.contains(source[at]) {
            if source[at] == UInt8(ascii: "\n") {
                place = Probe.Anchor(line: place.line + 1, column: 1)
            } else if source[at] & 0xC0 != 0x80 {
                place.column += 1
            }
            at += 1
        }
        return place
    }

    /// Visits an expression's parts between the two halves of its wrapping.
    private mutating func wrap(
        _ expression: Expression, as kind: Probe.Kind, isDecision: Bool,
        _ parts: (inout Instrumenter) -> Void
    ) {
        guard isWatched, depth < Instrumenter.deepest else { return parts(&self) }
        let id = add(
            kind, expression.span, isDecision: isDecision, field: expression.lastName,
            anchor: operatorPlace(expression))
        insert(" \(probe)(\(id),", at: expression.span.start)
        depth += 1
        parents.append(id)
        parts(&self)
        parents.removeLast()
        depth -= 1
        insert(")", at: expression.span.end)
    }

    // MARK: Statements

    private mutating func visit(_ block: Block) {
        for statement in block.statements { visit(statement) }
    }

    /// A block that says when it is entered; one without statements has nothing to say.
    private mutating func visit(_ block: Block, openedBy word: String, _ span: SourceSpan) {
        guard isWatched, let first = block.statements.first else { return visit(block) }
        let id = add(.branch, span, text: word)
        insert("\(probe)(\(id)); ", at: first.span.start)
        parents.append(id)
        visit(block)
        parents.removeLast()
    }

    private mutating func visit(_ body: FunctionBody, named name: String) {
        parents.append(nil)
        let id = add(.function, body.span, text: name)
        insert(
            " \(probe)(\(id)); ", at: body.block.statements.first?.span.start ?? body.span.end - 3)
        functions.append(id)
        let outer = depth
        depth = 0
        visit(body.block)
        depth = outer
        functions.removeLast()
        parents.removeLast()
    }

    private mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .local(let names, let values):
            for (index, value) in values.enumerated() {
                visit(value, named: names.indices.contains(index) ? names[index].name : nil)
            }
        case .assignment(let targets, let values):
            for part in targets + values { visit(part, as: .plain) }
        case .call(let call): visit(call, as: .plain)
        case .block(let block): visit(block)
        case .whileLoop(let condition, let block):
            visit(condition, as: .decision)
            visit(block, openedBy: "while", statement.span)
        case .repeatLoop(let block, let condition):
            visit(block, openedBy: "repeat", statement.span)
            visit(condition, as: .decision)
        case .branches(let branches, let otherwise):
            for (index, branch) in branches.enumerated() {
                visit(branch.condition, as: .decision)
                visit(
                    branch.block, openedBy: index == 0 ? "if" : "elseif", branch.condition.span)
            }
            if let otherwise { visit(otherwise, openedBy: "else", statement.span) }
        case .numericLoop(_, let first, let last, let step, let block):
            visit(first, as: .plain)
            visit(last, as: .plain)
            if let step { visit(step, as: .plain) }
            visit(block, openedBy: "for", statement.span)
        case .loop(_, let values, let block):
            for value in values { visit(value, as: .plain) }
            visit(block, openedBy: "for", statement.span)
        case .function(let target, let body): visit(body, named: written(target.span))
        case .localFunction(let name, let body): visit(body, named: name.name)
        case .result(let values): visitResult(values, statement)
        case .exit, .jump, .label: break
        }
    }

    private mutating func visitResult(_ values: [Expression], _ statement: Statement) {
        guard values.count == 1, let value = values.first else {
            for value in values { visit(value, as: .plain) }
            return
        }
        guard isWatched, value.isCall, !value.isVerbCall else { return visit(value, as: .result) }
        let id = add(.tailCall, value.span, isDecision: true)
        insert("\(probe)(\(-1 - id)); ", at: statement.span.start)
        parents.append(id)
        visitParts(of: value, as: .operand)
        parents.removeLast()
    }

    // MARK: Expressions

    /// What an expression's value is used for.
    fileprivate enum Role {
        /// Anything: only the conditions inside it are probed.
        case plain
        /// The condition of a statement.
        case decision
        /// A part of a condition.
        case condition
        /// A side of a comparison, or an argument of a call in a condition.
        case operand
        /// The only value that a function returns.
        case result

        var asks: Bool { self == .decision || self == .condition || self == .result }
        var isDecision: Bool { self == .decision || self == .result }
    }

    private mutating func visit(_ expression: Expression, named name: String?) {
        if case .function(let body) = expression.kind {
            visit(body, named: name ?? "function")
        } else {
            visit(expression, as: .plain)
        }
    }

    private mutating func visit(_ expression: Expression, as role: Role) {
        switch expression.kind {
        case .absent, .bool, .number, .string, .variadic: return
        case .function(let body): visit(body, named: "function")
        case .parenthesized(let inner):
            visit(inner, as: role == .result ? .decision : role)
        case .table: visitParts(of: expression, as: .plain)
        case .binary(let word, _, _) where word == "and" || word == "or":
            wrap(expression, as: .connective, isDecision: role.isDecision) {
                for operand in expression.chain(of: word) { $0.visit(operand, as: .condition) }
            }
        case .unary("not", let operand):
            wrap(expression, as: .connective, isDecision: role.isDecision) {
                $0.visit(operand, as: .condition)
            }
        case .binary(let word, let left, let right) where Expression.comparisons.contains(word):
            wrap(expression, as: .condition, isDecision: role.isDecision) {
                $0.visit(left, as: .operand)
                $0.visit(right, as: .operand)
            }
        case .call, .method:
            guard role != .plain, !(role == .operand && expression.isConstantCall) else {
                return visitParts(of: expression, as: .plain)
            }
            wrap(
                expression, as: role.asks ? .condition : .operand, isDecision: role.isDecision
            ) { $0.visitParts(of: expression, as: .operand) }
        case .name, .index:
            guard role != .plain else { return visitParts(of: expression, as: .plain) }
            wrap(expression, as: role.leafKind, isDecision: role.isDecision) {
                $0.visitParts(of: expression, as: .plain)
            }
        case .binary, .unary:
            guard role != .plain else { return visitParts(of: expression, as: .plain) }
            wrap(expression, as: role.leafKind, isDecision: role.isDecision) {
                $0.visitParts(of: expression, as: .operand)
            }
        }
    }

    /// Visits the parts of an expression; arguments of a call only where they can vary.
    private mutating func visitParts(of expression: Expression, as role: Role) {
        switch expression.kind {
        case .index(let object, let key, _):
            visit(object, as: .plain)
            visit(key, as: .plain)
        case .call(let function, let arguments):
            visit(function, as: .plain)
            for argument in arguments { visit(argument, as: argument.isName ? .plain : role) }
        case .method(let object, _, let arguments):
            visit(object, as: .plain)
            for argument in arguments { visit(argument, as: argument.isName ? .plain : role) }
        case .binary(_, let left, let right):
            visit(left, as: role)
            visit(right, as: role)
        case .unary(let word, let operand): visit(operand, as: word == "#" ? .plain : role)
        case .table(let entries):
            for entry in entries {
                if let key = entry.key { visit(key, as: .plain) }
                var name: String?
                if case .string(let text)? = entry.key?.kind { name = text }
                visit(entry.value, named: name)
            }
        default: break
        }
    }
}

extension Instrumenter.Role {
    fileprivate var leafKind: Probe.Kind {
        switch self {
        case .operand, .plain: .operand
        case .result: .result
        case .decision, .condition: .condition
        }
    }
}

extension Expression {
    static let comparisons: Set<String> = ["<", ">", "<=", ">=", "==", "~="]

    /// The operands of `a and b and c`, seen as one.
    fileprivate func chain(of word: String) -> [Expression] {
        guard case .binary(word, let left, let right) = kind else { return [self] }
        return left.chain(of: word) + [right]
    }

    fileprivate var isName: Bool {
        if case .name = kind { true } else { false }
    }

    fileprivate var isConstant: Bool {
        switch kind {
        case .absent, .bool, .number, .string: true
        case .unary("-", let operand): operand.isConstant
        default: false
        }
    }

    /// A call such as `dollars(500)`, whose value its source says.
    fileprivate var isConstantCall: Bool {
        guard case .call(let function, let arguments) = kind,
            case .name(_, .global) = function.kind
        else { return false }
        return arguments.allSatisfy(\.isConstant)
    }

    /// A call of one of the host's own functions that answer with one value: they have no frame
    /// to hand over, so that wrapping the call in a `return` changes nothing.
    fileprivate var isVerbCall: Bool {
        guard case .call(let function, _) = kind, case .name(let name, .global) = function.kind
        else { return false }
        return Expression.verbs.contains(name)
    }

    private static let verbs: Set<String> = [
        "all", "any", "at_least_ago", "business_days", "cents", "count", "date", "days",
        "days_since", "days_until", "dollars", "exactly", "first", "has", "known", "months",
        "older_than", "one_of", "passed", "percent", "upcoming", "within",
    ]

    /// The last name of a path that is written with dots only.
    fileprivate var lastName: String? {
        guard case .index(let object, let key, true) = kind, case .string(let name) = key.kind
        else { return nil }
        switch object.kind {
        case .name: return name
        case .index: return object.lastName == nil ? nil : name
        default: return nil
        }
    }
}
