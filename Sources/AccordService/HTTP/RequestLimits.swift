import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import Synchronization

/// How much a request may carry and how long it may take.
struct RequestLimits: Sendable {
    /// The largest body of one record or case file in bytes.
    var body = 8 << 20
    /// The largest bundle in bytes.
    var bundle = 64 << 20
    /// The longest line of a stream in bytes.
    var line = 8 << 20
    /// How long the body of one record may take to arrive, and how long any body may keep the service waiting.
    var bodyTime = Duration.seconds(30)
    /// How long a connection may be idle, or take to send the head of a request.
    var idle = Duration.seconds(60)

    /// How slow the other side of a connection may be.
    var pace: ConnectionPace.Bounds {
        ConnectionPace.Bounds(grace: TimeAmount(bodyTime), idle: TimeAmount(idle))
    }

    func bodyBytes(_ kind: Endpoint.Body) -> Int {
        if case .bundle = kind { return bundle }
        return body
    }

    /// What is told of a body beyond the bound.
    var bodyProblem: Problem {
        Problem(
            .tooLarge,
            "A body may have \(body >> 20) MB, a bundle \(bundle >> 20) MB. Many case files go in a stream of lines."
        )
    }

    /// What is told of a line of a stream beyond the bound.
    var lineProblem: Problem {
        Problem(.tooLarge, "A line of a stream may have \(line >> 20) MB.")
    }

    /// What is told of a body that came too slowly.
    var slowProblem: Problem {
        Problem(
            .tooSlow,
            "The body kept the service waiting for more than \(bodyTime.components.seconds) seconds.",
            headers: [.connection: "close"])
    }

    /// What is told of a body that can't be received: it is too large, breaks off, or does not unpack.
    ///
    /// - Returns: Nil for an error that says something else.
    func problem(of error: any Error) -> Problem? {
        switch error {
        case is NIOHTTPDecompression.DecompressionError,
            is NIOHTTPDecompression.ExtraDecompressionError:
            Problem(.badRequest, "The body does not unpack as its `Content-Encoding` says.")
        case is SlowBody: slowProblem
        case is HTTPParserError:
            Problem(.badRequest, "The body breaks off, or its pieces are not what HTTP expects.")
        case is NIOTooManyBytesError: bodyProblem
        default: nil
        }
    }

    /// Waits for work, but not longer than a body may take.
    ///
    /// - Throws: ``Problem`` when the time is over; what the work throws.
    func inTime<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: bodyTime)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                throw slowProblem
            }
            return value
        }
    }
}

/// Bounds how many requests one caller makes: a bucket of tokens for each, filled at a steady rate.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    /// Requests a second that are granted for long; 0 is no bound.
    let perSecond: Double
    /// Requests that may come at once.
    let burst: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    init(perSecond: Int, burst: Int) {
        self.perSecond = Double(perSecond)
        self.burst = Double(max(burst, 1))
    }

    /// Takes one request of a caller.
    ///
    /// - Throws: ``Problem`` with `Retry-After` if there were too many.
    func take(_ caller: String) throws(Problem) {
        guard perSecond > 0 else { return }
        let now = ContinuousClock.now
        let wait = buckets.withLock { buckets -> Double in
            // A caller whose bucket is full again needs none.
            if buckets.count > 10_000 {
                buckets = buckets.filter { tokens(of: $0.value, now) < burst }
            }
            var bucket = buckets[caller] ?? Bucket(tokens: burst, at: now)
            bucket.tokens = tokens(of: bucket, now)
            bucket.at = now
            let short = 1 - bucket.tokens
            if short <= 0 { bucket.tokens -= 1 }
            buckets[caller] = bucket
            return short
        }
        guard wait > 0 else { return }
        throw Problem(
            .tooManyRequests,
            "At most \(Int(perSecond)) requests a second are answered to one caller.",
            headers: [.retryAfter: String(max(1, Int((wait / perSecond).rounded(.up))))])
    }

    private func tokens(of bucket: Bucket, _ now: ContinuousClock.Instant) -> Double {
        let seconds = Double(bucket.at.duration(to: now).microseconds) / 1_000_000
        return min(burst, bucket.tokens + seconds * perSecond)
    }
}
