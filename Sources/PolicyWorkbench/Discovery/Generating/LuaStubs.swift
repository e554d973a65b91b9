import CaseModel
import PolicyHost

/// Types and signatures of the policy language for the Lua language server.
struct LuaStubs {
    private let parameters: [Parameter]
    private let schema = ScriptSchema.cases

    init(parameters: [Parameter]) {
        self.parameters = parameters
    }

    /// The whole file.
    var text: String {
        let parts =
            ["---@meta accord\n-- \(EditorFiles.header)\n"] + Self.units + words + records + numbers
            + Self.answers + Self.rules + Self.helpers
        return parts.joined(separator: "\n")
    }

    // MARK: Units

    private static let units: [String] = [
        """
        ---Money in whole cents, such as `dollars(500)`.
        ---@class accord.money
        ---@operator add(accord.money): accord.money
        ---@operator sub(accord.money): accord.money
        ---@operator mul(accord.share|accord.count|integer): accord.money
        ---@operator idiv(accord.count|integer): accord.money
        ---@operator unm: accord.money

        """,
        """
        ---A civil day, such as `date("2019-03-01")`.
        ---@class accord.date
        ---@operator add(accord.span): accord.date
        ---@operator sub(accord.span): accord.date

        """,
        span("days", "Calendar days, such as `days(30)`."),
        span(
            "business_days", "Days on which the site is open, such as `business_days(5)`."),
        span("months", "Calendar months, such as `months(6)`."),
        """
        ---A number of things; compares with a bare number.
        ---@class accord.count
        ---@operator add(accord.count|integer): accord.count
        ---@operator sub(accord.count|integer): accord.count
        ---@operator mul(accord.count|integer): accord.count
        ---@operator idiv(accord.count|integer): accord.count
        ---@operator unm: accord.count

        """,
        """
        ---A share in basis points, such as `percent(25)`.
        ---@class accord.share
        ---@operator add(accord.share): accord.share
        ---@operator sub(accord.share): accord.share
        ---@operator mul(accord.money): accord.money

        """,
        "---@alias accord.span accord.days|accord.business_days|accord.months\n",
    ]

    private static func span(_ name: String, _ about: String) -> String {
        """
        ---\(about)
        ---@class accord.\(name)
        ---@operator add(accord.\(name)|integer): accord.\(name)
        ---@operator sub(accord.\(name)|integer): accord.\(name)
        ---@operator mul(accord.count|integer): accord.\(name)
        ---@operator idiv(accord.count|integer): accord.\(name)
        ---@operator unm: accord.\(name)

        """
    }

    // MARK: Records

    /// The closed lists of words.
    private var words: [String] {
        schema.symbolTypes.map { type in
            "---@alias accord.\(type.name) \(type.words.map { "\"\($0)\"" }.joined(separator: "|"))\n"
        }
    }

    private var records: [String] {
        schema.records.map { record in
            var text = Self.comment("\(record.schema.about).", source: record.schema.source)
            text += "---@class accord.\(name(of: record))\n"
            for field in record.fields { text += self.field(field, in: record) }
            return text
        }
    }

    private func field(_ field: CaseSchema.Field, in record: CaseSchema.Record) -> String {
        let declaration = field.declaration
        var about = "\(declaration.about)."
        if case .quantity(.money) = field.kind, declaration.withheld == nil {
            about += " In cents."
        }
        if declaration.mayBeAbsent, declaration.withheld == nil {
            about += " May be absent: guard it with `known`."
        }
        if declaration.isMasked { about += " Policies see a coarser word than the file holds." }
        if let reason = declaration.withheld { about += " Withheld: \(reason)." }
        let source = declaration.source == record.schema.source ? "" : declaration.source
        let type: String
        let access: String
        if declaration.withheld == nil {
            type = self.type(of: field.kind) + (declaration.mayBeAbsent ? "?" : "")
            access = ""
        } else {
            (type, access) = ("nil", "private ")
        }
        return Self.comment(about, source: source)
            + "---@field \(access)\(declaration.name) \(type)\n"
    }

    /// What policies call the record; the case asked about is `case`, others of the parent are not.
    private func name(of record: CaseSchema.Record) -> String {
        switch record.schema.name {
        case "matter": "case"
        case "case": "other_case"
        case let name: name
        }
    }

    private func type(of kind: CaseSchema.Kind) -> String {
        switch kind {
        case .bool: "boolean"
        case .integer: "integer"
        case .text: "string"
        case .quantity(let unit): "accord.\(unit.stubName)"
        case .symbol(let type): "accord.\(schema.symbolTypes[type].name)"
        case .symbols(let type): "accord.\(schema.symbolTypes[type].name)[]"
        case .record(let type): "accord.\(name(of: schema.records[type]))"
        case .list(let type): "accord.\(name(of: schema.records[type]))[]"
        }
    }

    // MARK: Numbers

    private var numbers: [String] {
        let groups = Dictionary(grouping: parameters, by: \.group).sorted { $0.key < $1.key }
        var root = """
            ---The numbers in force on the day, of all layers and of the site.
            ---@class accord.site

            """
        var parts: [String] = []
        for (group, members) in groups {
            root += "---@field \(group) accord.site.\(group)\n"
            var text = "---@class accord.site.\(group)\n"
            for (name, same) in Dictionary(grouping: members, by: \.name).sorted(by: {
                $0.key < $1.key
            }) {
                var abouts: [String] = []
                var types: [String] = []
                for parameter in same {
                    let about = "\(parameter.about). \(parameter.unit.rawValue)"
                    if !abouts.contains(about) { abouts.append(about) }
                    if !types.contains(parameter.unit.stubType) {
                        types.append(parameter.unit.stubType)
                    }
                }
                for about in abouts { text += "---\(about)\n" }
                text += "---@field \(name) \(types.joined(separator: "|"))\n"
            }
            parts.append(text)
        }
        return parts + [root]
    }

    /// Comment lines with what a name means and where it comes from.
    static func comment(_ about: String, source: String = "") -> String {
        "---\(about)\n" + (source.isEmpty ? "" : "---\n---Source: \(source)\n")
    }
}

extension FactUnit {
    /// The name of the type in the stubs, without its prefix.
    var stubName: String {
        switch self {
        case .money: "money"
        case .date: "date"
        case .days: "days"
        case .businessDays: "business_days"
        case .months: "months"
        case .count: "count"
        case .share: "share"
        }
    }
}

extension ParameterUnit {
    /// The type in the stubs.
    var stubType: String {
        switch self {
        case .money: "accord.money"
        case .days: "accord.days"
        case .businessDays: "accord.business_days"
        case .months: "accord.months"
        case .count, .hour: "accord.count"
        case .share: "accord.share"
        case .yesNo: "boolean"
        case .text: "string"
        case .list: "string[]"
        }
    }
}
