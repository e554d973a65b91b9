import CaseModel
import CaseStore
import Foundation
import GRDB
import Testing

@Suite("Case files that are enormous, crowded or empty")
struct HostileInputTests {
    /// Address space that is far more than a sweep needs, and far less than many copies of 100 MB.
    static let kilobytes = 1_200_000

    /// A file of 100 MB on one line.
    private static func enormous(_ start: String, _ filler: String, in scratch: Scratch) throws
        -> String
    {
        let path = scratch.path("enormous.ndjson")
        let piece = Data(String(repeating: filler, count: 1_000_000 / filler.utf8.count).utf8)
        try Data(start.utf8).write(to: URL(fileURLWithPath: path))
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        for _ in 0..<100 { try file.write(contentsOf: piece) }
        try file.close()
        return path
    }

    @Test(arguments: [#"{"cases":"#, #"{"file_id":""#])
    func anEnormousLineIsNotImported(_ start: String) async throws {
        let scratch = try Scratch()
        let input = try Self.enormous(start, start.hasSuffix("\"") ? "a" : "[", in: scratch)
        let end = try await Accord(
            ["import", "--db", scratch.path("cases.sqlite"), input], kilobytes: Self.kilobytes
        ).end()
        #expect(end.status == 65, "\(end.notes)")
        #expect(end.notes.contains("found a line of more than 64 MiB"), "\(end.notes)")
        #expect(end.notes.contains("nothing was imported"))
    }

    /// However it came to be in the store.
    @Test(arguments: ["[", "a"])
    func anEnormousFileInTheStoreIsRecordedAsUnreadable(_ filler: String) async throws {
        let store = try SmallStore()
        let start = filler == "[" ? #"{"cases":"# : #"{"file_id":""#
        try await DatabaseQueue(path: store.path).write { db in
            try db.execute(
                sql: """
                    UPDATE case_file SET body = CAST(? || replace(hex(zeroblob(50000000)), '0', ?)
                        AS BLOB)
                    WHERE file_id = 'SYN-000002'
                    """, arguments: [start, filler])
        }
        let end = try await Accord(
            store.line(), root: store.policies.root, kilobytes: Self.kilobytes
        ).end()
        #expect(end.status == 0, "\(end.notes)")
        #expect(end.notes.contains("oh-stark: what could not be decided, and why"), "\(end.notes)")
        let run = try CaseStore(path: store.path).lastActiveRun(site: .ohStark)
        #expect(run?.asOf.description == SmallStore.day)
        #expect(run?.counts.unreadable == 1)
    }

    /// A store that holds some files, swept by the policies of this repository.
    private static func swept(_ files: [CaseFile]) async throws -> [SweepRun] {
        let scratch = try Scratch()
        var lines: [UInt8] = []
        for file in files { lines += file.canonicalBytes() + [0x0A] }
        let input = scratch.path("import.ndjson")
        try Data(lines).write(to: URL(fileURLWithPath: input))
        let store = scratch.path("cases.sqlite")
        let read = try await Accord(["import", "--db", store, input]).end()
        #expect(read.status == 0, "\(read.notes)")
        let end = try await Accord(
            ["sweep", "--db", store, "--as-of", SmallStore.firstDay], kilobytes: Self.kilobytes
        ).end()
        #expect(end.status == 0, "\(end.notes)")
        return try CaseStore(path: store).runs()
    }

    @Test func tenThousandContacts() async throws {
        var file = SmallStore.sample(3, seed: 1, .ohStark, on: SmallStore.firstDay)
        let first = try #require(file.contacts.first)
        file.contacts = (0..<10_000).map { number in
            var contact = first
            contact.contactID = "K-\(number)"
            contact.on = file.observedOn.adding(days: -number / 10)
            return contact
        }
        let runs = try await Self.swept([file])
        #expect(runs.map(\.state) == [.active])
        #expect(runs.map(\.counts.errors) == [0])
        #expect((runs.first?.counts.decided ?? 0) > 0)
    }

    @Test func nothingOptionalIsRecorded() async throws {
        let files = SiteID.demonstration.map { site in
            var file = CaseFile()
            file.schemaVersion = 1
            file.synthetic = true
            file.fileID = "F-\(site.word)"
            file.site = site
            file.observedOn = Day(epochDay: 17_956)
            file.ncp.personID = "P-1"
            var legalCase = Case()
            legalCase.caseID = "C-1"
            legalCase.county = "Somewhere"
            legalCase.cp.personID = "P-2"
            file.cases = [legalCase]
            return file
        }
        let runs = try await Self.swept(files)
        #expect(runs.count == files.count)
        #expect(runs.allSatisfy { $0.state == .active && $0.counts.errors == 0 })
        #expect(runs.allSatisfy { $0.counts.unreadable == 0 && $0.counts.decided > 0 })
    }
}
