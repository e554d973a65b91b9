import CaseModel
import CaseStore
import Casework
import Foundation
import PolicyHost
import Testing

/// A store of a few case files that was swept once and has changed since.
struct SmallStore {
    static let firstDay = "2019-03-01"
    static let day = "2019-03-20"

    let scratch: Scratch
    let policies: SmallPolicies
    /// The policies as they were when the store was made.
    private let loaded: (tree: PolicyTree, host: PolicyHost)
    let sites: [SiteID]
    var path: String { scratch.path("cases.sqlite") }

    /// Makes the store.
    init(sites: [SiteID] = [.ohStark], files: Int = 3) throws {
        scratch = try Scratch()
        policies = try SmallPolicies(sites: sites)
        loaded = try policies.loaded(sites: sites)
        self.sites = sites
        for site in sites {
            try add((0..<files).map { Self.sample($0, seed: 1, site, on: Self.firstDay) })
        }
        try sweep(on: Self.firstDay)
        for site in sites {
            try add((1..<files).map { Self.sample($0, seed: 2, site, on: Self.day) })
        }
    }

    /// A copy in a folder of its own, with the same policies.
    init(copyOf other: SmallStore) throws {
        scratch = try Scratch()
        policies = other.policies
        loaded = other.loaded
        sites = other.sites
        try FileManager.default.copyItem(atPath: other.path, toPath: path)
    }

    static func sample(_ index: Int, seed: UInt64, _ site: SiteID, on date: String) -> CaseFile {
        Sampler(seed: seed).caseFile(
            index: index, site: site, asOf: Day(iso: date) ?? Day(epochDay: 0))
    }

    /// Imports files; those that are there already are replaced.
    func add(_ files: [CaseFile]) throws {
        var lines: [UInt8] = []
        for file in files { lines += file.canonicalBytes() + [0x0A] }
        let input = scratch.path("import.ndjson")
        try Data(lines).write(to: URL(fileURLWithPath: input))
        try CaseStore(path: path).importNDJSON(
            from: input, ImportOptions(receivedOn: Day(epochDay: 17_956)))
    }

    /// The words of a command line that sweeps the store.
    func line(on day: String = SmallStore.day, _ more: String...) -> [String] {
        ["sweep", "--db", path, "--as-of", day, "--chunk", "1", "--threads", "1"] + more
    }

    /// Sweeps by a process of its own.
    func accord(on day: String = SmallStore.day, fault: Fault? = nil) async throws -> Accord.End {
        try await Accord(line(on: day), root: policies.root, fault: fault.map { ($0, at: path) })
            .end()
    }

    /// Sweeps in this process.
    func sweep(on day: String = SmallStore.day) throws {
        var options = SweepOptions(asOf: Day(iso: day) ?? Day(epochDay: 0))
        options.chunkFiles = 1
        let report = try Sweep(
            store: CaseStore(path: path), host: loaded.host, tree: loaded.tree,
            options: options
        ).run(sites: sites)
        #expect(report.exitCode == 0, "\(report.sites)")
    }

    /// Does what a sweep that was cut off left to do.
    func finish() throws {
        let last = try CaseStore(path: path).lastActiveRun(site: .ohStark)
        if last?.asOf.description != Self.day { try sweep() }
    }
}
