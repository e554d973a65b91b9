import CaseModel
import Foundation
import PolicyHost

@testable import PolicyWorkbench

/// A site so small that every mutant of a rule can be counted by hand.
///
/// It stands where Stark stands. The law opens the driver license to every case; each question has
/// a rule that never applies and a default, and a test adds the rules it is about before them.
struct TinySite {
    /// Enforcement rules, before those that every site needs.
    var enforcement = ""
    /// Items of the site's enforcement tests.
    var tests = ""
    /// Mutants on record as equivalent.
    var equivalents = ""
    /// The site's values, and the declarations of the law's layer.
    var settings = "[]"
    var parameters = "[]"
    /// Defaults by point.
    var defaults = [
        "D1": "not_yet {}", "D11": "hold { days = 10 }", "D12": "wait {}",
        "D13": "do_not_refer {}", "D14": "stay {}", "D3": "wait {}", "D4": "wait {}",
        "D6": "no_conference {}", "D10": "wait {}", "D8": "no_services {}", "D9": "no_referral {}",
    ]

    static let id = "oh-stark"
    static let folder = "policies/sites/oh-stark"

    var tree: PolicyTree {
        var files: [String: String] = [
            "policies/federal/enforcement.lua": policy(
                "enforcement",
                rule(
                    "available", "opened", "D11",
                    #"remedy = "driver_license_suspension", when = function() return true end"#)),
            "policies/states/oh/enforcement.lua": policy("enforcement", ""),
            "policies/federal/parameters.yaml": "parameters: \(parameters)\n",
            "\(Self.folder)/enforcement.lua": policy(
                "enforcement", enforcement + needed(["D1", "D11", "D12", "D13", "D14"])),
            "\(Self.folder)/outreach.lua": policy("outreach", needed(["D3", "D4", "D6", "D10"])),
            "\(Self.folder)/referral.lua": policy("referral", needed(["D8", "D9"])),
            "site-configs/oh-stark/site.yaml": """
            format: 1
            id: oh-stark
            name: A made-up site
            agency: A made-up agency
            state: oh
            time_zone: America/New_York
            languages: [en]
            service_areas: [canton]
            """,
            "site-configs/oh-stark/calendar.yaml": """
            contact_hours: { from: 8, to: 19 }
            holidays:
              2018: [{ date: 2018-12-25, name: Christmas }]
              2019: [{ date: 2019-12-25, name: Christmas }]
              2020: [{ date: 2020-01-01, name: New Year }]
            """,
            "site-configs/oh-stark/partners.yaml": "partners: []",
            "site-configs/oh-stark/parameters.yaml": "set: \(settings)\n",
        ]
        let here = URL(fileURLWithPath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let base = root.appendingPathComponent("policies/fixtures/base.yaml")
        files["policies/fixtures/base.yaml"] = try? String(contentsOf: base, encoding: .utf8)
        if !tests.isEmpty { files["\(Self.folder)/tests/enforcement.yaml"] = "tests:\n\(tests)" }
        if !equivalents.isEmpty {
            files["\(Self.folder)/tests/equivalent-mutants.yaml"] = "equivalent:\n\(equivalents)"
        }
        return PolicyTree(files: files)
    }

    /// The loaded policy.
    func policy() throws -> SitePolicy {
        let host = PolicyHost(tree: tree, sites: [Self.id])
        guard let policy = host.sites[Self.id] else {
            throw host.problems[Self.id]?.first
                ?? PolicyProblem(code: "test", message: "the site does not load", file: "")
        }
        return policy
    }

    private func needed(_ points: [String]) -> String {
        points.map { point in
            let (name, answer) = (point.lowercased(), defaults[point] ?? "")
            return rule(
                "rule", "never-\(name)", point,
                "when = function() return false end, decide = function() return \(answer) end")
                + rule(
                    "default", "default-\(name)", point, "decide = function() return \(answer) end")
        }.joined()
    }

    private func policy(_ area: String, _ rules: String) -> String {
        """
        local policy = accord.policy { area = "\(area)", api = 1 }
        \(rules)
        return policy

        """
    }

    /// A rule with everything said that a rule must say.
    func rule(_ kind: String, _ id: String, _ point: String, _ body: String) -> String {
        """

        policy:\(kind) {
            id = "\(id)",
            about = "Says \(id)",
            point = "\(point)",
            element = "respect",
            authority = "A test",
            tag = "assumed",
            tell = { en = "Words for you.", es = "Palabras para usted." },
            \(body),
        }

        """
    }

    /// A test of one question about the ordinary parent with a few changes.
    static func test(
        _ name: String, _ point: String, with: [String] = [], expect: String
    ) -> String {
        """
          - name: \(name)
            as_of: 2019-03-01
            base: base
            with: { \(with.joined(separator: ", ")) }
            ask: { point: \(point) }
            expect: { \(expect) }
            because: A test

        """
    }
}
