// Sweeps from SQLite to SQLite at several sizes, on one thread and two, against their floor; what a
// night costs after few files have changed; and memory.
import CaseModel
import Foundation
import PolicyHost

struct SweepBench {
    let plan: BenchPlan
    /// The number of case files.
    let files: Int

    private var base: String { "\(plan.scratch)/sweep-\(files).sqlite" }
    private var ours: String { "\(plan.scratch)/swept.sqlite" }
    private var floor: String { "\(plan.scratch)/floor.sqlite" }
    private var rounds: Int { plan.rounds ?? (plan.isQuick || files > 20_000 ? 1 : 3) }
    private let full = SweepStore.day

    func run() throws -> [BenchRow] {
        defer { [base, ours, floor].forEach(remove) }
        remove(base)
        let needed = Double(files) * Self.bytesPerFile
        guard freeBytes() > needed else {
            let gigabytes = { BenchTable.number($0 / 1e9) }
            return [
                BenchRow(
                    "sweep", "\(files)", unit: "s", cases: files, subject: [],
                    note: "not measured: it needs some \(gigabytes(needed)) GB in \(plan.scratch), "
                        + "which has \(gigabytes(freeBytes()))")
            ]
        }
        say("\(files) case files: making the store")
        _ = try child("sweep-make", base, "--cases", "\(files)")
        var one: [SweepWork] = []
        var two: [SweepWork] = []
        var bare: [SweepWork] = []
        var noLog: [SweepWork] = []
        for round in 1...rounds {
            say("\(files) case files: round \(round) of \(rounds)")
            two.append(try sweepCopy(threads: 2))
            one.append(try sweepCopy(threads: 1))
            bare.append(try bareCopy())
            // The share of the log is the same at every size.
            if files <= 20_000 { noLog.append(try bareCopy("--without-log")) }
        }
        remove(floor)
        return rowsOfFull(one, two, bare, noLog)
            + (try rowsOfNights(fullSweep: Spread(one.map(\.cpu)).median))
    }

    /// What a case file takes in the store that it is read from, and in two that it is decided in.
    private static let bytesPerFile = 220_000.0

    private func freeBytes() -> Double {
        var status = statvfs()
        guard statvfs(plan.scratch, &status) == 0 else { return .infinity }
        return Double(status.f_bavail) * Double(status.f_frsize)
    }

    /// Says so if others were at work on the machine, which makes time on the wall mean little.
    private var busy: String? {
        var load = [0.0]
        guard getloadavg(&load, 1) == 1 else { return nil }
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
        guard load[0] > cores * 0.75 else { return nil }
        return "the machine was busy: load \(BenchTable.number(load[0])) on \(Int(cores)) cores"
    }

    private func sweepCopy(threads: Int) throws -> SweepWork {
        try copy(base, to: ours)
        return try sweep(threads: threads, on: full)
    }

    private func bareCopy(_ options: String...) throws -> SweepWork {
        try copy(base, to: floor)
        return try child(["sweep-floor", floor, "--swept", ours] + options)
    }

    private func sweep(threads: Int, on day: Day) throws -> SweepWork {
        try child("sweep-once", ours, "--threads", "\(threads)", "--day", "\(day.epochDay)")
    }

    // MARK: Rows

    private func rowsOfFull(
        _ one: [SweepWork], _ two: [SweepWork], _ bare: [SweepWork], _ noLog: [SweepWork]
    ) -> [BenchRow] {
        let parts = ["read_cpu_s", "lua_cpu_s", "write_cpu_s"].reduce(into: [:]) { parts, name in
            parts["floor_\(name)"] = Spread(bare.map { $0.also[name] ?? 0 }).median
        }
        var also = one[0].also.merging(parts) { $1 }
        also["floor_bytes_written"] = bare[0].also["bytes_written"]
        let words = "the same rows read and written through the C API, bare Lua between"
        let megabytes = 1024.0 * 1024
        return [
            BenchRow(
                "sweep", "\(files) cpu", unit: "s", cases: files, subject: one.map(\.cpu),
                against: words + "; processor time", floor: bare.map(\.cpu), bar: 1.5, also: also),
            BenchRow(
                "sweep", "\(files) wall", unit: "s", cases: files, subject: one.map(\.wall),
                against: words + "; time on the wall", floor: bare.map(\.wall), bar: 1.5,
                note: busy),
            BenchRow(
                "sweep", "\(files) threads", unit: "s", cases: files, subject: one.map(\.wall),
                against: "two threads; time on the wall", floor: two.map(\.wall), least: 1.8,
                also: ["two_cpu_s": Spread(two.map(\.cpu)).median], note: busy),
            BenchRow(
                "sweep-memory", "\(files)", unit: "MB", cases: files,
                subject: one.map { $0.peak / megabytes },
                also: ["two_threads": Spread(two.map { $0.peak / megabytes }).median]),
        ] + (noLog.isEmpty ? [] : [rowOfLog(bare, noLog)])
    }

