public import CaseModel
import Foundation
import Glibc

/// Policies, numbers, configs, partners and tests as one file, verified when it is read.
///
/// A bundle is a plain tar archive (see ``TarArchive``): `manifest.json` first, then the files of the
/// tree by path, then `signatures.json` if somebody has signed it. The manifest names every file
/// with its SHA-256; a signature is made over the bytes of the manifest.
public struct PolicyBundle: Sendable {
    /// What the bundle says about itself.
    public let manifest: BundleManifest
    /// Its files, ready to load.
    public let tree: PolicyTree
    /// Its signatures with what each is worth.
    public let signatures: [CheckedSignature]
    /// The bundle as it stands in its file.
    package let bytes: [UInt8]
    let rawSignatures: [BundleSignature]

    /// The hash of its content: the SHA-256 of the manifest.
    public var hash: String { manifest.hash }

    /// Reads and verifies a bundle.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - trust: Whose signatures it needs.
    /// - Throws: ``PolicyProblem`` that names every file that is missing, extra or altered, every
    ///   signature that does not count, or what the host lacks.
    public init(contentsOf path: String, trust: BundleTrust) throws {
        self = try BundleReport(contentsOf: path, trust: trust).bundle()
    }

    init(
        manifest: BundleManifest, tree: PolicyTree, signatures: [CheckedSignature],
        rawSignatures: [BundleSignature], bytes: [UInt8]
    ) {
        self.manifest = manifest
        self.tree = tree
        self.signatures = signatures
        self.rawSignatures = rawSignatures
        self.bytes = bytes
    }

    /// The bundle file of a manifest, a tree that fits it, and signatures.
    static func archive(
        _ manifest: BundleManifest, _ tree: PolicyTree, _ signatures: [BundleSignature]
    ) -> [UInt8] {
        var entries = [TarArchive.Entry(name: BundleManifest.name, bytes: manifest.bytes)]
        for (path, text) in tree.files.sorted(by: { $0.key < $1.key }) {
            entries.append(TarArchive.Entry(name: path, bytes: Array(text.utf8)))
        }
        if !signatures.isEmpty {
            entries.append(
                TarArchive.Entry(
                    name: BundleSignature.name, bytes: BundleSignature.file(signatures)))
        }
        return TarArchive.write(entries)
    }
}

/// Everything that is to be said about a bundle file, also when it must not be loaded.
public struct BundleReport: Sendable {
    /// The file's name as it was given.
    public let file: String
    /// What the bundle says about itself.
    public let manifest: BundleManifest
    /// The signatures with what each is worth.
    public let signatures: [CheckedSignature]
    /// Why the bundle must not be loaded; empty if it may be.
    public let problems: [PolicyProblem]
    private let verified: PolicyBundle?

    /// Reads and verifies a bundle, and keeps what is wrong instead of stopping there.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - trust: Whose signatures it needs.
    ///   - release: The day on which it is released, if it is released for the first time.
    /// - Throws: ``PolicyProblem`` if there is no such file, or if it is no bundle that could be
    ///   looked into.
    public init(contentsOf path: String, trust: BundleTrust, releasedOn release: Day? = nil)
        throws(PolicyProblem)
    {
        try self.init(
            bytes: try Self.contents(of: path), file: path, trust: trust, releasedOn: release)
    }

    /// Verifies a bundle that came from elsewhere than a file, such as over the network.
    ///
    /// - Parameters:
    ///   - bytes: The bundle.
    ///   - file: Its name for messages.
    ///   - trust: Whose signatures it needs.
    ///   - release: The day on which it is released, if it is released for the first time.
    /// - Throws: ``PolicyProblem`` if it is no bundle that could be looked into.
    public init(
        bytes: [UInt8], file: String, trust: BundleTrust, releasedOn release: Day? = nil
    ) throws(PolicyProblem) {
        self.file = file
        let entries = try TarArchive.read(bytes, file: file)
        guard let first = entries.first, first.name == BundleManifest.name else {
            throw PolicyProblem(
                code: "bundle.not-a-bundle",
                message: "\(BundleManifest.name) is missing: it is the first file of a bundle",
                file: file, suggestion: "bundles are written by `accord bundle build`")
        }
        let manifest = try BundleManifest.read(first.bytes, file: file)
        self.manifest = manifest
        var contents = Array(entries.dropFirst())
        var problems: [PolicyProblem] = []
        var raw: [BundleSignature] = []
        if let last = contents.last, last.name == BundleSignature.name {
            contents.removeLast()
            raw = try BundleSignature.read(last.bytes, file: file)
        }
        let days = [manifest.created] + (release.map { [$0] } ?? [])
        signatures = trust.check(raw, over: first.bytes, on: days)
        let tree = Self.tree(of: contents, manifest, file: file, problems: &problems)
        let asked = manifest.capabilities.lacking(in: HostAPI.capabilities)
        if manifest.api > HostAPI.version || !asked.isEmpty {
            problems.append(
                PolicyProblem(
                    code: "bundle.newer-api",
                    message: "the bundle "
                        + HostAPI.newer(than: manifest.api, asked: manifest.capabilities),
                    file: file, suggestion: "update Accord, or release an older bundle"))
        }
        problems += trust.refusals(
            of: signatures, sites: manifest.sites.map(\.id), file: file)
        self.problems = problems
        verified =
            problems.isEmpty
            ? PolicyBundle(
                manifest: manifest, tree: tree, signatures: signatures, rawSignatures: raw,
                bytes: bytes) : nil
    }

