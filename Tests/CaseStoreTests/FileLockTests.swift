import Foundation
import Testing

@testable import CaseStore

@Suite struct FileLockTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func tellsWhoHoldsItUntilItIsGivenBack() throws {
        let path = scratch.path("lock")
        #expect(FileLock.holder(path) == nil)
        do {
            let lock = try FileLock(path)
            let holder = try #require(FileLock.holder(path))
            #expect(holder.hasPrefix("process \(ProcessInfo.processInfo.processIdentifier) of "))
            #expect(throws: FileLock.Refusal.held(by: holder)) { try FileLock(path) }
            withExtendedLifetime(lock) {}
        }
        #expect(FileLock.holder(path) == nil)
        #expect(throws: FileLock.Refusal.unwritable) { try FileLock(scratch.path("none/lock")) }
    }

    /// A file that was opened meanwhile may have the number of the one that is closed.
    @Test func refusingClosesNoFileOfAnotherThread() async throws {
        let path = scratch.path("lock")
        let lock = try FileLock(path)
        let file = scratch.path("other")
        try scratch.write("abc", "other")
        let others = (1...3).map { _ in
            Task.detached {
                var lost = 0
                var bytes = [UInt8](repeating: 0, count: 3)
                for _ in 1...20_000 {
                    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
                    if pread(descriptor, &bytes, 3, 0) != 3 { lost += 1 }
                    if close(descriptor) != 0 { lost += 1 }
                }
                return lost
            }
        }
        for _ in 1...20_000 { _ = try? FileLock(path) }
        for other in others { #expect(await other.value == 0) }
        withExtendedLifetime(lock) {}
    }
}
