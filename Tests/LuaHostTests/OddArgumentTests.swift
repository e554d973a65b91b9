import LuaHost
import Testing

/// Values of every kind, at their edges.
private let values = """
    local frozen = { 1, 2, x = 3 }
    local function values(case)
      return {
        false, true, 0, 1, -1, 3, 9223372036854775807, -9223372036854775807 - 1, 0.5, -0.0, 0 / 0,
        1 / 0, "", "a", "10", "%d", "2024-02-29", ("x"):rep(50), {}, { 1, 2, 3 }, { 1, nil, 3 },
        frozen, function() return true end, tostring, case, case.contacts, case.barriers,
        dollars(5), cents(-9223372036854775807 - 1), date("2024-02-29"), days(-3), days(3),
        business_days(2), months(5), percent(50), case.tries, case.opened_on, string,
      }
    end
    local total = #values({ contacts = 1, barriers = 1, tries = 1, opened_on = 1 }) + 1
    """

@Suite struct OddArgumentTests {
    private let limits = LuaLimits(
        instructions: 400_000_000, memoryBytes: 32 << 20, wallMilliseconds: 120_000)

    /// Whatever it is given, a function of the library answers or raises.
    @Test(arguments: [
        "all", "any", "assert", "at_least_ago", "business_days", "cents", "count", "date", "days",
        "days_since", "days_until", "dollars", "error", "exactly", "first", "has", "ipairs",
        "known",
        "months", "next", "older_than", "one_of", "pairs", "passed", "pcall", "percent", "require",
        "select", "tonumber", "tostring", "type", "upcoming", "within", "table.concat",
        "table.insert", "table.remove", "table.sort", "table.unpack", "string.byte", "string.find",
        "string.format", "string.len", "string.lower", "string.rep", "string.sub", "string.upper",
        "math.abs", "math.ceil", "math.floor", "math.max", "math.min", "math.tointeger",
    ])
    func functionsAnswerOrRaise(_ function: String) throws {
        let rig = try Rig(
            """
            \(values)
            return function(case)
              local asked = 0
              pcall(\(function))
              for i = 1, total do
                pcall(\(function), values(case)[i])
                for j = 1, total do
                  local fresh = values(case)
                  local other, last = fresh[(i * 7 + j) % total + 1], fresh[(i + j * 5) % total + 1]
                  pcall(\(function), fresh[i], fresh[j])
                  pcall(\(function), fresh[i], fresh[j], other)
                  pcall(\(function), fresh[i], fresh[j], 1, last)
                  asked = asked + 1
                end
              end
              return asked
            end
            """, limits: limits)
        #expect(try rig.answer() == .integer(39 * 39))
    }

    /// Whatever stands beside it, an operator answers or raises.
    @Test(arguments: ["+", "-", "*", "//", "/", "%", "..", "<", "<=", ">", ">=", "==", "~=", "and"])
    func operatorsAnswerOrRaise(_ word: String) throws {
        let rig = try Rig(
            """
            \(values)
            return function(case)
              local asked = 0
              for i = 1, total do
                for j = 1, total do
                  local fresh = values(case)
                  local a, b = fresh[i], fresh[j]
                  pcall(function() return a \(word) b end)
                  pcall(function() return -a, #a, a.x, a[b], a(b) end)
                  pcall(function() a[b] = b end)
                  pcall(function() for k = a, b do if k then break end end end)
                  asked = asked + 1
                end
              end
              return asked
            end
            """, limits: limits)
        #expect(try rig.answer() == .integer(39 * 39))
    }
}
