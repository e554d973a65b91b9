import CaseModel
import Testing

@testable import CaseStore

/// What the sampler makes, as sites would have it: the same identifiers at every site.
@Suite struct SampleTests {
    @Test func aSampledCaseloadOfSixSitesComesBackFromLinesAndTables() throws {
        let scratch = try Scratch()
        let sampler = Sampler(seed: 7)
        var files: [CaseFile] = []
        for index in 0..<20 {
            let sites = SiteID.demonstration.sorted { $0.word < $1.word }
            for site in sites {
                files.append(sampler.caseFile(index: index, site: site, asOf: importDay))
            }
        }
        try scratch.write(files.flatMap { $0.canonicalBytes() + [0x0A] }, "in.ndjson")
        let store = try scratch.store()
        let report = try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        #expect(report.added == 120)
        for site in SiteID.demonstration { #expect(try store.count(site: site) == 20) }
        try store.exportNDJSON(to: scratch.path("out.ndjson"))
        #expect(try scratch.bytes("out.ndjson") == scratch.bytes("in.ndjson"))

        try store.exportCSV(to: scratch.path("tables"))
        let other = try CaseStore(path: scratch.path("other.sqlite"))
        try other.importCSV(from: scratch.path("tables"), .strict)
        try other.exportNDJSON(to: scratch.path("again.ndjson"))
        #expect(try scratch.bytes("again.ndjson") == scratch.bytes("in.ndjson"))
    }
}
