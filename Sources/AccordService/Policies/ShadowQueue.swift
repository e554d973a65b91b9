import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench
import Synchronization

/// Case files that wait for a candidate to decide them, too, and what came of it.
///
/// A decision that was given puts its case file here and goes on. One task at a time works the
/// queue off; what does not fit any more is counted and left out.
final class ShadowQueue: Sendable {
    /// A candidate at one site.
    struct Run: Sendable {
        let number: Int
        let policy: SitePolicy
        var report: ShadowReport
        var kinds: [FlipKind: Int] = [:]

        /// The report with its groups.
        var whole: ShadowReport {
            var report = report
            report.groups = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                ShadowGroup(
                    point: $0.point, remedy: $0.subject, change: $0.change, from: $0.from,
                    to: $0.to,
                    rule: $0.fromRule, candidateRule: $0.toRule, count: $1)
            }
            return report
        }
    }

    /// What was decided about one case file.
    struct Item: Sendable {
        var run: Int
        var file: CaseFile
        var day: Day
        var live: String
        var decisions: [Decision]
    }

    private struct State: Sendable {
        var runs: [String: Run] = [:]
        var items: [Item] = []
        var isWorking = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    func run(of site: String) -> Run? { state.withLock { $0.runs[site] } }

    func begin(_ run: Run, at site: String) {
        state.withLock { $0.runs[site] = run }
    }

    func end(_ site: String) -> Run? {
        state.withLock { $0.runs.removeValue(forKey: site) }
    }

    /// Puts a case file into the queue, if a candidate looks at the site.
    func add(_ file: CaseFile, site: String, day: Day, live: String, decisions: [Decision]) {
        let mustWork = state.withLock { state in
            guard let run = state.runs[site], !decisions.isEmpty else { return false }
            guard state.items.count < limit else {
                state.runs[site]?.report.dropped += 1
                return false
            }
            state.items.append(
                Item(run: run.number, file: file, day: day, live: live, decisions: decisions))
            guard !state.isWorking else { return false }
            state.isWorking = true
            return true
        }
        if mustWork { Task.detached(priority: .background) { await self.work() } }
    }

    private func work() async {
        while let items = take() {
            for item in items {
                compare(item)
                await Task.yield()
            }
        }
    }

    /// Everything that waits; nil if nothing does, and then whoever adds the next begins again.
    private func take() -> [Item]? {
        state.withLock { state in
            guard !state.items.isEmpty else {
                state.isWorking = false
                return nil
            }
            defer { state.items = [] }
            return state.items
        }
    }

    private func compare(_ item: Item) {
        let site = item.decisions[0].site
        guard let run = run(of: site), run.number == item.run else { return }
        var areas: [Area] = []
        for decision in item.decisions
        where !areas.contains(decision.area) && run.policy.areas.contains(decision.area) {
            areas.append(decision.area)
        }
        let candidates = run.policy.decide(item.file, asOf: item.day, areas: areas)
        var compared = 0
        var kinds: [FlipKind: Int] = [:]
        for decision in item.decisions {
            let candidate = candidates.first {
                $0.area == decision.area && $0.caseID == decision.caseID
            }
            let found = DecisionDifferences(live: decision, candidate: candidate)
            compared += found.compared
            for kind in found.kinds { kinds[kind, default: 0] += 1 }
        }
        let failed = candidates.count { $0.alert != nil }
        state.withLock { state in
            guard state.runs[site]?.number == item.run else { return }
            if state.runs[site]?.report.live != item.live {
                state.runs[site]?.restart(against: item.live)
            }
            state.runs[site]?.add(compared: compared, kinds, failed: failed)
        }
    }
}

extension ShadowQueue.Run {
    fileprivate mutating func restart(against live: String) {
        report.live = live
        (report.compared, report.equal, report.different) = (0, 0, 0)
        (report.failed, report.dropped) = (0, 0)
        kinds = [:]
    }

    fileprivate mutating func add(compared: Int, _ new: [FlipKind: Int], failed: Int) {
        let different = new.values.reduce(0, +)
        report.compared += compared
        report.different += different
        report.equal += compared - different
        report.failed += failed
        kinds.merge(new, uniquingKeysWith: +)
    }
}
