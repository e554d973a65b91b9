import CaseModel
import GRDB

extension CaseStore {
    /// The next files that a run has to look at, behind those that are done, in the order of
    /// `file_id`.
    ///
    /// Reads in a short transaction of its own, so that files may be read ahead while earlier ones
    /// are still being decided.
    /// - Parameters:
    ///   - run: The run.
    ///   - fileID: Only files behind this one; the run's cursor unless told.
    ///   - limit: At most so many; fewer if they are large.
    /// - Returns: The files; none at the end.
    /// - Throws: ``CaseStoreError``.
    public func readChunk(
        of run: SweepRun, after fileID: String? = nil, limit: Int
    ) throws -> [SweepItem] {
        let after = fileID ?? run.cursor ?? ""
        return try reading { db in
            let reader = try ChunkReader(db, run: run)
            return try reader.read(after: after, limit: limit)
        }
    }

    /// Writes what a run found for the next files, in one transaction: the decisions, their records,
    /// what they propose, and how far the run is now.
    ///
    /// It is on disk when the call returns. Nothing of it counts before ``activate(_:)``.
    /// - Parameters:
    ///   - chunk: What was found; its files follow those that are done.
    ///   - run: The run as the last call returned it.
    /// - Returns: The run, with its cursor behind the chunk.
    /// - Throws: ``CaseStoreError``, with code `sweep.run` if the run was ended or taken on by
    ///   another program.
    public func commit(_ chunk: SweepChunk, of run: SweepRun) throws -> SweepRun {
        guard let first = chunk.files.first, let last = chunk.files.last else { return run }
        guard run.cursor.map({ $0.utf8.lexicographicallyPrecedes(first.fileID.utf8) }) ?? true
        else {
            throw CaseStoreError(
                code: .wrongRun, message: "a chunk of run \(run.id) lies before its cursor")
        }
        let hash = chunk.files.reduce(into: [UInt8].fromHexadecimal(run.decisionsHash) ?? []) {
            $0 = RecordHash.link($0, $1.digest)
        }
        return try writing { db in
            var run = run
            run.counts += chunk.counts
            run.cursor = last.fileID
            try db.execute(
                sql: """
                    INSERT INTO sweep_chunk (run, number, first_file, last_file, counts, hash)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.id, run.chunks + 1, first.fileID, last.fileID, chunk.counts.text,
                    hash.data,
                ])
            let writer = try ChunkWriter(db, run: run)
            run.lastRecord = try writer.write(chunk.files)
            run.standingHash = writer.standing.bytes.hexadecimal
            try db.execute(
                sql: """
                    UPDATE sweep_run SET counts = ?, cursor = ?, chunks = chunks + 1, hash = ?,
                        last_seq = ?, standing = ?
                    WHERE id = ? AND state = 'running' AND chunks = ?
                    """,
                arguments: [
                    run.counts.text, run.cursor, hash.data, run.lastRecord,
                    writer.standing.bytes.data, run.id, run.chunks,
                ])
            try RunRows.checkMoved(db, run)
            run.chunks += 1
            run.decisionsHash = hash.hexadecimal
            return run
        }
    }

    /// A chunk line of a run.
    public struct ChunkLine: Sendable, Equatable {
        /// The number of the chunk, from one.
        public var number: Int
        /// The first file's `file_id`.
        public var firstFile: String
        /// The last file's `file_id`.
        public var lastFile: String
        /// What was done.
        public var counts: SweepCounts
        /// SHA-256 over everything decided in the run up to here, hexadecimal.
        public var decisionsHash: String
    }

    /// The chunk lines of a run; a stopped run has none.
    ///
    /// - Throws: ``CaseStoreError``.
    public func chunks(of run: SweepRun) throws -> [ChunkLine] {
        try reading { db in
            let lines = try RawStatement(
                db,
                """
                SELECT number, first_file, last_file, counts, hash FROM sweep_chunk
                WHERE run = ? ORDER BY number
                """)
            lines.bind(1, run.id)
            var found: [ChunkLine] = []
            while try lines.next() {
                found.append(
                    ChunkLine(
                        number: Int(lines.number(0)), firstFile: lines.text(1),
                        lastFile: lines.text(2), counts: SweepCounts(text: lines.text(3)),
                        decisionsHash: lines.bytes(4).hexadecimal))
            }
            return found
        }
    }
}

/// Reads files and what stands for them, inside a read.
struct ChunkReader {
    private let run: SweepRun
    private let files: RawStatement
    private let rows: RawStatement
    private let policies: [Int64: String]
    /// Runs of the site whose rows do not count, or not yet.
    private let uncounted: Set<Int64>

    init(_ db: Database, run: SweepRun) throws {
        self.run = run
        files = try RawStatement(
            db,
            """
            SELECT v.file_id, v.change, v.hash, c.body, s.seen
            FROM (\(RunRows.filesToSee(db, run))) AS next
            CROSS JOIN file_version AS v ON v.site = ?1 AND v.file_id = next.file_id
            CROSS JOIN case_file AS c ON c.site = ?1 AND c.file_id = next.file_id
            LEFT JOIN sweep_file AS s ON s.site = ?1 AND s.file_id = next.file_id
            ORDER BY next.file_id
            """)
        rows = try RawStatement(
            db,
            """
            SELECT case_id, area, run, policy, stands, seq, standing, reads FROM decided
            WHERE site = ? AND file_id = ? ORDER BY case_id, area, run
            """)
        policies = try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT id, hash FROM policy").map {
                ($0[0] as Int64, $0[1] as String)
            })
        uncounted = try Set(
            Int64.fetchAll(
                db, sql: "SELECT id FROM sweep_run WHERE site = ? AND state <> 'active'",
                arguments: [run.site.word]))
    }

    /// A read ends behind the file with which it has this many bytes, so that large files do not
    /// gather in memory.
    private static let enough = 8 << 20

    func read(after: String, limit: Int) throws -> [SweepItem] {
        files.bind(1, run.site.word)
        files.bind(2, after)
        files.bind(3, Int64(limit))
        files.bind(4, run.id)
        rows.bind(1, run.site.word)
        var items: [SweepItem] = []
        var bytes = 0
        while bytes < Self.enough, try files.next() {
            let fileID = files.text(0)
            let body = files.bytes(3)
            bytes += body.count
            items.append(
                SweepItem(
                    fileID: fileID, change: files.number(1), seen: files.optionalNumber(4),
                    hash: files.bytes(2).hexadecimal, body: body, rows: try standing(fileID)))
        }
        return items
    }

    /// What stands for a file: of each case and area the newest row that counts.
    private func standing(_ fileID: String) throws -> [DecidedRow] {
        rows.bind(2, fileID)
        var found: [DecidedRow] = []
        while try rows.next() {
            let writer = rows.number(2)
            guard !uncounted.contains(writer) else { continue }
            var row = DecidedRow(
                caseID: rows.text(0), area: rows.text(1),
                policyHash: policies[rows.number(3)] ?? "", standing: rows.bytes(6),
                reads: rows.bytes(7), stands: Day(epochDay: Int32(rows.number(4))),
                seq: rows.optionalNumber(5), run: writer)
            if let last = found.last, last.caseID == row.caseID, last.area == row.area {
                row.hasOlder = true
                found.removeLast()
            }
            found.append(row)
        }
        return found
    }
}
