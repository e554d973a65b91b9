public import CaseModel
import PolicyHost

/// One test of a Lua file, such as `policies/lib/tests/parent.lua`.
public struct ScriptTest: Sendable {
    /// The name, one sentence.
    public var name: String
    /// The file, relative to the root.
    public var file: String
    /// The line on which it begins.
    public var line: Int
    /// The site whose parameters it sees.
    public var site: String
    /// The site's local day.
    public var asOf: Day
    /// The fixture that it begins from.
    public var base: String
    /// Changes of the fixture by dotted path.
    public var with: [String: JSONValue]
    /// Parameters set for this test only.
    public var parameters: [String: String]
    /// Which case of the file it sees, from 0.
    public var caseIndex: Int
    /// Its number in the file.
    var index: Int

    /// The same wishes as a policy test, for which sites are loaded.
    var wishes: PolicyTest {
        PolicyTest(
            name: name, file: file, place: PolicyTest.Place(line: line, column: 1), site: site,
            asOf: asOf, base: base, with: with, programs: [:], parameters: parameters,
            caseIndex: caseIndex, point: .remedy, subject: "", expect: [:])
    }
}

extension PolicyTestRunner {
    /// The tests of all Lua files whose file or name has each of the texts.
    ///
    /// - Throws: ``PolicyTestProblems`` with all that is wrong with these files.
    public func scriptTests(filters: [String] = []) throws(PolicyTestProblems) -> [ScriptTest] {
        var problems: [PolicyProblem] = []
        var tests: [ScriptTest] = []
        for path in Self.files(in: bench.tree, ending: ".lua") {
            let site = PolicyTestBuilder.defaultSite(of: path, sites: bench.tree.sites)
            guard let policy = bench.host(forSite: site).sites[site] else {
                problems.append(
                    PolicyProblem(
                        code: "test.site", message: "the site `\(site)` does not load",
                        file: path))
                continue
            }
            do throws(ScriptSuiteError) {
                let suite = try ScriptSuite(
                    site: policy, source: bench.tree.files[path] ?? "", file: path)
                for (index, entry) in suite.entries.enumerated() {
                    do throws(PolicyProblem) {
                        let test = try Self.test(entry, index: index, file: path, site: site)
                        if Self.matches(path, test.name, filters) { tests.append(test) }
                    } catch {
                        problems.append(error)
                    }
                }
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw PolicyTestProblems(problems: problems) }
        return tests
    }

    private static func test(
        _ entry: ScriptSuite.Entry, index: Int, file: String, site: String
    ) throws(PolicyProblem) -> ScriptTest {
        func problem(_ code: String, _ message: String, _ suggestion: String = "") -> PolicyProblem
        {
            PolicyProblem(
                code: code, message: "test `\(entry.name)`: \(message)", file: file,
                line: entry.line, suggestion: suggestion)
        }
        let settings = entry.settings
        guard let asOf = settings["as_of"]?.string.flatMap(Day.init(iso:)) else {
            throw problem(
                "test.as-of", "`as_of` must be a date that exists",
                "write it as \"2019-03-01\", here or in accord.tests { … }")
        }
        var with: [String: JSONValue] = [:]
        if case .object(let changes)? = settings["with"] { with = changes }
        // A Lua table can't hold "nothing", so what is removed has a list of its own.
        for path in settings["without"]?.strings ?? [] { with[path] = .null }
        var parameters: [String: String] = [:]
        if case .object(let values)? = settings["parameters"] {
            parameters = values.mapValues { $0.string ?? $0.canonicalText }
        }
        var caseIndex = 0
        if case .integer(let number)? = settings["case"] { caseIndex = Int(number) }
        return ScriptTest(
            name: entry.name, file: file, line: entry.line,
            site: settings["site"]?.string ?? site, asOf: asOf,
            base: settings["base"]?.string ?? "base", with: with, parameters: parameters,
            caseIndex: caseIndex, index: index)
    }

    /// Runs Lua tests, each on the site it names.
    public func run(_ tests: [ScriptTest]) -> [PolicyTestResult] {
        run(tests, on: nil)
    }

    /// Runs Lua tests on a site given, or each on the site it names; a file is loaded once.
    func run(_ tests: [ScriptTest], on given: SitePolicy?) -> [PolicyTestResult] {
        var suites: [String: ScriptSuite] = [:]
        return tests.map { test in
            var result = PolicyTestResult(file: test.file, line: test.line, name: test.name)
            let host = bench.host(for: test.wishes)
            guard let policy = given ?? host.sites[test.site] else {
                result.mismatches = [.siteDoesNotLoad(test.site, host)]
                return result
            }
            do throws(ScriptSuiteError) {
                let key = "\(test.file) \(TestBench.hostKey(of: test.wishes))"
                let source = bench.tree.files[test.file] ?? ""
                let suite: ScriptSuite
                if let known = suites[key] {
                    suite = known
                } else {
                    suite = try ScriptSuite(site: policy, source: source, file: test.file)
                }
                if let failure = failure(of: test, in: suite) { result.mismatches = [failure] }
                // A script that spent its budget takes its state with it.
                suites[key] = suite.isSpent ? nil : suite
            } catch {
                let said = error.problems.map(\.description).joined(separator: "\n    ")
                result.mismatches = [.stopped(.script, said)]
            }
            return result
        }
    }

    private func failure(of test: ScriptTest, in suite: ScriptSuite) -> PolicyTestFailure? {
        let file: CaseFile
        do {
            file = try bench.caseFile(
                base: test.base, site: test.site, with: test.with, file: test.file,
                places: test.with.mapValues { _ in
                    PolicyTest.Place(line: test.line, column: 1)
                })
        } catch {
            return .stopped(.caseFile, "\(error)")
        }
        guard file.cases.indices.contains(test.caseIndex) else {
            return .stopped(.caseFile, "the case file has no case number \(test.caseIndex)")
        }
        let failure = suite.run(
            suite.entries[test.index], file: file, caseIndex: test.caseIndex, asOf: test.asOf)
        return failure.map { failure in
            .stopped(
                failure.isExpectation ? .expectation : .script,
                "\(failure.message) (\(failure.place))")
        }
    }
}
