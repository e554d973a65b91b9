import CaseModel
import CaseStore
import Casework
import Dispatch
import Foundation
import Logging
import PolicyHost

/// Everything the service holds while it runs; endpoints work on it and keep nothing themselves.
struct ServiceCore: Sendable {
    let store: CaseStore
    let desk: PolicyDesk
    let gate: Gate
    let breakGlass: BreakGlass
    let limits: RequestLimits
    let limiter: RateLimiter
    let repeats: RepeatedCalls
    let sessions = SessionPool()
    let recorder: DecisionRecorder
    let sweeps: SweepDesk
    let candidates: CandidateShelf
    let cases: CaseDesk
    let worklist: Worklist
    /// The link to Pennsylvania's job site; nil if there is none.
    let jobGateway: JobGatewayPost?
    let metrics: ServiceMetrics
    let logger: Logger
    let clock: @Sendable () -> Date
    /// Whether answers go over TLS.
    let isSecure: Bool

    /// Today at a site: its local civil day, or the day in UTC while the site's time zone is not known.
    func today(at site: String) -> Day {
        let now = clock()
        let zone = (try? desk.live(site))?.timeZone ?? .gmt
        let seconds = Int(now.timeIntervalSince1970) + zone.secondsFromGMT(for: now)
        return Day(epochDay: Int32(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
    }

    /// Where events are recorded; choices are bounded by what decides at a site now.
    func eventDesk(_ live: LivePolicy?) -> EventDesk {
        EventDesk(
            cases: cases,
            overrides: OverrideDesk(
                store: store, host: PolicyHost(of: live.map { [$0.policy] } ?? []),
                tree: live?.tree ?? PolicyTree(files: [:])))
    }

    /// Runs work that takes long, away from the threads that serve requests.
    func offLoop<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .default).async {
                continuation.resume(with: Result { try work() })
            }
        }
    }

    /// Whether the store can be read, its log ends in a true record, and every site decides.
    func readiness() -> Readiness {
        var found = Readiness()
        do {
            let end = try store.logEnd()
            if end.seq > 0, try !store.isTrue(try store.logRecord(end.seq)) {
                found.problems.append(
                    "The decision log does not end in the record that was written.")
            }
        } catch {
            found.problems.append("The store can't be read.")
        }
        for status in desk.status() {
            if status.state == .unavailable {
                found.problems.append("\(status.site): \(status.reason ?? "it can't decide")")
            } else {
                found.sites.append(status.site)
            }
        }
        if found.sites.isEmpty, found.problems.isEmpty {
            found.problems.append("No site is loaded.")
        }
        return found
    }
}
