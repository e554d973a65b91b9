import CaseModel

/// A text with its lines, to turn places of an editor into bytes and back.
///
/// Editors count lines and UTF-16 units from 0; findings count lines and characters (scalars) from 1.
struct TextLines {
    let text: String
    private let bytes: [UInt8]
    private let starts: [Int]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == 10 { starts.append(offset + 1) }
        self.starts = starts
    }

    /// How many lines there are.
    var count: Int { starts.count }

    /// The line with this number from 0, without its end; empty behind the last.
    func line(_ number: Int) -> String {
        guard starts.indices.contains(number) else { return "" }
        var end = number + 1 < starts.count ? starts[number + 1] - 1 : bytes.count
        if end > starts[number], bytes[end - 1] == 13 { end -= 1 }
        return String(decoding: bytes[starts[number]..<end], as: UTF8.self)
    }

    /// The offset of a place in bytes; a place behind the end of its line is that end.
    func offset(line: Int, utf16: Int) -> Int {
        guard line >= 0 else { return 0 }
        guard line < starts.count else { return bytes.count }
        var units = 0
        var offset = starts[line]
        for scalar in self.line(line).unicodeScalars {
            guard units < utf16 else { break }
            units += scalar.utf16.count
            offset += scalar.utf8.count
        }
        return offset
    }

    /// The line and the UTF-16 unit of an offset.
    func place(_ offset: Int) -> (line: Int, utf16: Int) {
        let offset = min(max(0, offset), bytes.count)
        let line = (starts.partition { $0 > offset }) - 1
        let before = String(decoding: bytes[starts[line]..<offset], as: UTF8.self)
        return (line, before.utf16.count)
    }

    /// The offset of a character of a line, both from 1.
    func offset(line: Int, column: Int) -> Int {
        guard line >= 1, line <= starts.count else { return line < 1 ? 0 : bytes.count }
        var offset = starts[line - 1]
        for scalar in self.line(line - 1).unicodeScalars.prefix(max(0, column - 1)) {
            offset += scalar.utf8.count
        }
        return offset
    }

    /// The text before an offset.
    func prefix(_ offset: Int) -> String {
        String(decoding: bytes[..<min(max(0, offset), bytes.count)], as: UTF8.self)
    }

    /// A range of bytes as the protocol writes it.
    func range(_ start: Int, _ end: Int) -> JSONValue {
        .object(["start": position(start), "end": position(end)])
    }

    func position(_ offset: Int) -> JSONValue {
        let place = place(offset)
        return .object([
            "line": .integer(Int64(place.line)), "character": .integer(Int64(place.utf16)),
        ])
    }

    /// The whole text of a finding's place: its columns, else the word there, else the line.
    func range(line: Int, column: Int, length: Int) -> JSONValue {
        let number = max(1, line)
        let written = self.line(number - 1)
        guard column > 0 else {
            let indent = written.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
            let start = offset(line: number, column: 1) + indent
            return range(start, offset(line: number, column: written.unicodeScalars.count + 1))
        }
        let start = offset(line: number, column: column)
        if length > 0 { return range(start, offset(line: number, column: column + length)) }
        var end = start
        while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
        return range(start, end > start ? end : min(start + 1, bytes.count))
    }

    /// Whether a byte is part of a name, of a word with hyphens, or of a dotted path.
    static func isWord(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x2D
            || byte >= 0x80
    }

    /// The word around an offset with its place; nil if there is none.
    func word(at offset: Int) -> (text: String, start: Int, end: Int)? {
        var start = min(max(0, offset), bytes.count)
        var end = start
        while start > 0, Self.isWord(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
        guard end > start else { return nil }
        return (String(decoding: bytes[start..<end], as: UTF8.self), start, end)
    }

    /// The text after a change that the editor sent; the whole text if it names no range.
    func applying(_ change: JSONValue) -> String {
        let new = change["text"]?.string ?? ""
        guard let range = change["range"] else { return new }
        let start = offset(of: range["start"])
        let end = max(start, offset(of: range["end"]))
        return String(decoding: bytes[..<start], as: UTF8.self) + new
            + String(decoding: bytes[end...], as: UTF8.self)
    }

    /// The offset of a position of the protocol.
    func offset(of position: JSONValue?) -> Int {
        offset(line: position?["line"]?.number ?? 0, utf16: position?["character"]?.number ?? 0)
    }
}

extension [Int] {
    /// The index of the first element for which the test holds; sorted so that those come last.
    fileprivate func partition(_ isBehind: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension JSONValue {
    /// The whole number, or nil.
    var number: Int? {
        if case .integer(let number) = self { return Int(clamping: number) }
        return nil
    }

    /// The elements of a list; none if it is no list.
    var items: [JSONValue] {
        if case .list(let items) = self { return items }
        return []
    }
}
