public import ArgumentParser
public import CaseModel
import Foundation
import PolicyHost

/// Where policies are, and how output looks; every command has these.
struct CommonOptions: ParsableArguments {
    @Option(help: "Folder that holds policies/ and site-configs/ (default: ACCORD_ROOT, or here).")
    var root: String?

    @Flag(name: .shortAndLong, help: "Print data only; no progress or notes on standard error.")
    var quiet = false

    @Option(help: "Color: auto, always or never. NO_COLOR is obeyed.")
    var color: ColorChoice = .auto

    var rootPath: String {
        root ?? ProcessInfo.processInfo.environment["ACCORD_ROOT"]
            ?? FileManager.default.currentDirectoryPath
    }

    /// Reads policies and configs; says so and stops with exit code 78 if they are not there.
    func tree() throws -> PolicyTree {
        do {
            return try PolicyTree(root: rootPath)
        } catch let problem as PolicyProblem {
            Terminal.note("\(problem)")
            throw ExitCode.configuration
        }
    }

    /// Loads the policies; prints problems and stops with exit code 78 if a wanted site has errors.
    func host(sites: [String]? = nil, programs: [String: Bool] = [:]) throws -> PolicyHost {
        try host(tree: tree(), sites: sites, programs: programs)
    }

    /// Loads the policies of a tree that was read already.
    func host(tree: PolicyTree, sites: [String]? = nil, programs: [String: Bool] = [:]) throws
        -> PolicyHost
    {
        for site in sites ?? [] where !tree.sites.contains(site) {
            throw ValidationError(noSite(site, among: tree.sites))
        }
        let host = PolicyHost(tree: tree, sites: sites, programs: programs)
        for (_, problems) in host.problems.sorted(by: { $0.key < $1.key }) {
            for problem in problems where problem.severity == .error || !quiet {
                Terminal.note("\(problem)")
            }
        }
        if let sites, sites.contains(where: { host.sites[$0] == nil }) {
            throw ExitCode.configuration
        }
        if host.sites.isEmpty { throw ExitCode.configuration }
        return host
    }
}

/// The sites that are declared under a root folder, and those that the sampler always knows.
func declaredSites(root: String? = nil) -> [String] {
    let root =
        root ?? ProcessInfo.processInfo.environment["ACCORD_ROOT"]
        ?? FileManager.default.currentDirectoryPath
    let declared = (try? PolicyTree(root: root))?.sites ?? []
    return Set(declared + SiteID.demonstration.map(\.word)).sorted()
}

/// Says that a site is not known, with the one probably meant: misspelt, or only begun.
func noSite(_ name: String, among known: [String]) -> String {
    let begun = known.filter {
        $0.hasPrefix(name) || $0.split(separator: "-").contains(Substring(name))
    }
    let near = begun.count == 1 ? begun[0] : EditDistance.nearest(name, in: known)
    return "no site is called `\(name)`"
        + (near.map { "; did you mean `\($0)`?" } ?? "; accord sites lists them")
}

/// Whether output is colored.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

extension Area: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
    /// Reads a date as `2019-03-01`.
    public init?(argument: String) {
        self.init(iso: argument)
    }
}

extension ExitCode {
    /// Findings, such as failed tests.
    static let findings = ExitCode(1)
    /// Input data is wrong.
    static let dataError = ExitCode(65)
    /// Input is missing.
    static let noInput = ExitCode(66)
    /// Reading or writing failed.
    static let inputOutput = ExitCode(74)
    /// A policy or config does not load.
    static let configuration = ExitCode(78)
}

/// Completes site ids from the folder names.
let siteCompletion = CompletionKind.custom { _, _, _ in
    let root =
        ProcessInfo.processInfo.environment["ACCORD_ROOT"]
        ?? FileManager.default.currentDirectoryPath
    return (try? PolicyTree(root: root).sites) ?? []
}
