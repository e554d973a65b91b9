import LuaHost
import Testing

/// Where probes go, and that what they stand in means the same as before.
@Suite struct InstrumenterTests {
    private func instrumented(_ source: String) throws -> InstrumentedSource {
        Instrumenter.instrument(
            try LuaSyntax.parse(source: source, name: "test.lua"), source: source)
    }

    /// The probes as `kind: text`, in order.
    private func probes(_ source: String) throws -> [String] {
        try instrumented(source).probes.map { "\($0.kind.rawValue): \($0.text)" }
    }

    @Test(arguments: [
        (
            "return function(c) return c.a < c.b and not c.d end",
            [
                "function: function", "connective: c.a < c.b and not c.d", "condition: c.a < c.b",
                "operand: c.a", "operand: c.b", "connective: not c.d", "condition: c.d",
            ]
        ),
        // A chain is one connective; constants say their own value.
        (
            "return function(c) return c.a or c.b == 'x' or false end",
            [
                "function: function", "connective: c.a or c.b == 'x' or false", "condition: c.a",
                "condition: c.b == 'x'", "operand: c.b",
            ]
        ),
        // A call of a script's function is announced, one of a verb is wrapped.
        (
            "local f = function(c) return f(c.x) end return f",
            ["function: f", "tailCall: f(c.x)", "operand: c.x"]
        ),
        (
            "return function(c) return within(c.on, days(30)) end",
            ["function: function", "condition: within(c.on, days(30))", "operand: c.on"]
        ),
        // Branches, and what is asked before them.
        (
            """
            return function(c)
              if c.a then return 1 elseif (c.b) then return 2 else return 3 end
            end
            """,
            [
                "function: function", "condition: c.a", "branch: if", "condition: c.b",
                "branch: elseif", "branch: else",
            ]
        ),
        // Only conditions are probed where a value is just handed on.
        (
            "local t = { when = function(c) local x = c.y return x end } return t",
            ["function: when", "result: x"]
        ),
    ])
    func probesStandWhereSomethingIsAsked(source: String, expected: [String]) throws {
        #expect(try probes(source) == expected)
    }

    @Test func probesKnowWhatTheyStandIn() throws {
        let probes = try instrumented(
            "return function(c) if c.a.b then return c.d > 1 end end"
        ).probes
        let (condition, branch, whole, part) = (probes[1], probes[2], probes[3], probes[4])
        #expect(condition.isDecision && condition.field == "b" && condition.parent == nil)
        #expect(branch.kind == .branch && whole.parent == branch.id && whole.isDecision)
        #expect(part.parent == whole.id && !part.isDecision && part.function == probes[0].id)
    }

    @Test func linesStayWhereTheyAre() throws {
        let source = """
            -- first line
            local function f(c)
              return c.a
                and (c.b -- why
                  or c.d)
            end
            return f
            """
        let text = try instrumented(source).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.count == source.split(separator: "\n", omittingEmptySubsequences: false).count)
        #expect(lines[3].contains("c.b") && lines[4].contains("c.d"))
    }

    /// A script cannot name the probe: it takes a name that the file does not hold.
    @Test func theProbeHasANameOfItsOwn() throws {
        let source = "local probe_ = 1 local probe__ = 2 return function(c) return c.a end"
        let made = try instrumented(source)
        #expect(made.text.hasPrefix("local probe___ = ...; "))
        #expect(!source.contains("probe___"))
    }

    /// Whatever a script computes, it computes with probes, too.
    @Test(arguments: [
        "local function two() return 1, 2 end return { two() }",
        "local function two() return 1, 2 end return { (two()) }",
        "local function none() end return { none() or 5, (none()) == nil, none() }",
        "local function pass(...) return ... end return { pass(1, nil, 3) }",
        "local function pass(...) if ... then return (...) end return 0 end return { pass(7, 8) }",
        "local function f(n) if n < 1 then return 'done' end return f(n - 1) end return { f(9000) }",
        "local t = {} for i = 1, 5 do if i % 2 == 0 and i > 2 or i < 2 then t[#t + 1] = i end end return t",
        "local n = 0 repeat local last = n >= 3 n = n + 1 until last or n > 10 return { n }",
        "local t = { 1 } if #t > 5 or t == nil then return 1 else return { 2 } end",
        "local x = false local function f() return x end return { f(), not f(), f() == x, f() or 'a' }",
        "local function f(a) return a and a.b and a.b.c end return { f(nil) == nil, f({}) == nil, f({ b = { c = 3 } }) }",
        "return { pcall(function() return nil < 1 end) }",
        "return { any({ 1, 2 }, function(n) return n > 1 end), count({ 1, 2 }, function(n) return(n < 9)end) }",
        "return { 1 < 2 == true, not(1 > 2), -1 < 0 and #'abc' >= 3 }",
    ])
    func valuesAreTheSame(source: String) throws {
        let plain = try LuaState(layout: Layout(types: [], symbols: []))
        let watched = try LuaState(layout: Layout(types: [], symbols: []))
        let made = try instrumented(source)
        #expect(
            try plain.load(source: source, name: "test.lua")
                == watched.load(instrumented: made))
    }

    /// Nesting that would break Lua's own limits with probes leaves some of them out.
    @Test func deepNestingStillCompiles() throws {
        let deep = (0..<55).reduce("c.a") { text, _ in "(not \(text) and c.b)" }
        let source = "local function f(c) return \(deep) end return { f({ a = 1, b = 2 }) }"
        let plain = try LuaState(layout: Layout(types: [], symbols: []))
        let watched = try LuaState(layout: Layout(types: [], symbols: []))
        let made = try instrumented(source)
        #expect(made.probes.count > 10)
        #expect(
            try plain.load(source: source, name: "test.lua")
                == watched.load(instrumented: made))
    }
}
