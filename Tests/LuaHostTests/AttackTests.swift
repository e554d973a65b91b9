import LuaHost
import Testing

/// One way to misuse the sandbox, and what must stop it.
struct Attack: CustomTestStringConvertible, Sendable {
    enum Outcome: Sendable {
        /// Stopped by this error, while loading or while asked.
        case stopped(LuaError.Code)
        /// Refused before it runs, with this finding.
        case refused(String)
        /// Does no harm and answers this.
        case harmless(LuaValue)
    }

    var name: String
    /// The body of a function; or a whole file, when it begins with `--file`.
    var script: String
    var outcome: Outcome
    var testDescription: String { name }

    init(_ name: String, _ script: String, _ outcome: Outcome) {
        self.name = name
        self.script = script
        self.outcome = outcome
    }
}

private let instructions = Attack.Outcome.stopped(.budgetInstructions)
private let memory = Attack.Outcome.stopped(.budgetMemory)
private let misuse = Attack.Outcome.stopped(.misuse)
private let unknown = Attack.Outcome.refused("name.unknown")

private let attacks: [Attack] = [
    // ---- loops and what could swallow the kill ----
    Attack("endless loop", "while true do end", instructions),
    Attack("endless repeat", "repeat until false", instructions),
    Attack("endless for", "for i = 1, 1e15 do end", instructions),
    Attack(
        "for over all integers", "for i = -9223372036854775807, 9223372036854775807 do end",
        instructions),
    Attack("pcall around a loop", "pcall(function() while true do end end) return 1", instructions),
    Attack(
        "loop of pcalls around loops", "while true do pcall(function() while true do end end) end",
        instructions),
    Attack(
        "pcall, then loop", "pcall(function() while true do end end) while true do end",
        instructions),
    Attack(
        "pcall of pcall", "while true do pcall(pcall, pcall, function() while true do end end) end",
        instructions),
    Attack(
        "pcall recursion", "local function f() local ok = pcall(f) return f() end f()", instructions
    ),
    Attack(
        "error in every call", "local function f() error('x') end while true do pcall(f) end",
        instructions),
    Attack(
        "xpcall with a looping handler",
        "xpcall(function() while true do end end, function() while true do end end)", unknown),
    Attack(
        "finalizer loops", "setmetatable({}, {__gc = function() while true do end end})", unknown),
    Attack("close loops", "local t <close> = nil", .refused("attribute.refused")),
    Attack("coroutine under the count", "coroutine.wrap(function() end)()", unknown),
    Attack("nested coroutine.close", "coroutine.close(coroutine.create(print))", unknown),
    Attack("goto maze", "::a:: goto a", .refused("goto.refused")),
    Attack(
        "mutual recursion",
        "local f, g f = function() return g() end g = function() return f() end return f()",
        instructions),
    Attack("tail calls for ever", "local function f() return f() end return f()", instructions),
    Attack("predicate loops", "return any({1}, function() while true do end end)", instructions),
    Attack(
        "predicate over many, nested",
        "local t = {} for i = 1, 2000 do t[i] = i end return count(t, function() return all(t, function() return true end) end)",
        instructions),
    Attack(
        "recursive any", "local function f() return any({1, 2}, f) end return f()",
        .stopped(.runtime)),
    // ---- C functions that could run for long ----
    Attack("rep of a large number", "return ('x'):rep(1000000000)", misuse),
    Attack("rep in a loop", "for i = 1, 1000000 do local s = ('x'):rep(100000) end", instructions),
    Attack(
        "rep of nothing, 2^62 times", "return (''):rep(4611686018427387904)", .harmless(.text(""))),
    Attack("rep of a separator, 2^62 times", "return (''):rep(4611686018427387904, ',')", misuse),
    Attack("rep overflows", "return ('xx'):rep(9223372036854775807)", misuse),
    Attack("pattern backtracks", "return (('a'):rep(30000)):find(('a-'):rep(8) .. 'b')", misuse),
    Attack("string.match", "return ('a'):match('a')", .stopped(.runtime)),
    Attack("string.gsub", "return string.gsub('a', '.', 'b')", .stopped(.runtime)),
    Attack(
        "find of a long text in a loop",
        "local s, p = ('a'):rep(60000), ('a'):rep(30000) .. 'b' while true do s:find(p, 1, true) end",
        instructions),
    Attack(
        "lower in a loop", "local s = ('A'):rep(200000) while true do s:lower() end", instructions),
    Attack("sub in a loop", "local s = ('A'):rep(200000) while true do s:sub(2) end", instructions),
    Attack(
        "table.concat in a loop",
        "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(100) end while true do table.concat(t) end",
        instructions),
    Attack(
        "table.concat of a huge range", "return table.concat({}, '', 1, 9223372036854775807)",
        misuse),
    Attack(
        "table.concat to the largest integer",
        "return table.concat({}, '', 9223372036854775807, 9223372036854775807)", misuse),
    Attack(
        "insert at the front", "local t = {} for i = 1, 60000 do table.insert(t, 1, i) end",
        instructions),
    Attack(
        "remove at the front",
        "local t = {} for i = 1, 9000 do t[i] = i end while true do table.remove(t, 1) table.insert(t, 1) end",
        instructions),
    Attack("insert far outside", "table.insert({}, 4611686018427387904, 'x')", misuse),
    Attack("table.move", "table.move({}, 1, 4503599627370496, 2)", .stopped(.runtime)),
    Attack(
        "sort with a lying comparator",
        "local t = {} for i = 1, 10000 do t[i] = i end for i = 1, 100 do table.sort(t, function() return true end) end",
        instructions),
    Attack(
        "sort of long equal texts",
        "local p = ('x'):rep(100000) local a, b = p .. 'a', p .. 'b' local t = {} for i = 1, 10000 do t[i] = i % 2 == 0 and a or b end table.sort(t)",
        instructions),
    Attack(
        "comparator raises", "table.sort({3, 2, 1}, function() error('x') end)", .stopped(.raised)),
    Attack(
        "comparator loops", "table.sort({3, 2, 1}, function() while true do end end)", instructions),
    Attack(
        "comparator changes the table",
        "local t = {3, 2, 1} table.sort(t, function(a, b) t[1] = nil return a < b end) return 1",
        .harmless(.integer(1))),
    Attack(
        "long texts compared",
        "local p = ('x'):rep(250000) local a, b = p .. 'a', p .. 'b' while true do local x = a < b end",
        .stopped(.budgetTime)),
    Attack(
        "long texts equal",
        "local p = ('x'):rep(250000) local a, b = p .. 'a', p .. 'a' while true do local x = a == b end",
        .stopped(.budgetTime)),
    Attack("unpack of many", "return table.unpack({}, 1, 900000)", misuse),
    Attack(
        "unpack of an overflowing range",
        "return table.unpack({}, -9223372036854775807, 9223372036854775807)", misuse),
    Attack("byte of many", "return (('x'):rep(1000)):byte(1, -1)", misuse),
    Attack("select far back", "return select(-5, 1)", misuse),
    Attack("varargs grow", "local function f(...) return f(1, ...) end f()", memory),
    Attack("format width", "return ('%99999d'):format(1)", misuse),
    Attack("format precision", "return ('%.999f'):format(1)", misuse),
    Attack(
        "format of a huge number", "while true do local s = ('%99.99f'):format(1e308) end",
        instructions),
    Attack("format too few values", "return ('%s'):format()", misuse),
    Attack("format unknown", "return ('%'):format(1)", misuse),
    Attack(
        "pairs of a large table in a loop",
        "local t = {} for i = 1, 5000 do t[i] = i end while true do pairs(t) end", instructions),
    // ---- memory ----
    Attack("text doubles", "local s = 'x' while true do s = s .. s end", memory),
    Attack("table grows", "local t = {} for i = 1, 1e9 do t[i] = {} end", memory),
    Attack(
        "memory error caught",
        "while true do pcall(function() local t = {} for i = 1, 1e9 do t[i] = {} end end) end",
        memory),
    Attack(
        "many closures", "local t = {} for i = 1, 1e6 do t[i] = function() return i end end", memory
    ),
    Attack("deep recursion", "local function f() return 1 + f() end f()", memory),
    Attack("many quantities", "local t = {} for i = 1, 1e6 do t[i] = days(i) end", memory),
    // ---- ways out ----
    Attack("bytecode", "--file\u{1B}Lua", .stopped(.notText)),
    Attack("load", "return load('return 1')()", unknown),
    Attack("string.dump", "return string.dump(function() end)", .stopped(.runtime)),
    Attack("collectgarbage", "collectgarbage('stop')", unknown),
    Attack("os", "return os.getenv('HOME')", unknown),
    Attack("io", "return io.open('/etc/passwd')", unknown),
    Attack("debug", "return debug.getregistry()", unknown),
    Attack("package", "return package.loadlib('x', '*')", unknown),
    Attack("require of a library", "return require('os')", .stopped(.unknownModule)),
    Attack("math.random", "return math.random()", .stopped(.runtime)),
    Attack("print", "print('x')", unknown),
    Attack("dofile", "dofile('/etc/passwd')", unknown),
    Attack("_G", "_G.assert = nil", unknown),
    Attack("_ENV", "_ENV.assert = nil", .refused("environment.refused")),
    Attack("_ENV as a local", "local _ENV = {} return 1", .harmless(.integer(1))),
    Attack("getmetatable", "return getmetatable('').__index", unknown),
    Attack("rawset", "rawset(string, 'upper', nil)", unknown),
    Attack("address of a table", "return tostring({})", .harmless(.text("table"))),
    Attack("address of a function", "return tostring(pairs)", .harmless(.text("function"))),
    Attack("address in format", "return ('%p'):format({})", misuse),
    Attack("hex float in format", "return ('%a'):format(1.5)", misuse),
    Attack("address of a record", "return tostring(case)", .harmless(.text("record"))),
    // ---- writing to what is shared ----
    Attack("string library written", "string.upper = nil", misuse),
    Attack("library through a text", "('x').upper = nil", .stopped(.runtime)),
    Attack("library through insert", "table.insert(string, 1)", misuse),
    Attack("library sorted", "table.sort(string)", misuse),
    Attack("record written", "case.open = false", misuse),
    Attack("list written", "case.contacts[1] = nil", misuse),
    Attack(
        "entries of a list through ipairs",
        "local _, entries = ipairs(case.contacts) entries[1] = nil", misuse),
    Attack(
        "step of ipairs called with anything", "local step = ipairs({}) return step(1, 2)", misuse),
    Attack(
        "step of pairs called with anything", "local step = pairs({}) return step(1, 2)",
        .harmless(.absent)),
    Attack("list inserted into", "table.insert(case.contacts, 1)", misuse),
    Attack("quantity written", "case.arrears.value = 1", misuse),
    Attack("global function", "function known() return true end", .refused("global.assigned")),
    Attack("global variable", "counter = 1", .refused("global.assigned")),
    Attack(
        "memory in an upvalue", "--file local n = 0 return function() n = n + 1 return n end",
        .refused("upvalue.assigned")),
    Attack(
        "memory in a table", "--file local t = {} return function() t.n = 1 return 1 end", misuse),
    Attack(
        "memory in a nested table",
        "--file local t = { u = {} } return function() t.u[1] = 1 return 1 end", misuse),
    Attack(
        "memory in a table of a table key",
        "--file local k = {} local t = { [k] = 1 } return function() k.x = 1 return t[k] end",
        misuse),
    Attack(
        "memory behind functions",
        "--file local t = {} local function put(x) t.x = x end local function f() return put end return function() f()(1) return 1 end",
        misuse),
    Attack(
        "memory by insert",
        "--file local t = {} return function() table.insert(t, 1) return #t end", misuse),
    // ---- errors ----
    Attack("error of a table", "error({})", .stopped(.raised)),
    Attack("error of nothing", "error(nil)", .stopped(.raised)),
    Attack("error of a record", "error(case)", .stopped(.raised)),
    Attack("error of a long text", "error(('x'):rep(200000))", .stopped(.raised)),
    Attack("error looks like a kill", "error('stopped')", .stopped(.raised)),
    Attack("error looks native", "error('attempt to compare nil with number')", .stopped(.raised)),
    // ---- answers ----
    Attack("answer in a circle", "local t = {} t.t = t return t", .stopped(.answer)),
    Attack("answer too deep", "return {{{{{{{{{1}}}}}}}}}", .stopped(.answer)),
    Attack(
        "answer too long", "local t = {} for i = 1, 600 do t[i] = i end return t", .stopped(.answer)
    ),
    Attack("answer of many bytes", "local s = ('x'):rep(60000) return { s, s }", .stopped(.answer)),
    Attack("answer is a function", "return function() end", .stopped(.answer)),
    Attack("answer has a record as key", "return { [case] = 1 }", .stopped(.answer)),
    Attack("answer with a fraction", "return 0.5", .stopped(.answer)),
    // ---- the two miscompiled constructs, and the parser ----
    Attack(
        "comparison as an index", "local a, b, t = 1, 2, {} return t[a < b]",
        .refused("index.comparison")),
    Attack(
        "comparison in parentheses as an index", "local a, b, t = 1, 2, {} return t[(a == b)]",
        .refused("index.comparison")),
    Attack("bit operators", "return 1 ~ (2 or 3)", .refused("bits.refused")),
    Attack("shift", "return 1 << 60", .refused("bits.refused")),
    Attack("parser: nesting", "return " + String(repeating: "(", count: 20_000), .stopped(.syntax)),
    Attack(
        "parser: nested tables", "return " + String(repeating: "{", count: 20_000),
        .stopped(.syntax)),
    Attack(
        "parser: nested functions", String(repeating: "return function() ", count: 3_000),
        .stopped(.syntax)),
    Attack(
        "parser: nested negations", "return " + String(repeating: "not ", count: 12_000) + "1",
        .stopped(.syntax)),
    Attack(
        "parser: minus signs", "return " + String(repeating: "- ", count: 20_000) + "1",
        .stopped(.syntax)),
    Attack(
        "parser: chain of or", "local a return " + String(repeating: "a or ", count: 12_000) + "a",
        .stopped(.syntax)),
    Attack(
        "parser: chain of joins", "local a return " + String(repeating: "a..", count: 12_000) + "a",
        .stopped(.syntax)),
    Attack(
        "parser: chain of indexes", "local a return a" + String(repeating: ".a", count: 20_000),
        .stopped(.syntax)),
    Attack(
        "parser: chain of calls", "local a return a" + String(repeating: "()", count: 20_000),
        .stopped(.syntax)),
    Attack(
        "parser: nested ifs", String(repeating: "if true then ", count: 4_000), .stopped(.syntax)),
    Attack(
        "parser: many locals", (0..<300).map { "local a\($0)" }.joined(separator: " "),
        .stopped(.syntax)),
    Attack(
        "source over 64 KiB", "--file" + String(repeating: " ", count: 66_000) + "return 1",
        .stopped(.sourceTooLarge)),
]

