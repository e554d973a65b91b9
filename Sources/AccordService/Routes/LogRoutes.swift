import CaseModel
import CaseStore
import Casework
import HTTPTypes

/// The decision log: searched, shown, verified.
enum LogRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "searchLog", .get, "/v1/sites/{site}/log", .log, "Records of a site, newest first",
            """
            A page may be empty and still have a `next`: a search for what is rare looks through a bounded number of \
            records each time.
            """,
            right: .init(action: .list, object: .log), query: filters + [.limit, .cursor],
            answer: .json("A page of records, without the facts they rest on", page.schema)
        ) { exchange in
            let found = try exchange.core.store.logPage(
                filter(exchange), before: exchange.query["cursor"].flatMap { Int64($0) },
                limit: exchange.limit)
            return .json(Page(rows: found.records, next: found.next.map { "\($0)" }), page)
        },
        Endpoint(
            "readLogRecord", .get, "/v1/sites/{site}/log/{seq}", .log, "One record with its facts",
            "Facts that the caller may not see are masked; erased facts are gone for everybody.",
            right: .init(action: .read, object: .log),
            answer: .json("The record", record.schema)
        ) { exchange in
            guard let seq = Int64(exchange.part("seq")), seq > 0 else {
                throw Problem(.notFound, "There is no such record.")
            }
            let site = try exchange.siteID()
            do {
                let found = try exchange.core.store.logRecord(seq)
                guard found.site == site.word else {
                    throw Problem(.notFound, "There is no such record.")
                }
                return .json(
                    Told(record: found, facts: exchange.facts(of: found)), record)
            } catch let error as CaseStoreError where error.code == .noRecord {
                throw Problem(.notFound, "There is no such record.")
            }
        },
        Endpoint(
            "verifyLog", .post, "/v1/log/verification", .log, "Prove the chain of the whole log",
            """
            Goes through every record, some 30,000 a second; the answer comes at the end. From a checkpoint on \
            (`from=checkpoint`) only what is newer is read.
            """,
            right: .init(action: .verify, object: .log),
            query: [QueryParameter("from", "Where to begin", .words(["beginning", "checkpoint"]))],
            answer: .json("What was found", report.schema)
        ) { exchange in
            let store = exchange.core.store
            let start =
                exchange.query["from"] == "checkpoint"
                ? try store.checkpoints().max { $0.seq < $1.seq } : nil
            return .json(
                try await exchange.core.offLoop { try store.verifyLog(from: start) }, report)
        },
    ]

    private static let filters = [
        QueryParameter("file", "Only records of this case file", .text(pattern: nil)),
        QueryParameter("case", "Only records of this case", .text(pattern: nil)),
        QueryParameter("area", "Only this area", .words(Area.allCases.map(\.rawValue))),
        QueryParameter(
            "kind", "Only records of this kind", .words(LogKind.allCases.map(\.rawValue))),
        QueryParameter("run", "Only records of this run", .number(1...(1 << 53))),
        QueryParameter("since", "From this day on", .day),
        QueryParameter("through", "Through this day", .day),
        QueryParameter("rule", "Only answers of this rule", .text(pattern: nil)),
        QueryParameter("outcome", "Only this answer", .words(Outcome.allCases.map(\.rawValue))),
        QueryParameter(
            "point", "Only this question", .words(DecisionPoint.allCases.map(\.rawValue))),
        QueryParameter("actor", "Only what this person or program did", .text(pattern: nil)),
    ]

    private static func filter(_ exchange: Exchange) throws -> LogFilter {
        var filter = LogFilter()
        filter.site = try exchange.siteID()
        filter.fileID = exchange.query["file"]
        filter.caseID = exchange.query["case"]
        filter.area = exchange.query["area"]
        if let kind = exchange.query["kind"].flatMap(LogKind.init) { filter.kinds = [kind] }
        filter.run = exchange.number("run")
        filter.from = exchange.day("since")
        filter.through = exchange.day("through")
        filter.rule = exchange.query["rule"]
        filter.outcome = exchange.query["outcome"]
        filter.point = exchange.query["point"]
        filter.actor = exchange.query["actor"]
        return filter
    }

    /// A record with its facts as far as the caller may see them.
    struct Told: Sendable {
        var record: LogRecord
        var facts: JSONValue?
    }

    private static let row = Shape<LogRecord>("LogRow", "A record of the log without its facts") {
        Shape.field("seq", "The number", { $0.seq })
        Shape.field(
            "kind", "What it is", schema: .words(LogKind.allCases.map(\.rawValue)),
            { $0.kind.rawValue })
        Shape.field("site", "The site", { $0.site })
        Shape.maybe("run", "The sweep's run", { $0.run })
        Shape.maybe("file_id", "The case file", { $0.fileID.isEmpty ? nil : $0.fileID })
        Shape.maybe("case_id", "The case", { $0.caseID.isEmpty ? nil : $0.caseID })
        Shape.maybe("area", "The area", { $0.area.isEmpty ? nil : $0.area })
        Shape.field("as_of", "The day it is about", { $0.asOf })
        Shape.field("meta", "Who acted, and by which call", { $0.metaJSON })
        Shape.field("statement", "What was said", { $0.statementJSON })
        Shape.field(
            "link", "The hash of this record and the one before", schema: .hash,
            { $0.link.hexadecimal })
    }
    private static let page = Page.shape(row, "A page of records")
    private static let record = Shape<Told>("LogRecord", "A record of the log") {
        Shape.one("record", "The record", row, { $0.record })
        Shape.maybe(
            "facts", "The facts it rests on, as far as the caller may see them", { $0.facts })
        Shape.field(
            "facts_erased", "Whether the facts were erased on record", { $0.record.isErased })
        Shape.field("facts_hash", "The hash of salt and facts", { $0.record.factsHash.hexadecimal })
    }
    private static let report = Shape<LogReport>("LogReport", "What was found in the log") {
        Shape.field("sound", "Whether the chain is whole", { $0.isSound })
        Shape.field("records", "How many records were read", { $0.records })
        Shape.field("erased", "How many of them have erased facts", { $0.erased })
        Shape.field("last_record", "The last record that was read", { $0.lastRecord })
        Shape.field("last_link", "Its link", { $0.lastLink })
        Shape.maybe("fault", "The first fault, at its record", { $0.fault?.description })
    }
}
