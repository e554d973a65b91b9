@testable import CaseModel

/// What every computed fact of many matters reads on many days in a row, and until which day each
/// was said to read the same.
struct FactSurvey {
    /// A computed field.
    struct Field {
        var name: String
        var type: Int
        var field: Int
        /// Where its record lies.
        var record: RecordKind
        var clocks: UInt64
    }

    /// How a record is reached from a matter.
    enum RecordKind {
        case matter(offset: Int)
        case partner
        case contact
    }

    /// One fact on one day: kind, number of elements, and the value or a digest of its words.
    struct Reading: Equatable {
        var tag: FactSlot.Tag
        var count: UInt32
        var value: Int64
    }

    /// What the survey says of one field.
    struct Line {
        var field: Field
        /// The number of claims that were wrong.
        var wrong = 0
        /// The file and the day of the first of them.
        var firstWrong = ""
        /// Clocks without which a claim would have been wrong.
        var needed: UInt64 = 0
        /// How often the fact changed in files as they are sampled.
        var changes = 0
        /// How often a reader that relies on the claims looks at the fact of such files again.
        var looks = 0
    }

    static let schema = CaseSchema(roots: [Matter.self, Partner.self, ProposedContact.self])
    /// Days in a row of each matter.
    static let days = 160

    /// Days on which the facts of files as they are sampled were followed.
    private(set) var sampledDays = 0
    private(set) var lines: [Line] = Self.fields().map { Line(field: $0) }

    /// Follows the cases of `count` files, half of them scattered, and some made full of turns.
    init(seed: UInt64, count: Int) {
        let sampler = Sampler(seed: seed)
        var random = SplitMix64(seed: seed)
        for index in 0..<count {
            let site = SiteID.demonstration[index % SiteID.demonstration.count]
            let observed = Day(epochDay: 17_900 + Int32(random.below(600)))
            var file = sampler.caseFile(index: index, site: site, asOf: observed)
            let start = observed.adding(days: random.below(300) - 250)
            let perMille = [0, 30, 0, 300][index % 4]
            if perMille > 0 {
                var scatter = FileScatter(
                    random: random, around: start.adding(days: 60), perMille: perMille)
                file = scatter.scatter(
                    file, joining: sampler.caseFile(index: index + 1, site: site, asOf: observed))
                random = scatter.random
            }
            follow(
                file, caseIndex: random.below(file.cases.count), from: start,
                contactAhead: random.below(4), isSampled: perMille == 0,
                name: "seed \(seed), file \(index)")
        }
        let start = Day(epochDay: 17_930)
        for (index, file) in CaseFile.fullOfTurns(from: start).enumerated() {
            follow(
                file, caseIndex: 0, from: start, contactAhead: 0, isSampled: false,
                name: "file of turns \(index)")
        }
    }

    /// Every computed field that a policy can read.
    static func fields() -> [Field] {
        var found: [Field] = []
        func add(_ type: any CaseRecord.Type, _ kind: RecordKind) {
            let number = schema.index(of: type) ?? 0
            for (index, field) in schema.records[number].fields.enumerated()
            where field.declaration.origin == .derived {
                found.append(
                    Field(
                        name: "\(type.schema.name).\(field.declaration.name)", type: number,
                        field: index, record: kind,
                        clocks: schema.clocks(type: number, field: index)))
            }
        }
        add(Matter.self, .matter(offset: 0))
        for field in Matter.schema.fields where field.origin == .derived {
            guard case .record(let type) = field.kind, let offset = field.offset,
                type.schema.fields.allSatisfy({ $0.origin == .derived })
            else { continue }
            add(type, .matter(offset: offset))
        }
        add(Partner.self, .partner)
        add(ProposedContact.self, .contact)
        return found
    }

