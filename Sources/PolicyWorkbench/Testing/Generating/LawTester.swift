import CaseModel
public import PolicyHost

/// Makes case files near a site's lines and checks on each that the laws hold.
public struct LawTester {
    private let tree: PolicyTree

    /// Creates a tester for a tree.
    public init(tree: PolicyTree) {
        self.tree = tree
    }

    /// What came out for one site.
    public struct Report: Sendable {
        /// The site.
        public var site: String
        /// How many case files were made.
        public var cases: Int
        /// How many different answers the site gave on them, by question and outcome.
        public var answers: [String: Int]
        /// The first failure of each law that does not hold, smallest case each.
        public var failures: [LawFailure]
    }

    /// Checks a site.
    ///
    /// - Parameters:
    ///   - site: The site.
    ///   - count: How many case files to make.
    ///   - seed: Another seed makes other files.
    ///   - progress: Told how many are done.
    /// - Returns: What came out, with the smallest case for each law that does not hold.
    /// - Throws: ``PolicyProblem`` if the site does not load.
    public func run(
        site: String, count: Int, seed: UInt64, progress: (Int) -> Void = { _ in }
    ) throws(PolicyProblem) -> Report {
        let (policy, twin) = (try policy(site), try policy(site))
        let book = LawBook(policy: policy, twin: twin, tree: tree)
        var generator = CaseGenerator(policies: [policy], tree: tree, seed: seed)
        var report = Report(site: site, cases: 0, answers: [:], failures: [])
        for done in 0..<count {
            guard let example = generator.next() else { break }
            report.cases += 1
            for decision in policy.decide(example.file, asOf: example.asOf) {
                for answer in decision.answers {
                    report.answers[
                        "\(answer.point.rawValue) \(answer.outcome.rawValue)", default: 0] += 1
                }
            }
            for law in Law.allCases where !report.failures.contains(where: { $0.law == law }) {
                if book.breach(of: law, by: example) != nil {
                    report.failures.append(smallest(law, example, book, generator))
                }
            }
            progress(done + 1)
        }
        return report
    }

    private func policy(_ site: String) throws(PolicyProblem) -> SitePolicy {
        let host = PolicyHost(tree: tree, sites: [site])
        guard let policy = host.sites[site] else {
            throw host.problems[site]?.first
                ?? PolicyProblem(code: "site", message: "`\(site)` does not load", file: site)
        }
        return policy
    }

    /// The failure with every edit taken back that it does not need, on the plainest base it has.
    private func smallest(
        _ law: Law, _ example: GeneratedCase, _ book: LawBook, _ generator: CaseGenerator
    ) -> LawFailure {
        var found = example
        var breach = book.breach(of: law, by: example)
        func fails(_ base: String, _ edits: [CaseEdit]) -> Bool {
            guard let smaller = generator.make(base: base, edits: edits, asOf: example.asOf),
                let again = book.breach(of: law, by: smaller)
            else { return false }
            (found, breach) = (smaller, again)
            return true
        }
        let edits = Shrinker.smallest(example.edits) { fails(example.base, $0) }
        // What does not need its own fixture is easier to read on the ordinary one.
        if example.base != "base" { _ = fails("base", edits) }
        if let plain = generator.tree(of: found.base) {
            let base = found.base
            _ = Shrinker.nearest(found.edits, to: plain) { fails(base, $0) }
        }
        return LawFailure(
            law: law, message: breach?.message ?? "", example: found, ask: breach?.ask ?? [:],
            expect: breach?.expect ?? [:])
    }
}
