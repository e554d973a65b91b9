public import CaseModel
public import PolicyHost

/// A case file that was made up, with the way to make it again.
public struct GeneratedCase: Sendable {
    /// The file.
    public var file: CaseFile
    /// The day on which it is to be decided.
    public var asOf: Day
    /// The fixture, or the synthetic file, that it was made from.
    public var base: String
    /// What differs from the base.
    public var edits: [CaseEdit]
}

/// Makes case files near the lines that policies draw.
///
/// Each comparison that a policy makes about a base says at which value it would turn; a case file
/// is a base with one to four edits, most of which move a fact to such a value, or one day, cent or
/// count to either side. The others turn yes and no, exchange words, leave out what may be absent,
/// empty lists and repeat their last entry. Every file passes the strict reader.
///
/// The same policies, bases and seed make the same files in the same order, byte for byte.
public struct CaseGenerator {
    private let policies: [SitePolicy]
    private let bases: [(name: String, tree: JSONValue)]
    private let recipes: [[CaseEdit]]
    private let numbers: [Int64]
    private let day: Day
    private var random: SplitMix64
    private var pools: [String: Pool] = [:]

    private struct Pool {
        /// To where a comparison turns.
        var near: [CaseEdit]
        /// Of facts that a policy reads.
        var read: [CaseEdit]
        /// Of everything.
        var plain: [CaseEdit]
    }

    /// Creates a generator that starts from the fixtures of a tree.
    ///
    /// - Parameters:
    ///   - policies: Whose lines to look for; the first one's site keeps the cases.
    ///   - tree: Where the fixtures are, and the tests whose changes are tried, too.
    ///   - seed: Another seed makes other files.
    ///   - asOf: The day around which the fixtures are made.
    public init(
        policies: [SitePolicy], tree: PolicyTree, seed: UInt64,
        asOf: Day = Day(epochDay: 17_956)
    ) {
        let site = policies.first?.config.id ?? ""
        let fixtures = FixtureTrees(tree: tree, site: site)
        self.init(
            policies: policies,
            bases: fixtures.names.compactMap { name in
                fixtures.tree(name, []).map { (name, $0) }
            }, recipes: Recipes(tree: tree).all.filter { Self.weight($0) < 600 },
            numbers: NamedNumbers.all(in: tree), seed: seed, asOf: asOf)
    }

    /// Creates a generator that starts from synthetic files, where there is no tree.
    public init(policy: SitePolicy, seed: UInt64, asOf: Day = Day(epochDay: 17_956)) {
        let site = SiteID(word: policy.config.id) ?? .ohStark
        let sampler = Sampler(seed: seed)
        var bases: [(String, JSONValue)] = []
        for index in 0..<24 {
            let file = sampler.caseFile(index: index, site: site, asOf: asOf)
            if let tree = try? JSONValue(parsing: file.canonicalBytes()) {
                bases.append(("sample \(index)", tree))
            }
        }
        self.init(
            policies: [policy], bases: bases, recipes: [], numbers: [], seed: seed, asOf: asOf)
    }

    private init(
        policies: [SitePolicy], bases: [(String, JSONValue)], recipes: [[CaseEdit]],
        numbers: [Int64], seed: UInt64, asOf: Day
    ) {
        self.numbers = numbers
        self.policies = policies
        self.bases = bases
        self.recipes = recipes
        day = asOf
        random = SplitMix64(seed: seed)
    }

    private static func weight(_ edits: [CaseEdit]) -> Int {
        edits.reduce(0) { $0 + $1.value.canonicalBytes().count }
    }

    /// The next case file; nil only if no base can be used.
    public mutating func next() -> GeneratedCase? {
        for _ in 0..<200 {
            guard let base = random.pick(bases), let pool = pool(of: base) else { continue }
            var edits: [CaseEdit] = []
            for _ in 0...random.below(4) {
                switch random.below(20) {
                case 0..<12: if let edit = random.pick(pool.near) { edits.append(edit) }
                case 12..<16: if let edit = random.pick(pool.read) { edits.append(edit) }
                case 16: if let edit = random.pick(pool.plain) { edits.append(edit) }
                default: if let recipe = random.pick(recipes) { edits += recipe }
                }
            }
            // Of two edits at one path the last one counts.
            var seen: Set<String> = []
            edits = Array(edits.reversed().filter { seen.insert($0.path).inserted }.reversed())
            let shift = random.below(8) == 0 ? random.below(91) - 30 : 0
            let asOf = day.adding(days: shift)
            if let made = make(base: base.name, edits: edits, asOf: asOf) { return made }
        }
        return nil
    }

    /// The case file of a base with edits; nil if it is not valid or holds no case.
    public func make(base: String, edits: [CaseEdit], asOf: Day) -> GeneratedCase? {
        guard var tree = bases.first(where: { $0.name == base })?.tree,
            CaseEdit.apply(edits, to: &tree),
            let file = try? CaseFileReader().read(tree.canonicalBytes()), !file.cases.isEmpty
        else { return nil }
        return GeneratedCase(file: file, asOf: asOf, base: base, edits: edits)
    }

    /// The base as a tree, without edits.
    func tree(of base: String) -> JSONValue? { bases.first { $0.name == base }?.tree }

    /// The edits that suit a base, worked out when it is first used.
    private mutating func pool(of base: (name: String, tree: JSONValue)) -> Pool? {
        if let known = pools[base.name] { return known }
        guard let file = try? CaseFileReader().read(base.tree.canonicalBytes()), !file.cases.isEmpty
        else { return nil }
        let finder = EditFinder(tree: base.tree, asOf: day, numbers: numbers)
        var near: [CaseEdit] = []
        var facts: Set<String> = []
        for policy in policies {
            for area in policy.areas {
                let found = policy.boundaries(file, caseIndex: 0, asOf: day, area: area)
                facts.formUnion(found.decision.facts.map(\.path))
                for boundary in found.boundaries {
                    near += finder.edits(
                        toTurn: boundary.path, unit: boundary.unit, value: boundary.value,
                        at: boundary.turning)
                }
            }
        }
        let plain = finder.fromSchema(spans: EditFinder.spans)
        let reach = FactReach(facts: facts.sorted(), tree: base.tree)
        let made = Pool(
            near: near, read: plain.filter { reach.covers($0.path) }, plain: plain)
        pools[base.name] = made
        return made
    }
}

extension CaseEdit {
    /// Applies edits in the order of their paths, as a test does; false if a path leads nowhere.
    static func apply(_ edits: [CaseEdit], to tree: inout JSONValue) -> Bool {
        var with: [String: JSONValue] = [:]
        for edit in edits { with[edit.path] = edit.value }
        return (try? Overrides.apply(with, to: &tree, file: "")) != nil
    }
}
