import CaseModel

/// The Lua side of the policy language: constructors for policies, rules and answers.
///
/// The answers are made from one table in Swift, so that the script side and the checks on what
/// comes back can't differ.
enum Prelude {
    /// One answer that a policy can give, with the keys it takes.
    struct AnswerShape {
        let name: String
        let outcome: Outcome
        let keys: [String]
    }

    static let shapes: [AnswerShape] = [
        AnswerShape(name: "proceed", outcome: .proceed, keys: ["note"]),
        AnswerShape(name: "hold", outcome: .hold, keys: ["days", "until_", "offer"]),
        AnswerShape(name: "offer_service", outcome: .offerService, keys: ["service", "days"]),
        AnswerShape(
            name: "ask_supervisor", outcome: .askSupervisor, keys: ["about", "days", "offer"]),
        AnswerShape(name: "enroll", outcome: .enroll, keys: []),
        AnswerShape(name: "not_yet", outcome: .notYet, keys: ["because"]),
        AnswerShape(name: "exclude", outcome: .exclude, keys: ["because"]),
        AnswerShape(name: "warn", outcome: .warn, keys: ["remedy", "days"]),
        AnswerShape(name: "escalate", outcome: .escalate, keys: ["remedy"]),
        AnswerShape(name: "wait", outcome: .wait, keys: ["days", "because"]),
        AnswerShape(name: "refer", outcome: .refer, keys: ["sign_off"]),
        AnswerShape(name: "do_not_refer", outcome: .doNotRefer, keys: ["because", "offer"]),
        AnswerShape(name: "stay", outcome: .stay, keys: ["because"]),
        AnswerShape(name: "exit", outcome: .exit, keys: ["because"]),
        AnswerShape(
            name: "contact", outcome: .contact,
            keys: [
                "who", "channel", "purpose", "within", "not_before", "not_after", "template",
                "place",
            ]),
        AnswerShape(name: "pause", outcome: .pause, keys: ["days", "because"]),
        AnswerShape(name: "stop", outcome: .stop, keys: ["because"]),
        AnswerShape(name: "conference", outcome: .conference, keys: ["mode", "place"]),
        AnswerShape(name: "no_conference", outcome: .noConference, keys: ["because"]),
        AnswerShape(name: "services", outcome: .services, keys: ["list"]),
        AnswerShape(name: "no_services", outcome: .noServices, keys: ["because"]),
        AnswerShape(
            name: "refer_to", outcome: .referTo,
            keys: ["handoff", "follow_up", "stay_involved"]),
        AnswerShape(name: "no_referral", outcome: .noReferral, keys: ["because"]),
        AnswerShape(name: "show_alert", outcome: .showAlert, keys: ["state", "top", "total"]),
        AnswerShape(name: "no_alert", outcome: .noAlert, keys: ["because"]),
        AnswerShape(name: "show_tab", outcome: .showTab, keys: ["days"]),
        AnswerShape(name: "hide_tab", outcome: .hideTab, keys: ["because"]),
        AnswerShape(name: "eligible", outcome: .eligible, keys: []),
        AnswerShape(name: "not_eligible", outcome: .notEligible, keys: ["because"]),
        AnswerShape(name: "fund", outcome: .fund, keys: ["source", "share"]),
        AnswerShape(name: "do_not_fund", outcome: .doNotFund, keys: ["because"]),
    ]

    /// Keys that every rule may have, and those of one kind.
    static let commonKeys = [
        "id", "about", "authority", "tag", "element", "point", "points_at", "tell", "remedy",
        "remedies", "note", "channels", "who", "modes", "milder_with",
    ]

    static let source: String = {
        var text = """
            local caller = host.caller
            accord = {}
            function accord.policy(head)
              local policy = { head = head, rules = {} }
              local function collect(kind)
                return function(self, rule)
                  local rules = self.rules
                  local _, line = caller()
                  rules[#rules + 1] = { kind = kind, line = line, body = rule }
                end
              end

            """
        for kind in RuleKind.allCases {
            text += "  policy[\"\(kind.rawValue)\"] = collect(\"\(kind.rawValue)\")\n"
        }
        text += "  return policy\nend\n"
        for shape in shapes where shape.name != "services" {
            text += """
                function \(shape.name)(answer)
                  answer = answer or {}
                  answer.outcome = "\(shape.outcome.rawValue)"
                  return answer
                end

                """
        }
        text += """
            function services(list)
              return { outcome = "services", list = list }
            end

            """
        return text
    }()

    /// Global names that the prelude adds, for the checks of a script's names.
    static let names: [String] = ["accord"] + shapes.map(\.name)
}
