import CaseModel
import CaseStore
import Casework
import Foundation
import PolicyHost
import Testing

/// A store with a caseload of Stark County in a folder of its own.
struct Caseload {
    let scratch: Scratch
    let store: CaseStore
    let site = SiteID.ohStark

    var path: String { store.path }

    /// A store with synthetic files.
    init(files: [CaseFile]) throws {
        scratch = try Scratch()
        store = try CaseStore(path: scratch.path("cases.sqlite"))
        try add(files)
    }

    /// A copy of a store that nobody has open.
    init(copyOf path: String) throws {
        scratch = try Scratch()
        try FileManager.default.copyItem(atPath: path, toPath: scratch.path("cases.sqlite"))
        store = try CaseStore(path: scratch.path("cases.sqlite"))
    }

    /// Stores that hold the same, secrets included.
    static func copies(_ count: Int, files: [CaseFile]) throws -> [Caseload] {
        let scratch = try Scratch()
        do {
            let store = try CaseStore(path: scratch.path("first.sqlite"))
            try add(files, to: store, scratch)
        }
        return try (0..<count).map { _ in try Caseload(copyOf: scratch.path("first.sqlite")) }
    }

    /// Imports files; those that are there already are replaced.
    func add(_ files: [CaseFile]) throws {
        try Self.add(files, to: store, scratch)
    }

    private static func add(_ files: [CaseFile], to store: CaseStore, _ scratch: Scratch) throws {
        var lines: [UInt8] = []
        for file in files { lines += file.canonicalBytes() + [0x0A] }
        let path = scratch.path("import.ndjson")
        try Data(lines).write(to: URL(fileURLWithPath: path))
        try store.importNDJSON(from: path, ImportOptions(receivedOn: day("2019-03-01")))
    }

    /// Sweeps and expects the site's run to be worked on.
    @discardableResult
    func sweep(
        _ asOf: String, edits: [Policies.Edit] = [],
        _ change: (inout SweepOptions) -> Void = { _ in },
        pause: @escaping @Sendable () -> Bool = { false }
    ) throws -> SiteSweep {
        let report = try report(asOf, edits: edits, change, pause: pause)
        guard case .swept(let swept) = try #require(report.sites.first).outcome else {
            Issue.record("not swept: \(report.sites)")
            throw CancellationError()
        }
        return swept
    }

    /// Sweeps and expects to be refused.
    func refusal(
        _ asOf: String, edits: [Policies.Edit] = [],
        _ change: (inout SweepOptions) -> Void = { _ in }
    ) throws -> SweepProblem {
        let report = try report(asOf, edits: edits, change, pause: { false })
        guard case .refused(let problem) = try #require(report.sites.first).outcome else {
            Issue.record("not refused: \(report.sites)")
            throw CancellationError()
        }
        return problem
    }

    private func report(
        _ asOf: String, edits: [Policies.Edit], _ change: (inout SweepOptions) -> Void,
        pause: @escaping @Sendable () -> Bool
    ) throws -> SweepReport {
        var options = SweepOptions(asOf: day(asOf))
        options.chunkFiles = 7
        options.errorBound = 100
        change(&options)
        let (tree, host) = Policies.edited(edits)
        return try Sweep(store: store, host: host, tree: tree, options: options)
            .run(sites: [site], isPauseWanted: pause)
    }
}

/// Synthetic files of Stark County.
func samples(_ range: Range<Int>, seed: UInt64 = 1, on date: String = "2019-03-01") -> [CaseFile] {
    range.map { Sampler(seed: seed).caseFile(index: $0, site: .ohStark, asOf: day(date)) }
}
