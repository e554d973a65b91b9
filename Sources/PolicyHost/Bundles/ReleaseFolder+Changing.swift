import CaseModel
import Foundation
import Glibc

/// Who changes what is active, when and why.
public struct ReleaseOrder: Sendable {
    /// Who.
    public var who: String
    /// Why.
    public var why: String
    /// When.
    public var at: ReleaseMoment
    /// The sites to change; nil for all of the bundle.
    public var sites: [String]?
    /// Whether a bundle may be released that was made to change another one than is active.
    public var ignoresBase: Bool
    /// Whether everything is done but the change.
    public var isTrial: Bool

    /// Creates an order.
    public init(
        who: String, why: String, at: ReleaseMoment, sites: [String]? = nil,
        ignoresBase: Bool = false, isTrial: Bool = false
    ) {
        self.who = who
        self.why = why
        self.at = at
        self.sites = sites
        self.ignoresBase = ignoresBase
        self.isTrial = isTrial
    }
}

extension ReleaseFolder {
    /// Makes a bundle active.
    ///
    /// The bundle is verified, then `gate` may refuse it; only then is anything written. The switch
    /// is one rename for all sites. The keys must be valid on the day of the release as well as on
    /// the bundle's own, so that a key that has ended can't bring in a bundle with an old date.
    /// - Parameters:
    ///   - file: The bundle's file.
    ///   - path: The folder; made if there is none.
    ///   - order: Who, why, when and where.
    ///   - trust: Whose signatures the bundle needs.
    ///   - gate: Checks the policies and runs the tests carried; throws if they must not decide.
    /// - Returns: What was recorded; nil if the bundle was active already.
    /// - Throws: ``PolicyProblem`` if it was refused, with nothing changed; `release.locked` if
    ///   somebody else is changing the folder.
    public static func release(
        _ file: String, to path: String, order: ReleaseOrder, trust: BundleTrust,
        gate: (PolicyBundle) throws(PolicyProblem) -> Void
    ) throws(PolicyProblem) -> ReleaseEvent? {
        try check(order)
        // Refuse before a folder is made for it.
        _ = try BundleReport(contentsOf: file, trust: trust).bundle()
        if !order.isTrial { try makeFolders(path) }
        return try ReleaseLock.holding(path, order) { () throws(PolicyProblem) in
            let folder = try ReleaseFolder(at: path)
            let bytes = try BundleReport.contents(of: file)
            var bundle = try BundleReport(bytes: bytes, file: file, trust: trust).bundle()
            let isKnown = folder.history.contains { event in
                event.sites.values.contains { $0.bundle == bundle.hash }
            }
            if !isKnown {
                bundle = try BundleReport(
                    bytes: bytes, file: file, trust: trust, releasedOn: order.at.day
                ).bundle()
            }
            let changes = try folder.changes(to: bundle, file: file, order: order)
            try gate(bundle)
            if !order.isTrial { try folder.store(bundle, trust: trust) }
            guard !changes.isEmpty else { return nil }
            return try folder.record(.release, changes, order)
        }
    }

    /// Makes a bundle active again that was active before.
    ///
    /// - Parameters:
    ///   - hash: The bundle's hash or the beginning of it; nil for what was active before the last
    ///     change, site by site.
    ///   - path: The folder.
    ///   - order: Who, why, when and where.
    ///   - trust: Whose signatures the bundles need.
    /// - Returns: What was recorded; nil if it was active already.
    /// - Throws: ``PolicyProblem`` if a bundle is not there or must not be loaded, with nothing
    ///   changed.
    public static func rollBack(
        to hash: String?, in path: String, order: ReleaseOrder, trust: BundleTrust
    ) throws(PolicyProblem) -> ReleaseEvent? {
        try check(order)
        guard isOne(path) else {
            throw PolicyProblem(
                code: "release.no-folder", message: "nothing was ever released here", file: path,
                suggestion: "accord release FILE --to \(path)")
        }
        return try ReleaseLock.holding(path, order) { () throws(PolicyProblem) in
            let folder = try ReleaseFolder(at: path)
            let targets = try folder.targets(hash, order)
            var changes: [String: ReleaseEvent.Change] = [:]
            for (hash, sites) in targets.sorted(by: { $0.key < $1.key }) {
                let bundle = try folder.bundle(hash, trust: trust)
                var order = order
                (order.sites, order.ignoresBase) = (sites, true)
                let file = folder.file(of: hash)
                changes.merge(try folder.changes(to: bundle, file: file, order: order)) { $1 }
            }
            guard !changes.isEmpty else { return nil }
            return try folder.record(.rollback, changes, order)
        }
    }

    private static func check(_ order: ReleaseOrder) throws(PolicyProblem) {
        for (key, code, text) in [
            ("who", "release.who", order.who), ("why", "release.why", order.why),
        ]
        where !text.contains(where: \.isLetter) || text.contains(where: \.isNewline) {
            throw PolicyProblem(
                code: code, message: "--\(key) must be one line of words",
                file: "the history", suggestion: "others read it in the history")
        }
    }

    private static func makeFolders(_ path: String) throws(PolicyProblem) {
        do {
            try FileManager.default.createDirectory(
                atPath: "\(path)/bundles", withIntermediateDirectories: true)
        } catch {
            throw PolicyProblem(
                code: "file.write", message: "the folder can't be made", file: path)
        }
    }

