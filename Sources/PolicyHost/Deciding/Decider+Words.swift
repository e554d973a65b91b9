import CaseModel
import LuaHost

/// What an answer says: its outcome, its rule, and its words.
extension Decider {
    /// Lets rules of one kind settle what an answer is; at least one.
    func settle(_ answer: inout DecisionAnswer, _ outcome: Outcome, _ rules: [Rule]) {
        answer.outcome = outcome
        if answer.floors.isEmpty, rules.count == 1 {
            answer.floors = rules[0].floors
        } else {
            for rule in rules { answer.floors += rule.floors }
        }
        answer.rule = answer.rule ?? rules[0].reference
        if rules.count == 1 {
            answer.staffWords = rules[0].about
        } else {
            var words = ""
            words.reserveCapacity(rules.reduce(0) { $0 + $1.sentence.utf8.count + 1 })
            words += rules[0].sentence
            for rule in rules.dropFirst() {
                words += " "
                words += rule.sentence
            }
            answer.staffWords = words
        }
        answer.forgetUntil()
        say(rules[0], &answer)
    }

    /// Several remarks as sentences, each with its period.
    static func sentences(_ remarks: [String]) -> String {
        remarks.map(Rule.sentence).joined(separator: " ")
    }

    /// Puts a proposal's data and words into the answer.
    func fill(_ answer: inout DecisionAnswer, from proposal: Proposal, rule: Rule)
        throws(PolicyFailure)
    {
        answer.outcome = proposal.outcome
        answer.rule = rule.reference
        answer.staffWords = rule.about
        switch proposal.outcome {
        case .hold, .pause, .wait, .warn, .offerService, .askSupervisor:
            let calendar = site.config.calendar
            for key in ["until_", "days"] where answer.until == nil {
                answer.until = try proposal.day(key, after: asOf, calendar: calendar)
                if let length = proposal.length(key, as: "until") { answer.counted.append(length) }
            }
        default: break
        }
        for entry in proposal.values.entries
        where entry.key != "outcome" && entry.key != "days" && entry.key != "until_" {
            if let words = entry.value.spelling {
                answer.details.append(Detail(key: entry.key, value: words))
            }
        }
        say(rule, &answer)
    }

    /// Lets a rule speak to the parent.
    func say(_ rule: Rule, _ answer: inout DecisionAnswer, extra: [String: String] = [:]) {
        if !isBrief { answer.parentWords = words(rule, answer, extra: extra) }
        answer.saidBy = rule.id
    }

    /// The rule's words for the parent in the site's languages, with its names filled in.
    func words(_ rule: Rule, _ answer: DecisionAnswer, extra: [String: String] = [:]) -> [Words] {
        if let plain = rule.plainWords { return plain }
        return rule.words.map { language, template in
            let text = template.filled { value(of: $0, in: answer, language) ?? extra[$0] }
            return Words(language: language, text: text)
        }
    }

    /// What a name in words for the parent stands for.
    func value(of name: String, in answer: DecisionAnswer, _ language: String) -> String? {
        switch name {
        case "until": return answer.until.map { Template.words($0, language: language) }
        case "days": return answer.until.map { "\(asOf.days(until: $0))" }
        case "amount": return answer.amount.map { "\($0)" }
        case "missing": return answer.missing.joined(separator: ", ")
        case "remedy" where answer.point == .remedy:
            return Vocabulary.words(answer.subject, language: language)
        case "channel", "service", "remedy":
            let detail = answer.details.last {
                $0.key == name || $0.key == "offer" && name == "service"
            }
            return detail.map { Vocabulary.words($0.value, language: language) }
        default: return nil
        }
    }
}
