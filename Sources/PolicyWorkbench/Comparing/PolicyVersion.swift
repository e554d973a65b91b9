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
    /// A folder that holds `policies/` and `site-configs/`, a bundle file, or a git revision:
    /// `git:HEAD~3`, or the bare revision where no file has that name.
    /// - Parameters:
    ///   - name: The folder, file or revision.
    ///   - root: The folder of the policies as they are, whose repository holds the revisions.
    ///   - bundle: Opens and verifies a bundle file.
    /// - Throws: ``PolicyProblem`` where nothing can be read by this name.
    public init(
        named name: String, root: String, bundle: (String) throws -> PolicyTree
    ) throws {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
        if name.hasPrefix("git:") {
            self = try GitRevision(name: String(name.dropFirst(4)), root: root).version()
        } else if exists, isFolder.boolValue {
            self.init(label: name, tree: try PolicyTree(root: name))
        } else if exists {
            self.init(label: name, tree: try bundle(name))
        } else if name.contains("/") || name.hasSuffix(".accord"), !GitRevision.mayName(name, root)
        {
            throw PolicyProblem(
                code: "version.missing", message: "there is no such folder, bundle or revision",
                file: name, suggestion: "name a folder, a bundle, or a revision as git:HEAD~3")
        } else {
            self = try GitRevision(name: name, root: root).version()
        }
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
