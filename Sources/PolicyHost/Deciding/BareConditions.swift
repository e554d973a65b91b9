package import CaseModel
import LuaHost

/// A Lua state in which bare conditions are asked, for one thread.
package final class BareState {
    fileprivate let state: LuaState
    fileprivate var answers = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1024)

    /// Opens a state with a site's policies.
    package init?(_ policy: SitePolicy) {
        guard let state = try? policy.states.makeState() else { return nil }
        self.state = state
    }

    deinit { answers.deallocate() }

    fileprivate func makeRoom(for count: Int) {
        guard count > answers.count else { return }
        answers.deallocate()
        answers = .allocate(capacity: count * 2)
    }
}

/// The conditions that the decisions of one case asked, and nothing else: the floor that deciding
/// is measured against.
///
/// Taken down while the case is really decided, so that the same functions are asked about the same
/// subjects; asked in one protected call for each area, without layers, answers, words or reasons.
package final class BareConditions {
    private let policy: SitePolicy
    private let matter: UnsafeMutablePointer<Matter>
    private let evaluation: Evaluation
    private let tapes: [ConditionTape]

    /// Prepares the conditions of one case.
    package init(
        policy: SitePolicy, file: CaseFile, caseIndex: Int, asOf day: Day,
        areas: [Area] = [.enforcement]
    ) {
        self.policy = policy
        let matter = UnsafeMutablePointer<Matter>.allocate(capacity: 1)
        matter.initialize(to: Matter(file: file, caseIndex: caseIndex, asOf: day))
        self.matter = matter
        let window = FactWindow(
            schema: policy.schema, parameters: policy.parameters(on: day),
            calendar: policy.config.calendar)
        evaluation = Evaluation(today: day.epochDay, source: window, calendar: window)
        tapes = areas.map { area in
            let tape = ConditionTape()
            _ = policy.decide(
                UnsafePointer(matter), file: file, caseIndex, area: area, day: day, .answers,
                StudyRequest(question: nil, tape: tape))
            return tape
        }
    }

    deinit {
        matter.deinitialize(count: 1)
        matter.deallocate()
    }

    /// The number of conditions.
    package var count: Int { tapes.reduce(0) { $0 + $1.calls.count } }

    /// Asks them all once and returns how many were asked.
    package func run(in place: BareState) -> Int {
        tapes.reduce(0) { $0 + run($1, in: place) }
    }

    private func run(_ tape: ConditionTape, in place: BareState) -> Int {
        place.makeRoom(for: tape.calls.count)
        guard (try? place.state.begin(evaluation)) != nil else { return 0 }
        defer { place.state.end() }
        return tape.calls.withUnsafeBufferPointer { calls in
            (try? place.state.conditions(
                calls, arguments: tape.arguments, answers: place.answers)) ?? 0
        }
    }
}

/// Takes down which conditions a decision asks, and about what.
final class ConditionTape {
    private(set) var arguments = LuaArguments()
    private(set) var calls: [LuaCall] = []
    /// What the arguments point to.
    private var facts: [any CaseFacts] = []

    /// Notes the conditions that were asked, with their three arguments.
    func note(_ asked: [(rule: Rule, part: Rule.Part)], _ arguments: LuaArguments) {
        let first = self.arguments.count
        self.arguments.append(arguments, 0..<3)
        for (rule, part) in asked {
            guard let function = rule.function(part) else { continue }
            calls.append(LuaCall(function, arguments: first..<first + 3))
        }
    }

    /// Keeps what the arguments point to.
    func keep(_ facts: any CaseFacts) { self.facts.append(facts) }
}
