/// The stored fields of a record in the order of a canonical case file, ready to be matched.
///
/// The reader expects the fields sorted by name and finds the next one by comparing a few words of
/// eight bytes; other orders are found too, by looking through the rest.
final class RecordPlan: Sendable {
    /// One stored field.
    struct Field: Sendable {
        let key: KeyPattern
        let rules: FieldRules
        let offset: Int
        let declaration: FieldDeclaration
        let decode: ValueCoding.Decode
        let encode: ValueCoding.Encode
        let isPresent: ValueCoding.IsPresent
    }

    /// A check with the bits of the two fields it needs.
    struct Check: Sendable {
        let fields: UInt64
        let check: RecordCheck
    }

    let fields: [Field]
    let checks: [Check]
    /// The bits of the fields that must be there.
    let required: UInt64
    /// The offset of the identifying text, or nil.
    let identityOffset: Int?
    /// The name of the identifying field.
    let identityName: String
    /// Names that scripts know but no case file holds.
    let derivedNames: [String]

    init(name: String, fields declarations: [FieldDeclaration], checks: [RecordCheck]) {
        let stored = declarations.filter { $0.origin == .stored }.sorted { $0.name < $1.name }
        precondition(stored.count <= 64, "\(name) has more fields than a set of bits holds")
        fields = stored.compactMap { declaration in
            guard let offset = declaration.offset else { return nil }
            let coding = declaration.coding
            return Field(
                key: KeyPattern(declaration.name), rules: FieldRules(declaration), offset: offset,
                declaration: declaration, decode: coding.decode, encode: coding.encode,
                isPresent: coding.isPresent)
        }
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
        derivedNames = declarations.filter { $0.origin == .derived }.map(\.name)
    }

    /// The index of the field with this name, or nil.
    func index(of name: String) -> Int? {
        fields.firstIndex { $0.declaration.name == name }
    }
}

/// What a value must obey besides its type.
struct FieldRules: Sendable {
    let lowest: Int64
    let highest: Int64
    let isSecret: Bool
    let isIdentity: Bool
    let isMoney: Bool

    init(_ declaration: FieldDeclaration) {
        lowest = declaration.bounds?.lowest ?? .min
        highest = declaration.bounds?.highest ?? .max
        isSecret = declaration.sensitivity.isSecret
        isIdentity = declaration.isIdentity
        if case .quantity(.money) = declaration.kind { isMoney = true } else { isMoney = false }
    }
}

/// A name with its closing quote, as words that can be compared with the bytes at a cursor.
struct KeyPattern: Sendable {
    /// The number of bytes of the name.
    let count: Int
    private let first: UInt64
    private let firstMask: UInt64
    private let rest: [(word: UInt64, mask: UInt64)]

    init(_ name: String) {
        let bytes = Array(name.utf8) + [UInt8(ascii: "\"")]
        count = bytes.count - 1
        var words: [(word: UInt64, mask: UInt64)] = []
        for start in stride(from: 0, to: bytes.count, by: 8) {
            var word: UInt64 = 0
            var mask: UInt64 = 0
            for (place, byte) in bytes[start..<min(start + 8, bytes.count)].enumerated() {
                word |= UInt64(byte) << UInt64(place * 8)
                mask |= 0xFF << UInt64(place * 8)
            }
            words.append((word, mask))
        }
        first = words[0].word
        firstMask = words[0].mask
        rest = Array(words.dropFirst())
    }

    /// True if the name and a closing quote stand at an address.
    @inline(__always)
    func matches(_ address: UnsafePointer<UInt8>) -> Bool {
        guard JSONScanner.word(address) & firstMask == first else { return false }
        var next = address + 8
        for pair in rest {
            // The zero padding equals no name, so the comparison stops before it is passed.
            guard JSONScanner.word(next) & pair.mask == pair.word else { return false }
            next += 8
        }
        return true
    }
}
