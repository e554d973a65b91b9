extension CaseParser {
    /// Reads `true` or `false`.
    mutating func bool() -> Bool? {
        _ = scanner.peek()
        if scanner.takeLiteral("true") { return true }
        if scanner.takeLiteral("false") { return false }
        mismatch("true or false")
        return nil
    }

    /// Reads a whole number within the field's bounds.
    mutating func integer(_ rules: FieldRules) -> Int64? {
        let first = scanner.peek()
        guard first == UInt8(ascii: "-") || first &- 0x30 < 10 else {
            mismatch(rules.isMoney ? "whole cents, such as 12550 for $125.50" : "a whole number")
            return nil
        }
        let place = scanner.offset
        let number = scanner.scanNumber()
        if case .integer(let value) = number, value >= rules.lowest, value <= rules.highest {
            return value
        }
        if let number { reportNumber(number, rules, at: place) }
        return nil
    }

    @inline(never)
    private mutating func reportNumber(
        _ number: ScannedNumber, _ rules: FieldRules, at place: Int
    ) {
        switch number {
        case .fraction where rules.isMoney:
            report(
                .fraction, "expected whole cents, such as 12550 for $125.50, found a fraction",
                at: place)
        case .fraction:
            report(.fraction, "expected a whole number, found a fraction", at: place)
        case .integer(let value) where value < 0 && rules.lowest == 0:
            report(
                .negative,
                rules.isMoney ? "expected zero or more cents" : "expected zero or more", at: place)
        case .integer, .tooLarge:
            let range =
                rules.lowest == rules.highest
                ? "\(rules.lowest)" : "a number from \(rules.lowest) to \(rules.highest)"
            report(.outOfRange, "expected \(range)", at: place)
        }
    }

    /// Reads a date.
    mutating func day(_ rules: FieldRules) -> Day? {
        guard scanner.peek() == UInt8(ascii: "\"") else {
            mismatch("a date such as 2024-02-29")
            return nil
        }
        let place = scanner.offset
        guard let text = scanner.scanText() else { return nil }
        if text.bytes.count == 10, let day = Day(isoBytes: text.bytes),
            CaseParser.days.contains(day.epochDay)
        {
            return day
        }
        var message = "expected a date of the calendar such as 2024-02-29"
        if !rules.isSecret, text.isASCII, !text.hasEscapes, text.bytes.count <= 24 {
            message += ", found `\(String(decoding: text.bytes, as: UTF8.self))`"
        }
        report(.impossibleDate, message, at: place)
        return nil
    }

    /// 1900-01-01 to 2199-12-31: nothing in a case file lies outside of it but by mistake.
    private static let days: ClosedRange<Int32> = -25_567...84_005

    /// Reads a text.
    mutating func text(_ rules: FieldRules) -> String? {
        guard scanner.peek() == UInt8(ascii: "\"") else {
            mismatch("a text")
            return nil
        }
        let place = scanner.offset
        guard let text = scanner.scanText() else { return nil }
        switch scanner.decode(text) {
        case .success(let value):
            guard !rules.isIdentity || !value.isEmpty else {
                report(.emptyIdentity, "expected a text that is not empty", at: place)
                return nil
            }
            return value
        case .failure(let error):
            report(.text, error.fault.rawValue, at: place)
            return nil
        }
    }

    /// Reads a word of a list; the index counts from zero.
    mutating func word(_ list: WordList, _ rules: FieldRules) -> Int? {
        guard scanner.peek() == UInt8(ascii: "\"") else {
            mismatch(list.inWords)
            return nil
        }
        let key = scanner.cursor + 1
        for (index, pattern) in list.patterns.enumerated() where pattern.matches(key) {
            scanner.cursor = key + pattern.count + 1
            return index
        }
        return unexpectedWord(list, rules)
    }

    @inline(never)
    private mutating func unexpectedWord(_ list: WordList, _ rules: FieldRules) -> Int? {
        let place = scanner.offset
        guard let raw = scanner.scanText() else { return nil }
        guard case .success(let word) = scanner.decode(raw) else {
            report(.text, "expected \(list.inWords)", at: place)
            return nil
        }
        if let index = list.words.firstIndex(of: word) { return index }
        let shown = rules.isSecret ? "" : ", found `\(CaseParser.printable(word))`"
        report(
            .unknownWord, "expected \(list.inWords)\(shown)",
            suggestion: rules.isSecret ? nil : EditDistance.nearest(word, in: list.words),
            at: place)
        return nil
    }
}

/// The words of a symbol type, ready to be matched.
final class WordList: Sendable {
    let words: [String]
    let patterns: [KeyPattern]
    let inWords: String

    init<Symbol: CaseSymbol>(_ type: Symbol.Type) {
        words = Symbol.words
        patterns = words.map { KeyPattern($0) }
        inWords = FieldKind.symbol(type).inWords
        // INVARIANT: a symbol's byte in memory is its raw value and its place in the list, so that
        // lists of symbols can be handed over as bytes.
        for (index, symbol) in Symbol.allCases.enumerated() {
            let byte = withUnsafeBytes(of: symbol) { $0.count == 1 ? $0[0] : UInt8.max }
            precondition(
                Int(symbol.rawValue) == index && Int(byte) == index,
                "the raw values of \(type) must count from zero in order")
        }
    }
}
