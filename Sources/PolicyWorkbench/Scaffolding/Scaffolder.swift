public import CaseModel
public import PolicyHost

/// What `accord init site` is asked to make.
public struct SiteRequest: Sendable {
    /// The site's id: folder name and `site` of its case files.
    public var id: String
    /// The two letters of its state in lower case.
    public var state: String
    /// The name people use.
    public var name: String
    /// The agency that runs it.
    public var agency: String
    /// IANA time zone; that of most people in the state if nil.
    public var timeZone: String?
    /// Counties it covers.
    public var counties: [String]
    /// Areas by which partners are chosen.
    public var serviceAreas: [String]
    /// Languages in which it speaks to parents.
    public var languages: [String]
    /// Programs it could switch on.
    var programs: [String] = []

    /// Makes a request; what is not told is taken from the id.
    public init(
        id: String, state: String, name: String? = nil, agency: String? = nil,
        timeZone: String? = nil, counties: [String] = [], serviceAreas: [String] = [],
        languages: [String] = []
    ) {
        self.id = id
        self.state = state
        let words = id.split(separator: "-").filter { $0 != Substring(state) }
        let spoken = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
        self.name = name ?? spoken
        self.agency = agency ?? "Child support agency of \(name ?? spoken) (site must name)"
        self.timeZone = timeZone
        self.counties = counties
        self.serviceAreas =
            serviceAreas.isEmpty ? [words.joined(separator: "_")] : serviceAreas
        self.languages = languages.isEmpty ? ["en"] : languages
    }
}

/// Makes skeletons of sites, programs, policies and rules that pass check and test at once.
///
/// Each is put together in memory, loaded and tested where it would stand, and handed out only if
/// nothing is wrong with it. Writing is ``ScaffoldWriter``'s.
public struct Scaffolder {
    let tree: PolicyTree

    /// Creates a scaffolder for the policies that are there.
    public init(tree: PolicyTree) {
        self.tree = tree
    }

    /// The folders of a new site: settings, three policies, tests, log of changes.
    ///
    /// Where the state has no layer yet, an empty one with its explanation comes along.
    /// - Throws: ``ScaffoldProblem``.
    public func site(_ request: SiteRequest) throws(ScaffoldProblem) -> Scaffold {
        var request = request
        guard SiteID.isName(request.id) else {
            throw ScaffoldProblem(
                .request,
                "`\(request.id)` can't be a site's id; write lower-case letters, digits and "
                    + "hyphens, such as oh-summit")
        }
        guard let state = USState.named(request.state) else {
            throw ScaffoldProblem(
                .request,
                "no state has the letters `\(request.state)`; "
                    + USState.suggestion(for: request.state))
        }
        for language in request.languages where !["en", "es"].contains(language) {
            throw ScaffoldProblem(
                .request,
                "the skeleton speaks en and es; add `\(language)` to site.yaml with its words later"
            )
        }
        guard !tree.sites.contains(request.id) else {
            throw ScaffoldProblem(
                .exists, "site-configs/\(request.id)/site.yaml exists already; nothing was written")
        }
        request.programs = tree.folders(in: "policies/programs")
        let years = calendarYears()
        guard let firstDay = Day(year: years.lowerBound, month: 1, day: 1) else {
            throw ScaffoldProblem(.request, "the calendars of the other sites have no years")
        }
        var files = SiteConfigTemplate(
            request: request, state: state, years: years, firstDay: firstDay
        ).files()
        for area in Area.siteAreas { files += policyFiles(request, area) }
        if !tree.states.contains(state.code) {
            files += StateTemplate(state: state, site: request.id).files()
        }
        let scaffold = Scaffold(
            files,
            next: [
                "accord check \(request.id) --assumptions",
                "accord test \(request.id)",
                "edit policies/sites/\(request.id)/enforcement.lua",
            ])
        // Tests of the state's law may be asked at the new site from now on.
        try verify(
            scaffold, sites: [request.id], tests: "sites/\(request.id)/", "states/\(state.code)/")
        return scaffold
    }

