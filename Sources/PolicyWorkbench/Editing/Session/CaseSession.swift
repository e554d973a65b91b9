public import CaseModel
public import PolicyHost

/// A case on the bench: facts are edited, and what that changes in the decisions is told.
///
/// Works on lines of text and keeps no open file, so that a terminal, a pipe and a test drive it
/// alike. A line that can't be done says why and changes nothing.
public struct CaseSession {
    /// What a line led to.
    public struct Reply: Sendable, Equatable {
        /// What to show.
        public var text: String
        /// Whether the line could not be done.
        public var isError = false
        /// Whether the session is over.
        public var isEnd = false
        /// A file to be written, with its bytes.
        public var save: (path: String, bytes: [UInt8])?

        /// Whether two replies say the same.
        public static func == (left: Reply, right: Reply) -> Bool {
            (left.text, left.isError, left.isEnd) == (right.text, right.isError, right.isEnd)
                && left.save?.path == right.save?.path && left.save?.bytes == right.save?.bytes
        }
    }

    /// Everything that a line can change.
    struct Bench {
        /// The case file as JSON, whose `site` is the site that decides.
        var tree: JSONValue
        var file: CaseFile
        var site: SitePolicy
        var day: Day
        /// Numbers that were set, by id.
        var numbers: [String: String] = [:]
        /// The answers to every question, in order.
        var answers: [Answered] = []
    }

    /// One answer with the question it belongs to.
    struct Answered {
        var caseID: String
        var area: Area
        var answer: DecisionAnswer

        /// What two answers have in common that answer the same question.
        var key: String { "\(caseID) \(answer.point.rawValue) \(answer.subject)" }
    }

    let policies: PolicyTree
    var bench: Bench
    var earlier: [Bench] = []
    /// The question asked last, which `why` explains and whose subject `it` is.
    var question: Question?

    /// Puts a case on the bench.
    ///
    /// - Parameters:
    ///   - policies: The policies and configs.
    ///   - file: The case file.
    ///   - site: The site that decides; the file's own if nil.
    ///   - day: The day asked about; the day on which the file was observed if nil.
    /// - Throws: ``PolicyProblem`` if the site can't decide.
    public init(
        policies: PolicyTree, file: CaseFile, site: String? = nil, day: Day? = nil
    ) throws(PolicyProblem) {
        self.policies = policies
        let name = site ?? file.site.word
        let policy = try Self.load(name, policies)
        var tree: JSONValue
        do {
            tree = try JSONValue(parsing: file.canonicalBytes())
        } catch {
            throw PolicyProblem(code: "session.file", message: "\(error)", file: "the case file")
        }
        tree["site"] = .text(name)
        var own = file
        if let id = SiteID(word: name) { own.site = id }
        bench = Bench(tree: tree, file: own, site: policy, day: day ?? file.observedOn)
        bench.answers = Self.answers(of: bench)
    }

    /// Puts a named fixture of `policies/fixtures` on the bench.
    ///
    /// - Throws: ``PolicyProblem`` if there is none of that name, or the site can't decide.
    public init(
        policies: PolicyTree, fixture: String, site: String? = nil, day: Day? = nil
    ) throws(PolicyProblem) {
        var tree = try Fixtures(tree: policies).file(fixture)
        if let site { tree["site"] = .text(site) }
        let file: CaseFile
        do {
            file = try CaseFileReader().read(tree.canonicalBytes())
        } catch {
            throw PolicyProblem(
                code: "session.file", message: "\(error)",
                file: "policies/fixtures/\(fixture).yaml")
        }
        try self.init(policies: policies, file: file, site: site, day: day)
    }

    /// What to say when the session begins.
    public var greeting: String {
        let synthetic = bench.file.synthetic ? ", a made-up parent" : ""
        return "\(bench.file.fileID)\(synthetic) at \(bench.site.config.id) on \(bench.day): "
            + "\(bench.answers.count) answers. help lists what you can do."
    }

    static func load(_ site: String, _ tree: PolicyTree) throws(PolicyProblem) -> SitePolicy {
        guard tree.sites.contains(site) else {
            let near = EditDistance.nearest(site, in: tree.sites)
            throw PolicyProblem(
                code: "session.site", message: "no site is called `\(site)`",
                file: "site-configs", suggestion: near.map { "did you mean `\($0)`?" } ?? "")
        }
        let host = PolicyHost(tree: tree, sites: [site])
        if let policy = host.sites[site] { return policy }
        let problems = host.problems[site] ?? []
        throw problems.first { $0.severity == .error }
            ?? PolicyProblem(
                code: "session.site", message: "`\(site)` does not load", file: "site-configs")
    }

    static func answers(of bench: Bench) -> [Answered] {
        bench.site.decide(bench.file, asOf: bench.day).flatMap { decision in
            decision.answers.map {
                Answered(caseID: decision.caseID, area: decision.area, answer: $0)
            }
        }
    }
}
