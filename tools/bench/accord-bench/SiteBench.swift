// Decisions of the real sites: layers, floors, reasons and words.
import CBenchFloor
import CaseModel
import LuaHost
import PolicyHost

/// The six sites with synthetic cases of each.
struct SiteInput {
    let host: PolicyHost
    let day = Day(epochDay: 17_956)

    init(root: String) throws { host = PolicyHost(tree: try PolicyTree(root: root)) }

    /// Each site in alphabetical order with files of its own.
    func forEachSite(
        files count: Int, _ body: (String, SitePolicy, [CaseFile]) throws -> BenchRow
    ) rethrows -> [BenchRow] {
        let sampler = Sampler(seed: 7)
        return try host.sites.sorted { $0.key < $1.key }.compactMap { id, policy in
            guard let site = SiteID(word: id) else { return nil }
            let files = (0..<count).map { sampler.caseFile(index: $0, site: site, asOf: day) }
            return try body(id, policy, files)
        }
    }
}

/// An enforcement decision, trace off, against the bare conditions of the same rules.
func runSiteDecision(_ plan: BenchPlan) throws -> [BenchRow] {
    let input = try SiteInput(root: plan.root)
    return try input.forEachSite(files: 200) { id, policy, files in
        guard let state = BareState(policy) else { throw BenchFailure("\(id) does not load") }
        let bare = files.map {
            BareConditions(policy: policy, file: $0, caseIndex: 0, asOf: input.day)
        }
        let times = try takingTurns(
            plan.rounds(9),
            [
                { for conditions in bare { keep(conditions.run(in: state)) } },
                {
                    for file in files {
                        keep(policy.decideFirstCase(file, asOf: input.day, area: .enforcement))
                    }
                },
            ])
        let asked = bare.reduce(0) { $0 + $1.count } / max(1, bare.count)
        return BenchRow(
            "site-decision", id, unit: "us", cases: files.count,
            subject: times[1].divided(by: files.count * 1000),
            against: "the bare conditions of the same rules",
            floor: times[0].divided(by: files.count * 1000), bar: 2.0,
            also: ["conditions": Double(asked)])
    }
}

/// The JSON of a case file in and the JSON of all its decisions out, in public API, against
/// deciding a file that was read before.
func runSiteJSON(_ plan: BenchPlan) throws -> [BenchRow] {
    let input = try SiteInput(root: plan.root)
    let reader = CaseFileReader()
    return try input.forEachSite(files: 60) { id, policy, files in
        let texts = files.map { $0.canonicalBytes() }
        var decisions = 0
        let times = try takingTurns(
            plan.rounds(9),
            [
                { for file in files { keep(policy.decide(file, asOf: input.day)) } },
                {
                    decisions = 0
                    for text in texts {
                        for decision in policy.decide(try reader.read(text), asOf: input.day) {
                            keep(decision.canonicalJSON)
                            decisions += 1
                        }
                    }
                },
            ])
        return BenchRow(
            "site-json", id, unit: "us", cases: decisions,
            subject: times[1].divided(by: decisions * 1000),
            against: "deciding files that were read before, nothing written",
            floor: times[0].divided(by: decisions * 1000),
            also: ["bytes_in": Double(texts.reduce(0) { $0 + $1.count } / texts.count)])
    }
}

/// A decision with every condition recorded, against the same without.
///
/// `tree_ratio` adds the tree that is built of the recording when somebody asks for it.
func runTrace(_ plan: BenchPlan) throws -> [BenchRow] {
    let input = try SiteInput(root: plan.root)
    return try input.forEachSite(files: 60) { id, policy, files in
        var plain: [[DecisionAnswer]] = []
        var traces: [RecordedDecision] = []
        var rules = 0
        let times = try takingTurns(
            plan.rounds(9),
            [
                {
                    plain = files.map {
                        policy.decideFirstCase($0, asOf: input.day, area: .enforcement)?.answers
                            ?? []
                    }
                },
                {
                    traces = files.map {
                        policy.record($0, asOf: input.day, area: .enforcement)
                    }
                },
                {
                    for trace in traces {
                        rules += trace.trace().questions.reduce(0) { $0 + $1.rules.count }
                    }
                },
            ])
        let all = zip(times[0], zip(times[1], times[2])).map { ($1.0 + $1.1) / $0 }
        return BenchRow(
            "trace", id, unit: "us", cases: files.count,
            subject: times[1].divided(by: files.count * 1000),
            against: "the same decision without a trace",
            floor: times[0].divided(by: files.count * 1000), bar: 3.0,
            same: traces.map(\.decision.answers) == plain && rules > 0,
            also: ["tree_ratio": Spread(all).median])
    }
}
