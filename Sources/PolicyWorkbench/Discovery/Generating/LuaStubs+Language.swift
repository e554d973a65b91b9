import PolicyHost

extension LuaStubs {
    /// The answers, each a function with the table it takes.
    static var answers: [String] {
        var parts = ["---What a policy answers.\n---@class accord.policy_answer\n"]
        for shape in AnswerShape.all {
            var text = ""
            if shape.name == "services" {
                text += comment("\(shape.about).")
                text += "---@param list string[]\n---@return accord.policy_answer\n"
                text += "function services(list) end\n"
            } else {
                text += "---@class accord.policy_answer.\(shape.name)\n"
                for key in shape.entries {
                    text += "---\(key.about).\n---@field \(key.name)? \(key.type)\n"
                }
                text +=
                    "\n" + comment("\(shape.about).")
                    + "---\n---```lua\n---\(shape.example)\n---```\n"
                text +=
                    "---@param answer? accord.policy_answer.\(shape.name)\n---@return accord.policy_answer\n"
                text += "function \(shape.name)(answer) end\n"
            }
            parts.append(text)
        }
        return parts
    }

    /// The kinds of rule, each a method of a policy with the table it takes.
    static var rules: [String] {
        let tags = Provenance.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|")
        let elements = RuleKey.common.first { $0.name == "element" }?.words ?? []
        var parts = [
            "---@alias accord.tag \(tags)\n",
            "---@alias accord.element \(elements.map { "\"\($0)\"" }.joined(separator: "|"))\n",
            """
            ---The head of a policy file.
            ---@class accord.head
            ---The area that the file answers.
            ---@field area "enforcement"|"outreach"|"referral"|"work_search"|"employment_training"
            ---The version of the policy language.
            ---@field api 1

            """,
        ]
        for kind in RuleKind.allCases {
            var text = "---@class accord.rule.\(kind.rawValue)\n"
            for key in RuleKey.keys(of: kind) {
                let mark = key.requiredBy.contains(kind) ? "" : "?"
                text += "---\(key.about).\n---@field \(key.name)\(mark) \(key.type)\n"
            }
            parts.append(text)
        }
        var policy =
            "---A policy file while it is written.\n---@class accord.policy\nlocal policy = {}\n"
        for kind in RuleKind.allCases {
            policy += "\n" + comment("\(kind.about).")
            policy += "---@param rule accord.rule.\(kind.rawValue)\n"
            policy += "function policy:\(kind.rawValue)(rule) end\n"
        }
        return parts + [policy]
    }

    /// The helpers: verbs, constructors and the parts of Lua that policies may use.
    static var helpers: [String] {
        var parts = Helper.libraries.keys.sorted().map {
            "---@class accord.library.\($0)\n\($0) = {}\n"
        }
        for helper in Helper.all + Helper.forTests {
            var text = comment("\(helper.about).")
            text += "---\n---```lua\n---\(helper.example) --> \(helper.result)\n---```\n"
            let types = helper.parameters.map(\.type) + [helper.returns]
            if types.contains(where: { $0.contains("T") }) { text += "---@generic T\n" }
            for parameter in helper.parameters {
                text += "---@param \(parameter.name) \(parameter.type) \(parameter.about)\n"
            }
            if !helper.returns.isEmpty { text += "---@return \(helper.returns)\n" }
            let names = helper.parameters.map(\.name).joined(separator: ", ")
            text += "function \(helper.name)(\(names)) end\n"
            parts.append(text)
        }
        return parts
    }
}