    /// The bundle to go back to and its sites.
    private func targets(_ hash: String?, _ order: ReleaseOrder) throws(PolicyProblem)
        -> [String: [String]]
    {
        if let hash {
            let hash = try wholeHash(hash)
            // Where it was active once; elsewhere going back to it would be a release.
            let sites = Set(
                history.flatMap { $0.sites.filter { $0.value.bundle == hash }.keys })
            for site in order.sites ?? [] where !sites.contains(site) {
                throw PolicyProblem(
                    code: "release.no-bundle",
                    message: "this bundle was never active at \(site)", file: file(of: hash),
                    suggestion: "it was at \(sites.sorted().joined(separator: ", "))")
            }
            return [hash: order.sites ?? sites.sorted()]
        }
        let changed = order.sites ?? (history.last?.sites.keys.sorted() ?? [])
        var targets: [String: [String]] = [:]
        for site in changed {
            guard let previous = active[site]?.previous else {
                throw PolicyProblem(
                    code: "release.no-previous",
                    message: "no bundle was active at \(site) before", file: path,
                    suggestion: "name a bundle with --to HASH, or other sites with --site")
            }
            targets[previous, default: []].append(site)
        }
        return targets
    }

    /// What a bundle changes; empty where it is active already.
    private func changes(to bundle: PolicyBundle, file: String, order: ReleaseOrder)
        throws(PolicyProblem) -> [String: ReleaseEvent.Change]
    {
        func refuse(_ code: String, _ message: String, _ suggestion: String) -> PolicyProblem {
            PolicyProblem(
                code: code, message: message, file: file, suggestion: suggestion)
        }
        let manifest = bundle.manifest
        guard !manifest.isDraft else {
            throw refuse("release.draft", "the bundle is a draft", "build it without --draft")
        }
        var changes: [String: ReleaseEvent.Change] = [:]
        for site in order.sites ?? manifest.sites.map(\.id) {
            guard let entry = manifest.sites.first(where: { $0.id == site }) else {
                throw refuse(
                    "release.site", "the bundle does not decide for \(site)",
                    "it does for \(manifest.sites.map(\.id).joined(separator: ", "))")
            }
            let current = active[site]?.bundle
            if current == bundle.hash { continue }
            if let base = manifest.base, let current, base != current, !order.ignoresBase {
                throw refuse(
                    "release.base",
                    "the bundle was made to change \(base.prefix(12)), and \(current.prefix(12)) is "
                        + "active at \(site): releasing it would undo what came between",
                    "build it again with --base \(self.file(of: current)), or pass --ignore-base")
            }
            changes[site] = ReleaseEvent.Change(
                bundle: bundle.hash, policyHash: entry.policyHash, previous: current,
                effective: manifest.effective)
        }
        return changes
    }

    /// Keeps the bundle's file, with the signatures of both if it is here already.
    private func store(_ bundle: PolicyBundle, trust: BundleTrust) throws(PolicyProblem) {
        let file = file(of: bundle.hash)
        var bundle = bundle
        if let old = try? BundleReport(contentsOf: file, trust: trust).bundle() {
            bundle = bundle.adding(old.rawSignatures)
            if bundle.bytes == old.bytes { return }
        }
        try WholeFile.write(bundle.bytes, to: file)
    }

    /// Switches, then adds the line to the history.
    private func record(
        _ action: ReleaseEvent.Action, _ changes: [String: ReleaseEvent.Change],
        _ order: ReleaseOrder
    ) throws(PolicyProblem) -> ReleaseEvent {
        let event = ReleaseEvent(
            number: history.count + 1, at: order.at, action: action, who: order.who,
            why: order.why, sites: changes, after: history.last.map(Self.digest) ?? "")
        guard !order.isTrial else { return event }
        var length = historyLength
        if lacksLastLine, let last = history.last {
            let line = Array((last.line + "\n").utf8)
            try WholeFile.append(line, to: historyFile, after: length)
            length += line.count
        }
        let state = active.merging(changes) { $1 }
        let json = JSONValue.object([
            "format": .integer(1), "sites": .object(state.mapValues(\.json)), "event": event.json,
        ])
        try WholeFile.write(json.prettyBytes(), to: activeFile)
        do {
            try WholeFile.append(Array((event.line + "\n").utf8), to: historyFile, after: length)
        } catch {
            var problem = error
            problem.suggestion = "the bundle is active; the next change adds this line"
            throw problem
        }
        return event
    }
}

/// The right to change a release folder, which one process has at a time.
///
/// The lock ends with the process, however it ends.
enum ReleaseLock {
    static func holding<Result>(
        _ path: String, _ order: ReleaseOrder, _ body: () throws(PolicyProblem) -> Result
    ) throws(PolicyProblem) -> Result {
        guard !order.isTrial else { return try body() }
        let name = "\(path)/lock"
        let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            throw PolicyProblem(
                code: "file.write",
                message: "the lock can't be made: \(String(cString: strerror(errno)))", file: name)
        }
        defer { close(file) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let holder =
                FileManager.default.contents(atPath: name)
                .map { String(decoding: $0.prefix(200), as: UTF8.self) } ?? ""
            throw PolicyProblem(
                code: "release.locked",
                message: "the folder is being changed by "
                    + (holder.isEmpty ? "somebody else" : holder.filter { !$0.isNewline }),
                file: path, suggestion: "try again when they are done")
        }
        let note = Array("\(order.who) (process \(getpid()))\n".utf8)
        _ = ftruncate(file, 0)
        _ = note.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        return try body()
    }
}
