import CaseModel
import PolicyHost
import Testing

/// A made-up site that stands where Stark stands, small enough to see all of it in a test.
///
/// Every question has a rule that never applies and a default; a test adds the rules it is about.
/// The law opens one remedy, the driver license, and nothing else.
struct MiniSite: Sendable {
    /// Enforcement rules of each layer.
    var federal = Lua.rule(
        "available", "opened", #"remedy = "driver_license_suspension", when = always"#)
    var state = ""
    var pjac = ""
    var site = ""
    /// Rules about contacts and conferences.
    var federalOutreach = ""
    var outreach = ""
    var federalReferral = ""
    var referral = ""
    /// Other files, or other texts of these files.
    var files: [String: String] = [:]
    /// What the defaults answer, by point.
    var defaults: [String: String] = [
        "D1": #"not_yet { because = "a test" }"#, "D11": "hold { days = 10 }",
        "D12": "wait { days = 10 }", "D13": #"do_not_refer { because = "a test" }"#,
        "D14": "stay {}",
        "D3": "wait {}", "D4": "wait {}", "D6": "no_conference {}", "D10": "wait {}",
        "D8": "no_services {}", "D9": #"refer_to { handoff = "warm", follow_up = days(14) }"#,
    ]
    /// Parameters of the federal layer, and what the site sets.
    var parameters = ""
    var settings = ""
    var partners = ""
    var contactHours = "{ from: 8, to: 19 }"
    var languages = "[en]"
    /// Ids of the rules that the site leaves out, such as `default-d14`.
    var without: Set<String> = []

    static let id = "oh-stark"

    var tree: PolicyTree {
        var files: [String: String] = [
            "policies/federal/enforcement.lua": Lua.file("enforcement", federal),
            "policies/federal/outreach.lua": Lua.file("outreach", federalOutreach),
            "policies/federal/referral.lua": Lua.file("referral", federalReferral),
            "policies/states/oh/enforcement.lua": Lua.file("enforcement", state),
            "policies/pjac/enforcement.lua": Lua.file("enforcement", pjac),
            "policies/sites/oh-stark/enforcement.lua": Lua.file(
                "enforcement", site + fallbacks(["D1", "D11", "D12", "D13", "D14"])),
            "policies/sites/oh-stark/outreach.lua": Lua.file(
                "outreach", outreach + fallbacks(["D3", "D4", "D6", "D10"])),
            "policies/sites/oh-stark/referral.lua": Lua.file(
                "referral", referral + fallbacks(["D8", "D9"])),
            "site-configs/oh-stark/site.yaml": """
            format: 1
            id: oh-stark
            name: A made-up site
            agency: A made-up agency
            state: oh
            time_zone: America/New_York
            languages: \(languages)
            service_areas: [alliance, canton]
            """,
            "site-configs/oh-stark/calendar.yaml": """
            contact_hours: \(contactHours)
            holidays:
              2018: [{ date: 2018-12-25, name: Christmas }]
              2019: [{ date: 2019-03-04, name: A made-up holiday }]
              2020: [{ date: 2020-01-01, name: New Year }]
            """,
            "site-configs/oh-stark/partners.yaml": "partners:"
                + (partners.isEmpty ? " []" : "\n" + partners),
            "policies/federal/parameters.yaml":
                "parameters:" + (parameters.isEmpty ? " []" : "\n" + parameters),
            "site-configs/oh-stark/parameters.yaml": "set:"
                + (settings.isEmpty ? " []" : "\n" + settings),
        ]
        files.merge(self.files) { $1 }
        return PolicyTree(files: files)
    }

    private func fallbacks(_ points: [String]) -> String {
        var text = ""
        for point in points {
            let (id, answer) = (point.lowercased(), defaults[point] ?? "")
            if !without.contains("never-\(id)") {
                text += Lua.rule(
                    "rule", "never-\(id)", point: point,
                    "when = never, decide = function() return \(answer) end")
            }
            if !without.contains("default-\(id)") {
                text += Lua.rule(
                    "default", "default-\(id)", point: point,
                    "decide = function(case, site, it) return \(answer) end")
            }
        }
        return text
    }

    var host: PolicyHost { PolicyHost(tree: tree) }

    /// The decision for a case file, by default the ordinary parent.
    func decide(
        _ area: Area = .enforcement, _ file: CaseFile? = nil, on asOf: String = "2019-03-01",
        detail: DecisionDetail = .answers
    ) throws -> Decision {
        let host = host
        let problems = host.problems[Self.id] ?? []
        try #require(problems.isEmpty, "\(problems.map(\.description).joined(separator: "\n"))")
        return try host.decision(try file ?? caseFile(), area, on: day(asOf), detail: detail)
    }

    /// The answer about the driver license.
    func license(_ file: CaseFile? = nil, on asOf: String = "2019-03-01") throws -> DecisionAnswer {
        let decision = try decide(.enforcement, file, on: asOf)
        try #require(decision.alert == nil, "\(String(describing: decision.alert))")
        return try decision.answer(.remedy, "driver_license_suspension")
    }
}

/// Policies in Lua, with everything said that a rule must say.
enum Lua {
    /// A policy file; `always` and `never` are conditions.
    static func file(_ area: String, _ rules: String) -> String {
        """
        local policy = accord.policy { area = "\(area)", api = 1 }
        local function always() return true end
        local function never() return false end
        \(rules)
        return policy

        """
    }

    /// A rule over several lines; `body` holds its functions.
    static func rule(
        _ kind: String, _ id: String, point: String? = "D11", tell: String? = nil, _ body: String
    ) -> String {
        """

        policy:\(kind) {
          id = "\(id)",
          about = "Says \(id)",
          authority = "1 Test Code \(id)",
          tag = "law",
          element = "respect",
        \(point.map { "  point = \"\($0)\",\n" } ?? "")\
          tell = { en = "\(tell ?? "Words of \(id).")", es = "Palabras de \(id)." },
          \(body),
        }

        """
    }

    /// A site rule that always applies.
    static func always(_ id: String, point: String = "D11", _ answer: String) -> String {
        rule(
            "rule", id, point: point,
            "when = always, decide = function(case, site, it) return \(answer) end")
    }
}

/// One dated parameter of a layer.
func parameter(
    _ id: String, unit: String, direction: String = "either", _ values: String
) -> String {
    """
      - id: \(id)
        about: A number of a test
        unit: \(unit)
        direction: \(direction)
        authority: A test
        tag: seed
        values:
    \(values.split(separator: "\n").map { "      - \($0)\n" }.joined())
    """
}

/// One value that a site sets.
func setting(_ id: String, _ value: String, from: String, until: String? = nil) -> String {
    """
      - parameter: \(id)
        value: \(value)
        from: \(from)
    \(until.map { "    until: \($0)\n" } ?? "")\
        reason: A test
        approved_by: site director (to be confirmed by the site)
        tag: assumed

    """
}
