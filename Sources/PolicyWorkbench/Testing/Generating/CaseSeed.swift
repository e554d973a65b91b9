import CaseModel
import PolicyHost

/// A case file to start from: a fixture, with what a test changes in it.
struct CaseSeed {
    var base: String
    /// Differences from the fixture, each of which can be taken back alone.
    var edits: [CaseEdit]
    var asOf: Day
    /// The question and remedy that the seed's own test asks, if it comes from one.
    var point: DecisionPoint?
    var subject = ""

    /// The file with further edits; nil if a path leads nowhere.
    func tree(_ fixtures: FixtureTrees, and more: [CaseEdit] = []) -> JSONValue? {
        fixtures.tree(base, edits + more)
    }
}

/// Fixtures of one site, each put together once.
final class FixtureTrees {
    private let fixtures: Fixtures
    private let site: String
    private var known: [String: JSONValue] = [:]
    /// The names of all fixtures.
    let names: [String]

    init(tree: PolicyTree, site: String) {
        fixtures = Fixtures(tree: tree)
        self.site = site
        names = tree.paths(in: "policies/fixtures", ending: ".yaml").map {
            String($0.dropFirst("policies/fixtures/".count).dropLast(".yaml".count))
        }
    }

    /// A fixture with edits in the order of their paths, as a test applies them.
    func tree(_ base: String, _ edits: [CaseEdit]) -> JSONValue? {
        if known[base] == nil {
            guard var made = try? fixtures.file(base) else { return nil }
            made["site"] = .text(site)
            known[base] = made
        }
        guard var tree = known[base] else { return nil }
        guard CaseEdit.apply(edits, to: &tree) else { return nil }
        return tree
    }

    /// The case file of a seed with further edits; nil if it is not valid or holds no case.
    func file(_ seed: CaseSeed, and more: [CaseEdit] = []) -> CaseFile? {
        guard let tree = seed.tree(self, and: more),
            let file = try? CaseFileReader().read(tree.canonicalBytes()), !file.cases.isEmpty
        else { return nil }
        return file
    }
}

extension CaseEdit {
    /// The differences that a test makes.
    static func list(_ with: [String: JSONValue]) -> [CaseEdit] {
        with.sorted { $0.key < $1.key }.map { CaseEdit(path: $0.key, value: $0.value) }
    }
}
