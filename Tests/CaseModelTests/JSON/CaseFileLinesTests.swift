import CaseModel
import Testing

@Suite("Case file lines: NDJSON in flat memory")
struct CaseFileLinesTests {
    struct Line: Equatable {
        var number: Int
        var text: String
    }

    /// Feeds a text in chunks of a size.
    func lines(_ text: String, chunk: Int) -> [Line] {
        var splitter = CaseFileLines()
        var found: [Line] = []
        let bytes = Array(text.utf8)
        func take(_ number: Int, _ line: UnsafeRawBufferPointer) {
            found.append(Line(number: number, text: String(decoding: line, as: UTF8.self)))
        }
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            bytes[start..<min(start + chunk, bytes.count)].withUnsafeBytes {
                splitter.feed($0, take)
            }
        }
        splitter.finish(take)
        return found
    }

    @Test(arguments: 1...20)
    func isTheSameForEveryChunkSize(_ chunk: Int) {
        let text = "{\"a\":1}\n\n{\"long\":\"0123456789\"}\r\n  \nlast"
        let expected = [
            Line(number: 1, text: "{\"a\":1}"), Line(number: 3, text: "{\"long\":\"0123456789\"}"),
            Line(number: 5, text: "last"),
        ]
        #expect(lines(text, chunk: chunk) == expected)
    }

    @Test func nothingAfterTheLastNewlineIsNoLine() {
        #expect(lines("", chunk: 4).isEmpty)
        #expect(lines("\n\n", chunk: 4).isEmpty)
        #expect(lines("a\n", chunk: 4) == [Line(number: 1, text: "a")])
    }

    @Test func anErrorOfTheCallerComesThrough() {
        struct Stop: Error, Equatable { var line: Int }
        var splitter = CaseFileLines()
        let error = #expect(throws: Stop.self) {
            try Array("a\nb\nc".utf8).withUnsafeBytes { bytes in
                try splitter.feed(bytes) { number, _ throws(Stop) in
                    if number == 2 { throw Stop(line: number) }
                }
            }
        }
        #expect(error == Stop(line: 2))
    }
}
