/// Writes canonical JSON: one spelling for each value, so that equal values are equal bytes.
///
/// The form is that of RFC 8785 without fractions: names sorted, no spaces, whole numbers, a
/// backslash only where JSON demands one. A field that is not recorded and a list without elements
/// are left out; everything else is written, so that "no" is never told by silence.
package struct CanonicalWriter: ~Copyable {
    // SAFETY: owned by the writer and freed with it; the first `count` bytes are initialized.
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The number of bytes written.
    package private(set) var count = 0

    package init() {
        capacity = 1024
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
    }

    /// What was written.
    package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// Makes room for more bytes, so that they can be stored without asking again.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    /// Writes one byte.
    @inline(__always)
    package mutating func byte(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    /// Writes text that is JSON already.
    package mutating func literal(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        (base + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count += text.utf8CodeUnitCount
    }

    /// Writes bytes that are JSON already.
    package mutating func raw(_ bytes: [UInt8]) {
        reserve(bytes.count)
        bytes.withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress else { return }
            (base + count).update(from: first, count: bytes.count)
        }
        count += bytes.count
    }

    /// Writes a yes/no value.
    package mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes a whole number.
    package mutating func integer(_ value: Int64) {
        reserve(20)
        var magnitude = value.magnitude
        if value < 0 { byte(UInt8(ascii: "-")) }
        var digits = 1
        var limit: UInt64 = 10
        while digits < 19, magnitude >= limit {
            digits += 1
            limit *= 10
        }
        var place = count + digits
        count = place
        repeat {
            place -= 1
            base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
            magnitude /= 10
        } while magnitude > 0
    }

    /// Writes a date.
    package mutating func day(_ value: Day) {
        let (year, month, day) = value.civil
        reserve(12)
        byte(UInt8(ascii: "\""))
        twoDigits(year / 100)
        twoDigits(year % 100)
        byte(UInt8(ascii: "-"))
        twoDigits(month)
        byte(UInt8(ascii: "-"))
        twoDigits(day)
        byte(UInt8(ascii: "\""))
    }

    private mutating func twoDigits(_ value: Int) {
        byte(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
        byte(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }

    /// Writes a name or word in quotes.
    @inline(__always)
    mutating func quoted(_ pattern: borrowing KeyPattern) {
        reserve(KeyPattern.longest + 10)
        base[count] = UInt8(ascii: "\"")
        pattern.write(to: base + count + 1)
        count += pattern.count + 2
    }

    /// Writes any text.
    package mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { plain in
            reserve(plain.count * 6 + 2)
            byte(UInt8(ascii: "\""))
            var done = 0
            var index = plain.endOfPlain(from: 0)
            while index < plain.count {
                copy(plain[done..<index])
                escape(plain[index])
                done = index + 1
                index = plain.endOfPlain(from: done)
            }
            copy(plain[done...])
            byte(UInt8(ascii: "\""))
        }
    }

    /// Copies bytes for which there is room.
    @inline(__always)
    private mutating func copy(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        guard bytes.count > 0, let first = bytes.base.baseAddress else { return }
        (base + count).update(from: first + bytes.startIndex, count: bytes.count)
        count += bytes.count
    }

    private mutating func escape(_ character: UInt8) {
        byte(UInt8(ascii: "\\"))
        switch character {
        case 0x22, 0x5C: byte(character)
        case 0x08: byte(UInt8(ascii: "b"))
        case 0x09: byte(UInt8(ascii: "t"))
        case 0x0A: byte(UInt8(ascii: "n"))
        case 0x0C: byte(UInt8(ascii: "f"))
        case 0x0D: byte(UInt8(ascii: "r"))
        default:
            let digits: StaticString = "0123456789abcdef"
            literal("u00")
            byte(digits.utf8Start[Int(character >> 4)])
            byte(digits.utf8Start[Int(character & 15)])
        }
    }

    /// Takes the last bytes back.
    package mutating func rewind(to count: Int) {
        self.count = count
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The place of the first byte, from a place on, that JSON wants escaped; the end if none is.
    @inline(__always)
    fileprivate func endOfPlain(from start: Int) -> Int {
        guard let base = baseAddress else { return 0 }
        let high: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        while index + 8 <= count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            // In a byte without its high bit, a borrow means it was smaller than what is taken off.
            let isControl = (word &- ones &* 0x20) & ~word
            let quotes = word ^ (ones &* 0x22)
            let slashes = word ^ (ones &* 0x5C)
            let isQuote = (quotes &- ones) & ~quotes
            let isSlash = (slashes &- ones) & ~slashes
            if (isControl | isQuote | isSlash) & high != 0 { break }
            index += 8
        }
        while index < count {
            let character = base[index]
            if character < 0x20 || character == 0x22 || character == 0x5C { return index }
            index += 1
        }
        return index
    }
}
