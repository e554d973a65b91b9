/// Everything scripts can see: record types, fields and words, each with a stable number.
///
/// Made from the records that scripts start at; every record type these hold is found by itself.
/// Types and words are numbered in alphabetical order, so that equal declarations give equal
/// numbers in every process.
public final class CaseSchema: Sendable {
    /// A record type with its number.
    public struct Record: Sendable {
        /// The number of the type, which is its index in ``CaseSchema/records``.
        public let index: Int
        /// The declaration.
        public let schema: RecordSchema
        /// The fields in declaration order.
        public let fields: [Field]
        /// The distance of two records in a list in bytes.
        public var stride: Int { schema.stride }
    }

    /// A field as scripts see it.
    public struct Field: Sendable {
        /// The declaration.
        public let declaration: FieldDeclaration
        /// What a script receives.
        public let kind: Kind
    }

    /// What a script receives from a field, with types as numbers.
    public enum Kind: Sendable, Equatable {
        case bool
        case integer
        case text
        case quantity(FactUnit)
        /// One word of the symbol type with this index.
        case symbol(Int)
        /// A list of bytes, each the raw value of a word of the symbol type with this index.
        case symbols(Int)
        case record(Int)
        case list(Int)
    }

    /// A closed list of words with the numbers they have in the schema.
    public struct SymbolType: Sendable {
        /// The name, such as `remedy_state`.
        public let name: String
        /// The words by raw value.
        public let words: [String]
        /// The id of each word by raw value: its index in ``CaseSchema/symbols``.
        public let ids: [Int]
    }

    /// The record types in alphabetical order.
    public let records: [Record]
    /// The symbol types in alphabetical order.
    public let symbolTypes: [SymbolType]
    /// Every distinct word; its index is the id that slots hold.
    public let symbols: [String]

    private let accesses: [FactAccess]
    private let firstAccess: [Int]
    private let readers: [FactReader]
    private let ids: [Int32]
    /// The clocks of each field, in the order of the accesses.
    private let clocks: [UInt64]

    /// Collects every record type that can be reached from `roots`.
    public init(roots: [any CaseRecord.Type]) {
        let found = CaseSchema.reach(roots)
        let schemas = found.records.values.sorted { $0.name < $1.name }
        let types = found.symbols.values.sorted { $0.symbolName < $1.symbolName }
        symbols = Set(types.flatMap { $0.words }).sorted()
        let ids = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
        symbolTypes = types.map { type in
            SymbolType(
                name: type.symbolName, words: type.words, ids: type.words.compactMap { ids[$0] })
        }
        var numbering = FieldNumbering(records: schemas.map(\.name), symbolTypes: symbolTypes)
        var firstAccess: [Int] = []
        records = schemas.enumerated().map { index, schema in
            firstAccess.append(numbering.accesses.count)
            return Record(
                index: index, schema: schema, fields: schema.fields.map { numbering.add($0) })
        }
        accesses = numbering.accesses
        readers = numbering.readers
        self.ids = numbering.ids
        self.firstAccess = firstAccess
        clocks = records.flatMap { record in record.fields.map(\.declaration.pace.clocks) }
    }

    /// Reads one fact.
    ///
    /// - Parameters:
    ///   - type: The index of the record's type.
    ///   - field: The index of the field in the type's list.
    ///   - record: A live record of exactly this type.
    ///   - slot: Receives the fact; a withheld field is always absent.
    public func slot(
        type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout FactSlot
    ) {
        let access = accesses[firstAccess[type] + field]
        switch access.way {
        case .shape:
            slot = ids.withUnsafeBufferPointer { access.slot(of: record, ids: $0) }
        case .record:
            slot = .record(at: record + Int(access.offset), type: access.type)
        case .function:
            readers[Int(access.index)](record, &slot)
        case .withheld:
            slot = .absent
        }
    }

    /// The clocks that can change a field, one bit each.
    func clocks(type: Int, field: Int) -> UInt64 {
        clocks[firstAccess[type] + field]
    }

    /// The record type with this name, or nil.
    public func record(named name: String) -> Record? {
        records.first { $0.schema.name == name }
    }

    /// The number of the type of a record, or nil if scripts cannot reach it.
    public func index(of type: any CaseRecord.Type) -> Int? {
        records.firstIndex { $0.schema === type.schema }
    }

    /// The id of a word, or nil if no field holds it.
    public func symbolID(of word: String) -> Int? {
        symbols.firstIndex(of: word)
    }

    private static func reach(
        _ roots: [any CaseRecord.Type]
    ) -> (records: [String: RecordSchema], symbols: [String: any CaseSymbol.Type]) {
        var records: [String: RecordSchema] = [:]
        var symbols: [String: any CaseSymbol.Type] = [:]
        var waiting = roots
        while let type = waiting.popLast() {
            let schema = type.schema
            if let other = records[schema.name] {
                precondition(other === schema, "two records are called \(schema.name)")
                continue
            }
            records[schema.name] = schema
            // A withheld record is never entered, so its type stays unknown to scripts.
            for field in schema.fields where field.withheld == nil {
                switch field.scriptKind {
                case .symbol(let type), .symbols(let type):
                    if let other = symbols[type.symbolName] {
                        precondition(other == type, "two lists are called \(type.symbolName)")
                    }
                    symbols[type.symbolName] = type
                case .record(let type), .list(let type):
                    waiting.append(type)
                case .bool, .integer, .text, .quantity:
                    break
                }
            }
        }
        return (records, symbols)
    }
}
