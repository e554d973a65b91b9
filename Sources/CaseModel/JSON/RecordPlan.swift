/// The stored fields of a record in the order of a canonical case file, ready to be matched.
///
/// The reader expects the fields sorted by name and finds the next one by comparing a few words of
/// eight bytes; other orders are found too, by looking through the rest.
final class RecordPlan: Sendable {
    /// A check with the bits of the two fields it needs.
    struct Check: Sendable {
        let fields: UInt64
        let check: RecordCheck
    }

    /// The number of stored fields.
    let count: Int
    // SAFETY: written once before the plan is shared and freed with it; only read in between. A
    // plain pointer, because an array of a class costs a retain for each look at a field.
    nonisolated(unsafe) let fields: UnsafePointer<PlannedField>
    /// The declarations of the fields, by the same index.
    let declarations: [FieldDeclaration]
    let checks: [Check]
    /// The bits of the fields that must be there.
    let required: UInt64
    /// The offset of the identifying text, or nil.
    let identityOffset: Int?
    /// The name of the identifying field.
    let identityName: String
    /// Names that scripts know but no case file holds.
    let derivedNames: [String]

    init(name: String, fields all: [FieldDeclaration], checks: [RecordCheck]) {
        let stored = all.filter { $0.origin == .stored && $0.offset != nil }
            .sorted { $0.name < $1.name }
        precondition(stored.count <= 64, "\(name) has more fields than a set of bits holds")
        count = stored.count
        let fields = UnsafeMutablePointer<PlannedField>.allocate(capacity: max(1, stored.count))
        for (index, field) in stored.enumerated() {
            (fields + index).initialize(to: PlannedField(field))
        }
        self.fields = UnsafePointer(fields)
        declarations = stored
        func bit(of field: String) -> UInt64 {
            guard let index = stored.firstIndex(where: { $0.name == field }) else {
                preconditionFailure("\(name) has a check on `\(field)`, which is no stored field")
            }
            return 1 << UInt64(index)
        }
        self.checks = checks.map { check in
            Check(fields: bit(of: check.field) | bit(of: check.other), check: check)
        }
        required = stored.enumerated().reduce(0) { bits, field in
            field.element.isRequired ? bits | 1 << UInt64(field.offset) : bits
        }
        let identity = stored.first(where: \.isIdentity)
        identityOffset = identity?.offset
        identityName = identity?.name ?? ""
        derivedNames = all.filter { $0.origin == .derived }.map(\.name)
    }

    deinit {
        fields.deallocate()
    }

    /// The index of the field with this name, or nil.
    func index(of name: String) -> Int? {
        declarations.firstIndex { $0.name == name }
    }
}

/// What the reader must know of a stored field: plain data, so that it costs nothing to look at.
struct PlannedField {
    let key: KeyPattern
    let shape: ValueShape
    let isOptional: Bool
    let isIdentity: Bool
    /// True if messages must not repeat a value.
    let isSecret: Bool
    /// The distance of the value from the start of its record.
    let offset: Int
    /// The numbers that are accepted.
    let lowest: Int64
    let highest: Int64
    /// The words of a symbol; they live as long as the field's declaration.
    let words: UnsafePointer<KeyPattern>?
    let wordCount: Int

    /// True if the number is an amount of cents.
    var isMoney: Bool { shape == .money }

    init(_ field: FieldDeclaration) {
        key = KeyPattern(field.name)
        shape = field.coding.shape
        isOptional = field.isOptional
        isIdentity = field.isIdentity
        isSecret = field.sensitivity.isSecret
        offset = field.offset ?? 0
        lowest = field.bounds?.lowest ?? .min
        highest = field.bounds?.highest ?? .max
        words = field.coding.words?.patterns
        wordCount = field.coding.words?.words.count ?? 0
    }
}
