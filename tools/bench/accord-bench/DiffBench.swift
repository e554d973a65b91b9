// Row 3: a comparison of two policy versions over a caseload, everything included (both decisions,
// counting, examples, histograms), against one dry run of the same cases on as many threads.
// "diff" edits a library, too, so that every case of every site is decided twice; "diff-number"
// moves the number alone, so that a decision which did not read it is taken over.
import CaseModel
import Casework
import Glibc
import PolicyHost
import PolicyWorkbench

func runDiffBench(cases: Int, rounds: Int, threads: Int, root: String) async throws {
    let version = PolicyVersion(label: "now", tree: try PolicyTree(root: root))
    let old = LoadedVersion(version)
    let day = Day(epochDay: 17_956)
    let settings = ["unreachable.attempts=3"].compactMap { ParameterSetting($0) }
    let changed = try version.setting(settings, sites: nil, host: old.host, from: day)
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
    var edited = changed
    edited.tree.files["policies/lib/parent.lua", default: ""] += "-- an edit\n"
    let comparisons = [("diff", edited), ("diff-number", changed)].map {
        ($0, CaseloadComparison(old: old, new: LoadedVersion($1), day: day))
    }
    let options = PolicyDiff.Options(threads: threads, limit: 20, search: 0)
    // The processor time of all threads: other work on the machine does not count.
    func milliseconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1_000_000
    }
    let run = DryRun(host: old.host, day: day)
    var best = [Double](repeating: .infinity, count: comparisons.count)
    var floor = Double.infinity
    var flips = [Int](repeating: 0, count: comparisons.count)
    for _ in 0..<rounds {
        var summary = DryRunSummary()
        var started = milliseconds()
        for batch in batches {
            for decisions in await run.decide(batch, threads: threads) { summary.add(decisions) }
        }
        floor = min(floor, milliseconds() - started)
        for (index, comparison) in comparisons.enumerated() {
            started = milliseconds()
            let diff = try await PolicyDiff.run(comparison.1, over: caseload, options: options)
            best[index] = min(best[index], milliseconds() - started)
            flips[index] = diff.report.outcomes.flips
        }
    }
    for (index, comparison) in comparisons.enumerated() {
        let ratio = (best[index] / floor * 1000).rounded() / 1000
        print(
            """
            {"row":"\(comparison.0)","cases":\(cases),"rounds":\(rounds),"threads":\(threads),\
            "diff_ms":\(Int(best[index])),"dry_run_ms":\(Int(floor)),\
            "changed_outcomes":\(flips[index]),"ratio":\(ratio)}
            """)
    }
}
