import CaseModel
import LuaHost

/// A case of which only what a record holds is known.
///
/// Each record of the case is an address that is told apart and never followed. A fact that was not
/// recorded stops the evaluation and is named.
final class RecordedFacts: CaseFacts {
    private enum Value {
        case absent
        case bool(Bool)
        case integer(Int64)
        case symbol(Int)
        case quantity(FactUnit, Int64)
        case text(String)
        case symbols([UInt16])
        case record(type: Int, node: Int)
        case list(type: Int, first: Int, count: Int)
    }
    private struct Node {
        var path: String
        var values: [Int: Value] = [:]
    }
    /// Bytes from one address to the next.
    private static let stride = 8
    /// Room for what is asked about and was not recorded.
    private static let spare = 128

    private var nodes: [Node] = []
    private var subjects: [String: Int] = [:]
    private let base: UnsafeMutableRawPointer
    private let capacity: Int
    private let host: JSONValue
    /// The facts that were asked for and are not in the record.
    private(set) var missing: [String] = []
    /// The number of facts in the record.
    private(set) var count = 0

    /// Reads the facts of a record.
    ///
    /// - Throws: ``PolicyProblem`` if the text is not of the form that records have.
    init(_ facts: JSONValue) throws(PolicyProblem) {
        host = facts["host"] ?? .object([:])
        var builder = Builder()
        builder.node(facts["case"] ?? .object([:]), type: SchemaMark.matter, path: "")
        if case .object(let entries)? = facts["it"] {
            for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
                subjects[key] = builder.nodes.count
                builder.node(value, type: Self.type(ofSubject: key), path: key)
            }
        }
        guard builder.problems.isEmpty else {
            throw PolicyProblem(
                code: "replay.facts",
                message: "the record holds facts that this host does not know: "
                    + builder.problems.sorted().prefix(5).joined(separator: ", "),
                file: "log",
                suggestion: "replay it with the version of Accord that wrote it")
        }
        nodes = builder.nodes
        count = builder.count
        capacity = nodes.count + Self.spare
        base = .allocate(byteCount: capacity * Self.stride, alignment: Self.stride)
    }

    deinit { base.deallocate() }

    private static func type(ofSubject key: String) -> Int {
        if key.hasPrefix("contact ") { return SchemaMark.contact }
        return key.hasPrefix("partner ") ? SchemaMark.partner : SchemaMark.remedy
    }

    private func address(_ node: Int) -> UnsafeRawPointer {
        UnsafeRawPointer(base + node * Self.stride)
    }

    private func subject(_ key: String) -> UnsafeRawPointer {
        if let known = subjects[key] { return address(known) }
        precondition(nodes.count < capacity, "a decision asks about fewer things")
        subjects[key] = nodes.count
        nodes.append(Node(path: key))
        return address(nodes.count - 1)
    }

    private func lack(_ what: String) {
        if !missing.contains(what) { missing.append(what) }
    }

    // MARK: What the host asks

    var live: LiveCaseFacts? { nil }
    var recorded: RecordedFacts? { self }
    var root: UnsafeRawPointer { address(0) }

    var isBusinessAsUsual: Bool { host["business_as_usual"] == .bool(true) }

    func remedy(_ kind: RemedyKind) -> UnsafeRawPointer {
        guard case .list(let remedies)? = host["remedies"] else {
            lack("remedies")
            return subject("remedy[\(kind.word)]")
        }
        let current = remedies.lastIndex { remedy in
            remedy[0] == .text(kind.word) && remedy[1] != .text(Remedy.State.released.word)
        }
        guard let current else { return subject("remedy[\(kind.word)]") }
        if case .list(_, let first, let count)? = nodes[0].values[SchemaMark.remedies],
            current < count
        {
            return address(first + current)
        }
        return subject("remedies[\(current)]")
    }

    func contact(
        _ who: Participant, _ channel: ContactChannel, _ purpose: Contact.Purpose, on day: Day
    ) -> UnsafeRawPointer {
        subject(ProposedContact.recordKey(who, channel, purpose, on: day))
    }

    func partner(_ index: Int, id: String) -> UnsafeRawPointer? { subject("partner \(id)") }

    func refusal(of partner: PartnerConfig) -> String? {
        guard let refusals = host["refusals"] else {
            lack("partners")
            return nil
        }
        guard case .text(let reason)? = refusals[partner.id] else { return nil }
        return reason
    }

    func hours(
        for who: Participant, channel: ContactChannel, within hours: Range<Int>
    ) -> (hours: Range<Int>, zone: String) {
        let told = host["hours"]?["\(who.word) \(channel.word)"]
        guard case .integer(let from)? = told?[0], case .integer(let to)? = told?[1],
            case .text(let zone)? = told?[2], from <= to
        else {
            lack("hours of \(who.word) \(channel.word)")
            return (hours, "")
        }
        return (Int(from)..<Int(to), zone)
    }

    // MARK: What policies ask

    /// Reads a fact; throws if the record does not hold it.
    func read(type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot) throws {
        let node = nodes[UnsafeRawPointer(base).distance(to: record) / Self.stride]
        guard let value = node.values[field] else {
            let name = FactSheet.names[type][field]
            lack(node.path.isEmpty ? name : "\(node.path).\(name)")
            throw NotRecorded()
        }
        switch value {
        case .absent: slot = .absent
        case .bool(let yes): slot = .bool(yes)
        case .integer(let number): slot = .integer(number)
        case .symbol(let id): slot = .symbol(id)
        case .quantity(let unit, let number): slot = .quantity(unit.unit, number)
        case .text(let text): slot.setText(text)
        case .symbols(let ids): slot.setSymbols(ids)
        case .record(let type, let node): slot = .record(type, address(node))
        case .list(let type, let first, let count):
            slot = .list(type, base: address(first), count: count, stride: Self.stride)
        }
    }

    /// The record does not hold what was asked for.
    struct NotRecorded: Error {}

    /// Makes nodes of JSON: the elements of a list lie side by side.
    private struct Builder {
        var nodes: [Node] = []
        var count = 0
        var problems: Set<String> = []

        mutating func node(_ json: JSONValue, type: Int, path: String) {
            nodes.append(Node(path: path))
            fill(nodes.count - 1, json, type: type)
        }

        private mutating func fill(_ index: Int, _ json: JSONValue, type: Int) {
            guard case .object(let entries) = json else { return }
            let fields = ScriptSchema.cases.records[type].fields
            for (name, value) in entries.sorted(by: { $0.key < $1.key }) {
                let path = nodes[index].path.isEmpty ? name : "\(nodes[index].path).\(name)"
                count += 1
                guard let field = FactSheet.names[type].firstIndex(of: name),
                    let made = make(value, fields[field].kind, path: path)
                else {
                    problems.insert(path)
                    continue
                }
                nodes[index].values[field] = made
            }
        }

        private mutating func make(_ json: JSONValue, _ kind: CaseSchema.Kind, path: String)
            -> Value?
        {
            switch (kind, json) {
            case (_, .null): return .absent
            case (.bool, .bool(let yes)): return .bool(yes)
            case (.integer, .integer(let number)): return .integer(number)
            case (.text, .text(let text)): return .text(text)
            case (.symbol, .text(let word)):
                return ScriptSchema.cases.symbolID(of: word).map { .symbol($0) }
            case (.quantity(.date), .text(let text)):
                return Day(iso: text).map { .quantity(.date, Int64($0.epochDay)) }
            case (.quantity(let unit), .integer(let number)): return .quantity(unit, number)
            case (.symbols, .list(let words)):
                let ids = words.compactMap { word -> UInt16? in
                    guard case .text(let word) = word else { return nil }
                    return ScriptSchema.cases.symbolID(of: word).map { UInt16($0) }
                }
                return ids.count == words.count ? .symbols(ids) : nil
            case (.record(let type), .object):
                let index = nodes.count
                node(json, type: type, path: path)
                return .record(type: type, node: index)
            case (.list(let type), .list(let elements)):
                let first = nodes.count
                for index in elements.indices { nodes.append(Node(path: "\(path)[\(index)]")) }
                for (index, element) in elements.enumerated() {
                    fill(first + index, element, type: type)
                }
                return .list(type: type, first: first, count: elements.count)
            default: return nil
            }
        }
    }
}
