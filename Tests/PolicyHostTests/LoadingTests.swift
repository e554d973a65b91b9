import CaseModel
import PolicyHost
import Testing

/// A mistake in one file and how it must be reported.
struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    /// The whole file if given, else an edit of the file that the made-up site has.
    var text: String? = nil
    var replace: String = ""
    var with: String = ""
    var code: String
    /// What stands at the reported place.
    var at: String
    /// What the rule does not say is reported at the head of the rule that holds `at`.
    var atHead = false
    var message: String = ""
    var suggestion: String = ""

    var testDescription: String { name }

    /// The made-up site with the mistake in it.
    func tree(_ site: MiniSite) throws -> PolicyTree {
        var tree = site.tree
        if let text {
            tree.files[file] = text
            return tree
        }
        let before = try #require(tree.files[file], "there is no \(file)")
        try #require(before.contains(replace), "\(file) has no `\(replace)`")
        tree.files[file] = before.replacing(replace, with: with, maxReplacements: 1)
        return tree
    }

    /// The line and column at which the problem must be reported.
    func expectedPlace(in text: String) throws -> (line: Int, column: Int) {
        let found = try #require(place(of: at, in: text), "`\(at)` is not in the file")
        guard atHead else { return found }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines[..<found.line].lastIndex { $0.hasPrefix("policy:") })
        return (start + 1, 1)
    }
}

@Suite("Loading: every mistake has a place, a code and a way out")
struct LoadingTests {
    static let enforcement = "policies/sites/oh-stark/enforcement.lua"
    static let settingsFile = "site-configs/oh-stark/parameters.yaml"
    static let layerFile = "policies/federal/parameters.yaml"

    /// A site with two parameters, one of them moved.
    static var site: MiniSite {
        var site = MiniSite()
        site.parameters =
            parameter("hold.days", unit: "days", "{ from: 2017-01-01, value: 30 days }")
            + parameter(
                "screen.age", unit: "days", direction: "only less",
                "{ from: 2017-01-01, value: 30 days }")
            + parameter(
                "attempts.least", unit: "count", direction: "only more",
                "{ from: 2017-01-01, value: 6 }")
            + parameter(
                "law.share", unit: "share", direction: "fixed", "{ from: 2017-01-01, value: 50% }")
            + parameter(
                "law.dated", unit: "yes/no", direction: "fixed",
                """
                { from: 2017-01-01, until: 2018-12-31, value: no }
                { from: 2019-01-01, value: yes }
                """)
        site.settings = setting("hold.days", "20 days", from: "2018-01-01")
        site.partners = """
              - { id: helper, name: Helper, services: [employment], areas: any, languages: [en], authority: A test, tag: assumed }
            """
        site.site = Lua.always("mine", "hold { days = 5 }")
        return site
    }

