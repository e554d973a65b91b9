public import PolicyHost

/// Every rule with its law, its code and its tests, to answer "where does this come from?".
public struct RuleIndex {
    /// One rule as somebody looks it up.
    public struct Entry: Sendable, Equatable {
        /// The rule's id.
        public var id: String
        /// The layer and what the rule does, such as `state available`.
        public var kind: String
        /// One sentence for staff.
        public var about: String
        /// The citation with its tag.
        public var authority: String
        /// File and line of the rule.
        public var place: String
        /// Files and lines of the tests that name it.
        public var tests: [String]
    }

    /// The entries, by file and line.
    public let entries: [Entry]

    /// Collects the rules of every loaded site and the tests that name them.
    public init(host: PolicyHost, tree: PolicyTree) {
        var rules: [String: Rule] = [:]
        for site in host.sites.values {
            for rule in site.rules { rules["\(rule.place) \(rule.id)"] = rule }
        }
        var lines: [(place: String, text: Substring)] = []
        for (path, text) in tree.files.sorted(by: { $0.key < $1.key })
        where path.contains("/tests/") && path.hasSuffix(".yaml") {
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            where line.contains("expect") || line.contains("rule:")
                || line.contains("floors:")
            {
                lines.append(("\(path):\(number + 1)", line))
            }
        }
        entries = rules.values.map { rule in
            Entry(
                id: rule.id, kind: "\(rule.layer.rawValue) \(rule.kind.rawValue)",
                about: rule.about, authority: "\(rule.authority) [\(rule.tag.rawValue)]",
                place: rule.place,
                tests: lines.filter {
                    Self.names($0.text, rule.id) && Self.canReach($0.place, from: rule)
                }.map(\.place))
        }.sorted { ($0.place, $0.id) < ($1.place, $1.id) }
    }

    /// The entries in which a text occurs, whatever its case.
    public func matching(_ text: String) -> [Entry] {
        guard !text.isEmpty else { return entries }
        let wanted = text.lowercased()
        return entries.filter { entry in
            [entry.id, entry.about, entry.authority, entry.place, entry.kind]
                .contains { $0.lowercased().contains(wanted) }
        }
    }

    /// Whether a line names the id as a whole word.
    private static func names(_ line: Substring, _ id: String) -> Bool {
        line.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
            .contains { $0 == id }
    }

    /// A site's rules share ids with other sites', so only tests of the same site name them.
    private static func canReach(_ test: String, from rule: Rule) -> Bool {
        guard rule.layer == .site else { return true }
        let folder = rule.place.split(separator: "/").prefix(3).joined(separator: "/")
        return test.hasPrefix(folder + "/")
    }
}
