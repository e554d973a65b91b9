import CaseModel
import Foundation
import Testing

@testable import CaseStore

/// A temporary folder that is gone after its test.
final class Scratch {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "accord-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    func write(_ text: String, _ name: String) throws {
        try write(Array(text.utf8), name)
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    /// Opens the store of this folder.
    func store(_ access: CaseStore.Access = .readWrite) throws -> CaseStore {
        try CaseStore(path: path("cases.sqlite"), access: access)
    }
}

/// The day of every import in these tests.
let importDay = Day(iso: "2024-03-01") ?? Day(epochDay: 0)

extension ImportOptions {
    /// All or nothing.
    static let strict = ImportOptions(receivedOn: importDay)
}

/// Made-up case files that hold something in every field a case file can have.
///
/// They are drawn from the declarations, so that a new field is in these tests without a change
/// here. The texts are chosen to break tables: commas, quotes, line ends, formulas.
struct Drawing {
    static let hostileTexts = [
        "", "=1+1", "-5", "+1", "@sum", "'", "'quoted", "a,b", "say \"hi\"", "two\nlines",
        "return\r\nline", "\r", "\t tab", " lead", "trail ", "a|b", "e\u{301}", "\u{e9}",
        "\u{1F469}\u{200D}\u{1F467}", "'\u{301}x", "\"", ",", "NULL", "true", "007", "\u{FEFF}mark",
    ]

    private var state: UInt64
    private let fileID: String

    init(seed: UInt64, fileID: String) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        self.fileID = fileID
    }

    /// A case file as JSON.
    static func file(_ seed: UInt64, id: String? = nil) -> JSONValue {
        let id = id ?? "file-\(seed)"
        var drawing = Drawing(seed: seed, fileID: id)
        var value = drawing.record(CaseFile.schema, at: 0)
        value["file_id"] = .text(id)
        value["schema_version"] = .integer(1)
        return value
    }

    /// Case files, one a line, in canonical form.
    static func lines(_ files: [JSONValue]) -> [UInt8] {
        files.flatMap { $0.canonicalBytes() + [0x0A] }
    }

    private mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }

    private mutating func record(_ schema: RecordSchema, at index: Int) -> JSONValue {
        var value = JSONValue.object([:])
        for field in schema.fields where field.origin == .stored {
            // References lead somewhere because lists are never empty.
            let isList = if case .list = field.kind { true } else { false }
            guard isList || !field.isOptional || next(below: 3) > 0 else { continue }
            value[field.name] = self.value(field, at: index)
        }
        return value
    }

    private mutating func value(_ field: FieldDeclaration, at index: Int) -> JSONValue {
        switch field.kind {
        case .bool: return .bool(next(below: 2) == 0)
        case .integer, .quantity(.money), .quantity(.days), .quantity(.businessDays),
            .quantity(.months), .quantity(.count), .quantity(.share):
            // Hours must be in order.
            if field.name == "from_hour" { return .integer(8) }
            if field.name == "to_hour" { return .integer(20) }
            let lowest = max(0, field.bounds?.lowest ?? 0)
            let highest = min(field.bounds?.highest ?? 100, 10_000_000)
            return .integer(lowest + Int64(next(below: Int(highest - lowest) + 1)))
        case .quantity(.date):
            return .text("2024-02-29")
        case .text:
            if field.name == "site" { return .text("oh-seventh") }
            if field.isIdentity { return .text("=\(field.name),\"\(index)\"\n") }
            if field.name == "reverses" { return .text("=entry_id,\"0\"\n") }
            if ["case_id", "order_id", "obligation_id"].contains(field.name) {
                return .text("=\(field.name),\"0\"\n")
            }
            return .text(Drawing.hostileTexts[next(below: Drawing.hostileTexts.count)])
        case .symbol(let type):
            return .text(type.words[next(below: type.words.count)])
        case .symbols(let type):
            let words = (0...next(below: 3)).map { _ in type.words[next(below: type.words.count)] }
            return .list(words.map { .text($0) })
        case .record(let type):
            return record(type.schema, at: index)
        case .list(let type):
            return .list((0...next(below: 2)).map { record(type.schema, at: $0) })
        }
    }
}
