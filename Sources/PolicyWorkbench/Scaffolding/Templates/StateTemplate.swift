/// The layer of a state whose law nobody has written down yet.
struct StateTemplate {
    let state: USState
    /// A site of the state, which its tests ask.
    let site: String

    func files() -> [Scaffold.File] {
        let folder = "policies/states/\(state.code)"
        return [
            Scaffold.File(path: "\(folder)/policy.yaml", text: description),
            Scaffold.File(path: "\(folder)/enforcement.lua", text: policy),
            Scaffold.File(path: "\(folder)/tests/enforcement.yaml", text: tests),
        ]
    }

    private var description: String {
        """
        # \(state.name) state layer: what \(state.name) law adds to the federal floors. Nothing has been read yet.
        # Edited by the state's policy team with counsel; the sites of the state read it.
        title: \(state.name) law for the enforcement of support
        layer: state
        owner: \(state.name) state policy team (to be confirmed by the site)
        api: 1
        effective_from: 2005-01-01
        sources:
          - "none read yet (assumed); counsel must name the statutes and rules"
        may_override:
          - Nothing yet.

        """
    }

    private var policy: String {
        #"""
        -- What \#(state.name) law adds to the federal floors for enforcement.
        -- Edited by the state's policy team with counsel; the sites of the state read it.
        --
        -- No law of \#(state.name) has been read yet, so this file holds no rule and the federal floors stand alone.
        -- Before a site of the state decides a real case, counsel must go through this list. For each point that
        -- the law settles, write a rule with its citation and tag (policies/states/oh/enforcement.lua shows how):
        --
        --   license suspension   how far behind, which notice, how long to object, hearing   available, require
        --   liens and levies     least debt, what is exempt, notice                          available, require
        --   credit reporting     least debt, notice                                          available, require
        --   tax offset           least debt                                                  available
        --   withholding          ceiling, when it is automatic                               limit, automatic
        --   contempt             what must be found before the court is asked                require
        --   low income           who is shielded (public aid, disability, prison)            forbid
        --
        -- Numbers of the law go into parameters.yaml of this folder, each with the day from which it holds.

        local policy = accord.policy { area = "enforcement", api = 1 }

        return policy

        """#
    }

    private var tests: String {
        """
        # Tests of \(state.name) law. So far the federal floors stand alone; this test falls when that changes.
        # Edited beside policies/states/\(state.code)/enforcement.lua by whoever writes a rule there.
        tests:
          - name: Without law of the state a lien follows the federal floors
            site: \(site)
            as_of: 2019-03-01
            base: business-as-usual
            ask: { point: D11, remedy: property_lien }
            expect: { outcome: proceed, floors: [] }
            because: 45 CFR 303.6

        """
    }
}
