import CaseModel
import LuaHost
import PolicyHost

/// One `policy:kind { … }` of a file, as it is written.
struct RuleSource {
    var id: String
    var kind: RuleKind
    /// The question; nil for bounds on any contact.
    var point: DecisionPoint?
    var statement: Statement
    var entries: [(key: String, value: Expression)]

    func entry(_ key: String) -> Expression? { entries.first { $0.key == key }?.value }
}

/// The rules of a policy file and the lists of words that stand beside them.
struct PolicySourceFile {
    let path: String
    let area: Area
    let bytes: [UInt8]
    let chunk: Chunk
    private(set) var rules: [RuleSource] = []
    /// Lists of words at the top of the file, by the name of their local.
    private(set) var lists: [(name: String, items: [Expression], table: Expression)] = []

    /// Reads a file; nil if it does not parse or is no policy.
    init?(path: String, text: String, area: Area) {
        guard let chunk = try? LuaSyntax.parse(source: text, name: path) else { return nil }
        self.path = path
        self.area = area
        self.chunk = chunk
        bytes = Array(text.utf8)
        for statement in chunk.block.statements {
            if let rule = Self.rule(statement, area: area) { rules.append(rule) }
            if case .local(let names, let values) = statement.kind, names.count == 1,
                let table = values.first, let items = Self.words(table), items.count > 1
            {
                lists.append((names[0].name, items, table))
            }
        }
    }

    /// The source of a span.
    func text(_ span: SourceSpan) -> String {
        String(decoding: bytes[span.start..<span.end], as: UTF8.self)
    }

    private static func rule(_ statement: Statement, area: Area) -> RuleSource? {
        guard case .call(let call) = statement.kind,
            case .method(_, let name, let arguments) = call.kind,
            let kind = RuleKind(rawValue: name), let body = arguments.first,
            case .table(let table) = body.kind
        else { return nil }
        var entries: [(String, Expression)] = []
        for entry in table {
            if case .string(let key)? = entry.key?.kind { entries.append((key, entry.value)) }
        }
        var rule = RuleSource(
            id: "", kind: kind, point: nil, statement: statement, entries: entries)
        guard case .string(let id)? = rule.entry("id")?.kind else { return nil }
        rule.id = id
        if case .string(let point)? = rule.entry("point")?.kind {
            rule.point = DecisionPoint(rawValue: point)
        } else if area == .enforcement {
            rule.point = .remedy
        }
        return rule
    }

    /// The strings of a table that holds nothing else.
    private static func words(_ expression: Expression) -> [Expression]? {
        guard case .table(let entries) = expression.kind else { return nil }
        var items: [Expression] = []
        for entry in entries {
            guard entry.key == nil, case .string = entry.value.kind else { return nil }
            items.append(entry.value)
        }
        return items
    }

    /// The words that an expression lists, written in place or as a local of the file.
    func words(of expression: Expression) -> [String]? {
        var items = Self.words(expression)
        if case .name(let name, _) = expression.kind {
            items = lists.first { $0.name == name }?.items
        }
        return items?.compactMap {
            if case .string(let word) = $0.kind { word } else { nil }
        }
    }

    /// Whether a local is used in another way than as the list of names of a rule.
    func isSharedByConditions(_ list: String) -> Bool {
        var uses = 0
        chunk.walk { node in
            if case .expression(let expression) = node, case .name(list, _) = expression.kind {
                uses += 1
            }
        }
        for rule in rules {
            for entry in rule.entries where RuleSource.nameLists.contains(entry.key) {
                if case .name(list, _) = entry.value.kind { uses -= 1 }
            }
        }
        return uses > 0
    }
}

extension RuleSource {
    /// Keys that narrow a rule to a list of names.
    static let nameLists: Set<String> = ["remedies", "channels", "modes"]
}
