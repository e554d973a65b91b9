public import CaseModel

/// A person's choice in the place of one answer of a decision, and what became of it.
public struct Override: Sendable, Equatable {
    /// The site.
    public var site: SiteID
    /// The case file.
    public var fileID: String
    /// The IV-D case.
    public var caseID: String
    /// The area.
    public var area: String
    /// The question, such as `D11`.
    public var point: String
    /// The remedy, partner or parent; empty if the case alone.
    public var subject: String
    /// What was chosen.
    public var outcome: String
    /// The day of the choice.
    public var madeOn: Day
    /// The last day on which it holds.
    public var until: Day
    /// Who chose.
    public var who: String
    /// Why, in the person's words.
    public var reason: String
    /// The rule whose answer was set aside; empty if none gave it.
    public var rule: String
    /// The log record of the decision that was set aside.
    public var decision: Int64
    /// The floor that refused the choice, by the id of its rule, or the code of the refusal; empty
    /// if it stood.
    public var refusedBy: String
    /// The override's own log record; zero until it is written.
    public internal(set) var seq: Int64 = 0
    /// How it ended before its last day; nil if it did not.
    public internal(set) var ending: Ending?

    /// The end of an override before its last day.
    public struct Ending: Sendable, Equatable {
        /// The first day on which it did not hold any more.
        public var on: Day
        /// The floor that ended it, by the id of its rule; ``Override/replaced`` if a newer choice
        /// did; ``Override/withdrawn`` if a person took it back; or the code of another reason.
        public var by: String
        /// The log record that says so.
        public var record: Int64
    }

    /// What ended an override in whose place another was made.
    public static let replaced = "replaced"

    /// What ended an override that a person took back before its last day.
    public static let withdrawn = "withdrawn"

    /// Makes an override.
    public init(
        site: SiteID, fileID: String, caseID: String, area: String, point: String,
        subject: String = "", outcome: String, madeOn: Day, until: Day, who: String,
        reason: String, rule: String = "", decision: Int64, refusedBy: String = ""
    ) {
        self.site = site
        self.fileID = fileID
        self.caseID = caseID
        self.area = area
        self.point = point
        self.subject = subject
        self.outcome = outcome
        self.madeOn = madeOn
        self.until = until
        self.who = who
        self.reason = reason
        self.rule = rule
        self.decision = decision
        self.refusedBy = refusedBy
    }

    /// Whether it stands in the place of the sweep's answer on a day.
    public func isInForce(on day: Day) -> Bool {
        refusedBy.isEmpty && madeOn <= day && day <= until && (ending.map { day < $0.on } ?? true)
    }

    /// What its record says.
    ///
    /// - Parameters:
    ///   - ruling: What the floors made of it, to be put beside it.
    ///   - replaced: The overrides that it ends.
    /// - Returns: A JSON object.
    func statement(_ ruling: [String: JSONValue], replacing replaced: [Int64]) -> JSONValue {
        var object = ruling
        object["outcome"] = .text(outcome)
        object["point"] = .text(point)
        object["reason"] = .text(reason)
        object["until"] = .text(until.description)
        object["instead_of"] = .integer(decision)
        if !subject.isEmpty { object["subject"] = .text(subject) }
        if !rule.isEmpty { object["rule"] = .text(rule) }
        if !refusedBy.isEmpty { object["refused_by"] = .text(refusedBy) }
        if !replaced.isEmpty { object["replaces"] = .list(replaced.map(JSONValue.integer)) }
        return .object(object)
    }
}