    private mutating func follow(
        _ file: CaseFile, caseIndex: Int, from start: Day, contactAhead: Int, isSampled: Bool,
        name: String
    ) {
        var readings: [[Reading]] = []
        var drifting: [[Bool]] = []
        var claims: [[Int]] = []
        // What a field's claim would be without each of its clocks.
        var without: [[[Int]]] = []
        for index in 0..<Self.days {
            let day = start.adding(days: index)
            let matter = Matter(file: file, caseIndex: caseIndex, asOf: day)
            var partner = Partner()
            partner.services = [.employment, .housing]
            partner.partnerID = file.referrals.first?.partnerID ?? ""
            let ends = start.adding(days: 100)
            partner.contractActive = day <= ends
            partner.readBarriers(matter.plan.barriers)
            partner.readPast(matter.referrals, asOf: day)
            let contact = ProposedContact(
                who: .ncp, channel: .text, purpose: .checkIn, on: day.adding(days: contactAhead),
                automated: false, file: file)
            withUnsafePointer(to: matter) { matter in
                withUnsafePointer(to: partner) { partner in
                    withUnsafePointer(to: contact) { contact in
                        readings.append(
                            lines.map { Self.read($0.field, matter, partner, contact) })
                    }
                }
                var schedule = FactSchedule(of: matter, schema: Self.schema)
                func place(_ through: Day) -> Int { min(start.days(until: through), Self.days) }
                claims.append(
                    lines.map {
                        place(schedule.steadyThrough(type: $0.field.type, field: $0.field.field))
                    })
                drifting.append(
                    lines.map { Self.isGrowing($0.field, matter) })
                without.append(
                    lines.map { line in
                        FactClock.allCases.filter { line.field.clocks & $0.bit != 0 }.map {
                            place(schedule.steadyThrough(clocks: line.field.clocks & ~$0.bit))
                        }
                    })
            }
        }
        for line in lines.indices {
            judge(
                line, readings: readings.map { $0[line] }, drifting: drifting.map { $0[line] },
                claims: claims.map { $0[line] }, without: without.map { $0[line] }, start: start,
                name: name)
            if isSampled {
                count(
                    line, readings.map { $0[line] }, drifting.map { $0[line] },
                    claims.map { $0[line] })
            }
        }
        if isSampled { sampledDays += Self.days }
    }

    private mutating func judge(
        _ line: Int, readings: [Reading], drifting: [Bool], claims: [Int], without: [[Int]],
        start: Day, name: String
    ) {
        let changes = Self.changes(readings, drifting)
        let clocks = FactClock.allCases.filter { lines[line].field.clocks & $0.bit != 0 }
        for day in readings.indices {
            if claims[day] < day || claims[day] >= changes[day] && changes[day] < Self.days {
                if lines[line].wrong == 0 {
                    lines[line].firstWrong = "\(name), \(start.adding(days: day))"
                }
                lines[line].wrong += 1
            }
            for (place, clock) in clocks.enumerated()
            where changes[day] < Self.days && without[day][place] >= changes[day] {
                lines[line].needed |= clock.bit
            }
        }
    }

    private mutating func count(
        _ line: Int, _ readings: [Reading], _ drifting: [Bool], _ claims: [Int]
    ) {
        let changes = Self.changes(readings, drifting)
        var day = 0
        while day < Self.days {
            day = changes[day]
            if day < Self.days { lines[line].changes += 1 }
        }
        day = 0
        while day < Self.days {
            day = max(claims[day], day) + 1
            if day < Self.days { lines[line].looks += 1 }
        }
    }

    /// For each day the first later day on which the fact does not read as it then should.
    private static func changes(_ readings: [Reading], _ drifting: [Bool]) -> [Int] {
        var changes = Array(repeating: days, count: readings.count)
        for day in readings.indices.dropLast().reversed() {
            if drifting[day] == drifting[day + 1] {
                changes[day] =
                    readings[day + 1] == readings[day].after(1, isDrifting: drifting[day])
                    ? changes[day + 1] : day + 1
            } else {
                changes[day] =
                    readings.indices.dropFirst(day + 1).first {
                        readings[$0] != readings[day].after($0 - day, isDrifting: drifting[day])
                    } ?? days
            }
        }
        return changes
    }

    private static func isGrowing(_ field: Field, _ matter: UnsafePointer<Matter>) -> Bool {
        schema.records[field.type].fields[field.field].declaration.pace.isGrowing?(matter) ?? false
    }

    private static func read(
        _ field: Field, _ matter: UnsafePointer<Matter>, _ partner: UnsafePointer<Partner>,
        _ contact: UnsafePointer<ProposedContact>
    ) -> Reading {
        let record: UnsafeRawPointer =
            switch field.record {
            case .matter(let offset): UnsafeRawPointer(matter) + offset
            case .partner: UnsafeRawPointer(partner)
            case .contact: UnsafeRawPointer(contact)
            }
        var slot = FactSlot.absent
        schema.slot(type: field.type, field: field.field, of: record, into: &slot)
        return Reading(slot)
    }
}

extension FactSurvey.Reading {
    /// What a slot says; of lists and records only that they are there, and how long.
    init(_ slot: FactSlot) {
        tag = slot.tag
        count = slot.count
        switch slot.tag {
        case .text: value = Int64(truncatingIfNeeded: slot.text.hashValue)
        case .symbols:
            value = 0
            guard let words = slot.address else { return }
            for place in 0..<Int(slot.count) {
                value = value &* 31 &+ Int64(words.load(fromByteOffset: place, as: UInt8.self)) + 1
            }
        case .record, .list: value = 0
        case .absent, .bool, .integer, .symbol, .quantity: value = slot.value
        }
    }

    func after(_ days: Int, isDrifting: Bool) -> Self {
        var later = self
        if isDrifting { later.value += Int64(days) }
        return later
    }
}
