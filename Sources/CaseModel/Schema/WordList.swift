import Synchronization

/// The words of a symbol type, ready to be matched and written.
final class WordList: Sendable {
    let words: [String]
    /// The place of each word.
    let places: [String: Int]
    // SAFETY: written once before the list is shared and freed with it; only read in between.
    nonisolated(unsafe) let patterns: UnsafePointer<KeyPattern>
    let inWords: String

    // Names are found by reflection, which is slow; each type is asked once.
    private static let known = Mutex<[ObjectIdentifier: WordList]>([:])

    /// The words of a type.
    static func of<Symbol: CaseSymbol>(_ type: Symbol.Type) -> WordList {
        let key = ObjectIdentifier(type)
        if let list = known.withLock({ $0[key] }) { return list }
        let list = WordList(type)
        known.withLock { $0[key] = list }
        return list
    }

    private init<Symbol: CaseSymbol>(_ type: Symbol.Type) {
        words = Symbol.allCases.map { Symbol.spelling(of: String(describing: $0)) }
        places = Dictionary(words.enumerated().map { ($1, $0) }) { first, _ in first }
        let patterns = UnsafeMutablePointer<KeyPattern>.allocate(capacity: max(1, words.count))
        for (index, word) in words.enumerated() {
            (patterns + index).initialize(to: KeyPattern(word))
        }
        self.patterns = UnsafePointer(patterns)
        inWords = "one of \(words.map { "`\($0)`" }.joined(separator: ", "))"
        // INVARIANT: a symbol is one byte, its raw value, which is its place in the list; as an
        // optional it is the same byte, and nil is the byte behind the last. So the hot paths store
        // and load symbols as bytes without knowing their types. Checked here once for each type.
        precondition(MemoryLayout<Symbol?>.size == 1, "\(type) must have at least two words")
        precondition(words.count < 255, "\(type) has too many words")
        for (index, symbol) in Symbol.allCases.enumerated() {
            let plain = withUnsafeBytes(of: symbol) { Int($0[0]) }
            let optional = withUnsafeBytes(of: Symbol?.some(symbol)) { Int($0[0]) }
            precondition(
                Int(symbol.rawValue) == index && plain == index && optional == index,
                "the raw values of \(type) must count from zero in order")
        }
        let absent = withUnsafeBytes(of: Symbol?.none) { Int($0[0]) }
        precondition(absent == words.count, "\(type) must have no other spare byte before nil")
    }

    deinit {
        patterns.deallocate()
    }
}
