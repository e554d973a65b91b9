import GRDB
import GRDBSQLite

/// A prepared statement on SQLite's own interface, for the few statements that run thousands of
/// times in a transaction: GRDB's boxes every argument.
///
/// Used and finished inside one access of the database; it must not outlive it.
final class RawStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE)
        }
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
        guard code == SQLITE_OK, let handle else {
            throw RawStatement.failure(connection, code)
        }
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    // SAFETY: SQLite is told to copy (SQLITE_TRANSIENT) whatever is short; long bytes are bound in
    // place by `run(bytes:)`, which keeps them alive until the statement is reset.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Binds a number at a place, counted from one.
    func bind(_ place: Int32, _ number: Int64) {
        sqlite3_bind_int64(handle, place, number)
    }

    /// Binds a number or NULL.
    func bind(_ place: Int32, _ number: Int64?) {
        if let number { bind(place, number) } else { sqlite3_bind_null(handle, place) }
    }

    /// Binds a short text, which is copied.
    func bind(_ place: Int32, _ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            // An empty text may have no address, which SQLite would take for NULL.
            let empty: StaticString = ""
            let start = UnsafeRawPointer(utf8.baseAddress ?? empty.utf8Start)
            _ = sqlite3_bind_text(
                handle, place, start.assumingMemoryBound(to: CChar.self), Int32(utf8.count),
                RawStatement.copied)
        }
    }

    /// Runs the statement with bytes that are not copied, at places that follow one another.
    func run(_ first: Int32, _ bytes: [[UInt8]]) throws {
        try run(first, bytes[...])
    }

    private func run(_ place: Int32, _ bytes: ArraySlice<[UInt8]>) throws {
        guard let next = bytes.first else { return try run() }
        try next.withUnsafeBytes { buffer in
            if let start = buffer.baseAddress, !buffer.isEmpty {
                sqlite3_bind_blob64(handle, place, start, UInt64(buffer.count), nil)
            } else {
                sqlite3_bind_zeroblob(handle, place, 0)
            }
            try run(place + 1, bytes.dropFirst())
        }
    }

    /// Runs a statement that gives no rows, and makes it ready for the next time.
    func run() throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw RawStatement.failure(connection, code) }
    }

    /// Moves to the next row; false behind the last one, where the statement is ready again.
    func next() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw RawStatement.failure(connection, code) }
        return false
    }

    /// Gives up the rows that are left.
    func reset() { sqlite3_reset(handle) }

    /// The number in a column of the row, counted from zero.
    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The number in a column, or nil for NULL.
    func optionalNumber(_ column: Int32) -> Int64? {
        isNull(column) ? nil : number(column)
    }

    /// Whether a column holds NULL.
    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// The text in a column.
    func text(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    /// The bytes in a column, good until the next row.
    func buffer(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        let count = sqlite3_column_bytes(handle, column)
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(count))
    }

    /// The bytes in a column.
    func bytes(_ column: Int32) -> [UInt8] { [UInt8](buffer(column)) }

    private static func failure(_ connection: OpaquePointer, _ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(connection)))
    }
}
