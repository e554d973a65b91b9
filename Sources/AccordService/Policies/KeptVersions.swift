import CaseModel
import Foundation
import PolicyHost

/// The good versions of each site's policies, on disk if there is a folder for them.
///
///     FOLDER/sites/SITE/HASH.tar     the files of one version
///     FOLDER/sites/SITE/state.json   which of them decided last, and what is held back
///
/// Every file is written whole or not at all, and a version before the state that names it, so that
/// a crash leaves either the old state or the new one.
struct KeptVersions: Sendable {
    /// One site's versions.
    struct Site: Sendable, Equatable {
        /// The hash of what decided last.
        var active: String?
        /// The hash of what the source has and what must not be activated unasked.
        var held: String?
        /// Last activated first.
        var versions: [KeptVersion] = []
    }

    private let folder: String?
    private let most: Int
    private(set) var sites: [String: Site] = [:]
    /// The files of versions where there is no folder.
    private var packed: [String: KeptPolicy] = [:]

    /// Finds what was kept.
    init(folder: String?, most: Int) {
        self.folder = folder.map { "\($0)/sites" }
        self.most = max(most, 2)
        guard let folder = self.folder,
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        else { return }
        for name in names where SiteID.isName(name) {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)/state.json"),
                let site = Site(data)
            else { continue }
            sites[name] = site
        }
    }

    /// Where the versions are, for people.
    var place: String { folder ?? "memory" }

    private func file(_ site: String, _ hash: String) -> String? {
        folder.map { "\($0)/\(site)/\(hash).tar" }
    }

    /// Keeps a version as the one that decides.
    ///
    /// - Throws: ``PolicyProblem`` if it can't be written; in memory it is noted all the same.
    mutating func keep(
        _ policy: SitePolicy, from tree: PolicyTree, bundle: String?, at date: Date
    ) throws(PolicyProblem) {
        let site = policy.config.id
        var state = sites[site] ?? Site()
        let isKnown = state.versions.contains { $0.hash == policy.hash }
        state.versions.removeAll { $0.hash == policy.hash }
        state.versions.insert(
            KeptVersion(hash: policy.hash, bundle: bundle, activated: date, isFaulty: false), at: 0)
        state.active = policy.hash
        let old = state.versions.dropFirst(most).map(\.hash)
        state.versions = Array(state.versions.prefix(most))
        sites[site] = state
        if !isKnown || file(site, policy.hash).map(FileManager.default.fileExists) == false {
            try write(KeptPolicy(policy, from: tree), site)
        }
        try save(site)
        for hash in old { forget(hash, site) }
    }

    /// Notes that something else is held back, or nothing.
    mutating func hold(_ hash: String?, at site: String) throws(PolicyProblem) {
        guard sites[site]?.held != hash, sites[site] != nil || hash != nil else { return }
        sites[site, default: Site()].held = hash
        try save(site)
    }

    /// Notes that a version failed too often; nobody is returned to it.
    mutating func markFaulty(_ hash: String, at site: String) {
        guard let index = sites[site]?.versions.firstIndex(where: { $0.hash == hash }) else {
            return
        }
        sites[site]?.versions[index].isFaulty = true
    }

    /// The version that a person means.
    ///
    /// - Parameters:
    ///   - name: `previous`, or the beginning of the hash of policies or of a bundle.
    ///   - site: The site.
    ///   - current: What decides now.
    /// - Returns: The version; nil if none or several are meant.
    func version(_ name: String, at site: String, current: String?) -> KeptVersion? {
        let versions = sites[site]?.versions ?? []
        if name == "previous" { return versions.first { $0.hash != current && !$0.isFaulty } }
        guard name.utf8.count >= 6 else { return nil }
        let found = versions.filter { version in
            version.hash.hasPrefix(name) || version.bundle?.hasPrefix(name) ?? false
        }
        // Of several versions out of one bundle, which only tests tell apart, the last is meant.
        return Set(found.map(\.hash)).count == 1 ? found.first : nil
    }

    /// Loads a kept version.
    ///
    /// - Throws: ``PolicyProblem`` if it is gone, was altered or does not load any more.
    func restored(_ hash: String, at site: String) throws(PolicyProblem)
        -> (policy: SitePolicy, tree: PolicyTree)
    {
        guard let file = file(site, hash) else {
            guard let kept = packed["\(site) \(hash)"] else { throw Self.gone(hash, place) }
            return try kept.restored(at: site)
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Self.gone(hash, file)
        }
        do {
            return try KeptPolicy(hash: hash, bytes: Array(data)).restored(at: site)
        } catch {
            throw PolicyProblem(
                code: "kept.altered",
                message: "what was kept of the policies \(hash.prefix(12)) can't be loaded: "
                    + error.message, file: file,
                suggestion: "put a bundle, or repair the source of policies")
        }
    }

    private static func gone(_ hash: String, _ place: String) -> PolicyProblem {
        PolicyProblem(
            code: "kept.missing", message: "the policies \(hash.prefix(12)) are not kept here",
            file: place, suggestion: "the status of the site lists the versions that are")
    }

    // MARK: Files

    private mutating func write(_ kept: KeptPolicy, _ site: String) throws(PolicyProblem) {
        guard let file = file(site, kept.hash) else {
            packed["\(site) \(kept.hash)"] = kept
            return
        }
        try makeFolder(of: site)
        try WholeFile.write(kept.bytes, to: file, rights: 0o600)
    }

    private func makeFolder(of site: String) throws(PolicyProblem) {
        guard let folder else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(site)", withIntermediateDirectories: true)
        } catch {
            throw PolicyProblem(
                code: "file.write", message: "the folder can't be made", file: "\(folder)/\(site)")
        }
    }

    private mutating func forget(_ hash: String, _ site: String) {
        packed["\(site) \(hash)"] = nil
        if let file = file(site, hash) { try? FileManager.default.removeItem(atPath: file) }
    }

    private func save(_ site: String) throws(PolicyProblem) {
        guard let folder, let state = sites[site] else { return }
        try makeFolder(of: site)
        try WholeFile.write(
            state.json.prettyBytes(), to: "\(folder)/\(site)/state.json", rights: 0o600)
    }
}

extension KeptVersions.Site {
    var json: JSONValue {
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.text) ?? .null }
        return .object([
            "format": .integer(1), "active": text(active), "held": text(held),
            "versions": .list(
                versions.map { version in
                    .object([
                        "hash": .text(version.hash), "bundle": text(version.bundle),
                        "activated": .text(version.activated.stamp),
                        "faulty": .bool(version.isFaulty),
                    ])
                }),
        ])
    }

    /// Reads `state.json`; nil if it is not what ``json`` writes.
    init?(_ data: Data) {
        guard let json = try? JSONValue(parsing: Array(data)), json["format"] == .integer(1),
            case .list(let items)? = json["versions"]
        else { return nil }
        active = json.text("active")
        held = json.text("held")
        for item in items {
            guard let hash = item.text("hash"),
                hash.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
                let activated = item.text("activated").flatMap(Date.init(stamp:))
            else { return nil }
            versions.append(
                KeptVersion(
                    hash: hash, bundle: item.text("bundle"), activated: activated,
                    isFaulty: item["faulty"] == .bool(true)))
        }
    }
}

extension JSONValue {
    /// The text of a member; nil if it is none.
    func text(_ name: String) -> String? {
        guard case .text(let text)? = self[name] else { return nil }
        return text
    }
}
