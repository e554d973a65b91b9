import ArgumentParser
import CaseModel
import Casework
import Foundation
import Glibc
import PolicyHost

struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Case files in, decisions out, one line each: the seam for other engines.",
        discussion: """
            Reads one case file a line (NDJSON) and writes one line for each, in order. The first \
            line says what decides: the policy hash of each site, the day, the areas. Then \
            {"line":N,"decisions":[…]}, or {"line":N,"error":{"code":…,"problems":[…]}} for a line \
            that can't be decided: it fails alone, and the stream goes on. A blank line has no \
            decisions. What has arrived is answered at once, memory stays flat, any number of \
            threads gives the same bytes. Without --as-of each file is decided on the day it was \
            observed. Nothing is written to any store.

            EXAMPLES
              accord eval --ndjson --as-of 2019-03-01 < cases.ndjson > decisions.ndjson
              accord eval --ndjson cases-1.ndjson cases-2.ndjson --area enforcement

              psql -v FETCH_COUNT=1000 -qAtc "SELECT body FROM cases" | accord eval --ndjson …

              Spark (the header comes once for each partition):
                decided = spark.sparkContext.textFile("cases.ndjson").pipe(
                    "accord eval --ndjson --as-of 2019-03-01 --threads 1 --quiet")
                answers = decided.map(json.loads).filter(lambda line: "line" in line)

            EXIT CODES
              0 every line decided   1 a line or a policy failed   66 a file is missing
              74 read or write failed   78 a policy does not load
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: "NDJSON files, read as one stream; - or none is standard input.",
        completion: .file())
    var files: [String] = []

    @Flag(help: "One case file a line in, one line out. It is the only form, and the default.")
    var ndjson = false

    @Option(
        help: "Decide with this site's policy (default: each file's own).",
        completion: siteCompletion)
    var site: String?

    @Option(
        help:
            "Ask only this area: enforcement, outreach, referral, work_search, employment_training."
    )
    var area: [Area] = []

    @Option(help: "The day on which to decide, as 2019-03-01.")
    var asOf: Day?

    @Flag(
        help: """
            Write all that a dry run says: facts and numbers read, rules asked, what was not \
            reached, the hash of the case file. Lines are more than twice as long.
            """)
    var facts = false

    @Option(help: "Threads to decide with.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        if threads < 1 { throw ValidationError("--threads must be 1 or more") }
    }

    func run() async throws {
        let tree = try common.tree()
        let host = try common.host(tree: tree, sites: site.map { [$0] })
        let run = EvalRun(
            host: host, knownSites: tree.sites, day: asOf, areas: area.isEmpty ? nil : area,
            site: site, detail: facts ? .full : .answers)
        for wanted in area where !run.answeredAreas.contains(wanted) {
            throw ValidationError("no loaded site answers the area \(wanted.rawValue)")
        }
        do {
            let counts = try await stream(run)
            if counts.failed + counts.alerts > 0 { throw ExitCode.findings }
        } catch let failure as EvalInput.Failure {
            Terminal.note("\(failure)")
            throw failure.isMissing ? ExitCode.noInput : ExitCode.inputOutput
        }
    }

    /// Answers line by line until the input ends or nobody reads the answers any more.
    private func stream(_ run: EvalRun) async throws -> EvalCounts {
        var input = try EvalInput(paths: files.isEmpty ? ["-"] : files)
        let output = OutputPipe()
        var counts = EvalCounts()
        var progress = Progress("lines answered", quiet: common.quiet)
        guard try output.write(run.header(version: Accord.version)) else { return counts }
        while let lines = try input.next() {
            let batch = await run.answer(lines, threads: threads)
            counts.add(batch.counts)
            guard try output.write(batch.bytes) else { return counts }
            progress.update(counts.lines)
        }
        progress.finish()
        if !common.quiet { Terminal.note(Self.words(counts)) }
        return counts
    }

    private static func words(_ counts: EvalCounts) -> String {
        func number(_ count: Int, _ noun: String) -> String {
            "\(count) \(noun)\(count == 1 ? "" : "s")"
        }
        var text = "\(number(counts.lines, "line")), \(number(counts.decisions, "decision")), "
        text += counts.failed == 0 ? "no line failed" : "\(number(counts.failed, "line")) failed"
        if counts.alerts > 0 {
            text += ", \(number(counts.alerts, "decision")) without an answer: a policy failed"
        }
        return text
    }
}

/// Standard output as a pipe whose reader may go away.
struct OutputPipe {
    /// From here on a reader that goes away is told by ``write(_:)`` and does not end the program.
    init() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all bytes; false if nobody reads any more.
    ///
    /// Says so and stops with exit code 74 if they can't be written.
    func write(_ bytes: [UInt8]) throws -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                return false
            } else if errno != EINTR {
                Terminal.note("cannot write: \(String(cString: strerror(errno)))")
                throw ExitCode.inputOutput
            }
        }
        return true
    }
}
