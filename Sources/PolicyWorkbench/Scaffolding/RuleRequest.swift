public import CaseModel
public import PolicyHost

/// What `accord init rule` is asked to make.
public struct RuleRequest: Sendable {
    /// The rule's id.
    public var id: String
    /// The site that gets it.
    public var site: String
    /// What the rule does.
    public var kind: RuleKind
    /// The question it bears on.
    public var point: DecisionPoint
    /// The remedy it is about, for D11 alone; nil for every one.
    public var remedy: String?

    /// Makes a request.
    public init(
        id: String, site: String, kind: RuleKind = .rule, point: DecisionPoint,
        remedy: String? = nil
    ) {
        self.id = id
        self.site = site
        self.kind = kind
        self.point = point
        self.remedy = remedy
    }
}

extension Scaffolder {
    /// A rule in a site's policy, at its place among the others, with a test that reaches it.
    ///
    /// The rule's condition is an example that no other rule of the site speaks about. It is found by
    /// trying: the made-up parents of `policies/fixtures` decide with each example until one of them
    /// meets the new rule and every test of the site still passes.
    /// - Throws: ``ScaffoldProblem``.
    public func rule(_ request: RuleRequest) throws(ScaffoldProblem) -> Scaffold {
        let area = try checked(request)
        let policyFile = "policies/sites/\(request.site)/\(area.rawValue).lua"
        let testFile = "policies/sites/\(request.site)/tests/\(area.rawValue).yaml"
        guard let policy = tree.files[policyFile] else {
            throw ScaffoldProblem(
                .request,
                "\(policyFile) does not exist; accord init policy \(area.rawValue) --site \(request.site) makes it"
            )
        }
        let tests = tree.files[testFile]
        let parents = RuleParent.all(for: request, tests: tests ?? "", in: tree)
        var refused: [String] = []
        for place in try InsertionPoint.places(for: request, in: policy, file: policyFile) {
            for example in RuleExample.all {
                let template = RuleTemplate(request: request, example: example)
                let text = place.inserting(template.lua, into: policy)
                var tried = tree
                tried.files[policyFile] = text
                let site = try loaded(request.site, tried)
                guard
                    let test = firstTest(template, site: site, tree: tried, parents: parents)
                else { continue }
                let scaffold = Scaffold(
                    [
                        Scaffold.File(path: policyFile, text: text, replaces: policy),
                        Scaffold.File(
                            path: testFile, text: Self.appending(test, to: tests, request, area),
                            replaces: tests),
                    ],
                    next: [
                        "accord test \(request.site)",
                        "write the rule's own condition, answer and words, then its tests",
                    ])
                refused = failedTests(scaffold.applied(to: tree), ["sites/\(request.site)/"])
                if refused.isEmpty {
                    try verify(scaffold, sites: [request.site], tests: testFile)
                    return scaffold
                }
            }
        }
        throw ScaffoldProblem(
            .unsound,
            ([
                "no made-up parent meets a new \(request.kind.rawValue) at \(request.point.rawValue) "
                    + "without changing another test; nothing was written"
            ] + refused.prefix(6))
            .joined(separator: "\n  "))
    }

    /// The site with the new rule.
    private func loaded(_ site: String, _ tree: PolicyTree) throws(ScaffoldProblem) -> SitePolicy {
        let host = PolicyHost(tree: tree, sites: [site])
        if let policy = host.sites[site] { return policy }
        throw ScaffoldProblem(
            .unsound,
            (["\(site) does not load with the new rule, so nothing was written:"]
                + (host.problems[site] ?? []).map { "\($0)" }).joined(separator: "\n  "))
    }

    /// The area of a request that can be met.
    private func checked(_ request: RuleRequest) throws(ScaffoldProblem) -> Area {
        guard tree.sites.contains(request.site) else {
            throw ScaffoldProblem(
                .request,
                "no site is called `\(request.site)`"
                    + ScaffoldProblem.nearest(request.site, among: tree.sites))
        }
        guard SiteID.isName(request.id) else {
            throw ScaffoldProblem(
                .request, "`\(request.id)` can't be a rule's id; write words with hyphens")
        }
        let kinds: [RuleKind] = [.rule, .fallback, .forbid, .require, .limit, .rank]
        guard kinds.contains(request.kind) else {
            throw ScaffoldProblem(
                .request,
                "the site layer can't hold policy:\(request.kind.rawValue); it may hold "
                    + kinds.map(\.rawValue).sorted().joined(separator: ", "))
        }
        guard let area = request.point.area, Area.siteAreas.contains(area) else {
            throw ScaffoldProblem(
                .request, "\(request.point.rawValue) is no question of a site's policies")
        }
        let contacts: [DecisionPoint] = [.firstContact, .continueOutreach, .maintenance]
        guard request.kind != .require || !contacts.contains(request.point) else {
            throw ScaffoldProblem(
                .request,
                "a contact waits for what rules with `point = \"contact\"` ask, whatever its "
                    + "question; policies/pjac/outreach.lua shows one")
        }
        guard request.kind != .rank || request.point == .referral else {
            throw ScaffoldProblem(.request, "policy:rank orders partners; ask for it with D9")
        }
        guard request.kind != .limit || request.point == .remedy else {
            throw ScaffoldProblem(.request, "policy:limit cuts a hold; ask for it with D11")
        }
        if let remedy = request.remedy {
            guard RemedyKind(word: remedy) != nil else {
                throw ScaffoldProblem(
                    .request,
                    "no remedy is called `\(remedy)`"
                        + ScaffoldProblem.nearest(remedy, among: RemedyKind.words))
            }
            guard request.point == .remedy else {
                throw ScaffoldProblem(
                    .request, "only D11 is asked for a remedy; leave --remedy out")
            }
        }
        if let known = PolicyHost(tree: tree, sites: [request.site]).sites[request.site]?.rules
            .first(where: { $0.id == request.id })
        {
            throw ScaffoldProblem(
                .exists, "`\(request.id)` is already the id of a rule in \(known.place)")
        }
        return area
    }

    /// A test of the new rule with the first made-up parent who meets it.
    private func firstTest(
        _ template: RuleTemplate, site: SitePolicy, tree: PolicyTree, parents: [RuleParent]
    ) -> String? {
        let fixtures = Fixtures(tree: tree)
        for parent in parents {
            let changes = parent.changes.merging(template.example.changes) { $1 }
            guard var file = try? fixtures.file(parent.base),
                (try? Overrides.apply(
                    ["site": .text(site.config.id)], to: &file, file: parent.base)) != nil,
                (try? Overrides.apply(changes, to: &file, file: parent.base)) != nil,
                let caseFile = try? CaseFileReader().read(file.canonicalBytes())
            else { continue }
            let decisions = site.decide(
                caseFile, asOf: parent.day, areas: template.request.point.area.map { [$0] })
            guard let answers = decisions.first?.answers else { continue }
            for answer in answers where template.isReached(by: answer) {
                return template.test(parent, answer: answer)
            }
        }
        return nil
    }

    private static func appending(
        _ test: String, to tests: String?, _ request: RuleRequest, _ area: Area
    ) -> String {
        guard var text = tests else {
            return """
                # Tests of what \(request.site) decides about \(area.rawValue): one made-up parent a test.
                # Edited beside policies/sites/\(request.site)/\(area.rawValue).lua by whoever changes a rule there.
                tests:

                """ + test
        }
        while text.hasSuffix("\n") { text.removeLast() }
        return text + "\n\n" + test
    }
}
