public import CaseModel
import LuaHost
import PolicyHost

/// A change to a case file, as a test writes it under `with`: a path and what stands there.
public struct CaseEdit: Sendable, Hashable {
    /// The path, such as `ncp.employments.0.ended_on`.
    public var path: String
    /// The new value; `null` takes the field away.
    public var value: JSONValue

    /// Creates an edit.
    public init(path: String, value: JSONValue) {
        self.path = path
        self.value = value
    }

    /// By path alone: values are seldom many at one path.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(path)
    }
}

/// Finds edits of a case file that bring it to a boundary: near enough that a comparison turns.
struct EditFinder {
    let tree: JSONValue
    let asOf: Day
    /// Numbers that policies name, for counts, whose comparisons leave no record.
    var numbers: [Int64] = []

    /// Days back that are near the lines that policies usually draw.
    static let spans = [-2, -1, 0, 1, 5, 10, 14, 29, 30, 31, 45, 60, 61, 89, 90, 91, 120, 181]

    // MARK: From a comparison that was made

    /// Edits that move the fact of a comparison to where it turns, and one step to either side.
    ///
    /// A fact that stands in the file is set; for one that follows from others, each entry that
    /// shows its value today is moved, and for money the entries of the ledger by the difference.
    func edits(toTurn path: String, unit: FactUnit, value: Int64, at turning: [Int64])
        -> [CaseEdit]
    {
        var edits: [CaseEdit] = []
        let direct = Self.filePath(of: path, in: tree)
        for target in turning {
            for wanted in [target, target + 1, target - 1] where wanted != value {
                if let direct, let spelled = Self.spell(wanted, unit) {
                    edits.append(CaseEdit(path: direct, value: spelled))
                } else {
                    edits += indirect(unit, value: value, wanted: wanted)
                }
            }
        }
        return edits
    }

    private func indirect(_ unit: FactUnit, value: Int64, wanted: Int64) -> [CaseEdit] {
        var edits: [CaseEdit] = []
        switch unit {
        case .date:
            guard let now = Self.spell(value, .date), let then = Self.spell(wanted, .date) else {
                return []
            }
            for (path, leaf) in JSONLeaves.all(of: tree) where leaf == now {
                edits.append(CaseEdit(path: path, value: then))
            }
        case .money:
            edits = ledger(movedBy: wanted - value)
        case .days:
            // An age: the entry it is counted from stands that many days back.
            let now = Self.spell(Int64(asOf.epochDay) - value, .date)
            let then = Self.spell(Int64(asOf.epochDay) - wanted, .date) ?? .null
            for (path, leaf) in JSONLeaves.all(of: tree) where leaf == now {
                edits.append(CaseEdit(path: path, value: then))
            }
        case .share, .count, .months, .businessDays: break
        }
        return edits
    }

    /// The amount of each entry moved by a difference either way, and one entry more.
    private func ledger(movedBy difference: Int64) -> [CaseEdit] {
        guard case .list(let entries)? = tree["cases"]?[0]?["ledger"] else { return [] }
        var edits: [CaseEdit] = []
        for (index, entry) in entries.enumerated() {
            guard case .integer(let amount)? = entry["amount"] else { continue }
            for moved in [amount + difference, amount - difference] where moved >= 0 {
                edits.append(
                    CaseEdit(path: "cases.0.ledger.\(index).amount", value: .integer(moved)))
            }
        }
        let day = JSONValue.text("\(asOf.adding(days: -14))")
        for kind in ["payment", "charge"] where difference != 0 {
            guard var entry = entries.last else { break }
            entry["entry_id"] = .text("ledger-more")
            entry["kind"] = .text(kind)
            entry["amount"] = .integer(abs(difference))
            entry["effective_on"] = day
            entry["posted_on"] = day
            entry["source"] = kind == "payment" ? .text("voluntary") : nil
            edits.append(CaseEdit(path: "cases.0.ledger.\(entries.count)", value: entry))
        }
        return edits
    }

    // MARK: From the schema

    /// Every yes/no turned, every word exchanged, every optional field taken away, every number
    /// one up and one down, every date to today and to each span back, every list emptied.
    func fromSchema(spans: [Int]) -> [CaseEdit] {
        var edits: [CaseEdit] = []
        visit(CaseFile.schema, tree, "", spans, &edits)
        return edits
    }

