import CaseModel
import LuaHost

/// Keeps what one decision of an instrumented policy came to, in the form in which it was seen.
///
/// Recording copies a few flat lists; the tree that people read is built when it is asked for.
final class TraceRecorder {
    /// One function of a rule that was asked.
    struct Asked {
        var question: Int
        var rule: Rule
        var part: TraceRule.Part
        /// The index of the call in its batch, and the events of the batch.
        var call: Int
        var events: Range<Int>
        var held: Bool?
        var answer: LuaValue?
        var failure: PolicyFailure?
    }

    private(set) var questions: [(point: DecisionPoint, subject: String)] = []
    private(set) var asked: [Asked] = []
    /// Set when the evaluation ends.
    var log = ProbeLog()
    var reads: [LuaHost.FactRead] = []
    var subjects: SubjectStore?
    /// The case as it was decided; what was read points into it.
    private(set) var matter: UnsafeMutablePointer<Matter>?
    private(set) var policy: SitePolicy?
    private(set) var day: Day?

    deinit {
        matter?.deinitialize(count: 1)
        matter?.deallocate()
    }

    /// Takes the case over, for as long as this recorder lives.
    func keep(_ matter: Matter, policy: SitePolicy, day: Day) -> UnsafePointer<Matter> {
        let kept = self.matter ?? .allocate(capacity: 1)
        if self.matter != nil { kept.deinitialize(count: 1) }
        kept.initialize(to: matter)
        self.matter = kept
        self.policy = policy
        self.day = day
        return UnsafePointer(kept)
    }

    func begin(_ point: DecisionPoint, _ subject: String) {
        questions.append((point, subject))
    }

    func asked(
        _ rule: Rule, _ part: TraceRule.Part, call: Int, _ events: Range<Int>, held: Bool? = nil,
        answer: LuaValue? = nil, failure: PolicyFailure? = nil
    ) {
        asked.append(
            Asked(
                question: questions.count - 1, rule: rule, part: part, call: call, events: events,
                held: held, answer: answer, failure: failure))
    }
}
