import CaseModel
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct VersionTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// What the store knows of the versions of its files, and every row of an import.
    private func versions(_ store: CaseStore) throws -> [[String]] {
        try store.reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT file_id, change, batch, line, hex(hash), hex(body)
                    FROM file_version JOIN case_file USING (site, file_id) ORDER BY file_id
                    """
            ).map { row in (0..<row.count).map { "\(row[$0] as DatabaseValue)" } }
        }
    }

    @Test(arguments: ["ndjson", "csv"])
    func anImportOfTheSameBytesChangesNothing(format: String) throws {
        let store = try scratch.store(files: 4)
        try store.exportCSV(to: scratch.path("tables"))
        let before = try versions(store)
        func again() throws -> ImportReport {
            format == "csv"
                ? try store.importCSV(from: scratch.path("tables"), .strict)
                : try store.importNDJSON(from: scratch.path("put.ndjson"), .strict)
        }
        for _ in 0..<2 {
            let report = try again()
            #expect(report.unchanged == 4)
            #expect(report.added + report.updated == 0)
            #expect(try versions(store) == before)
        }
        try scratch.put(Scratch.files([3], seed: 8), into: store)
        let after = try versions(store)
        #expect(zip(before, after).map { $0 == $1 } == [true, true, false, true])
        #expect(after[2][1] == "4")
    }

    @Test(arguments: [[5, 5], [5, 8], [8, 5]])
    func aFileThatIsThereTwiceIsRefusedThoughItIsKnown(seeds: [UInt64]) throws {
        let store = try scratch.store(files: 2)
        let before = try versions(store)
        let files = seeds.flatMap { Scratch.files([2], seed: $0) }
        let error = try #require(throws: CaseStoreError.self) {
            try scratch.put(files, into: store)
        }
        #expect(error.problems.map(\.code) == [.duplicateFile])
        #expect(error.problems.first?.message.contains("line 1") == true)
        #expect(try versions(store) == before)
    }

    /// A store as the first version made it, with two files from two imports.
    private func oldStore() throws {
        let pool = try DatabasePool(path: scratch.path("cases.sqlite"))
        try StoreMigrations.migrator.migrate(pool, upTo: "1 case files")
        try pool.write { db in
            for batch in 1...2 {
                try db.execute(
                    sql: """
                        INSERT INTO import_batch (source, format, received_on)
                        VALUES ('a', 'ndjson', '2024-03-01')
                        """)
                try db.execute(
                    sql: "INSERT INTO case_file VALUES ('oh-stark', ?, '2024-03-01', 1, ?, 1, ?)",
                    arguments: [
                        "f\(batch)", batch, Data(Scratch.files([batch])[0].canonicalBytes()),
                    ])
                try db.execute(
                    sql: "INSERT INTO iv_d_case VALUES ('oh-stark', ?, 0, ?, 'open', 'Stark')",
                    arguments: ["f\(batch)", "c\(batch)"])
            }
        }
    }

    @Test func aStoreOfTheFirstVersionIsBroughtForward() throws {
        try oldStore()
        let refused = try #require(throws: CaseStoreError.self) { try scratch.store(.readOnly) }
        #expect(refused.code == .older)
        let store = try scratch.store()
        #expect(try versions(store).map { $0[1] } == ["1", "2"])
        #expect(try scratch.put(Scratch.files(1...3), into: store).unchanged == 2)
        let run = try PlainSweep(store: store).run()
        #expect(run.counts.files == 3)
        #expect(try store.verifyLog().isSound)
        #expect(try scratch.store(.readOnly).count() == 3)
    }

    @Test func eachStoreHasASecretOfItsOwn() throws {
        let other = try Scratch()
        #expect(try scratch.store().secret() != other.store().secret())
    }

    @Test func everyCommitLastsThroughAPowerCut() throws {
        let level = try scratch.store().writing { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
    }
}
