import CaseModel
import CaseStore
import Foundation
import GRDB
import Testing

@Suite("Others at the store, at the policies and at the clock")
struct ContentionTests {
    @Test func anotherProgramIsWriting() async throws {
        let store = try SmallStore()
        let before = try StoreState(store.path)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: store.path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let end = try await store.accord()
        #expect(end.status == 75)
        #expect(end.notes.contains("is being written by another program; try again"))
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(try StoreState(store.path) == before)
        #expect(try await store.accord().status == 0)
    }

    @Test func aSecondSweepIsToldWhoHoldsTheSite() async throws {
        let base = try SmallStore()
        let alone = try SmallStore(copyOf: base)
        #expect(try await alone.accord().status == 0)

        let store = try SmallStore(copyOf: base)
        let first = try Accord(
            store.line(), root: store.policies.root,
            fault: (Fault(kind: .stop, call: 12), at: store.path))
        try await first.isStopped()
        let second = try await store.accord()
        #expect(second.status == 75)
        let holder = "process \(first.process.processIdentifier) of \(NSUserName()) on "
        #expect(second.notes.contains("oh-stark is being swept by \(holder)"), "\(second.notes)")
        #expect(second.notes.contains("accord sweep pause"))

        kill(first.process.processIdentifier, SIGCONT)
        #expect(try await first.end().status == 0)
        #expect(try StoreState(store.path) == StoreState(alone.path))
    }

    @Test func aRunEndsWithThePoliciesItBeganWith() async throws {
        let base = try SmallStore()
        let alone = try SmallStore(copyOf: base)
        #expect(try await alone.accord().status == 0)

        let store = try SmallStore(copyOf: base)
        let cutOff = try await store.accord(fault: Fault(kind: .kill, call: 60))
        #expect(cutOff.status == -SIGKILL)
        #expect(try CaseStore(path: store.path).unfinishedRun(site: .ohStark)?.cursor != nil)
        try store.policies.write(held: 20)
        let goneOn = try await store.accord()
        #expect(goneOn.status == 0)
        #expect(goneOn.notes.contains("the policies have changed since"), "\(goneOn.notes)")
        #expect(try StoreState(store.path) == StoreState(alone.path))

        #expect(try await store.accord().status == 0)
        let runs = try CaseStore(path: store.path).runs()
        #expect(runs.count == 3 && runs[2].policyHash != runs[1].policyHash)
        #expect(runs[2].counts.changed > 0)
    }

    @Test func aDayBeforeTheLastSweepIsRefused() async throws {
        let store = try SmallStore()
        let before = try StoreState(store.path)
        let end = try await store.accord(on: "2019-02-28")
        #expect(end.status == 64)
        #expect(end.notes.contains("it was swept as of 2019-03-01, and 2019-02-28 lies before"))
        #expect(end.notes.contains("the clock set back"))
        #expect(try StoreState(store.path) == before)
    }
}
