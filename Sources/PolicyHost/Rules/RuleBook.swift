import CaseModel
import LuaHost

/// Rules whose conditions are asked together, with the calls made ready.
struct RuleBatch: Sendable {
    private(set) var rules: [Rule] = []
    private(set) var calls: [LuaCall] = []
    let part: Rule.Part
    private let stop: LuaCall.Stop

    init(_ part: Rule.Part = .condition, stop: LuaCall.Stop) {
        self.part = part
        self.stop = stop
    }

    init(_ rules: [Rule], _ part: Rule.Part = .condition, stop: LuaCall.Stop) {
        self.init(part, stop: stop)
        for rule in rules { append(rule) }
    }

    var isEmpty: Bool { rules.isEmpty }

    mutating func append(_ rule: Rule) {
        guard let function = rule.function(part) else { return }
        rules.append(rule)
        calls.append(LuaCall(function, arguments: 0..<3, stop: stop))
    }

    func filter(_ keep: (Rule) -> Bool) -> RuleBatch {
        RuleBatch(rules.filter(keep), part, stop: stop)
    }
}

/// The rules that bear on one question, in the order in which they are asked.
struct RulePlan: Sendable {
    var available = RuleBatch(stop: .ifFalse)
    /// Forbids of law, and those that the PJAC model, a program or the site adds.
    var forbid = RuleBatch(stop: .never)
    var forbidHere = RuleBatch(stop: .never)
    /// Forbids that look at the proposed mode, channel or person.
    var forbidProposal = RuleBatch(stop: .never)
    var automatic = RuleBatch(stop: .ifTrue)
    /// Requirements on every parent, and those on whom a condition applies to.
    var require = RuleBatch(.met, stop: .never)
    var requireWhen: [(applies: RuleBatch, met: RuleBatch)] = []
    var limit: [Rule] = []
    var due = RuleBatch(stop: .ifTrue)
    var site = RuleBatch(stop: .ifTrue)
    var rank = RuleBatch(stop: .never)
    var fallback: Rule?
    /// Why each other outcome was not reached, by the rule that matched: the default first.
    var notReached: [[NotReached]] = []

    /// The plan without what the PJAC model and the site add to the law.
    var ofLaw: RulePlan {
        func isLaw(_ rule: Rule) -> Bool { rule.layer <= .state }
        var plan = RulePlan()
        plan.available = available.filter(isLaw)
        plan.forbid = forbid.filter(isLaw)
        plan.forbidProposal = forbidProposal.filter(isLaw)
        plan.automatic = automatic.filter(isLaw)
        plan.require = require.filter(isLaw)
        plan.requireWhen = requireWhen.filter { $0.met.rules.allSatisfy(isLaw) }
        plan.limit = limit.filter(isLaw)
        plan.due = due.filter(isLaw)
        return plan
    }
}

/// What a question is about, as a key to its plan.
struct RulePlanKey: Hashable, Sendable {
    var point: DecisionPoint
    /// The remedy, for the question about one.
    var remedy: RemedyKind?
}

/// All plans of a site, made once when it is loaded.
struct RuleBook: Sendable {
    private var plans: [RulePlanKey: RulePlan] = [:]
    private var plansOfLaw: [RulePlanKey: RulePlan] = [:]
    /// Bounds on any proposed contact.
    private(set) var contact = RulePlan()
    /// Remedies that some layer opens, in the schema's order.
    private(set) var remedies: [RemedyKind] = []
    private var named: [String: (rule: Rule, words: Int64)] = [:]

    init(rules: [Rule]) {
        for rule in rules { named[rule.id] = (rule, Self.mark(rule.tell)) }
        let ordered = rules.sorted { $0.layer < $1.layer }
        for point in DecisionPoint.allCases where point.area != nil && point != .remedy {
            add(Self.plan(ordered, point: point, remedy: nil), RulePlanKey(point: point))
        }
        for remedy in RemedyKind.allCases {
            let plan = Self.plan(ordered, point: .remedy, remedy: remedy.word)
            add(plan, RulePlanKey(point: .remedy, remedy: remedy))
            // A condition common to many remedies need not open them: some law must do that.
            if plan.available.rules.contains(where: { $0.opens.contains(remedy.word) }) {
                remedies.append(remedy)
            }
        }
        for rule in ordered where rule.boundsContact { contact.add(rule) }
    }

    /// The rule with an id.
    func rule(_ id: String) -> Rule? { named[id]?.rule }

    /// A number that changes with the words of a rule in any language.
    func wordsMark(_ id: String) -> Int64 { named[id]?.words ?? 0 }

    /// FNV-1a over the words: the same in every process.
    private static func mark(_ words: [String: String]) -> Int64 {
        var mark: UInt64 = 0xcbf2_9ce4_8422_2325
        for (language, text) in words.sorted(by: { $0.key < $1.key }) {
            for byte in "\(language)=\(text)\n".utf8 {
                mark = (mark ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        return Int64(bitPattern: mark)
    }

    private mutating func add(_ plan: RulePlan, _ key: RulePlanKey) {
        var plan = plan
        plan.prepareReasons(for: key.point)
        plans[key] = plan
        plansOfLaw[key] = plan.ofLaw
    }

    func plan(_ point: DecisionPoint, remedy: RemedyKind? = nil, onlyLaw: Bool = false) -> RulePlan
    {
        let key = RulePlanKey(point: point, remedy: remedy)
        return (onlyLaw ? plansOfLaw[key] : plans[key]) ?? RulePlan()
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
            if !rule.filters.isEmpty {
                forbidProposal.append(rule)
            } else if rule.layer <= .state {
                forbid.append(rule)
            } else {
                forbidHere.append(rule)
            }
        case .automatic: automatic.append(rule)
        case .require:
            if rule.condition == nil {
                require.append(rule)
            } else {
                requireWhen.append(
                    (RuleBatch([rule], stop: .never), RuleBatch([rule], .met, stop: .never)))
            }
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
