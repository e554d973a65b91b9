import PolicyHost
import PolicyWorkbench

/// Files that may decide at some sites, as the source has them.
struct PolicyCandidate: Sendable {
    /// The files.
    var tree: PolicyTree
    /// The sites that they are for.
    var sites: [String]
    /// Sites that shared tests may ask for and that the tree does not have.
    var leftOut: [String] = []
    /// Where they come from.
    var origin: PolicyOrigin
    /// Of a bundle, the hash of the policies that each site must have.
    var hashes: [String: String] = [:]

    /// Whether the files came in a bundle, which must carry tests.
    var isBundle: Bool { origin.bundle != nil }
}

/// What was found at the source.
struct SourceReading: Sendable {
    /// What may decide.
    var candidates: [PolicyCandidate] = []
    /// Why sites have no candidate, by site.
    var problems: [String: [PolicyProblem]] = [:]
    /// Sites whose bundle is the one that decides already.
    var unchanged: [String] = []
    /// What is wrong with the source as a whole.
    var sourceProblem: PolicyProblem?
    /// What the files looked like, to see when they change; nil if they must be looked at again.
    var listing: FolderListing?
    /// What the server calls the version of the document; nil if it does not say.
    var tag: String?
    /// SHA-256 of the document.
    var digest: String?

    init() {}

    /// A source that can't be read.
    init(_ problem: PolicyProblem) {
        sourceProblem = problem
    }

    /// The sites that it is about.
    var sites: Set<String> {
        Set(candidates.flatMap(\.sites)).union(problems.keys).union(unchanged)
    }

    /// Adds a bundle that may decide at some sites.
    ///
    /// - Throws: ``PolicyProblem`` if it is a draft, or not about one of the sites.
    mutating func add(
        _ bundle: PolicyBundle, sites wanted: [String]? = nil, kind: PolicyOrigin.Kind,
        place: String
    ) throws(PolicyProblem) {
        guard !bundle.manifest.isDraft else {
            throw PolicyProblem(
                code: "release.draft", message: "the bundle is a draft", file: place,
                suggestion: "build it without --draft")
        }
        candidates.append(
            try PolicyCandidate(bundle, sites: wanted, kind: kind, place: place))
    }
}

extension PolicyCandidate {
    /// The part of a bundle that is for some sites; all of its sites if nil.
    ///
    /// - Throws: ``PolicyProblem`` if it is not about one of the sites.
    init(
        _ bundle: PolicyBundle, sites wanted: [String]?, kind: PolicyOrigin.Kind, place: String
    ) throws(PolicyProblem) {
        let known = bundle.manifest.sites.map(\.id)
        let sites = wanted ?? known
        for site in sites where !known.contains(site) {
            throw PolicyProblem(
                code: "release.site", message: "the bundle does not decide for \(site)",
                file: place, suggestion: "it does for \(known.joined(separator: ", "))")
        }
        self.init(
            tree: bundle.tree.keeping(sites: sites), sites: sites.sorted(),
            leftOut: bundle.manifest.leftOut + known.filter { !sites.contains($0) },
            origin: PolicyOrigin(kind: kind, place: place, bundle: bundle.hash),
            hashes: Dictionary(
                uniqueKeysWithValues: bundle.manifest.sites.map { ($0.id, $0.policyHash) }))
    }
}
