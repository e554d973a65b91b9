/// The answer of one site's policies for one case in one area on one day.
///
/// A pure value: same case file, same policies, same parameters, same day, same bytes.
public struct Decision: Sendable, Equatable {
    /// The site that decided.
    public var site: String
    /// The area that was asked.
    public var area: Area
    /// The case file's id.
    public var fileID: String
    /// The IV-D case's id inside the file.
    public var caseID: String
    /// The local civil day on which the decision holds.
    public var asOf: Day
    /// Whether the case file says that it is synthetic.
    public var synthetic: Bool
    /// SHA-256 of policies and parameters of this site, hexadecimal.
    public var policyHash: String
    /// SHA-256 of the canonical case file, hexadecimal; empty until asked for.
    public var factsHash: String
    /// One answer per decision point and subject, in the order asked.
    public var answers: [DecisionAnswer]
    /// Facts that the policies read, with their values.
    public var facts: [FactRead]
    /// Parameters that the policies read, with value and citation.
    public var parameters: [ParameterRead]
    /// Set when a policy failed: then every answer is `no_action`.
    public var alert: DecisionAlert?

    /// Creates a decision; see the properties for their meaning.
    public init(
        site: String, area: Area, fileID: String, caseID: String, asOf: Day, synthetic: Bool,
        policyHash: String, factsHash: String = "", answers: [DecisionAnswer] = [],
        facts: [FactRead] = [], parameters: [ParameterRead] = [], alert: DecisionAlert? = nil
    ) {
        self.site = site
        self.area = area
        self.fileID = fileID
        self.caseID = caseID
        self.asOf = asOf
        self.synthetic = synthetic
        self.policyHash = policyHash
        self.factsHash = factsHash
        self.answers = answers
        self.facts = facts
        self.parameters = parameters
        self.alert = alert
    }
}

/// One answered question.
public struct DecisionAnswer: Sendable, Equatable {
    /// The question.
    public var point: DecisionPoint
    /// The remedy, partner or channel asked about; empty if the case alone.
    public var subject: String
    /// The answer.
    public var outcome: Outcome
    /// Last day of a hold or pause, or first day a step may happen.
    public var until: Day?
    /// Ceiling in money, such as the withholding limit per week.
    public var amount: Money?
    /// Further data of the answer, sorted by key.
    public var details: [Detail]
    /// The rule that gave the answer.
    public var rule: RuleReference?
    /// Why, in words for staff.
    public var staffWords: String
    /// Why, in words for the parent, by language code; empty where nothing is said.
    public var parentWords: [Words]
    /// Rules of upper layers that bounded the answer.
    public var floors: [Floor]
    /// What must be done first, if the answer is `not_yet`.
    public var missing: [String]
    /// Every rule asked, in order, with its result.
    public var asked: [RuleResult]
    /// Why each other answer was not reached.
    public var notReached: [NotReached]
    /// Last day on which this answer stands unless a fact changes; nil if not computed or open.
    public var standsUntil: Day?
    /// What the answer becomes on the day after, with no new fact; nil if it stays.
    public var nextTurn: NextTurn?
    /// Changes of a single fact that would give another answer, nearest first.
    public var nearest: [NearestChange]
    /// The days of the answer that were counted from a day, and how.
    package var counted: [CountedDay] = []
    /// The day from which they were counted, if it is not the day asked about.
    package var since: Day?
    /// The id of the rule whose words the parent reads; empty if nothing is said.
    package var saidBy = ""

    /// Creates an answer that only says what and about what.
    public init(point: DecisionPoint, subject: String = "", outcome: Outcome) {
        self.point = point
        self.subject = subject
        self.outcome = outcome
        details = []
        staffWords = ""
        parentWords = []
        floors = []
        missing = []
        asked = []
        notReached = []
        nearest = []
    }
}

/// A day of an answer that a policy gave as a length of time, such as "within five days".
package struct CountedDay: Sendable, Equatable {
    /// Which day: `until`, or the key of a detail.
    package var key: String
    /// The unit of the length: days, business days or months.
    package var unit: FactUnit
    /// How many.
    package var amount: Int

    package init(key: String, unit: FactUnit, amount: Int) {
        self.key = key
        self.unit = unit
        self.amount = amount
    }
}

/// A named piece of data in an answer, such as `channel = letter`.
public struct Detail: Sendable, Equatable {
    /// The key, snake_case.
    public var key: String
    /// The value in its canonical spelling.
    public var value: String

    /// Creates a detail.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// Words in one language.
public struct Words: Sendable, Equatable {
    /// ISO 639-1 language code.
    public var language: String
    /// The text.
    public var text: String

    /// Creates words in a language.
    public init(language: String, text: String) {
        self.language = language
        self.text = text
    }
}

/// Where a rule is and what it rests on.
///
/// All answers that name a rule share one copy of its texts.
public struct RuleReference: Sendable, Equatable {
    private struct Texts: Equatable {
        var id: String
        var layer: String
        var authority: String
        var tag: String
        var element: String
        var about: String
        var place: String
    }
    private let texts: Shared<Texts>

    /// The rule's id.
    public var id: String { texts.value.id }
    /// The layer: federal, state, pjac, site or program.
    public var layer: String { texts.value.layer }
    /// The citation.
    public var authority: String { texts.value.authority }
    /// How well founded the rule is: law, published, seed or assumed.
    public var tag: String { texts.value.tag }
    /// The procedural-justice element, where the rule has one.
    public var element: String { texts.value.element }
    /// One sentence for staff.
    public var about: String { texts.value.about }
    /// File and line, such as `policies/sites/oh-stark/enforcement.lua:14`.
    public var place: String { texts.value.place }

