import CLuaHost
import LuaHost
import Testing

private let script = """
    local limits = { low = dollars(5), names = { "a", "b" } }
    local function late(c) return within(c.opened_on, days(30)) end
    return function(case)
      local reasons = {}
      for i, contact in ipairs(case.contacts) do
        if contact.outcome == "spoke" then reasons[#reasons + 1] = "spoke " .. i end
      end
      if case.arrears > limits.low and not late(case) then table.insert(reasons, 1, case.name) end
      table.sort(reasons)
      for key, value in pairs({ x = 1, y = 2 }) do reasons[#reasons + 1] = key end
      local ok = pcall(function() return case.last_paid_on > case.opened_on end)
      return { reasons = reasons, share = case.share, has = has(case.barriers, "health"), ok = ok }
    end
    """

@Suite struct LimitTests {
    /// Opens, loads and asks with a limit; what fails must be an error of its kind.
    private func run(_ limits: LuaLimits, trace: Bool = false) throws(LuaError) -> (
        LuaValue, LuaState
    ) {
        let state = try LuaState(layout: .sample, limits: limits)
        try state.loadPrelude(
            source: "t = { 1 } function f() return t end", name: "p", globals: ["f"])
        guard case .function(let function) = try state.load(source: script, name: "x.lua") else {
            throw LuaError(.answer, "a function")
        }
        let facts = Facts(sampleRow)
        try state.begin(
            Evaluation(today: sampleDay, source: facts, calendar: Weekdays(), trace: trace))
        defer { state.end() }
        let answer = try state.call(
            function, arguments: LuaArguments([.record(type: 0, facts.root)]))
        return (answer, state)
    }

    @Test func everyAllocationMayFail() throws {
        let (expected, state) = try run(LuaLimits(), trace: true)
        let total = state.allocations
        #expect(total > 300)
        for n in 1...total {
            var limits = LuaLimits()
            limits.failingAllocation = n
            do throws(LuaError) {
                let (answer, _) = try run(limits, trace: true)
                #expect(answer == expected, "allocation \(n)")
            } catch {
                #expect(error.code == .budgetMemory, "allocation \(n): \(error)")
            }
        }
    }

    /// The same through the C interface, where closing tells what is left.
    @Test func nothingLeaksWhicheverAllocationFails() {
        for n in 1...600 {
            var limits = clh_limits(
                instructions: 1_000_000, memory_bytes: 8 << 20, block_bytes: 1 << 20,
                milliseconds: 60_000,
                fail_allocation: Int64(n))
            var error: Int32 = 0
            guard let host = clh_open(clh_layout_new(0, 0), &limits, &error) else {
                #expect(error == CLH_E_MEMORY)
                continue
            }
            var tree = clh_tree()
            let code = script.withCString {
                clh_load(host, $0, script.utf8.count, "x.lua", nil, &tree)
            }
            #expect(code == CLH_OK || code == CLH_E_MEMORY)
            clh_tree_free(&tree)
            #expect(clh_close(host) == 0)
        }
    }

    @Test func nothingIsLeftAfterClosing() throws {
        var limits = clh_limits(
            instructions: 100_000, memory_bytes: 8 << 20, block_bytes: 1 << 20,
            milliseconds: 60_000, fail_allocation: 0)
        for source in [
            script, "while true do end", "local t = {} for i = 1, 1e6 do t[i] = {} end",
            "error('x')",
        ] {
            var error: Int32 = 0
            let host = try #require(clh_open(clh_layout_new(0, 0), &limits, &error))
            var tree = clh_tree()
            _ = source.withCString { clh_load(host, $0, source.utf8.count, "x.lua", nil, &tree) }
            clh_tree_free(&tree)
            #expect(clh_close(host) == 0)
        }
    }

    @Test(arguments: [0, 1_000, 4_000, 6_000, 10_000, 15_000, 20_000])
    func aMemoryLimitTooSmallToOpenIsAnError(_ bytes: Int) throws {
        let error = try failure {
            _ = try LuaState(layout: .sample, limits: LuaLimits(memoryBytes: bytes))
        }
        #expect(error.code == .budgetMemory)
    }

    @Test func memoryNeverExceedsTheLimit() throws {
        let limits = LuaLimits(memoryBytes: 1 << 20)
        let rig = try Rig(
            "return function() local t = {} for i = 1, 1e6 do t[i] = 'text ' .. i end end",
            limits: limits)
        #expect(try failure { _ = try rig.answer() }.code == .budgetMemory)
        #expect(rig.state.peakBytes <= 1 << 20)
        #expect(rig.state.peakBytes > 1 << 18)
    }

    @Test func everyBudgetGivesTheAnswerOrTheSameError() throws {
        let (expected, state) = try run(LuaLimits(instructions: 1_000_000))
        let needed = 1_000_000 - state.instructionsLeft
        var answered = 0
        for budget in 1...(needed + 1200) {
            do throws(LuaError) {
                let (answer, _) = try run(LuaLimits(instructions: budget, wallMilliseconds: 60_000))
                #expect(answer == expected)
                answered += 1
            } catch {
                #expect(error.code == .budgetInstructions, "budget \(budget): \(error)")
            }
        }
        #expect(answered > 0)
    }

    @Test func manyEvaluationsJustUnderTheBudgetPass() throws {
        let rig = try Rig(
            "return function(c) local n = 0 for i = 1, 400 do n = n + i end return n end",
            limits: LuaLimits(instructions: 3_000))
        for _ in 0..<10_000 { #expect(try rig.answer() == .integer(80_200)) }
        let over = try Rig(
            "return function(c) local n = 0 for i = 1, 4000 do n = n + i end return n end",
            limits: LuaLimits(instructions: 3_000))
        #expect(try failure { _ = try over.answer() }.code == .budgetInstructions)
    }

    @Test func callsOfOneEvaluationShareTheBudget() throws {
        let rig = try Rig(
            "return function(c) for i = 1, 700 do end return true end",
            limits: LuaLimits(instructions: 10_000))
        let error = try failure {
            try rig.state.begin(rig.evaluation())
            defer { rig.state.end() }
            for _ in 0..<100 { _ = try rig.state.call(rig.function, arguments: rig.arguments) }
        }
        #expect(error.code == .budgetInstructions)
    }

    @Test func garbageOfManyEvaluationsIsCollected() throws {
        let rig = try Rig(
            "return function(c) local t = {} for i = 1, 50 do t[i] = { 'x' .. i } end return #t end",
            limits: LuaLimits(memoryBytes: 1 << 20))
        for _ in 0..<3_000 { #expect(try rig.answer() == .integer(50)) }
    }
}
