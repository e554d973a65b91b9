import LuaHost
import Testing

/// A file that must not load, and what is found in it: `line:column code`.
struct Refusal: CustomTestStringConvertible, Sendable {
    var source: String
    var findings: [String]
    var testDescription: String { source }

    init(_ source: String, _ findings: String...) {
        self.source = source
        self.findings = findings
    }
}

@Suite struct SyntaxTests {
    @Test(arguments: [
        Refusal("x = 1", "1:1 global.assigned"),
        Refusal("local a, b\na, b, c = 1, 2, 3", "2:7 global.assigned"),
        Refusal("function f() end", "1:10 global.assigned"),
        Refusal("for i = 1, 2 do\n  total = i\nend", "2:3 global.assigned"),
        Refusal("local n = 0\nreturn function() n = n + 1 end", "2:19 upvalue.assigned"),
        Refusal("local f\nlocal function g() function f() end end", "2:29 upvalue.assigned"),
        Refusal("local t, a, b = {}, 1, 2\nreturn t[a < b]", "2:10 index.comparison"),
        Refusal("local t, a, b = {}, 1, 2\nt[(a == b)] = 1", "2:3 index.comparison"),
        Refusal("local t, a, b = {}, 1, 2\nreturn t[a and b > a]", "2:10 index.comparison"),
        Refusal("local t, a = {}, 1\nreturn t[not a]", "2:10 index.comparison"),
        Refusal(
            "return 1 | 2, 1 & 2, 1 ~ 2, 1 << 2, 1 >> 2, ~1",
            "1:8 bits.refused", "1:15 bits.refused", "1:22 bits.refused", "1:29 bits.refused",
            "1:37 bits.refused", "1:45 bits.refused"),
        Refusal("return 2 ^ 3", "1:8 power.refused"),
        Refusal("goto done\n::done::", "1:1 goto.refused", "2:1 goto.refused"),
        Refusal("local x <close> = nil", "1:7 attribute.refused"),
        Refusal("local x <const>, y <closed> = 1, 2", "1:18 attribute.refused"),
        Refusal("return withn(1)", "1:8 name.unknown"),
        Refusal("return _ENV", "1:8 environment.refused"),
        Refusal("print(os.time())", "1:1 name.unknown", "1:7 name.unknown"),
        Refusal("local x = x", "1:11 name.unknown"),
        Refusal("do local y = 1 end\nreturn y", "2:8 name.unknown"),
        Refusal("return function(c) return c.n == 3 end", "1:27 equality.number"),
        Refusal("return function(c) return -3 ~= c.n end", "1:27 equality.number"),
        Refusal(
            "x = 1\ny = 2\nreturn zz", "1:1 global.assigned", "2:1 global.assigned",
            "3:8 name.unknown"),
        Refusal("-- é ü\nlocal s = 'äöü' .. nme", "2:20 name.unknown"),
    ])
    func findsEverythingAtItsPlace(_ refusal: Refusal) throws {
        let state = try LuaState(layout: .sample)
        let error = try failure { try state.load(source: refusal.source, name: "x.lua") }
        #expect(error.code == .refused)
        #expect(
            error.findings.map { "\($0.position.line):\($0.position.column) \($0.code)" }
                == refusal.findings)
        #expect(error.findings.allSatisfy { $0.suggestion != nil })
        #expect(!state.isSpent)
    }

    @Test(arguments: [
        "local a <const> = 1 return a",
        "local function f(n) return n < 2 and 1 or f(n - 1) end return f(3)",
        "local t = { 1, 2; 3, x = 1, ['y'] = 2, [3] = 4, } return #t == 3",
        "local t = {} function t.f() return 1 end function t:g() return self end return t.f()",
        "repeat local done = true until done return 1", "while false do break end return 1",
        "for i = 3, 1, -1 do end for _, v in ipairs({ 1 }) do end return 1",
        "local s = [[\nlong]] .. [==[ ]] ]==] return s",
        "--[[ comment ]] --[==[ ]] ]==] return 1 -- end",
        "return 'a\\n\\t\\\\\\'\\065\\x41\\z   b'",
        "return tostring(0x1F + 1e3 + .5 + 3. + 0x.8p1 + 1E-2)",
        "return (function(...) local a, b = ... return select('#', ...) end)(1, 2)",
        "local a = 1; ; return a;", "do return 1 end", "return -2 .. '' .. 3 == '-23'",
        "local t = {} t.x, t.y = 1, 2 t['z'] = 3 return t", "return ('x'):rep(3):upper()",
        "return type { } .. tostring 'x'", "local x = 1 do local x = 2 x = 3 end return x",
        "return function() local n = 0 n = n + 1 return n end",
        "return #{ 1 } == 1", "return 5 % 2 == 1", "local t = { { 1 } } return t[1][1]",
        "return not nil == true", "return count({}) == 0", "return 1 --[[x]] + 2", "return",
    ])
    func acceptsWhatLuaAccepts(_ source: String) throws {
        let state = try LuaState(layout: .sample)
        #expect(throws: Never.self) { try state.load(source: source, name: "x.lua") }
    }

    @Test(arguments: [
        ("return 1 +", "1:11"), ("if true then", "1:13"), ("local 1 = 2", "1:7"),
        ("return 'x", "1:8"),
        ("return [[x", "1:8"), ("x", "1:2"), ("f() = 1", "1:1"), ("return 1 return 2", "1:10"),
        ("local t = { 1, 2", "1:17"), ("for i in do end", "1:10"), ("return 1e", "1:8"),
        ("return 0x", "1:8"),
        ("return 3x", "1:8"), ("a.b:c = 1", "1:7"), ("return '\\q'", "1:8"), ("return @", "1:8"),
        ("#!shebang", "1:1"),
        ("local function f() return ... end", "1:27"), ("else", "1:1"), ("return '\\300'", "1:8"),
        ("return \u{00A0}1", "1:8"), ("--[[ open", "1:1"), ("goto 1", "1:6"), ("break 1", "1:7"),
    ])
    func tellsWhereASyntaxErrorIs(_ source: String, _ place: String) throws {
        let error = try failure { _ = try LuaSyntax.parse(source: source, name: "x.lua") }
        #expect(error.code == .syntax)
        #expect(error.position?.description == "x.lua:\(place)", "\(error)")
    }

    @Test func resolvesNames() throws {
        let chunk = try LuaSyntax.parse(
            source: "local a = 1 return function(b) return a, b, c end", name: "x.lua")
        var names: [String] = []
        chunk.walk { node in
            if case .expression(let expression) = node,
                case .name(let name, let scope) = expression.kind
            {
                names.append("\(name) \(scope)")
            }
        }
        #expect(names == ["a upvalue", "b local", "c global"])
    }

    @Test func keepsCommentsWithTheirPlaces() throws {
        let chunk = try LuaSyntax.parse(source: "-- one\nlocal x --[[two\n]] = 1", name: "x.lua")
        #expect(chunk.comments.map(\.text) == ["-- one", "--[[two\n]]"])
        #expect(chunk.comments.map(\.span.line) == [1, 2])
    }

    /// What the parser accepts without a finding must compile: Lua's parser and ours agree.
    @Test func agreesWithLuaOnMutatedSources() throws {
        let seed = """
            local limit = dollars(500)
            local function late(case, days_late) return case.n >= days_late and not case.open end
            return { when = function(case) for _, c in ipairs(case.list) do
              if c.x == "a" then return true elseif c.y ~= 'b' then return false else break end end
              local t = { 1, x = 2, [3] = "four" } while #t > 0 do t[#t] = nil end
              return late(case, 30) or (case.z or {})[1] == nil end }
            """
        let bytes = Array(seed.utf8)
        var random: UInt64 = 7
        func next(_ limit: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((random >> 33) % UInt64(limit))
        }
        var accepted = 0
        for _ in 0..<3000 {
            var mutated = bytes
            for _ in 0...next(2) {
                switch next(3) {
                case 0: mutated.remove(at: next(mutated.count))
                case 1: mutated.insert(bytes[next(bytes.count)], at: next(mutated.count))
                default: mutated[next(mutated.count)] = bytes[next(bytes.count)]
                }
            }
            let state = try LuaState(layout: .sample)
            do throws(LuaError) {
                try state.load(source: mutated, name: "x.lua")
                accepted += 1
            } catch {
                // A syntax error of Lua's own has no findings: ours would have come first.
                #expect(
                    error.code != .syntax || !error.findings.isEmpty,
                    "\(error) in \(String(decoding: mutated, as: UTF8.self))")
            }
        }
        #expect(accepted > 50)
    }

    @Test func nearestNames() {
        let known = ["within", "older_than", "days", "dates", "known"]
        #expect(nearestName(to: "withn", in: known) == "within")
        #expect(nearestName(to: "older_then", in: known) == "older_than")
        #expect(nearestName(to: "dayes", in: known) == "dates")
        #expect(nearestName(to: "nkown", in: known) == "known")
        #expect(nearestName(to: "entirely", in: known) == nil)
        #expect(nearestName(to: "", in: known) == nil)
    }
}
