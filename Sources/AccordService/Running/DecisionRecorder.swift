import CaseModel
import CaseStore
import Dispatch
import PolicyHost
import Synchronization

/// Appends the decisions of many requests to the log, as many in one commit as have come meanwhile.
///
/// A request waits until its records are on disk: nothing is answered that the log does not hold.
final class DecisionRecorder: Sendable {
    private struct Waiting {
        var call: CallRecords
        var done: CheckedContinuation<[Int64], any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
        var kept: Set<String> = []
    }

    private let store: CaseStore
    private let metrics: ServiceMetrics
    private let state = Mutex(State())
    // Commits wait for the disk, which no thread of the requests may do.
    private let queue = DispatchQueue(label: "accord.log")

    init(store: CaseStore, metrics: ServiceMetrics) {
        self.store = store
        self.metrics = metrics
    }

    /// Appends records and waits until they are on disk.
    ///
    /// - Parameters:
    ///   - records: What is to be recorded.
    ///   - live: The policy that decided, which the store keeps for replay.
    /// - Returns: The number of each record.
    /// - Throws: `CaseStoreError`; then nothing was appended.
    func append(_ records: [PreparedRecord], by live: LivePolicy) async throws -> [Int64] {
        try await append(CallRecords(records), by: live)
    }

    /// Appends records and waits until they are on disk, with the answer if the caller may ask again.
    ///
    /// - Parameters:
    ///   - records: What is to be recorded.
    ///   - live: The policy that decided, which the store keeps for replay.
    ///   - answer: Makes the answer from the number of each record; may be asked more than once.
    /// - Returns: The answer.
    /// - Throws: `CaseStoreError`; then nothing was appended.
    func append(
        _ records: [PreparedRecord], by live: LivePolicy,
        answering answer: @escaping @Sendable ([Int64]) -> Reply
    ) async throws -> Reply {
        let open = OpenCall.current
        let kept = open.map { open in
            CallRecords.Kept(open.request, owner: open.owner) { RepeatedCalls.kept(answer($0)) }
        }
        let numbers = try await append(CallRecords(records, keeping: kept), by: live)
        open?.noteAnswered()
        return answer(numbers)
    }

    private func append(_ call: CallRecords, by live: LivePolicy) async throws -> [Int64] {
        try await keep(live)
        return try await withCheckedThrowingContinuation { done in
            let mustWrite = state.withLock { state in
                state.waiting.append(Waiting(call: call, done: done))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if mustWrite { queue.async { [self] in write() } }
        }
    }

    /// Keeps a policy the first time it decides.
    private func keep(_ live: LivePolicy) async throws {
        let hash = live.policy.hash
        guard !state.withLock({ $0.kept.contains(hash) }) else { return }
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            queue.async { [self] in
                do {
                    let kept = KeptPolicy(live.policy, from: live.tree)
                    try store.keep(StoredPolicy(hash: kept.hash, bytes: kept.bytes))
                    state.withLock { _ = $0.kept.insert(hash) }
                    done.resume()
                } catch {
                    done.resume(throwing: error)
                }
            }
        }
    }

    private func write() {
        while true {
            let batch = state.withLock { state in
                defer { state.waiting = [] }
                if state.waiting.isEmpty { state.isWriting = false }
                return state.waiting
            }
            guard !batch.isEmpty else { return }
            do {
                let numbers = try store.append(calls: batch.map(\.call))
                metrics.committed(records: numbers.reduce(0) { $0 + $1.count })
                for (waiting, numbers) in zip(batch, numbers) {
                    waiting.done.resume(returning: numbers)
                }
            } catch {
                for waiting in batch { waiting.done.resume(throwing: error) }
            }
        }
    }
}
