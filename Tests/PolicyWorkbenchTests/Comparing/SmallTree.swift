import CaseModel
import Foundation
import PolicyHost
import Testing

@testable import PolicyWorkbench

/// A made-up site with one number that everything turns on: after how many days a case is old.
///
/// An old case loses the license and gets a letter; any other keeps it for ten days and waits.
struct SmallTree {
    /// The number that the pjac layer declares.
    var days = 100
    /// The number that the site's license rule is written with, instead of the parameter.
    var constant: Int?
    /// What the default answers about a license.
    var otherwise = "hold { days = 10 }"
    /// What the license rule says to staff.
    var about = "An old case loses the license"
    /// A further rule about licenses, before the others.
    var before = ""

    static let site = "oh-stark"
    /// The repository's root folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    static let day = Day(epochDay: 17_956)  // 2019-03-01

    var tree: PolicyTree {
        let threshold = constant.map { "days(\($0))" } ?? "site.trial.days"
        var enforcement = Self.rule(
            "rule", "old-case", "D11", about: about,
            "when = function(case, site) return at_least_ago(case.opened_on, \(threshold)) end,"
                + " decide = function() return proceed {} end")
        enforcement += Self.rule(
            "default", "young-case", "D11", "decide = function() return \(otherwise) end")
        var outreach = Self.rule(
            "rule", "letter-to-old", "D4",
            "when = function(case, site) return at_least_ago(case.opened_on, \(threshold)) end,"
                + " decide = function() return contact { who = \"ncp\", channel = \"letter\","
                + " purpose = \"check_in\" } end")
        outreach += Self.rule(
            "default", "default-d4", "D4", "decide = function() return wait {} end")
        for point in ["D1", "D12", "D13", "D14"] { enforcement += Self.never(point) }
        for point in ["D3", "D6", "D10"] { outreach += Self.never(point) }
        let referral = Self.never("D8") + Self.never("D9")
        return PolicyTree(files: [
            "policies/federal/enforcement.lua": Self.file(
                "enforcement",
                Self.rule(
                    "available", "opened", "D11",
                    "remedy = \"driver_license_suspension\", when = function() return true end")),
            "policies/states/oh/enforcement.lua": Self.file("enforcement", ""),
            "policies/federal/parameters.yaml": "parameters: []",
            "policies/pjac/parameters.yaml": """
            parameters:
              - id: trial.days
                about: Days after which a case is old
                unit: days
                direction: only more
                authority: A design value of this test
                tag: assumed
                values: [{ from: 2016-09-30, value: \(days) days }]
            """,
            "policies/sites/oh-stark/enforcement.lua": Self.file(
                "enforcement", before + enforcement),
            "policies/sites/oh-stark/outreach.lua": Self.file("outreach", outreach),
            "policies/sites/oh-stark/referral.lua": Self.file("referral", referral),
            "site-configs/oh-stark/site.yaml": """
            format: 1
            id: oh-stark
            name: A made-up site
            agency: A made-up agency
            state: oh
            time_zone: America/New_York
            languages: [en]
            service_areas: [alliance, canton]
            """,
            "site-configs/oh-stark/calendar.yaml": """
            contact_hours: { from: 8, to: 19 }
            holidays:
              2018: [{ date: 2018-12-25, name: Christmas }]
              2019: [{ date: 2019-03-04, name: A made-up holiday }]
              2020: [{ date: 2020-01-01, name: New Year }]
            """,
            "site-configs/oh-stark/partners.yaml": "partners: []",
            "site-configs/oh-stark/parameters.yaml": "set: []",
        ])
    }

    var version: PolicyVersion { PolicyVersion(label: "small", tree: tree) }

    /// The version under a name; a tree that does not load is a mistake of the test.
    func loaded(as label: String = "small") -> LoadedVersion {
        let loaded = LoadedVersion(PolicyVersion(label: label, tree: tree))
        for problem in loaded.host.problems.values.flatMap({ $0 }) where problem.severity == .error
        {
            Issue.record("\(problem)")
        }
        return loaded
    }

    private static func file(_ area: String, _ rules: String) -> String {
        "local policy = accord.policy { area = \"\(area)\", api = 1 }\n\(rules)\nreturn policy\n"
    }

    private static func never(_ point: String) -> String {
        let answers = [
            "D1": "not_yet { because = \"a test\" }", "D12": "wait { days = 10 }",
            "D13": "do_not_refer { because = \"a test\" }", "D14": "stay {}", "D3": "wait {}",
            "D6": "no_conference {}", "D10": "wait {}", "D8": "no_services {}",
            "D9": "no_referral {}",
        ]
        let decide = "decide = function() return \(answers[point] ?? "") end"
        return rule(
            "rule", "never-\(point.lowercased())", point,
            "when = function() return false end, \(decide)")
            + rule("default", "default-\(point.lowercased())", point, decide)
    }

    static func rule(
        _ kind: String, _ id: String, _ point: String, about: String? = nil, _ body: String
    ) -> String {
        """

        policy:\(kind) {
          id = "\(id)", about = "\(about ?? "Says \(id)")", authority = "Test Code \(id)",
          tag = "law", element = "respect", point = "\(point)",
          tell = { en = "Words of \(id).", es = "Palabras de \(id)." },
          \(body),
        }
        """
    }

    /// A case file opened some days before the day; each owes $4,130.00.
    static func file(openedDaysAgo days: Int) -> CaseFile {
        var file = Sampler.showcase(site: .ohStark, asOf: day)
        file.fileID = "SYN-\(days)"
        file.cases[0].openedOn = day.adding(days: -days)
        return file
    }

    static func caseload(_ days: [Int]) -> Caseload {
        let files = days.map(file(openedDaysAgo:))
        return Caseload(name: "\(files.count) synthetic parents") {
            var rest = [files][...]
            return { rest.popFirst() }
        }
    }

    /// The difference of two trees over cases opened so many days ago.
    static func diff(
        _ old: SmallTree, _ new: SmallTree, over days: [Int], everySite: Bool = false,
        limit: Int = 20, search: Int = 500, threads: Int = 2
    ) async throws -> PolicyDiff {
        let comparison = CaseloadComparison(
            old: old.loaded(as: "old"), new: new.loaded(as: "new"), day: day, everySite: everySite)
        return try await PolicyDiff.run(
            comparison, over: caseload(days),
            options: PolicyDiff.Options(threads: threads, limit: limit, search: search))
    }
}

/// Texts kept beside the tests; `RECORD_GOLDEN=1` writes them anew.
enum Golden {
    static func matches(_ text: String, _ name: String) throws -> Bool {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden").appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        return try String(contentsOf: file, encoding: .utf8) == text
    }
}
