import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

/// One change of the repository's own files and the finding that must follow from it.
struct Break: Sendable, CustomTestStringConvertible {
    var code: String
    var file: String
    var from: String
    /// What stands there instead; `«…»` marks what is meant.
    var to: String

    init(_ code: String, _ file: String, _ from: String, _ to: String) {
        self.code = code
        self.file = file
        self.from = from
        self.to = to
    }

    var testDescription: String { "\(code): \(to.filter { !"«»".contains($0) }.prefix(60))" }
}

@Suite("A broken copy of Stark yields each finding at its place")
struct BrokenSiteTests {
    static let tree: PolicyTree = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? PolicyTree(root: root.path)) ?? PolicyTree(files: [:])
    }()

    private static let rules = "policies/sites/oh-stark/enforcement.lua"
    private static let outreach = "policies/sites/oh-stark/outreach.lua"
    private static let referral = "policies/sites/oh-stark/referral.lua"
    private static let federal = "policies/federal/enforcement.lua"
    private static let tests = "policies/sites/oh-stark/tests/enforcement.yaml"
    private static let numbers = "site-configs/oh-stark/parameters.yaml"
    private static let closed = "when      = function(case) return case.status == \"closed\" end"

    static let breaks: [Break] = [
        // The case view under other names, in locals, lists, closures and libraries.
        Break(
            "fact.unknown", rules, closed,
            "when      = function(c) return c.«staus» == \"closed\" end"),
        Break(
            "fact.unknown", rules, closed,
            "when      = function(case) local a = case.arrears return a.«totl» > cents(0) end"),
        Break(
            "fact.unknown", rules, closed,
            "when = function(case) for _, r in ipairs(case.remedies) do if r.«knd» == \"x\" then return true end end return false end"
        ),
        Break(
            "fact.unknown", rules, closed,
            "when = function(case) return count(case.contacts, function(x) return x.«wth» == \"ncp\" end) > 2 end"
        ),
        Break(
            "fact.unknown", rules, closed,
            "when = function(case) local x = first(case.plans, function(p) return p.«statis» == \"active\" end) return known(x) end"
        ),
        Break(
            "fact.unknown", "policies/lib/parent.lua", "case.engagement.last_two_way_on",
            "case.engagement.«last_tow_way_on»"),
        Break(
            "fact.unknown", federal, "local noticed, located = case.delinquency_identified_on",
            "local noticed, located = case.«delinquency_identifed_on»"),
        Break(
            "fact.unknown", referral, "function(case, site, it) return it.matches_barrier end",
            "function(facts, numbers, partner) return partner.«matches_barier» end"),
        Break(
            "fact.unknown", rules, "hold { days = site.hold.days, offer",
            "hold { days = site.hold.«dayz», offer"),
        Break(
            "fact.withheld", rules, closed,
            "when = function(c) return c.ncp.«birth_date» == nil end"),
        Break(
            "helper.unknown", rules, "parent.cannot_pay(case) end", "parent.«cannot_pays»(case) end"
        ),
        Break(
            "word.unknown", rules, "case.status == \"closed\" end",
            "case.status == «\"clozed\"» end"),
        Break(
            "word.unknown", referral, "case.ncp.service_area == \"alliance\"",
            "case.ncp.service_area == «\"aliance\"»"),
        // Facts that may be absent.
        Break(
            "fact.absent", federal,
            "  if not known(noticed) or not known(located) then\n    return nil\n  end\n  if located > noticed",
            "  if «located» > noticed"),
        Break(
            "fact.absent", "policies/lib/parent.lua",
            "and known(case.engagement.days_trying)\n        and case.engagement.days_trying >=",
            "and «case.engagement.days_trying» >="),
        // Units.
        Break(
            "compare.unit", "policies/lib/help.lua",
            "case.arrears.total > dollars(0)\n    end,\n    arrears_audit",
            "case.arrears.total > «0»\n    end,\n    arrears_audit"),
        Break(
            "compare.unit", rules, closed,
            "when = function(case) local limit = 500 return case.arrears.total > «limit» end"),
        Break(
            "equality.number", rules, closed,
            "when = function(case) local six = 6 return «case.engagement.attempts_total == six» end"
        ),
        Break(
            "verb.argument", rules, closed, "when = function(case) return passed(«case.status») end"
        ),
        // Names and libraries.
        Break("name.unknown", rules, closed, "when = function() return «os».time() > 0 end"),
        Break("global.assigned", rules, "local ladder   =", "«ladder» ="),
        Break(
            "name.not-offered", rules, closed,
            "when = function() return string.«match»(\"a\", \"b\") end"),
        Break("syntax", rules, "local ladder   =", "local ladder   = «=»"),
        Break(
            "answer.key", rules, "hold { days = site.hold.days, offer",
            "hold { «day» = site.hold.days, offer"),
        Break(
            "answer.word", outreach, "channel = \"phone_call\", purpose = \"introduction\"",
            "channel = «\"phone_cal\"», purpose = \"introduction\""),
        Break("answer.point", rules, "return exclude {", "return «proceed» {"),
        // Rules.
        Break(
            "rule.no-id", rules, "policy:rule {\n    id        = \"exclude-who-cannot-pay\",\n",
            "«policy:rule» {\n"),
        Break("rule.element", rules, "element   = \"neutrality\"", "element   = «\"fairness\"»"),
        Break("rule.tag", rules, "tag       = \"seed\"", "tag       = «\"seeds\"»"),
        Break("rule.point", rules, "point     = \"D14\"", "point     = «\"D24\"»"),
        Break(
            "rule.unknown-name", rules, "remedies  = licenses,",
            "remedies  = { «\"drivers_license_suspension\"» },"),
        Break(
            "rule.unknown-key", rules, "authority = \"45 CFR 303.11\"",
            "«authorty» = \"45 CFR 303.11\""),
        Break(
            "rule.placeholder", rules, "call us in the next {days} days",
            "call us in the next «{dayz}» days"),
        Break(
            "rule.twice", rules, "id        = \"stay-with-us\"",
            "id        = «\"no-contempt-today\"»"),
        Break(
            "rule.layer", rules, "policy:rule {\n    id        = \"exit-when-never-reached\"",
            "«policy:automatic» {\n    id        = \"exit-when-never-reached\""),
        Break(
            "rule.unreachable", rules,
            "policy:rule {\n    id        = \"exit-after-six-full-months\"",
            """
            policy:rule {
                id = «"exit-again"», about = "The same again", point = "D14", element = "respect",
                authority = "Design value", tag = "assumed",
                when = function(facts) return facts.status == "closed" and facts.interstate end,
                decide = function() return exit { because = "closed" } end,
                tell = { en = "Your case is closed." },
            }
            policy:rule {
                id        = "exit-after-six-full-months"
            """),
        Break(
            "rule.never", rules, closed,
            "when = «function(case) return case.status == \"open\" and case.status == \"closed\" end»"
        ),
        Break("rule.constant", rules, closed, "when = «function() return true end»"),
        // Words.
        Break(
            "words.grade", rules, "en = \"We keep working with you.\"",
            "en = «\"Continued participation necessitates ongoing administrative communication responsibilities.\"»"
        ),
        Break(
            "words.threat", rules, "en = \"We keep working with you.\"",
            "en = \"Pay now, or you may go to «jail».\""),
        Break(
            "words.placeholder", rules, "en = \"We keep working with you.\"",
            "en = \"We keep working with you and «{partner}».\""),
        Break(
            "site.language", "site-configs/oh-stark/site.yaml", "languages: [en]",
            "languages: [en, «so»]"),
        // Numbers.
        Break(
            "parameter.unknown", numbers, "parameter: outreach.channels",
            "parameter: «outreach.chanels»"),
        Break(
            "parameter.direction", numbers, "parameter: exit.success_months\n    value: 6",
            "parameter: contempt.min_contact_attempts\n    value: «1»"),
        Break("parameter.spelling", numbers, "value: 50%", "value: «0.5»"),
        Break(
            "parameter.unused", "policies/pjac/parameters.yaml",
            "  - id: caseload.cap\n    about: Most parents one PJAC case manager works with\n    for: staff\n",
            "  - id: «caseload.cap»\n    about: Most parents one PJAC case manager works with\n"),
        // Configs.
        Break("yaml.unknown-key", "site-configs/oh-stark/site.yaml", "time_zone:", "«time_zon»:"),
        Break(
            "yaml.word", "site-configs/oh-stark/partners.yaml", "areas: [alliance]",
            "areas: [«aliance»]"),
        Break(
            "yaml.date", "site-configs/oh-stark/calendar.yaml", "date: 2018-11-22",
            "date: «2018-11-31»"),
        Break("yaml.word", "policies/federal/policy.yaml", "layer: federal", "layer: «federall»"),
        // Tests and fixtures.
        Break("test.rule", tests, "rule: exclude-who-cannot-pay", "rule: «exclude-who-canot-pay»"),
        Break(
            "test.path", tests, "\"ncp.employments.0.ended_on\"", "\"«ncp.employments.0.ended»\""),
        Break("test.ask", tests, "point: D14", "point: «D41»"),
        Break("test.key", tests, "because:", "«becuse»:"),
        Break("fixture.unknown", tests, "base: steady-payer", "base: «steady-pay»"),
        Break(
            "fixture.unknown", "policies/fixtures/in-plan.yaml", "extends: lost-job",
            "extends: «lost-jobs»"),
    ]

    @Test(arguments: breaks)
    func theFindingStandsAtItsPlace(_ change: Break) throws {
        var tree = Self.tree
        let before = try #require(tree.files[change.file])
        try #require(before.contains(change.from), "\(change.file) lacks \(change.from)")
        let marked = before.replacing(change.from, with: change.to, maxReplacements: 1)
        tree.files[change.file] = marked.filter { !"«»".contains($0) }
        let findings = PolicyChecker(tree: tree)
            .check(
                sites: change.code == "parameter.unused" || change.file.hasSuffix("policy.yaml")
                    ? nil : ["oh-stark"]
            ).findings
        let found = findings.filter { $0.code == change.code && $0.file == change.file }
        let list = findings.map(\.description).joined(separator: "\n")
        try #require(!found.isEmpty, "no \(change.code) in \(list)")
        guard let open = marked.firstIndex(of: "«") else { return }
        let lines = marked[..<open].components(separatedBy: "\n")
        let length = marked[open...].dropFirst().prefix { $0 != "»" && $0 != "\n" }.count
        #expect(
            found.contains {
                $0.line == lines.count && $0.column == (lines.last?.count ?? 0) + 1
                    && $0.length == length
            }, "\(lines.count):\((lines.last?.count ?? 0) + 1)+\(length) not in \(list)")
    }

    /// Without the model's requirement a site's default could send a case on untried.
    @Test func aStepWithoutOutreachIsFoundWhenTheModelForgetsIt() throws {
        var tree = Self.tree
        let model = "policies/pjac/enforcement.lua"
        let text = try #require(tree.files[model])
        // The three requirements on D12 that ask whether anybody was in touch.
        tree.files[model] = text.components(separatedBy: "\npolicy:").filter { part in
            !(part.hasPrefix("require") && part.contains("point     = \"D12\""))
        }.joined(separator: "\npolicy:")
        let federal = try #require(tree.files["policies/federal/enforcement.lua"])
        tree.files["policies/federal/enforcement.lua"] = federal.replacing(
            "  met = both_parents_tried,",
            with: "  met = function(case) return case.service_needed end,")
        let library = try #require(tree.files["policies/lib/parent.lua"])
        tree.files["policies/lib/parent.lua"] = library.replacing(
            "case.contacts", with: "case.enhanced_services")
        let report = PolicyChecker(tree: Self.tree).check(sites: ["oh-stark"])
        #expect(!report.findings.contains { $0.code == "rule.no-outreach" })
        var site = try #require(tree.files[Self.rules])
        site = site.replacing(
            "return parent.refuses_with_means(case) and parent.warned(case, site)\n    end,\n    decide    = function(case) return escalate",
            with:
                "return parent.refuses_with_means(case)\n    end,\n    decide    = function(case) return escalate"
        )
        tree.files[Self.rules] = site
        let broken = PolicyChecker(tree: tree).check(sites: ["oh-stark"])
        let finding = try #require(
            broken.findings.first { $0.code == "rule.no-outreach" },
            "\(broken.findings.map(\.description))")
        #expect(finding.file == Self.rules)
        #expect(finding.message.contains("next-step-when-able-and-unwilling"))
    }
}
