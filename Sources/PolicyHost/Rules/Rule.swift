public import CaseModel
import LuaHost

/// What a rule does.
public enum RuleKind: String, Sendable, CaseIterable {
    /// Proposes an answer; the first match counts.
    case rule
    /// Proposes the answer if no rule matches.
    case fallback = "default"
    /// A legal threshold that must hold for the answer to be reached.
    case available
    /// Forbids the answer.
    case forbid
    /// Something that must be done before the answer may act.
    case require
    /// Cuts a hold or an amount.
    case limit
    /// Proceeds by law, so that it can't be held here.
    case automatic
    /// A deadline after which only a reasoned answer will do.
    case due
    /// Adds points to a referral partner.
    case rank
}

/// A layer of policy, from the widest to the narrowest.
public enum Layer: String, Sendable, CaseIterable, Comparable {
    /// Federal law.
    case federal
    /// State law.
    case state
    /// What the PJAC model fixes for every site.
    case pjac
    /// The site's own judgment.
    case site
    /// A program a site has switched on.
    case program

    /// Orders layers from the widest to the narrowest.
    public static func < (left: Layer, right: Layer) -> Bool {
        order(left) < order(right)
    }

    private static func order(_ layer: Layer) -> Int {
        switch layer {
        case .federal: 0
        case .state: 1
        case .pjac: 2
        case .program: 3
        case .site: 4
        }
    }

    /// Which kinds of rule the layer may hold: only the widest layers can open a remedy, make it
    /// automatic or due, so that no site can script a floor away.
    var kinds: Set<RuleKind> {
        switch self {
        case .federal, .state: [.available, .forbid, .require, .limit, .automatic, .due]
        case .pjac: [.forbid, .require, .limit, .due]
        case .program: [.available, .forbid, .require, .limit, .rule, .fallback, .rank]
        case .site: [.rule, .fallback, .rank, .forbid, .require, .limit]
        }
    }
}

/// One named piece of a policy.
///
/// A class, so that the plans of many questions share it.
public final class Rule: Sendable {
    /// The rule's id, unique in a site's whole set.
    public let id: String
    /// What it does.
    public let kind: RuleKind
    /// The layer it stands in.
    public let layer: Layer
    /// The area of its file.
    public let area: Area
    /// The question it answers; nil for floors on any contact.
    public let point: DecisionPoint?
    /// Whether it bounds proposed contacts rather than a question.
    public let boundsContact: Bool
    /// The remedies it is about; empty for all.
    public let remedies: [String]
    /// The remedies that an `available` rule makes available at all: those it names, unless it
    /// says that it is only a condition on what other rules open.
    public let opens: [String]
    /// The channels, conference modes or people it is limited to; empty for all.
    public let filters: [String: [String]]
    /// How well founded it is.
    public let tag: Provenance
    /// Words for the parent by language.
    public let tell: [String: String]
    /// What must be done first, for `require`.
    public let missing: String
    /// Points that `rank` adds.
    public let points: Int
    /// Why a partner is ranked so, for `rank`.
    public let because: String
    /// The answers its `decide` can give, read from its source.
    public let possible: [Outcome]
    /// The reference that decisions carry: citation, element, file and line.
    public let reference: RuleReference

    let condition: LuaFunction?
    let met: LuaFunction?
    let decide: LuaFunction?
    let longest: LuaFunction?
    let atMost: LuaFunction?
    /// The results that decisions record, made once.
    let results: (held: RuleResult, failed: RuleResult)
    /// What the rule says about the answers that it keeps out of reach, and that for each answer to
    /// its question.
    let refusal: String
    let refusals: RulePlan.Reasons
    /// What an answer holds that the rule alone bounds: the floor, what is missing, and its sentence
    /// for staff with a period.
    let floors: [Floor]
    let missingAlone: [String]
    let firstNeeded: String
    let sentence: String
    /// The words in the site's languages.
    let words: [(language: String, template: Template)]
    /// The conference modes to which it is limited; nil for all.
    let modes: [String]?
    /// The words in the site's languages, if nothing has to be filled in.
    let plainWords: [Words]?