    /// Creates a reference.
    public init(
        id: String, layer: String, authority: String, tag: String, element: String,
        about: String, place: String
    ) {
        texts = Shared(
            Texts(
                id: id, layer: layer, authority: authority, tag: tag, element: element,
                about: about, place: place))
    }
}

/// An immutable value that many others hold at the price of one reference.
private final class Shared<Value: Sendable & Equatable>: Sendable, Equatable {
    let value: Value

    init(_ value: Value) { self.value = value }

    static func == (left: Shared, right: Shared) -> Bool {
        left === right || left.value == right.value
    }
}

/// How an upper layer's rule bounded an answer.
public struct Floor: Sendable, Equatable {
    /// What the rule did.
    public enum Effect: String, Sendable {
        /// The legal threshold is not met.
        case unavailable
        /// The law or the model forbids it.
        case forbidden
        /// Something must be done first.
        case required
        /// A hold or amount was cut.
        case limited
        /// It proceeds by law and can't be held here.
        case automatic
        /// A deadline asks for a reasoned answer.
        case due
    }
    /// What it did.
    public var effect: Effect
    /// The rule.
    public var rule: RuleReference

    /// Creates a floor.
    public init(effect: Effect, rule: RuleReference) {
        self.effect = effect
        self.rule = rule
    }
}

/// A rule that was asked and what came of it.
public struct RuleResult: Sendable, Equatable {
    private let name: RuleName

    /// The rule's id.
    public var rule: String { name.rule }
    /// The layer.
    public var layer: String { name.layer }
    /// The kind of rule: rule, available, forbid, require, limit, automatic, due or rank.
    public var kind: String { name.kind }
    /// Whether its condition held.
    public let held: Bool

    /// Creates a result.
    public init(rule: String, layer: String, kind: String, held: Bool) {
        name = RuleName(rule: rule, layer: layer, kind: kind)
        self.held = held
    }
}

/// Why an answer was not given.
public struct NotReached: Sendable, Equatable {
    /// The answer not given.
    public var outcome: Outcome
    /// Why, in one sentence for staff.
    public var because: String

    /// Creates a reason.
    public init(outcome: Outcome, because: String) {
        self.outcome = outcome
        self.because = because
    }
}

/// A change of one fact that was tried and gave another answer.
public struct NearestChange: Sendable, Equatable {
    /// In whose reach a change is.
    public enum Reach: String, Sendable {
        /// The parent can bring it about, such as by a payment or a call.
        case parent
        /// The office can bring it about, such as by a contact or a new finding.
        case office
        /// Nobody can: it lies in the past, or is a matter of life.
        case nobody
    }

    /// The fact's path, such as `arrears.total`.
    public var fact: String
    /// Its value now.
    public var now: String
    /// The nearest value that changes the answer.
    public var then: String
    /// The answer with that value.
    public var outcome: Outcome
    /// The change in words for staff, with the fact's path.
    public var words: String
    /// The change in plain words for a notice, without the fact's path.
    public var notice: String
    /// In whose reach it is.
    public var reach: Reach

    /// Creates a change.
    public init(
        fact: String, now: String, then: String, outcome: Outcome, words: String,
        notice: String = "", reach: Reach = .nobody
    ) {
        self.fact = fact
        self.now = now
        self.then = then
        self.outcome = outcome
        self.words = words
        self.notice = notice
        self.reach = reach
    }
}

/// The answer on the first day that answers differently, with no new fact.
public struct NextTurn: Sendable, Equatable {
    /// The day.
    public var on: Day
    /// The answer on that day.
    public var outcome: Outcome
    /// The answer in a few words.
    public var words: String

    /// Creates a turn.
    public init(on: Day, outcome: Outcome, words: String) {
        self.on = on
        self.outcome = outcome
        self.words = words
    }
}

/// A fact that the policies read.
public struct FactRead: Sendable, Equatable {
    /// The path from the case, such as `ncp.employments[0].ended_on`.
    public var path: String
    /// The value in its canonical spelling; `not recorded` if absent.
    public var value: String

    /// Creates a read.
    public init(path: String, value: String) {
        self.path = path
        self.value = value
    }
}

/// A parameter that the policies read.
public struct ParameterRead: Sendable, Equatable {
    /// The id, such as `hold.length`.
    public var id: String
    /// The value in force that day.
    public var value: String
    /// First day of that value.
    public var from: Day
    /// Who set it: the layer's or the site's name.
    public var setBy: String
    /// The citation.
    public var authority: String
    /// How well founded the value is.
    public var tag: String

    /// Creates a read.
    public init(
        id: String, value: String, from: Day, setBy: String, authority: String, tag: String
    ) {
        self.id = id
        self.value = value
        self.from = from
        self.setBy = setBy
        self.authority = authority
        self.tag = tag
    }
}

/// What went wrong in a policy; never holds a value of a fact.
public struct DecisionAlert: Sendable, Equatable {
    /// A stable code, such as `budget.instructions`.
    public var code: String
    /// What happened, in words.
    public var message: String
    /// File and line.
    public var place: String
    /// The calls that led there, innermost first, as file, line and function name.
    public var traceback: [String]

    /// Creates an alert.
    public init(code: String, message: String, place: String, traceback: [String] = []) {
        self.code = code
        self.message = message
        self.place = place
        self.traceback = traceback
    }
}
