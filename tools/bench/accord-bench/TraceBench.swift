// Row 3: a real site's enforcement decision with the full trace recorded against the same decision
// without one, for the same synthetic cases in turns in the same run. `tree_ratio` adds the tree
// that is built of the recording when somebody asks for it. The answers must be the same.
import CBenchFloor
import CaseModel
import PolicyHost

func runTrace(rounds: Int, root: String) throws {
    let host = PolicyHost(tree: try PolicyTree(root: root))
    let day = Day(epochDay: 17_956)
    let sampler = Sampler(seed: 7)
    for (id, policy) in host.sites.sorted(by: { $0.key < $1.key }) {
        guard let site = SiteID(word: id) else { continue }
        let files = (0..<100).map { sampler.caseFile(index: $0, site: site, asOf: day) }
        var plain = Double.infinity
        var recorded = Double.infinity
        var built = Double.infinity
        var same = true
        for _ in 0..<rounds {
            var outcomes: [[DecisionAnswer]] = []
            var started = bench_nanoseconds()
            for file in files {
                let decision = policy.decideFirstCase(file, asOf: day, area: .enforcement)
                outcomes.append(decision?.answers ?? [])
            }
            plain = min(plain, Double(bench_nanoseconds() - started) / Double(files.count))
            var traces: [RecordedDecision] = []
            started = bench_nanoseconds()
            for file in files {
                traces.append(policy.record(file, asOf: day, area: .enforcement))
            }
            recorded = min(recorded, Double(bench_nanoseconds() - started) / Double(files.count))
            same = same && traces.map(\.decision.answers) == outcomes
            started = bench_nanoseconds()
            var rules = 0
            for trace in traces {
                rules += trace.trace().questions.reduce(0) { $0 + $1.rules.count }
            }
            built = min(built, Double(bench_nanoseconds() - started) / Double(files.count))
            same = same && rules > 0
        }
        func ratio(_ value: Double) -> Double { (value / plain * 1000).rounded() / 1000 }
        print(
            """
            {"row":"trace","site":"\(id)","cases":\(files.count),"rounds":\(rounds),\
            "trace_ns":\(Int(recorded)),"plain_ns":\(Int(plain)),"ratio":\(ratio(recorded)),\
            "tree_ns":\(Int(built)),"tree_ratio":\(ratio(recorded + built)),"same_answers":\(same)}
            """)
    }
}