    static let yamlMistakes: [Mistake] = [
        Mistake(
            name: "an unknown key in site.yaml", file: "site-configs/oh-stark/site.yaml",
            replace: "time_zone:", with: "time_zne: x\ntime_zone:", code: "yaml.unknown-key",
            at: "time_zne", suggestion: "did you mean `time_zone`?"),
        Mistake(
            name: "an unknown key in a setting", file: settingsFile, replace: "reason:",
            with: "reson: x\n    reason:", code: "yaml.unknown-key", at: "reson",
            suggestion: "did you mean `reason`?"),
        Mistake(
            name: "a missing key in a setting", file: settingsFile, replace: "    reason: A test\n",
            with: "", code: "yaml.missing-key", at: "parameter: hold", message: "reason"),
        Mistake(
            name: "the wrong spelling of a number of days", file: settingsFile,
            replace: "20 days", with: "20 dayz", code: "parameter.spelling", at: "20 dayz",
            message: "measured in days", suggestion: "write it like 30 days"),
        Mistake(
            name: "days where business days would be another unit", file: settingsFile,
            replace: "20 days", with: "20 business days", code: "parameter.spelling",
            at: "20 business", suggestion: "write it like 30 days"),
        Mistake(
            name: "an amount without its unit", file: settingsFile, replace: "20 days",
            with: "20", code: "parameter.spelling", at: "20", suggestion: "write it like 30 days"),
        Mistake(
            name: "a negative number of days", file: settingsFile, replace: "20 days",
            with: "-20 days", code: "parameter.spelling", at: "-20 days",
            suggestion: "write it like 30 days"),
        Mistake(
            name: "a share without its sign", file: layerFile, replace: "50%", with: "0.5",
            code: "parameter.spelling", at: "0.5", suggestion: "write it like 25%"),
        Mistake(
            name: "a date that does not exist", file: settingsFile, replace: "2018-01-01",
            with: "2018-02-30", code: "yaml.date", at: "2018-02-30",
            suggestion: "write it as 2019-03-01"),
        Mistake(
            name: "a date in another order", file: settingsFile, replace: "2018-01-01",
            with: "01/02/2018", code: "yaml.date", at: "01/02/2018",
            suggestion: "write it as 2019-03-01"),
        Mistake(
            name: "an unknown parameter in the site's file", file: settingsFile,
            replace: "hold.days", with: "hold.dayz", code: "parameter.unknown", at: "hold.dayz",
            suggestion: "did you mean `hold.days`?"),
        Mistake(
            name: "an unknown tag", file: settingsFile, replace: "tag: assumed",
            with: "tag: asumed", code: "yaml.word", at: "asumed",
            suggestion: "did you mean `assumed`?"),
        Mistake(
            name: "a site that asks for more than `only less`", file: settingsFile,
            text: "set:\n" + setting("screen.age", "31 days", from: "2018-01-01"),
            code: "parameter.direction", at: "31 days", message: "30 days or less",
            suggestion: "federal layer"),
        Mistake(
            name: "a site that asks for less than `only more`", file: settingsFile,
            text: "set:\n" + setting("attempts.least", "5", from: "2018-01-01"),
            code: "parameter.direction", at: "5", message: "6 or more", suggestion: "federal layer"),
        Mistake(
            name: "a site that changes a fixed value", file: settingsFile,
            text: "set:\n" + setting("law.share", "49.99%", from: "2018-01-01"),
            code: "parameter.fixed", at: "49.99%", suggestion: "50% is set by the federal layer"),
        Mistake(
            name: "a gap between two values", file: layerFile, replace: "until: 2018-12-31",
            with: "until: 2018-12-30", code: "parameter.gap", at: "",
            message: "no value from 2018-12-31 to 2018-12-31", suggestion: "value: none"),
        Mistake(
            name: "two values on one day", file: layerFile, replace: "until: 2018-12-31",
            with: "until: 2019-01-01", code: "parameter.overlap", at: "",
            message: "two values on 2019-01-01", suggestion: "end the earlier one on 2018-12-31"),
        Mistake(
            name: "values out of order", file: layerFile, replace: "from: 2019-01-01",
            with: "from: 2016-01-01", code: "parameter.overlap", at: "", message: "overlap"),
        Mistake(
            name: "a value that ends before it begins", file: layerFile,
            replace: "until: 2018-12-31", with: "until: 2016-12-31", code: "parameter.dates",
            at: "", message: "before it begins"),
        Mistake(
            name: "a parameter declared twice", file: layerFile, replace: "screen.age",
            with: "hold.days", code: "parameter.twice", at: "", message: "`hold.days`"),
        Mistake(
            name: "a parameter id without a group", file: layerFile, replace: "screen.age",
            with: "screenage", code: "parameter.id", at: "screenage",
            suggestion: "write group.name"),
        Mistake(
            name: "an unknown unit", file: layerFile, replace: "unit: share",
            with: "unit: percent", code: "yaml.word", at: "percent"),
        Mistake(
            name: "an unknown direction", file: layerFile, replace: "only less", with: "only les",
            code: "yaml.word", at: "only les", suggestion: "did you mean `only less`?"),
        Mistake(
            name: "a service that no partner can offer",
            file: "site-configs/oh-stark/partners.yaml", replace: "[employment]",
            with: "[employmnt]", code: "yaml.word", at: "employmnt",
            suggestion: "did you mean `employment`?"),
        Mistake(
            name: "an area that the site does not have",
            file: "site-configs/oh-stark/partners.yaml", replace: "areas: any",
            with: "areas: [cantn]", code: "yaml.word", at: "cantn",
            suggestion: "did you mean `canton`?"),
        Mistake(
            name: "a language that nobody speaks here",
            file: "site-configs/oh-stark/partners.yaml", replace: "languages: [en]",
            with: "languages: [english]", code: "yaml.word", at: "english"),
        Mistake(
            name: "contact hours that run backwards", file: "site-configs/oh-stark/calendar.yaml",
            replace: "{ from: 8, to: 19 }", with: "{ from: 19, to: 8 }", code: "calendar.hours",
            at: "{ from: 19"),
        Mistake(
            name: "a holiday in the table of another year",
            file: "site-configs/oh-stark/calendar.yaml", replace: "2019-03-04",
            with: "2020-03-04", code: "calendar.wrong-year", at: ""),
        Mistake(
            name: "YAML that is none", file: "site-configs/oh-stark/site.yaml",
            replace: "name: A made-up site", with: "name: [A made-up site", code: "yaml.syntax",
            at: ""),
        Mistake(
            name: "a key that stands twice", file: "site-configs/oh-stark/site.yaml",
            replace: "state: oh", with: "state: oh\nstate: va", code: "yaml.duplicate-key", at: "",
            message: "`state`", suggestion: "keep one of them"),
        Mistake(
            name: "the folder's name is not the id", file: "site-configs/oh-stark/site.yaml",
            replace: "id: oh-stark", with: "id: oh-starck", code: "site.id", at: "oh-starck"),
        Mistake(
            name: "a state that nobody knows", file: "site-configs/oh-stark/site.yaml",
            replace: "state: oh", with: "state: ohio", code: "yaml.word", at: "ohio"),
    ]

