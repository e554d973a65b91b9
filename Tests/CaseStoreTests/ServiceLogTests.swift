import CaseModel
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite("The log of a service")
struct ServiceLogTests {
    let scratch: Scratch
    let store: CaseStore
    static let day = PlainSweep.firstDay

    init() throws {
        scratch = try Scratch()
        store = try scratch.store(files: 3)
        try PlainSweep(store: store).run()
    }

    private static func decision(
        _ number: Int, on asOf: Day = day, facts: String = #"{"a":"1"}"#
    ) -> PreparedRecord {
        let statement = JSONValue.object([
            "answers": .list([
                .object(["outcome": .text("contact"), "point": .text("D3")])
            ]), "policy_hash": .text("first"),
        ])
        return PreparedRecord.decision(
            DecisionRecord(statement: statement.canonicalBytes(), facts: Array(facts.utf8)),
            of: CaseFileKey(site: PlainSweep.site, fileID: "f\(number)"), caseID: "c\(number)",
            area: "outreach", asOf: asOf, by: LogStamp(actor: "svc", call: "call-7", on: asOf))
    }

    @Test func manyDecisionsAreOneTransaction() throws {
        let end = try store.logEnd().seq
        #expect(try store.append([]) == [])
        let numbers = try store.append([Self.decision(1), Self.decision(2), Self.decision(1)])
        #expect(numbers == [end + 1, end + 2, end + 3])
        let record = try store.logRecord(end + 1)
        #expect(record.kind == .decision && record.run == nil && record.actor == "svc")
        #expect(record.metaJSON["call"] == .text("call-7"))
        #expect(try store.force(of: record) == .notADecision)
        // The same question of the same day does not give away that the facts were the same.
        #expect(record.factsHash != (try store.logRecord(end + 3).factsHash))
        #expect(try store.verifyLog().isSound)
    }

    @Test func theySayNothingOfWhatStands() throws {
        let before = try store.standingHash()
        try store.append([Self.decision(1)])
        #expect(try store.standingHash() == before)
    }

    @Test func theyAreErasedWithTheirCase() throws {
        let numbers = try store.append([Self.decision(1), Self.decision(2)])
        let report = try store.eraseFacts(
            ErasureScope(site: PlainSweep.site, caseID: "c1"), actor: "a", reason: "r",
            on: Self.day)
        #expect(report.records == 3)
        #expect(try store.logRecord(numbers[0]).isErased)
        #expect(try !store.logRecord(numbers[1]).isErased)
        #expect(try store.verifyLog().isSound)
    }

    /// Records that no run wrote lie anywhere: a search by days must not pass them over.
    @Test func theyAreFoundByDay() throws {
        let later = Self.day.adding(days: 40)
        let numbers = try store.append([Self.decision(1, on: later), Self.decision(2)])
        func found(_ change: (inout LogFilter) -> Void) throws -> [Int64] {
            var filter = LogFilter()
            change(&filter)
            var seqs: [Int64] = []
            try store.forEachLogRecord(filter) {
                seqs.append($0.seq)
                return true
            }
            return seqs
        }
        #expect(try found { $0.from = later } == [numbers[0]])
        #expect(
            try found {
                $0.from = Self.day
                $0.through = Self.day
                $0.actor = "svc"
            } == [numbers[1]])
        #expect(try found { $0.run = 1 } == Array(1...7))
        let erasable = ErasureScope(before: later.adding(days: 1))
        #expect(try store.countFacts(erasable) == 8)
    }

    // MARK: Pages

    private func pages(_ filter: LogFilter, limit: Int, most: Int64 = 1_000_000) throws -> [Int64] {
        var found: [Int64] = []
        var cursor: Int64?
        for _ in 0..<100 {
            let page = try store.logPage(
                filter, before: cursor, limit: limit, lookingThrough: most)
            #expect(page.records.count <= limit)
            found += page.records.map(\.seq)
            guard let next = page.next else { return found }
            #expect(cursor.map { next < $0 } ?? true)
            cursor = next
        }
        Issue.record("the pages do not end")
        return found
    }

    @Test(arguments: [1, 2, 3, 100], [Int64(2), 5, 1_000_000])
    func pagesTogetherAreTheSearchBackwards(_ limit: Int, _ most: Int64) throws {
        try store.append([Self.decision(1), Self.decision(2, on: Self.day.adding(days: 9))])
        var filters = Array(repeating: LogFilter(), count: 6)
        filters[1].fileID = "f1"
        filters[2].caseID = "c2"
        filters[3].outcome = "contact"
        filters[4].from = Self.day.adding(days: 9)
        filters[5].kinds = [.run]
        for filter in filters {
            var forward: [Int64] = []
            try store.forEachLogRecord(filter) {
                forward.append($0.seq)
                return true
            }
            #expect(!forward.isEmpty)
            #expect(try pages(filter, limit: limit, most: most) == forward.reversed())
        }
    }

    @Test func aPageGoesOnWhereItEndedWhateverIsAppended() throws {
        let first = try store.logPage(limit: 3)
        #expect(first.records.map(\.seq) == [7, 6, 5] && first.next == 5)
        try store.append([Self.decision(1)])
        let second = try store.logPage(before: first.next, limit: 3)
        #expect(second.records.map(\.seq) == [4, 3, 2])
        let last = try store.logPage(before: second.next, limit: 3)
        #expect(last.records.map(\.seq) == [1] && last.next == nil)
    }
}

