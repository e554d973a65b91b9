import CaseModel
import LuaHost

extension Decider {
    /// The contacts that an outreach question proposes, each bounded by the floors on contacts.
    func contacts(_ point: DecisionPoint) throws(PolicyFailure) -> [DecisionAnswer] {
        evaluator.lookAtNothing()
        let plan = plan(point)
        var start = DecisionAnswer(point: point, outcome: .noAction)
        if isBusinessAsUsual {
            start.outcome = .notAsked
            start.staffWords = Self.otherArm
            finish(&start, plan: plan, match: nil)
            return [start]
        }
        for batch in [plan.forbid, plan.forbidHere] {
            let forbidding = try allTrue(batch, &start)
            guard let rule = forbidding.first else { continue }
            start.outcome = .notAllowed
            start.floors = forbidding.map { Floor(effect: .forbidden, rule: $0.reference) }
            start.rule = rule.reference
            start.staffWords = rule.about
            finish(&start, plan: plan, match: nil)
            return [start]
        }
        let (rule, match, value) = try proposed(by: plan, &start)
        let values = value.items.flatMap { $0.isEmpty ? nil : $0 } ?? [value]
        guard values.count <= 4 else {
            throw PolicyFailure(
                code: "answer.count", message: "`\(rule.id)` proposes more than four contacts",
                place: rule.place)
        }
        var answers: [DecisionAnswer] = []
        for value in values {
            let proposal = try Proposal.read(value, point: point, rule: rule)
            var answer = start
            try fill(&answer, from: proposal, rule: rule)
            if proposal.outcome == .contact { try place(&answer, proposal, rule: rule) }
            finish(&answer, plan: plan, match: match)
            answers.append(answer)
        }
        return answers
    }

    /// Finds an allowed channel, the days and the hours of one proposed contact.
    func place(_ answer: inout DecisionAnswer, _ proposal: Proposal, rule: Rule)
        throws(PolicyFailure)
    {
        let who = proposal.text("who") ?? "ncp"
        let wanted = proposal.text("channel") ?? "phone_call"
        let purpose = proposal.text("purpose") ?? "check_in"
        guard let person = Participant(word: who), let wanted = ContactChannel(word: wanted),
            let purpose = Contact.Purpose(word: purpose)
        else {
            throw PolicyFailure(
                code: "answer.contact",
                message: "`\(rule.id)`: unknown person, channel or purpose in `contact`",
                place: rule.place)
        }
        answer.subject = who
        let calendar = site.config.calendar
        let first = try proposal.day("not_before", after: asOf, calendar: calendar) ?? asOf
        var last = try proposal.day("not_after", after: asOf, calendar: calendar)
        if last == nil { last = try proposal.day("within", after: asOf, calendar: calendar) }
        let lengths = [
            proposal.length("not_before", as: "not_before")
                ?? (proposal.values["not_before"] == nil
                    ? CountedDay(key: "not_before", unit: .days, amount: 0) : nil),
            proposal.length("not_after", as: "not_after")
                ?? proposal.length("within", as: "not_after"),
        ]
        answer.counted += lengths.compactMap(\.self)
        // A last day given as a date comes nearer to a first day that moves.
        if let last, lengths[1] == nil { evaluator.stand(through: last) }
        if lengths.contains(where: { $0.map { $0.unit != .days } ?? false }),
            lengths[0]?.amount != 0
        {
            evaluator.stand(through: asOf)
        }
        if let last, last < first {
            throw PolicyFailure(
                code: "answer.days", message: "`\(rule.id)`: the contact ends before it begins",
                place: rule.place)
        }
        var channels = [wanted]
        var refused: [Floor] = []
        var noHourLeft = false
        var next = 0
        while next < channels.count {
            let channel = channels[next]
            next += 1
            evaluator.look(atContact: person, channel: channel, purpose: purpose, on: first)
            let floors = try refusals(&answer, channel: channel, who: person)
            let (hours, zone) = evaluator.contactHours(for: person, channel: channel)
            if next == 1, hours.isEmpty || !floors.isEmpty {
                channels += try evaluator.channelOrder().filter { $0 != wanted }
            }
            if hours.isEmpty {
                noHourLeft = true
                continue
            }
            if floors.isEmpty {
                finish(channel.word, "\(hours.lowerBound)-\(hours.upperBound) \(zone)")
                return
            }
            refused += floors.filter { !refused.contains($0) }
        }
        answer.outcome = refused.contains { $0.effect == .forbidden } ? .notAllowed : .notYet
        answer.floors = refused
        answer.staffWords = Self.sentences(refused.map(\.rule.about))
        if noHourLeft {
            answer.staffWords = Self.sentences(
                [answer.staffWords, "No hour is both safe for this parent and allowed here"]
                    .filter { !$0.isEmpty })
        }
        answer.sayNothing()
        answer.counted = []

        func finish(_ channel: String, _ hours: String) {
            answer.floors = refused
            answer.details.removeAll {
                ["channel", "within", "not_before", "not_after"].contains($0.key)
            }
            answer.details.append(Detail(key: "channel", value: channel))
            answer.details.append(Detail(key: "not_before", value: first.description))
            if let last { answer.details.append(Detail(key: "not_after", value: last.description)) }
            answer.details.append(Detail(key: "hours", value: hours))
            answer.details.sort { $0.key < $1.key }
            say(rule, &answer)
        }
    }

    private func refusals(
        _ answer: inout DecisionAnswer, channel: ContactChannel, who: Participant
    ) throws(PolicyFailure) -> [Floor] {
        let bounds = site.book.bounds(onContactWith: who, by: channel)
        var floors: [Floor] = []
        for batch in [bounds.forbid, bounds.forbidHere, bounds.forbidProposal] {
            for rule in try allTrue(batch, &answer) {
                floors.append(Floor(effect: .forbidden, rule: rule.reference))
            }
        }
        for rule in try unmet(bounds.require, &answer) {
            floors.append(Floor(effect: .required, rule: rule.reference))
            if !answer.missing.contains(rule.missing) { answer.missing.append(rule.missing) }
        }
        return floors
    }
}
