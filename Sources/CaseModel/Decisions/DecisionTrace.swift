/// How a decision came about: every rule that was asked, every condition in it, and the values.
///
/// A pure value, built from what the policies reported while they ran. When a policy failed or ran
/// out of its budget, the trace ends at the expression that failed.
public struct DecisionTrace: Sendable, Equatable {
    /// The questions in the order in which they were asked.
    public var questions: [TraceQuestion]
    /// How many further values were seen and not kept, because there were too many.
    public var dropped: Int

    /// Creates a trace.
    public init(questions: [TraceQuestion] = [], dropped: Int = 0) {
        self.questions = questions
        self.dropped = dropped
    }

    /// The rules asked for an answer; none if it was not traced.
    public func rules(for answer: DecisionAnswer) -> [TraceRule] {
        let ofPoint = questions.filter { $0.point == answer.point }
        return (ofPoint.first { $0.subject == answer.subject } ?? ofPoint.first)?.rules ?? []
    }
}

/// The rules asked for one question.
public struct TraceQuestion: Sendable, Equatable {
    /// The question.
    public var point: DecisionPoint
    /// The remedy or partner asked about; empty if the case alone.
    public var subject: String
    /// The rules in the order in which they were asked.
    public var rules: [TraceRule]

    /// Creates a question.
    public init(point: DecisionPoint, subject: String, rules: [TraceRule] = []) {
        self.point = point
        self.subject = subject
        self.rules = rules
    }
}

/// One function of a rule that was asked, with what came of it.
public struct TraceRule: Sendable, Equatable {
    /// Which of the rule's functions was asked.
    public enum Part: String, Sendable {
        /// Whether the rule applies.
        case when
        /// Whether a requirement is met.
        case met
        /// What it answers.
        case decide
        /// The longest hold that a limit allows.
        case longest
        /// The largest amount that a limit allows.
        case atMost = "at_most"
    }

    /// The rule with its layer, citation and place.
    public var rule: RuleReference
    /// The kind of rule, such as `forbid`.
    public var kind: String
    /// Which of its functions was asked.
    public var part: Part
    /// Whether its condition held; nil for a function that answers something else.
    public var held: Bool?
    /// What it answered, in words; empty for a condition.
    public var answer: String
    /// What went wrong, if it failed.
    public var failure: DecisionAlert?
    /// The conditions in it, in the order in which they were asked.
    public var steps: [TraceStep]

    /// Creates an entry.
    public init(
        rule: RuleReference, kind: String, part: Part, held: Bool? = nil, answer: String = "",
        failure: DecisionAlert? = nil, steps: [TraceStep] = []
    ) {
        self.rule = rule
        self.kind = kind
        self.part = part
        self.held = held
        self.answer = answer
        self.failure = failure
        self.steps = steps
    }
}

/// A part of a condition with its value.
public struct TraceStep: Sendable, Equatable {
    /// What the source says there.
    public enum Kind: String, Sendable {
        /// A comparison, a call, or a fact that is true or false.
        case condition
        /// `and`, `or`, `not`.
        case connective
        /// A value that is compared or handed to a call.
        case operand
        /// What a function returns.
        case result
        /// A block that was entered, such as that of an `if`.
        case branch
        /// What a function was asked about one entry of a list.
        case entry
    }

    /// What the source says there.
    public var kind: Kind
    /// The source text; for a branch the word that opens it.
    public var source: String
    /// Where the source stands.
    public var place: Place
    /// The value in its canonical spelling; nil where none came about.
    public var value: String?
    /// Whether the value counts as true; nil where none came about.
    public var holds: Bool?
    /// The path of the fact, such as `ncp.employments[0].ended_on`.
    public var fact: String?
    /// The number in force, with its citation, if the value is one.
    public var parameter: ParameterRead?
    /// What failed here, if the policy did.
    public var failure: String?
    /// The parts, in the order in which they were asked, functions that were called included.
    public var steps: [TraceStep]
    /// How many further steps are left out.
    public var omitted: Int

    /// Where a stretch of source stands: lines and columns from 1.
    public struct Place: Sendable, Equatable {
        /// The file.
        public var file: String
        /// The line and column of the first character.
        public var line: Int
        /// The column of the first character.
        public var column: Int
        /// The line of the operator of a comparison, or of the first character.
        public var anchorLine: Int
        /// The column of the operator of a comparison, or of the first character.
        public var anchorColumn: Int

        /// Creates a place.
        public init(file: String, line: Int, column: Int, anchorLine: Int, anchorColumn: Int) {
            self.file = file
            self.line = line
            self.column = column
            self.anchorLine = anchorLine
            self.anchorColumn = anchorColumn
        }
    }

    /// Creates a step.
    public init(
        kind: Kind, source: String, place: Place, value: String? = nil, holds: Bool? = nil,
        fact: String? = nil, parameter: ParameterRead? = nil, failure: String? = nil,
        steps: [TraceStep] = [], omitted: Int = 0
    ) {
        self.kind = kind
        self.source = source
        self.place = place
        self.value = value
        self.holds = holds
        self.fact = fact
        self.parameter = parameter
        self.failure = failure
        self.steps = steps
        self.omitted = omitted
    }
}
