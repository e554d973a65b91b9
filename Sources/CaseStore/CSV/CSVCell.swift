import CaseModel

/// How values of case files are spelt in cells of a table, and back.
///
/// | value | cell |
/// |---|---|
/// | not recorded | empty |
/// | text | itself; behind an apostrophe if it is empty or could be taken for a formula |
/// | yes/no | `true`, `false` |
/// | amount | whole cents, in a column whose name ends in `_cents` |
/// | date | `2024-02-29` |
/// | word; list of words | itself; joined by `\|` |
///
/// A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end as a formula;
/// a name may begin with one. The apostrophe makes it text, and reading takes it away again.
enum CSVCell {
    /// The cell of a value; nil stands for one that is not recorded.
    static func spell(_ value: JSONValue?, _ kind: FieldKind) -> String {
        switch value {
        case .bool(let truth): return truth ? "true" : "false"
        case .integer(let number): return String(number)
        case .list(let words): return words.map { spell($0, kind) }.joined(separator: "|")
        case .text(let text):
            guard case .text = kind else { return text }
            return disarmed(text)
        case nil, .null, .object: return ""
        }
    }

    /// The value of a cell; nil for an empty one.
    ///
    /// A cell of a wrong kind comes back as text, which the reader of case files then refuses.
    static func read(_ cell: String, _ kind: FieldKind) -> JSONValue? {
        guard !cell.isEmpty else { return nil }
        switch kind {
        case .bool:
            // Spreadsheets write TRUE.
            switch cell.lowercased() {
            case "true": return .bool(true)
            case "false": return .bool(false)
            default: return .text(cell)
            }
        case .quantity(.date), .symbol, .record, .list:
            return .text(cell)
        case .integer, .quantity:
            guard let number = Int64(cell), String(number) == cell else { return .text(cell) }
            return .integer(number)
        case .symbols:
            let words = cell.split(separator: "|", omittingEmptySubsequences: false)
            return .list(words.map { .text(String($0)) })
        case .text:
            return .text(text(cell))
        }
    }

    /// A text as its cell shows it.
    static func disarmed(_ text: String) -> String {
        switch text.utf8.first {
        case nil, UInt8(ascii: "'"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "@"), 0x09, 0x0A, 0x0D:
            "'" + text
        default:
            text
        }
    }

    /// The text that a cell shows.
    static func text(_ cell: String) -> String {
        // By bytes: an apostrophe and a combining mark behind it are one `Character`.
        guard cell.utf8.first == UInt8(ascii: "'") else { return cell }
        return String(decoding: cell.utf8.dropFirst(), as: UTF8.self)
    }

    /// Appends a row in the form of RFC 4180.
    static func append(row: [String], to bytes: inout [UInt8]) {
        for (index, cell) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell, to: &bytes)
        }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    private static func append(_ cell: String, to bytes: inout [UInt8]) {
        // A space at an end is kept by quotes: some readers trim bare cells.
        let isPlain =
            cell.utf8.first != 0x20 && cell.utf8.last != 0x20
            && cell.utf8.allSatisfy {
                $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != 0x0A && $0 != 0x0D
            }
        guard !isPlain else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
