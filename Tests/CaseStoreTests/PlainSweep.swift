import CaseModel

@testable import CaseStore

/// A sweep with the simplest policy there is: its answer is a word and what the file's hash is.
///
/// It decides again by the rule that every sweep follows, so that the store is used as it will be.
struct PlainSweep {
    static let site = SiteID.ohStark
    static let areas = ["enforcement", "outreach"]
    static let firstDay = Day(iso: "2024-03-01") ?? Day(epochDay: 0)

    let store: CaseStore
    /// The policy; another word is another policy.
    var word = "first"
    var chunkSize = 2
    /// How many days an answer stands.
    var length = 30

    /// Sweeps everything that there is to be swept.
    @discardableResult
    func run(_ day: Day = firstDay, isFull: Bool = false) throws -> SweepRun {
        var run = try begin(day, isFull: isFull)
        while let next = try step(run) { run = next }
        return try store.activate(run)
    }

    func begin(_ day: Day = firstDay, isFull: Bool = false) throws -> SweepRun {
        let policy = StoredPolicy(hash: word, bytes: Array("packed \(word)".utf8))
        return try store.beginRun(
            site: PlainSweep.site, asOf: day, policy: policy, isFull: isFull, actor: "sweep")
    }

    /// Sweeps one chunk; nil at the end.
    func step(_ run: SweepRun) throws -> SweepRun? {
        let items = try store.readChunk(of: run, limit: chunkSize)
        guard !items.isEmpty else { return nil }
        return try store.commit(try chunk(items, run), of: run)
    }

    func chunk(_ items: [SweepItem], _ run: SweepRun) throws -> SweepChunk {
        let maker = try store.recordMaker(for: run)
        var chunk = SweepChunk()
        for item in items {
            var file = SweptFile(fileID: item.fileID, change: item.change)
            let cases = try PlainSweep.cases(item.body)
            for row in item.rows where !cases.contains(row.caseID) {
                file.entries.append(
                    SweptEntry(caseID: row.caseID, area: row.area, previous: row, finding: .gone))
            }
            for caseID in cases {
                for area in PlainSweep.areas {
                    let entry = self.entry(item, caseID, area, run, maker)
                    if case .made(let made) = entry.finding {
                        chunk.counts.decided += 1
                        if made.record != nil { chunk.counts.changed += 1 }
                    } else {
                        chunk.counts.spared += 1
                    }
                    file.entries.append(entry)
                }
            }
            chunk.counts.files += 1
            chunk.files.append(file)
        }
        return chunk
    }

    private func entry(
        _ item: SweepItem, _ caseID: String, _ area: String, _ run: SweepRun, _ maker: RecordMaker
    ) -> SweptEntry {
        let row = item.rows.first { $0.caseID == caseID && $0.area == area }
        var entry = SweptEntry(
            caseID: caseID, area: area, previous: row, finding: .spared(stands: .forever))
        if let row, !run.isFull, row.seq != nil, row.policyHash == word, row.stands >= run.asOf,
            !item.isChanged
        {
            entry.finding = .spared(stands: row.stands)
            return entry
        }
        let standing = Array("\(word) \(item.hash)".utf8)
        let isNew = row?.standing != standing
        let record = DecisionRecord(
            statement: JSONValue.object([
                "answers": .list([
                    .object([
                        "outcome": .text("hold"), "point": .text("D11"),
                        "rule": .object(["id": .text("rule.\(word)")]),
                    ])
                ])
            ]).canonicalBytes(),
            facts: Array(#"{"arrears.total":"$12"}"#.utf8))
        let proposal = Proposal(kind: .hold, point: "D11", remedy: "driver_license_suspension")
        entry.finding = .made(
            MadeDecision(
                record: isNew
                    ? maker.decision(record, fileID: item.fileID, caseID: caseID, area: area) : nil,
                standing: standing, reads: Array(item.hash.utf8),
                stands: run.asOf.adding(days: length), proposals: [proposal]))
        return entry
    }

    private static func cases(_ body: [UInt8]) throws -> [String] {
        guard case .list(let cases)? = try JSONValue(parsing: body)["cases"] else { return [] }
        return cases.compactMap { $0["case_id"]?.string }
    }
}

extension Scratch {
    /// Small case files of one site with one case each, named `f1` and so on.
    static func files(_ numbers: some Sequence<Int>, seed: UInt64 = 5) -> [JSONValue] {
        numbers.map { number in
            var file = Drawing.file(seed, id: "f\(number)")
            file["site"] = .text(PlainSweep.site.word)
            // These name a case.
            for list in ["contacts", "conferences", "enrollments"] { file[list] = nil }
            if case .list(let cases)? = file["cases"] {
                var first = cases[0]
                first["case_id"] = .text("c\(number)")
                file["cases"] = .list([first])
            }
            return file
        }
    }

    /// Imports case files into a store.
    @discardableResult
    func put(_ files: [JSONValue], into store: CaseStore) throws -> ImportReport {
        try write(Drawing.lines(files), "put.ndjson")
        return try store.importNDJSON(from: path("put.ndjson"), .strict)
    }

    /// A store with `count` files in it.
    func store(files count: Int) throws -> CaseStore {
        let store = try store()
        try put(Scratch.files(1...count), into: store)
        return store
    }
}
