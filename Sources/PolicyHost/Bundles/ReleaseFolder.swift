import CaseModel
import Foundation

/// A folder from which a host decides: bundles by hash, which of them is active, and the history.
///
///     active.json        what decides now at each site, replaced as a whole by one rename
///     history.ndjson     one line for every release and rollback, only ever added to
///     bundles/HASH.accord
///     lock               held while something is changed; says by whom
///
/// `active.json` also holds its own line of the history. If the machine stops between the two
/// writes, whoever opens the folder next to change something adds the line that is missing, so
/// that nothing is ever active that the history does not tell of.
public struct ReleaseFolder: Sendable {
    /// The folder.
    public let path: String
    /// What decides now, by site.
    public private(set) var active: [String: ReleaseEvent.Change]
    /// The history, oldest first.
    public private(set) var history: [ReleaseEvent]
    /// The bytes of `history.ndjson` that hold whole lines.
    private(set) var historyLength: Int
    /// Whether the last event is in `active.json` only.
    private(set) var lacksLastLine: Bool

    var activeFile: String { "\(path)/active.json" }
    var historyFile: String { "\(path)/history.ndjson" }
    var lockFile: String { "\(path)/lock" }

    /// The file of a bundle.
    public func file(of hash: String) -> String { "\(path)/bundles/\(hash).accord" }

    /// Whether a folder is one of these.
    public static func isOne(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/active.json")
    }

    /// Reads a folder; one that does not exist or is empty has nothing active.
    ///
    /// Needs no lock: what was changed between the reading of two files is read again.
    /// - Throws: ``PolicyProblem`` if the history was altered or contradicts `active.json`.
    public init(at path: String) throws(PolicyProblem) {
        var attempts = 3
        while true {
            do throws(PolicyProblem) {
                self = try ReleaseFolder(reading: path)
                return
            } catch {
                attempts -= 1
                guard attempts > 0, error.code == "release.altered" else { throw error }
            }
        }
    }

    private init(reading path: String) throws(PolicyProblem) {
        self.path = path
        (history, historyLength, active, lacksLastLine) = ([], 0, [:], false)
        let activeFile = activeFile
        func refuse(_ message: String) -> PolicyProblem {
            PolicyProblem(
                code: "release.altered", message: message, file: activeFile,
                suggestion: "restore the folder from a copy; nothing was changed")
        }
        var (events, length) = try Self.events(of: historyFile)
        historyLength = length
        guard let data = FileManager.default.contents(atPath: activeFile) else {
            if let last = events.last {
                throw refuse("it is missing, and the history has \(last.number) lines")
            }
            return
        }
        let json = try? JSONValue(parsing: Array(data))
        guard json?["format"]?.number ?? 1 == 1 else {
            throw PolicyProblem(
                code: "release.format", message: "this version reads format 1", file: activeFile,
                suggestion: "update Accord")
        }
        guard case .object(let entries)? = json?["sites"],
            let event = json?["event"].flatMap({ ReleaseEvent($0) })
        else { throw refuse("this is not what `accord release` writes") }
        if event.number == events.count + 1,
            event.after == (events.last.map { Self.digest($0) } ?? "")
        {
            events.append(event)
            lacksLastLine = true
        }
        guard event == events.last else {
            throw refuse("its event is not the last one of the history")
        }
        var state: [String: ReleaseEvent.Change] = [:]
        for event in events { state.merge(event.sites) { $1 } }
        guard entries.mapValues({ ReleaseEvent.Change($0) }) == state.mapValues({ Optional($0) })
        else { throw refuse("it names other bundles than the history") }
        history = events
        active = state
    }

