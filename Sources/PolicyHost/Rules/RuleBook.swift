import CaseModel

/// The rules that bear on one question, in the order in which they are asked.
struct RulePlan: Sendable {
    var available: [Rule] = []
    var forbid: [Rule] = []
    /// Forbids that look at the proposed mode, channel or person.
    var forbidProposal: [Rule] = []
    var automatic: [Rule] = []
    var require: [Rule] = []
    var limit: [Rule] = []
    var due: [Rule] = []
    var site: [Rule] = []
    var rank: [Rule] = []
    var fallback: Rule?

    /// The plan without what the PJAC model and the site add to the law.
    var ofLaw: RulePlan {
        func law(_ rules: [Rule]) -> [Rule] { rules.filter { $0.layer <= .state } }
        return RulePlan(
            available: law(available), forbid: law(forbid), forbidProposal: law(forbidProposal),
            automatic: law(automatic), require: law(require), limit: law(limit), due: law(due))
    }
}

/// What a question is about, as a key to its plan.
struct RulePlanKey: Hashable, Sendable {
    var point: DecisionPoint
    /// The remedy, or empty.
    var remedy: String
}

/// All plans of a site, made once when it is loaded.
struct RuleBook: Sendable {
    private(set) var plans: [RulePlanKey: RulePlan] = [:]
    /// Bounds on any proposed contact.
    private(set) var contact = RulePlan()
    /// Remedies that some layer opens, in the schema's order.
    private(set) var remedies: [String] = []

    init(rules: [Rule]) {
        let ordered = rules.sorted { $0.layer < $1.layer }
        for point in DecisionPoint.allCases where point.area != nil && point != .remedy {
            plans[RulePlanKey(point: point, remedy: "")] = Self.plan(ordered, point: point, remedy: nil)
        }
        for remedy in CaseVocabulary.remedies {
            let plan = Self.plan(ordered, point: .remedy, remedy: remedy)
            plans[RulePlanKey(point: .remedy, remedy: remedy)] = plan
            // A condition common to many remedies need not open them: some law must do that.
            if plan.available.contains(where: { $0.opens.contains(remedy) }) {
                remedies.append(remedy)
            }
        }
        for rule in ordered where rule.boundsContact { contact.add(rule) }
    }

    func plan(_ point: DecisionPoint, remedy: String = "") -> RulePlan {
        plans[RulePlanKey(point: point, remedy: remedy)] ?? RulePlan()
    }

    private static func plan(_ rules: [Rule], point: DecisionPoint, remedy: String?) -> RulePlan {
        var plan = RulePlan()
        for rule in rules where concerns(rule, point: point, remedy: remedy) { plan.add(rule) }
        return plan
    }

    private static func concerns(_ rule: Rule, point: DecisionPoint, remedy: String?) -> Bool {
        if rule.point == point {
            guard let remedy else { return true }
            if rule.remedies.contains(remedy) { return true }
            return rule.remedies.isEmpty
        }
        // What bounds a contempt referral as a remedy bounds the decision to refer, too.
        return point == .contemptReferral && rule.point == .remedy
            && rule.remedies.contains("contempt_referral")
            && ![.rule, .fallback].contains(rule.kind)
    }
}

extension RulePlan {
    fileprivate mutating func add(_ rule: Rule) {
        switch rule.kind {
        case .available: available.append(rule)
        case .forbid:
            if rule.filters.isEmpty { forbid.append(rule) } else { forbidProposal.append(rule) }
        case .automatic: automatic.append(rule)
        case .require: require.append(rule)
        case .limit: limit.append(rule)
        case .due: due.append(rule)
        case .rule: site.append(rule)
        case .rank: rank.append(rule)
        case .fallback:
            // A default for one remedy wins over the default for all.
            if fallback == nil || !rule.remedies.isEmpty { fallback = rule }
        }
    }
}
