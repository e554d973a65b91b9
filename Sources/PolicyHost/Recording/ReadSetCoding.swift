import CaseModel
import Crypto
import LuaHost

/// Writes down the way to each fact that was read, and a digest of what was found there.
///
/// The form: four bytes that name the schema, the last day that the policies' own questions about
/// today allow, flags of what the host asked, then records in preorder, each with the number of its
/// fields, the fields by number, and behind a record or list what was read of that; last the digest.
struct ReadSetWriter {
    static let digestBytes = 16
    /// What the host itself asked of the case.
    struct HostQuestions: OptionSet {
        var rawValue: UInt8
        static let remedies = HostQuestions(rawValue: 1)
        static let contacts = HostQuestions(rawValue: 2)
        static let partners = HostQuestions(rawValue: 4)
    }

    private let matter: UnsafePointer<Matter>
    private var ways: [UInt8] = []
    private var values = ValueBuffer()

    init(_ live: LiveCaseFacts) { matter = live.matter }

    /// Writes the read set of an evaluation, and asks a schedule until when its facts read the same.
    mutating func write(
        _ sheet: FactSheet, of live: LiveCaseFacts, holdsThrough: Day,
        schedule: inout FactSchedule, steady: inout Day
    ) -> ReadSet {
        values.start(asOf: live.matter.pointee.asOf)
        ways += SchemaMark.bytes
        ways.append(bytesOf: holdsThrough.epochDay)
        let asked = live.questions
        ways.append(asked.rawValue)
        let proposed = live.subjects.proposedDays
        ways.append(number: proposed.count)
        for day in proposed { ways.append(bytesOf: day.epochDay - live.day.epochDay) }
        write(
            sheet.view(of: live.root, SchemaMark.matter), SchemaMark.matter, sheet, &schedule,
            &steady)
        // Remedies are asked about without a way through the case.
        let remedies = live.remediesRead(in: sheet)
        ways.append(number: remedies.count)
        for (index, view) in remedies {
            ways.append(number: index)
            write(view, SchemaMark.remedy, sheet, &schedule, &steady)
        }
        values.add(live, asked: asked)
        return ReadSet(bytes: ways + values.digest())
    }

    private mutating func write(
        _ index: Int?, _ type: Int, _ sheet: FactSheet, _ schedule: inout FactSchedule,
        _ steady: inout Day
    ) {
        guard let index else {
            ways.append(number: 0)
            return
        }
        let view = sheet.views[index]
        ways.append(number: view.fields.count)
        sheet.forEachField(of: view) { field in
            ways.append(number: field)
            if !SchemaMark.isDay(type, field) {
                steady = min(steady, schedule.steadyThrough(type: type, field: field))
            }
            var slot = FactSlot.absent
            ScriptSchema.cases.slot(type: type, field: field, of: view.record, into: &slot)
            values.add(slot, drifts: Drift.isDrifting(type, field, in: matter))
            switch slot.tag {
            case .record:
                write(
                    sheet.view(of: slot.address, Int(slot.type)), Int(slot.type), sheet, &schedule,
                    &steady)
            case .list:
                for element in 0..<Int(slot.count) {
                    let record = slot.address.map { $0 + element * Int(slot.stride) }
                    write(
                        sheet.view(of: record, Int(slot.type)), Int(slot.type), sheet, &schedule,
                        &steady)
                }
            default: break
            }
        }
    }
}

/// Goes the ways of a read set again in the case as it is now.
struct ReadSetChecker {
    private let bytes: [UInt8]
    private var place = 0
    private var values = ValueBuffer()
    private var steady = FactSchedule.never
    private var isSound = true
    private let live: LiveCaseFacts
    private let matter: UnsafePointer<Matter>

    init(_ reads: ReadSet, for live: LiveCaseFacts) {
        bytes = reads.bytes
        self.live = live
        matter = live.matter
    }

    /// The last day through which a decision with these reads still holds; nil if a fact moved, or
    /// the time of a question about today is over.
    mutating func stands(_ schedule: inout FactSchedule) -> Day? {
        let day = live.matter.pointee.asOf
        guard bytes.count > 9 + ReadSetWriter.digestBytes, Array(bytes[..<4]) == SchemaMark.bytes
        else { return nil }
        place = 4
        let holdsThrough = Day(epochDay: bytes.int32(at: &place))
        guard day <= holdsThrough else { return nil }
        let asked = ReadSetWriter.HostQuestions(rawValue: bytes[place])
        place += 1
        var proposed: [Day] = []
        for _ in 0..<bytes.number(at: &place) {
            proposed.append(day.adding(days: Int(bytes.int32(at: &place))))
        }
        values.start(asOf: day)
        follow(live.root, SchemaMark.matter, &schedule)
        let remedies = live.matter.pointee.record.remedies
        for _ in 0..<bytes.number(at: &place) {
            let index = bytes.number(at: &place)
            guard remedies.indices.contains(index) else { return nil }
            live.matter.pointee.record.remedies.withUnsafeBufferPointer { remedies in
                follow(
                    remedies.baseAddress.map { UnsafeRawPointer($0 + index) }, SchemaMark.remedy,
                    &schedule)
            }
        }
        guard isSound, place == bytes.count - ReadSetWriter.digestBytes else { return nil }
        values.add(live, asked: asked)
        guard values.digest() == Array(bytes[place...]) else { return nil }
        steady = min(steady, live.hostSteadyThrough(asked, proposed: proposed, &schedule))
        return min(holdsThrough, steady)
    }