    /// What the log's records take: a sweep can't leave them out, but the floor can.
    private func rowOfLog(_ bare: [SweepWork], _ noLog: [SweepWork]) -> BenchRow {
        BenchRow(
            "sweep", "\(files) log", unit: "s", cases: files, subject: bare.map(\.cpu),
            against: "the floor without the log's records; processor time",
            floor: noLog.map(\.cpu))
    }

    /// What a night costs after a share of the files has changed: swept again as of the same day, and
    /// as of the next, when deadlines have come nearer as well.
    private func rowsOfNights(fullSweep: Double) throws -> [BenchRow] {
        var rows: [BenchRow] = []
        var day = full
        var first = 0
        for (share, step, nextDay) in [
            ("0.1%", 1000, false), ("1%", 100, false), ("10%", 10, false),
            ("nothing, next day", 0, true), ("1%, next day", 100, true),
        ] {
            var changed = 0.0
            if nextDay { day = day.adding(days: 1) }
            if step > 0, files >= step {
                let work = try child(
                    "sweep-change", ours, "--cases", "\(files)", "--every", "\(step)", "--from",
                    "\(first)", "--day", "\(day.epochDay)")
                changed = work.also["files"] ?? 0
            }
            first += 1
            let work = try sweep(threads: 1, on: day)
            var also = work.also
            also["files_changed"] = changed
            also["wall_s"] = work.wall
            let isBarred = share == "1%" && files >= 100_000
            rows.append(
                BenchRow(
                    "sweep-night", "\(files) \(share)", unit: "s", cases: files,
                    subject: [work.cpu], against: "the full sweep; processor time",
                    floor: [fullSweep], bar: isBarred ? 0.02 : nil, also: also))
        }
        return rows
    }

    // MARK: Files and children

    private func child(_ arguments: String...) throws -> SweepWork { try child(arguments) }

    private func child(_ arguments: [String]) throws -> SweepWork {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = arguments + ["--root", plan.root]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchFailure("\(arguments[0]) ended with \(process.terminationStatus)")
        }
        return try JSONDecoder().decode(SweepWork.self, from: bytes)
    }

    private func copy(_ from: String, to target: String) throws {
        remove(target)
        try FileManager.default.copyItem(atPath: from, toPath: target)
    }

    private func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        // The sweep keeps a lock file for each site.
        let folder = plan.scratch
        let name = path.split(separator: "/").last.map(String.init) ?? path
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where file.hasPrefix(name + "-sweep-") {
            unlink("\(folder)/\(file)")
        }
    }

    private func say(_ text: String) {
        FileHandle.standardError.write(Data("accord: sweep: \(text)\n".utf8))
    }
}

/// Sweeps of every size asked for, and whether memory stays flat between the smallest and largest.
func runSweep(_ plan: BenchPlan, emit: (BenchRow) -> Void) throws {
    var memory: [BenchRow] = []
    for files in plan.sweepCases {
        let rows = try SweepBench(plan: plan, files: files).run()
        rows.forEach(emit)
        memory += rows.filter { $0.row == "sweep-memory" }
    }
    if let least = memory.first, let most = memory.last, memory.count > 1 {
        emit(
            BenchRow(
                "sweep-memory", "\(most.name) against \(least.name)", unit: "MB",
                subject: [most.subject.median], against: "the fewest files",
                floor: [least.subject.median], bar: 1.2))
    }
}
