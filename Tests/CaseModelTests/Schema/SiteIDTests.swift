import Testing

@testable import CaseModel

@Suite("Sites are an open list of names")
struct SiteIDTests {
    @Test(arguments: ["oh-summit", "wa-king", "x", "pa-2"])
    func anyFolderNameIsASite(_ name: String) {
        #expect(SiteID(word: name)?.word == name)
    }

    @Test(arguments: ["", "OH-stark", "oh_stark", "-oh", "oh-", "7-oh", "oh stark", "öh-stark"])
    func nothingElseIs(_ name: String) {
        #expect(SiteID(word: name) == nil)
    }

    @Test func aFileOfASeventhSiteComesBackByteForByte() throws {
        let site = try #require(SiteID(word: "oh-summit"))
        let bytes = Sampler.showcase(site: site, asOf: day).canonicalBytes()
        let file = try CaseFileReader().read(bytes)
        #expect(file.site == site)
        #expect(file.canonicalBytes() == bytes)
    }

    @Test func aSeventhSiteHasParentsLikeItsNeighbors() throws {
        let site = try #require(SiteID(word: "va-norfolk"))
        let file = Sampler(seed: 1).caseFile(index: 0, site: site, asOf: day)
        #expect(file.cases[0].county == "Richmond" || file.cases[0].county == "Newport News")
        #expect(file != Sampler(seed: 1).caseFile(index: 1, site: site, asOf: day))
    }

    @Test func onlyDeclaredSitesAreTakenWhereTheyAreKnown() throws {
        let file = Sampler.showcase(site: .ohStark, asOf: day)
        let text = String(decoding: file.canonicalBytes(), as: UTF8.self)
            .split(separator: ",").joined(separator: ",\n")
        let reader = CaseFileReader(sites: ["oh-summit", "oh-stork"])
        let error = try #require(throws: CaseFileError.self) {
            try reader.read(text)
        }
        let problem = try #require(error.problems.first)
        #expect(error.problems.count == 1)
        #expect(problem.code == .unknownWord)
        #expect(problem.path == "site")
        #expect(problem.message == "expected a declared site, found `oh-stark`")
        #expect(problem.suggestion == "oh-stork")
        let position = try #require(problem.position)
        #expect(position.line > 1)
        #expect(text.utf8.dropFirst(position.offset).starts(with: "\"oh-stark\"".utf8))
        #expect(try CaseFileReader(sites: ["oh-stark"]).read(text) == file)
    }

    private let day = Day(epochDay: 17_956)
}
