public import PolicyHost

/// A whole tree for one made-up site, small enough to read, in which nothing is wrong.
///
/// The examples of ``FindingPage`` are changes of it.
public enum ExampleTree {
    /// The site's id.
    ///
    /// Case files know six sites, so it stands where one of them stands.
    public static let site = "oh-stark"

    static let enforcement = "policies/sites/oh-stark/enforcement.lua"
    static let outreach = "policies/sites/oh-stark/outreach.lua"
    static let referral = "policies/sites/oh-stark/referral.lua"
    static let federal = "policies/federal/enforcement.lua"
    static let model = "policies/pjac/enforcement.lua"
    static let modelNumbers = "policies/pjac/parameters.yaml"
    static let siteNumbers = "site-configs/oh-stark/parameters.yaml"
    static let siteFile = "site-configs/oh-stark/site.yaml"
    static let calendar = "site-configs/oh-stark/calendar.yaml"
    static let partners = "site-configs/oh-stark/partners.yaml"
    static let library = "policies/lib/parent.lua"
    static let fixture = "policies/fixtures/lost-job.yaml"
    static let tests = "policies/sites/oh-stark/tests/enforcement.yaml"

    /// The tree.
    public static let tree = PolicyTree(files: [
        federal: policy(
            "enforcement",
            """
            policy:available {
              id = "license-two-months-behind",
              about = "A license can be suspended after two months of debt",
              point = "D11",
              remedy = "driver_license_suspension",
              authority = "A made-up law",
              tag = "law",
              when = function(case) return case.arrears.total > dollars(500) end,
              tell = {
                en = "You owe less than the limit, so you keep your license.",
                es = "Usted debe menos del límite, así que conserva su licencia.",
              },
            }

            """),
        "policies/states/oh/enforcement.lua": policy("enforcement", ""),
        model: policy(
            "enforcement",
            require("tried-before-a-remedy", "D11") + require("tried-before-a-step", "D12")
                + require("tried-before-contempt", "D13")),
        modelNumbers: """
        parameters:
          - id: hold.days
            about: How long a remedy waits while a parent looks for work
            unit: days
            direction: either
            authority: A made-up model
            tag: seed
            values:
              - { from: 2017-01-01, value: 30 days }
          - id: attempts.least
            about: Attempts to reach a parent before a remedy
            unit: count
            direction: only more
            authority: A made-up model
            tag: seed
            values:
              - { from: 2017-01-01, until: 2018-12-31, value: 4 }
              - { from: 2019-01-01, value: 6 }
          - id: license.most_debt
            about: The most that a parent may owe and keep the license
            unit: money
            direction: fixed
            authority: A made-up law
            tag: law
            values:
              - { from: 2017-01-01, value: "$500.00" }

        """,
        "policies/pjac/policy.yaml": """
        title: A made-up model
        layer: pjac
        owner: The model's owner
        api: 1
        effective_from: 2017-01-01

        """,
        library: """
        local parent = {}

        -- A job ended in the last 60 days.
        function parent.lost_job(case)
            return within(case.work.last_job_ended_on, days(60))
        end

        return parent

        """,
        enforcement: enforcementText,
        outreach: policy(
            "outreach",
            rule("wait-when-closed-d3", "D3", "wait {}") + fallback("D3", "wait {}")
                + rule("wait-when-closed-d4", "D4", "wait {}") + fallback("D4", "wait {}")
                + rule("no-meeting-when-closed", "D6", "no_conference {}")
                + fallback("D6", "wait {}")
                    + """
                    policy:rule {
                      id = "call-soon",
                      about = "The parent is called when a payment is missed",
                      point = "D10",
                      element = "helpfulness",
                      authority = "Design value",
                      tag = "assumed",
                      when = function(case) return case.payments.paid_30 < case.payments.due_30 end,
                      decide = function()
                        return contact { who = "ncp", channel = "phone_call", purpose = "check_in" }
                      end,
                      tell = {
                        en = "We will call you to ask how things are going.",
                        es = "Le llamaremos para preguntar cómo le va.",
                      },
                    }

                    """ + fallback("D10", "wait {}")),
        referral: policy(
            "referral",
            rule("no-service-when-closed", "D8", "no_services {}")
                + fallback("D8", "services { \"payment_plan\" }")
                + rule("no-partner-when-closed", "D9", "no_referral {}")
                + fallback("D9", "refer_to { handoff = \"warm\" }")
                    + """
                    policy:rank {
                      id = "a-short-wait",
                      about = "A partner that can start soon comes first",
                      point = "D9",
                      element = "helpfulness",
                      authority = "Design value",
                      tag = "assumed",
                      points = 10,
                      because = "can start soon",
                      when = function(case, site, partner) return partner.waiting_days <= days(7) end,
                    }

                    """),
        siteFile: """
        format: 1
        id: oh-stark
        name: A made-up site
        agency: A made-up agency
        state: oh
        time_zone: America/New_York
        service_areas: [canton, alliance]
        languages: [en, es]
        programs: { job-search: off }

        """,
        "policies/programs/job-search/policy.yaml": """
        title: A made-up program
        layer: program
        owner: The program's owner
        api: 1
        effective_from: 2017-01-01

        """,
        calendar: """
        contact_hours: { from: 8, to: 19 }
        holidays:
          2018:
            - { date: 2018-12-25, name: Christmas Day }
          2019:
            - { date: 2019-12-25, name: Christmas Day }

        """,
        partners: """
        partners:
          - id: job-center
            name: A made-up job center
            services: [employment, job_training]
            areas: [canton]
            languages: [en, es]
            data_sharing_agreement: yes
            handoff: warm
            authority: Design value
            tag: assumed

        """,
        siteNumbers: """
        set:
          - parameter: hold.days
            value: 45 days
            from: 2018-01-01
            reason: Hiring takes six weeks here
            approved_by: site director
            tag: assumed

        """,
        "policies/fixtures/base.yaml": """
        about: A made-up parent
        file:
          schema_version: 1

        """,
        fixture: """
        about: A made-up parent who lost a job
        extends: base
        with:
          "ncp.employments.0.ended_on": 2019-01-15

        """,
        tests: """
        tests:
          - name: A parent who lost a job keeps the license
            as_of: 2019-03-01
            base: lost-job
            with:
              "ncp.language": en
            ask: { point: D11, remedy: driver_license_suspension }
            expect: { outcome: hold, rule: hold-after-job-loss, floors: [] }
            because: Design value

        """,
    ])

