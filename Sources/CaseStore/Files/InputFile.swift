import CaseModel
import Foundation

/// A file or pipe that is read once, from its start, in pieces.
struct InputFile {
    let path: String
    /// The size of the file; nil for a pipe.
    let size: Int64?
    private let handle: FileHandle

    /// A longer line or row than this is no case file; it ends the reading before memory runs out.
    static let longestLine = 1 << 26
    private static let pieceSize = 1 << 20

    init(_ path: String) throws {
        self.path = path
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard isThere, !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
            var why = "this user may not read it"
            if !isThere { why = "there is no such file" }
            if isFolder.boolValue { why = "it is a folder" }
            throw CaseStoreError(code: .inputMissing, message: "\(path) cannot be read: \(why)")
        }
        self.handle = handle
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let isRegular = attributes?[.type] as? FileAttributeType == .typeRegular
        size = isRegular ? (attributes?[.size] as? NSNumber)?.int64Value : nil
    }

    /// Calls `body` with each piece.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        defer { try? handle.close() }
        while let piece = try nextPiece() {
            try piece.withUnsafeBytes { try body($0) }
        }
    }

    private func nextPiece() throws -> Data? {
        do {
            let piece = try handle.read(upToCount: InputFile.pieceSize)
            return piece?.isEmpty == true ? nil : piece
        } catch {
            throw CaseStoreError(
                code: .inputMissing, message: "\(path) could not be read to its end")
        }
    }

    /// Calls `body` with each line that is not blank: its number, its bytes, and how much was read.
    func forEachLine(_ body: (Int, UnsafeRawBufferPointer, Int64) throws -> Void) throws {
        var lines = CaseFileLines()
        var read: Int64 = 0
        var sinceLine = 0
        var lastLine = 0
        try forEachPiece { piece in
            read += Int64(piece.count)
            sinceLine += piece.count
            try lines.feed(piece) { number, bytes in
                sinceLine = 0
                lastLine = number
                try body(number, bytes, read)
            }
            guard sinceLine <= InputFile.longestLine else {
                let problem = ImportProblem(
                    file: path, line: lastLine + 1, code: .lineTooLong,
                    message: "expected one case file per line, found a line of more than 64 MiB")
                throw CaseStoreError(
                    code: .refused, message: "nothing was imported from \(path)",
                    problems: [problem])
            }
        }
        try lines.finish { number, bytes in try body(number, bytes, read) }
    }
}
