import CaseModel
import LuaHost

/// What this version of the host offers to policies.
public enum HostAPI {
    /// The version that policies ask for with `accord.policy { api = 1 }`.
    ///
    /// It rises when a name is added that policies may use; what an older version offered stays.
    public static let version = 1

    /// Every name that policies may use.
    public static let capabilities: HostCapabilities = {
        var facts: [String] = []
        for type in CapabilityReader.layout.types.prefix(CapabilityReader.schema.parameterRoot) {
            for field in type.fields where field.withheld == nil {
                facts += ["\(type.name).\(field.name)", "any.\(field.name)"]
            }
        }
        return HostCapabilities([
            "answers": Prelude.shapes.map(\.outcome.rawValue),
            "facts": facts,
            "helpers": Array(LuaState.builtInNames) + ["accord", "accord.policy"]
                + libraryMembers,
            "points": DecisionPoint.allCases.filter { $0.area != nil }.map(\.rawValue)
                + ["contact"],
            "rule_kinds": RuleKind.allCases.map(\.rawValue),
            "units": ParameterUnit.allCases.map(\.rawValue),
        ])
    }()

    private static let libraryMembers: [String] = [
        "string.byte", "string.find", "string.format", "string.len", "string.lower", "string.rep",
        "string.sub", "string.upper",
        "table.concat", "table.insert", "table.remove", "table.sort", "table.unpack",
        "math.abs", "math.ceil", "math.floor", "math.max", "math.maxinteger", "math.min",
        "math.mininteger", "math.tointeger",
    ]

    /// Why a policy file can't be read by this version: it asks for a newer one.
    ///
    /// Names what the file uses and this host does not know, so that a site learns what an update
    /// would bring, instead of one error for each unknown name.
    static func refusal(of chunk: Chunk, file: String) -> PolicyProblem? {
        let reader = CapabilityReader(chunk)
        guard let api = reader.api, api.number > version else { return nil }
        return PolicyProblem(
            code: "policy.newer-api",
            message: newer(than: api.number, asked: reader.capabilities), file: file,
            line: api.span.line, column: api.span.column, length: api.span.end - api.span.start,
            suggestion: "update Accord, or use a version of the policy for API \(version)")
    }

    /// "asks for API 2; this host has API 1 and lacks …".
    static func newer(than api: Int, asked: HostCapabilities) -> String {
        let lacks = asked.lacking(in: capabilities)
        return "asks for API \(api); this host has API \(version)"
            + (lacks.isEmpty ? "" : " and lacks " + lacks.joined(separator: ", "))
    }
}

extension HostCapabilities {
    /// The newest API version that the policies of a tree ask for, and the names they use.
    static func used(by tree: PolicyTree, host: PolicyHost)
        -> (api: Int, capabilities: HostCapabilities)
    {
        var api = 0
        let units = host.sites.values.flatMap { $0.parameters.map(\.unit.rawValue) }
        var capabilities = HostCapabilities(["units": units])
        for (path, text) in tree.files
        where path.hasSuffix(".lua") && !path.contains("/tests/") {
            guard let chunk = try? LuaSyntax.parse(source: text, name: path) else { continue }
            let reader = CapabilityReader(chunk)
            api = max(api, reader.api?.number ?? 0)
            capabilities.formUnion(reader.capabilities)
        }
        return (api, capabilities)
    }
}

/// Reads from a policy's source which names of the host it uses.
struct CapabilityReader {
    static let schema = ScriptSchema(parameters: [])
    static var layout: Layout { schema.layout }

    /// The version in `accord.policy { api = … }`.
    private(set) var api: (number: Int, span: SourceSpan)?
    private var found: [String: Set<String>] = [:]

    private static let fieldNames = Set(
        layout.types.prefix(schema.parameterRoot).flatMap { $0.fields.map(\.name) })

    init(_ chunk: Chunk) {
        var owners: Set<String> = []
        chunk.walk { node in
            guard case .expression(let expression) = node else { return }
            switch expression.kind {
            case .name(let name, .global):
                if let shape = Prelude.shapes.first(where: { $0.name == name }) {
                    found["answers", default: []].insert(shape.outcome.rawValue)
                } else {
                    found["helpers", default: []].insert(name)
                }
            case .index(let object, let key, true):
                guard case .string(let name) = key.kind else { return }
                if case .name(let library, .global) = object.kind {
                    owners.insert(library)
                    found["helpers", default: []].insert("\(library).\(name)")
                } else {
                    readFact(name, of: object)
                }
            case .call(let function, let arguments): readHead(function, arguments)
            case .method(_, let name, let arguments): readRule(name, arguments)
            default: break
            }
        }
        // The library's own name says nothing beside those of its members.
        found["helpers"]?.subtract(owners)
    }

    /// What the file uses.
    var capabilities: HostCapabilities { HostCapabilities(found) }

    /// A fact is named by its record where the chain begins at an argument of a rule, else by
    /// `any`: a list's element or a local has no type that the source tells.
    private mutating func readFact(_ name: String, of object: Expression) {
        let layout = Self.layout
        switch Self.types(of: object) {
        case .records(let types):
            let owner = types.first { layout.types[$0].fields.contains { $0.name == name } }
            guard let type = owner ?? types.first else { return }
            found["facts", default: []].insert("\(layout.types[type].name).\(name)")
        case .other where Self.fieldNames.contains(name):
            found["facts", default: []].insert("any.\(name)")
        case .parameter, .other: break
        }
    }

    private enum Known {
        case records([Int])
        case parameter
        case other
    }

    private static func types(of expression: Expression) -> Known {
        switch expression.kind {
        case .name(let name, let scope) where scope != .global:
            switch name {
            case "case": return .records([schema.matter])
            case "site", "law": return .parameter
            case "it": return .records([schema.remedy, schema.partner, schema.contact])
            default: return .other
            }
        case .parenthesized(let inner): return types(of: inner)
        case .index(let object, let key, true):
            guard case .string(let name) = key.kind else { return .other }
            switch types(of: object) {
            case .records(let types):
                for type in types {
                    for field in layout.types[type].fields where field.name == name {
                        if case .record(let inner) = field.kind { return .records([inner]) }
                        return .other
                    }
                }
                return .other
            case let known: return known
            }
        default: return .other
        }
    }

    private mutating func readHead(_ function: Expression, _ arguments: [Expression]) {
        guard case .index(let object, let key, true) = function.kind,
            case .name("accord", .global) = object.kind, case .string("policy") = key.kind,
            case .table(let entries)? = arguments.first?.kind
        else { return }
        for entry in entries {
            guard case .string("api")? = entry.key?.kind, case .number(let text) = entry.value.kind,
                let number = Int(text)
            else { continue }
            api = (number, entry.value.span)
        }
    }

    /// `policy:kind { point = "D11" }`.
    private mutating func readRule(_ kind: String, _ arguments: [Expression]) {
        guard case .table(let entries)? = arguments.first?.kind else { return }
        found["rule_kinds", default: []].insert(kind)
        for entry in entries {
            guard case .string("point")? = entry.key?.kind,
                case .string(let point) = entry.value.kind
            else { continue }
            found["points", default: []].insert(point)
        }
    }
}