    private static let enforcementText = """
        local policy = accord.policy { area = "enforcement", api = 1 }

        local parent = require "parent"

        policy:rule {
          id = "hold-after-job-loss",
          about = "A parent who lost a job keeps the license for a while",
          point = "D11",
          remedy = "driver_license_suspension",
          element = "helpfulness",
          authority = "Design value",
          tag = "assumed",
          when = function(case, site, remedy)
            return parent.lost_job(case) and case.arrears.total < site.license.most_debt
          end,
          decide = function(case, site) return hold { days = site.hold.days, offer = "employment" } end,
          tell = {
            en = "You lost your job. Your license is safe until {until}.",
            es = "Perdió su trabajo. Su licencia está protegida hasta el {until}.",
          },
        }

        policy:rule {
          id = "go-on-when-the-parent-can-pay",
          about = "A parent who can pay and was heard gets no more time",
          point = "D11",
          element = "neutrality",
          authority = "Design value",
          tag = "assumed",
          when = function(case) return case.opinion.able == "yes" end,
          decide = function() return proceed {} end,
          tell = {
            en = "We talked with you. The next step is coming, and you can still call us.",
            es = "Hablamos con usted. Viene el próximo paso, y todavía puede llamarnos.",
          },
        }

        """ + fallback("D11", "hold { days = 10 }")
        + rule("not-when-closed-d1", "D1", "not_yet { because = \"closed\" }")
        + fallback("D1", "enroll {}")
        + rule("not-when-closed-d12", "D12", "wait { days = 10 }")
        + fallback("D12", "escalate { remedy = \"driver_license_suspension\" }")
        + rule("not-when-closed-d13", "D13", "do_not_refer { because = \"closed\" }")
        + fallback("D13", "do_not_refer { because = \"nothing asks for it\" }")
        + rule("leave-when-closed", "D14", "exit { because = \"closed\" }")
        + fallback("D14", "stay {}") + "return policy\n"

    // MARK: Making files

    /// A file of the tree without the rule that has an id.
    static func without(_ id: String, _ file: String) -> String {
        without(id, in: tree.files[file] ?? "")
    }

    static func without(_ id: String, in text: String) -> String {
        text.split(separator: "\n\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("id = \"\(id)\"") }.joined(separator: "\n\n")
    }

    /// A policy file of an area.
    private static func policy(_ area: String, _ rules: String) -> String {
        "local policy = accord.policy { area = \"\(area)\", api = 1 }\n\n\(rules)return policy\n"
    }

    private static let tell = """
          tell = {
            en = "We will call you soon.",
            es = "Le llamaremos pronto.",
          },
        }


        """

    private static func rule(_ id: String, _ point: String, _ answer: String) -> String {
        """
        policy:rule {
          id = "\(id)",
          about = "What holds on a closed case",
          point = "\(point)",
          element = "respect",
          authority = "Design value",
          tag = "assumed",
          when = function(case) return case.status == "closed" end,
          decide = function() return \(answer) end,
        \(tell)
        """
    }

    private static func fallback(_ point: String, _ answer: String) -> String {
        """
        policy:default {
          id = "otherwise-\(point.lowercased())",
          about = "What holds if no rule applies",
          point = "\(point)",
          element = "respect",
          authority = "Design value",
          tag = "assumed",
          decide = function() return \(answer) end,
        \(tell)
        """
    }

    private static func require(_ id: String, _ point: String) -> String {
        """
        policy:require {
          id = "\(id)",
          about = "The parent was tried several times",
          point = "\(point)",
          authority = "A made-up model",
          tag = "seed",
          missing = "contact attempts",
          met = function(case, law) return case.engagement.attempts_total >= law.attempts.least end,
        \(tell)
        """
    }
}

extension FindingPage.Example {
    /// The example tree with the change, and the line and columns of what is marked.
    ///
    /// - Returns: Nil if the example tree does not have what is replaced.
    func applied() -> (tree: PolicyTree, place: (line: Int, column: Int, length: Int)?)? {
        var tree = ExampleTree.tree
        for (path, text) in others { tree.files[path] = text }
        var before = tree.files[file] ?? ""
        for id in taking { before = ExampleTree.without(id, in: before) }
        guard replace.isEmpty || before.contains(replace) else { return nil }
        let marked =
            replace.isEmpty ? with : before.replacing(replace, with: with, maxReplacements: 1)
        tree.files[file] = marked.filter { $0 != "«" && $0 != "»" }
        guard let open = marked.firstIndex(of: "«") else { return (tree, nil) }
        let lines = marked[..<open].split(separator: "\n", omittingEmptySubsequences: false)
        let inside = marked[open...].dropFirst().prefix { $0 != "»" && !$0.isNewline }
        return (tree, (lines.count, (lines.last?.count ?? 0) + 1, inside.count))
    }
}