    /// One sentence for staff.
    public var about: String { reference.about }
    /// The citation.
    public var authority: String { reference.authority }
    /// File and line.
    public var place: String { reference.place }
    /// The line in its file.
    var line: Int { Int(place.split(separator: ":").last ?? "") ?? 0 }

    init(_ draft: RuleDraft) {
        id = draft.id
        kind = draft.kind
        layer = draft.layer
        area = draft.area
        point = draft.point
        boundsContact = draft.boundsContact
        remedies = draft.remedies
        opens = draft.opens
        filters = draft.filters
        tag = draft.tag
        tell = draft.tell
        missing = draft.missing
        points = draft.points
        because = draft.because
        possible = draft.possible
        condition = draft.condition
        met = draft.met
        decide = draft.decide
        longest = draft.longest
        atMost = draft.atMost
        let reference = RuleReference(
            id: draft.id, layer: draft.layer.rawValue, authority: draft.authority,
            tag: draft.tag.rawValue, element: draft.element, about: draft.about,
            place: draft.place)
        self.reference = reference
        floors = Self.effect(draft.kind).map { [Floor(effect: $0, rule: reference)] } ?? []
        missingAlone = [draft.missing]
        firstNeeded = Self.firstNeeded([draft.missing])
        sentence = Self.sentence(draft.about)
        func result(_ held: Bool) -> RuleResult {
            RuleResult(
                rule: draft.id, layer: draft.layer.rawValue, kind: draft.kind.rawValue, held: held)
        }
        results = (result(true), result(false))
        refusal = Self.refusal(draft.kind, id: draft.id, authority: draft.authority)
        let refusal = self.refusal
        refusals = RulePlan.Reasons(
            (draft.point?.proposals ?? []).map { NotReached(outcome: $0, because: refusal) })
        modes = draft.filters["modes"]
        words = draft.languages.compactMap { language in
            draft.tell[language].map { (language, Template($0)) }
        }
        plainWords =
            words.allSatisfy(\.template.names.isEmpty)
            ? words.map { Words(language: $0.language, text: $0.template.filled { _ in nil }) }
            : nil
    }

    /// Why what acts is not reached while something is missing.
    static func firstNeeded(_ missing: [String]) -> String {
        "First needed: \(missing.joined(separator: ", "))."
    }

    /// A remark with its period.
    static func sentence(_ remark: String) -> String {
        remark.utf8.last == UInt8(ascii: ".") ? remark : remark + "."
    }

    /// How a rule of a kind settles an answer, if it does.
    private static func effect(_ kind: RuleKind) -> Floor.Effect? {
        switch kind {
        case .available: .unavailable
        case .forbid: .forbidden
        case .require: .required
        case .automatic: .automatic
        case .rule, .fallback, .limit, .due, .rank: nil
        }
    }

    /// A function of a rule that answers yes or no.
    enum Part: Sendable {
        case condition, met
    }

    /// Which of the rule's functions this is.
    func part(_ function: LuaFunction) -> TraceRule.Part {
        switch function {
        case longest: .longest
        case atMost: .atMost
        case met: .met
        case condition: .when
        default: .decide
        }
    }

    func function(_ part: Part) -> LuaFunction? {
        switch part {
        case .condition: condition
        case .met: met
        }
    }
}

/// A rule while it is read.
struct RuleDraft {
    var id: String
    var kind: RuleKind
    var layer: Layer
    var area: Area
    var point: DecisionPoint?
    var boundsContact: Bool
    var remedies: [String]
    var opens: [String]
    var filters: [String: [String]]
    var about: String
    var authority: String
    var tag: Provenance
    var element: String
    var tell: [String: String]
    var languages: [String]
    var missing: String
    var points: Int
    var because: String
    var possible: [Outcome] = []
    var place: String
    var condition: LuaFunction?
    var met: LuaFunction?
    var decide: LuaFunction?
    var longest: LuaFunction?
    var atMost: LuaFunction?
}
