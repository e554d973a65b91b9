import CaseModel
import LuaHost

/// Rules whose conditions are asked together, with the calls made ready.
///
/// A class, so that lending one costs one reference.
final class RuleBatch: Sendable {
    /// A condition with what comes of its answer.
    typealias Entry = (rule: Rule, part: Rule.Part, stop: LuaCall.Stop)

    let rules: [Rule]
    /// Which function of each rule is asked.
    let parts: [Rule.Part]
    // SAFETY: written once before the batch is shared and freed with it; only read in between.
    nonisolated(unsafe) let calls: UnsafeBufferPointer<LuaCall>
    private let entries: [Entry]

    /// Makes the calls of those entries whose function is there.
    init(_ entries: [Entry]) {
        let entries = entries.filter { $0.rule.function($0.part) != nil }
        self.entries = entries
        rules = entries.map(\.rule)
        parts = entries.map(\.part)
        let calls = UnsafeMutableBufferPointer<LuaCall>.allocate(capacity: entries.count)
        _ = calls.initialize(
            from: entries.compactMap { entry in
                entry.rule.function(entry.part).map {
                    LuaCall($0, arguments: 0..<3, stop: entry.stop)
                }
            })
        self.calls = UnsafeBufferPointer(calls)
    }

    convenience init(_ rules: [Rule], _ part: Rule.Part = .condition, stop: LuaCall.Stop) {
        self.init(rules.map { ($0, part, stop) })
    }

    deinit { calls.deallocate() }

    var count: Int { calls.count }
    var isEmpty: Bool { calls.isEmpty }

    /// The batch of those rules that are kept; the same one if all are.
    func filter(_ keep: (Rule) -> Bool) -> RuleBatch {
        let kept = entries.filter { keep($0.rule) }
        return kept.count == entries.count ? self : RuleBatch(kept)
    }
}

/// The rules that bear on one question, in the order in which they are asked.
final class RulePlan: Sendable {
    /// Where the steps of ``question`` end.
    struct Ends: Sendable {
        var available = 0
        var forbid = 0
        var automatic = 0
        var forbidHere = 0
    }

    /// The conditions of steps 1 to 4 in one batch: thresholds, what law forbids, what it makes
    /// automatic, what the model, a program or the site forbids, the site's rules.
    let question: RuleBatch
    let ends: Ends
    /// What is answered whenever the question stops at the same condition, the last one for none.
    let kept: [KeptAnswer]
    /// The rules that can make the answer available.
    let available: [Rule]
    /// Forbids of law, and those that the PJAC model, a program or the site adds.
    let forbid: RuleBatch
    let forbidHere: RuleBatch
    /// Forbids that look at the proposed mode, channel or person.
    let forbidProposal: RuleBatch
    /// Requirements, each behind the condition on whom it applies to, if it has one.
    let require: RuleBatch
    let limit: [(rule: Rule, applies: RuleBatch)]
    let due: RuleBatch
    let site: RuleBatch
    let rank: RuleBatch
    let fallback: Rule?
    /// Why each other outcome was not reached, by the rule that matched: the default first; nothing
    /// in a plan of law alone, which asks no rule of the site.
    let notReached: [Reasons]
    /// What the law alone says about the question; nil if this plan is that.
    let ofLaw: RulePlan?

    /// Sorts rules into the steps of a question.
    ///
    /// - Parameters:
    ///   - rules: The rules that bear on the question, widest layer first.
    ///   - point: The question, if reasons are to be given why its other answers were not reached.
    ///   - ofLaw: The plan of the law alone, if this is another.
    init(_ rules: [Rule], reasonsFor point: DecisionPoint? = nil, ofLaw: RulePlan? = nil) {
        func batch(
            _ kind: RuleKind, stop: LuaCall.Stop, where fits: (Rule) -> Bool = { _ in true }
        ) -> RuleBatch {
            RuleBatch(rules.filter { $0.kind == kind && fits($0) }, stop: stop)
        }
        available = rules.filter { $0.kind == .available }
        forbid = batch(.forbid, stop: .never) { $0.filters.isEmpty && $0.layer <= .state }
        forbidHere = batch(.forbid, stop: .never) { $0.filters.isEmpty && $0.layer > .state }
        forbidProposal = batch(.forbid, stop: .never) { !$0.filters.isEmpty }
        // Requirements on every parent come first.
        let required = rules.filter { $0.kind == .require }
        require = RuleBatch(
            required.filter { $0.condition == nil }.map { ($0, .met, .never) }
                + required.filter { $0.condition != nil && $0.met != nil }.flatMap {
                    [($0, .condition, .skipIfFalse), ($0, .met, .never)]
                })
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
        self.ofLaw = ofLaw

        var entries: [RuleBatch.Entry] = []
        var ends = Ends()
        func add(_ rules: [Rule], _ stop: LuaCall.Stop, last: LuaCall.Stop? = nil) -> Int {
            let asked = rules.filter { $0.condition != nil }
            for (index, rule) in asked.enumerated() {
                let isLast = index == asked.count - 1
                entries.append((rule, .condition, isLast ? last ?? stop : stop))
            }
            return entries.count
        }
        ends.available = add(available, .ifFalse)
        ends.forbid = add(forbid.rules, .gather, last: .ifGathered)
        ends.automatic = add(rules.filter { $0.kind == .automatic }, .ifTrue)
        ends.forbidHere = add(forbidHere.rules, .gather, last: .ifGathered)
        _ = add(site.rules, .ifTrue)
        question = RuleBatch(entries)
        self.ends = ends
        kept = (0...entries.count).map { _ in KeptAnswer() }
    }

    /// The most conditions that are asked at once.
    var longest: Int {
        let batches = [question, forbidProposal, require, due, rank] + limit.map(\.applies)
        return batches.reduce(0) { max($0, $1.count) }
    }
}

/// All plans of a site, made once when it is loaded.
struct RuleBook: Sendable {
    /// The plans of one question: with everything, and with the law alone.
    private struct Plans: Sendable {
        let all: RulePlan
        let ofLaw: RulePlan

        init(_ rules: [Rule], for point: DecisionPoint) {
            ofLaw = RulePlan(rules.filter { $0.layer <= .state })
            all = RulePlan(rules, reasonsFor: point, ofLaw: ofLaw)
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
    /// Their words.
    let remedyWords: [String]
    /// The most conditions that are asked at once.
    let longestBatch: Int
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
            remedyPlans[Int(remedy.rawValue)].all.available.contains {
                $0.opens.contains(remedy.word)
            }
        }
        remedyWords = remedies.map(\.word)
        let bounds = ordered.filter(\.boundsContact)
        let contacts = Participant.allCases.flatMap { who in
            ContactChannel.allCases.map { channel in
                RulePlan(bounds.filter { $0.bounds(who, channel) })
            }
        }
        self.contacts = contacts
        let all = contacts + (Array(self.plans.values) + remedyPlans).map(\.all)
        longestBatch = all.reduce(0) { max($0, $1.longest) }
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
