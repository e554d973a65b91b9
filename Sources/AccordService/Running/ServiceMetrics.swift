import CaseModel
import CoreMetrics
import HTTPTypes
import Hummingbird
import Synchronization

/// What the service counts; no label ever holds a case, a person or a request.
final class ServiceMetrics: Sendable {
    let registry = PrometheusRegistry(help: [
        "accord_requests_total": "Requests answered, by method, path and status.",
        "accord_request_seconds":
            "Time from a request's head to its answer's head, by method and path.",
        "accord_connections": "Connections that are open.",
        "accord_decisions_total": "Decisions, by site, area and whether the policy failed.",
        "accord_decision_seconds": "Time of deciding alone, by site.",
        "accord_policy_loads_total": "Attempts to load policies, by site and result.",
        "accord_policy_loaded": "1 if a site decides now, 0 if it does not.",
        "accord_log_batch_records": "Records that one commit of the decision log took.",
        "accord_sweep_running": "1 while a sweep of the site runs.",
        "accord_alerts_total": "Alerts for people, by kind.",
        "accord_refusals_total": "Requests refused for lack of a right or of a token, by kind.",
    ])
    private struct Answered: Hashable {
        var method: String
        var path: String
        var status: Int
    }
    private struct Prepared {
        var requests: [Answered: Counter] = [:]
        var seconds: [Answered: Timer] = [:]
        var decided: [String: Counter] = [:]
        var deciding: [String: Timer] = [:]
    }
    // Making a counter spells its labels; a request takes one that is ready.
    private let prepared = Mutex(Prepared())

    func answered(
        _ method: HTTPRequest.Method, _ path: String, _ status: HTTPResponse.Status,
        _ took: Duration
    ) {
        var key = Answered(method: method.rawValue, path: path, status: status.code)
        if path == "none" { key.method = "any" }
        let (counter, timer) = prepared.withLock { prepared in
            let counter =
                prepared.requests[key]
                ?? Counter(
                    label: "accord_requests",
                    dimensions: [
                        ("method", key.method), ("path", path), ("status", "\(status.code)"),
                    ],
                    factory: registry)
            prepared.requests[key] = counter
            key.status = 0
            let timer =
                prepared.seconds[key]
                ?? Timer(
                    label: "accord_request", dimensions: [("method", key.method), ("path", path)],
                    factory: registry)
            prepared.seconds[key] = timer
            return (counter, timer)
        }
        counter.increment()
        timer.recordNanoseconds(took.microseconds * 1_000)
    }

    /// Counts a request that nobody could read as HTTP.
    func unreadable(_ status: HTTPResponse.Status) {
        Counter(
            label: "accord_requests",
            dimensions: [("method", "any"), ("path", "unreadable"), ("status", "\(status.code)")],
            factory: registry
        ).increment()
    }

    func connected(_ open: Int) {
        Gauge(label: "accord_connections", factory: registry).record(open)
    }

    func decided(site: String, area: String, failed: Bool, took: Duration?) {
        let (counter, timer) = prepared.withLock { prepared in
            let name = "\(site) \(area) \(failed)"
            let counter =
                prepared.decided[name]
                ?? Counter(
                    label: "accord_decisions",
                    dimensions: [("site", site), ("area", area), ("failed", "\(failed)")],
                    factory: registry)
            prepared.decided[name] = counter
            let timer =
                prepared.deciding[site]
                ?? Timer(
                    label: "accord_decision", dimensions: [("site", site)], factory: registry)
            prepared.deciding[site] = timer
            return (counter, timer)
        }
        counter.increment()
        if let took { timer.recordNanoseconds(took.microseconds * 1_000) }
    }

    func loaded(site: String, result: String, isLive: Bool) {
        Counter(
            label: "accord_policy_loads", dimensions: [("site", site), ("result", result)],
            factory: registry
        ).increment()
        Gauge(label: "accord_policy_loaded", dimensions: [("site", site)], factory: registry)
            .record(isLive ? 1 : 0)
    }

    func committed(records: Int) {
        Recorder(label: "accord_log_batch_records", factory: registry).record(records)
    }

    func sweeping(site: String, _ isRunning: Bool) {
        Gauge(label: "accord_sweep_running", dimensions: [("site", site)], factory: registry)
            .record(isRunning ? 1 : 0)
    }

    func alerted(_ kind: String) {
        Counter(label: "accord_alerts", dimensions: [("kind", kind)], factory: registry).increment()
    }

    func refused(_ kind: String) {
        Counter(label: "accord_refusals", dimensions: [("kind", kind)], factory: registry)
            .increment()
    }
}
