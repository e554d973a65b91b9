/// A name with its closing quote, in words of eight bytes that are compared and written whole.
struct KeyPattern: Sendable {
    /// Names are at most this long, so that a pattern needs no memory of its own.
    static let longest = 39

    /// The number of bytes of the name.
    let count: Int
    private let last: Int
    private var words: InlineArray<5, UInt64>
    private var masks: InlineArray<5, UInt64>

    init(_ name: String) {
        let bytes = Array(name.utf8) + [UInt8(ascii: "\"")]
        precondition(bytes.count <= KeyPattern.longest + 1, "the name \(name) is too long")
        count = bytes.count - 1
        last = count / 8
        words = InlineArray(repeating: 0)
        masks = InlineArray(repeating: 0)
        for (place, byte) in bytes.enumerated() {
            let shift = UInt64(place % 8 * 8)
            words[place / 8] |= UInt64(byte) << shift
            masks[place / 8] |= 0xFF << shift
        }
    }

    /// Writes the name and a closing quote; up to seven bytes behind them are overwritten too.
    @inline(__always)
    func write(to address: UnsafeMutablePointer<UInt8>) {
        var index = 0
        while index <= last {
            UnsafeMutableRawPointer(address + index * 8)
                .storeBytes(of: words[index].littleEndian, as: UInt64.self)
            index += 1
        }
    }

    /// True if the name and a closing quote stand at an address.
    @inline(__always)
    func matches(_ address: UnsafePointer<UInt8>) -> Bool {
        guard JSONScanner.word(address) & masks[0] == words[0] else { return false }
        // The zero padding equals no part of a name, so the comparison ends before it is passed.
        var index = 1
        while index <= last {
            guard JSONScanner.word(address + index * 8) & masks[index] == words[index] else {
                return false
            }
            index += 1
        }
        return true
    }
}
