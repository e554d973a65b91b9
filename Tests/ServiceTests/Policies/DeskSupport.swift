import AccordService
import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench
import Synchronization
import Testing

/// Two made-up sites in Ohio whose parents without a job keep the license for some days.
enum TwoSites {
    static let stark = "oh-stark"
    static let franklin = "oh-franklin"
    static let siteLua = "policies/sites/oh-stark/enforcement.lua"
    static let siteTest = "policies/sites/oh-stark/tests/enforcement.yaml"
    static let numbers = "site-configs/oh-stark/parameters.yaml"
    static let federal = "policies/federal/enforcement.lua"
    /// Asks Stark, as tests of shared layers do if they don't say whom.
    static let federalTest = "policies/federal/tests/enforcement.yaml"

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func fixture(_ name: String) -> String {
        let path = root.appendingPathComponent("policies/fixtures/\(name).yaml").path
        return String(
            decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    private static let base: PolicyTree = {
        var tree = ExampleTree.tree
        tree.files["policies/fixtures/base.yaml"] = fixture("base")
        tree.files["policies/fixtures/lost-job.yaml"] = fixture("lost-job")
        tree.files[siteLua] = tree.files[siteLua]?.replacing(
            "case.arrears.total < site.license.most_debt",
            with: "case.arrears.total > site.license.most_debt")
        tree.files[siteTest] = """
            tests:
              - name: A parent who lost a job keeps the license
                as_of: 2019-03-01
                base: lost-job
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: hold, rule: hold-after-job-loss }
                because: Design value

            """
        for (path, text) in tree.files where path.contains("/\(stark)/") {
            tree.files[path.replacing(stark, with: franklin)] = text.replacing(
                "id: \(stark)", with: "id: \(franklin)")
        }
        tree.files[federalTest] = """
            tests:
              - name: A debt below the limit opens no suspension
                as_of: 2019-03-01
                base: lost-job
                with:
                  "cases.0.ledger":
                    - { entry_id: l-1, kind: balance_forward, amount: 50000, effective_on: 2018-01-01, posted_on: 2018-01-01, owed_to: family }
                ask: { point: D11, remedy: driver_license_suspension }
                expect: { outcome: not_available }
                because: A made-up law

            """
        return tree
    }()

    /// The tree; the number is how many days Stark holds a remedy.
    static func tree(days: Int = 45) -> PolicyTree {
        var tree = base
        tree.files[numbers] = tree.files[numbers]?.replacing("45 days", with: "\(days) days")
        return tree
    }

    /// The tree with one text replaced by another in a file.
    static func tree(_ path: String, _ before: String, _ after: String) -> PolicyTree {
        var tree = tree()
        guard let text = tree.files[path], text.contains(before) else {
            preconditionFailure("\(path) does not hold \(before)")
        }
        tree.files[path] = text.replacing(before, with: after)
        return tree
    }

    /// A tree whose license rule stops with an error on every case.
    static let failing = tree(
        siteLua, "return parent.lost_job(case) and",
        "if case.status ~= \"closed\" then error(\"no\") end return parent.lost_job(case) and")

    static let day = Day(iso: "2019-03-01") ?? Day(epochDay: 0)

    static func file(_ index: Int = 1, site: SiteID = .ohStark) -> CaseFile {
        Sampler(seed: 3).caseFile(index: index, site: site, asOf: day)
    }

    /// The hash that a site of a tree has.
    static func hash(_ tree: PolicyTree, _ site: String = stark) -> String? {
        PolicyHost(tree: tree, sites: [site]).sites[site]?.hash
    }

    /// The bundle of a tree.
    static func bundle(_ tree: PolicyTree, base: String? = nil, isDraft: Bool = false) throws
        -> PolicyBundle
    {
        try PolicyBundle.make(
            tree: tree, host: PolicyHost(tree: tree),
            order: BundleOrder(
                who: "A. Director", why: "a test", effective: day, created: day, base: base,
                tests: 3, isDraft: isDraft))
    }

    /// The bytes of the file of a bundle.
    static func bytes(_ bundle: PolicyBundle) throws -> [UInt8] {
        let place = try Place()
        try bundle.write(to: place.path("one.accord"))
        return try place.bytes("one.accord")
    }

    static func bytes(_ tree: PolicyTree) throws -> [UInt8] { try bytes(bundle(tree)) }
}

/// A folder that is gone with the last reference to it.
final class Place: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ text: String, _ name: String) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url.appendingPathComponent(name)))
    }

    func files(_ name: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path(name)))?.sorted() ?? []
    }

    /// Writes a tree into a folder below, and takes away what it does not have.
    func write(_ tree: PolicyTree, _ folder: String = "root") throws {
        for top in ["policies", "site-configs"] {
            let names = FileManager.default.enumerator(atPath: path("\(folder)/\(top)"))
            for case let name as String in names ?? FileManager.DirectoryEnumerator()
            where name.hasSuffix(".lua") || name.hasSuffix(".yaml") {
                if tree.files["\(top)/\(name)"] == nil {
                    try FileManager.default.removeItem(atPath: path("\(folder)/\(top)/\(name)"))
                }
            }
        }
        for (name, text) in tree.files { try write(text, "\(folder)/\(name)") }
    }
}

/// A desk over a folder of its own, with what it recorded.
final class Desk: Sendable {
    let place: Place
    let desk: PolicyDesk
    let recorded: Recorded

    /// Attempts that the desk handed over.
    final class Recorded: Sendable {
        private let attempts = Mutex<[ReloadAttempt]>([])
        func add(_ attempt: ReloadAttempt) { attempts.withLock { $0.append(attempt) } }
        var all: [ReloadAttempt] { attempts.withLock { $0 } }
    }

    /// Opens a desk; a place that was used before is like a restart.
    init(
        _ place: Place, _ source: PolicySource? = nil, sites: [String]? = nil,
        trust: BundleTrust = .none,
        _ change: (inout PolicyDeskOptions) -> Void = { _ in }
    ) {
        let recorded = Recorded()
        var options = PolicyDeskOptions(
            source: source ?? .folder(place.path("root")), sites: sites, trust: trust,
            stateFolder: place.path("state"), record: { recorded.add($0) })
        options.stillness = .milliseconds(5)
        change(&options)
        (self.place, self.recorded) = (place, recorded)
        desk = PolicyDesk(options)
    }

    /// A desk that has started with the tree of two sites, or another.
    static func started(
        _ tree: PolicyTree = TwoSites.tree(), _ change: (inout PolicyDeskOptions) -> Void = { _ in }
    ) async throws -> Desk {
        let place = try Place()
        try place.write(tree)
        let desk = Desk(place, nil, change)
        let attempt = await desk.desk.start()
        try #require(attempt.isSuccess, "\(attempt)")
        return desk
    }

    var stark: String? { try? desk.live(TwoSites.stark).hash }
    var franklin: String? { try? desk.live(TwoSites.franklin).hash }
    func status(_ site: String = TwoSites.stark) -> SiteStatus? {
        desk.status().first { $0.site == site }
    }

    /// Saves a tree in the folder and reloads because of it.
    func save(_ tree: PolicyTree) async throws -> ReloadAttempt {
        try place.write(tree)
        return await desk.reload(why: .fileChange, by: "a test")
    }
}

/// Waits until something holds.
func eventually(_ holds: () async -> Bool) async -> Bool {
    for _ in 0..<6000 {
        if await holds() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return false
}
