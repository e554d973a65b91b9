import Foundation
public import PolicyHost

/// One state of the policies and configs that can be compared with another.
public struct PolicyVersion: Sendable {
    /// What reports call it, such as `HEAD (0a1b2c3d4e5f)`.
    public var label: String
    /// The files.
    public var tree: PolicyTree

    /// Makes a version from files that were read already.
    public init(label: String, tree: PolicyTree) {
        self.label = label
        self.tree = tree
    }

    /// Finds a version by the name that a person gives it.
    ///
    /// A folder that holds `policies/` and `site-configs/`, a bundle, a release folder, or a git
    /// revision: `git:HEAD~3`, or the bare revision where no file has that name.
    /// - Parameters:
    ///   - name: The folder, file or revision.
    ///   - root: The folder of the policies as they are, whose repository holds the revisions.
    ///   - trust: Whose signatures a bundle needs.
    /// - Throws: ``PolicyProblem`` where nothing can be read by this name, or must not be.
    public init(named name: String, root: String, trust: BundleTrust) throws {
        if !name.hasPrefix("git:"), FileManager.default.fileExists(atPath: name) {
            self.init(label: name, tree: try PolicyTree(at: name, trust: trust))
            return
        }
        let revision = name.hasPrefix("git:") ? String(name.dropFirst(4)) : name
        guard !trust.requiresSigned else {
            throw PolicyProblem(
                code: "bundle.unsigned",
                message: "a revision is not signed, and only signed bundles are loaded", file: name,
                suggestion: "name two bundles")
        }
        self = try GitRevision(name: revision, root: root).version()
    }
}

/// A version with its sites loaded.
public struct LoadedVersion: Sendable {
    /// What reports call it.
    public let label: String
    /// The files.
    public let tree: PolicyTree
    /// The sites that load.
    public let host: PolicyHost

    /// Loads the sites of a version; problems stay in ``PolicyHost/problems``.
    public init(_ version: PolicyVersion, sites: [String]? = nil) {
        label = version.label
        tree = version.tree
        let known = version.tree.sites
        host = PolicyHost(tree: version.tree, sites: sites.map { $0.filter(known.contains) })
    }
}
