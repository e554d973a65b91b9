import CaseModel
import CaseStore
import Foundation
import Testing

@Suite("A sweep that is struck at any call that writes loses nothing and decides nothing twice")
struct WriteBoundaryTests {
    /// What stood before, and what an undisturbed sweep leaves.
    private static func undisturbed(_ base: SmallStore) async throws -> (
        before: StoreState, after: StoreState
    ) {
        let store = try SmallStore(copyOf: base)
        let before = try StoreState(store.path)
        let end = try await store.accord()
        try #require(end.status == 0, "\(end.notes)")
        let after = try StoreState(store.path)
        #expect(after.active.count == 2 && after.chain.count > before.chain.count)
        return (before, after)
    }

    @Test(arguments: [Fault.Kind.kill, .power])
    func cutOff(_ kind: Fault.Kind) async throws {
        let base = try SmallStore()
        let (before, after) = try await Self.undisturbed(base)
        var call = 0
        var isCutOff = true
        while isCutOff {
            call += 1
            let store = try SmallStore(copyOf: base)
            let end = try await store.accord(fault: Fault(kind: kind, call: call))
            isCutOff = end.status != 0
            if isCutOff { try #require(end.status == -SIGKILL, "\(end.notes)") }
            let found = try StoreState(store.path)
            // Nothing counts before the end, and an end that was told is never taken back.
            let isWhole = found.active == before.active || found.active == after.active
            #expect(isWhole, "at call \(call): \(found.active)")
            if !isCutOff { #expect(found.active == after.active) }
            try store.finish()
            let isSame = try StoreState(store.path) == after
            #expect(isSame, "at call \(call)")
        }
        #expect(call > 60, "only \(call) calls")
    }

    @Test func noRoom() async throws {
        let base = try SmallStore()
        let (before, after) = try await Self.undisturbed(base)
        var (call, failed) = (0, 0)
        while true {
            call += 1
            let store = try SmallStore(copyOf: base)
            let end = try await store.accord(fault: Fault(kind: .full, call: call))
            if Fault.calls(at: store.path) < call { break }
            if end.status != 0 {
                failed += 1
                #expect(end.status == 74, "\(end.notes)")
                #expect(end.notes.contains("no room left to write \(store.path)"), "\(end.notes)")
                #expect(try StoreState(store.path).active == before.active)
            }
            try store.finish()
            let isSame = try StoreState(store.path) == after
            #expect(isSame, "at call \(call)")
        }
        #expect(failed > 40, "only \(failed) of \(call) calls failed")
    }
}
