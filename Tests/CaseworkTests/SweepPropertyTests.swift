import CaseModel
import Testing

@testable import CaseStore
@testable import Casework

/// Random histories of a caseload: files change, days go by, policies and numbers are edited.
private struct History {
    var random: SplitMix64
    var today = day("2019-03-01")
    var files: [CaseFile]
    var edits: [Policies.Edit] = []
    var steps: [String] = []

    init(seed: UInt64, files count: Int) {
        random = SplitMix64(seed: seed)
        files = samples(0..<count)
    }

    /// Lets something happen; the files that an import brings.
    mutating func step() -> [CaseFile] {
        switch random.below(8) {
        case 0, 1:
            today = today.adding(days: 1 + random.below(3))
            steps.append("\(today)")
        case 2:
            today = today.adding(days: 20 + random.below(60))
            steps.append("\(today)")
        case 3:
            let edit = Policies.Edit.successMonths(4 + random.below(2))
            edits.removeAll { $0.path == edit.path }
            if random.below(3) > 0 { edits.append(edit) }
            steps.append("numbers \(edits.count)")
        case 4:
            if edits.contains(.callEarlier) {
                edits.removeAll { $0 == .callEarlier }
            } else {
                edits.append(.callEarlier)
            }
            steps.append("policy \(edits.count)")
        default:
            return imported()
        }
        return []
    }

    /// Some files as another import has them: a payment more, a case less, another story.
    private mutating func imported() -> [CaseFile] {
        var brought: [CaseFile] = []
        for _ in 0...random.below(3) {
            let index = random.below(files.count)
            switch random.below(5) {
            case 0:
                files[index] = Sampler(seed: random.next()).caseFile(
                    index: index, site: .ohStark, asOf: today)
            case 1 where files[index].cases.count > 1:
                files[index].cases.removeLast()
            case 2:
                files.append(samples(files.count..<files.count + 1, on: "\(today)")[0])
                brought.append(files[files.count - 1])
                continue
            case 3:
                files[index].cases[0].recordErrorOpen.toggle()
            default:
                files[index].cases[0].ledger.append(payment(files[index]))
            }
            brought.append(files[index])
        }
        var unique: [String: CaseFile] = [:]
        for file in brought { unique[file.fileID] = file }
        brought = unique.values.sorted { $0.fileID < $1.fileID }
        steps.append("import \(brought.map(\.fileID))")
        return brought
    }

    private mutating func payment(_ file: CaseFile) -> LedgerEntry {
        var payment = LedgerEntry()
        payment.entryID = "T-\(file.cases[0].ledger.count)-\(random.below(1_000_000))"
        payment.kind = .payment
        payment.amount = Money(cents: Int64(100 + random.below(50_000)))
        payment.effectiveOn = today
        payment.postedOn = today
        payment.source = .voluntary
        return payment
    }
}

@Suite("A sweep of what changed leaves what a sweep of everything leaves")
struct SweepPropertyTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func incrementalEqualsFull(seed: UInt64) throws {
        var history = History(seed: seed, files: 24)
        let stores = try Caseload.copies(2, files: history.files)
        let (incremental, full) = (stores[0], stores[1])
        var decided = (incremental: 0, full: 0)
        for round in 0..<12 {
            let brought = round == 0 ? [] : history.step()
            if !brought.isEmpty {
                try incremental.add(brought)
                try full.add(brought)
            }
            let short = try incremental.sweep("\(history.today)", edits: history.edits)
            let long = try full.sweep("\(history.today)", edits: history.edits) { options in
                options.isFull = true
                options.chunkFiles = 5
                options.threads = 2
            }
            decided.incremental += short.run.counts.decided
            decided.full += long.run.counts.decided
            #expect(short.run.state == .active && long.run.state == .active)
            #expect(short.run.counts.changed == long.run.counts.changed)
            #expect(short.run.standingHash == long.run.standingHash)
            #expect(short.run.standingHash == (try incremental.standingSum()))
            let (one, other) = (try StoreDump(incremental.store), try StoreDump(full.store))
            let said: Comment = "seed \(seed), round \(round) of \(history.steps)"
            try #require(one.standing == other.standing, said)
            try #require(one.proposals == other.proposals, said)
            try #require(one.records == other.records, said)
        }
        #expect(decided.incremental < decided.full)
    }
}

extension Caseload {
    /// The hash over all that stands, from scratch.
    fileprivate func standingSum() throws -> String {
        var sum = StandingSum()
        try store.forEachStanding { sum.replace(nil, by: $0.row, fileID: $0.fileID) }
        return sum.bytes.hexadecimal
    }
}
