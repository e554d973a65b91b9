public import CaseModel

/// A case file that stands for some kinds of flips.
public struct ExampleCase: Sendable {
    /// The file.
    public var file: CaseFile
    /// The deciding site.
    public var site: String
    /// The kinds of flips that it shows, sorted.
    public var kinds: [FlipKind]
}

/// Picks few cases that together show every kind of flip.
///
/// Greedy set cover: again and again the case that shows most of what is still missing, the
/// earlier one on a tie; at last every case goes whose kinds the others show without it.
struct ExampleCover: Sendable {
    private struct Candidate: Sendable {
        var file: CaseFile
        var site: String
        var kinds: Set<FlipKind>
    }

    /// Cases none of which shows only what another one shows.
    private var candidates: [Candidate] = []

    /// Offers a case.
    mutating func add(_ file: CaseFile, site: String, kinds: Set<FlipKind>) {
        guard !kinds.isEmpty, !candidates.contains(where: { $0.kinds.isSuperset(of: kinds) }) else {
            return
        }
        candidates.removeAll { $0.kinds.isStrictSubset(of: kinds) }
        candidates.append(Candidate(file: file, site: site, kinds: kinds))
    }

    /// The cases picked, in the order in which they were offered.
    func examples() -> [ExampleCase] {
        var missing = candidates.reduce(into: Set<FlipKind>()) { $0.formUnion($1.kinds) }
        var picked: [Int] = []
        while !missing.isEmpty {
            var best = (index: 0, count: 0)
            for (index, candidate) in candidates.enumerated() {
                let count = candidate.kinds.intersection(missing).count
                if count > best.count { best = (index, count) }
            }
            picked.append(best.index)
            missing.subtract(candidates[best.index].kinds)
        }
        for index in picked {
            let others = picked.filter { $0 != index }.reduce(into: Set<FlipKind>()) {
                $0.formUnion(candidates[$1].kinds)
            }
            if others.isSuperset(of: candidates[index].kinds) { picked.removeAll { $0 == index } }
        }
        return picked.sorted().map { index in
            let candidate = candidates[index]
            return ExampleCase(
                file: candidate.file, site: candidate.site, kinds: candidate.kinds.sorted())
        }
    }
}