@Suite struct AttackTests {
    static let limits = LuaLimits(
        instructions: 1_000_000, memoryBytes: 8 << 20, blockBytes: 256 << 10,
        wallMilliseconds: 10_000)

    @Test(arguments: attacks)
    func isStopped(_ attack: Attack) throws {
        let source =
            attack.script.hasPrefix("--file")
            ? String(attack.script.dropFirst(6)) : "return function(case) \(attack.script) end"
        let clock = ContinuousClock()
        let started = clock.now
        // The clock is out of the way, but for the rows that nothing else stops.
        var limits = AttackTests.limits
        if case .stopped(.budgetTime) = attack.outcome { limits.wallMilliseconds = 100 }
        let result = Result { try Rig(source, limits: limits).answer() }
        switch (attack.outcome, result) {
        case (.harmless(let expected), .success(let answer)): #expect(answer == expected)
        case (.stopped(let code), .failure(let error as LuaError)):
            #expect(error.code == code, "\(error)")
        case (.refused(let code), .failure(let error as LuaError)):
            #expect(error.code == .refused)
            #expect(error.findings.contains { $0.code == code }, "\(error)")
        default: Issue.record("\(attack.name): \(result)")
        }
        // No figure of speed, but the proof that the limits hold also in C: unlimited, most rows
        // would run for seconds or for ever.
        #expect(clock.now - started < .seconds(20))
    }