@Suite("Stores of earlier versions")
struct MigrationTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A store as the version before wrote it: two migrations, two files, one of them unreadable now.
    private func earlier(_ files: [JSONValue]) throws {
        let queue = try DatabaseQueue(path: scratch.path("cases.sqlite"))
        try StoreMigrations.migrator.migrate(queue, upTo: "2 sweeps and their log")
        try queue.write { db in
            try db.execute(
                sql: "INSERT INTO import_batch (source, format, received_on) VALUES ('a', 'b', 'c')"
            )
            for file in files {
                let bytes = file.canonicalBytes()
                let id = file["file_id"]?.string ?? ""
                try db.execute(
                    sql: "INSERT INTO case_file VALUES ('oh-stark', ?, '2024-01-01', 1, 1, 1, ?)",
                    arguments: [id, Data(bytes)])
                try db.execute(
                    sql: "INSERT INTO file_version VALUES ('oh-stark', ?, 1, ?)",
                    arguments: [id, Data(RecordHash.digest(bytes))])
                if let item = file["cases"]?[0] {
                    try db.execute(
                        sql: "INSERT INTO iv_d_case VALUES ('oh-stark', ?, 0, ?, 'open', 'x')",
                        arguments: [id, item["case_id"]?.string])
                }
            }
        }
    }

    @Test func aStoreOfTheVersionBeforeIsBroughtForward() throws {
        var files = Scratch.files(1...3)
        for (index, isOpen) in [(0, true), (1, false)] {
            if case .list(var cases)? = files[index]["cases"] {
                cases[0]["record_error_open"] = .bool(isOpen)
                files[index]["cases"] = .list(cases)
            }
        }
        files[0]["study"] = .object([
            "enrolled_on": .text("2024-01-01"), "draw_id": .text("d"), "arm": .text("pjac"),
        ])
        var first = JSONValue.object([:])
        for (name, text) in [("on", "2024-02-29"), ("channel", "letter")] {
            first[name] = .text(text)
        }
        var second = first
        second["on"] = .text("2023-12-31")
        files[0]["contacts"] = .list([first, second])
        files[1]["study"] = nil
        files[2] = .object(["file_id": .text("f3")])
        try earlier(files)
        let old = #expect(throws: CaseStoreError.self) { try scratch.store(.readOnly) }
        #expect(old?.code == .older)

        let store = try scratch.store()
        let desk = CaseDesk(store: store)
        let rows = try desk.list(site: .ohStark, limit: 9).rows
        #expect(rows.map(\.key.fileID) == ["f1", "f2", "f3"])
        #expect(rows.map(\.arm) == ["pjac", "", ""])
        #expect(rows.map(\.contactedOn) == [Day(iso: "2024-02-29"), nil, nil])
        #expect(rows.map(\.version) == ["1", "1", "1"])
        let work = try store.standingWork(site: .ohStark, worker: "", on: importDay)
        #expect(work.errors.map(\.caseID) == ["c1"])
        // What the migration filled in is what an import would have.
        let key = CaseFileKey(site: .ohStark, fileID: "f2")
        let stamp = LogStamp(actor: "a", on: importDay)
        let text = Scratch.files([2], seed: 9)[0].canonicalBytes()
        #expect(try desk.replace(key, with: text, expecting: "1", by: stamp).file.version == "2")
        #expect(try store.verifyLog().isSound)
    }
}
