import CaseModel
import LuaHost
public import PolicyHost

/// Changes a site's own policies in small ways and sees whether a test of the site notices.
///
/// Only the site's own files and values are changed: law and model have tests of their own. Only
/// tests that meet the changed rule are run, and a mutant is done with at the first that fails.
public struct MutationTester {
    private let tree: PolicyTree

    /// Creates a tester for a tree.
    public init(tree: PolicyTree) {
        self.tree = tree
    }

    /// Tries every mutant of a site.
    ///
    /// - Parameters:
    ///   - site: The site.
    ///   - filter: Only mutants whose file or id contains this.
    ///   - search: How many cases may be tried for each question to find missing tests; 0 for none.
    ///   - progress: Told how many mutants of how many are done.
    /// - Returns: What became of each mutant, by file and line; the site's values last.
    /// - Throws: ``PolicyProblem`` if the site or a test does not load, or a test fails already.
    public func run(
        site: String, filter: String = "", search: Int = 4_000,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(PolicyProblem) -> SiteMutation {
        let tested = try TestedSite(site: site, tree: tree)
        let equivalents = try EquivalentMutants(site: site, tree: tree)
        func isWanted(_ mutant: Mutant) -> Bool {
            filter.isEmpty || mutant.id.contains(filter) || mutant.file.contains(filter)
        }
        var trials: [Trial] = []
        for file in sources(of: site) {
            var finder = MutantFinder(file: file, words: Self.words)
            for change in finder.mutants() where isWanted(change.mutant) {
                trials.append(
                    Trial(
                        mutant: change.mutant, staysInRule: change.staysInRule,
                        text: change.text(of: file.bytes)))
            }
        }
        for trial in try Trial.movedValues(of: tested) where isWanted(trial.mutant) {
            trials.append(trial)
        }
        for index in trials.indices {
            try tested.decideFate(of: &trials[index])
            progress(index + 1, trials.count)
        }
        var survivors = trials.indices.filter {
            if case .survived = trials[$0].fate { true } else { false }
        }
        for index in survivors {
            guard let reason = equivalents.reasons[trials[index].mutant.id] else { continue }
            trials[index].fate = .explained(reason)
        }
        survivors.removeAll { equivalents.reasons[trials[$0].mutant.id] != nil }
        if search > 0, !survivors.isEmpty {
            var finder = try MissingTestFinder(tested: tested, budget: search)
            let found = try finder.search(for: survivors.map { trials[$0] })
            for (index, test) in zip(survivors, found) { trials[index].fate = .survived(test) }
        }
        let explained = Set(
            trials.filter { if case .explained = $0.fate { true } else { false } }.map(\.mutant.id))
        let outdated =
            filter.isEmpty
            ? equivalents.reasons.keys.filter { !explained.contains($0) }.sorted() : []
        return SiteMutation(
            site: site, results: trials.map { MutantResult(mutant: $0.mutant, fate: $0.fate) },
            outdated: outdated)
    }

    /// The closed lists of words that conditions compare with.
    static let words: [[String]] = CaseSchema(roots: [
        Matter.self, Remedy.self, Partner.self, ProposedContact.self,
    ]).symbolTypes.map(\.words)

    private func sources(of site: String) -> [PolicySourceFile] {
        tree.paths(in: "policies/sites/\(site)", ending: ".lua").compactMap { path in
            let name = path.split(separator: "/").last?.dropLast(".lua".count) ?? ""
            let area = Area.siteAreas.first { name.hasPrefix($0.rawValue) }
            return area.flatMap {
                PolicySourceFile(path: path, text: tree.files[path] ?? "", area: $0)
            }
        }
    }
}

/// One mutant on its way to its fate.
struct Trial {
    var mutant: Mutant
    /// Whether only cases that ask the rule, or that it answers, can be touched.
    var staysInRule = false
    /// The changed file; nil for a value of the site.
    var text: String?
    /// The index of the moved value, for a value of the site.
    var value: Int?
    var fate = MutantFate.survived(nil)

    /// The values that the site sets, each moved by a step.
    static func movedValues(of tested: TestedSite) throws(PolicyProblem) -> [Trial] {
        var trials: [Trial] = []
        for (index, moved) in try tested.variants(for: "").movedValues().enumerated() {
            let place = moved.place.split(separator: ":")
            let earlier = trials.filter { $0.mutant.rule == moved.parameter }.count
            trials.append(
                Trial(
                    mutant: Mutant(
                        id: "\(moved.parameter):value:\(earlier + 1)", kind: .value, area: nil,
                        rule: moved.parameter, point: nil, file: String(place.first ?? ""),
                        line: place.last.flatMap { Int($0) } ?? 0, column: 0,
                        before: moved.before, after: moved.after),
                    value: index))
        }
        return trials
    }

    /// Whether a test can notice the mutant at all, by what the unchanged policy looked at.
    func canReach(_ test: PreparedTest) -> Bool {
        if text == nil {
            // Hours and the order of channels are read by the host itself, and leave no record.
            return test.parameters.contains(mutant.rule)
                || test.area == .outreach && mutant.rule.hasPrefix("outreach.")
        }
        guard test.area == mutant.area else { return false }
        // Partners that were turned down leave no record of the rules asked.
        if mutant.point == .referral { return test.test.point == .referral }
        return !staysInRule || test.rules.contains(mutant.rule)
    }
}

extension TestedSite {
    /// The policy with the mutant, under a test's wishes.
    func policy(of trial: Trial, for test: PreparedTest?) throws(PolicyProblem)
        -> SiteVariants.Variant
    {
        let variants = try variants(for: test?.wishes ?? "", of: test?.test)
        if let text = trial.text { return variants.variant(of: trial.mutant.file, text: text) }
        return .loaded(variants.variant(moving: variants.movedValues()[trial.value ?? 0]))
    }

    /// Runs the tests that can notice the mutant until one does.
    func decideFate(of trial: inout Trial) throws(PolicyProblem) {
        var policies: [String: SitePolicy] = [:]
        switch try policy(of: trial, for: nil) {
        case .refused(let problem):
            trial.fate = .refused(problem.message)
            return
        case .loaded(let policy): policies[""] = policy
        }
        // Tests that name the rule come first: they are the likeliest to notice.
        let named = tests.filter { $0.test.expect["rule"]?.string == trial.mutant.rule }
        let others = tests.filter { $0.test.expect["rule"]?.string != trial.mutant.rule }
        for test in named + others where trial.canReach(test) {
            if policies[test.wishes] == nil,
                case .loaded(let policy) = try policy(of: trial, for: test)
            {
                policies[test.wishes] = policy
            }
            guard let policy = policies[test.wishes] else { continue }
            if !test.failures(of: policy).isEmpty {
                trial.fate = .killed(test: test.test.name)
                return
            }
        }
    }
}
