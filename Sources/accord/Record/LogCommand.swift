public import ArgumentParser
import CaseModel
public import CaseStore

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The decision log of a store: prove it, read it, hand it on.",
        discussion: """
            Every decision of a sweep, every override and every run is a record that is linked to \
            the one before. Records are never changed; only the facts that a decision rests on are \
            erased, on schedule and on record.

            EXAMPLES
              accord log verify --db cases.sqlite
              accord log search --db cases.sqlite --case C-1042
              accord log show 51877 --db cases.sqlite
              accord log export --db cases.sqlite --site oh-stark -o log.ndjson
            """,
        subcommands: [
            LogVerifyCommand.self, LogShowCommand.self, LogSearchCommand.self,
            LogExportCommand.self, LogCheckpointCommand.self, LogEraseCommand.self,
        ])
}

/// The store whose log is meant.
struct LogStore: ParsableArguments {
    @Option(help: "The case store.", completion: .file())
    var db: String

    func open(_ access: CaseStore.Access = .readOnly) throws -> CaseStore {
        try StoreErrors.translated { try CaseStore(path: db, access: access) }
    }
}

/// Which records are wanted.
struct LogFilterOptions: ParsableArguments {
    @Option(help: "Only this site's records.", completion: siteCompletion)
    var site: String?

    @Option(name: .customLong("case"), help: "Only this IV-D case's records.")
    var caseID: String?

    @Option(name: .customLong("file"), help: "Only the records of this case file.")
    var fileID: String?

    @Option(help: "Only this area, such as enforcement.")
    var area: String?

    @Option(help: "Only this question, such as D11.")
    var point: String?

    @Option(help: "Only where an answer was this one, such as hold.")
    var outcome: String?

    @Option(help: "Only where this rule gave an answer or bounded one.")
    var rule: String?

    @Option(help: "Only these kinds: \(LogKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: [LogKind] = []

    @Option(help: "Only the records of this run.")
    var run: Int64?

    @Option(help: "Only what this person, service or sweep did.")
    var actor: String?

    @Option(help: "Only decisions for this day and later.")
    var from: Day?

    @Option(help: "Only decisions for this day and earlier.")
    var through: Day?

    func filter() throws -> LogFilter {
        var filter = LogFilter()
        filter.site = try site.map { try SiteID(checking: $0) }
        filter.caseID = caseID
        filter.fileID = fileID
        filter.area = area
        filter.point = point
        filter.outcome = outcome
        filter.rule = rule
        filter.kinds = Set(kind)
        filter.run = run
        filter.actor = actor
        filter.from = from
        filter.through = through
        return filter
    }
}

extension SiteID {
    /// The site with this name; a log may name one that is declared no longer.
    init(checking name: String) throws {
        guard let site = SiteID(word: name) else {
            throw ValidationError(noSite(name, among: declaredSites()))
        }
        self = site
    }
}

extension LogKind: ExpressibleByArgument {}

/// How a search or a verification is written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, ndjson
}

extension Progress {
    /// Shows how far a walk along the log is.
    mutating func update(_ reached: Int64, of last: Int64) {
        total = Int(last)
        update(Int(reached))
    }
}
