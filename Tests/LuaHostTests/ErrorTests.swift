import LuaHost
import Testing

@Suite struct ErrorTests {
    @Test(arguments: [
        Misuse(
            "case.last_paid_on > date('2024-01-01')",
            "`last_paid_on` is not recorded; guard it with known(...)"),
        Misuse("case.last_paid_on + days(1)", "`last_paid_on` is not recorded"),
        Misuse("case.opened_on < case.last_paid_on", "`last_paid_on` is not recorded"),
        Misuse("case.hours > 5", "`hours` is not recorded"),
        Misuse("5 > case.hours", "`hours` is not recorded"),
        Misuse("case.hours + 1", "`hours` is not recorded"),
        Misuse("'a' .. case.hours", "`hours` is not recorded"),
        Misuse("case.other.open", "`other` is not recorded"),
        Misuse("#case.other", "`other` is not recorded"),
        Misuse("case.hours > case.span", "is not recorded"),
        Misuse("days_since(case.last_paid_on) > 30", "`last_paid_on` is not recorded"),
        Misuse(
            "case.lst_paid_on", "no field `lst_paid_on` in `case`; did you mean `last_paid_on`?"),
        Misuse("case.parent.childern", "no field `childern` in `parent`; did you mean `children`?"),
        Misuse("case.xyzzy_plugh", "no field `xyzzy_plugh` in `case`"),
        Misuse(
            "case.contacts[1].outcom", "no field `outcom` in `contact`; did you mean `outcome`?"),
        Misuse("require('list')", "there is no library `list`; did you mean `lists`?"),
        Misuse("case.open()", "`open` is not a function"),
        Misuse("case:status()", "`status` is not a function"),
        Misuse("ipairs(case)", "must be a list or table, not a record"),
        Misuse("pairs({[{}] = 1})", "no lasting order"),
    ])
    func speaksOfThePolicy(_ misuse: Misuse) throws {
        let state = try LuaState(layout: .sample)
        try state.load(source: "return {}", name: "lib/lists.lua", module: "lists")
        let loaded = try state.load(
            source: "return function(case) return \(misuse.expression) end", name: "policies/a.lua")
        guard case .function(let function) = loaded else { return }
        let facts = Facts(sampleRow)
        try state.begin(Evaluation(today: sampleDay, source: facts))
        defer { state.end() }
        let error = try failure {
            _ = try state.call(function, arguments: LuaArguments([.record(type: 0, facts.root)]))
        }
        #expect(error.description.contains(misuse.says), "\(error)")
        #expect(error.position == SourcePosition(file: "policies/a.lua", line: 1))
    }

    /// Every way in which a script could try to get a fact's value into an error.
    @Test(arguments: [
        "error('about ' .. case.name)", "error(case.name)", "assert(false, case.name)",
        "assert(nil, tostring(case.arrears))", "error({ case.name })", "return case[case.name]",
        "return require(case.name)", "return string.format(case.name .. '%')", "return case.name()",
        "return case.name > 5", "return case.name + 1", "return #case.arrears",
        "return case.arrears > 5",
        "return date(case.name)", "return one_of(case.name) .. nil",
        "local t = {} t[case.name].x = 1",
        "return ({})[case.name].x", "return ({})[case.name]()", "return case.contacts[case.name]",
        "local ok, e = pcall(error, case.name) error(e)", "pcall(error, case.name) return nil + 1",
        "return tostring(case.arrears) < 5", "return dollars(case.name)",
        "return ('x'):rep(case.name)",
        "local s = case.name return s.x.y", "for i = 1, case.name do end", "return case.name // 1",
        "local ok, e = pcall(function() return case[case.name] end) error(e)",
        "return table.concat({ case.name, {} })", "return select(case.name)",
        "return case.parent[case.name]",
        "return known[case.name]", "return { [case.name] = 0.5 }", "return { case.name, 0.5 }",
        "return math.floor(case.name)", "table.insert(case.name, 1)", "return -case.name",
    ])
    func neverSaysWhatAFactHolds(_ script: String) throws {
        let rig = try Rig("return function(case)\n  \(script)\nend")
        let error = try failure { _ = try rig.answer() }
        let all =
            "\(error)\(error.message)\(error.traceback)\(error.suggestion ?? "")\(error.findings)"
        for secret in ["Zebulon", "Quartermain", "1,234", "123456", "1234.56"] {
            #expect(!all.contains(secret), "\(all)")
        }
        // an answer that cannot be handed over is placed where its function begins
        #expect(error.position?.line == (error.code == .answer ? 1 : 2))
    }

