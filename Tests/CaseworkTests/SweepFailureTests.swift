import CaseModel
import CaseStore
import Casework
import Foundation
import GRDB
import Testing

@Suite("Cases that can't be decided are recorded and stop nothing, up to a bound")
struct SweepFailureTests {
    /// Fails for about half of the parents.
    static let broken = Policies.Edit.failing(where: "case.arrears.total > dollars(4000)")

    @Test func aFailingPolicyIsRecordedCaseByCase() throws {
        let stores = try Caseload.copies(2, files: samples(0..<20))
        let swept = try stores[0].sweep("2019-03-01", edits: [Self.broken])
        let sound = try stores[1].sweep("2019-03-01")
        #expect(swept.run.state == .active)
        #expect(swept.run.counts.decided == sound.run.counts.decided)
        #expect((1..<swept.run.counts.cases).contains(swept.run.counts.errors))
        #expect((1...20).contains(swept.run.counts.failing))
        let reason = try #require(swept.failures.commonest(1).first)
        #expect(reason.count == swept.run.counts.errors)
        #expect(reason.reason.code == "lua.raised")
        #expect(reason.reason.place.hasPrefix("policies/sites/oh-stark/enforcement.lua:"))

        let records = try StoreDump(stores[0].store).records
        let alerts = records.filter { $0.statementText.contains("\"alert\":") }
        #expect(alerts.count == swept.run.counts.errors)
        #expect(alerts.allSatisfy { $0.area == "enforcement" })
    }

    @Test func aKnownFailureStopsNoLaterNight() throws {
        let caseload = try Caseload(files: samples(0..<20))
        let first = try caseload.sweep("2019-03-01", edits: [Self.broken])
        #expect(first.run.counts.failing > 2)
        let second = try caseload.sweep("2019-03-01", edits: [Self.broken]) { options in
            options.isFull = true
            options.errorBound = 1
        }
        #expect(second.run.state == .active)
        #expect(second.run.counts.errors > 0)
    }

    @Test func tooManyFailuresStopTheSiteAndCountForNothing() throws {
        let stores = try Caseload.copies(2, files: samples(0..<40))
        for store in stores { try store.sweep("2019-03-01") }
        let before = try StoreDump(stores[0].store)

        let stopped = try stores[0].sweep("2019-03-02", edits: [Self.broken]) { options in
            options.errorBound = 1
            options.threads = 2
        }
        #expect(stopped.run.state == .stopped)
        #expect(stopped.run.counts.files < 40)
        #expect(stopped.run.reason.contains("could not be decided, more than 1%"))
        #expect(!stopped.failures.isEmpty)
        let after = try StoreDump(stores[0].store)
        #expect(after.standing == before.standing)
        #expect(after.proposals == before.proposals)
        #expect(after.standingHash == before.standingHash)

        // The next sound sweep leaves what it would have left without the stopped one.
        let (sound, undisturbed) = (
            try stores[0].sweep("2019-03-03"), try stores[1].sweep("2019-03-03")
        )
        #expect(sound.run.state == .active)
        #expect(sound.run.standingHash == undisturbed.run.standingHash)
        #expect(sound.run.counts == undisturbed.run.counts)
    }

    @Test func theBoundIsAShare() throws {
        let caseload = try Caseload(files: samples(0..<20))
        let swept = try caseload.sweep("2019-03-01", edits: [Self.broken]) { $0.errorBound = 10 }
        // Of 200 files, for fewer say nothing about a share.
        #expect(swept.run.counts.failing < 20)
        #expect(swept.run.state == .active)
    }

    @Test func anUnreadableFileIsRecordedUntilItCanBeRead() throws {
        let stores = try Caseload.copies(2, files: samples(0..<10))
        for store in stores { try store.sweep("2019-03-01") }
        let damaged = stores[0]
        try DatabaseQueue(path: damaged.path).write { db in
            try db.execute(
                sql: """
                    UPDATE case_file SET body = CAST('{"site":"oh-stark"}' AS BLOB)
                    WHERE file_id = 'SYN-000003';
                    UPDATE file_version SET change = 1000 WHERE file_id = 'SYN-000003';
                    """)
        }
        let swept = try damaged.sweep("2019-03-02")
        #expect(swept.run.state == .active)
        #expect(swept.run.counts.unreadable == 1)
        #expect(swept.run.counts.failing == 1)
        #expect(swept.run.counts.gone > 0)
        let reason = try #require(swept.failures.commonest(1).first)
        #expect(reason.reason.code == "field.missing" && reason.count == 1)
        let dump = try StoreDump(damaged.store)
        let rows = dump.standing.filter { $0.fileID == "SYN-000003" }
        #expect(rows.count == 1, "nothing of the file stands but that it can't be read")
        #expect(dump.records.filter { $0.kind == .unreadable }.count == 1)

        // Recorded once, for as long as nothing changes.
        let again = try damaged.sweep("2019-03-03")
        #expect(again.run.counts.unreadable == 1 && again.run.counts.failing == 0)

        for store in stores { try store.add(samples(3..<4, seed: 5)) }
        let repaired = try damaged.sweep("2019-03-04")
        #expect(repaired.run.counts.unreadable == 0)
        try stores[1].sweep("2019-03-04")
        let (one, other) = (try StoreDump(damaged.store), try StoreDump(stores[1].store))
        #expect(one.standing.map(\.fileID) == other.standing.map(\.fileID))
        #expect(one.standing.map(\.area) == other.standing.map(\.area))
    }
}