    @Test(arguments: yamlMistakes)
    func reportsAMistakeInYAMLWithItsPlace(_ mistake: Mistake) throws {
        let (problem, text) = try report(mistake)
        if !mistake.at.isEmpty {
            let (line, column) = try mistake.expectedPlace(in: text)
            #expect(problem.line == line)
            #expect(problem.column == column)
        }
        #expect(problem.line > 0, "\(problem)")
        #expect(problem.column > 0, "\(problem)")
    }

    static let luaMistakes: [Mistake] = [
        Mistake(
            name: "the same id twice", file: enforcement, replace: #"id = "mine""#,
            with: #"id = "opened""#, code: "rule.twice", at: #""opened""#,
            message: "policies/federal/enforcement.lua:", suggestion: "another id"),
        Mistake(
            name: "an unknown remedy", file: enforcement, replace: #"point = "D11","#,
            with: #"point = "D11", remedy = "drivers_license_suspension","#,
            code: "rule.unknown-name", at: #""drivers_license"#,
            suggestion: "did you mean `driver_license_suspension`?"),
        Mistake(
            name: "an unknown decision point", file: enforcement, replace: #"point = "D11""#,
            with: #"point = "D15""#, code: "rule.point", at: #""D15""#,
            suggestion: "D1, D11, D12, D13, D14"),
        Mistake(
            name: "a decision point of another area", file: enforcement,
            replace: #"point = "D11""#, with: #"point = "D9""#, code: "rule.point", at: #""D9""#,
            ),
        Mistake(
            name: "an unknown element", file: enforcement, replace: #"element = "respect""#,
            with: #"element = "respekt""#, code: "rule.element", at: #""respekt""#,
            suggestion: "did you mean `respect`?"),
        Mistake(
            name: "an unknown key in a rule", file: enforcement, replace: "about =",
            with: "abuot =", code: "rule.unknown-key", at: "abuot",
            suggestion: "did you mean `about`?"),
        Mistake(
            name: "an unknown tag of a rule", file: enforcement, replace: #"tag = "law""#,
            with: #"tag = "lore""#, code: "rule.tag", at: #""lore""#,
            suggestion: "law, law ‡, published, seed, assumed"),
        Mistake(
            name: "a rule without words for the parent", file: enforcement,
            replace: #"tell = { en = "Words of mine.", es = "Palabras de mine." },"#, with: "",
            code: "rule.no-tell", at: #"id = "mine""#, atHead: true, suggestion: "write tell ="),
        Mistake(
            name: "a placeholder that nobody fills in", file: enforcement,
            replace: "Words of mine.", with: "Until {untill}.", code: "rule.placeholder",
            at: "{untill}", suggestion: "did you mean `{until}`?"),
        Mistake(
            name: "a rule without a condition", file: enforcement, replace: "when = always, decide",
            with: "decide", code: "rule.function", at: #"id = "mine""#, atHead: true,
            message: "when = function"),
        Mistake(
            name: "a rule without an authority", file: enforcement,
            replace: #"authority = "1 Test Code mine","#, with: "", code: "rule.no-authority",
            at: #"id = "mine""#, atHead: true),
        Mistake(
            name: "a rule without an id", file: enforcement, replace: #"id = "mine","#, with: "",
            code: "rule.no-id", at: "Says mine", atHead: true),
        Mistake(
            name: "a site that makes something automatic", file: enforcement,
            replace: "return policy",
            with: Lua.rule("automatic", "grab", "when = always") + "return policy",
            code: "rule.layer", at: #"id = "grab""#, atHead: true, message: "the site layer",
            suggestion: "default, forbid, limit, rank, require, rule"),
        Mistake(
            name: "a site that opens a remedy", file: enforcement, replace: "return policy",
            with: Lua.rule("available", "grab", "when = always") + "return policy",
            code: "rule.layer", at: #"id = "grab""#, atHead: true),
        Mistake(
            name: "the law decides in a site's place", file: "policies/federal/enforcement.lua",
            replace: "return policy", with: Lua.always("grab", "proceed {}") + "return policy",
            code: "rule.layer", at: #"id = "grab""#, atHead: true, message: "the federal layer"),
        Mistake(
            name: "the model sets a threshold", file: "policies/pjac/enforcement.lua",
            replace: "return policy",
            with: Lua.rule("available", "grab", "when = always") + "return policy",
            code: "rule.layer", at: #"id = "grab""#, atHead: true, message: "the pjac layer"),
        Mistake(
            name: "Lua that is none", file: enforcement, replace: "return policy",
            with: "local x = + 1\nreturn policy", code: "syntax", at: "+ 1"),
        Mistake(
            name: "a write to a global", file: enforcement, replace: "return policy",
            with: "count_of_calls = 1\nreturn policy", code: "global.assigned",
            at: "count_of_calls", suggestion: "local count_of_calls"),
        Mistake(
            name: "a memory between decisions", file: enforcement, replace: "return policy",
            with: "local n = 0\nlocal function f()\n  n = n + 1\nend\nreturn policy",
            code: "upvalue.assigned", at: "n = n + 1"),
        Mistake(
            name: "a name that nobody knows", file: enforcement, replace: "hold { days = 5 }",
            with: "hould { days = 5 }", code: "name.unknown", at: "hould",
            suggestion: "did you mean `hold`?"),
        Mistake(
            name: "a library of the outside world", file: enforcement, replace: "return policy",
            with: "local now = os.time()\nreturn policy", code: "name.unknown", at: "os.time"),
        Mistake(
            name: "a file that returns nothing", file: enforcement, replace: "return policy",
            with: "", code: "policy.return", at: ""),
        Mistake(
            name: "an area that nobody knows", file: enforcement, replace: #"area = "enforcement""#,
            with: #"area = "enforcment""#, code: "policy.area", at: "local policy = accord.policy"),
        Mistake(
            name: "a host of another version", file: enforcement, replace: "api = 1",
            with: "api = 2", code: "policy.api", at: "local policy = accord.policy", message: "api = 1"),
        Mistake(
            name: "a library that is not there", file: enforcement, replace: "return policy",
            with: #"local parent = require "parents"\#nreturn policy"#, code: "lua.unknown.module",
            at: "local parent = require"),
        Mistake(
            name: "a misspelt fact", file: enforcement, replace: "when = always, decide",
            with: "when = function(case) return case.arears.total > cents(0) end, decide",
            code: "fact.unknown", at: "arears", message: "`case` has no `arears`",
            suggestion: "did you mean `arrears`?"),
        Mistake(
            name: "a misspelt fact of a record", file: enforcement,
            replace: "when = always, decide",
            with: "when = function(case) return case.arrears.totl > cents(0) end, decide",
            code: "fact.unknown", at: "totl", suggestion: "did you mean `total`?"),
        Mistake(
            name: "a misspelt number of the site", file: enforcement,
            replace: "when = always, decide",
            with: "when = function(case, site) return site.hold.dayz > days(1) end, decide",
            code: "fact.unknown", at: "dayz", suggestion: "did you mean `days`?"),
        Mistake(
            name: "a word that the fact never holds", file: enforcement,
            replace: "when = always, decide",
            with: #"when = function(case) return case.status == "clozed" end, decide"#,
            code: "word.unknown", at: #""clozed""#, suggestion: "did you mean `closed`?"),
        Mistake(
            name: "a fact that no policy may read", file: enforcement,
            replace: "when = always, decide",
            with: #"when = function(case) return case.ncp.name == "x" end, decide"#,
            code: "fact.withheld", at: "name ==", message: "`name` can't be read"),
        Mistake(
            name: "money compared with a bare number", file: enforcement,
            replace: "when = always, decide",
            with: "when = function(case) return case.arrears.total > 500 end, decide",
            code: "compare.unit", at: "500", suggestion: "write dollars(…)"),
        Mistake(
            name: "a key that the answer does not take", file: enforcement,
            replace: "hold { days = 5 }", with: "hold { dayz = 5 }", code: "answer.key",
            at: "dayz", message: "`hold` takes no `dayz`"),
        Mistake(
            name: "an answer to another question", file: enforcement,
            replace: "hold { days = 5 }", with: "enroll {}", code: "answer.point",
            at: "enroll",
            suggestion: "it takes proceed, hold, offer_service, ask_supervisor"),
    ]

    @Test(arguments: luaMistakes)
    func reportsAMistakeInLuaWithItsLine(_ mistake: Mistake) throws {
        let (problem, text) = try report(mistake)
        guard !mistake.at.isEmpty else { return }
        let (line, column) = try mistake.expectedPlace(in: text)
        #expect(problem.line == line, "\(problem)")
        #expect(problem.column == column, "\(problem)")
    }

    /// The one problem with the expected code, after checking what every problem must say.
    private func report(_ mistake: Mistake) throws -> (PolicyProblem, String) {
        let tree = try mistake.tree(Self.site)
        let host = PolicyHost(tree: tree)
        #expect(host.sites.isEmpty, "a site with an error must not decide")
        let problems = host.problems[MiniSite.id] ?? []
        let problem = try #require(
            problems.first { $0.code == mistake.code },
            "no \(mistake.code) in \(problems.map(\.description))")
        #expect(problem.file == mistake.file)
        #expect(problem.severity == .error)
        #expect(!problem.message.isEmpty)
        #expect(problem.message.contains(mistake.message), "\(problem)")
        #expect(problem.suggestion.contains(mistake.suggestion), "\(problem)")
        #expect(problem.description.hasPrefix(problem.file), "\(problem)")
        #expect(problem.description.contains("[\(problem.code)]"))
        return (problem, tree.files[mistake.file] ?? "")
    }

    /// Of two defaults for one question only one could ever speak; nobody would know which.
    @Test func refusesTwoDefaultsForOneQuestion() {
        var site = Self.site
        site.site += Lua.rule(
            "default", "second-d14", point: "D14", "decide = function() return stay {} end")
        let problems = site.host.problems[MiniSite.id] ?? []
        #expect(problems.contains { $0.file == Self.enforcement && $0.message.contains("D14") })
    }

    @Test(arguments: ["D1", "D11", "D12", "D13", "D14", "D3", "D4", "D6", "D10", "D8", "D9"])
    func asksForARuleAndADefaultForEveryQuestion(_ point: String) throws {
        for kind in ["never", "default"] {
            var site = MiniSite()
            site.without = ["\(kind)-\(point.lowercased())"]
            let problems = site.host.problems[MiniSite.id] ?? []
            #expect(problems.map(\.code) == ["policy.no-\(kind == "never" ? "rule" : "default")"])
            #expect(problems.first?.message.hasPrefix("\(point) has no policy:") == true)
        }
    }

    @Test func loadsTheSiteThatTheMistakesArePutInto() {
        let host = Self.site.host
        #expect(host.problems.isEmpty, "\(host.problems)")
        #expect(host.sites.keys.sorted() == [MiniSite.id])
    }

    @Test(arguments: ["en", "es"])
    func asksForTheWordsOfEveryLanguageOfTheSite(_ language: String) throws {
        var site = Self.site
        site.languages = "[en, es]"
        #expect(site.host.problems.isEmpty)
        var tree = site.tree
        let words = language == "en" ? #"en = "Words of mine.","# : #"es = "Palabras de mine.""#
        tree.files[Self.enforcement] = tree.files[Self.enforcement]?.replacing(words, with: "")
        let problems = PolicyHost(tree: tree).problems[MiniSite.id] ?? []
        #expect(problems.map(\.code) == ["rule.tell-language"], "\(problems)")
        #expect(problems.first?.message.contains("`\(language)`") == true)
    }

    @Test func reportsEveryProblemAtOnce() throws {
        var tree = Self.site.tree
        for row in Self.yamlMistakes + Self.luaMistakes
        where [
            "the wrong spelling of a number of days", "a gap between two values",
            "an unknown element", "a service that no partner can offer",
            "the model sets a threshold",
        ].contains(row.name) {
            let text = try #require(tree.files[row.file])
            tree.files[row.file] = text.replacing(row.replace, with: row.with, maxReplacements: 1)
        }
        let problems = PolicyHost(tree: tree).problems[MiniSite.id] ?? []
        #expect(
            Set(problems.map(\.code)) == [
                "parameter.spelling", "parameter.gap", "rule.element", "yaml.word", "rule.layer",
            ])
        let places = problems.map { ($0.file, $0.line) }
        #expect(places.map(\.0) == places.map(\.0).sorted(), "sorted by file")
    }

    @Test func reportsTheSecondSyntaxErrorOfAnotherFileToo() throws {
        var tree = Self.site.tree
        for name in ["enforcement", "outreach"] {
            tree.files["policies/sites/oh-stark/\(name).lua", default: ""] += "\n)"
        }
        let problems = PolicyHost(tree: tree).problems[MiniSite.id] ?? []
        #expect(
            Set(problems.filter { $0.code == "syntax" }.map(\.file))
                == [
                    "policies/sites/oh-stark/enforcement.lua",
                    "policies/sites/oh-stark/outreach.lua",
                ])
    }

    @Test(arguments: ["site.yaml", "calendar.yaml", "partners.yaml"])
    func saysWhichFileOfASiteIsMissing(_ name: String) throws {
        var tree = Self.site.tree
        tree.files["site-configs/oh-stark/\(name)"] = nil
        let problems = PolicyHost(tree: tree).problems[MiniSite.id] ?? []
        let problem = try #require(problems.first { $0.code == "site.file-missing" })
        #expect(problem.file == "site-configs/oh-stark/\(name)")
    }

    @Test(arguments: ["enforcement", "outreach", "referral"])
    func asksForThePolicyOfEveryArea(_ area: String) throws {
        var tree = Self.site.tree
        tree.files["policies/sites/oh-stark/\(area).lua"] = nil
        let problems = PolicyHost(tree: tree).problems[MiniSite.id] ?? []
        let problem = try #require(problems.first { $0.code == "policy.missing" })
        #expect(problem.file == "policies/sites/oh-stark/\(area).lua")
    }

    // MARK: One site's mistake is that site's alone

    @Test(arguments: [
        (
            "policies/sites/oh-stark/outreach.lua", "return policy", "return polizy",
            "name.unknown"
        ),
        (
            "policies/sites/oh-stark/enforcement.lua", "local policy", "lokal policy",
            "syntax"
        ),
        (
            "site-configs/oh-stark/calendar.yaml", "2019-11-28", "2019-11-31", "yaml.date"
        ),
        (
            "site-configs/oh-stark/parameters.yaml", "parameter: ", "parametr: ",
            "yaml.unknown-key"
        ),
    ])
    func leavesTheFiveOtherSitesAsTheyWere(
        _ file: String, _ from: String, _ to: String, _ code: String
    ) throws {
        let tree = try Repository.tree(changing: file) {
            $0 = $0.replacing(from, with: to)
        }
        let host = PolicyHost(tree: tree)
        #expect(host.sites["oh-stark"] == nil)
        #expect(host.problems["oh-stark"]?.contains { $0.code == code && $0.file == file } == true)
        let others = Repository.sites.filter { $0 != "oh-stark" }
        #expect(host.sites.keys.sorted() == others)
        for site in others {
            #expect(host.problems[site] ?? [] == Repository.host.problems[site] ?? [], "\(site)")
            #expect(host.sites[site]?.hash == Repository.host.sites[site]?.hash, "\(site)")
        }
    }

    @Test func theRepositoryItselfLoadsWithoutAnError() {
        #expect(Repository.host.sites.keys.sorted() == Repository.sites)
        for (site, problems) in Repository.host.problems {
            #expect(problems.filter { $0.severity == .error } == [], "\(site)")
        }
    }

    @Test func changesTheHashOfEverySiteThatReadsAFileAndNoOther() throws {
        let tree = try Repository.tree(changing: "policies/states/oh/enforcement.lua") {
            $0 += "\n-- a remark\n"
        }
        let host = PolicyHost(tree: tree)
        for site in Repository.sites {
            let same = host.sites[site]?.hash == Repository.host.sites[site]?.hash
            #expect(same == !site.hasPrefix("oh-"), "\(site)")
        }
    }

    // MARK: Mistakes that only a case brings to light

    /// What can't be followed when the file is loaded is found when it runs.
    @Test(arguments: [
        ("select(1, facts).arears.total > cents(0)", "arears", "did you mean `arrears`?"),
        ("select(1, facts.arrears).totl > cents(0)", "totl", "did you mean `total`?"),
        ("select(1, numbers.hold).dayz > days(1)", "dayz", "did you mean `days`?"),
        (#"select(1, subject).kindd == "x""#, "kindd", "did you mean `kind`?"),
    ])
    func answersAMisspeltFactWithAnAlertAndTheNearestName(
        _ condition: String, _ name: String, _ suggestion: String
    ) throws {
        var site = MiniSite()
        site.parameters = parameter(
            "hold.days", unit: "days", "{ from: 2017-01-01, value: 30 days }")
        site.site = Lua.rule(
            "rule", "mine",
            "when = function(facts, numbers, subject) return \(condition) end, decide = function() return proceed {} end"
        )
        let decision = try site.decide()
        let alert = try #require(decision.alert)
        #expect(alert.code == "lua.unknown.field")
        #expect(alert.message.contains("`\(name)`"), "\(alert)")
        #expect(alert.message.contains(suggestion), "\(alert)")
        let text = try #require(site.tree.files[Self.enforcement])
        let line = try #require(place(of: condition, in: text)).line
        #expect(alert.place == "\(Self.enforcement):\(line)")
        #expect(decision.answers.allSatisfy { $0.outcome == .noAction })
    }
}