    @Test func tellsTheCallsThatLedThere() throws {
        let rig = try Rig(
            """
            local function deepest(case)
              return case.hours > 5
            end
            local function middle(case)
              local answer = deepest(case)
              return answer
            end
            return function(case)
              local answer = middle(case)
              return answer
            end
            """)
        let error = try failure { _ = try rig.answer() }
        #expect(error.position == SourcePosition(file: "policies/test.lua", line: 2))
        #expect(
            error.traceback == [
                "in function `deepest` at policies/test.lua:2",
                "in function `middle` at policies/test.lua:5",
                "in a function at policies/test.lua:9",
            ])
    }

    @Test func tellsWhichCallFailed() throws {
        let state = try LuaState(layout: .sample)
        let value = try state.load(
            source:
                "return { yes = function() return true end, bad = function(c) return c.hours > 1 end }",
            name: "x.lua")
        guard case .function(let yes) = value["yes"], case .function(let bad) = value["bad"] else {
            Issue.record("two functions")
            return
        }
        let facts = Facts(sampleRow)
        let calls = [yes, yes, bad, yes].map { LuaCall($0, arguments: 0..<1) }
        try state.begin(Evaluation(today: 0, source: facts))
        defer { state.end() }
        var answers: [UInt8] = [9, 9, 9, 9]
        let error = try failure {
            try calls.withUnsafeBufferPointer { calls in
                try answers.withUnsafeMutableBufferPointer { answers in
                    _ = try state.conditions(
                        calls, arguments: LuaArguments([.record(type: 0, facts.root)]),
                        answers: answers)
                }
            }
        }
        #expect(error.call == 2)
        #expect(error.code == .factAbsent)
        #expect(answers == [1, 1, 9, 9])
    }

    @Test(arguments: ["case.hours", "case.status", "1", "dollars(1)", "case"])
    func aConditionMustAnswerTrueOrFalse(_ expression: String) throws {
        let error = try failure { _ = try Rig(asking: expression).condition() }
        #expect(error.message.contains("must answer true or false"))
    }

    @Test func theFactSourcesOwnErrorComesBack() throws {
        var row = sampleRow
        row.facts["hours"] = .failure
        for script in ["case.hours", "(pcall(function() return case.hours end))"] {
            let error = try failure { _ = try Rig(asking: script, row: row).answer() }
            #expect(error.code == .factSource)
            #expect(error.cause as? SourceFailure == SourceFailure())
        }
    }

    @Test(arguments: [
        ("open", Held.integer(1)), ("arrears", .quantity(.date, 1)), ("hours", .bool(true)),
        ("id", .symbol("open")),
    ])
    func aFactOfAnotherKindThanDeclaredIsRefused(_ name: String, _ held: Held) throws {
        var row = sampleRow
        row.facts[name] = held
        let error = try failure { _ = try Rig(asking: "case.\(name)", row: row).answer() }
        #expect(error.code == .layout)
        #expect(error.message.contains(name))
    }

    @Test func thePreludeIsLeftOutOfPlacesAndCanRefuse() throws {
        let state = try LuaState(layout: .sample)
        try state.loadPrelude(
            source: """
                local host = host
                accord = {}
                function accord.rule(t)
                  local file, line = host.caller()
                  if not t.id then host.refuse("a rule needs an `id`") end
                  return { id = t.id, line = line, file = file, when = t.when }
                end
                """, name: "accord", globals: ["accord"])
        let value = try state.load(
            source: "return {\n  accord.rule { id = 'a' },\n  accord.rule { id = 'b' },\n}",
            name: "p.lua")
        let rule = LuaValue.map(["file": .text("p.lua"), "id": .text("b"), "line": .integer(3)])
        guard case .list(let rules) = value else { return }
        #expect(rules.last == rule)
        let error = try failure {
            try state.load(source: "\n\nlocal r = accord.rule {}\nreturn r", name: "q.lua")
        }
        #expect(error.description == "q.lua:3: a rule needs an `id`")
        let misspelled = try failure { try state.load(source: "return acord", name: "r.lua") }
        #expect(
            misspelled.description == "r.lua:1:8: there is no name `acord`; did you mean `accord`?")
        #expect(
            try failure { try state.load(source: "accord.x = 1", name: "s.lua") }.code == .misuse)
        #expect(
            try failure { try state.load(source: "return host", name: "t.lua") }.code == .refused)
    }
}
