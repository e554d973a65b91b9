import Foundation
import Synchronization
import Testing

@testable import Casework

@Suite("Several threads work at once and hand on in order")
struct OrderedPipelineTests {
    private struct Broken: Error, Equatable { var piece: Int }

    /// Hands out the numbers below a limit, some at a time.
    private final class Numbers: Sendable {
        private let next = Mutex(0)
        let limit: Int

        init(_ limit: Int) { self.limit = limit }

        func some() -> [Int] {
            next.withLock { next in
                let end = min(next + 7, limit)
                defer { next = end }
                return Array(next..<end)
            }
        }
    }

    private final class Seen: Sendable {
        let pieces = Mutex<[Int]>([])
        let begun = Mutex((now: 0, most: 0))
    }

    private func run(
        threads: Int, numbers: Numbers, seen: Seen,
        work: @escaping @Sendable (Int) throws -> Int = { $0 },
        course: @escaping @Sendable (Int) throws -> PipelineCourse = { _ in .goOn }
    ) throws {
        let pipeline = OrderedPipeline<Int, Int>(
            threads: threads, find: { numbers.some() },
            handOn: { done in
                seen.pieces.withLock { $0.append(done) }
                seen.begun.withLock { $0.now -= 1 }
                return try course(done)
            })
        try pipeline.run {
            { piece in
                seen.begun.withLock { begun in
                    begun.now += 1
                    begun.most = max(begun.most, begun.now)
                }
                return try work(piece)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 16])
    func handsOnInOrder(threads: Int) throws {
        let seen = Seen()
        try run(threads: threads, numbers: Numbers(200), seen: seen) { piece in
            // Later pieces are often done before earlier ones.
            usleep(UInt32(piece % 5) * 100)
            return piece
        }
        #expect(seen.pieces.withLock(\.self) == Array(0..<200))
        #expect(seen.begun.withLock(\.most) <= threads + 1)
    }

    @Test(arguments: [1, 3])
    func nothingToDo(threads: Int) throws {
        let seen = Seen()
        try run(threads: threads, numbers: Numbers(0), seen: seen)
        #expect(seen.pieces.withLock(\.self) == [])
    }

    @Test(arguments: [1, 3])
    func anErrorEndsAllThreads(threads: Int) {
        let seen = Seen()
        #expect(throws: Broken(piece: 20)) {
            try run(threads: threads, numbers: Numbers(1000), seen: seen) { piece in
                if piece == 20 { throw Broken(piece: piece) }
                return piece
            }
        }
        #expect(seen.pieces.withLock { $0.allSatisfy { $0 < 20 } })
    }

    @Test(arguments: [1, 3])
    func theWayOutFinishesWhatWasBegun(threads: Int) throws {
        let seen = Seen()
        try run(
            threads: threads, numbers: Numbers(1000), seen: seen,
            course: { done in
                done == 30 ? .wayOut : .goOn
            })
        let pieces = seen.pieces.withLock(\.self)
        #expect(pieces == Array(0..<pieces.count))
        #expect((31...32 + threads).contains(pieces.count))
        #expect(seen.begun.withLock(\.now) == 0)
    }

    @Test(arguments: [1, 3])
    func theEndForgetsWhatWasBegun(threads: Int) throws {
        let seen = Seen()
        try run(
            threads: threads, numbers: Numbers(1000), seen: seen,
            course: { done in
                done == 30 ? .end : .goOn
            })
        #expect(seen.pieces.withLock(\.self) == Array(0...30))
    }
}
