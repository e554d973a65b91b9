import CaseModel
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite struct OpeningTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func turnsOnWALAndForeignKeys() throws {
        let store = try scratch.store()
        try store.writing { db in
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode")
            let keys = try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
            #expect(mode == "wal")
            #expect(keys == 1)
        }
        #expect(throws: CaseStoreError.self) {
            try store.writing { db in
                try db.execute(
                    sql:
                        "INSERT INTO iv_d_case VALUES ('oh-stark', 'nobody', 0, 'c', 'open', 'Stark')"
                )
            }
        }
    }

    @Test func opensAgainAndKeepsWhatIsThere() throws {
        try scratch.write(Drawing.lines([Drawing.file(1)]), "in.ndjson")
        do {
            try scratch.store().importNDJSON(from: scratch.path("in.ndjson"), .strict)
        }
        for _ in 0..<3 { #expect(try scratch.store().count() == 1) }
        let migrations = try scratch.store().reading { db in
            try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations")
        }
        #expect(
            migrations == [
                "1 case files", "2 sweeps and their log", "3 the service", "4 recorded events",
            ])
    }

    @Test func mayBeReadWithoutTheRightToWrite() throws {
        let missing = try #require(throws: CaseStoreError.self) { try scratch.store(.readOnly) }
        #expect(missing.code == .missing)
        #expect(!scratch.exists("cases.sqlite"))

        try scratch.write(Drawing.lines([Drawing.file(1)]), "in.ndjson")
        try scratch.store().importNDJSON(from: scratch.path("in.ndjson"), .strict)
        let reader = try scratch.store(.readOnly)
        #expect(try reader.count() == 1)
        let refused = try #require(throws: CaseStoreError.self) {
            try reader.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        }
        #expect(refused.code == .readOnly)
    }

    @Test func refusesWhatANewerVersionWrote() throws {
        do {
            try scratch.store().writing { db in
                try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 from the future')")
            }
        }
        for access in [CaseStore.Access.readWrite, .readOnly] {
            let error = try #require(throws: CaseStoreError.self) { try scratch.store(access) }
            #expect(error.code == .newer)
        }
    }

    @Test func refusesWhatIsNoDatabaseAndLeavesItAlone() throws {
        let text = String(repeating: "Dear parent, ", count: 500)
        try scratch.write(text, "cases.sqlite")
        for access in [CaseStore.Access.readWrite, .readOnly] {
            let error = try #require(throws: CaseStoreError.self) { try scratch.store(access) }
            #expect(error.code == .notADatabase)
        }
        #expect(try scratch.text("cases.sqlite") == text)
    }

    @Test func refusesTheDatabaseOfAnotherProgramAndLeavesItAlone() throws {
        do {
            let queue = try DatabaseQueue(path: scratch.path("cases.sqlite"))
            try queue.write { try $0.execute(sql: "CREATE TABLE bookmarks (url TEXT)") }
        }
        let before = try scratch.bytes("cases.sqlite")
        for access in [CaseStore.Access.readWrite, .readOnly] {
            let error = try #require(throws: CaseStoreError.self) { try scratch.store(access) }
            #expect(error.code == .otherProgram)
        }
        #expect(try scratch.bytes("cases.sqlite") == before)
    }

    @Test func saysWhatIsWrongWithAPath() throws {
        for path in [scratch.folder, scratch.path("no/such/folder.sqlite")] {
            let error = try #require(throws: CaseStoreError.self) { try CaseStore(path: path) }
            #expect(error.code == .unreadable)
        }
    }

    @Test func keepsCaseDataFromOtherUsers() throws {
        try scratch.write(Drawing.lines([Drawing.file(1)]), "in.ndjson")
        let store = try scratch.store()
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        try store.exportNDJSON(to: scratch.path("out.ndjson"))
        for name in ["cases.sqlite", "cases.sqlite-wal", "out.ndjson"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path(name))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
        }
    }

    @Test func readersSeeTheStoreAsItWasWhileSomethingIsImported() throws {
        let store = try scratch.store()
        try scratch.write(Drawing.lines((1...5).map { Drawing.file($0) }), "in.ndjson")
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        try scratch.write(Drawing.lines((6...9).map { Drawing.file($0) }), "more.ndjson")
        var seen = 0
        try store.forEachCaseFile { _ in
            if seen == 0 {
                try store.importNDJSON(from: scratch.path("more.ndjson"), .strict)
                let count = try store.count()
                #expect(count == 9)
            }
            seen += 1
        }
        #expect(seen == 5)
        #expect(try store.count() == 9)
    }
}
