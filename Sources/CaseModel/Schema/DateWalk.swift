/// A way through all dates that are stored in a record and in the records it holds.
///
/// Made once from the declarations of a record type, so that a walk is a run over offsets.
final class DateWalk: Sendable {
    /// A record inside the record, or a list of them.
    private struct Branch: Sendable {
        let offset: Int
        /// Makes the slot of a list or of a record that may be absent; nil for one that is there.
        let slot: (@Sendable (UnsafeRawPointer, UInt16) -> FactSlot)?
        let walk: DateWalk
    }

    private let dates: [Int]
    private let optionalDates: [Int]
    private let branches: [Branch]

    private var isEmpty: Bool { dates.isEmpty && optionalDates.isEmpty && branches.isEmpty }

    /// Finds the way through the stored fields among some declarations.
    init(_ fields: some Sequence<FieldDeclaration>) {
        var dates: [Int] = []
        var optionalDates: [Int] = []
        var branches: [Branch] = []
        for field in fields {
            guard let offset = field.offset else { continue }
            switch field.kind {
            case .quantity(.date) where field.origin == .stored:
                if field.isOptional { optionalDates.append(offset) } else { dates.append(offset) }
            case .record(let type), .list(let type):
                let walk = DateWalk(type.schema.fields)
                if walk.isEmpty { continue }
                let isThere = if case .record = field.kind { !field.isOptional } else { false }
                branches.append(
                    Branch(
                        offset: offset, slot: isThere ? nil : field.coding.composite?.slot,
                        walk: walk))
            case .bool, .integer, .text, .quantity, .symbol, .symbols: break
            }
        }
        self.dates = dates
        self.optionalDates = optionalDates
        self.branches = branches
    }

    /// Finds the earliest date that is not before a day.
    ///
    /// - Parameters:
    ///   - record: A live record of the type whose declarations the walk was made from.
    ///   - day: Earlier dates are passed over.
    ///   - earliest: The earliest date found so far; lowered by an earlier one.
    func find(in record: UnsafeRawPointer, from day: Day, earliest: inout Day) {
        // SAFETY: the offsets are those of stored values of these types in the record.
        for offset in dates {
            let date = record.load(fromByteOffset: offset, as: Day.self)
            if date >= day, date < earliest { earliest = date }
        }
        for offset in optionalDates {
            guard let date = record.load(fromByteOffset: offset, as: Day?.self) else { continue }
            if date >= day, date < earliest { earliest = date }
        }
        for branch in branches {
            let address = record + branch.offset
            guard let slot = branch.slot?(address, 0) else {
                branch.walk.find(in: address, from: day, earliest: &earliest)
                continue
            }
            guard let first = slot.address else { continue }
            for place in 0..<(slot.tag == .list ? Int(slot.count) : 1) {
                branch.walk.find(
                    in: first + place * Int(slot.stride), from: day, earliest: &earliest)
            }
        }
    }
}
