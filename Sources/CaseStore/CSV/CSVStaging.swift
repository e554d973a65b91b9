import Foundation
import GRDB

/// The rows of an imported folder, gathered in a temporary table so that those of one case file can
/// be had together, whatever order the tables are in and however large they are.
///
/// SQLite keeps the table in a file of its own without a name, which is gone with the connection.
final class CSVStaging {
    /// Whose a row is, as its cells say; the site may be one that does not exist.
    struct FileKey {
        var site: String
        var fileID: String

        /// The key as bytes: no site has a zero in its name.
        fileprivate var data: Data { Data(Array(site.utf8) + [0] + Array(fileID.utf8)) }

        init(site: String, fileID: String) {
            self.site = site
            self.fileID = fileID
        }

        fileprivate init(_ data: Data) {
            let parts = data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            site = String(decoding: parts.first ?? Data(), as: UTF8.self)
            fileID = String(decoding: parts.count > 1 ? parts[1] : Data(), as: UTF8.self)
        }
    }

    /// A row of one of the tables.
    struct Row {
        var table: Int
        /// The row of the table's file as a spreadsheet counts, the header being row 1.
        var number: Int
        /// The places in the lists above and in its own, from one.
        var places: [Int]
        /// The cells, by column of the table; those of its keys are left out.
        var cells: [String]
    }

    private let db: Database
    private let insert: Statement
    private let select: Statement

    init(_ db: Database) throws {
        self.db = db
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS temp.csv_row;
                CREATE TEMP TABLE csv_row (
                    id INTEGER PRIMARY KEY, file BLOB NOT NULL, in_table INTEGER NOT NULL,
                    number INTEGER NOT NULL, content BLOB NOT NULL
                );
                CREATE INDEX temp.csv_row_by_file ON csv_row (file, in_table, number);
                """)
        insert = try db.makeStatement(
            sql: """
                INSERT INTO temp.csv_row (file, in_table, number, content) VALUES (?, ?, ?, ?)
                """)
        select = try db.makeStatement(
            sql: """
                SELECT in_table, number, content FROM temp.csv_row
                WHERE file = ? ORDER BY in_table, number
                """)
    }

    /// Keeps a row.
    func add(_ row: Row, of file: FileKey) throws {
        var content = Packing()
        content.add(row.places.count)
        for place in row.places { content.add(place) }
        for cell in row.cells { content.add(cell) }
        try insert.execute(arguments: [
            file.data, row.table, row.number, Data(content.bytes),
        ])
    }

    /// The rows of a case file, table by table, in the order of their numbers.
    func rows(of file: FileKey) throws -> [Row] {
        let cursor = try GRDB.Row.fetchCursor(select, arguments: [file.data])
        var rows: [Row] = []
        while let row = try cursor.next() {
            let content: Data = row[2]
            rows.append(Self.row(table: row[0], number: row[1], content))
        }
        return rows
    }

    /// Calls `body` with the key of each file that has a row in `case_files`, in their order.
    func forEachFile(_ body: (FileKey) throws -> Void) throws {
        let cursor = try GRDB.Row.fetchCursor(
            db,
            sql: """
                SELECT file FROM temp.csv_row WHERE in_table = 0
                GROUP BY file ORDER BY min(number)
                """)
        while let row = try cursor.next() {
            let key: Data = row[0]
            try body(FileKey(key))
        }
    }

    /// Calls `body` with each row whose file has no row in `case_files`.
    func forEachStray(_ body: (Row) throws -> Void) throws {
        let cursor = try GRDB.Row.fetchCursor(
            db,
            sql: """
                SELECT in_table, number, content FROM temp.csv_row AS stray
                WHERE NOT EXISTS (
                    SELECT 1 FROM temp.csv_row AS root
                    WHERE root.file = stray.file AND root.in_table = 0)
                ORDER BY in_table, number
                """)
        while let row = try cursor.next() {
            let content: Data = row[2]
            try body(Self.row(table: row[0], number: row[1], content))
        }
    }

    func drop() throws {
        try db.execute(sql: "DROP TABLE temp.csv_row")
    }

    private static func row(table: Int, number: Int, _ content: Data) -> Row {
        var packing = Packing(bytes: [UInt8](content))
        var row = Row(table: table, number: number, places: [], cells: [])
        for _ in 0..<packing.nextNumber() { row.places.append(packing.nextNumber()) }
        while !packing.isAtEnd { row.cells.append(packing.nextText()) }
        return row
    }
}

/// Numbers and texts one behind the other, each text behind its length.
private struct Packing {
    private(set) var bytes: [UInt8] = []
    private var position = 0

    init(bytes: [UInt8] = []) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func nextNumber() -> Int {
        let end = position + 8
        precondition(end <= bytes.count, "a staged row ends early")
        defer { position = end }
        return bytes.withUnsafeBytes { bytes in
            Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int64.self)))
        }
    }

    mutating func nextText() -> String {
        let end = nextNumber() + position
        precondition(end <= bytes.count, "a staged row ends early")
        defer { position = end }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }
}
