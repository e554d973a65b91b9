public import CaseModel
import LuaHost
public import PolicyHost

/// One place that uses a name, directly or through a function.
public struct Usage: Sendable, Equatable {
    /// Who uses it.
    public enum User: String, Sendable, CaseIterable {
        /// A rule of a policy.
        case rule
        /// A function of `policies/lib`.
        case function
        /// A local function or table of a policy file.
        case local
        /// A test.
        case test
        /// A fixture.
        case fixture
        /// A site's numbers or partners.
        case site
        /// A layer's parameter file.
        case parameters
    }

    /// Who uses it.
    public var user: User
    /// The rule's id, the function's or the test's name, or the site.
    public var name: String
    /// The file, relative to the root.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int
    /// The line's text without its indentation.
    public var source: String
    /// The functions between the user and the name, nearest first; empty for a direct use.
    public var via: [String]
}

/// Everything that uses one name.
public struct UsageReport: Sendable, Equatable {
    /// The name as it is known.
    public var name: String
    /// What it is: `field`, `parameter`, `rule` and so on.
    public var kinds: [String]
    /// One sentence.
    public var summary: String
    /// Where it is declared, as file and line where the file is one that administrators edit.
    public var declared: [String]
    /// The uses, by user, file and line; direct ones before those through a function.
    public var usages: [Usage]
    /// How many sample cases it decides; nil if not asked.
    public var sample: UsageSample?

    /// The ids of the rules that use it.
    public var rules: [String] {
        Set(usages.filter { $0.user == .rule }.map(\.name)).sorted()
    }
}

/// A rule where it stands: several sites may have rules of one id.
struct KnownRule: Hashable, Sendable {
    var id: String
    var place: String
}

/// Finds what uses a fact, number, answer, word, helper, function, partner or rule.
///
/// Reads the syntax trees of policies and the nodes of YAML files, never their text alone; follows
/// what functions and shared tables use to the rules that call them.
public struct WhereUsed: Sendable {
    private let host: PolicyHost
    private let tree: PolicyTree
    private let reference: Reference
    /// The rules of every site, and of programs that no site has switched on.
    private let allRules: [Rule]
    private var uses: [Use] = []
    /// The rules of the statement that begins at a line of a file.
    private var rules: [String: [Int: [Rule]]] = [:]

    /// Reads every file of a tree.
    public init(host: PolicyHost, tree: PolicyTree, reference: Reference) {
        self.host = host
        self.tree = tree
        self.reference = reference
        allRules = Self.rules(of: host, tree: tree)
        let byFile = Dictionary(grouping: allRules, by: \.file)
        let parameters = Set(tree.declaredParameters.map(\.id))
        for (path, text) in tree.files.sorted(by: { $0.key < $1.key })
        where path.hasPrefix("policies/") && path.hasSuffix(".lua") {
            guard let chunk = try? LuaSyntax.parse(source: text, name: path) else { continue }
            let rules = byFile[path] ?? []
            let found = LuaUses(file: path, chunk: chunk, parameters: parameters) { first, last in
                Self.rules(rules, between: first, and: last).compactMap(Self.subject).first
            }
            uses += found.uses
            for (first, last) in found.statements {
                let own = Self.rules(rules, between: first, and: last)
                if !own.isEmpty { self.rules[path, default: [:]][first] = own }
            }
        }
        uses += YAMLUses(tree: tree).uses
    }

    private static func rules(of host: PolicyHost, tree: PolicyTree) -> [Rule] {
        var found: [Rule] = []
        var seen: Set<String> = []
        func add(_ host: PolicyHost) {
            for site in host.sites.sorted(by: { $0.key < $1.key }) {
                for rule in site.value.rules
                where seen.insert("\(rule.place) \(rule.id)").inserted {
                    found.append(rule)
                }
            }
        }
        add(host)
        let start = "policies/programs/"
        let programs = Set(
            tree.files.keys.filter { $0.hasPrefix(start) }.compactMap {
                $0.dropFirst(start.count).split(separator: "/").first.map(String.init)
            })
        let resting = programs.filter { program in
            !found.contains { $0.file.hasPrefix("\(start)\(program)/") }
        }
        if let site = host.sites.keys.sorted().first, !resting.isEmpty {
            let on = Dictionary(uniqueKeysWithValues: resting.map { ($0, true) })
            add(PolicyHost(tree: tree, sites: [site], programs: on))
        }
        return found
    }

    /// The rules that a stretch of a file declares, or gives functions to.
    private static func rules(_ rules: [Rule], between first: Int, and last: Int) -> [Rule] {
        rules.filter { rule in
            let lines = first...max(first, last)
            return lines.contains(rule.declaredLine)
                || rule.functionLines.contains(where: lines.contains)
        }
    }

