import CaseModel
import PolicyHost

/// The facts that policies may ask for, by the path that a policy writes.
struct FieldEntries {
    /// A record that scripts are handed, under the name that they give it.
    struct Root {
        var name: String
        var type: any CaseRecord.Type
        var about: String
    }

    static let roots = [
        Root(
            name: "case", type: Matter.self,
            about: "One case as of a day; the first argument of every rule"),
        Root(
            name: "remedy", type: Remedy.self,
            about: "The remedy that D11 asks about; the third argument, often called `it`"),
        Root(
            name: "partner", type: Partner.self,
            about: "The partner that D9 asks about; the third argument, often called `it`"),
        Root(
            name: "contact", type: ProposedContact.self,
            about: "The contact that a floor judges; the third argument, often called `it`"),
    ]

    /// An element of a list that a path goes through, with the name that examples give it.
    private struct Step {
        var list: String
        var element: String
        /// Records on the way to the list that may be absent.
        var guards: [String]
    }

    private let schema = ScriptSchema.cases

    var entries: [ReferenceEntry] {
        Self.roots.flatMap { root -> [ReferenceEntry] in
            guard let index = schema.index(of: root.type) else { return [] }
            var entry = ReferenceEntry(name: root.name, kind: .record, summary: root.about)
            entry.details = [members(of: schema.records[index])]
            entry.source = schema.records[index].schema.source
            return [entry]
                + fields(
                    of: index, path: root.name, written: root.name, guards: [], through: [],
                    inside: [])
        }
    }

    /// The fields of a record and of everything in it.
    ///
    /// - Parameters:
    ///   - type: The number of the record's type.
    ///   - path: The name of the record's entry.
    ///   - written: How an example writes the record.
    ///   - guards: Records on the way, since the last list, that may be absent.
    ///   - lists: The lists that the path goes through.
    ///   - inside: The types on the way, so that no type is entered twice.
    /// - Returns: An entry for each field.
    private func fields(
        of type: Int, path: String, written: String, guards: [String], through lists: [Step],
        inside: [Int]
    ) -> [ReferenceEntry] {
        guard !inside.contains(type) else { return [] }
        let inside = inside + [type]
        var found: [ReferenceEntry] = []
        for field in schema.records[type].fields {
            let name = "\(path).\(field.declaration.name)"
            let use = "\(written).\(field.declaration.name)"
            found.append(entry(field, name: name, use: use, guards: guards, through: lists))
            guard field.declaration.withheld == nil else { continue }
            switch field.kind {
            case .record(let inner):
                found += fields(
                    of: inner, path: name, written: use,
                    guards: guards + (field.declaration.mayBeAbsent ? [use] : []), through: lists,
                    inside: inside)
            case .list(let inner):
                let element = elementName(
                    inner, taken: lists.map(\.element) + Self.roots.map(\.name))
                found += fields(
                    of: inner, path: name + "[]", written: element, guards: [],
                    through: lists + [Step(list: use, element: element, guards: guards)],
                    inside: inside)
            default: break
            }
        }
        return found
    }

    private func elementName(_ type: Int, taken: [String]) -> String {
        let name = schema.records[type].schema.name
        // `contact` and `remedy` are free names inside a function that goes through a list.
        return taken.dropLast(Self.roots.count).contains(name) ? "other" : name
    }

    private func entry(
        _ field: CaseSchema.Field, name: String, use: String, guards: [String],
        through lists: [Step]
    ) -> ReferenceEntry {
        let declaration = field.declaration
        var entry = ReferenceEntry(name: name, kind: .field, summary: declaration.about)
        entry.source = declaration.source
        entry.mayBeAbsent = declaration.mayBeAbsent && declaration.withheld == nil
        entry.withheld = declaration.withheld
        entry.declared = declaration.file
        (entry.type, entry.unit) =
            declaration.withheld == nil ? typeWords(field.kind) : withheldType(declaration.kind)
        entry.values = words(field.kind)
        entry.bounds = declaration.withheld == nil ? bounds(of: declaration) : nil
        entry.details.append(
            ReferenceEntry.Line(
                label: "Comes from",
                text: declaration.origin == .stored
                    ? "the case file" : "worked out by the host from the case file"))
        let doubtful = lists.flatMap(\.guards) + guards
        if declaration.withheld == nil, !doubtful.isEmpty {
            entry.details.append(
                ReferenceEntry.Line(
                    label: "Stands in",
                    text: doubtful.map { "`\($0)`, which may be absent" }
                        .joined(separator: ", and ")))
        }
        if declaration.isMasked {
            entry.details.append(
                ReferenceEntry.Line(
                    label: "Masked", text: "policies see a coarser word than the file holds"))
        }
        if declaration.sensitivity != .open {
            entry.details.append(
                ReferenceEntry.Line(
                    label: "Sensitivity", text: declaration.sensitivity.rawValue))
        }
        if declaration.withheld == nil {
            switch field.kind {
            case .record(let type): entry.details.append(members(of: schema.records[type]))
            case .list(let type):
                var line = members(of: schema.records[type])
                line.label = "Each holds"
                entry.details.append(line)
            default: break
            }
            var example = Self.guarded(test(of: field, use: use), guards)
            for step in lists.reversed() {
                example = Self.guarded(
                    "any(\(step.list), function(\(step.element)) return \(example) end)",
                    step.guards)
            }
            entry.example = example
        }
        return entry
    }

