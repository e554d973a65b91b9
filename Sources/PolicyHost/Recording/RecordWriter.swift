import CaseModel
import Crypto
import LuaHost

/// Writes decisions in their permanent form: canonical JSON, straight into bytes.
///
/// A statement names rules by their ids; citations, sentences and words for the parent stand in the
/// policy, which is kept by its hash.
struct RecordWriter {
    private let policy: SitePolicy
    /// The parameters in the order of their ids, each with its value as JSON.
    private let numbers: [(id: String, json: [UInt8])]
    private let rank: [Int]
    /// SHA-256 of the numbers in force on the day, hexadecimal.
    let numbersHash: String

    init(_ policy: SitePolicy, on day: Day) {
        self.policy = policy
        let values = policy.parameters(on: day).values
        let numbers = policy.parameters.indices.map { index in
            var writer = CanonicalWriter()
            writer.text(policy.parameters[index].id)
            writer.byte(UInt8(ascii: ":"))
            writer.text(values[index].map { "\($0.value)" } ?? "")
            return (id: policy.parameters[index].id, json: writer.bytes)
        }
        let order = numbers.indices.sorted { numbers[$0].id < numbers[$1].id }
        var rank = [Int](repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { rank[index] = place }
        self.numbers = numbers
        self.rank = rank
        numbersHash = Digest.sha256(order.flatMap { numbers[$0].json + [UInt8(ascii: "\n")] })
    }

    /// Writes the statement of a decision.
    ///
    /// - Parameters:
    ///   - decision: The decision, with the hash of the case file.
    ///   - parameters: The parameters that were read, by their place among the site's.
    /// - Returns: Canonical JSON.
    func statement(_ decision: Decision, parameters: [Int]) -> [UInt8] {
        var out = CanonicalWriter()
        out.literal("{")
        if let alert = decision.alert {
            out.literal("\"alert\":{\"code\":")
            out.text(alert.code)
            out.literal(",\"message\":")
            out.text(alert.message)
            out.literal(",\"place\":")
            out.text(alert.place)
            out.literal("},")
        }
        out.literal("\"answers\":")
        out.list(decision.answers) { Self.write($1, to: &$0) }
        out.literal(",\"area\":")
        out.text(decision.area.rawValue)
        out.literal(",\"as_of\":")
        out.day(decision.asOf)
        out.literal(",\"case_hash\":")
        out.text(decision.factsHash)
        out.literal(",\"case_id\":")
        out.text(decision.caseID)
        out.literal(",\"file_id\":")
        out.text(decision.fileID)
        out.literal(",\"numbers\":{")
        var isFirst = true
        for parameter in parameters.sorted(by: { rank[$0] < rank[$1] }) {
            if !isFirst { out.literal(",") }
            isFirst = false
            out.raw(numbers[parameter].json)
        }
        out.literal("},\"numbers_hash\":")
        out.text(numbersHash)
        out.literal(",\"policy_hash\":")
        out.text(decision.policyHash)
        out.literal(",\"schema_version\":1,\"site\":")
        out.text(decision.site)
        out.literal(",\"synthetic\":")
        out.bool(decision.synthetic)
        out.literal("}")
        return out.bytes
    }

    private static func write(_ answer: DecisionAnswer, to out: inout CanonicalWriter) {
        out.literal("{")
        if let amount = answer.amount {
            out.literal("\"amount_cents\":")
            out.integer(amount.cents)
            out.literal(",")
        }
        if !answer.details.isEmpty {
            out.literal("\"details\":{")
            var isFirst = true
            for detail in answer.details.sorted(by: { $0.key < $1.key }) {
                if !isFirst { out.literal(",") }
                isFirst = false
                out.text(detail.key)
                out.literal(":")
                out.text(detail.value)
            }
            out.literal("},")
        }
        if !answer.floors.isEmpty {
            out.literal("\"floors\":")
            out.list(answer.floors) { out, floor in
                out.literal("[")
                out.text(floor.effect.rawValue)
                out.literal(",")
                out.text(floor.rule.id)
                out.literal("]")
            }
            out.literal(",")
        }
        if !answer.missing.isEmpty {
            out.literal("\"missing\":")
            out.list(answer.missing) { $0.text($1) }
            out.literal(",")
        }
        out.literal("\"outcome\":")
        out.text(answer.outcome.rawValue)
        out.literal(",\"point\":")
        out.text(answer.point.rawValue)
        if let rule = answer.rule {
            out.literal(",\"rule\":")
            out.text(rule.id)
        }
        if let since = answer.since {
            out.literal(",\"since\":")
            out.day(since)
        }
        if !answer.subject.isEmpty {
            out.literal(",\"subject\":")
            out.text(answer.subject)
        }
        if let until = answer.until {
            out.literal(",\"until\":")
            out.day(until)
        }
        // A rule has its sentence in the policy; what the host itself says stands nowhere else.
        if answer.rule == nil, !answer.staffWords.isEmpty {
            out.literal(",\"why\":")
            out.text(answer.staffWords)
        }
        out.literal("}")
    }

    /// Writes the facts that were read: those of the case, of what was asked about, and what the
    /// host was told.
    func facts(_ sheet: FactSheet, of live: LiveCaseFacts) -> [UInt8] {
        var isWritten = [Bool](repeating: false, count: sheet.views.count)
        var out = CanonicalWriter()
        out.literal("{\"case\":")
        sheet.write(
            sheet.view(of: live.root, SchemaMark.matter), to: &out, isWritten: &isWritten)
        out.literal(",\"host\":{")
        write(live, to: &out)
        out.literal("},\"it\":{")
        let subjects = subjects(in: sheet, of: live).filter { !isWritten[$0.view] }
        var isFirst = true
        for subject in subjects {
            if !isFirst { out.literal(",") }
            isFirst = false
            out.text(subject.key)
            out.literal(":")
            sheet.write(subject.view, to: &out, isWritten: &isWritten)
        }
        out.literal("}}")
        return out.bytes
    }

    private func subjects(in sheet: FactSheet, of live: LiveCaseFacts) -> [(key: String, view: Int)]
    {
        var found = live.remediesRead(in: sheet).map {
            (key: "remedies[\($0.index)]", view: $0.view)
        }
        for index in sheet.views.indices {
            if let key = live.subjects.key(of: sheet.views[index].record) {
                found.append((key, index))
            }
        }
        return found.sorted { $0.key < $1.key }
    }

    private func write(_ live: LiveCaseFacts, to out: inout CanonicalWriter) {
        out.literal("\"business_as_usual\":")
        out.bool(live.isBusinessAsUsual)
        if live.questions.contains(.contacts) {
            out.literal(",\"hours\":{")
            let hours = live.told.hours.map { ($0.key, $0) }
            out.entries(Dictionary(uniqueKeysWithValues: hours)) { out, hours in
                out.literal("[")
                out.integer(Int64(hours.from))
                out.literal(",")
                out.integer(Int64(hours.to))
                out.literal(",")
                out.text(hours.zone)
                out.literal("]")
            }
            out.literal("}")
        }
        if live.questions.contains(.partners) {
            out.literal(",\"refusals\":{")
            out.entries(live.told.refusals) { $0.text($1) }
            out.literal("}")
        }
        if live.questions.contains(.remedies) {
            out.literal(",\"remedies\":")
            out.list(live.matter.pointee.record.remedies) { out, remedy in
                out.literal("[")
                out.text(remedy.kind.word)
                out.literal(",")
                out.text(remedy.state.word)
                out.literal("]")
            }
        }
    }
}

extension CanonicalWriter {
    /// Writes the inside of an object, sorted by key.
    mutating func entries<Value>(
        _ entries: [String: Value], _ write: (inout CanonicalWriter, Value) -> Void
    ) {
        var isFirst = true
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            if !isFirst { byte(UInt8(ascii: ",")) }
            isFirst = false
            text(key)
            byte(UInt8(ascii: ":"))
            write(&self, value)
        }
    }
}
