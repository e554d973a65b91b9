/// The bytes of a JSON text value between its quotes, as they stand.
struct ScannedText {
    var bytes: UnsafeBufferPointer<UInt8>
    /// True if a backslash occurs.
    var hasEscapes: Bool
    /// True if every byte is ASCII.
    var isASCII: Bool
}

/// Why the bytes of a text value are no text.
enum TextFault: String {
    case brokenUTF8 = "the bytes are not UTF-8"
    case brokenEscape = "a backslash escape is broken"
    case loneSurrogate = "a \\u escape is half of a surrogate pair"
    case zero = "a text may not hold the character zero"
}

extension JSONScanner {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Marks the bytes of a word that are no plain character of a text: quote, backslash, control
    /// character or the start of a longer UTF-8 sequence.
    ///
    /// A mark above the lowest one may be false (a borrow runs upward); the lowest never is.
    @inline(__always)
    private static func specials(in word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5C)
        let quoteMarks = (quotes &- ones) & ~quotes
        let slashMarks = (slashes &- ones) & ~slashes
        let controlMarks = (word &- (ones &* 0x20)) & ~word
        return (quoteMarks | slashMarks | controlMarks | word) & highs
    }

    /// Moves over a text value; the cursor must be on its opening quote.
    ///
    /// - Returns: The bytes between the quotes, or nil if the text does not end.
    @inline(__always)
    mutating func scanText() -> ScannedText? {
        cursor += 1
        let first = cursor
        var hasEscapes = false
        var isASCII = true
        while true {
            let marks = JSONScanner.specials(in: JSONScanner.word(cursor))
            guard marks != 0 else {
                cursor += 8
                continue
            }
            cursor += marks.trailingZeroBitCount >> 3
            let byte = cursor.pointee
            if byte == 0x22 {
                let bytes = UnsafeBufferPointer(start: first, count: cursor - first)
                cursor += 1
                return ScannedText(bytes: bytes, hasEscapes: hasEscapes, isASCII: isASCII)
            }
            if byte >= 0x80 {
                isASCII = false
                cursor += 1
            } else if byte == 0x5C {
                hasEscapes = true
                cursor += 1
                guard cursor.pointee >= 0x20 else { break }
                cursor += 1
            } else {
                break
            }
        }
        fail(cursor >= end ? "expected a closing quote" : "expected no control character in a text")
        return nil
    }

    /// The text that scanned bytes stand for.
    @inline(__always)
    func decode(_ text: ScannedText) -> Result<String, TextFaultError> {
        if !text.hasEscapes {
            if text.isASCII { return .success(String(decoding: text.bytes, as: UTF8.self)) }
            guard let valid = String(validating: text.bytes, as: UTF8.self) else {
                return .failure(TextFaultError(fault: .brokenUTF8))
            }
            return .success(valid)
        }
        return unescaped(text)
    }

    @inline(never)
    private func unescaped(_ text: ScannedText) -> Result<String, TextFaultError> {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.bytes.count)
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            guard byte == 0x5C else {
                plain.append(byte)
                index += 1
                continue
            }
            if let fault = JSONScanner.unescape(text.bytes, &index, into: &plain) {
                return .failure(TextFaultError(fault: fault))
            }
        }
        guard let valid = String(validating: plain, as: UTF8.self) else {
            return .failure(TextFaultError(fault: .brokenUTF8))
        }
        return .success(valid)
    }

    /// Appends the character of one escape; `index` is on its backslash and moves behind it.
    private static func unescape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, into plain: inout [UInt8]
    ) -> TextFault? {
        let kind = bytes[index + 1]
        index += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(kind)
        case UInt8(ascii: "b"): plain.append(0x08)
        case UInt8(ascii: "f"): plain.append(0x0C)
        case UInt8(ascii: "n"): plain.append(0x0A)
        case UInt8(ascii: "r"): plain.append(0x0D)
        case UInt8(ascii: "t"): plain.append(0x09)
        case UInt8(ascii: "u"):
            guard var code = hexadecimal(bytes, index) else { return .brokenEscape }
            index += 4
            if code >= 0xD800, code < 0xDC00 {
                guard index + 1 < bytes.count, bytes[index] == 0x5C,
                    bytes[index + 1] == UInt8(ascii: "u"), let low = hexadecimal(bytes, index + 2),
                    low >= 0xDC00, low < 0xE000
                else { return .loneSurrogate }
                index += 6
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard code != 0 else { return .zero }
            guard let scalar = Unicode.Scalar(code) else { return .loneSurrogate }
            plain.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default:
            return .brokenEscape
        }
        return nil
    }

    /// The value of four hexadecimal digits.
    private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }
}

/// Carries a ``TextFault`` through a `Result`.
struct TextFaultError: Error {
    var fault: TextFault
}
