import CaseModel
import Testing

/// One life cycle as the tests know it: every legal move, written out by hand.
struct MoveTable: Sendable {
    var moves: [String: String]

    /// Reads lines of `state event next`.
    init(_ text: String) {
        moves = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            moves["\(words[0]) \(words[1])"] = String(words[2])
        }
    }

    /// Compares one pair with the table, legal or not.
    func check<State: LifeCycleState>(_ state: State, _ event: State.Event) {
        let expected = moves["\(state.word) \(event.rawValue)"]
        do {
            let next = try state.moved(by: event)
            #expect(next.word == expected)
            #expect(state.legalEvents.contains(event))
        } catch {
            #expect(expected == nil, "\(state.word) refused \(event.rawValue)")
            #expect(error.legal == state.legalEvents.map(\.rawValue))
            #expect(!state.legalEvents.contains(event))
        }
    }

    /// Every row must name a real state and event, so that a typing error cannot hide a gap.
    func checkSpelling<State: LifeCycleState>(_: State.Type) {
        var seen = 0
        for state in State.allCases {
            for event in State.Event.allCases
            where moves["\(state.word) \(event.rawValue)"] != nil {
                seen += 1
            }
        }
        #expect(seen == moves.count)
    }
}

/// The states that can be reached from one by legal moves, itself included.
private func reachable<State: LifeCycleState>(from start: State) -> Set<State> {
    var found: Set<State> = [start]
    var open = [start]
    while let state = open.popLast() {
        for event in State.Event.allCases {
            if let next = state.next(after: event), found.insert(next).inserted {
                open.append(next)
            }
        }
    }
    return found
}

@Suite("Life cycles: laws that hold for all of them")
struct LifeCycleLawTests {
    @Test func everyStateIsReachedFromTheFirst() {
        #expect(reachable(from: RemedyLifeCycle.State.identified).count == 10)
        #expect(reachable(from: CaseStatusLifeCycle.State.applied).count == 5)
        #expect(reachable(from: CaseWorkLifeCycle.State.locating).count == 8)
        #expect(reachable(from: OrderLifeCycle.State.proposed).count == 6)
        #expect(reachable(from: ConferenceLifeCycle.State.considered).count == 11)
        #expect(reachable(from: PlanLifeCycle.State.draft).count == 6)
        #expect(reachable(from: ContemptLifeCycle.State.screened).count == 14)
        #expect(reachable(from: ReferralLifeCycle.State.open).count == 8)
        #expect(reachable(from: AlertLifeCycle.State.none).count == 6)
    }

    @Test func onlyTheDrawnEndsAreFinal() {
        #expect(RemedyLifeCycle.State.allCases.filter(\.isFinal) == [.withdrawn, .released])
        #expect(CaseStatusLifeCycle.State.allCases.filter(\.isFinal).isEmpty)
        #expect(CaseWorkLifeCycle.State.allCases.filter(\.isFinal).isEmpty)
        #expect(OrderLifeCycle.State.allCases.filter(\.isFinal) == [.terminated])
        #expect(
            ConferenceLifeCycle.State.allCases.filter(\.isFinal) == [
                .notAppropriate, .agreed, .noAgreement, .declinedByCp, .declinedByNcp, .noContact,
                .cancelled,
            ])
        #expect(PlanLifeCycle.State.allCases.filter(\.isFinal) == [.completed, .abandoned])
        #expect(
            ContemptLifeCycle.State.allCases.filter(\.isFinal) == [.declined, .dismissed, .closed])
        #expect(
            ReferralLifeCycle.State.allCases.filter(\.isFinal) == [
                .completed, .dropped, .declined, .notEligible,
            ])
        #expect(AlertLifeCycle.State.allCases.filter(\.isFinal).isEmpty)
    }

    /// 45 CFR 303.6(c)(4): no filing without a screen and a referral that someone accepted.
    @Test func noContemptFilingWithoutEveryStepBeforeIt() {
        let ways = ContemptLifeCycle.State.allCases.flatMap { state in
            ContemptLifeCycle.Event.allCases
                .filter { state.next(after: $0) == .filed }
                .map { _ in state }
        }
        #expect(ways == [.accepted])
        #expect(!reachable(from: ContemptLifeCycle.State.closed).contains(.filed))
        #expect(ContemptLifeCycle.State.screened.next(after: .unableToPay) == .closed)
    }

    /// An error of the job site must never read as "not registered".
    @Test(arguments: AlertLifeCycle.State.allCases)
    func anErrorNeverShowsNotRegistered(_ state: AlertLifeCycle.State) {
        #expect(state.next(after: .error) != .register)
        #expect(state.next(after: .noAnswer) != .register)
    }

    @Test func theRefusalNamesTheLegalMoves() throws {
        let refused = #expect(throws: LifeCycleError.self) {
            try RemedyLifeCycle.State.inEffect.moved(by: .hold)
        }
        #expect(
            refused?.description
                == "a remedy in state `in_effect` cannot take `hold`; from here it can take: "
                + "contested, released")
        let ended = #expect(throws: LifeCycleError.self) {
            try OrderLifeCycle.State.terminated.moved(by: .resumed)
        }
        #expect(ended?.description.hasSuffix("it is at the end of its life cycle") == true)
    }
}
