/// The folder of a new program.
struct ProgramTemplate {
    let id: String
    /// A site whose policies its tests join.
    let site: String
    /// The rule by which that site keeps a parent when no other speaks.
    let siteDefault: String

    /// The id as a group of parameters, which has no hyphens.
    private var group: String { String(id.map { $0 == "-" ? "_" : $0 }) }

    private var name: String {
        let spoken = id.map { $0 == "-" ? " " : $0 }
        return spoken.prefix(1).map { $0.uppercased() }.joined() + String(spoken.dropFirst())
    }

    func files() -> [Scaffold.File] {
        let folder = "policies/programs/\(id)"
        return [
            Scaffold.File(path: "\(folder)/policy.yaml", text: description),
            Scaffold.File(path: "\(folder)/parameters.yaml", text: parameters),
            Scaffold.File(path: "\(folder)/enforcement.lua", text: policy),
            Scaffold.File(path: "\(folder)/tests/enforcement.yaml", text: tests),
        ]
    }

    private var description: String {
        """
        # The program \(id): what it is, who owns it, and what it is built on.
        # Edited by the program's owner; a site switches it on in site-configs/<site>/site.yaml.
        title: \(name)
        layer: program
        owner: program owner (to be named)
        api: 1
        effective_from: 2005-01-01
        sources:
          - "none yet (assumed); name the law, contract or plan that the program rests on"
        may_override:
          - A site may set the parameters of this folder in the direction that each of them allows.

        """
    }

    private var parameters: String {
        """
        # Numbers of the program \(id): defaults, units, and the way a site may move each one.
        # Edited by the program's owner. A first "from" of 2005-01-01 means "no day of change is known".
        parameters:
          - id: \(group).contact_days
            about: Days since the last talk within which a parent counts as taking part in the program
            unit: days
            direction: either
            authority: Design value
            tag: assumed
            values:
              - { from: 2005-01-01, value: 60 days }

        """
    }

    private var policy: String {
        #"""
        -- What the program \#(id) adds at a site that has switched it on.
        -- Edited by the program's owner; a program may hold available, forbid, require, limit, rule, default, rank.
        --
        -- Rules of a program are asked before those of the site, so keep each of them narrow.

        local policy = accord.policy { area = "enforcement", api = 1 }

        -- D14: when does our work with a parent end?

        policy:rule {
            id        = "\#(id)-stay-while-taking-part",
            about     = "A parent with a running plan who talks with us stays while the program runs",
            point     = "D14",
            element   = "helpfulness",
            authority = "Design value",
            tag       = "assumed",
            when      = function(case, site)
                return case.plan.active and case.status ~= "closed"
                    and within(case.engagement.last_two_way_on, site.\#(group).contact_days)
            end,
            decide    = function() return stay { because = "the parent takes part in a program" } end,
            tell      = {
                en = "You are in a program with us. We keep working with you.",
                es = "Usted participa en un programa con nosotros. Seguimos trabajando con usted.",
            },
        }

        return policy

        """#
    }

    private var tests: String {
        """
        # Tests of the program \(id), which is switched on for them: one made-up parent a test.
        # Edited beside policies/programs/\(id)/enforcement.lua by whoever changes a rule there.
        tests:
          - name: A parent with a plan who talks with us stays
            site: \(site)
            as_of: 2019-03-01
            base: in-plan
            ask: { point: D14 }
            expect: { outcome: stay, rule: \(id)-stay-while-taking-part }
            because: Design value

          - name: Sixty days after the last talk the parent still takes part
            site: \(site)
            as_of: 2019-03-01
            base: in-plan
            with:
              "contacts.8.on": 2018-12-31
            ask: { point: D14 }
            expect: { outcome: stay, rule: \(id)-stay-while-taking-part }
            because: Design value

          - name: A day more and the site decides alone
            site: \(site)
            as_of: 2019-03-01
            base: in-plan
            with:
              "contacts.8.on": 2018-12-30
            ask: { point: D14 }
            expect: { outcome: stay, rule: \(siteDefault) }
            because: Design value

        """
    }
}
