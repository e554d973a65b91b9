import CaseModel
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite("Case files one at a time")
struct CaseDeskTests {
    let scratch: Scratch
    let store: CaseStore
    let desk: CaseDesk
    let stamp = LogStamp(actor: "m.rivera", call: "call-1", on: PlainSweep.firstDay)
    let key = CaseFileKey(site: PlainSweep.site, fileID: "f1")

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
        desk = CaseDesk(store: store)
    }

    /// The text of a file; another seed is another text with the same id.
    static func text(_ number: Int = 1, seed: UInt64 = 5) -> [UInt8] {
        Scratch.files([number], seed: seed)[0].canonicalBytes()
    }

    private func lastStatement() throws -> JSONValue {
        try store.logRecord(store.logEnd().seq).statementJSON
    }

    @Test func aFileIsCreatedReadReplacedAndDeletedOnRecord() throws {
        let created = try desk.create(Self.text(), by: stamp)
        #expect(try desk.read(key) == created.file)
        #expect(created.file.bytes == Self.text())
        var statement = try lastStatement()
        #expect(statement["action"] == .text("created"))
        #expect(statement["after"] == .text(created.file.hash) && statement["before"] == nil)

        let replaced = try desk.replace(
            key, with: Self.text(seed: 6), expecting: created.file.version, by: stamp)
        #expect(replaced.file.version != created.file.version)
        #expect(try desk.read(key) == replaced.file)
        statement = try lastStatement()
        #expect(statement["before"] == .text(created.file.hash))
        #expect(statement["after"] == .text(replaced.file.hash))
        #expect(statement["version"] == .text(replaced.file.version))

        try desk.delete(key, expecting: replaced.file.version, by: stamp)
        #expect(try desk.read(key) == nil && desk.version(of: key) == nil)
        #expect(try store.caseFile(id: "f1") == nil && store.count() == 0)
        #expect(try store.files(ofCase: "c1").isEmpty)
        statement = try lastStatement()
        #expect(statement["action"] == .text("deleted") && statement["after"] == nil)

        let record = try store.logRecord(store.logEnd().seq)
        #expect(record.kind == .caseFile && record.fileID == "f1" && record.run == nil)
        #expect(record.actor == "m.rivera" && record.facts == nil && !record.isErased)
        #expect(record.metaJSON["call"] == .text("call-1"))
        #expect(try store.verifyLog().isSound)
        #expect(try store.verifyLog().records == 3)
    }

    @Test func theSameBytesChangeNothing() throws {
        let created = try desk.create(Self.text(), by: stamp)
        let again = try desk.replace(
            key, with: Self.text(), expecting: created.file.version, by: stamp)
        #expect(again == CaseFileChange(file: created.file, seq: nil))
        #expect(try store.logEnd().seq == 1)
    }

    @Test func whoeverComesSecondIsToldTheVersionOfToday() throws {
        let created = try desk.create(Self.text(), by: stamp).file
        let taken = #expect(throws: CaseConflict.self) {
            try desk.create(Self.text(seed: 6), by: stamp)
        }
        #expect(taken == .exists(present: created.version))
        let newer = try desk.replace(
            key, with: Self.text(seed: 6), expecting: created.version, by: stamp
        ).file
        let end = try store.logEnd().seq
        let stale = #expect(throws: CaseConflict.self) {
            try desk.replace(key, with: Self.text(seed: 7), expecting: created.version, by: stamp)
        }
        #expect(stale == .changed(present: newer.version))
        let kept = #expect(throws: CaseConflict.self) {
            try desk.delete(key, expecting: created.version, by: stamp)
        }
        #expect(kept == .changed(present: newer.version))
        #expect(try desk.read(key) == newer && store.logEnd().seq == end)
    }

    @Test func whatIsNotThereCanNotBeChanged() throws {
        for work in [
            { try desk.replace(key, with: Self.text(), expecting: "1", by: stamp) },
            { try desk.delete(key, expecting: "1", by: stamp) },
        ] {
            #expect(#expect(throws: CaseConflict.self) { try work() } == .missing)
        }
        #expect(try store.logEnd().seq == 0 && desk.version(of: key) == nil)
    }

    @Test func aTextThatIsWrongOrAnothersIsRefusedWithAllThatIsWrong() throws {
        let version = try desk.create(Self.text(), by: stamp).file.version
        let error = #expect(throws: CaseFileError.self) {
            try desk.replace(key, with: Self.text(2), expecting: version, by: stamp)
        }
        #expect(error?.problems.map(\.path) == ["file_id"])
        let wrong = #expect(throws: CaseFileError.self) {
            try desk.create(Array(#"{"file_id":"","schema_version":2}"#.utf8), by: stamp)
        }
        #expect((wrong?.problems.count ?? 0) > 2)
        let elsewhere = #expect(throws: CaseFileError.self) {
            try CaseDesk(store: store, sites: ["oh-franklin"]).create(Self.text(2), by: stamp)
        }
        #expect(elsewhere?.problems.map(\.path) == ["site"])
        #expect(try store.logEnd().seq == 1)
    }

    /// Two workers read the same version; of their changes made at the same time one is kept.
    @Test func ofManyWritersAtOnceOneIsKept() async throws {
        let version = try desk.create(Self.text(), by: stamp).file.version
        let outcomes = await withTaskGroup(of: Bool?.self) { group in
            for seed in UInt64(10)..<18 {
                group.addTask { [desk, key, stamp] in
                    do {
                        _ = try desk.replace(
                            key, with: Self.text(seed: seed), expecting: version, by: stamp)
                        return true
                    } catch is CaseConflict {
                        return false
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == true } == 1 && outcomes.count { $0 == false } == 7)
        #expect(try store.logEnd().seq == 2 && store.verifyLog().isSound)
    }

    /// File and log record are one transaction: if the record can't be written, the file stays.
    @Test func aChangeIsWholeOrNotAtAll() throws {
        let created = try desk.create(Self.text(), by: stamp).file
        try store.writing { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER no_records BEFORE INSERT ON log
                        BEGIN SELECT RAISE(ABORT, 'no'); END
                    """)
        }
        #expect(throws: CaseStoreError.self) {
            try desk.replace(key, with: Self.text(seed: 6), expecting: created.version, by: stamp)
        }
        #expect(throws: CaseStoreError.self) {
            try desk.delete(key, expecting: created.version, by: stamp)
        }
        #expect(throws: CaseStoreError.self) { try desk.assign([key], to: "j.doe", by: stamp) }
        try store.writing { try $0.execute(sql: "DROP TRIGGER no_records") }
        #expect(try desk.read(key) == created)
        #expect(try desk.worker(of: key) == "")
        #expect(try store.files(ofCase: "c1") == [key])
        #expect(try store.verifyLog().isSound)
    }

    @Test func aDeletedFileIsOverwrittenAndMayComeBackWithANewVersion() throws {
        var text = Scratch.files([1])[0]
        text["file_id"] = .text("f1")
        var ncp = try #require(text["ncp"])
        ncp["name"] = .text("Wilhelmina-unheard-of")
        text["ncp"] = ncp
        let created = try desk.create(text.canonicalBytes(), by: stamp).file
        let gone = try desk.delete(key, expecting: created.version, by: stamp).file
        #expect(gone.bytes.isEmpty)
        let back = try desk.create(Self.text(), by: stamp).file
        let versions = [created, gone, back].compactMap { Int64($0.version) }
        #expect(versions.count == 3 && versions == versions.sorted())
        #expect(try desk.read(key) == back && store.count() == 1)
        let stale = #expect(throws: CaseConflict.self) {
            try desk.replace(key, with: Self.text(seed: 6), expecting: created.version, by: stamp)
        }
        #expect(stale == .changed(present: back.version))
        for name in ["cases.sqlite", "cases.sqlite-wal"] where scratch.exists(name) {
            let bytes = try Data(scratch.bytes(name))
            #expect(bytes.range(of: Data("Wilhelmina-unheard-of".utf8)) == nil, "\(name)")
        }
    }

    @Test func singleChangesAreNoImportsAndImportsGiveNewVersions() throws {
        let created = try desk.create(Self.text(), by: stamp).file
        try scratch.put(Scratch.files([1, 2], seed: 6), into: store)
        #expect(try store.imports().map(\.format) == ["ndjson"])
        #expect(try desk.version(of: key) != created.version)
        let report = try scratch.put(Scratch.files([1, 2], seed: 6), into: store)
        #expect(report.unchanged == 2)
    }

    // MARK: Lists

    @Test func aListGoesOnBehindItsLastFileWhateverComesBetween() throws {
        try scratch.put(Scratch.files([1, 3, 5, 7]), into: store)
        var page = try desk.list(site: PlainSweep.site, limit: 2)
        #expect(page.rows.map(\.key.fileID) == ["f1", "f3"] && page.next == "f3")
        try scratch.put(Scratch.files([2, 6]), into: store)
        let third = CaseFileKey(site: PlainSweep.site, fileID: "f3")
        try desk.delete(third, expecting: desk.version(of: third) ?? "", by: stamp)
        page = try desk.list(site: PlainSweep.site, after: page.next, limit: 2)
        #expect(page.rows.map(\.key.fileID) == ["f5", "f6"] && page.next == "f6")
        page = try desk.list(site: PlainSweep.site, after: page.next, limit: 2)
        #expect(page.rows.map(\.key.fileID) == ["f7"] && page.next == nil)
        #expect(page.rows[0].caseIDs == ["c7"])
        #expect(page.rows[0].version == (try desk.version(of: page.rows[0].key)))
        #expect(try desk.list(site: .ohFranklin, limit: 5).rows.isEmpty)
    }

    @Test func filesAreFoundByWorkerArmAndCase() throws {
        let files = Scratch.files(1...4).enumerated().map { index, file in
            var file = file
            file["study"] =
                index == 0
                ? nil
                : .object([
                    "enrolled_on": .text("2024-01-01"), "draw_id": .text("d"),
                    "arm": .text(index == 1 ? "pjac" : "business_as_usual"),
                ])
            return file
        }
        try scratch.put(files, into: store)
        func key(_ number: Int) -> CaseFileKey {
            CaseFileKey(site: PlainSweep.site, fileID: "f\(number)")
        }
        func found(_ filter: CaseListFilter) throws -> [String] {
            try desk.list(site: PlainSweep.site, filter, limit: 9).rows.map(\.key.fileID)
        }
        let records = try desk.assign([key(1), key(3)], to: "j.doe", by: stamp)
        #expect(records.count == 2)
        #expect(try desk.assign([key(1)], to: "j.doe", by: stamp).isEmpty)
        #expect(try found(CaseListFilter(worker: "j.doe")) == ["f1", "f3"])
        #expect(try found(CaseListFilter(worker: "")) == ["f2", "f4"])
        #expect(try found(CaseListFilter(arm: "pjac")) == ["f2"])
        #expect(try found(CaseListFilter(arm: "")) == ["f1"])
        #expect(
            try found(CaseListFilter(worker: "j.doe", arm: "business_as_usual")) == ["f3"])
        #expect(try found(CaseListFilter(caseID: "c4")) == ["f4"])
        #expect(
            try desk.workers(site: PlainSweep.site)
                == [WorkerSum(worker: "", files: 2), WorkerSum(worker: "j.doe", files: 2)])
        // An import changes the file and leaves its worker alone.
        try scratch.put(Scratch.files([3], seed: 6), into: store)
        #expect(try desk.worker(of: key(3)) == "j.doe")
        let statement = try store.logRecord(records[0]).statementJSON
        #expect(statement["kind"] == .text("assignment") && statement["worker"] == .text("j.doe"))
        let missing = #expect(throws: CaseConflict.self) {
            try desk.assign([key(2), key(9)], to: "j.doe", by: stamp)
        }
        #expect(missing == .missing)
        #expect(try desk.worker(of: key(2)) == "")
        #expect(try store.verifyLog().isSound)
    }

    // MARK: What stands

    @Test func aSweepSeesThatAFileWasDeleted() throws {
        let store = try scratch.store(files: 3)
        let desk = CaseDesk(store: store)
        let run = try store.beginRun(
            site: PlainSweep.site, asOf: PlainSweep.firstDay,
            policy: StoredPolicy(hash: "p", bytes: []), actor: "sweep")
        _ = try store.stop(run, reason: "a test")
        try PlainSweep(store: store).run()
        try desk.delete(key, expecting: desk.version(of: key) ?? "", by: stamp)
        let next = try store.beginRun(
            site: PlainSweep.site, asOf: PlainSweep.firstDay.adding(days: 1),
            policy: StoredPolicy(hash: "first", bytes: []), actor: "sweep")
        let items = try store.readChunk(of: next, limit: 9)
        #expect(items.map(\.fileID) == ["f1"] && items[0].body.isEmpty)
        #expect(items[0].rows.count == PlainSweep.areas.count)
    }
}
