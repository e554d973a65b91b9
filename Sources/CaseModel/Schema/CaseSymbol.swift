import Synchronization

/// A closed list of words, such as the states of a remedy.
///
/// The word of a case is its Swift name in snake case (`warrantResolution` is
/// `warrant_resolution`), in case files as in policies. Raw values count from zero in the order of
/// the cases, so that one byte of a record is the number of its word.
public protocol CaseSymbol: SchemaValue, CaseIterable, RawRepresentable, Hashable
where RawValue == UInt8 {
    /// What the list is called in the schema, such as `remedy_state`.
    static var symbolName: String { get }

    /// Every word of the list, in the order of the raw values.
    static var words: [String] { get }
}

extension CaseSymbol {
    /// The type's own name in snake case, with the names of the types around it.
    public static var symbolName: String {
        SchemaName.snakeCase(
            String(reflecting: Self.self).split(separator: ".").dropFirst().joined(separator: "_"))
    }

    /// The word of this case.
    public var word: String { Self.words[Int(rawValue)] }

    /// The cases' Swift names in snake case.
    public static var words: [String] {
        WordLists.words(of: Self.self) {
            allCases.map { SchemaName.snakeCase(String(describing: $0)) }
        }
    }

    /// The case with this word, or nil.
    public init?(word: some StringProtocol) {
        guard let index = Self.words.firstIndex(where: { $0 == word }) else { return nil }
        self.init(rawValue: UInt8(index))
    }
}

/// The words of each symbol type, spelled once: a name by reflection takes microseconds.
enum WordLists {
    private static let known = Mutex<[ObjectIdentifier: [String]]>([:])

    static func words(of type: any CaseSymbol.Type, spelling: () -> [String]) -> [String] {
        known.withLock { known in
            if let words = known[ObjectIdentifier(type)] { return words }
            let words = spelling()
            known[ObjectIdentifier(type)] = words
            return words
        }
    }
}
