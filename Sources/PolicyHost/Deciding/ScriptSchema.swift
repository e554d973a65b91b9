package import CaseModel
import LuaHost

/// What scripts of one site can read: the records of the case schema and the site's parameters.
///
/// Parameters are records, too: one for each group and one that holds the groups, so that reading
/// `site.hold.days` works, fails and is recorded like reading a fact.
package struct ScriptSchema: Sendable {
    /// The case schema, the same for every site.
    package static let cases = CaseSchema(roots: [
        Matter.self, Remedy.self, Partner.self, ProposedContact.self,
    ])

    /// A group of parameters with the indices of its members in the parameter list.
    struct Group: Sendable {
        var name: String
        var members: [Int]
    }

    let layout: Layout
    let groups: [Group]
    /// Numbers of the types at which a script starts.
    let matter: Int
    let remedy: Int
    let partner: Int
    let contact: Int
    /// The number of the type that holds the parameter groups; the groups follow it.
    let parameterRoot: Int
    private let words: [String: Int]

    init(parameters: [Parameter]) {
        let cases = Self.cases
        matter = cases.index(of: Matter.self) ?? 0
        remedy = cases.index(of: Remedy.self) ?? 0
        partner = cases.index(of: Partner.self) ?? 0
        contact = cases.index(of: ProposedContact.self) ?? 0
        parameterRoot = cases.records.count

        var types = cases.records.map { record in
            RecordType(
                name: record.schema.name == "matter" ? "case" : record.schema.name,
                fields: record.fields.map { Self.fieldType($0) })
        }
        var groups: [Group] = []
        for (index, parameter) in parameters.enumerated() {
            if let known = groups.firstIndex(where: { $0.name == parameter.group }) {
                groups[known].members.append(index)
            } else {
                groups.append(Group(name: parameter.group, members: [index]))
            }
        }
        let root = cases.records.count
        types.append(
            RecordType(
                name: "the site's parameters",
                fields: groups.enumerated().map { index, group in
                    FieldType(group.name, .record(root + 1 + index))
                }))
        for group in groups {
            types.append(
                RecordType(
                    name: "parameters \(group.name)",
                    fields: group.members.map { index in
                        let parameter = parameters[index]
                        return FieldType(
                            parameter.name, Self.kind(parameter.unit), optional: true,
                            about: parameter.about)
                    }))
        }
        self.groups = groups
        var symbols = cases.symbols
        var words = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
        for parameter in parameters {
            for value in parameter.values + parameter.siteValues {
                for word in value.value.words where words[word] == nil {
                    words[word] = symbols.count
                    symbols.append(word)
                }
            }
        }
        self.words = words
        layout = Layout(types: types, symbols: symbols)
    }

    /// The number of a word in the layout.
    func symbol(_ word: String) -> Int { words[word] ?? 0 }

    private static func kind(_ unit: ParameterUnit) -> LuaHost.FieldKind {
        switch unit {
        case .money: .quantity(.money)
        case .days: .quantity(.days)
        case .businessDays: .quantity(.businessDays)
        case .months: .quantity(.months)
        case .count, .hour: .quantity(.count)
        case .share: .quantity(.share)
        case .yesNo: .bool
        case .text: .symbol("word")
        case .list: .symbols("words")
        }
    }

    private static func fieldType(_ field: CaseSchema.Field) -> FieldType {
        let declaration = field.declaration
        let kind: LuaHost.FieldKind =
            switch field.kind {
            case .bool: .bool
            case .integer: .integer
            case .text: .text
            case .quantity(let unit): .quantity(unit.unit)
            case .symbol(let type): .symbol(cases.symbolTypes[type].name)
            case .symbols(let type): .symbols(cases.symbolTypes[type].name)
            case .record(let type): .record(type)
            case .list(let type): .list(type)
            }
        return FieldType(
            declaration.name, kind, optional: declaration.mayBeAbsent, about: declaration.about,
            withheld: declaration.withheld)
    }
}

extension ParameterValue {
    /// The words that scripts compare with.
    fileprivate var words: [String] {
        switch self {
        case .text(let word): [word]
        case .list(let words): words
        default: []
        }
    }
}
