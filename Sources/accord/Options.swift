public import ArgumentParser
public import CaseModel
import Foundation
import PolicyHost

/// Where policies are, and how output looks; every command has these.
struct CommonOptions: ParsableArguments {
    @Option(
        help: """
            Where the policies are: a folder that holds policies/ and site-configs/, a bundle, or a \
            release folder (default: ACCORD_ROOT, or here).
            """, completion: .file())
    var root: String?

    @OptionGroup var trustOptions: TrustOptions

    @Flag(name: .shortAndLong, help: "Print data only; no progress or notes on standard error.")
    var quiet = false

    @Option(help: "Color: auto, always or never. NO_COLOR is obeyed.")
    var color: ColorChoice = .auto

    var rootPath: String {
        root ?? ProcessInfo.processInfo.environment["ACCORD_ROOT"]
            ?? FileManager.default.currentDirectoryPath
    }

    /// Reads policies and configs; says so and stops with exit code 78 if they are not there.
    ///
    /// A bundle is verified, and one that is refused stops the command in the same way.
    func tree() throws -> PolicyTree {
        let trust = try trustOptions.bundleTrust()
        do {
            return try PolicyTree(at: rootPath, trust: trust)
        } catch let problem as PolicyProblem {
            Terminal.note("\(problem)")
            throw ExitCode.configuration
        }
    }

    /// Loads the policies; prints problems and stops with exit code 78 if a wanted site has errors.
    func host(sites: [String]? = nil, programs: [String: Bool] = [:]) throws -> PolicyHost {
        guard ReleaseFolder.isOne(rootPath) else {
            return try host(tree: tree(), sites: sites, programs: programs)
        }
        let trust = try trustOptions.bundleTrust()
        do {
            let folder = try ReleaseFolder(at: rootPath)
            let host = try PolicyHost(
                folder: folder, sites: sites, programs: programs, trust: trust)
            return try sound(host, sites: sites, known: folder.active.keys.sorted())
        } catch let problem as PolicyProblem {
            Terminal.note("\(problem)")
            throw ExitCode.configuration
        }
    }

    /// Loads the policies of a tree that was read already.
    func host(tree: PolicyTree, sites: [String]? = nil, programs: [String: Bool] = [:]) throws
        -> PolicyHost
    {
        let wanted = sites?.filter(tree.sites.contains)
        return try sound(
            PolicyHost(tree: tree, sites: wanted, programs: programs), sites: sites,
            known: tree.sites)
    }

    /// The host, if every wanted site is in it.
    private func sound(_ host: PolicyHost, sites: [String]?, known: [String]) throws -> PolicyHost {
        for site in sites ?? [] where !known.contains(site) {
            throw ValidationError(noSite(site, among: known))
        }
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

/// Whose signatures a bundle needs.
struct TrustOptions: ParsableArguments {
    @Option(
        help: "File of the keys whose signatures on bundles count (default: ACCORD_TRUST).",
        completion: .file())
    var trust: String?

    @Flag(help: "Load signed bundles only: no folder, no unsigned bundle.")
    var requireSigned = false

    @Flag(help: "Load a signed bundle without asking who signed it; its files are still verified.")
    var ignoreSignatures = false

    /// Reads the trust file; says so and stops with exit code 78 if it is not sound.
    func bundleTrust() throws -> BundleTrust {
        if requireSigned, ignoreSignatures {
            throw ValidationError("--require-signed and --ignore-signatures exclude each other")
        }
        var found = BundleTrust.none
        if let path = trust ?? ProcessInfo.processInfo.environment["ACCORD_TRUST"], !path.isEmpty {
            do {
                found = try BundleTrust(contentsOf: path)
            } catch {
                Terminal.note("\(error)")
                throw ExitCode.configuration
            }
        }
        if requireSigned { found.requiresSigned = true }
        found.ignoresSignatures = ignoreSignatures
        return found
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
extension DecisionPoint: ExpressibleByArgument {}
extension Outcome: ExpressibleByArgument {}

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
    /// A program that is needed is not there.
    static let unavailable = ExitCode(69)
    /// Reading or writing failed.
    static let inputOutput = ExitCode(74)
    /// Somebody else is at work; try again.
    static let tryAgain = ExitCode(75)
    /// A policy or config does not load.
    static let configuration = ExitCode(78)
}

/// Completes site ids from the folder names.
let siteCompletion = CompletionKind.custom { _, _, _ in
    let root =
        ProcessInfo.processInfo.environment["ACCORD_ROOT"]
        ?? FileManager.default.currentDirectoryPath
    var trust = BundleTrust.none
    trust.ignoresSignatures = true
    return (try? PolicyTree(at: root, trust: trust).sites) ?? []
}
