import CaseModel
import LuaHost

/// Rules whose conditions are asked together, with the calls made ready.
///
/// A class, so that lending one costs one reference.
final class RuleBatch: Sendable {
    let rules: [Rule]
    let calls: [LuaCall]
    let part: Rule.Part
    private let stop: LuaCall.Stop

    init(_ rules: [Rule], _ part: Rule.Part = .condition, stop: LuaCall.Stop) {
        self.rules = rules.filter { $0.function(part) != nil }
        calls = self.rules.compactMap { rule in
            rule.function(part).map { LuaCall($0, arguments: 0..<3, stop: stop) }
        }
        self.part = part
        self.stop = stop
    }

    var isEmpty: Bool { calls.isEmpty }

    /// The batch of those rules that are kept; the same one if all are.
    func filter(_ keep: (Rule) -> Bool) -> RuleBatch {
        let kept = rules.filter(keep)
        return kept.count == rules.count ? self : RuleBatch(kept, part, stop: stop)
    }
}

/// The rules that bear on one question, in the order in which they are asked.
final class RulePlan: Sendable {
    let available: RuleBatch
    /// Forbids of law, and those that the PJAC model, a program or the site adds.
    let forbid: RuleBatch
    let forbidHere: RuleBatch
    /// Forbids that look at the proposed mode, channel or person.
    let forbidProposal: RuleBatch
    let automatic: RuleBatch
    /// Requirements on every parent, and those on whom a condition applies to.
    let require: RuleBatch
    let requireWhen: [(applies: RuleBatch, met: RuleBatch)]
    let limit: [(rule: Rule, applies: RuleBatch)]
    let due: RuleBatch
    let site: RuleBatch
    let rank: RuleBatch
    let fallback: Rule?
    /// Why each other outcome was not reached, by the rule that matched: the default first; nothing
    /// in a plan of law alone, which asks no rule of the site.
    let notReached: [[NotReached]]

    /// Sorts rules into the steps of a question.
    ///
    /// - Parameters:
    ///   - rules: The rules that bear on the question, widest layer first.
    ///   - point: The question, if reasons are to be given why its other answers were not reached.
    init(_ rules: [Rule], reasonsFor point: DecisionPoint? = nil) {
        func batch(
            _ kind: RuleKind, _ part: Rule.Part = .condition, stop: LuaCall.Stop,
            where fits: (Rule) -> Bool = { _ in true }
        ) -> RuleBatch {
            RuleBatch(rules.filter { $0.kind == kind && fits($0) }, part, stop: stop)
        }
        available = batch(.available, stop: .ifFalse)
        forbid = batch(.forbid, stop: .never) { $0.filters.isEmpty && $0.layer <= .state }
        forbidHere = batch(.forbid, stop: .never) { $0.filters.isEmpty && $0.layer > .state }
        forbidProposal = batch(.forbid, stop: .never) { !$0.filters.isEmpty }
        automatic = batch(.automatic, stop: .ifTrue)
        require = batch(.require, .met, stop: .never) { $0.condition == nil }
        requireWhen = rules.filter { $0.kind == .require && $0.condition != nil }.map {
            (RuleBatch([$0], stop: .never), RuleBatch([$0], .met, stop: .never))
        }
        limit = rules.filter { $0.kind == .limit }.map { ($0, RuleBatch([$0], stop: .ifTrue)) }
        due = batch(.due, stop: .ifTrue)
        let site = batch(.rule, stop: .ifTrue)
        self.site = site
        rank = batch(.rank, stop: .never)
        // A default for one remedy wins over the default for all.
        let defaults = rules.filter { $0.kind == .fallback }
        let fallback = defaults.last { !$0.remedies.isEmpty } ?? defaults.first
        self.fallback = fallback
        notReached = point.map { Self.reasons(for: $0, site: site.rules, fallback: fallback) } ?? []
    }
}

