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
    private let numbers: [Int64]

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
        numbers = NamedNumbers.all(in: tested.tree)
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
        let own = seeds(for: point, open)
        var random = SplitMix64(seed: 1)
        var tried = 0
        func attempt(_ seed: CaseSeed, _ edits: [CaseEdit]) {
            guard !open.isEmpty, let file = fixtures.file(seed, and: edits) else { return }
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
        for seed in own { attempt(seed, []) }
        guard !open.isEmpty else { return }
        var pools: [(seed: CaseSeed, singles: [[CaseEdit]])] = []
        for seed in own {
            if let singles = singles(for: seed, point, area, open) { pools.append((seed, singles)) }
        }
        // Each seed in turn, with its nearest edits first.
        for round in 0..<(pools.map(\.singles.count).max() ?? 0) where tried < budget {
            for pool in pools where round < pool.singles.count && tried < budget {
                attempt(pool.seed, pool.singles[round])
            }
        }
        // What leads to one rule, put together with what leads to another: both may hold at once.
        let named = own.filter { !$0.edits.isEmpty }
        for seed in own {
            for other in named where seed.asOf == other.asOf && seed.subject == other.subject {
                attempt(seed, other.edits)
            }
        }
        for _ in 0..<budget where !open.isEmpty {
            guard let pool = random.pick(pools), let one = random.pick(pool.singles),
                let other = random.pick(pool.singles)
            else { return }
            attempt(pool.seed, one + other)
        }
    }

    /// The cases to start from; a test about one remedy serves for the others of a rule's list.
    private func seeds(for point: DecisionPoint, _ open: [Target]) -> [CaseSeed] {
        let own = seeds.filter { $0.point == point }
        guard point == .remedy else { return own + seeds.filter { $0.point == nil } }
        let wanted = Set(
            open.filter { $0.trial.mutant.kind == .dropName }.map(\.trial.mutant.before)
        ).sorted()
        var all = own
        for seed in own {
            guard case .list(let remedies)? = seed.tree(fixtures)?["cases"]?[0]?["remedies"],
                let index = remedies.firstIndex(where: { $0["kind"] == .text(seed.subject) })
            else { continue }
            for other in wanted where other != seed.subject {
                var clone = seed
                clone.subject = other
                clone.edits.append(
                    CaseEdit(path: "cases.0.remedies.\(index).kind", value: .text(other)))
                if let kind = other.split(separator: "_").first, other.contains("license") {
                    clone.edits.append(
                        CaseEdit(path: "ncp.licenses.0.class", value: .text(String(kind))))
                }
                all.append(clone)
            }
        }
        return all + seeds.filter { $0.point == nil }
    }

    /// Edits to try on a case, those near a line first; nil if no survivor's rule is asked.
    private func singles(
        for seed: CaseSeed, _ point: DecisionPoint, _ area: Area, _ open: [Target]
    ) -> [[CaseEdit]]? {
        guard let tree = seed.tree(fixtures), let file = fixtures.file(seed) else { return nil }
        let (decision, boundaries) = original.boundaries(
            file, caseIndex: 0, asOf: seed.asOf, area: area, question: Self.question(point, seed))
        let rules = decision.ruleIDs
        guard open.contains(where: { Self.mayDiffer($0, rules, point) }) else { return nil }
        let finder = EditFinder(tree: tree, asOf: seed.asOf, numbers: numbers)
        var singles: [[CaseEdit]] = []
        for boundary in boundaries {
            singles += finder.edits(
                toTurn: boundary.path, unit: boundary.unit, value: boundary.value,
                at: boundary.turning
            ).map { [$0] }
        }
        let reach = FactReach(facts: decision.facts.map(\.path), tree: tree)
        let plain = finder.fromSchema(spans: EditFinder.spans).filter { reach.covers($0.path) }
        let others = recipes.filter { edits in edits.allSatisfy { reach.covers($0.path) } }
        // One from here, one from there: neither list is to wait for the other's end.
        for index in 0..<max(plain.count, others.count) {
            if index < others.count { singles.append(others[index]) }
            if index < plain.count { singles.append([plain[index]]) }
        }
        var known: Set<[CaseEdit]> = []
        return singles.filter { known.insert($0).inserted }
    }

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
        // Small changes first: they make the better tests.
        let sized = found.map { edits in
            (edits, edits.reduce(0) { $0 + $1.value.canonicalBytes().count })
        }
        all = sized.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
            .map(\.element.0)
    }
}
