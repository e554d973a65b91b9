import CaseModel
import PolicyHost

/// A new rule with its comments, and a test that reaches it.
struct RuleTemplate {
    let request: RuleRequest
    let example: RuleExample

    /// The rule as it stands in a policy file.
    var lua: String {
        var lines = [
            "-- New: this example is about a parent \(example.about). Write the condition, the answer and",
            "-- the words that your agency means, name what they rest on, and change the test beside them.",
            "policy:\(request.kind.rawValue) {",
            "    id        = \"\(request.id)\",",
            "    about     = \"\(about)\",",
            "    point     = \"\(request.point.rawValue)\",",
        ]
        if let remedy = request.remedy { lines.append("    remedy    = \"\(remedy)\",") }
        lines += [
            "    element   = \"respect\",", "    authority = \"Design value\",",
            "    tag       = \"assumed\",",
        ]
        lines += effect
        lines += [
            "    tell      = {", "        en = \"\(words.en)\",", "        es = \"\(words.es)\",",
            "    },", "}",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private var parameters: String { request.point == .referral ? "case, site, it" : "case" }

    private func condition(negated: Bool = false) -> String {
        "function(\(parameters)) return \(negated ? "not " : "")\(example.condition) end"
    }

    /// The lines in which the kinds differ.
    private var effect: [String] {
        let when = "    when      = \(condition()),"
        switch request.kind {
        case .rule: return [when, "    decide    = function(case, site) return \(answer) end,"]
        case .fallback: return ["    decide    = function(case, site) return \(answer) end,"]
        case .require:
            return [
                "    missing   = \"a look by the case manager\",",
                "    met       = \(condition(negated: true)),",
            ]
        case .limit: return [when, "    longest   = function() return days(14) end,"]
        case .rank:
            return [when, "    points    = 5,", "    because   = \"fits the parent\","]
        default: return [when]
        }
    }

    private var about: String {
        let parent = "A parent \(example.about)"
        return switch request.kind {
        case .rule: "\(parent): \(spokenAnswer)"
        case .fallback: "If no rule matches: \(spokenAnswer)"
        case .require: "\(parent) gets a look by the case manager first"
        case .limit: "\(parent) is not held longer than two weeks"
        case .rank: "\(parent) is sent here a little earlier"
        default: "\(parent): this is not done"
        }
    }

    /// An answer that the question takes and that harms nobody.
    private var answer: String {
        switch request.point {
        case .enrollment: "not_yet { because = \"the case manager looks first\" }"
        case .firstContact, .maintenance: "wait {}"
        case .continueOutreach: "pause { days = site.attempt.spacing_days }"
        case .conference: "no_conference { because = \"the case manager looks first\" }"
        case .enhancedServices: "services { \"payment_plan\" }"
        case .referral: "no_referral { because = \"the case manager looks first\" }"
        case .remedy:
            request.kind == .rule
                ? "hold { days = site.hold.days }"
                : "ask_supervisor { about = \"whether this should go ahead\" }"
        case .furtherEnforcement: "wait { days = site.hold.days }"
        case .contemptReferral: "do_not_refer { because = \"the case manager looks first\" }"
        default: "stay { because = \"the case manager looks first\" }"
        }
    }

    private var spokenAnswer: String {
        switch request.point {
        case .enhancedServices: "a payment plan is offered"
        case .remedy where request.kind == .rule: "the remedy waits"
        case .remedy: "a supervisor looks first"
        case .exit: "our work goes on"
        default: "the case manager looks first"
        }
    }

    private var words: (en: String, es: String) {
        (
            "We want to look at your case with you first. Please call us.",
            "Primero queremos ver su caso con usted. Por favor llámenos."
        )
    }

    /// Whether an answer shows the rule.
    func isReached(by answer: DecisionAnswer) -> Bool {
        guard answer.point == request.point,
            request.remedy.map({ $0 == answer.subject }) ?? true
        else { return false }
        switch request.kind {
        case .rule, .fallback:
            return answer.rule?.id == request.id
        case .rank:
            return answer.details.contains {
                $0.key == "because" && $0.value.contains("fits the parent")
            }
        default:
            return answer.floors.contains { $0.rule.id == request.id }
        }
    }

    /// A test that says what a made-up parent is answered with the rule.
    func test(_ parent: RuleParent, answer: DecisionAnswer) -> String {
        var ask = "point: \(request.point.rawValue)"
        if !answer.subject.isEmpty {
            let key =
                switch request.point {
                case .remedy: "remedy"
                case .referral: "partner"
                default: "who"
                }
            ask += ", \(key): \(answer.subject)"
        }
        var expect = "outcome: \(answer.outcome.rawValue)"
        switch request.kind {
        case .rule, .fallback: expect += ", rule: \(request.id)"
        case .rank:
            for detail in answer.details where detail.key == "because" {
                expect += ", details: { because: \(YAMLText.quoted(detail.value)) }"
            }
        default: expect += ", floors: [\(request.id)]"
        }
        var lines = [
            "  - name: \(YAMLText.scalar(about.replacing(":", with: ",")))",
            "    as_of: \(parent.day)", "    base: \(parent.base)", "    with:",
        ]
        // JSON is YAML, so that a list or record needs no layout of its own.
        let changes = parent.changes.merging(example.changes) { $1 }
        for (path, value) in changes.sorted(by: { $0.key < $1.key }) {
            lines.append("      \(YAMLText.quoted(path)): \(value.canonicalText)")
        }
        lines += [
            "    ask: { \(ask) }", "    expect: { \(expect) }", "    because: Design value",
        ]
        if request.kind == .rank { lines.append("    note: rank \(request.id)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
