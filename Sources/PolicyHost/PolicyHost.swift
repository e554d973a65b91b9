public import CaseModel
import LuaHost

/// How much a decision says about itself.
public enum DecisionDetail: Sendable {
    /// Answers with rules, floors and words.
    case answers
    /// Also every fact and parameter read.
    case full
}

/// The policies of all sites, loaded and ready to decide.
///
/// A site that can't be loaded is left out with its problems; the others are untouched by it.
public final class PolicyHost: Sendable {
    /// The sites that loaded, by id.
    public let sites: [String: SitePolicy]
    /// What was wrong or doubtful, by site id.
    public let problems: [String: [PolicyProblem]]
    /// What was learned about each wanted site, also of those that did not load.
    package let analyses: [SiteAnalysis]

    /// Loads sites from a tree.
    ///
    /// - Parameters:
    ///   - tree: Policies and site configs.
    ///   - wanted: The ids to load; all if nil.
    ///   - programs: Programs to switch on or off at every site, whatever the configs say.
    public init(tree: PolicyTree, sites wanted: [String]? = nil, programs: [String: Bool] = [:]) {
        var sites: [String: SitePolicy] = [:]
        var problems: [String: [PolicyProblem]] = [:]
        var analyses: [SiteAnalysis] = []
        let files = ParsedFiles(tree: tree)
        for id in wanted ?? tree.sites {
            let loader = SiteLoader(
                files: files, site: id, limits: SitePolicy.limits, programs: programs)
            let (policy, found, analysis) = loader.load()
            analyses.append(analysis)
            if let policy { sites[id] = policy }
            if !found.isEmpty { problems[id] = found }
        }
        self.sites = sites
        self.problems = problems
        self.analyses = analyses
    }

    /// Makes a host of policies that are loaded already, such as those that decide in a service.
    public init(of policies: [SitePolicy]) {
        sites = Dictionary(policies.map { ($0.config.id, $0) }) { first, _ in first }
        problems = [:]
        analyses = []
    }

    /// Joins hosts that have no site in common.
    init(parts: [PolicyHost]) {
        sites = parts.reduce(into: [:]) { $0.merge($1.sites) { $1 } }
        problems = parts.reduce(into: [:]) { $0.merge($1.problems) { $1 } }
        analyses = parts.flatMap(\.analyses)
    }

    /// Decides every case of a file in the given areas.
    ///
    /// - Parameters:
    ///   - file: The case file.
    ///   - site: The site whose policy decides; the file's own site if nil.
    ///   - day: The local civil day of the site.
    ///   - areas: The areas asked; those the site answers if nil.
    ///   - detail: How much the decisions say about themselves.
    /// - Returns: One decision per case and area; empty if the site isn't loaded.
    public func decide(
        _ file: CaseFile, site: String? = nil, asOf day: Day, areas: [Area]? = nil,
        detail: DecisionDetail = .answers
    ) -> [Decision] {
        guard let policy = sites[site ?? file.site.word] else { return [] }
        return policy.decide(file, asOf: day, areas: areas, detail: detail)
    }
}