    /// What the third argument of a rule is.
    private static func subject(of rule: Rule) -> LuaUses.Known? {
        if rule.boundsContact { return LuaUses.root(named: "contact") }
        switch rule.point {
        case .remedy: return LuaUses.root(named: "remedy")
        case .referral: return LuaUses.root(named: "partner")
        default: return nil
        }
    }

    /// Everything that uses a name; nil if nothing has that name.
    ///
    /// - Parameters:
    ///   - name: A name as ``Reference/entry(named:)`` takes it, a rule's id or a partner's id.
    ///   - sample: How many synthetic cases a site to decide; 0 for none.
    ///   - seed: The seed of these cases.
    ///   - day: The day on which they are decided.
    /// - Returns: The uses, with the figures of the sample if there is one.
    public func report(_ name: String, sample: Int = 0, seed: UInt64 = 1, on day: Day? = nil)
        -> UsageReport?
    {
        guard
            let target = UseTarget(
                name, reference: reference, host: host, rules: allRules)
        else { return nil }
        var deciding: Set<KnownRule> = []
        let usages = usages(of: target, rules: &deciding)
        var report = UsageReport(
            name: target.name, kinds: target.kinds, summary: target.summary,
            declared: target.declared, usages: usages)
        if sample > 0, let day {
            for rule in allRules where target.rules.contains(rule.id) {
                deciding.insert(KnownRule(id: rule.id, place: rule.place))
            }
            report.sample = UsageSample(
                host: host, cases: sample, seed: seed, day: day, rules: deciding, target: target)
        }
        return report
    }

    /// The nearest known names: of the reference, of rules and of partners.
    public func nearest(to name: String) -> [String] {
        var near = reference.nearest(to: name)
        let others =
            allRules.map(\.id) + host.sites.values.flatMap { $0.config.partners.map(\.id) }
        if let other = EditDistance.nearest(name, in: Set(others).sorted()) {
            near.insert(other, at: 0)
        }
        return Array(near.prefix(5))
    }

    private func usages(of target: UseTarget, rules: inout Set<KnownRule>) -> [Usage] {
        var found: [Usage] = []
        var keys: Set<String> = []
        var visited: Set<UseOwner> = []
        var waiting: [(via: [String], uses: [Use])] = [
            ([], uses.filter { target.matches($0.symbol) })
        ]
        var next = 0
        while next < waiting.count {
            let (via, uses) = waiting[next]
            next += 1
            for use in uses {
                if case .statement(let file, let line) = use.owner {
                    for rule in self.rules[file]?[line] ?? [] {
                        rules.insert(KnownRule(id: rule.id, place: rule.place))
                    }
                }
                for usage in usages(at: use, via: via)
                where keys.insert("\(usage.file):\(usage.line) \(usage.name)").inserted {
                    found.append(usage)
                }
                guard visited.insert(use.owner).inserted else { continue }
                switch use.owner {
                case .function(let name):
                    waiting.append(
                        ([name] + via, self.uses.filter { $0.symbol == .function(name) }))
                case .local(let file, let name):
                    waiting.append(
                        (
                            [name] + via,
                            self.uses.filter { $0.symbol == .local(file: file, name: name) }
                        ))
                default: break
                }
            }
        }
        let order = Dictionary(
            uniqueKeysWithValues: Usage.User.allCases.enumerated().map { ($1, $0) })
        return found.sorted { left, right in
            (order[left.user] ?? 0, left.via.isEmpty ? 0 : 1, left.file, left.line, left.name)
                < (
                    order[right.user] ?? 0, right.via.isEmpty ? 0 : 1, right.file, right.line,
                    right.name
                )
        }
    }

    private func usages(at use: Use, via: [String]) -> [Usage] {
        let users: [(Usage.User, String)] =
            switch use.owner {
            case .statement(let file, let line):
                (rules[file]?[line] ?? []).map { (Usage.User.rule, $0.id) }
            case .function(let name): [(.function, name)]
            case .local(_, let name): [(.local, name)]
            case .test(let name): [(.test, name)]
            case .fixture(let name): [(.fixture, name)]
            case .site(let name): [(.site, name)]
            case .parameters: [(.parameters, "")]
            }
        let source = self.source(use.file, use.line)
        return users.map { user, name in
            Usage(
                user: user, name: name, file: use.file, line: use.line, column: use.column,
                source: source, via: via)
        }
    }

    private func source(_ file: String, _ line: Int) -> String {
        let lines = (tree.files[file] ?? "").split(
            separator: "\n", maxSplits: line, omittingEmptySubsequences: false)
        guard line > 0, lines.count >= line else { return "" }
        return lines[line - 1].trimmingPrefix(while: \.isWhitespace).description
    }
}
