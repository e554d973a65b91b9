// Row 2: a real site's enforcement decision (all layers, floors, reasons, words; trace off) against
// the bare conditions of the same rules, for the same synthetic cases in the same run.
import CBenchFloor
import CaseModel
import PolicyHost

func runSiteDecision(rounds: Int, root: String) throws {
    let host = PolicyHost(tree: try PolicyTree(root: root))
    let day = Day(epochDay: 17_956)
    let sampler = Sampler(seed: 7)
    for (id, policy) in host.sites.sorted(by: { $0.key < $1.key }) {
        guard let site = SiteID(word: id) else { continue }
        let files = (0..<200).map { sampler.caseFile(index: $0, site: site, asOf: day) }
        let bare = files.compactMap {
            BareConditions(policy: policy, file: $0, caseIndex: 0, asOf: day)
        }
        var best = Double.infinity
        var floor = Double.infinity
        for _ in 0..<rounds {
            var started = bench_nanoseconds()
            for conditions in bare { _ = conditions.run() }
            floor = min(floor, Double(bench_nanoseconds() - started) / Double(files.count))
            started = bench_nanoseconds()
            for file in files { _ = policy.decideFirstCase(file, asOf: day, area: .enforcement) }
            best = min(best, Double(bench_nanoseconds() - started) / Double(files.count))
        }
        let asked = bare.reduce(0) { $0 + $1.count } / max(1, bare.count)
        let ratio = (best / floor * 1000).rounded() / 1000
        print(
            """
            {"row":"site-decision","site":"\(id)","cases":\(files.count),"rounds":\(rounds),\
            "decision_ns":\(Int(best)),"conditions_ns":\(Int(floor)),\
            "conditions":\(asked),"ratio":\(ratio)}
            """)
    }
}
