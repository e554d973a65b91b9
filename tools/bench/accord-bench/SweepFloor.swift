import CBenchFloor
import CaseModel
import CaseStore
import Foundation
import PolicyHost

/// The floor of a sweep.
///
/// Reads the bodies of the same case files with SQLite's C interface, a hundred at a time, asks the
/// bare conditions that their decisions ask, and writes the rows that a sweep left in another copy of
/// the store: the same bytes into the same tables and indexes, in transactions of the same files,
/// each on disk before the next. It parses no JSON, derives no facts, combines no layers, writes no
/// statements, hashes nothing, and looks up no earlier decisions. What it needs for that (the rows,
/// and the facts that conditions look at) is made ready outside of the measured time.
struct SweepFloor {
    let root: String
    let day: Day
    /// Whether the log's records are written, too.
    let withLog: Bool

    /// A table with the rows of a chunk.
    private struct Part {
        let table: String
        let columns: String
        let rows: String
        var isLog = false

        var select: String { "SELECT \(columns) FROM \(table) WHERE \(rows)" }
        var insert: String {
            let places = columns.split(separator: ",").map { _ in "?" }.joined(separator: ",")
            return "INSERT INTO \(table) (\(columns)) VALUES (\(places))"
        }
    }

    private static let mine = "site = ?1 AND file_id BETWEEN ?2 AND ?3 AND run = ?4"
    private static let records = """
        seq BETWEEN (SELECT min(seq) FROM decided WHERE \(mine))
            AND (SELECT max(seq) FROM decided WHERE \(mine))
        """
    private static let parts = [
        Part(
            table: "sweep_chunk", columns: "run,number,first_file,last_file,counts,hash",
            rows: "?1 <> '' AND first_file = ?2 AND last_file = ?3 AND run = ?4"),
        Part(
            table: "log",
            columns: "seq,kind,site,run,file_id,case_id,area,as_of,meta,facts_hash,link,statement",
            rows: records, isLog: true),
        Part(table: "log_facts", columns: "seq,salt,facts", rows: records, isLog: true),
        Part(
            table: "proposal",
            columns: "seq,position,kind,point,subject,who,channel,purpose,partner,remedy,from_day,"
                + "until_day,rule",
            rows: records),
        Part(
            table: "decided",
            columns: "site,file_id,case_id,area,run,policy,stands,seq,standing,reads", rows: mine),
        Part(table: "sweep_file", columns: "site,file_id,run,seen,stands", rows: mine),
    ]
    /// A chunk also notes in a row of its run how far it has come, and where the log ends.
    private static let progress = """
        UPDATE sweep_run SET counts = ?5, cursor = ?4, chunks = ?2, hash = ?6 WHERE id = ?1 AND ?3 <> ''
        """

    func run(_ path: String, swept: String) throws -> SweepWork {
        let host = PolicyHost(tree: try PolicyTree(root: root))
        guard let template = bench_store_open(swept), let reader = bench_store_open(path),
            let writer = bench_store_open(path)
        else { throw BenchFailure("\(path) or \(swept) can't be opened") }
        defer { for store in [template, reader, writer] { bench_store_close(store) } }
        var times = Times()
        try copyRuns(from: template, to: writer)
        let runs = try rows(template, "SELECT id, site FROM sweep_run WHERE ?1 = '' ORDER BY id")
        defer { bench_rows_free(runs) }
        for index in 0..<Int(bench_rows_count(runs)) {
            guard let id = Int64(text(runs, index, 0)),
                let policy = host.sites[text(runs, index, 1)], let state = BareState(policy)
            else { throw BenchFailure("\(swept) was swept with other sites") }
            let chunks = try rows(
                template,
                """
                SELECT first_file, last_file FROM sweep_chunk WHERE ?1 = '' AND run = ?4
                ORDER BY number
                """, run: id)
            defer { bench_rows_free(chunks) }
            var after = ""
            for chunk in 0..<Int(bench_rows_count(chunks)) {
                let (first, last) = (text(chunks, chunk, 0), text(chunks, chunk, 1))
                try read(reader, policy, after: &after, last: last, state, &times)
                try write(
                    template, writer, site: policy.config.id, first: first, last: last, run: id,
                    &times)
            }
        }
        try times.add(\.write) {
            try check(bench_store_run(writer, "PRAGMA wal_checkpoint(TRUNCATE)"), writer)
        }
        return times.work
    }

    /// Time spent on each part.
    private struct Times {
        var read = (wall: 0.0, cpu: 0.0)
        var lua = (wall: 0.0, cpu: 0.0)
        var write = (wall: 0.0, cpu: 0.0)
        var files = 0
        var conditions = 0
        var bytes = 0

