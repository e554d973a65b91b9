import ArgumentParser
import CaseModel
import CaseStore

struct LogSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find records by case, rule, answer, day and more.",
        discussion: """
            One line a record, the first one first. A search by case or file is quick in any log; \
            one by rule or answer reads the records of the days or runs that it is limited to.

            EXAMPLES
              accord log search --db cases.sqlite --case C-1042
              accord log search --db cases.sqlite --rule stark.hold.job-loss --from 2019-03-01
              accord log search --db cases.sqlite --kind override --actor m.jones
              accord log search --db cases.sqlite --site oh-stark --outcome hold --format ndjson

            EXIT CODES
              0 done, also if nothing is found   66 no such store
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var log: LogStore
    @OptionGroup var which: LogFilterOptions

    @Option(help: "At most so many records.")
    var limit = 100

    @Option(help: "text, json or ndjson.")
    var format: LogFormat = .text

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() throws {
        let filter = try which.filter()
        let store = try log.open()
        let paint = Paint(on: Terminal.usesColor(common.color))
        var found: [LogRecord] = []
        var hasMore = false
        var progress = Progress("records searched", quiet: common.quiet)
        try StoreErrors.translated {
            try store.forEachLogRecord(filter, progress: { progress.update($0, of: $1) }) {
                hasMore = found.count == limit
                if !hasMore { found.append($0) }
                return !hasMore
            }
        }
        progress.finish()
        switch format {
        case .text:
            let rows = try found.map { record in
                try [
                    "\(record.seq)", "\(record.asOf)", record.kind.rawValue, record.site,
                    record.caseID.isEmpty ? record.fileID : record.caseID, record.area,
                    LogText.summary(record)
                        + LogText.mark(StoreErrors.translated { try store.force(of: record) }),
                ]
            }
            if !rows.isEmpty {
                let head = ["record", "day", "kind", "site", "case", "area", "what"]
                let lines = Table.render([head] + rows).split(separator: "\n").map(String.init)
                Terminal.print(([paint.bold(lines[0])] + lines.dropFirst()).joined(separator: "\n"))
            }
        case .json:
            Terminal.print(
                JSONValue.object([
                    "schema_version": .integer(1), "more": .bool(hasMore),
                    "records": .list(found.map(\.json)),
                ]).canonicalText)
        case .ndjson:
            for record in found { Terminal.print(record.json.canonicalText) }
        }
        if !common.quiet {
            Terminal.note(
                found.isEmpty
                    ? "nothing found"
                    : "\(found.count) record\(found.count == 1 ? "" : "s")"
                        + (hasMore ? "; there are more, see --limit" : ""))
        }
    }
}

struct LogExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write records as NDJSON, for an auditor or a court.",
        discussion: """
            Each line is a record with its statement, its facts, the salt and hash of the facts, \
            and its link. The file is written whole or not at all.

            EXAMPLES
              accord log export --db cases.sqlite -o log.ndjson
              accord log export --db cases.sqlite --case C-1042 > case.ndjson
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var log: LogStore
    @OptionGroup var which: LogFilterOptions

    @Option(
        name: [.customShort("o"), .long],
        help: "The file to write; standard output if not given.", completion: .file())
    var output: String?

    func run() throws {
        let filter = try which.filter()
        let store = try log.open()
        var progress = Progress("records read", quiet: common.quiet)
        let count = try StoreErrors.translated { () -> Int in
            if let output {
                return try store.exportLog(to: output, filter) { progress.update($0, of: $1) }
            }
            var count = 0
            try store.forEachLogRecord(filter) { record in
                Terminal.print(record.json.canonicalText)
                count += 1
                return true
            }
            return count
        }
        progress.finish()
        if !common.quiet { Terminal.note("\(count) record\(count == 1 ? "" : "s")") }
    }
}
