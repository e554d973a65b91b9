import CaseModel
import Foundation
import GRDB

/// The rows of an imported folder, gathered in a temporary table so that those of one case file can
/// be had together, whatever order the tables are in and however large they are.
///
/// SQLite keeps the table in a file of its own without a name, which is gone with the connection.
final class CSVStaging {
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
                    id INTEGER PRIMARY KEY, file_id BLOB NOT NULL, in_table INTEGER NOT NULL,
                    number INTEGER NOT NULL, content BLOB NOT NULL
                );
                CREATE INDEX temp.csv_row_by_file ON csv_row (file_id, in_table, number);
                """)
        insert = try db.makeStatement(
            sql: """
                INSERT INTO temp.csv_row (file_id, in_table, number, content) VALUES (?, ?, ?, ?)
                """)
        select = try db.makeStatement(
            sql: """
                SELECT in_table, number, content FROM temp.csv_row
                WHERE file_id = ? ORDER BY in_table, number
                """)
    }

    /// Keeps a row.
    func add(_ row: Row, fileID: String) throws {
        let content = JSONValue.list([
            .list(row.places.map { .integer(Int64($0)) }), .list(row.cells.map { .text($0) }),
        ])
        try insert.execute(arguments: [
            Data(fileID.utf8), row.table, row.number, Data(content.canonicalBytes()),
        ])
    }

    /// The rows of a case file, table by table, in the order of their numbers.
    func rows(of fileID: String) throws -> [Row] {
        let cursor = try GRDB.Row.fetchCursor(select, arguments: [Data(fileID.utf8)])
        var rows: [Row] = []
        while let row = try cursor.next() {
            let content: Data = row[2]
            rows.append(try Self.row(table: row[0], number: row[1], content))
        }
        return rows
    }

    /// Calls `body` with the `file_id` of each file that has a row in `case_files`, in their order.
    func forEachFile(_ body: (String) throws -> Void) throws {
        let cursor = try GRDB.Row.fetchCursor(
            db,
            sql: """
                SELECT file_id FROM temp.csv_row WHERE in_table = 0
                GROUP BY file_id ORDER BY min(number)
                """)
        while let row = try cursor.next() {
            let id: Data = row[0]
            try body(String(decoding: id, as: UTF8.self))
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
                    WHERE root.file_id = stray.file_id AND root.in_table = 0)
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

    private static func row(table: Int, number: Int, _ content: Data) throws -> Row {
        let value = try JSONValue(parsing: [UInt8](content))
        var row = Row(table: table, number: number, places: [], cells: [])
        if case .list(let places) = value[0] {
            row.places = places.map { if case .integer(let place) = $0 { Int(place) } else { 0 } }
        }
        if case .list(let cells) = value[1] {
            row.cells = cells.map { if case .text(let cell) = $0 { cell } else { "" } }
        }
        return row
    }
}