    private func visit(
        _ record: RecordSchema, _ value: JSONValue, _ path: String, _ spans: [Int],
        _ edits: inout [CaseEdit]
    ) {
        for field in record.fields where field.origin == .stored && !field.isIdentity {
            let here = path.isEmpty ? field.name : "\(path).\(field.name)"
            if Self.fixed.contains(here) || field.name.hasSuffix("_id") { continue }
            let now = value[field.name]
            func set(_ new: JSONValue) {
                if new != now { edits.append(CaseEdit(path: here, value: new)) }
            }
            if now != nil, field.isOptional { set(.null) }
            switch field.kind {
            case .bool:
                set(.bool(now != .bool(true)))
            case .symbol(let type):
                for word in type.words { set(.text(word)) }
            case .quantity(.date):
                guard field.sensitivity != .protected else { continue }
                for span in spans { set(.text("\(asOf.adding(days: -span))")) }
            case .integer, .quantity:
                guard case .integer(let number)? = now else { continue }
                for step in [Int64(1), -1] { set(.integer(number + step)) }
                guard case .integer = field.kind else { continue }
                for number in numbers { set(.integer(number)) }
            case .record(let type):
                if let now { visit(type.schema, now, here, spans, &edits) }
            case .list(let type):
                guard case .list(let items)? = now else { continue }
                if !items.isEmpty, !field.isOptional { set(.list([])) }
                if items.count > 1, items.count <= 3 { set(.list([items[items.count - 1]])) }
                for (index, item) in items.enumerated() {
                    visit(type.schema, item, "\(here).\(index)", spans, &edits)
                }
                if let last = items.last, let name = type.schema.identity?.name {
                    var copy = last
                    copy[name] = .text("\(name.dropLast(3))-more")
                    edits.append(CaseEdit(path: "\(here).\(items.count)", value: copy))
                }
            case .symbols, .text: continue
            }
        }
    }

    /// Fields that say what the file is and not what happened.
    private static let fixed: Set<String> = ["schema_version", "synthetic", "site", "observed_on"]

    // MARK: Paths and spellings

    /// The place in the file that a fact of the case is read from; nil if it follows from others.
    static func filePath(of fact: String, in tree: JSONValue) -> String? {
        let steps = fact.split { $0 == "." || $0 == "[" || $0 == "]" }.map(String.init)
        let plain = steps.joined(separator: ".")
        for prefix in ["", "cases.0."] where JSONLeaves.value(at: prefix + plain, in: tree) != nil {
            return prefix + plain
        }
        return nil
    }

    static func spell(_ value: Int64, _ unit: FactUnit) -> JSONValue? {
        switch unit {
        case .date: .text("\(Day(epochDay: Int32(clamping: value)))")
        case .share: value % 100 == 0 ? .integer(value / 100) : nil
        default: value >= 0 ? .integer(value) : nil
        }
    }
}

/// The small whole numbers that policies name, and their neighbors.
enum NamedNumbers {
    static func all(in tree: PolicyTree) -> [Int64] {
        var found: Set<Int64> = []
        for (path, text) in tree.files where path.hasSuffix(".lua") {
            guard let chunk = try? LuaSyntax.parse(source: text, name: path) else { continue }
            chunk.walk { node in
                if case .expression(let expression) = node,
                    case .number(let digits) = expression.kind, let number = Int64(digits),
                    number <= 24
                {
                    found.formUnion([number, number + 1, max(0, number - 1)])
                }
            }
        }
        return found.sorted()
    }
}

/// The values of a JSON tree that hold no others, by dotted path.
enum JSONLeaves {
    static func all(of tree: JSONValue) -> [(path: String, value: JSONValue)] {
        var leaves: [(String, JSONValue)] = []
        visit(tree, "", &leaves)
        return leaves
    }

    private static func visit(
        _ value: JSONValue, _ path: String, _ leaves: inout [(String, JSONValue)]
    ) {
        func inner(_ step: String) -> String { path.isEmpty ? step : "\(path).\(step)" }
        switch value {
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                visit(member, inner(name), &leaves)
            }
        case .list(let items):
            for (index, item) in items.enumerated() { visit(item, inner("\(index)"), &leaves) }
        default:
            leaves.append((path, value))
        }
    }

    static func value(at path: String, in tree: JSONValue) -> JSONValue? {
        var value = tree
        for step in path.split(separator: ".") {
            let next = Int(step).map { value[$0] } ?? value[String(step)]
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