    /// The bundle, which was verified.
    ///
    /// - Throws: ``PolicyProblem`` if it must not be loaded.
    public func bundle() throws(PolicyProblem) -> PolicyBundle {
        if let verified { return verified }
        throw PolicyProblem.joined(problems)
            ?? PolicyProblem(code: "bundle.refused", message: "the bundle is refused", file: file)
    }

    /// Compares the files with the manifest; each difference is a problem that names the file.
    private static func tree(
        of entries: [TarArchive.Entry], _ manifest: BundleManifest, file: String,
        problems: inout [PolicyProblem]
    ) -> PolicyTree {
        func add(_ code: String, _ path: String, _ message: String) {
            problems.append(
                PolicyProblem(
                    code: code, message: "\(path): \(message)", file: file,
                    suggestion: "get the bundle again from where it was signed"))
        }
        let named = Dictionary(uniqueKeysWithValues: manifest.files.map { ($0.path, $0) })
        var files: [String: String] = [:]
        for entry in entries {
            guard let wanted = named[entry.name], PolicyTree.holds(entry.name) else {
                add("bundle.extra", entry.name, "this file is not in the manifest")
                continue
            }
            guard entry.bytes.count == wanted.size, Digest.sha256(entry.bytes) == wanted.sha256
            else {
                add("bundle.altered", entry.name, "this file was altered after the bundle was made")
                continue
            }
            guard let text = String(validating: entry.bytes, as: UTF8.self) else {
                add("bundle.not-text", entry.name, "this file is not UTF-8 text")
                continue
            }
            files[entry.name] = text
        }
        let present = Set(entries.map(\.name))
        for path in named.keys.sorted() where !present.contains(path) {
            add("bundle.file-missing", path, "this file is in the manifest and not in the bundle")
        }
        let tree = PolicyTree(files: files)
        // A site that the manifest keeps quiet about would be loaded on signatures for others.
        for site in tree.sites where !manifest.sites.contains(where: { $0.id == site }) {
            add(
                "bundle.site", "site-configs/\(site)",
                "the manifest does not say that it is about this site")
        }
        if problems.isEmpty, entries.map(\.name) != entries.map(\.name).sorted() {
            add("bundle.order", file, "its files are not in order")
        }
        return tree
    }

    /// The bytes of a file that is not larger than a bundle may be.
    package static func contents(of path: String) throws(PolicyProblem) -> [UInt8] {
        var information = stat()
        guard stat(path, &information) == 0 else {
            throw PolicyProblem(
                code: "bundle.missing", message: "there is no such file", file: path)
        }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw PolicyProblem(
                code: "bundle.not-a-bundle", message: "this is not a regular file", file: path,
                suggestion: "name a bundle's file")
        }
        guard information.st_size <= TarArchive.largestArchive else {
            throw PolicyProblem(
                code: "bundle.too-large",
                message:
                    "\(information.st_size) bytes; at most \(TarArchive.largestArchive) are read",
                file: path)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PolicyProblem(
                code: "bundle.unreadable", message: "the file can't be read", file: path)
        }
        return Array(data)
    }
}

extension PolicyTree {
    /// Whether a path is one of a policy tree.
    static func holds(_ path: String) -> Bool {
        path.hasPrefix("policies/") || path.hasPrefix("site-configs/")
    }

    /// Reads policies from where they are.
    ///
    /// That is a folder with `policies/` and `site-configs/`, a bundle, or a release folder, whose
    /// active bundle is read. Bundles are verified.
    /// - Parameters:
    ///   - path: The folder or file.
    ///   - trust: Whose signatures a bundle needs.
    /// - Throws: ``PolicyProblem`` if nothing can be loaded from there, or must not be.
    public init(at path: String, trust: BundleTrust) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            !isFolder.boolValue
        else {
            try self.init(folder: path, trust: trust)
            return
        }
        self = try PolicyBundle(contentsOf: path, trust: trust).tree
    }

    private init(folder path: String, trust: BundleTrust) throws {
        if ReleaseFolder.isOne(path) {
            self = try ReleaseFolder(at: path).tree(trust: trust)
            return
        }
        guard !trust.requiresSigned else {
            throw PolicyProblem(
                code: "bundle.unsigned",
                message: "a folder is not signed, and only signed bundles are loaded", file: path,
                suggestion: "name a bundle: --root FILE.accord")
        }
        try self.init(root: path)
    }
}
