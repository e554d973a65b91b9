/// One line that a rule may have, declared once for the reader, the reference and the stubs.
package struct RuleKey: Sendable, Equatable {
    /// The name, such as `authority`.
    package let name: String
    /// The type as Lua editors spell it.
    package let type: String
    /// One sentence.
    package let about: String
    /// The kinds of rule that must have it.
    package let requiredBy: Set<RuleKind>
    /// The words it takes; empty if any.
    package let words: [String]

    private init(
        _ name: String, _ type: String, _ about: String, requiredBy: Set<RuleKind> = [],
        words: [String] = []
    ) {
        self.name = name
        self.type = type
        self.about = about
        self.requiredBy = requiredBy
        self.words = words
    }

    /// The lines that a kind of rule may have: those of every kind, then its own.
    package static func keys(of kind: RuleKind) -> [RuleKey] { common + own(kind) }

    /// The lines that only this kind of rule has.
    package static func own(_ kind: RuleKind) -> [RuleKey] {
        switch kind {
        case .rule: [when, decide]
        case .fallback: [decide]
        case .available: [when, opens]
        case .forbid, .automatic, .due: [when]
        case .require: [when, met, missing]
        case .limit: [when, longest, atMost]
        case .rank: [when, points, because]
        }
    }

    private static let every = Set(RuleKind.allCases)

    /// The lines that every rule may have.
    package static let common: [RuleKey] = [
        RuleKey(
            "id", "string",
            "The rule's name, used once in all layers of a site: words with hyphens",
            requiredBy: every),
        RuleKey(
            "about", "string", "One sentence for staff; it is the \"why\" of the answer",
            requiredBy: every),
        RuleKey(
            "authority", "string", "The citation: law, publication, or the reason",
            requiredBy: every
        ),
        RuleKey(
            "tag", "accord.tag", "How well founded the rule is", requiredBy: every,
            words: Provenance.allCases.map(\.rawValue)),
        RuleKey(
            "element", "accord.element", "The element of procedural justice that the rule serves",
            requiredBy: [.rule, .fallback, .rank], words: RuleReader.elements),
        RuleKey(
            "point", "string",
            "The question that the rule bears on, such as `D11`; `contact` for floors on contacts"),
        RuleKey("points_at", "string", "Where staff find more, such as a page of the manual"),
        RuleKey(
            "tell", "table<string, string>",
            "Words for the parent by language; they may hold names such as `{until}`",
            requiredBy: [.rule, .fallback]),
        RuleKey(
            "remedy", "accord.remedy_kind", "For D11: the one remedy that the rule is about",
            words: CaseVocabulary.remedies),
        RuleKey(
            "remedies", "accord.remedy_kind[]",
            "For D11: the remedies that the rule is about; all if left out",
            words: CaseVocabulary.remedies),
        RuleKey("note", "string", "A remark for colleagues"),
        RuleKey(
            "channels", "accord.contact_channel[]",
            "For floors on contacts: the channels that the rule is about; all if left out",
            words: CaseVocabulary.channels),
        RuleKey(
            "who", "accord.participant|accord.participant[]",
            "For floors on contacts: the parents that the rule is about; both if left out",
            words: ["ncp", "cp"]),
        RuleKey(
            "modes", "accord.conference_mode[]",
            "For D6: the forms of conference that the rule is about; all if left out",
            words: CaseVocabulary.conferenceModes),
    ]

    private static let condition = "fun(case: accord.case, site: accord.site, it: any): any"

    private static let when = RuleKey(
        "when", condition,
        "The condition: a function of the case, the numbers and the thing asked about",
        requiredBy: [.rule, .available, .forbid, .automatic, .due, .rank])
    private static let decide = RuleKey(
        "decide",
        "fun(case: accord.case, site: accord.site, it: any): accord.policy_answer|accord.policy_answer[]",
        "The answer", requiredBy: [.rule, .fallback])
    private static let opens = RuleKey(
        "opens", "accord.remedy_kind[]",
        "The remedies that the rule opens; those it is about if left out, none for `{}`",
        words: CaseVocabulary.remedies)
    private static let met = RuleKey(
        "met", condition, "True if what the rule asks for is there", requiredBy: [.require])
    private static let missing = RuleKey(
        "missing", "string", "What is missing while it is not met, in words for staff",
        requiredBy: [.require])
    private static let longest = RuleKey(
        "longest", "fun(case: accord.case, site: accord.site, it: any): accord.days",
        "The longest hold")
    private static let atMost = RuleKey(
        "at_most", "fun(case: accord.case, site: accord.site, it: any): accord.money?",
        "The highest amount")
    private static let points = RuleKey(
        "points", "integer", "Points that a partner gains if the condition holds; may be negative")
    private static let because = RuleKey(
        "because", "string", "Why the partner gains them, in words for staff", requiredBy: [.rank])
}

extension RuleKind {
    /// What a rule of this kind does, in one sentence.
    package var about: String {
        switch self {
        case .rule: "Proposes an answer; the first rule that matches counts, in file order"
        case .fallback: "Proposes the answer if no rule matches; one for each question"
        case .available: "A legal threshold: all must hold, or the answer is `not_available`"
        case .forbid: "Forbids the answer: `not_allowed` if it holds"
        case .require: "Must be met before an answer acts: `not_yet` until then"
        case .limit: "Cuts a hold to a last day, or an amount to a ceiling"
        case .automatic: "Goes ahead by law if it holds; the site is not asked"
        case .due: "A deadline: a default may no longer wait; a rule answers, or a supervisor"
        case .rank: "Adds points to a partner, so that partners are put in order (D9)"
        }
    }

    /// The layers that may hold rules of this kind, widest first.
    package var layers: [Layer] { Layer.allCases.sorted().filter { $0.kinds.contains(self) } }
}
