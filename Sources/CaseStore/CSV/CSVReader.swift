/// Reads tables in the form of RFC 4180 as their bytes arrive.
///
/// Lines may end in CR LF, LF or CR; a byte order mark at the start is passed over, for that is what
/// spreadsheets write. A quote inside a bare cell and text behind a closing quote are refused: they
/// are signs of a broken file, and guessing would move data into other columns.
struct CSVReader {
    /// Why a table cannot be read any further.
    struct Fault: Error {
        var row: Int
        var message: String
    }

    private enum State {
        case cellStart
        case bare
        case quoted
        case quoteInQuoted
        case afterReturn
    }

    private var state = State.cellStart
    private var cell: [UInt8] = []
    private var row: [String] = []
    private var rowBytes = 0
    private var position = 0
    /// The row being read, from one; a table's first row is its header.
    private(set) var number = 1

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Takes the next bytes and calls `body` with each row that ends in them.
    mutating func feed(
        _ bytes: UnsafeRawBufferPointer, _ body: (Int, [String]) throws -> Void
    ) throws {
        for byte in bytes {
            position += 1
            if position <= 3, CSVReader.byteOrderMark[position - 1] == byte { continue }
            try take(byte, body)
        }
    }

    /// Calls `body` with a last row that has no line end.
    mutating func finish(_ body: (Int, [String]) throws -> Void) throws {
        switch state {
        case .quoted: throw Fault(row: number, message: "expected a closing quote before the end")
        case .cellStart where row.isEmpty, .afterReturn: break
        case .cellStart, .bare, .quoteInQuoted: try endRow(body)
        }
    }

    private mutating func take(_ byte: UInt8, _ body: (Int, [String]) throws -> Void) throws {
        if state == .afterReturn {
            state = .cellStart
            if byte == 0x0A { return }
        }
        if state == .quoted {
            if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { try keep(byte) }
            return
        }
        switch byte {
        case UInt8(ascii: "\""):
            switch state {
            case .cellStart:
                state = .quoted
            case .quoteInQuoted:
                state = .quoted
                try keep(byte)
            case .bare, .quoted, .afterReturn:
                throw Fault(row: number, message: "expected quotes around a cell that holds one")
            }
        case UInt8(ascii: ","):
            try endCell()
            state = .cellStart
        case 0x0A:
            try endRow(body)
        case 0x0D:
            try endRow(body)
            state = .afterReturn
        default:
            guard state != .quoteInQuoted else {
                throw Fault(row: number, message: "expected `,` or a line end behind a quote")
            }
            state = .bare
            try keep(byte)
        }
    }

    private mutating func keep(_ byte: UInt8) throws {
        cell.append(byte)
        rowBytes += 1
        guard rowBytes <= InputFile.longestLine else {
            throw Fault(row: number, message: "expected a row of at most 64 MiB")
        }
    }

    private mutating func endCell() throws {
        guard let text = String(validating: cell, as: UTF8.self) else {
            throw Fault(row: number, message: "expected UTF-8; save the table in that encoding")
        }
        row.append(text)
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRow(_ body: (Int, [String]) throws -> Void) throws {
        let isBlank = row.isEmpty && cell.isEmpty && state == .cellStart
        if !isBlank {
            try endCell()
            try body(number, row)
        }
        row.removeAll(keepingCapacity: true)
        rowBytes = 0
        number += 1
        state = .cellStart
    }
}