    /// Reads the lines of a history and checks their chain; a last line without an end is what was
    /// left of a write that did not finish, and does not count.
    private static func events(of file: String) throws(PolicyProblem) -> ([ReleaseEvent], Int) {
        guard let data = FileManager.default.contents(atPath: file) else { return ([], 0) }
        let bytes = Array(data)
        let end = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        var events: [ReleaseEvent] = []
        for line in bytes[..<end].split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        )
        .dropLast() {
            guard let json = try? JSONValue(parsing: Array(line)), let event = ReleaseEvent(json),
                Array(event.line.utf8) == Array(line), event.number == events.count + 1,
                event.after == (events.last.map { digest($0) } ?? "")
            else {
                throw PolicyProblem(
                    code: "release.altered",
                    message: "this line, or the one before it, was altered",
                    file: file, line: events.count + 1,
                    suggestion: "restore the folder from a copy; nothing was changed")
            }
            events.append(event)
        }
        return (events, end)
    }

    static func digest(_ event: ReleaseEvent) -> String { Digest.sha256(Array(event.line.utf8)) }

    // MARK: Reading bundles

    /// A bundle of the folder, verified.
    ///
    /// - Parameters:
    ///   - hash: Its hash, or the beginning of it.
    ///   - trust: Whose signatures it needs.
    /// - Returns: The bundle.
    /// - Throws: ``PolicyProblem`` if there is none, or if it must not be loaded.
    public func bundle(_ hash: String, trust: BundleTrust) throws(PolicyProblem) -> PolicyBundle {
        let file = file(of: try wholeHash(hash))
        let bundle = try BundleReport(contentsOf: file, trust: trust).bundle()
        guard file.hasSuffix("/\(bundle.hash).accord") else {
            throw PolicyProblem(
                code: "release.altered", message: "this file holds the bundle \(bundle.hash)",
                file: file, suggestion: "restore the folder from a copy; nothing was changed")
        }
        return bundle
    }

    /// The whole hash of a bundle that was active here once.
    func wholeHash(_ start: String) throws(PolicyProblem) -> String {
        let known = Set(history.flatMap { $0.sites.values.map(\.bundle) })
        let found = known.filter { $0.hasPrefix(start) }.sorted()
        guard start.utf8.count >= 6, let one = found.first, found.count == 1 else {
            throw PolicyProblem(
                code: "release.no-bundle",
                message: found.count > 1
                    ? "\(found.count) bundles begin with `\(start)`"
                    : "no bundle that was released here begins with `\(start)`",
                file: path,
                suggestion: "accord releases \(path) lists them; write at least 6 digits")
        }
        return one
    }

    /// The policies that decide now, one tree for each bundle, limited to the sites it is active at.
    ///
    /// - Parameters:
    ///   - sites: The sites wanted; all if nil.
    ///   - trust: Whose signatures the bundles need.
    /// - Returns: Trees with the sites that each decides for.
    /// - Throws: ``PolicyProblem`` if a bundle must not be loaded.
    public func trees(of sites: [String]? = nil, trust: BundleTrust) throws(PolicyProblem)
        -> [(tree: PolicyTree, sites: [String])]
    {
        var sitesOf: [String: [String]] = [:]
        for (site, change) in active where sites?.contains(site) ?? true {
            sitesOf[change.bundle, default: []].append(site)
        }
        var trees: [(tree: PolicyTree, sites: [String])] = []
        for (hash, sites) in sitesOf.sorted(by: { $0.key < $1.key }) {
            let bundle = try bundle(hash, trust: trust)
            trees.append((bundle.tree.keeping(sites: sites), sites.sorted()))
        }
        return trees
    }

    /// The one tree that decides at all sites.
    ///
    /// - Throws: ``PolicyProblem`` if the sites have different bundles.
    func tree(trust: BundleTrust) throws(PolicyProblem) -> PolicyTree {
        let trees = try trees(trust: trust)
        if trees.count == 1 { return trees[0].tree }
        let list = active.sorted { $0.key < $1.key }.map { "\n  \($0): \(file(of: $1.bundle))" }
        throw PolicyProblem(
            code: "release.several",
            message: "the sites of this folder have different bundles, and this command reads one",
            file: path, suggestion: "name one with --root:" + list.joined())
    }
}

extension PolicyTree {
    /// The tree without the configs and policies of other sites.
    package func keeping(sites: [String]) -> PolicyTree {
        PolicyTree(
            files: files.filter { path, _ in
                for folder in ["site-configs/", "policies/sites/"] where path.hasPrefix(folder) {
                    return sites.contains { path.hasPrefix("\(folder)\($0)/") }
                }
                return true
            })
    }
}

extension PolicyHost {
    /// Loads the sites of a release folder, each from the bundle that is active there.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - sites: The sites wanted; all if nil.
    ///   - programs: Programs to switch on or off, whatever the configs say.
    ///   - trust: Whose signatures the bundles need.
    /// - Throws: ``PolicyProblem`` if a bundle must not be loaded.
    public convenience init(
        folder: ReleaseFolder, sites: [String]? = nil, programs: [String: Bool] = [:],
        trust: BundleTrust
    ) throws(PolicyProblem) {
        self.init(
            parts: try folder.trees(of: sites, trust: trust).map {
                PolicyHost(tree: $0.tree, sites: $0.sites, programs: programs)
            })
    }
}
