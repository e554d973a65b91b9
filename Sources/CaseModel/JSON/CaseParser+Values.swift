extension CaseParser {
    /// Reads the value of a field into its place in a record.
    @inline(__always)
    mutating func value(_ plan: RecordPlan, _ index: Int, in record: UnsafeMutableRawPointer) {
        let field = plan.fields + index
        // SAFETY: shape, optionality and offset of a field come from one key path into the type
        // of the record.
        let address = record + field.pointee.offset
        switch field.pointee.shape {
        case .bool:
            if let value = bool() { store(value, field, address) }
        case .integer:
            if let value = integer(field) { store(Int(value), field, address) }
        case .money:
            if let value = integer(field) { store(Money(cents: value), field, address) }
        case .day:
            if let value = day(field) { store(value, field, address) }
        case .text:
            if let value = text(field) { store(value, field, address) }
        case .word:
            if let word = matchingWord(field)
                ?? unexpectedWord(plan.declarations[index].coding.words, field)
            {
                address.storeBytes(of: word, as: UInt8.self)
            }
        case .composite:
            plan.declarations[index].coding.composite?.decode(&self, address, field)
        }
    }

    @inline(__always)
    private func store<Value>(
        _ value: Value, _ field: UnsafePointer<PlannedField>, _ address: UnsafeMutableRawPointer
    ) {
        if field.pointee.isOptional {
            address.assumingMemoryBound(to: Value?.self).pointee = value
        } else {
            address.assumingMemoryBound(to: Value.self).pointee = value
        }
    }

    /// Reads `true` or `false`.
    mutating func bool() -> Bool? {
        _ = scanner.peek()
        if scanner.takeLiteral("true") { return true }
        if scanner.takeLiteral("false") { return false }
        mismatch("true or false")
        return nil
    }

    /// Reads a whole number within the field's bounds.
    mutating func integer(_ field: UnsafePointer<PlannedField>) -> Int64? {
        let first = scanner.peek()
        guard first == UInt8(ascii: "-") || first &- 0x30 < 10 else {
            mismatch(field.pointee.isMoney ? CaseParser.cents : "a whole number")
            return nil
        }
        let place = scanner.offset
        let number = scanner.scanNumber()
        if case .integer(let value) = number, value >= field.pointee.lowest,
            value <= field.pointee.highest
        {
            return value
        }
        if let number { reportNumber(number, field, at: place) }
        return nil
    }

    private static let cents = "whole cents, such as 12550 for $125.50"

    @inline(never)
    private mutating func reportNumber(
        _ number: ScannedNumber, _ field: UnsafePointer<PlannedField>, at place: Int
    ) {
        let isMoney = field.pointee.isMoney
        let (lowest, highest) = (field.pointee.lowest, field.pointee.highest)
        switch number {
        case .fraction:
            let expected = isMoney ? CaseParser.cents : "a whole number"
            report(.fraction, "expected \(expected), found a fraction", at: place)
        case .integer(let value) where value < 0 && lowest == 0:
            report(.negative, "expected zero or more\(isMoney ? " cents" : "")", at: place)
        case .integer, .tooLarge:
            let range = lowest == highest ? "\(lowest)" : "a number from \(lowest) to \(highest)"
            report(.outOfRange, "expected \(range)", at: place)
        }
    }

    /// Reads a date.
    mutating func day(_ field: UnsafePointer<PlannedField>) -> Day? {
        guard scanner.peek() == UInt8(ascii: "\"") else {
            mismatch("a date such as 2024-02-29")
            return nil
        }
        let place = scanner.offset
        guard let text = scanner.scanText() else { return nil }
        if text.bytes.count == 10, let day = CaseParser.day(text.bytes),
            CaseParser.days.contains(day.epochDay)
        {
            return day
        }
        var message = "expected a date of the calendar such as 2024-02-29"
        let isShaped = text.bytes.allSatisfy { $0 == UInt8(ascii: "-") || $0 &- 0x30 < 10 }
        if isShaped, text.bytes.count == 10, !field.pointee.isSecret {
            message += ", found `\(String(decoding: text.bytes, as: UTF8.self))`"
        }
        report(.impossibleDate, message, at: place)
        return nil
    }

    /// The day that ten bytes spell.
    @inline(__always)
    private static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
        var broken: UInt8 = (bytes[4] ^ UInt8(ascii: "-")) | (bytes[7] ^ UInt8(ascii: "-"))
        func digit(_ index: Int) -> Int {
            let value = bytes[index] &- UInt8(ascii: "0")
            if value > 9 { broken = 1 }
            return Int(value)
        }
        let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
        let month = digit(5) * 10 + digit(6)
        let day = digit(8) * 10 + digit(9)
        return broken == 0 ? Day(year: year, month: month, day: day) : nil
    }

    /// 1900-01-01 to 2199-12-31: nothing in a case file lies outside of it but by mistake.
    private static let days: ClosedRange<Int32> = -25_567...84_005

    /// Reads a text.
    mutating func text(_ field: UnsafePointer<PlannedField>) -> String? {
        guard scanner.peek() == UInt8(ascii: "\"") else {
            mismatch("a text")
            return nil
        }
        let place = scanner.offset
        guard let text = scanner.scanText() else { return nil }
        switch scanner.decode(text) {
        case .success(let value):
            guard !field.pointee.isIdentity || !value.isEmpty else {
                report(.emptyIdentity, "expected a text that is not empty", at: place)
                return nil
            }
            return value
        case .failure(let error):
            report(.text, error.fault.rawValue, at: place)
            return nil
        }
    }

    /// Reads a word of a list of symbols.
    mutating func word(_ list: WordList, _ field: UnsafePointer<PlannedField>) -> UInt8? {
        matchingWord(field) ?? unexpectedWord(list, field)
    }

    /// Moves over a word if it is one of the field's, and says which.
    @inline(__always)
    private mutating func matchingWord(_ field: UnsafePointer<PlannedField>) -> UInt8? {
        guard scanner.peek() == UInt8(ascii: "\""), let words = field.pointee.words else {
            return nil
        }
        let key = scanner.cursor + 1
        var index = 0
        while index < field.pointee.wordCount {
            if (words + index).pointee.matches(key) {
                scanner.cursor = key + (words + index).pointee.count + 1
                return UInt8(truncatingIfNeeded: index)
            }
            index += 1
        }
        return nil
    }

    @inline(never)
    private mutating func unexpectedWord(
        _ words: WordList?, _ field: UnsafePointer<PlannedField>
    ) -> UInt8? {
        guard let list = words else { return nil }
        guard scanner.peek() == UInt8(ascii: "\"") else {
            mismatch(list.inWords)
            return nil
        }
        let place = scanner.offset
        guard let raw = scanner.scanText() else { return nil }
        guard case .success(let word) = scanner.decode(raw) else {
            report(.text, "expected \(list.inWords)", at: place)
            return nil
        }
        if let index = list.words.firstIndex(of: word) { return UInt8(index) }
        let isSecret = field.pointee.isSecret
        let shown = isSecret ? nil : CaseParser.name(word)
        report(
            .unknownWord, "expected \(list.inWords)" + (shown.map { ", found `\($0)`" } ?? ""),
            suggestion: isSecret ? nil : EditDistance.nearest(word, in: list.words), at: place)
        return nil
    }
}
