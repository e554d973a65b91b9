import CaseModel
import LuaHost
import PolicyHost

/// What is known about one version of the files; each part is worked out when it is first asked for.
final class Knowledge {
    let version: Int
    let tree: PolicyTree
    private let earlierTests: [PolicyTest]

    /// Begins with nothing worked out; what was known before serves while a file can't be read.
    init(version: Int, tree: PolicyTree, before: Knowledge?) {
        self.version = version
        self.tree = tree
        earlierTests = before?.knownTests ?? []
    }

    /// What a check finds, and the sites that load.
    private(set) lazy var report = PolicyChecker(tree: tree).check()

    /// Everything that can be looked up.
    private(set) lazy var reference = Reference(host: report.host, tree: tree)

    /// Runs tests and decides their cases.
    private(set) lazy var runner = PolicyTestRunner(tree: tree)

    private var knownTests: [PolicyTest] = []

    /// The tests; those known before while a test file has a mistake.
    private(set) lazy var tests: [PolicyTest] = {
        knownTests = (try? runner.tests()) ?? earlierTests
        return knownTests
    }()

    /// The rules of the sites that load, and those that stand in the files of the others.
    private(set) lazy var rules: [RuleIndex.Entry] = {
        let loaded = RuleIndex(host: report.host, tree: tree).entries
        let known = Set(loaded.map { "\(Self.file(of: $0.place)) \($0.id)" })
        let written = tree.files.keys.sorted().filter {
            $0.hasPrefix("policies/") && $0.hasSuffix(".lua") && !$0.contains("/tests/")
        }.flatMap(written(in:))
        return loaded + written.filter { !known.contains("\(Self.file(of: $0.place)) \($0.id)") }
    }()

    private static func file(of place: String) -> Substring { place.prefix { $0 != ":" } }

    /// The rules of a file whose site does not load, from its source alone.
    private func written(in path: String) -> [RuleIndex.Entry] {
        guard let chunk = try? LuaSyntax.parse(source: tree.files[path] ?? "", name: path) else {
            return []
        }
        return RuleSpan.rules(in: chunk).filter { !$0.id.isEmpty }.map { rule in
            RuleIndex.Entry(
                id: rule.id, kind: "policy:\(rule.kind)",
                about: "The site of this rule does not load now", authority: "see the file",
                place: "\(path):\(rule.span.line)", tests: [])
        }
    }
}
