import CaseModel
import LuaHost
import PolicyHost

/// What an answer shows of a broken law.
struct LawBreach {
    var message: String
    var ask: [String: JSONValue]
    var expect: [String: JSONValue]

    init(_ message: String, _ answer: DecisionAnswer, expect: [String: JSONValue]) {
        self.message = message
        self.expect = expect
        ask = ["point": .text(answer.point.rawValue)]
        if answer.point == .remedy { ask["remedy"] = .text(answer.subject) }
    }
}

/// Checks the laws on one case after the other, for one site.
struct LawBook {
    private let policy: SitePolicy
    /// The same policy loaded once more, so that nothing is shared.
    private let twin: SitePolicy
    /// Rules that say they are milder for a larger debt.
    private let milderWithArrears: Set<String>

    init(policy: SitePolicy, twin: SitePolicy, tree: PolicyTree) {
        self.policy = policy
        self.twin = twin
        milderWithArrears = Self.milder(in: tree, site: policy.config.id)
    }

    /// The first breach of a law by a case; nil if it holds.
    func breach(of law: Law, by example: GeneratedCase) -> LawBreach? {
        let decisions = policy.decide(example.file, asOf: example.asOf)
        switch law {
        case .neverAnAlert: return alert(decisions)
        case .neverBelowAFloor: return floor(decisions, example)
        case .neutral: return neutral(decisions, example)
        case .monotone: return monotone(decisions, example)
        case .deterministic: return sameBytes(decisions, example)
        case .datesInOrder: return dates(decisions)
        }
    }

    // MARK: Laws about one decision

    private func alert(_ decisions: [Decision]) -> LawBreach? {
        for decision in decisions {
            guard let alert = decision.alert, let answer = decision.answers.first else { continue }
            return LawBreach(
                "the policy fails: \(alert.message) (\(alert.place))", answer,
                expect: ["not": .list([.text("no_action")])])
        }
        return nil
    }

    private func dates(_ decisions: [Decision]) -> LawBreach? {
        for decision in decisions {
            for answer in decision.answers {
                if let until = answer.until, until < decision.asOf {
                    return LawBreach(
                        "\(answer.outcome.rawValue) until \(until), before \(decision.asOf)",
                        answer, expect: ["not": .list([.text(answer.outcome.rawValue)])])
                }
                guard let first = answer.day("not_before"), let last = answer.day("not_after"),
                    last < first
                else { continue }
                return LawBreach(
                    "the contact ends on \(last), before \(first)", answer,
                    expect: ["not": .list([.text(answer.outcome.rawValue)])])
            }
        }
        return nil
    }

    private func sameBytes(_ decisions: [Decision], _ example: GeneratedCase) -> LawBreach? {
        let bytes = decisions.map(\.canonicalJSON)
        // The twin's state has seen this file with more owed; this one has not.
        if let other = Self.moreArrears(example.file) { _ = twin.decide(other, asOf: example.asOf) }
        for again in [policy, twin] {
            let second = again.decide(example.file, asOf: example.asOf)
            guard let index = bytes.indices.first(where: { second[$0].canonicalJSON != bytes[$0] }),
                let answer = decisions[index].answers.first
            else { continue }
            return LawBreach(
                "the second decision of \(decisions[index].area.rawValue) has other bytes", answer,
                expect: ["outcome": .text(answer.outcome.rawValue)])
        }
        return nil
    }

    // MARK: Laws about two decisions

    private func neutral(_ decisions: [Decision], _ example: GeneratedCase) -> LawBreach? {
        var file = example.file
        NeutralChange.all.forEach { $0.apply(to: &file) }
        guard let answer = differing(decisions, file, example.asOf) else { return nil }
        let change = NeutralChange.all.first { change in
            var file = example.file
            change.apply(to: &file)
            return differing(decisions, file, example.asOf) != nil
        }
        return LawBreach(
            "\(answer.point.rawValue) \(answer.subject) changes with "
                + (change?.about ?? "several of the facts together"), answer,
            expect: ["outcome": .text(answer.outcome.rawValue)])
    }

    private func differing(_ decisions: [Decision], _ file: CaseFile, _ day: Day)
        -> DecisionAnswer?
    {
        let changed = policy.decide(file, asOf: day)
        for (before, after) in zip(decisions, changed) where before.answers != after.answers {
            return zip(before.answers, after.answers).first { $0 != $1 }?.0 ?? before.answers.first
        }
        return nil
    }

