import Foundation

/// What a pipeline does after a piece was handed on.
enum PipelineCourse: Sendable {
    /// It goes on.
    case goOn
    /// It begins nothing new; what is under way is finished and handed on.
    case wayOut
    /// It ends at once; what is under way is forgotten.
    case end
}

/// Work that several threads do at once and that is handed on strictly in its order.
///
/// There is no thread that only waits for others: whoever is free does what is most urgent, which is
/// to hand on the next piece if it is done, else to find more pieces, else to work on one. With one
/// thread everything happens in turn on the caller's. No more than a few pieces are under way, so
/// that memory stays flat when handing on is the slower part.
struct OrderedPipeline<Piece: Sendable, Done: Sendable>: Sendable {
    /// How many threads work, the caller's among them.
    var threads: Int
    /// Finds the next pieces, none at the end; called by one thread at a time.
    var find: @Sendable () throws -> [Piece]
    /// Hands on what came of a piece and says how to go on.
    ///
    /// Called by one thread at a time, in the order of the pieces.
    var handOn: @Sendable (Done) throws -> PipelineCourse

    /// Works until nothing is found any more, or nothing more is wanted.
    ///
    /// - Parameter makeWorker: Called once on each thread for what this thread works with.
    /// - Throws: The first error of any part; what was handed on before it stays so.
    func run(
        makeWorker: @escaping @Sendable () throws -> (Piece) throws -> Done
    ) throws {
        let board = PipelineBoard<Piece, Done>(mostUnderWay: threads + 1, threads: threads)
        for number in 1..<max(threads, 1) {
            let thread = Thread { work(on: board, makeWorker) }
            thread.name = "sweep \(number + 1)"
            // As much as the main thread has: a deep expression of a policy needs it.
            thread.stackSize = 8 << 20
            thread.start()
        }
        work(on: board, makeWorker)
        try board.waitForAll()
    }

    private func work(
        on board: PipelineBoard<Piece, Done>, _ makeWorker: () throws -> (Piece) throws -> Done
    ) {
        do {
            let worker = try makeWorker()
            while let job = board.next() {
                switch job {
                case .find: board.found(try find())
                case .work(let index, let piece): board.finished(index, try worker(piece))
                case .handOn(let done): board.handedOn(try handOn(done))
                }
            }
        } catch {
            board.failed(error)
        }
        board.left()
    }
}

/// What is to be done next, seen by all threads.
private final class PipelineBoard<Piece: Sendable, Done: Sendable>: @unchecked Sendable {
    enum Job {
        case find
        case work(Int, Piece)
        case handOn(Done)
    }

    // INVARIANT: everything below is touched only while `gate` is held; that makes it Sendable.
    private let gate = NSCondition()
    private let mostUnderWay: Int
    private var threads: Int
    private var waiting: [Piece] = []
    private var begun = 0
    private var done: [Int: Done] = [:]
    private var handedOnCount = 0
    private var isFinding = false
    private var isHandingOn = false
    private var nothingMore = false
    private var isOver = false
    private var failure: (any Error)?

    init(mostUnderWay: Int, threads: Int) {
        self.mostUnderWay = mostUnderWay
        self.threads = threads
    }

    /// What the calling thread is to do, nil when all is done; waits while there is nothing to do.
    func next() -> Job? {
        gate.lock()
        defer { gate.unlock() }
        while !isOver {
            if !isHandingOn, let ready = done.removeValue(forKey: handedOnCount) {
                isHandingOn = true
                return .handOn(ready)
            }
            if waiting.isEmpty, !nothingMore, !isFinding {
                isFinding = true
                return .find
            }
            if !waiting.isEmpty, begun - handedOnCount < mostUnderWay {
                begun += 1
                return .work(begun - 1, waiting.removeFirst())
            }
            if nothingMore, waiting.isEmpty, begun == handedOnCount {
                isOver = true
                gate.broadcast()
                break
            }
            gate.wait()
        }
        return nil
    }

    func found(_ pieces: [Piece]) {
        change {
            isFinding = false
            guard !nothingMore else { return }
            waiting += pieces
            if pieces.isEmpty { nothingMore = true }
        }
    }

    func finished(_ index: Int, _ result: Done) {
        change { done[index] = result }
    }

    func handedOn(_ course: PipelineCourse) {
        change {
            isHandingOn = false
            handedOnCount += 1
            switch course {
            case .goOn: break
            case .wayOut:
                waiting = []
                nothingMore = true
            case .end: isOver = true
            }
        }
    }

    func failed(_ error: any Error) {
        change {
            failure = failure ?? error
            isOver = true
        }
    }

    func left() {
        change { threads -= 1 }
    }

    func waitForAll() throws {
        gate.lock()
        defer { gate.unlock() }
        while threads > 0 { gate.wait() }
        if let failure { throw failure }
    }

    private func change(_ body: () -> Void) {
        gate.lock()
        body()
        gate.broadcast()
        gate.unlock()
    }
}