        mutating func add<Result>(
            _ part: WritableKeyPath<Times, (wall: Double, cpu: Double)>, _ body: () throws -> Result
        ) rethrows -> Result {
            let clock = Stopwatch()
            defer {
                let (wall, cpu) = clock.seconds
                self[keyPath: part].wall += wall
                self[keyPath: part].cpu += cpu
            }
            return try body()
        }

        var work: SweepWork {
            SweepWork(
                wall: read.wall + lua.wall + write.wall, cpu: read.cpu + lua.cpu + write.cpu,
                peak: Double(bench_peak_memory()),
                also: [
                    "read_s": read.wall, "lua_s": lua.wall, "write_s": write.wall,
                    "read_cpu_s": read.cpu, "lua_cpu_s": lua.cpu, "write_cpu_s": write.cpu,
                    "files": Double(files), "conditions": Double(conditions),
                    "bytes_written": Double(bytes),
                ])
        }
    }

    /// Reads the files up to the last one of a chunk and asks the conditions of their decisions.
    private func read(
        _ reader: OpaquePointer, _ policy: SitePolicy, after: inout String, last: String,
        _ state: BareState, _ times: inout Times
    ) throws {
        let parser = CaseFileReader()
        let limit = 100
        let files = UnsafeMutablePointer<bench_file>.allocate(capacity: limit)
        defer { files.deallocate() }
        while after != last {
            let site = policy.config.id
            let count = times.add(\.read) {
                Int(bench_store_read(reader, site, after, Int32(limit), files))
            }
            guard count > 0 else { throw failure(reader) }
            defer { bench_files_free(files, Int32(count)) }
            var bare: [BareConditions] = []
            for index in 0..<count where after != last {
                let body = UnsafeRawBufferPointer(
                    start: files[index].body, count: files[index].length)
                let file = try parser.read(body)
                for place in file.cases.indices {
                    bare.append(
                        BareConditions(
                            policy: policy, file: file, caseIndex: place, asOf: day,
                            areas: policy.areas))
                }
                after = file.fileID
                times.files += 1
            }
            times.conditions += times.add(\.lua) { bare.reduce(0) { $0 + $1.run(in: state) } }
        }
    }

    /// Writes the rows of one chunk.
    private func write(
        _ template: OpaquePointer, _ writer: OpaquePointer, site: String, first: String,
        last: String, run: Int64, _ times: inout Times
    ) throws {
        let parts = Self.parts.filter { withLog || !$0.isLog }
        let taken = try parts.map {
            try rows(template, $0.select, site: site, first: first, last: last, run: run)
        }
        defer { for rows in taken { bench_rows_free(rows) } }
        times.bytes += taken.reduce(0) { $0 + bench_rows_bytes($1) }
        try times.add(\.write) {
            try check(bench_store_run(writer, "BEGIN IMMEDIATE"), writer)
            for (part, rows) in zip(parts, taken) {
                try check(bench_rows_write(writer, part.insert, rows), writer)
            }
            try check(bench_rows_write(writer, Self.progress, taken[0]), writer)
            if withLog {
                try check(
                    bench_store_run(
                        writer, "UPDATE log_head SET seq = (SELECT max(seq) FROM log)"), writer)
            }
            try check(bench_store_run(writer, "COMMIT"), writer)
        }
    }

    /// Writes what a run needs before its first chunk: the policies and its own row.
    private func copyRuns(from template: OpaquePointer, to writer: OpaquePointer) throws {
        let columns = [
            "policy": "id,hash,bytes",
            "sweep_run": "id,site,as_of,policy,is_full,sees_all,newest_change,actor,state,reason,"
                + "counts,chunks,hash,standing,first_seq,last_seq,started_at",
        ]
        for table in ["policy", "sweep_run"] {
            let part = Part(table: table, columns: columns[table] ?? "", rows: "?1 = ''")
            let rows = try rows(template, part.select)
            defer { bench_rows_free(rows) }
            try check(bench_rows_write(writer, part.insert, rows), writer)
        }
    }

    private func rows(
        _ store: OpaquePointer, _ select: String, site: String = "", first: String = "",
        last: String = "", run: Int64 = 0
    ) throws -> OpaquePointer {
        guard let rows = bench_rows_load(store, select, site, first, last, run) else {
            throw failure(store)
        }
        return rows
    }

    private func text(_ rows: OpaquePointer, _ row: Int, _ column: Int32) -> String {
        String(cString: bench_rows_text(rows, Int32(row), column))
    }

    private func check(_ code: Int32, _ store: OpaquePointer) throws {
        if code != 0 { throw failure(store) }
    }

    private func failure(_ store: OpaquePointer) -> BenchFailure {
        BenchFailure("the floor: " + String(cString: bench_store_error(store)))
    }
}
