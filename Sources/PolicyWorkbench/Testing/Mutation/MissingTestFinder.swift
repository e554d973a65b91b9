import CaseModel
import PolicyHost

/// Searches for a case on which a policy and its mutant answer differently.
///
/// Starts from the site's own tests and from every fixture. The edits tried are those that bring a
/// comparison to its turn, those that other tests make, and those that the schema allows for what
/// was read; first one at a time, then two. One case is tried for all survivors of a question.
struct MissingTestFinder {
    private let tested: TestedSite
    private let budget: Int
    private let fixtures: FixtureTrees
    private let original: SitePolicy
    private let seeds: [CaseSeed]
    private let recipes: [[CaseEdit]]

    init(tested: TestedSite, budget: Int) throws(PolicyProblem) {
        self.tested = tested
        self.budget = budget
        original = try tested.variants(for: "").original
        fixtures = FixtureTrees(tree: tested.tree, site: tested.site)
        var seeds: [CaseSeed] = []
        for test in tested.tests where test.wishes.isEmpty && test.test.caseIndex == 0 {
            seeds.append(
                CaseSeed(
                    base: test.test.base, edits: CaseEdit.list(test.test.with),
                    asOf: test.test.asOf, point: test.test.point, subject: test.test.subject))
        }
        let day = seeds.first?.asOf ?? Day(epochDay: 17_956)
        for name in fixtures.names { seeds.append(CaseSeed(base: name, edits: [], asOf: day)) }
        self.seeds = seeds
        recipes = Recipes(tree: tested.tree).all
    }

    /// A survivor with its policy.
    private struct Target {
        var index: Int
        var trial: Trial
        var policy: SitePolicy
    }

    /// The missing test of each survivor, or nil where no case was found.
    mutating func search(for trials: [Trial]) throws(PolicyProblem) -> [MissingTest?] {
        var targets: [Target] = []
        for (index, trial) in trials.enumerated() {
            if case .loaded(let policy) = try tested.policy(of: trial, for: nil) {
                targets.append(Target(index: index, trial: trial, policy: policy))
            }
        }
        var found: [MissingTest?] = Array(repeating: nil, count: trials.count)
        for point in DecisionPoint.allCases {
            guard let area = point.area, Area.siteAreas.contains(area) else { continue }
            var open = targets.filter { target in
                found[target.index] == nil
                    && (target.trial.mutant.point ?? point) == point
                    && (target.trial.mutant.area ?? area) == area
            }
            search(point, area, &open) { found[$0.index] = $1 }
        }
        return found
    }

    private func search(
        _ point: DecisionPoint, _ area: Area, _ open: inout [Target],
        note: (Target, MissingTest) -> Void
    ) {
        let own = seeds.filter { $0.point == point } + seeds.filter { $0.point == nil }
        var random = SplitMix64(seed: 1)
        var tried = 0
        var pools: [(seed: CaseSeed, singles: [[CaseEdit]])] = []
        func attempt(_ seed: CaseSeed, _ edits: [CaseEdit]) {
            guard let file = fixtures.file(seed, and: edits) else { return }
            tried += 1
            let question = Self.question(point, seed)
            let before = original.decide(
                file, caseIndex: 0, asOf: seed.asOf, area: area, question: question)
            guard before.alert == nil else { return }
            let rules = before.ruleIDs
            open.removeAll { target in
                guard Self.mayDiffer(target, rules, point),
                    let test = missing(target, seed, edits, file, before, question)
                else { return false }
                note(target, shrunk(test, target, seed, edits, question, area) ?? test)
                return true
            }
        }
        for seed in own {
            guard !open.isEmpty else { return }
            attempt(seed, [])
        }
        for seed in own where !open.isEmpty && tried < budget {
            guard let file = fixtures.file(seed), let tree = seed.tree(fixtures) else { continue }
            let (decision, boundaries) = original.boundaries(
                file, caseIndex: 0, asOf: seed.asOf, area: area,
                question: Self.question(point, seed))
            let rules = decision.ruleIDs
            guard open.contains(where: { Self.mayDiffer($0, rules, point) }) else { continue }
            let finder = EditFinder(tree: tree, asOf: seed.asOf)
            var singles: [[CaseEdit]] = []
            for boundary in boundaries {
                singles += finder.edits(
                    toTurn: boundary.path, unit: boundary.unit, value: boundary.value,
                    at: boundary.turning
                ).map { [$0] }
            }
            singles += recipes
            let reach = FactReach(facts: decision.facts.map(\.path), tree: tree)
            singles += finder.fromSchema(spans: Self.spans).filter { reach.covers($0.path) }
                .map { [$0] }
            pools.append((seed, singles))
            for edits in singles where !open.isEmpty && tried < budget { attempt(seed, edits) }
        }
        let limit = tried + budget
        while !open.isEmpty, tried < limit, let pool = random.pick(pools),
            let one = random.pick(pool.singles), let other = random.pick(pool.singles)
        {
            let before = tried
            attempt(pool.seed, one + other)
            if tried == before { tried += 1 }
        }
    }

