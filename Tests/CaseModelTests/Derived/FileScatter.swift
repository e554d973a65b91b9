@testable import CaseModel

/// Changes case files at random: dates, words and answers, what is absent, how long a list is.
///
/// Works through the declarations, so that a field added later is scattered, too. What comes out need
/// not be a file that the reader would take: derived facts hold for any.
struct FileScatter {
    var random: SplitMix64
    /// Dates are moved to within two years of this day.
    let around: Day
    /// How many in a thousand fields are changed.
    let perMille: Int

    /// A file in which much lies near the day.
    mutating func scatter(_ file: CaseFile, joining other: CaseFile) -> CaseFile {
        var file = file
        if random.below(3) == 0 { file.cases += other.cases }
        withUnsafeMutablePointer(to: &file) {
            change(CaseFile.schema, at: UnsafeMutableRawPointer($0), isRoot: true)
        }
        for index in file.cases.indices { addReversals(to: &file.cases[index].ledger) }
        return file
    }

    /// Names the entries that reversals cancel, reversals among them.
    private mutating func addReversals(to ledger: inout [LedgerEntry]) {
        let names = ledger.map(\.entryID)
        for index in ledger.indices where ledger[index].kind == .reversal {
            ledger[index].reverses = random.pick(names)
        }
    }

    private mutating func change(
        _ schema: RecordSchema, at record: UnsafeMutableRawPointer, isRoot: Bool = false
    ) {
        for field in schema.fields {
            guard let offset = field.offset, field.origin == .stored else { continue }
            let address = record + offset
            switch field.kind {
            case .list(let type):
                changeList(type, at: address, isFixed: isRoot && field.name == "cases")
            case .record(let type): changeRecord(type, at: address, isOptional: field.isOptional)
            default:
                guard random.below(1000) < perMille else { continue }
                changeValue(field, at: address)
            }
        }
    }

    // SAFETY: every address is that of a stored value of the type which its declaration names.
    private mutating func changeValue(
        _ field: FieldDeclaration, at address: UnsafeMutableRawPointer
    ) {
        let isGone = field.isOptional && random.below(4) == 0
        switch field.coding.shape {
        case .bool:
            if !field.isOptional { address.storeBytes(of: random.below(2) == 0, as: Bool.self) }
        case .day:
            let day = someDay()
            if field.isOptional {
                address.storeBytes(of: isGone ? nil : day, as: Day?.self)
            } else {
                address.storeBytes(of: day, as: Day.self)
            }
        case .word:
            let count = field.coding.words?.words.count ?? 1
            address.storeBytes(of: UInt8(isGone ? count : random.below(count)), as: UInt8.self)
        case .integer, .money, .text, .composite: break
        }
    }

    private mutating func someDay() -> Day {
        switch random.below(40) {
        case 0: Day(year: 1, month: 1, day: 1) ?? around
        case 1: Day(year: 9999, month: 12, day: 31) ?? around
        case 2...20: around.adding(days: random.below(120) - 60)
        default: around.adding(days: random.below(1_400) - 700)
        }
    }

    private mutating func changeList<Record: CaseRecord>(
        _ type: Record.Type, at address: UnsafeMutableRawPointer, isFixed: Bool
    ) {
        let list = address.assumingMemoryBound(to: [Record].self)
        if !isFixed, random.below(1000) < perMille / 4 { list.pointee = [] }
        if !isFixed, random.below(1000) < perMille {
            list.pointee.append(random.pick(list.pointee) ?? Record())
        }
        list.pointee.withUnsafeMutableBufferPointer { elements in
            guard let first = elements.baseAddress else { return }
            for place in elements.indices {
                change(Record.schema, at: UnsafeMutableRawPointer(first + place))
            }
        }
    }

    private mutating func changeRecord<Record: CaseRecord>(
        _ type: Record.Type, at address: UnsafeMutableRawPointer, isOptional: Bool
    ) {
        guard isOptional else { return change(Record.schema, at: address) }
        let place = address.assumingMemoryBound(to: Record?.self)
        if random.below(1000) < perMille {
            place.pointee = place.pointee == nil ? Record() : nil
        }
        // A payload is stored at the start of its optional.
        if place.pointee != nil { change(Record.schema, at: address) }
    }
}
