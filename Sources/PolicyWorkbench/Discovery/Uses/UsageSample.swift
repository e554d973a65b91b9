public import CaseModel
import PolicyHost

/// How many synthetic cases something decides.
public struct UsageSample: Sendable, Equatable {
    /// The figures of one site.
    public struct Site: Sendable, Equatable {
        /// The site's id.
        public var id: String
        /// Cases with an answer that was given or bounded by a rule that uses it, or that is it.
        public var decided: Int
        /// Cases for which it was read; nil if it is no fact or number.
        public var read: Int?
    }

    /// Cases decided at each site.
    public var cases: Int
    /// The seed of the cases.
    public var seed: UInt64
    /// The day on which they were decided.
    public var day: Day
    /// The figures by site.
    public var sites: [Site]

    /// The sum over all sites.
    public var decided: Int { sites.reduce(0) { $0 + $1.decided } }
    /// Cases for which it was read, at all sites; nil if it is no fact or number.
    public var read: Int? {
        let counts = sites.compactMap(\.read)
        return counts.isEmpty ? nil : counts.reduce(0, +)
    }
    /// All cases decided.
    public var total: Int { cases * sites.count }

    init(
        host: PolicyHost, cases: Int, seed: UInt64, day: Day, rules: Set<RulePlace>,
        target: UseTarget
    ) {
        self.cases = cases
        self.seed = seed
        self.day = day
        let sampler = Sampler(seed: seed)
        let isRead = target.readField != nil || target.readParameter != nil
        sites = host.sites.sorted { $0.key < $1.key }.compactMap { name, policy in
            guard let id = SiteID(word: name) else { return nil }
            var site = Site(id: name, decided: 0, read: isRead ? 0 : nil)
            for index in 0..<cases {
                let file = sampler.caseFile(index: index, site: id, asOf: day)
                let decisions = policy.decide(
                    file, asOf: day, detail: isRead ? .full : .answers)
                if decisions.contains(where: { Self.decides($0, rules, target) }) {
                    site.decided += 1
                }
                if isRead, decisions.contains(where: { Self.reads($0, target) }) {
                    site.read = (site.read ?? 0) + 1
                }
            }
            return site
        }
    }

    private static func decides(_ decision: Decision, _ rules: Set<RulePlace>, _ target: UseTarget)
        -> Bool
    {
        decision.answers.contains { answer in
            if let rule = answer.rule, rules.contains(RulePlace(rule)) { return true }
            if let outcome = target.outcome, answer.outcome == outcome { return true }
            if let subject = target.subject, answer.subject == subject,
                answer.outcome != .notAvailable
            {
                return true
            }
            return answer.floors.contains { rules.contains(RulePlace($0.rule)) }
        }
    }

    private static func reads(_ decision: Decision, _ target: UseTarget) -> Bool {
        if let id = target.readParameter, decision.parameters.contains(where: { $0.id == id }) {
            return true
        }
        guard let path = target.readField else { return false }
        return decision.facts.contains { fact in
            let read = policyPath(of: fact.path)
            return read == path || read.hasPrefix(path + ".")
        }
    }

    /// The path of a policy for the path that a decision reports.
    static func policyPath(of path: String) -> String {
        // `remedy[account_levy].state` and `partner goodwill.services` name the thing asked about.
        var steps = path.split(separator: ".").map { step in
            step.prefix { $0 != "[" && $0 != " " }.description
        }
        switch steps.first {
        case "remedy": steps[0] = "case.remedies"
        case "partner", "contact": break
        default: steps.insert("case", at: 0)
        }
        return steps.joined(separator: ".")
    }
}

extension RulePlace {
    fileprivate init(_ rule: RuleReference) {
        self.init(id: rule.id, place: rule.place)
    }
}
