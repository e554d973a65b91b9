import CBenchFloor
import Dispatch
import Glibc
import Synchronization

/// How much is measured.
struct BenchPlan: Sendable {
    /// The repository.
    var root = "."
    /// Whether figures may be rough.
    var isQuick = false
    /// Rounds, if somebody asked for a number of them.
    var rounds: Int?
    /// Cases of the sweeps.
    var sweepCases = [10_000]
    /// Where sweeps keep their stores.
    var scratch = ".build/bench"

    /// So many rounds, or a third of them for a rough look.
    func rounds(_ usual: Int) -> Int { rounds ?? (isQuick ? max(3, usual / 3) : usual) }
}

/// Runs things in turns, so that whatever disturbs the machine disturbs all of them, and returns the
/// processor time of this thread for each in nanoseconds, by round.
func takingTurns(_ rounds: Int, _ works: [() throws -> Void]) throws -> [[Double]] {
    var times = [[Double]](repeating: [], count: works.count)
    for round in 0...rounds {
        for (index, work) in works.enumerated() {
            let started = bench_nanoseconds()
            try work()
            // The first round warms caches and is not counted.
            if round > 0 { times[index].append(Double(bench_nanoseconds() - started)) }
        }
    }
    return times
}

/// The processor time of all threads of this process in milliseconds: other work on the machine
/// does not count.
func processMilliseconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1_000_000
}

/// Waits for asynchronous work.
///
/// The program itself is not asynchronous: Valgrind can't run one whose main thread has ended.
func waiting<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) throws
    -> Result
{
    let answer = Answer<Result>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        answer.value.withLock { $0 = result }
        done.signal()
    }
    done.wait()
    guard let result = answer.value.withLock({ $0 }) else {
        throw BenchFailure("the work gave no answer")
    }
    return try result.get()
}

/// Where the answer of asynchronous work is waited for.
private final class Answer<Result: Sendable>: Sendable {
    let value = Mutex<Swift.Result<Result, any Error>?>(nil)
}

/// Keeps the compiler from leaving out what is measured.
@inline(never)
func keep(_ value: some Any) {}

extension [Double] {
    /// Each value by a divisor.
    func divided(by divisor: Int) -> [Double] { map { $0 / Double(divisor) } }
}
