public import CaseModel

/// What a bundle says about itself; signatures are made over its bytes.
///
/// It names every file with its SHA-256, so that who signs the manifest signs all of them, and the
/// hash of the manifest is the hash of the bundle.
public struct BundleManifest: Sendable, Equatable {
    /// The format that this version writes and reads.
    public static let format = 1
    static let name = "manifest.json"
    private static let kind = "accord policy bundle"

    /// One file of the bundle.
    public struct File: Sendable, Equatable {
        /// Its path, such as `policies/federal/enforcement.lua`.
        public var path: String
        /// SHA-256 of its bytes in lower-case hexadecimal.
        public var sha256: String
        /// Its size in bytes.
        public var size: Int
    }

    /// One site that the bundle decides for.
    public struct Site: Sendable, Equatable {
        /// The site's id.
        public var id: String
        /// ``SitePolicy/hash`` of the site, which its decisions carry.
        public var policyHash: String
        /// How many rules it has in all layers.
        public var rules: Int
    }

    /// The newest API version that a policy asks for.
    public var api: Int
    /// The names of the host that the policies use.
    public var capabilities: HostCapabilities
    /// The sites, by id.
    public var sites: [Site]
    /// The sites that the policies were written for and the bundle was limited from, by id.
    public var leftOut: [String]
    /// The files, by path.
    public var files: [File]
    /// Who made the bundle.
    public var who: String
    /// Why.
    public var why: String
    /// The day from which its policies are meant to decide.
    public var effective: Day
    /// The day on which it was made; signing keys must have been valid on it.
    public var created: Day
    /// The hash of the bundle that it changes; nil if none was named.
    public var base: String?
    /// How many tests it carries; all of them passed.
    public var tests: Int
    /// Whether its tests or checks failed when it was made; a draft can't be released.
    public var isDraft: Bool

    /// The manifest as it stands in the bundle: JSON with sorted names.
    public var bytes: [UInt8] { json.prettyBytes() }

    /// SHA-256 of the manifest, and so of the bundle's content; a signature does not change it.
    public var hash: String { Digest.sha256(bytes) }

    /// The manifest as JSON.
    public var json: JSONValue {
        .object([
            "format": .integer(Int64(Self.format)),
            "kind": .text(Self.kind),
            "api": .integer(Int64(api)),
            "capabilities": capabilities.json,
            "sites": .object(
                Dictionary(
                    uniqueKeysWithValues: sites.map { site in
                        (
                            site.id,
                            .object([
                                "policy_hash": .text(site.policyHash),
                                "rules": .integer(Int64(site.rules)),
                            ])
                        )
                    })),
            "files": .object(
                Dictionary(
                    uniqueKeysWithValues: files.map { file in
                        (
                            file.path,
                            .object([
                                "sha256": .text(file.sha256), "size": .integer(Int64(file.size)),
                            ])
                        )
                    })),
            "left_out": .list(leftOut.map(JSONValue.text)),
            "who": .text(who),
            "why": .text(why),
            "effective": .text("\(effective)"),
            "created": .text("\(created)"),
            "base": base.map(JSONValue.text) ?? .null,
            "tests": .integer(Int64(tests)),
            "draft": .bool(isDraft),
        ])
    }

    /// Reads the manifest of a bundle.
    ///
    /// - Throws: ``PolicyProblem`` if the format is not this one, or if any byte differs from what
    ///   ``bytes`` would say.
    static func read(_ bytes: [UInt8], file: String) throws(PolicyProblem) -> BundleManifest {
        func refuse(_ code: String, _ message: String, _ suggestion: String) -> PolicyProblem {
            PolicyProblem(
                code: code, message: "\(name): \(message)", file: file,
                suggestion: suggestion)
        }
        let again = "get the bundle again from where it was signed"
        guard let text = try? JSONValue(parsing: bytes) else {
            throw refuse("bundle.manifest", "it was altered: not JSON", again)
        }
        guard text["kind"]?.string == kind, let number = text["format"]?.number else {
            throw refuse(
                "bundle.not-a-bundle", "this is not the manifest of a policy bundle",
                "bundles are written by `accord bundle build`")
        }
        guard number == format else {
            throw refuse(
                "bundle.format",
                "the bundle has format \(number); this version reads format \(format)",
                number > format ? "update Accord" : "build the bundle anew")
        }
        guard let manifest = BundleManifest(text), manifest.bytes == bytes else {
            throw refuse(
                "bundle.manifest", "it was altered: not as `accord bundle build` writes it", again)
        }
        return manifest
    }

    private init?(_ json: JSONValue) {
        guard let api = json["api"]?.number, case .object(let kinds)? = json["capabilities"],
            case .object(let sites)? = json["sites"], case .object(let files)? = json["files"],
            let who = json["who"]?.string, let why = json["why"]?.string,
            let effective = json["effective"]?.string.flatMap({ Day(iso: $0) }),
            let created = json["created"]?.string.flatMap({ Day(iso: $0) }),
            let tests = json["tests"]?.number, case .bool(let isDraft)? = json["draft"]
        else { return nil }
        self.api = api
        capabilities = HostCapabilities(kinds.mapValues(\.strings))
        self.sites = []
        for (id, site) in sites.sorted(by: { $0.key < $1.key }) {
            guard let hash = site["policy_hash"]?.string, let rules = site["rules"]?.number else {
                return nil
            }
            self.sites.append(Site(id: id, policyHash: hash, rules: rules))
        }
        leftOut = json["left_out"]?.strings ?? []
        self.files = []
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            guard let sha256 = file["sha256"]?.string, let size = file["size"]?.number else {
                return nil
            }
            self.files.append(File(path: path, sha256: sha256, size: size))
        }
        self.who = who
        self.why = why
        self.effective = effective
        self.created = created
        base = json["base"]?.string
        self.tests = tests
        self.isDraft = isDraft
    }

    init(
        api: Int, capabilities: HostCapabilities, sites: [Site], leftOut: [String], files: [File],
        who: String,
        why: String, effective: Day, created: Day, base: String?, tests: Int, isDraft: Bool
    ) {
        self.api = api
        self.capabilities = capabilities
        self.sites = sites
        self.leftOut = leftOut
        self.files = files
        self.who = who
        self.why = why
        self.effective = effective
        self.created = created
        self.base = base
        self.tests = tests
        self.isDraft = isDraft
    }
}

extension JSONValue {
    /// The text of a member that is one.
    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The number of a member that is one and fits.
    var number: Int? {
        guard case .integer(let value) = self else { return nil }
        return Int(exactly: value)
    }

    /// The texts of a list.
    var strings: [String] {
        guard case .list(let items) = self else { return [] }
        return items.compactMap(\.string)
    }
}
