/// What a JSON number turned out to be.
enum ScannedNumber: Equatable {
    /// A whole number that fits 64 bits.
    case integer(Int64)
    /// A number with a decimal point or an exponent.
    case fraction
    /// A whole number beyond 64 bits.
    case tooLarge
}

extension JSONScanner {
    /// Moves over a number; the cursor must be on its sign or first digit.
    ///
    /// - Returns: Nil if the digits break the grammar (`-`, `01`, `1.`).
    @inline(__always)
    mutating func scanNumber() -> ScannedNumber? {
        let isNegative = cursor.pointee == UInt8(ascii: "-")
        if isNegative { cursor += 1 }
        let first = cursor
        var magnitude: UInt64 = 0
        while cursor.pointee &- 0x30 < 10 {
            magnitude = magnitude &* 10 &+ UInt64(cursor.pointee &- 0x30)
            cursor += 1
        }
        let digits = cursor - first
        guard digits > 0 else {
            fail("expected a digit")
            return nil
        }
        guard digits == 1 || first.pointee != UInt8(ascii: "0") else {
            cursor = first + 1
            fail("expected no digit after a leading zero")
            return nil
        }
        let next = cursor.pointee
        if next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") { return scanFraction() }
        // Eighteen digits always fit; nothing in a case file needs more.
        guard digits <= 18 else { return .tooLarge }
        return .integer(isNegative ? -Int64(magnitude) : Int64(magnitude))
    }

    private mutating func scanFraction() -> ScannedNumber? {
        if cursor.pointee == UInt8(ascii: ".") {
            cursor += 1
            guard skipDigits() else { return nil }
        }
        if cursor.pointee | 0x20 == UInt8(ascii: "e") {
            cursor += 1
            if cursor.pointee == UInt8(ascii: "+") || cursor.pointee == UInt8(ascii: "-") {
                cursor += 1
            }
            guard skipDigits() else { return nil }
        }
        return .fraction
    }

    private mutating func skipDigits() -> Bool {
        let first = cursor
        while cursor.pointee &- 0x30 < 10 { cursor += 1 }
        if cursor == first { fail("expected a digit") }
        return cursor > first
    }
}
