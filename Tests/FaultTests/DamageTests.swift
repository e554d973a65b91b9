import CaseModel
import CaseStore
import Foundation
import Testing

@Suite("A damaged store is told of, and what is whole goes on")
struct DamageTests {
    static let sites: [SiteID] = [.ohFranklin, .ohStark]

    /// Where the middle of a case file lies in the database.
    private static func middle(of store: SmallStore) throws -> Int {
        let body = try #require(
            try CaseStore(path: store.path).caseFile(id: "SYN-000002", site: .ohStark))
        let piece = Data(body[(body.count / 2)...].prefix(80))
        let database = try Data(contentsOf: URL(fileURLWithPath: store.path))
        return try #require(database.range(of: piece)).lowerBound
    }

    private static func overwrite(_ store: SmallStore, at place: Int, _ bytes: [UInt8]) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: store.path))
        try file.seek(toOffset: UInt64(place))
        try file.write(contentsOf: bytes)
        try file.close()
    }

    @Test func aTornPage() async throws {
        let store = try SmallStore(sites: Self.sites)
        // The first bytes of a page in the middle of a long text say which page goes on with it.
        let page = try Self.middle(of: store) / 4096 * 4096
        try Self.overwrite(store, at: page, [0xFF, 0xFF, 0xFF, 0xFF])
        let end = try await store.accord()
        #expect(end.status == 65, "\(end.notes)")
        #expect(
            end.notes.contains("\(store.path) is damaged; restore it from a backup"),
            "\(end.notes)")
        let open = try CaseStore(path: store.path)
        #expect(try open.lastActiveRun(site: .ohFranklin)?.asOf.description == SmallStore.day)
        #expect(try open.lastActiveRun(site: .ohStark)?.asOf.description == SmallStore.firstDay)
        #expect(try open.verifyLog().isSound)
        var files = 0
        try open.forEachCaseFile(site: .ohFranklin) { _ in files += 1 }
        #expect(files == 3)
    }

    @Test func aCaseFileWithAWrongByte() async throws {
        let store = try SmallStore(sites: Self.sites)
        try Self.overwrite(store, at: Self.middle(of: store), [0x01])
        let end = try await store.accord()
        #expect(end.status == 0, "\(end.notes)")
        #expect(end.notes.contains("oh-stark: what could not be decided, and why"), "\(end.notes)")
        let open = try CaseStore(path: store.path)
        #expect(try open.lastActiveRun(site: .ohStark)?.counts.unreadable == 1)
        #expect(try open.lastActiveRun(site: .ohFranklin)?.counts.unreadable == 0)
        #expect(try open.verifyLog().isSound)
    }
}
