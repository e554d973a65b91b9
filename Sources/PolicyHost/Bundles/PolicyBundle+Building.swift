public import CaseModel

/// What somebody says who makes a bundle.
public struct BundleOrder: Sendable {
    /// Who makes it.
    public var who: String
    /// Why.
    public var why: String
    /// The day from which its policies are meant to decide.
    public var effective: Day
    /// The day on which it is made.
    public var created: Day
    /// The sites that the tree was limited from.
    public var leftOut: [String]
    /// The hash of the bundle that it changes, if one is named.
    public var base: String?
    /// How many tests passed.
    public var tests: Int
    /// Whether checks or tests failed, so that it can't be released.
    public var isDraft: Bool

    /// Creates an order; the clock is never asked, so that equal orders give equal bytes.
    public init(
        who: String, why: String, effective: Day, created: Day, leftOut: [String] = [],
        base: String? = nil, tests: Int,
        isDraft: Bool = false
    ) {
        self.who = who
        self.why = why
        self.effective = effective
        self.created = created
        self.leftOut = leftOut.sorted()
        self.base = base
        self.tests = tests
        self.isDraft = isDraft
    }
}

extension PolicyTree {
    /// The tree without what only other sites use.
    ///
    /// Shared layers, programs, the library and fixtures stay; of the states those of the sites.
    public func limited(to sites: [SiteConfig]) -> PolicyTree {
        let ids = Set(sites.map(\.id))
        let states = Set(sites.map(\.state))
        return PolicyTree(
            files: files.filter { path, _ in
                let parts = path.split(separator: "/").map(String.init)
                return switch (parts.first, parts.dropFirst().first) {
                case ("site-configs", let site?): ids.contains(site)
                case ("policies", "sites"): parts.count > 2 && ids.contains(parts[2])
                case ("policies", "states"): parts.count > 2 && states.contains(parts[2])
                default: true
                }
            })
    }
}

extension PolicyBundle {
    /// Makes a bundle.
    ///
    /// The same tree and order give the same bytes, wherever and whenever.
    /// - Parameters:
    ///   - tree: The files to carry.
    ///   - host: The sites of the tree, all of them loaded.
    ///   - order: Who, why and when.
    /// - Returns: The bundle, not signed.
    /// - Throws: ``PolicyProblem`` if a file can't stand in a bundle or the order says too little.
    public static func make(tree: PolicyTree, host: PolicyHost, order: BundleOrder)
        throws(PolicyProblem) -> PolicyBundle
    {
        try check(order)
        var files: [BundleManifest.File] = []
        for (path, text) in tree.files.sorted(by: { $0.key < $1.key }) {
            let bytes = Array(text.utf8)
            guard TarArchive.isSafe(path) else {
                throw PolicyProblem(
                    code: "bundle.name", message: "this name can't stand in a bundle", file: path,
                    suggestion: "use letters a to z, digits, hyphens and underscores")
            }
            guard bytes.count <= TarArchive.largestFile else {
                throw PolicyProblem(
                    code: "bundle.too-large",
                    message: "\(bytes.count) bytes; at most \(TarArchive.largestFile) are carried",
                    file: path)
            }
            files.append(
                BundleManifest.File(
                    path: path, sha256: Digest.sha256(bytes), size: bytes.count))
        }
        let (api, capabilities) = HostCapabilities.used(by: tree, host: host)
        let sites = host.sites.values.sorted { $0.config.id < $1.config.id }
        let manifest = BundleManifest(
            api: api, capabilities: capabilities,
            sites: sites.map { site in
                BundleManifest.Site(
                    id: site.config.id, policyHash: site.hash, rules: site.rules.count)
            },
            leftOut: order.leftOut, files: files, who: order.who, why: order.why,
            effective: order.effective,
            created: order.created, base: order.base, tests: order.tests, isDraft: order.isDraft)
        let bytes = archive(manifest, tree, [])
        guard bytes.count <= TarArchive.largestArchive else {
            throw PolicyProblem(
                code: "bundle.too-large",
                message: "\(bytes.count) bytes; at most \(TarArchive.largestArchive) are read",
                file: "the bundle")
        }
        return PolicyBundle(
            manifest: manifest, tree: tree, signatures: [], rawSignatures: [], bytes: bytes)
    }

    private static func check(_ order: BundleOrder) throws(PolicyProblem) {
        for (key, code, text) in [
            ("who", "bundle.who", order.who), ("why", "bundle.why", order.why),
        ]
        where !text.contains(where: \.isLetter) || text.contains(where: \.isNewline) {
            throw PolicyProblem(
                code: code, message: "--\(key) must be one line of words",
                file: "the bundle",
                suggestion: "others read it when they decide whether to sign")
        }
    }

    /// The bundle with one more signature; its hash stays the same.
    ///
    /// - Throws: ``PolicyProblem`` if this key has signed it already.
    public func signed(by key: SigningKey) throws(PolicyProblem) -> PolicyBundle {
        guard !rawSignatures.contains(where: { $0.keyID == key.id }) else {
            throw PolicyProblem(
                code: "bundle.signed-already",
                message: "key \(key.id) has signed this bundle already",
                file: BundleSignature.name,
                suggestion: "a key counts once; another person must sign")
        }
        return adding([try key.signature(over: manifest.bytes)])
    }

    /// The bundle with the signatures of another file of the same bundle as well.
    func adding(_ others: [BundleSignature]) -> PolicyBundle {
        let new = others.filter { !rawSignatures.contains($0) }
        let all = rawSignatures + new
        return PolicyBundle(
            manifest: manifest, tree: tree, signatures: signatures, rawSignatures: all,
            bytes: Self.archive(manifest, tree, all))
    }

    /// Writes the bundle's file whole or not at all.
    ///
    /// - Throws: ``PolicyProblem`` if it can't be written.
    public func write(to path: String) throws(PolicyProblem) {
        try WholeFile.write(bytes, to: path)
    }
}
