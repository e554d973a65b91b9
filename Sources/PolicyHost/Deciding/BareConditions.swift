package import CaseModel
import LuaHost

/// The conditions that an enforcement decision asked, and nothing else: the floor that the
/// decision is measured against.
///
/// Built from a real decision, so that it asks the same functions about the same subjects, but in
/// one protected call, without layers, answers, words or reasons.
package final class BareConditions {
    private let policy: SitePolicy
    private let matter: UnsafeMutablePointer<Matter>
    private let evaluator: Evaluator
    private let evaluation: Evaluation
    private let state: LuaState
    private var arguments = LuaArguments()
    private var calls: [LuaCall] = []
    private var answers: [UInt8] = []

    /// Prepares the conditions of one case.
    package init?(policy: SitePolicy, file: CaseFile, caseIndex: Int, asOf day: Day) {
        guard let state = try? policy.states.makeState() else { return nil }
        self.policy = policy
        self.state = state
        matter = UnsafeMutablePointer<Matter>.allocate(capacity: 1)
        matter.initialize(to: Matter(file: file, caseIndex: caseIndex, asOf: day))
        evaluator = Evaluator(
            state: state, site: policy, matter: UnsafePointer(matter), file: file, day: day,
            study: nil)
        let window = FactWindow(
            schema: policy.schema, parameters: policy.parameters(on: day),
            calendar: policy.config.calendar)
        evaluation = Evaluation(today: day.epochDay, source: window, calendar: window)
        let rules = Dictionary(uniqueKeysWithValues: policy.rules.map { ($0.id, $0) })
        let decision = policy.decide(
            file, caseIndex: caseIndex, asOf: day, areas: [.enforcement], detail: .answers)
        for answer in decision.flatMap(\.answers) {
            if let remedy = RemedyKind(word: answer.subject) {
                evaluator.look(atRemedy: remedy)
            } else {
                evaluator.lookAtNothing()
            }
            let start = arguments.count
            evaluator.appendArguments(to: &arguments)
            for asked in answer.asked {
                guard let rule = rules[asked.rule],
                    let function = rule.kind == .require ? rule.met : rule.condition
                else { continue }
                calls.append(LuaCall(function, arguments: start..<start + 3))
            }
        }
        answers = [UInt8](repeating: 0, count: calls.count)
    }

    deinit {
        matter.deinitialize(count: 1)
        matter.deallocate()
    }

    /// The number of conditions.
    package var count: Int { calls.count }

    /// Asks them all once and returns how many were asked.
    package func run() -> Int {
        guard (try? state.begin(evaluation)) != nil else { return 0 }
        defer { state.end() }
        return calls.withUnsafeBufferPointer { calls in
            answers.withUnsafeMutableBufferPointer { answers in
                (try? state.conditions(calls, arguments: arguments, answers: answers)) ?? 0
            }
        }
    }
}
