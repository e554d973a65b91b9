import CaseModel
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct LogSearchTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Three runs on three days: the second with another policy, the third stopped.
    private func store() throws -> CaseStore {
        let store = try scratch.store(files: 3)
        var sweep = PlainSweep(store: store)
        try sweep.run()
        sweep.word = "second"
        try sweep.run(PlainSweep.firstDay.adding(days: 1))
        sweep.word = "third"
        let run = try sweep.step(sweep.begin(PlainSweep.firstDay.adding(days: 2)))
        _ = try store.stop(#require(run), reason: "wrong policy")
        return store
    }

    /// Filters by name, and the records that they let through.
    static let filters: [(String, [Int64])] = [
        ("all", Array(1...19)), ("site", Array(1...19)), ("other site", []),
        ("file", [3, 4, 10, 11, 17, 18]), ("case", [3, 4, 10, 11, 17, 18]), ("no case", []),
        ("area", [1, 3, 5, 8, 10, 12, 15, 17]), ("runs", [7, 14, 19]),
        ("run", Array(8...14)), ("from", Array(8...19)), ("through", Array(1...7)),
        ("day", Array(8...14)), ("rule", Array(8...13)), ("no rule", []),
        ("outcome", Array(1...6) + Array(8...13) + Array(15...18)), ("no outcome", []),
        ("rule and case", [10, 11]), ("actor", Array(1...19)), ("no actor", []),
        ("erasures", []),
    ]

    private func filter(_ name: String) -> LogFilter {
        var filter = LogFilter()
        let second = PlainSweep.firstDay.adding(days: 1)
        switch name {
        case "site": filter.site = PlainSweep.site
        case "other site": filter.site = .ohFranklin
        case "file": filter.fileID = "f2"
        case "case": filter.caseID = "c2"
        case "no case": filter.caseID = "f2"
        case "area": filter.area = "enforcement"
        case "runs": filter.kinds = [.run]
        case "run": filter.run = 2
        case "from": filter.from = second
        case "through": filter.through = PlainSweep.firstDay
        case "day": (filter.from, filter.through) = (second, second)
        case "rule": filter.rule = "rule.second"
        case "no rule": filter.rule = "rule.secon"
        case "outcome": filter.outcome = "hold"
        case "no outcome": filter.outcome = "D11"
        case "rule and case": (filter.rule, filter.caseID) = ("rule.second", "c2")
        case "actor": filter.actor = "sweep"
        case "no actor": filter.actor = "swee"
        case "erasures": filter.kinds = [.erasure]
        default: break
        }
        return filter
    }

    private func numbers(_ store: CaseStore, _ filter: LogFilter) throws -> [Int64] {
        var found: [Int64] = []
        try store.forEachLogRecord(filter) {
            found.append($0.seq)
            return true
        }
        return found
    }

    @Test func findsWhatAFilterSays() throws {
        let store = try store()
        for (name, expected) in LogSearchTests.filters {
            #expect(try numbers(store, filter(name)) == expected, "\(name)")
        }
    }

    @Test func looksUpACaseByTheIndex() throws {
        let store = try store()
        let details = try store.reading { db in
            let plan = try filter("case").plan(db)
            return try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT * FROM log
                    WHERE seq > ?1 AND (\(plan.condition)) ORDER BY seq LIMIT ?2
                    """,
                arguments: [0, 100, "c2"]
            ).map { $0["detail"] as String }
        }
        #expect(details.contains { $0.contains("log_by_file") }, "\(details)")
    }

    @Test func stopsWhenNoMoreIsWanted() throws {
        var seen = 0
        try store().forEachLogRecord { _ in
            seen += 1
            return seen < 3
        }
        #expect(seen == 3)
    }

    @Test func tellsWhatNeverCameIntoForce() throws {
        let store = try store()
        func force(_ seq: Int64) throws -> LogForce { try store.force(of: store.logRecord(seq)) }
        #expect(try force(1) == .superseded)
        #expect(try force(8) == .stands)
        #expect(try force(15) == .neverInForce(run: 3, reason: "wrong policy"))
        #expect(try force(7) == .notADecision)
        #expect(try store.logRecord(19).statementJSON["reason"]?.string == "wrong policy")
        let error = try #require(throws: CaseStoreError.self) { try store.logRecord(20) }
        #expect(error.code == .noRecord)
    }

    @Test func anExportHasEveryRecordWithItsFacts() throws {
        let store = try store()
        #expect(try store.exportLog(to: scratch.path("log.ndjson")) == 19)
        let lines = try scratch.text("log.ndjson").split(separator: "\n")
        #expect(lines.count == 19)
        let first = try JSONValue(parsing: String(lines[0]))
        #expect(first["facts"]?["arrears.total"]?.string == "$12")
        #expect(first["case_id"]?.string == "c1")
        #expect(first["link"]?.string == (try store.logRecord(1).link.hexadecimal))
    }

    // MARK: - Erasing

    @Test(arguments: [false, true])
    func erasedFactsAreGoneAndTheLogStaysSound(byCase: Bool) throws {
        let store = try store()
        let scope =
            byCase
            ? ErasureScope(caseID: "c2")
            : ErasureScope(site: PlainSweep.site, before: PlainSweep.firstDay.adding(days: 1))
        let secret = try store.secret()
        let expected: Set<Int64> = byCase ? [3, 4, 10, 11, 17, 18] : [1, 2, 3, 4, 5, 6]
        #expect(try store.countFacts(scope) == 6)
        let report = try store.eraseFacts(
            scope, actor: "records.clerk", reason: "retention schedule 7", on: PlainSweep.firstDay)
        #expect(report == ErasureReport(seq: 20, records: 6))
        var erased: Set<Int64> = []
        try store.forEachLogRecord {
            if $0.isErased { erased.insert($0.seq) }
            return true
        }
        #expect(erased == expected)
        let verified = try store.verifyLog()
        #expect(verified.fault == nil)
        #expect(verified.erased == 6)
        #expect(verified.records == 20)
        #expect(try store.secret() != secret)
        let record = try store.logRecord(20)
        #expect(record.statementJSON["records"] == .integer(6))
        #expect(record.actor == "records.clerk")
        // Nothing is left to be erased, and what comes later is not meant.
        #expect(
            try store.eraseFacts(scope, actor: "a", reason: "b", on: PlainSweep.firstDay).seq == nil
        )
    }

    @Test func anErasureCoversOnlyWhatItSays() throws {
        let store = try store()
        _ = try store.eraseFacts(
            ErasureScope(caseID: "c2"), actor: "a", reason: "b", on: PlainSweep.firstDay)
        try store.writing { try $0.execute(sql: "DELETE FROM log_facts WHERE seq = 12") }
        let fault = try #require(try store.verifyLog().fault)
        #expect(fault.seq == 12)
        #expect(fault.kind == .factsMissing)
    }

    @Test func erasedFactsAreNotLeftInTheFile() throws {
        let secretWord = "\"$12\""
        do {
            let store = try store()
            _ = try store.eraseFacts(
                ErasureScope(site: PlainSweep.site, before: PlainSweep.firstDay.adding(days: 9)),
                actor: "a", reason: "b", on: PlainSweep.firstDay)
        }
        for name in ["cases.sqlite", "cases.sqlite-wal"] where scratch.exists(name) {
            let text = String(decoding: try scratch.bytes(name), as: UTF8.self)
            #expect(!text.contains(secretWord), "\(name)")
        }
    }
}
