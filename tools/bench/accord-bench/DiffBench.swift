// Row 3: a comparison of two policy versions over a caseload, everything included (both decisions,
// counting, examples, histograms), against one dry run of the same cases on as many threads. Every
// site differs between the versions, so that no case is left out.
import CaseModel
import Casework
import PolicyHost
import PolicyWorkbench

func runDiffBench(cases: Int, rounds: Int, threads: Int, root: String) async throws {
    let version = PolicyVersion(label: "now", tree: try PolicyTree(root: root))
    let old = LoadedVersion(version)
    let day = Day(epochDay: 17_956)
    let settings = ["unreachable.attempts=3"].compactMap { ParameterSetting($0) }
    let changed = try version.setting(settings, sites: nil, host: old.host, from: day)
    let new = LoadedVersion(changed)
    let sampler = Sampler(seed: 7)
    let sites = old.host.sites.keys.sorted().compactMap { SiteID(word: $0) }
    let files = (0..<cases).map {
        sampler.caseFile(index: $0, site: sites[$0 % sites.count], asOf: day)
    }
    let batches = stride(from: 0, to: files.count, by: 256).map {
        Array(files[$0..<min($0 + 256, files.count)])
    }
    let caseload = Caseload(name: "\(cases) synthetic parents") {
        var rest = batches[...]
        return { rest.popFirst() }
    }
    let comparison = CaseloadComparison(old: old, new: new, day: day)
    let options = PolicyDiff.Options(threads: threads, limit: 20, search: 0)
    // Wall time: the work moves between threads.
    let clock = ContinuousClock()
    func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }
    let run = DryRun(host: old.host, day: day)
    var best = Double.infinity
    var floor = Double.infinity
    var flips = 0
    for _ in 0..<rounds {
        var summary = DryRunSummary()
        var started = clock.now
        for batch in batches {
            for decisions in await run.decide(batch, threads: threads) { summary.add(decisions) }
        }
        floor = min(floor, milliseconds(clock.now - started))
        started = clock.now
        let diff = try await PolicyDiff.run(comparison, over: caseload, options: options)
        best = min(best, milliseconds(clock.now - started))
        flips = diff.report.outcomes.flips
    }
    let ratio = (best / floor * 1000).rounded() / 1000
    print(
        """
        {"row":"diff","cases":\(cases),"rounds":\(rounds),"threads":\(threads),\
        "diff_ms":\(Int(best)),"dry_run_ms":\(Int(floor)),\
        "changed_outcomes":\(flips),"ratio":\(ratio)}
        """)
}