    private func monotone(_ decisions: [Decision], _ example: GeneratedCase) -> LawBreach? {
        guard let file = Self.moreArrears(example.file) else { return nil }
        let changed = policy.decide(file, asOf: example.asOf, areas: [.enforcement])
        let before = decisions.filter { $0.area == .enforcement }
        for (one, other) in zip(before, changed) {
            for (answer, later) in zip(one.answers, other.answers) {
                guard answer.subject == later.subject, answer.isOfTheSite, later.isOfTheSite,
                    let hard = answer.point.severity(of: answer.outcome),
                    let mild = later.point.severity(of: later.outcome), mild < hard,
                    !milderWithArrears.contains(later.rule?.id ?? "")
                else { continue }
                return LawBreach(
                    "\(answer.point.rawValue) \(answer.subject) is \(answer.outcome.rawValue), and"
                        + " with \(Self.more) more owed \(later.outcome.rawValue)", answer,
                    expect: ["outcome": .text(later.outcome.rawValue)])
            }
        }
        return nil
    }

    private static let more = Money(cents: 500_000)

    /// The file with an old balance more in every case.
    private static func moreArrears(_ file: CaseFile) -> CaseFile? {
        var file = file
        for index in file.cases.indices {
            guard var entry = file.cases[index].ledger.first else { continue }
            entry.entryID = "more-arrears"
            entry.kind = .balanceForward
            entry.amount = more
            entry.source = nil
            entry.reverses = nil
            file.cases[index].ledger.insert(entry, at: 0)
        }
        return file
    }

    // MARK: The law alone

    /// A parent of the other study arm meets the law and nothing else.
    private func floor(_ decisions: [Decision], _ example: GeneratedCase) -> LawBreach? {
        var file = example.file
        var study = file.study ?? Study()
        study.arm = .businessAsUsual
        if file.study == nil {
            study.enrolledOn = example.asOf
            study.drawID = "law-alone"
        }
        file.study = study
        let law = twin.decide(file, asOf: example.asOf, areas: [.enforcement])
        for (decision, bare) in zip(decisions.filter { $0.area == .enforcement }, law) {
            guard decision.alert == nil, bare.alert == nil else { continue }
            var floors: [String: DecisionAnswer] = [:]
            for answer in bare.answers where answer.point == .remedy {
                floors[answer.subject] = answer
            }
            for answer in decision.answers {
                let remedy =
                    switch answer.point {
                    case .remedy: answer.subject
                    case .furtherEnforcement: answer.detail("remedy")
                    case .contemptReferral: "contempt_referral"
                    default: ""
                    }
                guard let floor = floors[remedy],
                    let message = answer.isBelow(floor)
                else { continue }
                return LawBreach(
                    message, answer, expect: ["not": .list([.text(answer.outcome.rawValue)])])
            }
        }
        return nil
    }

    private static func milder(in tree: PolicyTree, site: String) -> Set<String> {
        var ids: Set<String> = []
        for path in tree.paths(in: "policies/sites/\(site)", ending: ".lua") {
            guard
                let file = PolicySourceFile(
                    path: path, text: tree.files[path] ?? "", area: .enforcement)
            else { continue }
            for rule in file.rules {
                if let entry = rule.entry("milder_with"), case .string(let cause) = entry.kind,
                    cause == "arrears"
                {
                    ids.insert(rule.id)
                }
            }
        }
        return ids
    }
}

extension DecisionAnswer {
    /// Whether a rule of the site answered and no floor bounded it.
    fileprivate var isOfTheSite: Bool {
        rule?.layer == Layer.site.rawValue && floors.isEmpty
    }

    fileprivate func detail(_ key: String) -> String {
        details.first { $0.key == key }?.value ?? ""
    }

    fileprivate func day(_ key: String) -> Day? { Day(iso: detail(key)) }

    /// What is wrong with an answer about a remedy beside what the law alone says of it.
    func isBelow(_ law: DecisionAnswer) -> String? {
        let told = "the law alone says \(law.outcome.rawValue) to \(law.subject)"
        switch law.outcome {
        case .notAvailable, .notAllowed:
            if outcome.acts { return "\(outcome.rawValue), where \(told)" }
            if point == .remedy, ![.notAvailable, .notAllowed].contains(outcome) {
                return "\(outcome.rawValue), where \(told)"
            }
        case .notYet:
            if point != .furtherEnforcement, outcome.acts {
                return "\(outcome.rawValue), where \(told)"
            }
        case .proceed:
            guard point == .remedy else { return nil }
            let isAutomatic = law.floors.contains { $0.effect == .automatic }
            if isAutomatic, outcome != .proceed {
                return "\(outcome.rawValue), where it goes ahead by law"
            }
            if outcome == .proceed, let ceiling = law.amount, amount.map({ $0 > ceiling }) ?? true {
                return "the amount passes the law's ceiling of \(ceiling)"
            }
        default: break
        }
        return nil
    }
}