    /// A missing policy file of a site, with its tests.
    ///
    /// - Throws: ``ScaffoldProblem``.
    public func policy(_ area: Area, site: String) throws(ScaffoldProblem) -> Scaffold {
        let request = try request(of: site, area: area)
        let files = policyFiles(request, area).filter {
            !$0.path.hasSuffix(".yaml") || tree.files[$0.path] == nil
        }
        for file in files where tree.files[file.path] != nil {
            throw ScaffoldProblem(
                .exists,
                "\(file.path) exists already; nothing was written; accord init rule adds to it")
        }
        let scaffold = Scaffold(
            files, next: ["accord check \(site)", "accord test \(site)"])
        try verify(scaffold, sites: [site], tests: "sites/\(site)/tests/\(area.rawValue)")
        return scaffold
    }

    /// The folder of a new program, off everywhere: description, numbers, policy, tests.
    ///
    /// - Throws: ``ScaffoldProblem``.
    public func program(_ id: String) throws(ScaffoldProblem) -> Scaffold {
        guard SiteID.isName(id) else {
            throw ScaffoldProblem(
                .request,
                "`\(id)` can't be a program's id; write lower-case letters, digits and hyphens, "
                    + "such as fatherhood-group")
        }
        guard !tree.folders(in: "policies/programs").contains(id) else {
            throw ScaffoldProblem(
                .exists, "policies/programs/\(id)/policy.yaml exists already; nothing was written")
        }
        let sites = PolicyHost(tree: tree).sites
        guard let (site, policy) = sites.max(by: { $0.key < $1.key }),
            let stay = policy.rules.first(where: {
                $0.layer == .site && $0.point == .exit && $0.kind == .fallback
            })
        else {
            throw ScaffoldProblem(
                .request, "no site loads yet; make one first: accord init site ID --state oh")
        }
        let scaffold = Scaffold(
            ProgramTemplate(id: id, site: site, siteDefault: stay.id).files(),
            next: [
                "accord test programs/\(id)",
                "switch it on at a site: programs: { \(id): on } in site-configs/SITE/site.yaml",
            ])
        try verify(scaffold, sites: [site], tests: "programs/\(id)/", programs: [id: true])
        return scaffold
    }

    /// The years of the calendars that are there, so that any day they answer is answered here.
    private func calendarYears() -> ClosedRange<Int> {
        let calendars = PolicyHost(tree: tree).sites.values.map(\.config.calendar.years)
        guard let first = calendars.map(\.lowerBound).min(),
            let last = calendars.map(\.upperBound).max()
        else { return 2017...2035 }
        return first...last
    }

    private func policyFiles(_ request: SiteRequest, _ area: Area) -> [Scaffold.File] {
        let (policy, tests) =
            switch area {
            case .outreach:
                (OutreachTemplate(site: request).policy, OutreachTemplate(site: request).tests)
            case .referral:
                (ReferralTemplate(site: request).policy, ReferralTemplate(site: request).tests)
            default: enforcement(request)
            }
        let folder = "policies/sites/\(request.id)"
        return [
            Scaffold.File(path: "\(folder)/\(area.rawValue).lua", text: policy),
            Scaffold.File(path: "\(folder)/tests/\(area.rawValue).yaml", text: tests),
        ]
    }

    private func enforcement(_ request: SiteRequest) -> (policy: String, tests: String) {
        let own = "\(request.state)-license"
        let isThere = tree.files["policies/fixtures/\(own).yaml"] != nil
        let template = EnforcementTemplate(
            site: request, licenseFixture: isThere ? own : "lost-job")
        return (template.policy, template.tests)
    }

    /// A declared site as a request, for a policy that is missing.
    private func request(of site: String, area: Area) throws(ScaffoldProblem) -> SiteRequest {
        guard tree.sites.contains(site) else {
            throw ScaffoldProblem(
                .request,
                "no site is called `\(site)`"
                    + ScaffoldProblem.nearest(site, among: tree.sites))
        }
        guard Area.siteAreas.contains(area) else {
            throw ScaffoldProblem(
                .request,
                "a site has no \(area.rawValue) policy; it has "
                    + Area.siteAreas.map(\.rawValue).joined(separator: ", "))
        }
        let config = try config(of: site)
        return SiteRequest(
            id: site, state: config["state"]?.string ?? "",
            name: config["name"]?.string, agency: config["agency"]?.string)
    }

    private func config(of site: String) throws(ScaffoldProblem) -> JSONValue {
        let path = "site-configs/\(site)/site.yaml"
        do {
            return try YAMLTree.read(tree.files[path] ?? "", file: path)
        } catch {
            throw ScaffoldProblem(.unsound, "\(error)")
        }
    }
}
