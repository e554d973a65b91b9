// What the children of the sweep benchmark do: each runs in a process of its own, so that its memory
// and its processor time are its own, and prints one line of JSON.
import CBenchFloor
import CaseModel
import CaseStore
import Casework
import Foundation
import PolicyHost

/// What a child measured.
struct SweepWork: Codable, Sendable {
    /// Seconds by the clock on the wall.
    var wall = 0.0
    /// Seconds of processor time, all threads and the kernel's share included.
    var cpu = 0.0
    /// The most memory it had, in bytes.
    var peak = 0.0
    /// Other figures, by name.
    var also: [String: Double] = [:]

    /// The line of JSON.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Measures work.
    static func measure(_ body: (inout SweepWork) throws -> Void) rethrows -> SweepWork {
        var work = SweepWork()
        let clock = Stopwatch()
        try body(&work)
        (work.wall, work.cpu) = clock.seconds
        work.peak = Double(bench_peak_memory())
        return work
    }
}

/// Time since it was made.
struct Stopwatch {
    private let wall = Stopwatch.now(CLOCK_MONOTONIC)
    private let cpu = Stopwatch.now(CLOCK_PROCESS_CPUTIME_ID)

    /// Seconds on the wall and of the processor.
    var seconds: (wall: Double, cpu: Double) {
        (
            Stopwatch.now(CLOCK_MONOTONIC) - wall,
            Stopwatch.now(CLOCK_PROCESS_CPUTIME_ID) - cpu
        )
    }

    private static func now(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Stores of synthetic case files, the same for the same count.
enum SweepStore {
    /// The day of the first sweep.
    static let day = Day(epochDay: 17_956)
    private static let sampler = Sampler(seed: 7)

    /// Makes a store with so many case files, by turns of the sites.
    static func make(_ path: String, files: Int, sites: [SiteID]) throws {
        try load(path, count: files) { index in
            sampler.caseFile(index: index, site: sites[index % sites.count], asOf: day)
        }
    }

    /// Changes one of so many files, beginning with a given one: a payment is posted, a parent has
    /// answered, or only the record of an address is new.
    static func change(
        _ path: String, files: Int, sites: [SiteID], every step: Int, from first: Int, on day: Day
    ) throws -> Int {
        let changed = stride(from: first, to: files, by: step).map(\.self)
        try load(path, count: changed.count) { place in
            let index = changed[place]
            var file = sampler.caseFile(
                index: index, site: sites[index % sites.count], asOf: SweepStore.day)
            file.observedOn = day
            switch place % 3 {
            case 0:
                var payment = LedgerEntry()
                payment.entryID = "L-\(day.epochDay)-\(first)"
                payment.kind = .payment
                payment.amount = Money(cents: 15_000)
                payment.effectiveOn = day
                payment.postedOn = day
                payment.source = .voluntary
                file.cases[0].ledger.append(payment)
            case 1:
                var contact = Contact()
                contact.contactID = "C-\(day.epochDay)-\(first)"
                contact.on = day
                contact.direction = .incoming
                contact.purpose = .response
                file.contacts.append(contact)
            default:
                file.ncp.email = "synthetic-\(index)-\(first)@example.org"
            }
            return file
        }
        return changed.count
    }

    private static func load(_ path: String, count: Int, file: (Int) -> CaseFile) throws {
        let lines = path + ".ndjson"
        guard let output = fopen(lines, "w") else {
            throw BenchFailure("\(lines) can't be written")
        }
        defer { unlink(lines) }
        for index in 0..<count {
            let bytes = file(index).canonicalBytes() + [0x0A]
            guard fwrite(bytes, 1, bytes.count, output) == bytes.count else {
                fclose(output)
                throw BenchFailure("\(lines) can't be written")
            }
        }
        fclose(output)
        let store = try CaseStore(path: path)
        try store.importNDJSON(from: lines, ImportOptions(receivedOn: day))
    }
}

/// One sweep, as `accord sweep` does it.
enum SubjectSweep {
    static func run(_ path: String, root: String, threads: Int, day: Day, isFull: Bool) throws
        -> SweepWork
    {
        let tree = try PolicyTree(root: root)
        let host = PolicyHost(tree: tree)
        let store = try CaseStore(path: path)
        var options = SweepOptions(asOf: day)
        options.threads = threads
        options.isFull = isFull
        return try SweepWork.measure { work in
            let report = try Sweep(store: store, host: host, tree: tree, options: options)
                .run(sites: try store.sites())
            guard report.exitCode == 0 else { throw BenchFailure("the sweep did not end well") }
            var counts = SweepCounts()
            for case (_, .swept(let swept)) in report.sites { counts += swept.run.counts }
            work.also = [
                "files": Double(counts.files), "cases": Double(counts.cases),
                "decided": Double(counts.decided), "spared": Double(counts.spared),
                "changed": Double(counts.changed), "errors": Double(counts.errors),
            ]
        }
    }
}