    @Test func bytecodeIsNotText() throws {
        let state = try LuaState(layout: .sample)
        let forged: [UInt8] =
            [0x1B, 0x4C, 0x75, 0x61, 0x54, 0, 0x19, 0x93] + [UInt8](repeating: 0, count: 90)
        #expect(try failure { try state.load(source: forged, name: "x.lua") }.code == .notText)
        #expect(
            try failure { try state.load(source: [0x2D, 0x2D, 0xFF], name: "x.lua") }.code
                == .notText)
    }

    @Test(arguments: ["while true do end", "local s = 'x' while true do s = s .. s end"])
    func aStoppedStateIsSpent(_ script: String) throws {
        let rig = try Rig("return function(case) \(script) end", limits: AttackTests.limits)
        #expect(!rig.state.isSpent)
        _ = try failure { _ = try rig.answer() }
        #expect(rig.state.isSpent)
        #expect(try failure { _ = try rig.answer() }.code == .spent)
        #expect(
            try failure { try rig.state.load(source: "return 1", name: "x.lua") }.code == .spent)
    }

    @Test func anOrdinaryErrorDoesNotSpendTheState() throws {
        let rig = try Rig("return function(case) if case.open then error('x') end end")
        for _ in 0..<1000 { #expect(try failure { _ = try rig.answer() }.code == .raised) }
        #expect(!rig.state.isSpent)
    }

    @Test func aPoolDropsSpentStates() throws {
        let pool = LuaPool(keeping: 2) { () throws(LuaError) in
            let state = try LuaState(layout: .sample, limits: AttackTests.limits)
            try state.load(source: "return function() while true do end end", name: "x.lua")
            return state
        }
        try pool.prepare(2)
        #expect(pool.idleCount == 2)
        try pool.withState { state in
            let facts = Facts(sampleRow)
            try state.begin(Evaluation(today: 0, source: facts))
            _ = try failure {
                _ = try state.call(LuaFunction(id: 1, line: 1), arguments: LuaArguments())
            }
            state.end()
        }
        #expect(pool.idleCount == 1)
        try pool.withState { _ in }
        #expect(pool.idleCount == 1)
    }
}
