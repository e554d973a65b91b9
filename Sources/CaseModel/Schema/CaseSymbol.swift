/// A closed list of words, such as the states of a remedy.
///
/// The word of a case is its Swift name in snake case (`warrantResolution` is
/// `warrant_resolution`), in case files as in policies. Raw values count from zero in the order of
/// the cases, so that one byte of a record is the number of its word.
public protocol CaseSymbol: SchemaValue, CaseIterable, RawRepresentable, Hashable
where RawValue == UInt8 {
    /// What the list is called in the schema, such as `remedy_state`.
    static var symbolName: String { get }

    /// The word of the case with this Swift name.
    static func spelling(of caseName: String) -> String
}

extension CaseSymbol {
    /// The type's own name in snake case, with the names of the types around it.
    public static var symbolName: String {
        SchemaName.snakeCase(
            String(reflecting: Self.self).split(separator: ".").dropFirst().joined(separator: "_"))
    }

    /// The name in snake case.
    public static func spelling(of caseName: String) -> String { SchemaName.snakeCase(caseName) }

    /// The word of this case.
    public var word: String { WordList.of(Self.self).words[Int(rawValue)] }

    /// Every word of the list, in the order of the raw values.
    public static var words: [String] { WordList.of(Self.self).words }

    /// The case with this word, or nil.
    public init?(word: some StringProtocol) {
        guard let index = WordList.of(Self.self).places[String(word)] else {
            return nil
        }
        self.init(rawValue: UInt8(index))
    }
}
