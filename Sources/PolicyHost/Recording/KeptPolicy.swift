public import CaseModel

/// Everything that decided for one site, packed so that a decision can be replayed years later.
public struct KeptPolicy: Sendable {
    /// The policy's hash, by which it is found.
    public let hash: String
    /// The packed files: a plain tar archive (see ``TarArchive``).
    public let bytes: [UInt8]

    /// Packs the files of one site.
    ///
    /// - Parameters:
    ///   - policy: The site's policy as it was loaded.
    ///   - tree: The tree it was loaded from.
    public init(_ policy: SitePolicy, from tree: PolicyTree) {
        hash = policy.hash
        let files = tree.limited(to: [policy.config]).files.sorted { $0.key < $1.key }
        bytes = TarArchive.write(
            files.map { TarArchive.Entry(name: $0.key, bytes: Array($0.value.utf8)) })
    }

    /// Takes back what a store kept.
    public init(hash: String, bytes: [UInt8]) {
        self.hash = hash
        self.bytes = bytes
    }

    /// Loads the policy again and makes sure that it is the one that decided.
    ///
    /// - Throws: ``PolicyProblem`` if it was altered or does not load any more.
    public func load(site: SiteID) throws(PolicyProblem) -> SitePolicy {
        try restored(at: site.word).policy
    }

    /// Loads the policy again together with the files that it was made of.
    ///
    /// - Parameter site: The site's id.
    /// - Returns: The policy, and the files of its site.
    /// - Throws: ``PolicyProblem`` if it was altered or does not load any more.
    public func restored(at site: String) throws(PolicyProblem)
        -> (policy: SitePolicy, tree: PolicyTree)
    {
        var files: [String: String] = [:]
        for entry in try TarArchive.read(bytes, file: "kept policy \(hash)") {
            files[entry.name] = String(decoding: entry.bytes, as: UTF8.self)
        }
        let tree = PolicyTree(files: files)
        let host = PolicyHost(tree: tree, sites: [site])
        guard let policy = host.sites[site], policy.hash == hash else {
            throw PolicyProblem(
                code: "replay.policy",
                message: "the policy \(hash.prefix(12)) that was kept can't be loaded as it was",
                file: site, suggestion: "check the store with `accord log verify`")
        }
        return (policy, tree)
    }
}
