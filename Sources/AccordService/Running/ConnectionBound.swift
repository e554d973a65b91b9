import HummingbirdCore
import Logging

/// Bounds how many connections are open; others wait in the system's queue until one is closed.
struct ConnectionBound: AvailableConnectionsDelegate {
    private let most: Int
    private let metrics: ServiceMetrics
    private let logger: Logger
    private var open = 0
    private var told: ContinuousClock.Instant?

    init(_ most: Int, metrics: ServiceMetrics, logger: Logger) {
        self.most = most
        self.metrics = metrics
        self.logger = logger
    }

    mutating func connectionOpened() {
        open += 1
        metrics.connected(open)
        let now = ContinuousClock.now
        // Who opens and closes at the bound must not fill the log.
        guard open >= most, told.map({ $0.duration(to: now) > .seconds(60) }) ?? true else {
            return
        }
        told = now
        logger.warning(
            "no more connections are taken until one is closed",
            metadata: ["event": "connections_full", "open": "\(open)"])
    }

    mutating func connectionClosed() {
        open -= 1
        metrics.connected(open)
    }

    func isAcceptingNewConnections() -> Bool { open < most }
}
