/// Writes gzip by hand, so that tests can make what no library would write.
enum Gzip {
    private static let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    /// Bytes in stored blocks: not smaller, but well formed.
    static func pack(_ bytes: [UInt8]) -> [UInt8] {
        var packed = head
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(0xFFFF)
            let length = UInt16(block.count)
            packed.append(rest.isEmpty ? 1 : 0)
            for value in [length, ~length] { packed += [UInt8(value & 0xFF), UInt8(value >> 8)] }
            packed += block
        } while !rest.isEmpty
        return packed + little(checksum(bytes)) + little(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Zeros in about a hundred and sixtieth of their size.
    static func zeros(megabytes: Int) -> [UInt8] {
        var packed = head
        var bits: UInt64 = 0
        var count: UInt64 = 0
        // Codes come with the first bit lowest.
        func put(_ code: UInt64, _ length: UInt64) {
            bits |= code << count
            count += length
            while count >= 8 {
                packed.append(UInt8(bits & 0xFF))
                bits >>= 8
                count -= 8
            }
        }
        put(0b011, 3)  // the last block, with the codes of the standard
        put(0b0000_1100, 8)  // the literal 0
        for _ in 0..<((megabytes << 20) / 258) {
            put(0b1010_0011, 8)  // 258 bytes again,
            put(0, 5)  // from one byte back
        }
        put(0, 7)
        put(0, 8)
        return packed + [0, 0, 0, 0, 0, 0, 0, 0]
    }

    private static func little(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in
            sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
        }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = ~0
        table.withUnsafeBufferPointer { table in
            for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
        }
        return ~sum
    }
}
