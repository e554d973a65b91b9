// A comparison of two policy versions over a caseload, everything included (both decisions, counting,
// examples, histograms), against one dry run of the same cases on as many threads.
import CaseModel
import Casework
import PolicyHost
import PolicyWorkbench

/// "edited" has a changed library, too, so that every case of every site is decided twice; "number"
/// moves one number alone, so that a decision which did not read it is taken over.
func runDiff(_ plan: BenchPlan) async throws -> [BenchRow] {
    let version = PolicyVersion(label: "now", tree: try PolicyTree(root: plan.root))
    let old = LoadedVersion(version)
    let day = Day(epochDay: 17_956)
    let threads = 2
    let settings = ["unreachable.attempts=3"].compactMap { ParameterSetting($0) }
    let changed = try version.setting(settings, sites: nil, host: old.host, from: day)
    let sampler = Sampler(seed: 7)
    let sites = old.host.sites.keys.sorted().compactMap { SiteID(word: $0) }
    let files = (0..<(plan.isQuick ? 2_000 : 10_000)).map {
        sampler.caseFile(index: $0, site: sites[$0 % sites.count], asOf: day)
    }
    let batches = stride(from: 0, to: files.count, by: 256).map {
        Array(files[$0..<min($0 + 256, files.count)])
    }
    let caseload = Caseload(name: "\(files.count) synthetic parents") {
        var rest = batches[...]
        return { rest.popFirst() }
    }
    var edited = changed
    edited.tree.files["policies/lib/parent.lua", default: ""] += "-- an edit\n"
    let comparisons = [("edited", edited), ("number", changed)].map {
        ($0, CaseloadComparison(old: old, new: LoadedVersion($1), day: day))
    }
    let options = PolicyDiff.Options(threads: threads, limit: 20, search: 0)
    let run = DryRun(host: old.host, day: day)
    var floor: [Double] = []
    var times = [[Double]](repeating: [], count: comparisons.count)
    var flips = [Int](repeating: 0, count: comparisons.count)
    for _ in 0..<plan.rounds(5) {
        var summary = DryRunSummary()
        var started = processMilliseconds()
        for batch in batches {
            for decisions in await run.decide(batch, threads: threads) { summary.add(decisions) }
        }
        floor.append(processMilliseconds() - started)
        for (index, comparison) in comparisons.enumerated() {
            started = processMilliseconds()
            let diff = try await PolicyDiff.run(comparison.1, over: caseload, options: options)
            times[index].append(processMilliseconds() - started)
            flips[index] = diff.report.outcomes.flips
        }
    }
    return comparisons.enumerated().map { index, comparison in
        BenchRow(
            "diff", comparison.0, unit: "ms", cases: files.count, subject: times[index],
            against: "one dry run of the same cases", floor: floor, bar: 2.2,
            also: ["changed_outcomes": Double(flips[index]), "threads": Double(threads)])
    }
}