    /// Days back that are near the lines that policies usually draw.
    static let spans = [-2, -1, 0, 1, 5, 10, 14, 29, 30, 31, 45, 60, 61, 89, 90, 91, 120, 181]

    private static func question(_ point: DecisionPoint, _ seed: CaseSeed) -> Question {
        let subject = point == .remedy && !seed.subject.isEmpty ? seed.subject : nil
        return Question(point: point, subject: subject)
    }

    private static func mayDiffer(_ target: Target, _ rules: Set<String>, _ point: DecisionPoint)
        -> Bool
    {
        !target.trial.staysInRule || point == .referral || rules.contains(target.trial.mutant.rule)
    }

    // MARK: One case

    private func missing(
        _ target: Target, _ seed: CaseSeed, _ edits: [CaseEdit], _ file: CaseFile,
        _ before: Decision, _ question: Question
    ) -> MissingTest? {
        let after = target.policy.decide(
            file, caseIndex: 0, asOf: seed.asOf, area: before.area, question: question)
        return MissingTest(
            before: before, after: after, base: seed.base, edits: seed.edits + edits)
    }

    /// The same test with every edit taken back that it does not need.
    private func shrunk(
        _ test: MissingTest, _ target: Target, _ seed: CaseSeed, _ edits: [CaseEdit],
        _ question: Question, _ area: Area
    ) -> MissingTest? {
        var smallest: MissingTest?
        var bare = seed
        bare.edits = []
        _ = Shrinker.smallest(seed.edits + edits) { fewer in
            guard let file = fixtures.file(bare, and: fewer) else { return false }
            let before = original.decide(
                file, caseIndex: 0, asOf: seed.asOf, area: area, question: question)
            guard before.alert == nil,
                let found = missing(target, bare, fewer, file, before, question),
                found.ask == test.ask
            else { return false }
            smallest = found
            return true
        }
        return smallest
    }
}

/// Edits that tests of the whole tree make, each a change that somebody found worth making.
struct Recipes {
    let all: [[CaseEdit]]

    init(tree: PolicyTree) {
        var known: Set<[CaseEdit]> = []
        var found: [[CaseEdit]] = []
        func add(_ with: JSONValue?) {
            guard case .object(let changes)? = with, !changes.isEmpty else { return }
            let edits = CaseEdit.list(changes)
            if known.insert(edits).inserted { found.append(edits) }
            for edit in edits where edits.count > 1 && known.insert([edit]).inserted {
                found.append([edit])
            }
        }
        for (path, text) in tree.files.sorted(by: { $0.key < $1.key })
        where path.hasPrefix("policies/") && path.hasSuffix(".yaml") {
            if path.hasPrefix("policies/fixtures/") {
                add((try? YAMLTree.read(text, file: path))?["with"])
            } else if path.contains("/tests/"),
                case .list(let items)? = (try? YAMLTree.read(text, file: path))?["tests"]
            {
                for item in items { add(item["with"]) }
            }
        }
        all = found
    }
}
