import CaseModel

/// The Lua side of the policy language: constructors for policies, rules and answers.
///
/// The answers are made from one table in Swift, so that the script side and the checks on what
/// comes back can't differ.
enum Prelude {
    static let shapes = AnswerShape.all

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
