import CaseModel
import PolicyHost

/// What a question about uses is about: one name, which may be the name of several things.
struct UseTarget {
    /// The name as it is known, such as `case.arrears.total`.
    var name: String
    /// What it is, such as `field` or `rule`.
    var kinds: [String] = []
    /// One sentence.
    var summary: String
    /// Where it is declared.
    var declared: [String] = []
    /// What names it directly.
    var matches: [@Sendable (UseSymbol) -> Bool] = []
    /// Ids of rules that it is.
    var rules: Set<String> = []
    /// Outcomes that it is.
    var outcome: Outcome?
    /// Subjects of answers that it is: a remedy or a partner.
    var subject: String?
    /// Fields and numbers that it is, for what decisions say they read.
    var readField: String?
    var readParameter: String?

    func matches(_ symbol: UseSymbol) -> Bool { matches.contains { $0(symbol) } }

    /// Finds what a name means; nil if nothing has the name.
    init?(_ name: String, reference: Reference, host: PolicyHost, rules: [Rule]) {
        self.name = name
        summary = ""
        for entry in reference.entries(named: name) { add(entry) }
        let named = rules.filter { $0.id == name }
        if let rule = named.first {
            kinds.append("rule")
            summary = rule.about
            declared += named.map(\.place)
            self.rules = [name]
            matches.append { $0 == .rule(name) }
        }
        for (site, policy) in host.sites.sorted(by: { $0.key < $1.key }) {
            guard let partner = policy.config.partners.first(where: { $0.id == name }) else {
                continue
            }
            if !kinds.contains("partner") { kinds.append("partner") }
            summary = summary.isEmpty ? "\(partner.name), \(site)" : "\(summary); \(site)"
            subject = name
            matches.append { $0 == .partner(name) }
        }
        if kinds.isEmpty { return nil }
    }

    private mutating func add(_ entry: ReferenceEntry) {
        let name = entry.name
        switch entry.kind {
        case .record where name != "site", .field:
            let path = Self.canonical(Reference.plain(name))
            readField = path
            matches.append { symbol in
                guard case .field(let written) = symbol else { return false }
                let used = Self.canonical(written)
                return used == path || used.hasPrefix(path + ".")
            }
        case .parameter:
            readParameter = name
            matches.append { $0 == .parameter(name) }
        case .answer:
            outcome = Outcome(rawValue: name)
            matches.append { $0 == .answer(name) }
        case .point: matches.append { $0 == .point(name) }
        case .helper: matches.append { $0 == .helper(name) }
        case .function: matches.append { $0 == .function(name) }
        case .rule: matches.append { $0 == .kind(String(name.dropFirst("policy:".count))) }
        case .remedy:
            subject = name
            add(word: name, lists: [RemedyKind.symbolName])
        case .channel: add(word: name, lists: [ContactChannel.symbolName])
        case .service:
            add(
                word: name,
                lists: [
                    ServiceKind.symbolName, EnhancedServiceKind.symbolName,
                    TrainingService.symbolName,
                ])
        case .record, .key, .setting, .finding: return
        }
        self.name = entry.name
        if !entry.declared.isEmpty { declared.append(entry.declared) }
        summary = summary.isEmpty ? entry.summary : summary
        if !kinds.contains(entry.kind.rawValue) { kinds.append(entry.kind.rawValue) }
    }

    private mutating func add(word: String, lists: Set<String>) {
        matches.append { symbol in
            guard case .word(word, let list) = symbol else { return false }
            return list.map(lists.contains) ?? true
        }
    }

    /// The remedy asked about is one of the case's remedies.
    static func canonical(_ path: String) -> String {
        if path == "remedy" { return "case.remedies" }
        return path.hasPrefix("remedy.") ? "case.remedies." + path.dropFirst("remedy.".count) : path
    }
}
