import ArgumentParser
import CaseModel
import CaseStore
import Casework
import Foundation
import PolicyHost
import Synchronization

struct ReplayCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, ndjson
    }

    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Decide again from the decision log alone: the proof, or another policy's answer.",
        discussion: """
            Takes a record's statement and facts and the policies of its day, which the store keeps \
            by hash, and decides again: the same bytes must come out. With --with another policy \
            decides, and the answers that differ are shown, with the facts it asked for that the \
            record does not hold. The case files are not looked at, and nothing is written.

            EXAMPLES
              accord replay 4711 --db cases.sqlite
              accord replay --since 2019-03-01 --db cases.sqlite
              accord replay --since 2019-01-01 --site oh-stark --with spring.accordbundle \\
                --db cases.sqlite --format ndjson > changed.ndjson

            EXIT CODES
              0 the same, or with --with: shown   1 a record differs, or its policy is gone
              64 wrong usage   66 no store, or no such record   78 the other policy does not load
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The number of a record; accord log search finds it.")
    var record: Int64?

    @Option(help: "The case store.", completion: .file())
    var db: String

    @Option(help: "Every decision for this day or later.")
    var since: Day?

    @Option(help: "With --since: every decision for this day or earlier.")
    var through: Day?

    @Option(help: "With --since: only decisions of this site.", completion: siteCompletion)
    var site: String?

    @Option(
        help: ArgumentHelp(
            "Decide by these policies instead: a folder, a bundle or a release folder.",
            valueName: "path"), completion: .file())
    var with: String?

    @Option(help: "text, json, or ndjson: a line for each record that is not the same.")
    var format: Format = .text

    @Option(help: "Threads to decide with.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        if (record == nil) == (since == nil) {
            throw ValidationError("name the number of a record, or --since DATE")
        }
        if record != nil, through != nil || site != nil {
            throw ValidationError("--through and --site go with --since")
        }
        if let since, let through, through < since {
            throw ValidationError("--through \(through) is before --since \(since)")
        }
        if !(1...64).contains(threads) { throw ValidationError("--threads must be 1 to 64") }
    }

    func run() throws {
        let store = try openStore(db, for: .readOnly)
        let replay = Replay(store: store, with: try otherPolicies())
        if let record {
            try one(replay, record)
        } else {
            try many(replay, store)
        }
    }

    private func otherPolicies() throws -> PolicyHost? {
        guard let with else { return nil }
        var place = common
        place.root = with
        return try place.host()
    }

    private func one(_ replay: Replay, _ seq: Int64) throws {
        let replayed: ReplayedRecord
        do {
            replayed = try replay.record(seq)
        } catch let error as CaseStoreError where error.code == .noRecord {
            Terminal.note("\(error)")
            throw ExitCode.noInput
        }
        switch format {
        case .json, .ndjson: Terminal.print(replayed.json.canonicalText)
        case .text: Terminal.print(ReplayText.text(replayed, by: with))
        }
        switch replayed.finding {
        case .same, .erased: break
        case .different, .unknown: if with == nil { throw ExitCode.findings }
        case .noPolicy, .unreadable: throw ExitCode.findings
        }
    }

    private func many(_ replay: Replay, _ store: CaseStore) throws {
        var filter = LogFilter()
        filter.from = since
        filter.through = through
        if let site {
            let known = try StoreErrors.translated { try store.sites().map(\.word) }
            guard let id = SiteID(word: site), known.contains(site) else {
                throw ValidationError(noSite(site, among: known))
            }
            filter.site = id
        }
        let progress = Mutex(Progress("decisions replayed", quiet: common.quiet))
        let (isList, isText) = (format == .ndjson, format == .text)
        let shown = Mutex(0)
        let report = try StoreErrors.translated {
            try replay.records(
                filter, threads: threads,
                progress: { done in progress.withLock { $0.update(done) } },
                { replayed in
                    guard replayed.finding != .same else { return }
                    if isList { Terminal.print(replayed.json.canonicalText) }
                    guard isText, replayed.finding != .erased else { return }
                    let count = shown.withLock { shown in
                        shown += 1
                        return shown
                    }
                    if count <= 20 { Terminal.print(ReplayText.line(replayed)) }
                    if count == 21 { Terminal.print("more follow; --format ndjson has them all") }
                })
        }
        progress.withLock { $0.finish() }
        switch format {
        case .json: Terminal.print(report.json.canonicalText)
        case .text: Terminal.print(ReplayText.text(report, by: with))
        case .ndjson: if !common.quiet { Terminal.note(ReplayText.text(report, by: with)) }
        }
        let isFine =
            with == nil ? report.isProof : report.counts.noPolicy + report.counts.unreadable == 0
        if !isFine { throw ExitCode.findings }
    }
}

/// Replays for people.
enum ReplayText {
    /// One record in full.
    static func text(_ replayed: ReplayedRecord, by other: String?) -> String {
        let record = replayed.record
        var lines = ["\(place(record)): \(words(replayed.finding, by: other))"]
        switch replayed.finding {
        case .same, .erased, .noPolicy, .unreadable: break
        case .different(let changes): lines += changes.map(line)
        case .unknown(let missing, let changes):
            lines += changes.map(line)
            lines += missing.map { "  not recorded: \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    /// One record in a line.
    static func line(_ replayed: ReplayedRecord) -> String {
        let what =
            switch replayed.finding {
            case .different(let changes), .unknown(_, let changes):
                changes.prefix(3).map { line($0).trimmingCharacters(in: .whitespaces) }
                    .joined(separator: "; ")
            default: ""
            }
        return "\(place(replayed.record)): \(words(replayed.finding, by: nil))"
            + (what.isEmpty ? "" : ": \(what)")
    }

    /// The numbers of many records.
    static func text(_ report: ReplayReport, by other: String?) -> String {
        let counts = report.counts
        var lines = ["\(counts.records) decisions: \(counts.same) the same"]
        for (count, words) in [
            (counts.different, "different"), (counts.unknown, "not known for want of facts"),
            (counts.erased, "with erased facts"), (counts.noPolicy, "without their policy"),
            (counts.unreadable, "unreadable"),
        ] where count > 0 { lines[0] += ", \(count) \(words)" }
        let changes = report.commonestChanges.prefix(20)
        if !changes.isEmpty {
            lines.append(
                Table.render(
                    changes.map { change, count in
                        ["\(count)", change.point, "\(shown(change.was)) -> \(shown(change.now))"]
                    }, indent: "  "))
        }
        for (fact, count) in report.commonestMissing.prefix(20) {
            lines.append("  not recorded in \(count): \(fact)")
        }
        lines += report.reasons.map { "  \($0)" }
        return lines.joined(separator: "\n")
    }

    private static func place(_ record: LogRecord) -> String {
        "record \(record.seq), \(record.site) \(record.caseID) \(record.area) on \(record.asOf)"
    }

    private static func words(_ finding: ReplayedRecord.Finding, by other: String?) -> String {
        switch finding {
        case .same:
            other.map { "\($0) says the same" } ?? "the same bytes, by the policy of its day"
        case .different: other.map { "\($0) says otherwise" } ?? "different"
        case .unknown: "not known for want of facts"
        case .erased: "its facts were erased; nothing can be decided again"
        case .noPolicy(let why), .unreadable(let why): why
        }
    }

    private static func line(_ change: ReplayChange) -> String {
        let what = [change.point, change.subject].filter { !$0.isEmpty }.joined(separator: " ")
        return "  \(what): \(shown(change.was)) -> \(shown(change.now))"
    }

    private static func shown(_ words: String) -> String { words.isEmpty ? "no answer" : words }
}