/// All plans of a site, made once when it is loaded.
struct RuleBook: Sendable {
    /// The plans of one question: with everything, and with the law alone.
    private struct Plans: Sendable {
        let all: RulePlan
        let ofLaw: RulePlan

        init(_ rules: [Rule], for point: DecisionPoint) {
            all = RulePlan(rules, reasonsFor: point)
            ofLaw = RulePlan(rules.filter { $0.layer <= .state })
        }

        subscript(onlyLaw onlyLaw: Bool) -> RulePlan { onlyLaw ? ofLaw : all }
    }

    private let plans: [DecisionPoint: Plans]
    /// By the remedy's number.
    private let remedyPlans: [Plans]
    /// Bounds on a proposed contact, by the numbers of person and channel.
    private let contacts: [RulePlan]
    /// Remedies that some layer opens, in the schema's order.
    let remedies: [RemedyKind]
    private let named: [String: (rule: Rule, words: Int64)]

    init(rules: [Rule]) {
        named = Dictionary(rules.map { ($0.id, ($0, Self.mark($0))) }) { $1 }
        let ordered = rules.sorted { $0.layer < $1.layer }
        func plans(_ point: DecisionPoint, remedy: String? = nil) -> Plans {
            Plans(
                ordered.filter { Self.concerns($0, point: point, remedy: remedy) }, for: point)
        }
        let points = DecisionPoint.allCases.filter { $0.area != nil && $0 != .remedy }
        self.plans = Dictionary(uniqueKeysWithValues: points.map { ($0, plans($0)) })
        let remedyPlans = RemedyKind.allCases.map { plans(.remedy, remedy: $0.word) }
        self.remedyPlans = remedyPlans
        // A condition common to many remedies need not open them: some law must do that.
        remedies = RemedyKind.allCases.filter { remedy in
            remedyPlans[Int(remedy.rawValue)].all.available.rules.contains {
                $0.opens.contains(remedy.word)
            }
        }
        let bounds = ordered.filter(\.boundsContact)
        contacts = Participant.allCases.flatMap { who in
            ContactChannel.allCases.map { channel in
                RulePlan(bounds.filter { $0.bounds(who, channel) })
            }
        }
    }

    /// The rule with an id.
    func rule(_ id: String) -> Rule? { named[id]?.rule }

    /// A number that tells rules apart and changes with the words of a rule for staff or parent.
    func wordsMark(_ id: String) -> Int64 { named[id]?.words ?? 0 }

    /// FNV-1a over the id and the words: the same in every process.
    private static func mark(_ rule: Rule) -> Int64 {
        var mark: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ line: String) {
            for byte in line.utf8 { mark = (mark ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        add("\(rule.id)\n\(rule.about)\n")
        for (language, text) in rule.tell.sorted(by: { $0.key < $1.key }) {
            add("\(language)=\(text)\n")
        }
        return Int64(bitPattern: mark)
    }

    /// The plan of a question other than the one about a remedy.
    func plan(_ point: DecisionPoint, onlyLaw: Bool) -> RulePlan {
        plans[point]?[onlyLaw: onlyLaw] ?? RulePlan([])
    }

    /// The plan of the question about a remedy.
    func plan(remedy: RemedyKind, onlyLaw: Bool) -> RulePlan {
        remedyPlans[Int(remedy.rawValue)][onlyLaw: onlyLaw]
    }

    /// The rules that bound a contact with a person by a channel.
    func bounds(onContactWith who: Participant, by channel: ContactChannel) -> RulePlan {
        contacts[Int(who.rawValue) * ContactChannel.allCases.count + Int(channel.rawValue)]
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

extension Rule {
    /// Whether the rule is about a contact with a person by a channel.
    fileprivate func bounds(_ who: Participant, _ channel: ContactChannel) -> Bool {
        (filters["channels"]?.contains(channel.word) ?? true)
            && (filters["who"]?.contains(who.word) ?? true)
    }
}