    /// A condition that is asked only where the records on the way are there.
    private static func guarded(_ condition: String, _ records: [String]) -> String {
        (records.map { "known(\($0))" } + [condition]).joined(separator: " and ")
    }

    private func members(of record: CaseSchema.Record) -> ReferenceEntry.Line {
        ReferenceEntry.Line(
            label: "Holds",
            text: record.fields.map { "`\($0.declaration.name)`" }.joined(separator: ", "))
    }

    /// The type in words and the unit.
    private func typeWords(_ kind: CaseSchema.Kind) -> (String, String?) {
        switch kind {
        case .bool: ("yes or no", nil)
        case .integer: ("whole number", nil)
        case .text: ("text", nil)
        case .quantity(let unit): unit.typeWords
        case .symbol: ("word", nil)
        case .symbols: ("list of words", nil)
        case .record(let type): ("record `\(schema.records[type].schema.name)`", nil)
        case .list(let type): ("list of `\(schema.records[type].schema.name)`", nil)
        }
    }

    /// The type of a field that scripts never see, in words.
    private func withheldType(_ kind: FieldKind) -> (String, String?) {
        switch kind {
        case .bool: ("yes or no", nil)
        case .integer: ("whole number", nil)
        case .text: ("text", nil)
        case .quantity(let unit): unit.typeWords
        case .symbol: ("word", nil)
        case .symbols: ("list of words", nil)
        case .record(let type): ("record `\(type.schema.name)`", nil)
        case .list(let type): ("list of `\(type.schema.name)`", nil)
        }
    }

    private func words(_ kind: CaseSchema.Kind) -> [String] {
        switch kind {
        case .symbol(let type), .symbols(let type): schema.symbolTypes[type].words
        default: []
        }
    }

    private func bounds(of declaration: FieldDeclaration) -> String? {
        guard declaration.origin == .stored, let bounds = declaration.bounds else { return nil }
        switch declaration.kind {
        case .quantity(.money):
            return "\(Money(cents: bounds.lowest)) to \(Money(cents: bounds.highest))"
        case .integer, .quantity: return "\(bounds.lowest) to \(bounds.highest)"
        default: return nil
        }
    }

    /// A condition that asks for the field and never fails.
    private func test(of field: CaseSchema.Field, use: String) -> String {
        let guarded = field.declaration.mayBeAbsent ? "known(\(use)) and " : ""
        switch field.kind {
        case .bool: return use
        case .integer: return "\(guarded)\(use) >= 1"
        case .text: return "known(\(use))"
        case .quantity(.date): return "within(\(use), days(30))"
        case .quantity(let unit): return "\(guarded)\(use) >= \(unit.exampleValue)"
        case .symbol(let type): return "\(use) == \"\(schema.symbolTypes[type].words[0])\""
        case .symbols(let type): return "has(\(use), \"\(schema.symbolTypes[type].words[0])\")"
        case .record: return field.declaration.mayBeAbsent ? "known(\(use))" : use
        case .list: return "count(\(use)) >= 1"
        }
    }
}

extension FactUnit {
    /// The type in words and the unit.
    fileprivate var typeWords: (String, String?) {
        switch self {
        case .money: ("money", "cents")
        case .date: ("date", "civil days of the site")
        case .days: ("span", "calendar days")
        case .businessDays: ("span", "days on which the site is open")
        case .months: ("span", "calendar months")
        case .count: ("count", nil)
        case .share: ("share", "basis points: 10,000 is all")
        }
    }

    /// A value that a policy compares with.
    fileprivate var exampleValue: String {
        switch self {
        case .money: "dollars(500)"
        case .date: "date(\"2019-03-01\")"
        case .days: "days(30)"
        case .businessDays: "business_days(5)"
        case .months: "months(1)"
        case .count: "1"
        case .share: "percent(50)"
        }
    }
}
