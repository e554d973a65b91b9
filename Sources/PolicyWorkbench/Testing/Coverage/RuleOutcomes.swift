import CaseModel

/// Which rules held in some answers, and which were asked and did not.
struct RuleOutcomes {
    private(set) var results: [String: (held: Int, failed: Int)] = [:]

    init(_ answers: [DecisionAnswer]) {
        for answer in answers {
            // A floor that is asked for each channel of a contact counts each time.
            for asked in answer.asked {
                results[asked.rule, default: (0, 0)].held += asked.held ? 1 : 0
                results[asked.rule, default: (0, 0)].failed += asked.held ? 0 : 1
            }
            // Defaults and limits act without being asked.
            let acting = [answer.rule].compactMap { $0?.id } + answer.floors.map(\.rule.id)
            for id in acting where results[id] == nil { results[id] = (1, 0) }
        }
    }
}
