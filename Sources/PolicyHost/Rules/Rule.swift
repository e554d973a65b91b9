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
    /// The site's own judgement.
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
public struct Rule: Sendable {
    /// The rule's id, unique in a site's whole set.
    public var id: String
    /// What it does.
    public var kind: RuleKind
    /// The layer it stands in.
    public var layer: Layer
    /// The area of its file.
    public var area: Area
    /// The question it answers; nil for floors on any contact.
    public var point: DecisionPoint?
    /// Whether it bounds proposed contacts rather than a question.
    public var boundsContact: Bool
    /// The remedies it is about; empty for all.
    public var remedies: [String]
    /// The remedies that an `available` rule makes available at all: those it names, unless it
    /// says that it is only a condition on what other rules open.
    public var opens: [String]
    /// The channels, conference modes or people it is limited to; empty for all.
    public var filters: [String: [String]]
    /// One sentence for staff.
    public var about: String
    /// The citation.
    public var authority: String
    /// How well founded it is.
    public var tag: Provenance
    /// The procedural-justice element.
    public var element: String
    /// Words for the parent by language.
    public var tell: [String: String]
    /// What must be done first, for `require`.
    public var missing: String
    /// Points that `rank` adds.
    public var points: Int
    /// Why a partner is ranked so, for `rank`.
    public var because: String
    /// The answers its `decide` can give, read from its source.
    public var possible: [Outcome]
    /// File and line.
    public var place: String

    var condition: LuaFunction?
    var decide: LuaFunction?
    var met: LuaFunction?
    var longest: LuaFunction?
    var atMost: LuaFunction?

    /// A function of a rule that answers yes or no.
    enum Part: Sendable {
        case condition, met
    }

    func function(_ part: Part) -> LuaFunction? {
        switch part {
        case .condition: condition
        case .met: met
        }
    }

    /// The reference that decisions carry.
    public var reference: RuleReference {
        RuleReference(
            id: id, layer: layer.rawValue, authority: authority, tag: tag.rawValue,
            element: element, about: about, place: place)
    }
}