    private mutating func follow(
        _ record: UnsafeRawPointer?, _ type: Int, _ schedule: inout FactSchedule
    ) {
        let count = bytes.number(at: &place)
        guard isSound, count > 0 else { return }
        guard let record, place < bytes.count else {
            isSound = false
            return
        }
        for _ in 0..<count where isSound {
            let field = bytes.number(at: &place)
            guard FactSheet.names[type].indices.contains(field) else {
                isSound = false
                return
            }
            if !SchemaMark.isDay(type, field) {
                steady = min(steady, schedule.steadyThrough(type: type, field: field))
            }
            var slot = FactSlot.absent
            ScriptSchema.cases.slot(type: type, field: field, of: record, into: &slot)
            values.add(slot, drifts: Drift.isDrifting(type, field, in: matter))
            switch slot.tag {
            case .record: follow(slot.address, Int(slot.type), &schedule)
            case .list: follow(slot, &schedule)
            default: break
            }
        }
    }

    /// Follows the elements of a list.
    ///
    /// One with another number of elements than it had leads astray
    /// in what is left of the ways; the digest, which holds the number, then differs as well.
    private mutating func follow(_ slot: FactSlot, _ schedule: inout FactSchedule) {
        for element in 0..<Int(slot.count) where isSound {
            guard place < bytes.count - ReadSetWriter.digestBytes else {
                isSound = false
                return
            }
            follow(
                slot.address.map { $0 + element * Int(slot.stride) }, Int(slot.type), &schedule)
        }
    }
}

/// Numbers of the schema that recording needs, and a mark that changes with the schema.
enum SchemaMark {
    static let matter = ScriptSchema.cases.index(of: Matter.self) ?? 0
    static let remedy = ScriptSchema.cases.index(of: Remedy.self) ?? 0
    static let contact = ScriptSchema.cases.index(of: ProposedContact.self) ?? 0
    static let plan = ScriptSchema.cases.index(of: PlanFacts.self) ?? 0
    static let barriers = FactSheet.names[plan].firstIndex(of: "barriers") ?? 0
    static let partner = ScriptSchema.cases.index(of: Partner.self) ?? 0
    /// The list of a case's remedies among its fields.
    static let remedies = FactSheet.names[matter].firstIndex(of: "remedies") ?? -1
    private static let asOf = FactSheet.names[matter].firstIndex(of: "as_of") ?? -1

    /// True for the day asked about, of which the host knows how it moves.
    static func isDay(_ type: Int, _ field: Int) -> Bool { type == matter && field == asOf }

    /// Ways are good only for the very schema that numbered them.
    static let bytes: [UInt8] = {
        var text = ""
        for record in ScriptSchema.cases.records {
            text += "\(record.schema.name)/\(record.stride)"
            for field in record.fields { text += " \(field.declaration.name):\(field.kind)" }
        }
        text += ScriptSchema.cases.symbols.joined(separator: " ")
        return Array(SHA256.hash(data: Array(text.utf8)).prefix(4))
    }()
}

/// Values in the order met, for their digest.
struct ValueBuffer {
    private var bytes: [UInt8] = []
    private var asOf: Int64 = 0

    mutating func start(asOf day: Day) {
        bytes.removeAll(keepingCapacity: true)
        asOf = Int64(day.epochDay)
    }

    /// Adds a fact; one that drifts counts as the day from which it grows.
    mutating func add(_ slot: FactSlot, drifts: Bool) {
        bytes.append(slot.tag.rawValue)
        switch slot.tag {
        case .absent, .record: break
        case .bool, .integer, .symbol: add(slot.value)
        case .quantity: add(drifts ? slot.value - asOf : slot.value)
        case .text: add(slot.text ?? "")
        case .symbols:
            bytes.append(number: Int(slot.count))
            bytes.append(contentsOf: slot.rawSymbols)
        case .list: bytes.append(number: Int(slot.count))
        }
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            bytes.append(number: utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    mutating func add(_ texts: [String]) {
        bytes.append(number: texts.count)
        for text in texts { add(text) }
    }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(byte: UInt8) { bytes.append(byte) }

    /// The number of bytes added.
    var count: Int { bytes.count }

    /// The digest of what was added, or of what was added behind a place.
    func digest(from start: Int = 0) -> [UInt8] {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[start...])) }
        return Array(hash.finalize().prefix(ReadSetWriter.digestBytes))
    }
}

extension [UInt8] {
    /// Appends a small number in groups of seven bits.
    mutating func append(number: Int) {
        var rest = UInt(number)
        while rest > 127 {
            append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Reads a small number; zero behind the end.
    func number(at place: inout Int) -> Int {
        var value: UInt = 0
        var shift: UInt = 0
        while place < count, shift < 56 {
            let byte = self[place]
            place += 1
            value |= UInt(byte & 127) << shift
            if byte < 128 { break }
            shift += 7
        }
        return Int(value)
    }

    mutating func append(bytesOf number: Int32) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    func int32(at place: inout Int) -> Int32 {
        var value: UInt32 = 0
        for shift in 0..<4 where place + shift < count {
            value |= UInt32(self[place + shift]) << (8 * UInt32(shift))
        }
        place += 4
        return Int32(bitPattern: value)
    }
}
