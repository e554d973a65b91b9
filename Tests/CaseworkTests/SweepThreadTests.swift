import CaseModel
import CaseStore
import Casework
import Testing

@Suite("The number of threads changes nothing that is written")
struct SweepThreadTests {
    @Test func oneThreadAndMany() throws {
        let threads = [1, 2, 3, 8]
        let stores = try Caseload.copies(threads.count, files: samples(0..<50))
        var dumps: [StoreDump] = []
        for (store, count) in zip(stores, threads) {
            try store.sweep("2019-03-01") { $0.threads = count }
            try store.add(samples(10..<20, seed: 9, on: "2019-03-05"))
            try store.sweep("2019-03-05", edits: [.callEarlier]) { $0.threads = count }
            dumps.append(try StoreDump(store.store))
        }
        #expect(dumps[0].standing.count > 150)
        #expect(dumps[0].runs.map(\.chunks.count) == [8, 8])
        for (dump, count) in zip(dumps, threads).dropFirst() {
            #expect(dump == dumps[0], "\(count) threads")
        }
    }

    @Test func chunkSizeChangesNothingThatStands() throws {
        let stores = try Caseload.copies(2, files: samples(0..<25))
        for (store, size) in zip(stores, [3, 1000]) {
            try store.sweep("2019-03-01") { options in
                options.chunkFiles = size
                options.threads = 2
            }
        }
        let (small, large) = (try StoreDump(stores[0].store), try StoreDump(stores[1].store))
        #expect(small.chain == large.chain)
        #expect(small.standing == large.standing)
        #expect(small.standingHash == large.standingHash)
        #expect(small.runs[0].chunks.count == 9 && large.runs[0].chunks.count == 1)
    }

    @Test(arguments: [(0, 100), (1_600, 100), (1_601, 101), (10_000, 625), (1_000_000, 1_000)])
    func smallSitesHaveSmallChunks(files: Int, inChunk: Int) {
        var options = SweepOptions(asOf: Day(epochDay: 0))
        #expect(options.filesInChunk(of: files) == inChunk)
        options.chunkFiles = 7
        #expect(options.filesInChunk(of: files) == 7)
    }
}
