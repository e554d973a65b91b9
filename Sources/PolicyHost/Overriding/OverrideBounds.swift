import CaseModel
import LuaHost

extension Decider {
    /// Decides one question with a person's answer in the place of the site's rules.
    ///
    /// - Throws: ``OverrideRefusal`` or ``PolicyFailure``.
    func ruling(on choice: OverrideChoice) throws -> OverrideRuling {
        guard choice.point.proposals.contains(choice.outcome), choice.point.area != nil else {
            throw choice.notAnAnswer
        }
        guard choice.until >= asOf else {
            throw OverrideRefusal(
                code: "override.over", message: "its last day, \(choice.until), is before \(asOf)")
        }
        if businessAsUsual(choice.point) == .notAsked {
            throw OverrideRefusal(code: "override.not-asked", message: Self.otherArm)
        }
        let rule = choice.rule(of: site)
        let proposal = try Proposal.read(
            choice.value(on: asOf), point: choice.point, rule: rule)
        var answer: DecisionAnswer
        switch choice.point {
        case .firstContact, .continueOutreach, .maintenance:
            answer = try contact(choice, proposal, rule)
        case .referral:
            answer = try partner(choice, proposal, rule)
        default:
            answer = try other(choice, proposal, rule)
        }
        if let refusal = refusal(of: answer, as: choice) { throw refusal }
        answer.rule = choice.reference
        answer.staffWords = choice.reason
        answer.parentWords = []
        return .bounded(answer)
    }

    /// Every question but those about contacts and partners.
    private func other(
        _ choice: OverrideChoice, _ proposal: Proposal, _ rule: Rule
    ) throws -> DecisionAnswer {
        var remedy: RemedyKind?
        if choice.point == .remedy {
            guard let kind = RemedyKind(word: choice.subject), site.book.remedies.contains(kind)
            else {
                throw OverrideRefusal(
                    code: "override.unavailable",
                    message: "no law makes `\(choice.subject)` available here")
            }
            evaluator.look(atRemedy: kind)
            remedy = kind
        } else {
            evaluator.lookAtNothing()
        }
        var answer = DecisionAnswer(
            point: choice.point, subject: choice.subject, outcome: .noAction)
        let plan = remedy.map { self.plan(remedy: $0) } ?? self.plan(choice.point)
        if try bounded(&answer, by: plan) { return answer }
        try fill(&answer, from: proposal, rule: rule)
        try bound(&answer, proposal: proposal, plan: plan, by: rule, isDefault: false)
        // A remedy that gives way to a service or waits for a supervisor waits as in a hold.
        if choice.point == .remedy, [.offerService, .askSupervisor].contains(answer.outcome) {
            try limitHold(&answer, plan: plan, by: rule)
        }
        return answer
    }

    private func contact(
        _ choice: OverrideChoice, _ proposal: Proposal, _ rule: Rule
    ) throws -> DecisionAnswer {
        evaluator.lookAtNothing()
        var answer = DecisionAnswer(
            point: choice.point, subject: choice.subject, outcome: .noAction)
        let plan = plan(choice.point)
        for batch in [plan.forbid, plan.forbidHere] {
            let forbidding = try allTrue(batch, &answer)
            guard !forbidding.isEmpty else { continue }
            answer.outcome = .notAllowed
            answer.floors = forbidding.map { Floor(effect: .forbidden, rule: $0.reference) }
            return answer
        }
        try fill(&answer, from: proposal, rule: rule)
        guard proposal.outcome == .contact else { return answer }
        try place(&answer, proposal, rule: rule)
        let channel = answer.details.first { $0.key == "channel" }?.value
        if let wanted = proposal.text("channel"), answer.outcome == .contact, wanted != channel {
            // Another channel is another choice, which is not the host's to make.
            answer.outcome = .notAllowed
        }
        return answer
    }

    private func partner(
        _ choice: OverrideChoice, _ proposal: Proposal, _ rule: Rule
    ) throws -> DecisionAnswer {
        let plan = plan(.referral)
        var answer = DecisionAnswer(point: .referral, subject: choice.subject, outcome: .noAction)
        guard proposal.outcome == .referTo else {
            try fill(&answer, from: proposal, rule: rule)
            return answer
        }
        guard let index = evaluator.partners.firstIndex(where: { $0.id == choice.subject }) else {
            throw OverrideRefusal(
                code: "override.answer", message: "no partner is called `\(choice.subject)` here")
        }
        if let reason = evaluator.facts.refusal(of: evaluator.partners[index]) {
            throw OverrideRefusal(code: "override.partner", message: reason)
        }
        try evaluator.look(atPartner: index)
        for batch in [plan.forbid, plan.forbidHere, plan.forbidProposal] {
            let forbidding = try allTrue(batch, &answer)
            guard !forbidding.isEmpty else { continue }
            answer.outcome = .notAllowed
            answer.floors = forbidding.map { Floor(effect: .forbidden, rule: $0.reference) }
            return answer
        }
        try fill(&answer, from: proposal, rule: rule)
        try requirePartner(&answer, plan: plan)
        return answer
    }

    /// What the floors made of the choice, if it is not what the person chose.
    private func refusal(of answer: DecisionAnswer, as choice: OverrideChoice) -> OverrideRefusal? {
        let isCut = answer.until.map { $0 < choice.until } ?? false
        let floors = answer.floors.filter {
            isCut ? $0.effect == .limited : $0.effect != .limited && $0.effect != .due
        }
        let isAutomatic = floors.contains { $0.effect == .automatic }
        guard isCut || isAutomatic || answer.outcome != choice.outcome else { return nil }
        var words = floors.map { floor in
            "`\(floor.rule.id)` \(Self.verb(floor.effect)): \(floor.rule.about)"
                + " (\(floor.rule.authority))"
        }
        if words.isEmpty { words = [answer.staffWords] }
        if let last = answer.until, isCut { words.append("the last day is \(last)") }
        if !answer.missing.isEmpty {
            words.append("first needed: \(answer.missing.joined(separator: ", "))")
        }
        return OverrideRefusal(
            code: isCut ? "override.too-long" : Self.code(floors.first?.effect),
            message: words.joined(separator: "; "), floors: floors, missing: answer.missing,
            lastDay: isCut ? answer.until : nil)
    }

    private static func verb(_ effect: Floor.Effect) -> String {
        switch effect {
        case .unavailable: "is not met"
        case .forbidden: "forbids it"
        case .required: "comes first"
        case .limited: "limits it"
        case .automatic: "goes ahead by law"
        case .due: "is due"
        }
    }

    private static func code(_ effect: Floor.Effect?) -> String {
        switch effect {
        case .unavailable: "override.unavailable"
        case .required: "override.required"
        case .automatic: "override.automatic"
        case .forbidden, .limited, .due, nil: "override.forbidden"
        }
    }
}

extension OverrideChoice {
    /// The reference that the answer carries in the place of a site rule's.
    fileprivate var reference: RuleReference {
        RuleReference(
            id: Self.ruleID, layer: "person", authority: "decision of a case manager", tag: "",
            element: "", about: reason, place: "")
    }

    /// The choice in the place of a site's rule.
    fileprivate func rule(of site: SitePolicy) -> Rule {
        Rule(
            RuleDraft(
                id: Self.ruleID, kind: .rule, layer: .site, area: point.area ?? .enforcement,
                point: point, boundsContact: false, remedies: [], opens: [], filters: [:],
                about: reason, authority: "decision of a case manager", tag: .assumed,
                element: "", tell: [:], languages: site.config.languages, missing: "", points: 0,
                because: "", place: ""))
    }
}
