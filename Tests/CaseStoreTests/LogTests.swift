import CaseModel
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct LogTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A store with ten decisions and the end of their run in its log.
    private func swept() throws -> CaseStore {
        let store = try scratch.store(files: 5)
        try PlainSweep(store: store).run()
        return store
    }

    /// Changes the log as somebody would who has the file and knows SQLite.
    private func tamper(_ store: CaseStore, _ sql: String) throws {
        try store.writing { db in
            try db.execute(
                sql:
                    "DROP TRIGGER IF EXISTS log_keeps_words; DROP TRIGGER IF EXISTS log_keeps_records"
            )
            try db.execute(sql: sql)
        }
    }

    private static let columns =
        "kind, site, run, file_id, case_id, area, as_of, meta, facts_hash, link, statement"

    /// Puts what record 20 of a scratch table says at a place.
    private static func put(_ from: Int, at place: Int) -> String {
        """
        DELETE FROM log WHERE seq = \(place);
        INSERT INTO log (seq, \(columns)) SELECT \(place), \(columns) FROM kept WHERE seq = \(from);
        """
    }

    @Test func aLogThatNobodyTouchedIsSound() throws {
        let store = try swept()
        let report = try store.verifyLog()
        #expect(report.fault == nil)
        #expect(report.records == 11)
        #expect(report.lastRecord == 11)
        #expect(report.lastLink == (try store.logEnd().link.hexadecimal))
        #expect(try scratch.store(.readOnly).verifyLog() == report)
    }

    @Test(arguments: [
        ("kind = 'override'", LogFault.Kind.altered), ("site = 'oh-franklin'", .altered),
        ("run = 2", .altered), ("file_id = 'f1'", .altered), ("case_id = 'c1'", .altered),
        ("area = 'referral'", .altered), ("as_of = as_of - 1", .altered),
        ("kind = 'verdict'", .altered), ("as_of = as_of + (1 << 32)", .altered),
        ("meta = CAST('{}' AS BLOB)", .altered),
        ("statement = CAST(replace(statement, 'hold', 'step') AS BLOB)", .altered),
        ("facts_hash = zeroblob(32)", .altered), ("facts_hash = zeroblob(0)", .altered),
        ("link = zeroblob(32)", .link),
    ])
    func findsARecordOfWhichAPartWasAltered(change: String, kind: LogFault.Kind) throws {
        let store = try swept()
        try tamper(store, "UPDATE log SET \(change) WHERE seq = 6")
        let fault = try #require(try store.verifyLog().fault)
        #expect(fault.seq == 6)
        #expect(fault.kind == kind)
    }

    @Test func findsAnAlteredLastRecord() throws {
        let store = try swept()
        try tamper(store, "UPDATE log SET meta = CAST('{}' AS BLOB) WHERE seq = 11")
        let fault = try #require(try store.verifyLog().fault)
        #expect(fault.seq == 11)
        #expect(fault.kind == .altered)
    }

    @Test(arguments: [
        ("UPDATE log_facts SET facts = CAST('{}' AS BLOB) WHERE seq = 4", LogFault.Kind.facts),
        ("UPDATE log_facts SET salt = zeroblob(16) WHERE seq = 4", .facts),
        ("DELETE FROM log_facts WHERE seq = 4", .factsMissing),
    ])
    func findsFactsThatAreNotThoseThatWereWritten(change: String, kind: LogFault.Kind) throws {
        let store = try swept()
        try tamper(store, change)
        let fault = try #require(try store.verifyLog().fault)
        #expect(fault.seq == 4)
        #expect(fault.kind == kind)
    }

    @Test func findsFactsThatWereAddedToARecordWithout() throws {
        let store = try swept()
        try tamper(store, "INSERT INTO log_facts VALUES (11, zeroblob(16), zeroblob(2))")
        let fault = try #require(try store.verifyLog().fault)
        #expect(fault.seq == 11)
        #expect(fault.kind == .facts)
    }

    @Test(arguments: [
        // The end, the middle, one at the beginning.
        ("DELETE FROM log WHERE seq > 9", 10, LogFault.Kind.end),
        ("DELETE FROM log", 1, .end),
        ("DELETE FROM log WHERE seq BETWEEN 4 AND 6", 4, .missing),
        ("DELETE FROM log WHERE seq = 1", 1, .missing),
        // The middle, with the numbers closed up.
        (
            "DELETE FROM log WHERE seq = 5; UPDATE log SET seq = seq - 1 WHERE seq > 5; "
                + "DELETE FROM log_facts WHERE seq = 5; "
                + "UPDATE log_facts SET seq = seq - 1 WHERE seq > 5",
            5, .altered
        ),
        // The end, and what the store says of it.
        (
            "DELETE FROM log WHERE seq > 9; "
                + "UPDATE log_head SET seq = 9, link = (SELECT link FROM log WHERE seq = 9)",
            10, .end
        ),
        // Two that changed places.
        (
            "CREATE TABLE kept AS SELECT * FROM log; " + put(7, at: 6) + put(6, at: 7), 6,
            .reordered
        ),
        // One put in between, the others moved up.
        (
            "CREATE TABLE kept AS SELECT * FROM log; DELETE FROM log WHERE seq > 6; "
                + "INSERT INTO log SELECT seq + 1, \(columns) FROM kept WHERE seq > 6; "
                + "UPDATE log_head SET seq = seq + 1; " + put(2, at: 7),
            7, .inserted
        ),
        // One put in at the end, and one behind it.
        (
            "CREATE TABLE kept AS SELECT * FROM log; UPDATE log_head SET seq = 12; "
                + put(2, at: 12),
            12, .altered
        ),
        ("CREATE TABLE kept AS SELECT * FROM log; " + put(2, at: 12), 12, .end),
        ("CREATE TABLE kept AS SELECT * FROM log; " + put(2, at: 0), 0, .inserted),
    ])
    func findsRecordsThatWereCutPutInOrMoved(sql: String, seq: Int64, kind: LogFault.Kind) throws {
        let store = try swept()
        try tamper(store, sql)
        let fault = try #require(try store.verifyLog().fault)
        #expect(fault.seq == seq)
        #expect(fault.kind == kind)
    }

    /// Makes the log anew from a record on, with every link and what the store says of its end.
    private func forge(_ store: CaseStore, from seq: Int64, cutting: Int64? = nil) throws {
        let records = try store.reading { try LogReader($0).read(after: 0, limit: 100) }
        var link = RecordHash.root
        try tamper(store, "UPDATE log SET case_id = 'c9' WHERE seq = \(seq)")
        for var record in records where record.seq < cutting ?? .max {
            if record.seq == seq { record.caseID = "c9" }
            link = RecordHash.link(link, record.hash)
            try store.writing { db in
                try db.execute(
                    sql: "UPDATE log SET link = ? WHERE seq = ?",
                    arguments: [link.data, record.seq])
                try db.execute(
                    sql: "UPDATE log_head SET seq = ?, link = ?",
                    arguments: [record.seq, link.data])
            }
        }
        if let cutting {
            try tamper(
                store,
                "DELETE FROM log WHERE seq >= \(cutting); UPDATE sweep_run SET last_seq = 0")
        }
    }

    private func checkpoint(_ store: CaseStore, at seq: Int64) throws -> LogCheckpoint {
        LogCheckpoint(
            seq: seq, link: try store.logRecord(seq).link, madeOn: PlainSweep.firstDay,
            keyID: "0011", publicKey: [1, 2], signature: [3, 4])
    }

    @Test func aLogThatWasMadeAnewIsFoundByACheckpoint() throws {
        let store = try swept()
        let first = try checkpoint(store, at: 3)
        let second = try checkpoint(store, at: 8)
        try store.keep(first)
        #expect(try store.checkpoints() == [first])
        #expect(try store.verifyLog(against: [second]).checkpoints == [first, second])

        try forge(store, from: 6)
        // Without the second checkpoint nobody can tell.
        #expect(try store.verifyLog().isSound)
        let fault = try #require(try store.verifyLog(against: [second]).fault)
        #expect(fault.seq == 4)
        #expect(fault.kind == .checkpoint)
        let error = try #require(throws: CaseStoreError.self) { try store.keep(second) }
        #expect(error.code == .noRecord)
    }

    @Test func aLogThatEndsBeforeACheckpointIsFound() throws {
        let store = try swept()
        let checkpoint = try checkpoint(store, at: 8)
        try forge(store, from: 0, cutting: 8)
        #expect(try store.verifyLog().isSound)
        let fault = try #require(try store.verifyLog(against: [checkpoint]).fault)
        #expect(fault.seq == 8)
        #expect(fault.kind == .end)
    }

    @Test func verifiesFromACheckpointOn() throws {
        let store = try swept()
        let checkpoint = try checkpoint(store, at: 8)
        #expect(try store.verifyLog(from: checkpoint).records == 3)
        try tamper(store, "UPDATE log SET case_id = 'c9' WHERE seq IN (2, 10)")
        #expect(try store.verifyLog(from: checkpoint).fault?.seq == 10)
        #expect(try store.verifyLog().fault?.seq == 2)
    }

    @Test func aCheckpointIsReadAsItIsWritten() throws {
        let checkpoint = try checkpoint(swept(), at: 8)
        let json = try JSONValue(parsing: checkpoint.json.canonicalBytes())
        #expect(LogCheckpoint(json: json) == checkpoint)
        #expect(LogCheckpoint(json: .object([:])) == nil)
    }

    @Test(arguments: ["UPDATE log SET site = 'x'", "DELETE FROM log WHERE seq = 2"])
    func honestProgramsCanNotChangeTheLog(sql: String) throws {
        let store = try swept()
        #expect(throws: CaseStoreError.self) { try store.writing { try $0.execute(sql: sql) } }
    }

    @Test func copiesOfAStoreWriteTheSameLog() throws {
        do {
            let store = try scratch.store(files: 5)
            try store.writing { _ in }
        }
        for name in ["a", "b"] {
            try scratch.write(scratch.bytes("cases.sqlite"), name)
        }
        var lines: [[UInt8]] = []
        for (name, size) in [("a", 2), ("b", 5)] {
            let store = try CaseStore(path: scratch.path(name))
            try PlainSweep(store: store, chunkSize: size).run()
            try store.exportLog(to: scratch.path("\(name).ndjson"))
            lines.append(try scratch.bytes("\(name).ndjson"))
        }
        #expect(!lines[0].isEmpty)
        #expect(lines[0] == lines[1])
    }

    @Test func severalConnectionsAppendByTurns() async throws {
        let path = scratch.path("cases.sqlite")
        _ = try scratch.store(files: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<3 {
                group.addTask {
                    let store = try CaseStore(path: path)
                    for number in 0..<4 {
                        _ = try store.append(LogTests.choice("w\(worker)", "r\(number)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let store = try scratch.store()
        let report = try store.verifyLog()
        #expect(report.isSound)
        #expect(report.records == 12)
        #expect(try store.overrides().count == 12)
    }

    private static func choice(_ who: String, _ reason: String) -> Override {
        Override(
            site: PlainSweep.site, fileID: "f1", caseID: "c1", area: "enforcement", point: "D11",
            subject: "driver_license_suspension", outcome: "hold", madeOn: PlainSweep.firstDay,
            until: PlainSweep.firstDay.adding(days: 30), who: who, reason: reason,
            rule: "rule.first", decision: 1)
    }

    @Test func anOverrideIsOnRecordAndInTheList() throws {
        let store = try swept()
        let facts = Array(#"{"a":"1"}"#.utf8)
        let made = try store.append(
            LogTests.choice("m.jones", "new job"), ruling: ["floors": .list([])], facts: facts,
            call: "call-7")
        #expect(made.reason == "new job" && made.ending == nil)
        #expect(try store.overrides(site: PlainSweep.site, caseID: "c1") == [made])
        #expect(try store.overrides(site: .ohFranklin).isEmpty)
        let later = PlainSweep.firstDay.adding(days: 1)
        #expect(try store.overrides(madeOn: later...later).isEmpty)
        let record = try store.logRecord(made.seq)
        #expect(record.kind == .override)
        #expect(record.actor == "m.jones")
        #expect(record.metaJSON["call"]?.string == "call-7")
        #expect(record.statementJSON["instead_of"] == .integer(1))
        #expect(record.statementJSON["floors"] == .list([]))
        #expect(record.facts == facts)
        #expect(try store.force(of: record) == .notADecision)
        #expect(try store.verifyLog().isSound)
    }

    @Test func anOverrideEndsOnceAndOnRecord() throws {
        let store = try swept()
        let made = try store.append(LogTests.choice("m.jones", "new job"))
        let day = PlainSweep.firstDay.adding(days: 3)
        let ended = try store.end(made, on: day, by: "floor", actor: "sweep")
        let ending = try #require(ended.ending)
        #expect(ending.on == day && ending.by == "floor")
        #expect(try store.overrides() == [ended])
        #expect(try store.runningOverrides(site: PlainSweep.site, on: day).isEmpty)
        let record = try store.logRecord(ending.record)
        #expect(record.kind == .override && record.actor == "sweep" && record.asOf == day)
        #expect(record.statementJSON["ends"] == .integer(made.seq))
        let end = try store.logEnd().seq
        #expect(throws: CaseStoreError.self) {
            try store.end(made, on: day, by: "floor", actor: "sweep")
        }
        #expect(try store.logEnd().seq == end)
        #expect(try store.verifyLog().isSound)
    }

    /// An override runs through its last day; a refused one never does.
    @Test func whatRunsIsNeitherOverNorRefusedNorReplaced() throws {
        let store = try swept()
        let first = try store.append(LogTests.choice("m.jones", "one"))
        var refused = LogTests.choice("m.jones", "two")
        refused.refusedBy = "floor"
        refused = try store.append(refused)
        func running(_ day: Day) throws -> [Int64] {
            try store.runningOverrides(site: PlainSweep.site, on: day).map(\.seq)
        }
        #expect(try running(first.until) == [first.seq])
        #expect(try running(first.until.adding(days: 1)).isEmpty)
        let newer = try store.append(LogTests.choice("j.doe", "three"))
        #expect(try running(first.until) == [newer.seq])
        #expect(
            try store.overrides().map(\.ending?.by) == [Override.replaced, nil, nil])
    }

    @Test func aTableOfOverridesRunsNoFormula() throws {
        var choice = LogTests.choice("=cmd()", "a, \"b\"")
        choice.rule = ""
        let text = String(decoding: Override.csv([choice]), as: UTF8.self)
        let rows = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(rows.count == 3 && rows[2].isEmpty)
        #expect(rows[0].hasPrefix("record,site,file_id,case_id,area,point,subject,outcome,made_on"))
        #expect(rows[1].contains(",'=cmd(),\"a, \"\"b\"\"\",,1,,,,"))
    }
}
