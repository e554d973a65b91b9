import CaseModel
import Testing

@testable import PolicyWorkbench

@Suite("Messages of an editor, and places in its texts")
struct MessageReaderTests {
    @Test func messagesComeOutHoweverTheirBytesCameIn() {
        let message = JSONValue.object(["method": .text("x"), "params": .list([.integer(1)])])
        let bytes = MessageReader.framed(message) + MessageReader.framed(message)
        for size in [1, 7, 1000] {
            var reader = MessageReader()
            var found: [MessageReader.Piece] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                reader.append(bytes[start..<min(start + size, bytes.count)])
                while let piece = reader.next() { found.append(piece) }
            }
            #expect(found == [.message(message), .message(message)])
        }
    }

    @Test func fractionsAreCutAndTheRestIsRead() {
        var reader = MessageReader()
        let body = #"{"a":1.9,"b":[true,null,"x"],"c":{"d":-3}}"#
        reader.append("content-length: \(body.utf8.count)\r\nContent-Type: x\r\n\r\n\(body)".utf8)
        let expected = JSONValue.object([
            "a": .integer(1), "b": .list([.bool(true), .null, .text("x")]),
            "c": .object(["d": .integer(-3)]),
        ])
        #expect(reader.next() == .message(expected))
    }

    @Test func whatIsNoMessageIsSkipped() {
        var reader = MessageReader()
        reader.append("X: 1\r\n\r\nContent-Length: 2\r\n\r\n{}Content-Length: 1\r\n\r\n{".utf8)
        #expect(reader.next() == .malformed("a header without a sound Content-Length"))
        #expect(reader.next() == .message(.object([:])))
        #expect(reader.next() == .malformed("the message is no JSON"))
        #expect(reader.next() == nil)
        reader.append([UInt8](repeating: 65, count: 9000))
        #expect(reader.next() == .malformed("there is no end of a header in 8192 bytes"))
    }

    @Test func placesAreCountedInUTF16() {
        let lines = TextLines("añ😀b\r\nzwei\n")
        #expect(lines.count == 3)
        #expect(lines.line(0) == "añ😀b")
        #expect(lines.offset(line: 0, utf16: 4) == 7)
        #expect(lines.place(7).utf16 == 4)
        #expect(lines.offset(line: 1, utf16: 99) == lines.offset(line: 1, utf16: 4))
        #expect(lines.place(lines.offset(line: 1, utf16: 2)) == (1, 2))
        #expect(lines.offset(line: 1, column: 4) == 7)
        #expect(lines.offset(line: 9, utf16: 0) == lines.text.utf8.count)
    }
}
