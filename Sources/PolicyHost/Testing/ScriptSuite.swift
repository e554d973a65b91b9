package import CaseModel
import LuaHost

/// The tests of one Lua file, run in the sandbox of a site: `policies/lib/tests/*.lua`.
///
/// Such a file has the shape of a policy file:
///
///     local tests  = accord.tests { as_of = "2019-03-01" }
///     local parent = require "parent"
///
///     tests:case {
///         name  = "Who is in prison cannot pay",
///         base  = "incarcerated",
///         check = function(case, site) expect(parent.cannot_pay(case)) end,
///     }
///
///     return tests
package final class ScriptSuite {
    /// One test as the file declares it.
    package struct Entry: Sendable {
        /// The name.
        package var name: String
        /// The line on which it begins.
        package var line: Int
        /// The other keys, those of the file's head where the test has none of its own.
        package var settings: [String: JSONValue]
        fileprivate var check: LuaFunction
    }

    /// What went wrong with a test.
    package struct Failure: Error, Sendable {
        /// What was not as expected, or what the script did wrong.
        package var message: String
        /// File and line.
        package var place: String
        /// Whether the check itself said so, not an error of the script.
        package var isExpectation: Bool
    }

    /// The keys of a test and of the file's head.
    package static let keys = [
        "name", "check", "as_of", "site", "base", "with", "without", "parameters", "case",
        "because",
    ]

    /// The tests in file order.
    package let entries: [Entry]
    private let state: LuaState
    private let site: SitePolicy

    /// Loads a file of tests behind the policies of a site.
    ///
    /// - Throws: ``ScriptSuiteError`` with every problem of the file.
    package init(site: SitePolicy, source: String, file: String) throws(ScriptSuiteError) {
        self.site = site
        do throws(LuaError) {
            state = try site.states.makeLibraryState(adding: Self.prelude)
            let value = try state.load(source: source, name: file)
            entries = try Self.entries(value, file: file)
        } catch {
            throw ScriptSuiteError(problems: error.problems(in: file))
        }
    }

    /// Whether a budget stopped the sandbox, so that no further test can run in it.
    package var isSpent: Bool { state.isSpent }

    /// Runs one test on a case file; nil if it holds.
    package func run(
        _ entry: Entry, file: CaseFile, caseIndex: Int, asOf day: Day
    ) -> Failure? {
        let matter = Matter(file: file, caseIndex: caseIndex, asOf: day)
        let parameters = site.parameters(on: day)
        let window = FactWindow(
            schema: site.schema, parameters: parameters, calendar: site.config.calendar)
        return withUnsafePointer(to: matter) { matter in
            let arguments = LuaArguments([
                .record(type: site.schema.matter, UnsafeRawPointer(matter)),
                .record(type: site.schema.parameterRoot, parameters.root),
            ])
            var evaluation = Evaluation(
                today: day.epochDay, source: window, calendar: window)
            if site.probeSet != nil { evaluation.probes = .count }
            do throws(LuaError) {
                try state.begin(evaluation)
                defer { state.end() }
                _ = try state.call(entry.check, arguments: arguments)
                return nil
            } catch {
                let hint = error.suggestion.map { "; \($0)" } ?? ""
                return Failure(
                    message: error.message + hint,
                    place: error.position.map { "\($0)" } ?? "line \(entry.line)",
                    isExpectation: error.code == .misuse)
            }
        }
    }

    private static func entries(_ value: LuaValue, file: String) throws(LuaError) -> [Entry] {
        func problem(_ message: String, line: Int, _ suggestion: String? = nil) -> LuaError {
            LuaError(
                .misuse, message, position: SourcePosition(file: file, line: line),
                suggestion: suggestion)
        }
        guard let cases = value["cases"] else {
            throw problem(
                "a file of tests begins with accord.tests and returns it", line: 1,
                "local tests = accord.tests { as_of = \"2019-03-01\" } … return tests")
        }
        let head = value["head"]?.json
        var findings: [LuaFinding] = []
        var entries: [Entry] = []
        for item in cases.items ?? [] {
            let line = item["line"]?.number.map(Int.init) ?? 1
            guard let body = item["body"], case .text(let name)? = body["name"],
                case .function(let check)? = body["check"]
            else {
                findings.append(
                    LuaFinding(
                        code: "test.shape", message: "a test has a `name` and a `check`",
                        position: SourcePosition(file: file, line: line)))
                continue
            }
            var settings: [String: JSONValue] = [:]
            if case .object(let shared)? = head { settings = shared }
            if case .object(let own)? = body.json { settings.merge(own) { $1 } }
            for key in settings.keys.sorted() where !keys.contains(key) {
                findings.append(
                    LuaFinding(
                        code: "test.key", message: "a test has no `\(key)`",
                        position: SourcePosition(file: file, line: line),
                        suggestion: nearestName(to: key, in: Set(keys)).map {
                            "did you mean `\($0)`?"
                        }))
            }
            entries.append(Entry(name: name, line: line, settings: settings, check: check))
        }
        if let first = findings.first {
            throw LuaError(.misuse, first.message, position: first.position, findings: findings)
        }
        return entries
    }

    /// What a test file may use beside the policy language.
    private static let prelude = ScriptPrelude(
        source: """
            local refuse = host.refuse
            function accord.tests(head)
              local tests = { head = head or {}, cases = {} }
              function tests.case(self, body)
                local cases = self.cases
                local _, line = caller()
                cases[#cases + 1] = { line = line, body = body }
              end
              return tests
            end

            local function spell(value)
              if type(value) == "string" then return '"' .. value .. '"' end
              if type(value) ~= "table" then return tostring(value) end
              local words = {}
              for index = 1, #value do words[index] = spell(value[index]) end
              return "{ " .. table.concat(words, ", ") .. " }"
            end

            local function same(left, right)
              if type(left) ~= "table" or type(right) ~= "table" then return left == right end
              if #left ~= #right then return false end
              for index = 1, #left do
                if not same(left[index], right[index]) then return false end
              end
              return true
            end

            function expect(value, what)
              if not value then
                refuse("expected " .. (what or "this") .. " to hold, got " .. spell(value))
              end
            end

            function expect_not(value, what)
              if value then
                refuse("expected " .. (what or "this") .. " not to hold, got " .. spell(value))
              end
            end

            function expect_equal(got, wanted, what)
              if not same(got, wanted) then
                refuse((what and what .. ": " or "") .. "expected " .. spell(wanted)
                  .. ", got " .. spell(got))
              end
            end

            """,
        names: ["expect", "expect_not", "expect_equal"])
}

/// Why a file of Lua tests does not load.
package struct ScriptSuiteError: Error, Sendable {
    /// What is wrong, with file, line and column.
    package var problems: [PolicyProblem]
}

extension LuaValue {
    /// The value as a JSON tree: dates as text, quantities as their number; functions are left out.
    fileprivate var json: JSONValue? {
        switch self {
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .text(let text): .text(text)
        case .quantity(.date, let value): .text("\(Day(epochDay: Int32(value)))")
        case .quantity(_, let value): .integer(value)
        case .list(let items): .list(items.compactMap(\.json))
        case .map(let entries):
            .object(
                Dictionary(
                    entries.compactMap { entry in entry.value.json.map { (entry.key, $0) } }
                ) { $1 })
        case .absent, .function, .record, .symbol: nil
        }
    }
}
