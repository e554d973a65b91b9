import CaseModel
public import PolicyHost

/// Everything that policy authors can look up: facts, numbers, answers, verbs, words and findings.
///
/// Made from the declarations themselves: the case schema, the parameter files, the tables of
/// answers, rules and helpers, and the comments of `policies/lib`. Pages, editor stubs, hovers and
/// `accord docs` all come from here.
public struct Reference: Sendable {
    /// Every entry, by kind and then by name.
    public let entries: [ReferenceEntry]
    private let byName: [String: [Int]]

    /// Collects the entries.
    ///
    /// - Parameters:
    ///   - host: The sites that load; they say which values sites have set.
    ///   - tree: The files. What can't be read is left out; `accord check` reports it.
    public init(host: PolicyHost, tree: PolicyTree) {
        let groups = [
            FieldEntries().entries, ParameterEntries(host: host, tree: tree).entries,
            LanguageEntries().entries, LibraryEntries(tree: tree).entries,
            VocabularyEntries().entries, SettingEntries().entries, FindingEntries.entries,
        ]
        let order = Dictionary(
            uniqueKeysWithValues: ReferenceEntry.Kind.allCases.enumerated().map { ($1, $0) })
        entries = groups.flatMap(\.self).sorted {
            (order[$0.kind] ?? 0, $0.name) < (order[$1.kind] ?? 0, $1.name)
        }
        byName = Dictionary(
            grouping: entries.indices, by: { [entries] in Self.plain(entries[$0].name) })
    }

    /// The entry with this name, or nil.
    ///
    /// A name may be written as policies, tests or decisions write it: `arrears.total`,
    /// `site.hold.days`, `remedies[0].state`, `cases.0.remedies.0.state`. Where several things have
    /// one name, the first by kind; see ``entries(named:)``.
    public func entry(named name: String) -> ReferenceEntry? { entries(named: name).first }

    /// Every entry with this name, by kind.
    ///
    /// The name is one as in ``entry(named:)``, or one with its kind: `answer:contact`.
    public func entries(named name: String) -> [ReferenceEntry] {
        if let colon = name.firstIndex(of: ":"),
            let kind = ReferenceEntry.Kind(rawValue: String(name[..<colon]))
        {
            let rest = String(name[name.index(after: colon)...])
            return entries(named: rest).filter { $0.kind == kind }
        }
        for spelling in Self.spellings(of: name) {
            if let found = byName[spelling] { return found.map { entries[$0] } }
        }
        return []
    }

    /// The entries whose names begin with a text, in order.
    public func entries(prefix: String) -> [ReferenceEntry] {
        entries.filter { $0.name.hasPrefix(prefix) }
    }

    /// The entries of a kind, by name.
    public func entries(of kind: ReferenceEntry.Kind) -> [ReferenceEntry] {
        entries.filter { $0.kind == kind }
    }

    /// The known names that are nearest to one that is not known, best first, at most five.
    public func nearest(to name: String) -> [String] {
        let wanted = Self.plain(name)
        let limit = max(2, wanted.utf8.count / 3) + 1
        var scores: [String: Int] = [:]
        for entry in entries {
            let plain = Self.plain(entry.name)
            // A name without its record is what people remember.
            let score = min(
                Self.distance(wanted, plain, limit),
                Self.distance(Self.tail(wanted), Self.tail(plain), limit) + 1)
            if score < limit { scores[entry.name] = score }
        }
        return scores.sorted {
            ($0.value, $0.key.count, $0.key) < ($1.value, $1.key.count, $1.key)
        }.prefix(5).map(\.key)
    }

    /// The spellings under which a name may be known, the likeliest first.
    private static func spellings(of name: String) -> [String] {
        var plain = plain(name)
        for (written, meant) in [("law.", "site."), ("cases.", "case.")]
        where plain.hasPrefix(written) {
            plain = meant + plain.dropFirst(written.count)
        }
        var spellings = [plain]
        for start in ["site.", "case.", "remedy.", "partner.", "contact."] {
            if plain.hasPrefix(start) { spellings.append(String(plain.dropFirst(start.count))) }
            spellings.append(start + plain)
        }
        return spellings
    }

    private static func tail(_ name: String) -> String {
        name.split(separator: ".").last.map(String.init) ?? name
    }

    private static func distance(_ left: String, _ right: String, _ limit: Int) -> Int {
        EditDistance.between(Array(left.utf8.prefix(80)), Array(right.utf8), atMost: limit)
    }

    /// A name without the places of list elements: `remedies[0].state` as `remedies.state`.
    static func plain(_ name: String) -> String {
        name.split { $0 == "." || $0 == "[" || $0 == "]" }
            .filter { $0.contains { !$0.isNumber } }.joined(separator: ".")
    }
}
