import CaseModel
import PolicyHost

/// Policies of made-up sites in Ohio, so small that a sweep is over in a moment.
struct SmallPolicies {
    let scratch: Scratch
    var root: String { scratch.folder }

    /// Writes the policies of some sites, which hold remedies for so many days.
    init(sites: [SiteID] = [.ohStark], held: Int = 10) throws {
        scratch = try Scratch()
        try write(sites: sites, held: held)
    }

    func write(sites: [SiteID] = [.ohStark], held: Int) throws {
        try scratch.write(
            "policies/federal/enforcement.lua",
            Self.policy(
                "enforcement",
                Self.rule(
                    "available", "opened", "D11",
                    #"remedy = "driver_license_suspension", when = function() return true end"#)))
        try scratch.write("policies/states/oh/enforcement.lua", Self.policy("enforcement", ""))
        try scratch.write("policies/federal/parameters.yaml", "parameters: []\n")
        for site in sites { try write(site, held: held) }
    }

    private func write(_ site: SiteID, held: Int) throws {
        let areas = [
            ("enforcement", ["D1", "D11", "D12", "D13", "D14"]),
            ("outreach", ["D3", "D4", "D6", "D10"]), ("referral", ["D8", "D9"]),
        ]
        for (area, points) in areas {
            let rules = points.map { Self.rules($0, held: held) }.joined()
            try scratch.write(
                "policies/sites/\(site.word)/\(area).lua", Self.policy(area, rules))
        }
        try scratch.write(
            "site-configs/\(site.word)/site.yaml",
            """
            format: 1
            id: \(site.word)
            name: A made-up site
            agency: A made-up agency
            state: oh
            time_zone: America/New_York
            languages: [en]
            service_areas: [canton]
            """)
        try scratch.write(
            "site-configs/\(site.word)/calendar.yaml",
            """
            contact_hours: { from: 8, to: 19 }
            holidays:
              2018: [{ date: 2018-12-25, name: Christmas }]
              2019: [{ date: 2019-12-25, name: Christmas }]
              2020: [{ date: 2020-01-01, name: New Year }]
            """)
        try scratch.write("site-configs/\(site.word)/partners.yaml", "partners: []\n")
        try scratch.write("site-configs/\(site.word)/parameters.yaml", "set: []\n")
    }

    /// The policies as they are now.
    func loaded(sites: [SiteID]) throws -> (tree: PolicyTree, host: PolicyHost) {
        let tree = try PolicyTree(root: root)
        return (tree, PolicyHost(tree: tree, sites: sites.map(\.word)))
    }

    /// A question's rule for parents who owe much, and its default.
    private static func rules(_ point: String, held: Int) -> String {
        let answers = [
            "D1": "not_yet {}", "D11": "hold { days = \(held) }", "D12": "wait {}",
            "D13": "do_not_refer {}", "D14": "stay {}",
            "D3": #"contact { who = "ncp", channel = "phone_call", purpose = "check_in" }"#,
            "D4": "wait {}", "D6": "no_conference {}", "D10": "wait {}", "D8": "no_services {}",
            "D9": "no_referral {}",
        ]
        let (name, answer) = (point.lowercased(), answers[point] ?? "")
        let owes = "when = function(case) return case.arrears.total > dollars(100000) end"
        return rule(
            "rule", "much-\(name)", point, "\(owes), decide = function() return \(answer) end")
            + rule("default", "default-\(name)", point, "decide = function() return \(answer) end")
    }

    private static func policy(_ area: String, _ rules: String) -> String {
        "local policy = accord.policy { area = \"\(area)\", api = 1 }\n\(rules)\nreturn policy\n"
    }

    private static func rule(_ kind: String, _ id: String, _ point: String, _ body: String)
        -> String
    {
        """

        policy:\(kind) {
            id = "\(id)", about = "Says \(id)", point = "\(point)", element = "respect",
            authority = "A test", tag = "assumed",
            tell = { en = "Words for you.", es = "Palabras para usted." },
            \(body),
        }

        """
    }
}
