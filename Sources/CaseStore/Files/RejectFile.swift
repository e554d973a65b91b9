import CaseModel

/// The lines that an import refused, each with what is wrong with it.
///
/// One JSON object a line: `{"line":7,"problems":["…"],"text":"…"}`. `text` is the line as it was,
/// so that it can be mended and imported; where it was no UTF-8, broken bytes are replaced. The
/// file appears only if there is a refused line.
struct RejectFile: ~Copyable {
    private let path: String
    private var file: OutputFile?

    /// Checks that the file may be made; nothing is written yet.
    init(_ path: String) throws {
        self.path = path
        var file = try OutputFile(path, replacing: false)
        try file.write([])
    }

    mutating func add(line: Int, text: some Sequence<UInt8>, problems: [ImportProblem]) throws {
        let entry = JSONValue.object([
            "line": .integer(Int64(line)),
            "problems": .list(problems.map { .text($0.description) }),
            "text": .text(String(decoding: Array(text), as: UTF8.self)),
        ])
        if file == nil { file = try OutputFile(path, replacing: false) }
        try file?.write(entry.canonicalBytes())
        try file?.write([UInt8(ascii: "\n")])
    }

    /// Makes the file appear, if a line was refused.
    mutating func finish() throws {
        try file?.finish()
    }
}
