extension [UInt8] {
    /// The bytes in lower-case hexadecimal digits, the one spelling of hashes everywhere.
    public var hexadecimal: String {
        String(unsafeUninitializedCapacity: 2 * count) { text in
            func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
            for (index, byte) in enumerated() {
                text[2 * index] = digit(byte >> 4)
                text[2 * index + 1] = digit(byte & 15)
            }
            return 2 * count
        }
    }

    /// Reads hexadecimal digits of either case; nil for anything else and for an odd number of them.
    public static func fromHexadecimal(_ text: some StringProtocol) -> [UInt8]? {
        func value(_ digit: UInt8) -> UInt8? {
            switch digit {
            case 0x30...0x39: digit - 0x30
            case 0x41...0x46: digit - 0x37
            case 0x61...0x66: digit - 0x57
            default: nil
            }
        }
        var bytes: [UInt8] = []
        var digits = text.utf8.makeIterator()
        while let high = digits.next() {
            guard let low = digits.next(), let high = value(high), let low = value(low) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
