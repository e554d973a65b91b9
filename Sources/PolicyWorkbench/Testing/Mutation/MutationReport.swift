public import CaseModel

/// What became of one mutant.
public enum MutantFate: Sendable {
    /// A test noticed it.
    case killed(test: String)
    /// It does not load: `accord check` notices it.
    case refused(String)
    /// No test noticed it; the test that would, if one was found.
    case survived(MissingTest?)
    /// It changes no answer, for a reason on record.
    case explained(String)
}

/// A mutant and what became of it.
public struct MutantResult: Sendable {
    /// The mutant.
    public var mutant: Mutant
    /// What became of it.
    public var fate: MutantFate
}

/// How well the tests of one site notice small changes to its policies.
public struct SiteMutation: Sendable {
    /// The site.
    public var site: String
    /// Every mutant, in the order of files and lines.
    public var results: [MutantResult]
    /// Mutants on record as equivalent that are not there, or that a test does kill.
    public var outdated: [String]

    /// The figures of all mutants, or of some.
    public func score(where keep: (Mutant) -> Bool = { _ in true }) -> MutationScore {
        var score = MutationScore()
        for result in results where keep(result.mutant) { score.count(result.fate) }
        return score
    }

    /// The areas with mutants, each with its figures; values of the site come last, as nil.
    public var areas: [(area: Area?, score: MutationScore)] {
        var found: [(Area?, MutationScore)] = []
        for area in Area.allCases.map(Optional.some) + [nil] {
            let score = score { $0.area == area }
            if score.total > 0 { found.append((area, score)) }
        }
        return found
    }

    /// The rules with mutants, in the order of the source, each with its figures.
    public var rules: [(rule: String, score: MutationScore)] {
        var order: [String] = []
        var scores: [String: MutationScore] = [:]
        for result in results {
            let rule = result.mutant.rule
            if scores[rule] == nil { order.append(rule) }
            scores[rule, default: MutationScore()].count(result.fate)
        }
        return order.map { ($0, scores[$0] ?? MutationScore()) }
    }
}

/// How many mutants there are and how many of them were noticed.
public struct MutationScore: Sendable, Equatable {
    /// Noticed by a test.
    public var killed = 0
    /// Not noticed.
    public var survived = 0
    /// Refused when loaded; not counted.
    public var refused = 0
    /// Explained as equivalent; not counted.
    public var explained = 0

    /// All mutants.
    public var total: Int { killed + survived + refused + explained }
    /// The share noticed of those that count, in hundredths of a percent; all if there are none.
    public var share: Int {
        let counted = killed + survived
        return counted == 0 ? 10_000 : killed * 10_000 / counted
    }
    /// The share in percent with one decimal, rounded down.
    public var percent: String { "\(share / 100).\(share % 100 / 10)%" }

    mutating func count(_ fate: MutantFate) {
        switch fate {
        case .killed: killed += 1
        case .refused: refused += 1
        case .survived: survived += 1
        case .explained: explained += 1
        }
    }

    /// Two figures together.
    public static func + (left: MutationScore, right: MutationScore) -> MutationScore {
        MutationScore(
            killed: left.killed + right.killed, survived: left.survived + right.survived,
            refused: left.refused + right.refused, explained: left.explained + right.explained)
    }
}
