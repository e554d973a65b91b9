/// Splits newline-delimited JSON into lines as it arrives, in flat memory.
///
/// Empty lines are passed over but counted, so that a number always is that of a text editor.
public struct CaseFileLines {
    private var begun: [UInt8] = []
    private var number = 1

    /// Makes a splitter at the start of a stream.
    public init() {}

    /// Takes the next bytes of the stream and calls `body` with each line that ends in them.
    ///
    /// - Parameters:
    ///   - chunk: The bytes, cut anywhere.
    ///   - body: Gets the line's number, from one, and its bytes without the line end. The bytes
    ///     are good during the call only.
    /// - Throws: What `body` throws; the rest of the chunk is lost then.
    public mutating func feed<Failure: Error>(
        _ chunk: UnsafeRawBufferPointer,
        _ body: (Int, UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var start = 0
        while let end = CaseFileLines.newline(in: chunk, from: start) {
            let rest = UnsafeRawBufferPointer(rebasing: chunk[start..<end])
            start = end + 1
            if begun.isEmpty {
                try line(rest, body)
            } else {
                begun.append(contentsOf: rest)
                try begunLine(body)
            }
        }
        begun.append(contentsOf: chunk[start...])
    }

    /// Calls `body` with the last line, if the stream did not end in a newline.
    ///
    /// - Throws: What `body` throws.
    public mutating func finish<Failure: Error>(
        _ body: (Int, UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        if !begun.isEmpty { try begunLine(body) }
    }

    private mutating func begunLine<Failure: Error>(
        _ body: (Int, UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let bytes = begun
        begun.removeAll(keepingCapacity: true)
        // A typed error does not pass through `withUnsafeBytes` of this standard library.
        let result = bytes.withUnsafeBytes { bytes -> Result<Void, Failure> in
            do throws(Failure) {
                return .success(try line(bytes, body))
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private mutating func line<Failure: Error>(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (Int, UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        defer { number += 1 }
        let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if isBlank { return }
        let count = bytes.last == 0x0D ? bytes.count - 1 : bytes.count
        try body(number, UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }

    private static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let zeros = word ^ 0x0A0A_0A0A_0A0A_0A0A
            let marks = (zeros &- 0x0101_0101_0101_0101) & ~zeros & 0x8080_8080_8080_8080
            if marks != 0 { return index + marks.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < bytes.count {
            if bytes[index] == 0x0A { return index }
            index += 1
        }
        return nil
    }
}
