import Glibc

/// One line of the stream that ``EvalRun`` answers.
public struct EvalLine: Sendable, Equatable {
    /// What the line holds.
    public enum Content: Sendable, Equatable {
        /// Nothing, or spaces only.
        case blank
        /// Text without its line end.
        case text([UInt8])
        /// More bytes than a case file may have; they were passed over.
        case tooLong
    }

    /// The line's number in the stream, from one.
    public var number: Int
    /// What it holds.
    public var content: Content

    /// Creates a line.
    public init(number: Int, content: Content) {
        self.number = number
        self.content = content
    }
}

/// Splits a stream into lines as it arrives and keeps no more of a line than a case file may have.
///
/// Unlike ``/CaseModel/CaseFileLines``, which an import uses, it hands out blank lines too: every
/// line that goes in is answered by one that comes out.
public struct EvalLines {
    /// The most bytes of a line; the same as for an import.
    public static let longest = 1 << 26

    private let longest: Int
    private var begun: [UInt8] = []
    /// Whether the line that was begun is too long, so that its bytes are passed over.
    private var isPassing = false
    private var number = 1

    /// Makes a splitter at the start of a stream.
    ///
    /// - Parameter longest: The most bytes of a line.
    public init(longest: Int = EvalLines.longest) {
        self.longest = longest
    }

    /// Takes the next bytes of the stream and returns the lines that end in them.
    public mutating func feed(_ piece: UnsafeRawBufferPointer) -> [EvalLine] {
        var lines: [EvalLine] = []
        var start = 0
        while let end = Self.newline(in: piece, from: start) {
            take(piece[start..<end])
            lines.append(line())
            start = end + 1
        }
        take(piece[start...])
        return lines
    }

    /// The last line, if the stream did not end in a newline.
    public mutating func finish() -> EvalLine? {
        begun.isEmpty && !isPassing ? nil : line()
    }

    private static func newline(in piece: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = piece.baseAddress, start < piece.count,
            let found = memchr(base + start, 0x0A, piece.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    private mutating func take(_ bytes: Slice<UnsafeRawBufferPointer>) {
        guard !isPassing else { return }
        if begun.count + bytes.count > longest {
            isPassing = true
            begun = []
        } else {
            begun.append(contentsOf: bytes)
        }
    }

    private mutating func line() -> EvalLine {
        defer {
            number += 1
            isPassing = false
            begun = []
        }
        if isPassing { return EvalLine(number: number, content: .tooLong) }
        let isBlank = begun.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        return EvalLine(number: number, content: isBlank ? .blank : .text(begun))
    }
}
