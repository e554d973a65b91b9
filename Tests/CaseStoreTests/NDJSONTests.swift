import CaseModel
import Foundation
import Testing

@testable import CaseStore

@Suite struct NDJSONTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func exportsTheBytesItImported() throws {
        let files = (10..<40).map { Drawing.file($0) }
        try scratch.write(Drawing.lines(files), "in.ndjson")
        let store = try scratch.store()
        let report = try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        #expect(report.read == 30)
        #expect(report.added == 30)
        #expect(try store.count() == 30)
        #expect(try store.exportNDJSON(to: scratch.path("out.ndjson")) == 30)
        #expect(try scratch.bytes("out.ndjson") == scratch.bytes("in.ndjson"))
    }

    @Test func exportsInTheOrderOfIDsWhateverTheOrderOfImport() throws {
        let ids = ["b", "a", "=z", "A", "\u{e9}", "e\u{301}", "10", "9"]
        try scratch.write(Drawing.lines(ids.map { Drawing.file(1, id: $0) }), "in.ndjson")
        let store = try scratch.store()
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        var seen: [String] = []
        try store.forEachCaseFile { seen.append($0.key.fileID) }
        // By bytes; the two spellings of one letter are two identifiers.
        let expected = ids.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        #expect(seen.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func readsLooseSpellingAndStoresTheCanonicalOne() throws {
        let canonical = Drawing.file(3).canonicalBytes()
        let pretty = Drawing.file(3).prettyBytes().map { $0 == 0x0A ? 0x20 : $0 }
        try scratch.write([0x0A, 0x20, 0x0A] + pretty + [0x0D, 0x0A], "in.ndjson")
        let store = try scratch.store()
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        #expect(try store.caseFile(id: "file-3") == canonical)
    }

    @Test func refusesTheWholeFileForOneBadLineAndNamesIt() throws {
        let store = try scratch.store()
        try scratch.write(Drawing.lines([Drawing.file(1)]), "first.ndjson")
        try store.importNDJSON(from: scratch.path("first.ndjson"), .strict)

        var wrong = Drawing.file(3)
        wrong["observed_on"] = .text("2023-02-29")
        wrong["sites"] = .text("oh-stark")
        let lines = Drawing.lines([Drawing.file(1), Drawing.file(2), wrong, Drawing.file(4)])
        try scratch.write(lines + Array("{\n".utf8), "in.ndjson")
        let error = try #require(throws: CaseStoreError.self) {
            try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        }
        #expect(error.code == .refused)
        #expect(error.problems.map(\.line) == [3, 3, 5])
        #expect(error.problems.map(\.code) == [.impossibleDate, .unknownField, .syntax])
        #expect(error.problems[1].suggestion == "site")
        #expect(error.problems[0].description.hasPrefix("\(scratch.path("in.ndjson")):3:"))
        #expect(try store.count() == 1)
        #expect(try store.files(ofCase: "=case_id,\"0\"\n").map(\.fileID) == ["file-1"])
    }

    @Test func letsGoodLinesInAndWritesBadOnesDownWhenAskedTo() throws {
        let bad = "{\"file_id\":\"x\"}"
        let good = String(decoding: Drawing.lines([Drawing.file(1)]), as: UTF8.self)
        try scratch.write(good + bad + "\n\u{0}\n", "in.ndjson")
        let store = try scratch.store()
        let options = ImportOptions(
            receivedOn: importDay, rejectFile: scratch.path("bad.ndjson"), mostProblems: 3)
        let report = try store.importNDJSON(from: scratch.path("in.ndjson"), options)
        #expect(report.read == 3)
        #expect(report.added == 1)
        #expect(report.rejected == 2)
        #expect(report.problems.count == 3)
        #expect(report.problemCount > 3)
        #expect(report.rejectFile == scratch.path("bad.ndjson"))
        #expect(try store.count() == 1)

        let lines = try scratch.text("bad.ndjson").split(separator: "\n")
        #expect(lines.count == 2)
        let first = try JSONValue(parsing: String(lines[0]))
        #expect(first["line"] == .integer(2))
        #expect(first["text"] == .text(bad))
        guard case .list(let reasons) = first["problems"] else {
            Issue.record("the rejected line has no reasons")
            return
        }
        #expect(reasons.count > 3)
    }

    @Test func makesNoRejectFileWhenAllIsWellAndOverwritesNone() throws {
        try scratch.write(Drawing.lines([Drawing.file(1)]), "in.ndjson")
        let store = try scratch.store()
        let options = ImportOptions(receivedOn: importDay, rejectFile: scratch.path("bad.ndjson"))
        let report = try store.importNDJSON(from: scratch.path("in.ndjson"), options)
        #expect(report.rejectFile == nil)
        #expect(!scratch.exists("bad.ndjson"))

        try scratch.write("precious", "bad.ndjson")
        let error = try #require(throws: CaseStoreError.self) {
            try store.importNDJSON(from: scratch.path("in.ndjson"), options)
        }
        #expect(error.code == .outputExists)
        #expect(try scratch.text("bad.ndjson") == "precious")
    }

    @Test func refusesTwoLinesWithOneID() throws {
        let files = [Drawing.file(1), Drawing.file(2), Drawing.file(3, id: "file-1")].map { file in
            var file = file
            file["site"] = .text("oh-stark")
            return file
        }
        try scratch.write(Drawing.lines(files), "in.ndjson")
        let store = try scratch.store()
        let error = try #require(throws: CaseStoreError.self) {
            try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        }
        #expect(error.problems.map(\.code) == [.duplicateFile])
        #expect(error.problems.first?.line == 3)
        #expect(error.problems.first?.message.contains("line 1") == true)
        #expect(try store.count() == 0)
    }

    @Test func replacesAFileThatIsThereAndItsCases() throws {
        let store = try scratch.store()
        var file = Drawing.file(1)
        file["site"] = .text("oh-stark")
        file["cases"]?[0]?["case_id"] = .text("old-case")
        let key = CaseFileKey(site: .ohStark, fileID: "file-1")
        for list in ["contacts", "conferences", "enrollments"] { file[list] = nil }
        try scratch.write(Drawing.lines([file]), "in.ndjson")
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        #expect(try store.files(ofCase: "old-case") == [key])

        file["cases"]?[0]?["case_id"] = .text("new-case")
        try scratch.write(Drawing.lines([file]), "again.ndjson")
        let report = try store.importNDJSON(from: scratch.path("again.ndjson"), .strict)
        #expect(report.added == 0)
        #expect(report.updated == 1)
        #expect(try store.caseFile(id: "file-1") == file.canonicalBytes())
        #expect(try store.files(ofCase: "old-case").isEmpty)
        #expect(try store.files(ofCase: "new-case") == [key])
    }

    @Test func keepsTheFilesOfTwoSitesApart() throws {
        let store = try scratch.store()
        let files = ["oh-franklin", "oh-stark"].map { site in
            var file = Drawing.file(1)
            file["site"] = .text(site)
            return file
        }
        try scratch.write(Drawing.lines(files), "in.ndjson")
        #expect(try store.importNDJSON(from: scratch.path("in.ndjson"), .strict).added == 2)
        #expect(try store.caseFile(id: "file-1", site: .ohFranklin) == files[0].canonicalBytes())
        #expect(try store.caseFile(id: "file-1", site: .ohStark) == files[1].canonicalBytes())
        #expect(try store.caseFile(id: "file-1", site: .miMuskegon) == nil)
        let error = try #require(throws: CaseStoreError.self) { try store.caseFile(id: "file-1") }
        #expect(error.code == .ambiguous)
        try store.exportNDJSON(to: scratch.path("out.ndjson"))
        #expect(try scratch.bytes("out.ndjson") == scratch.bytes("in.ndjson"))
        try store.exportCSV(to: scratch.path("tables"))
        let other = try CaseStore(path: scratch.path("other.sqlite"))
        #expect(try other.importCSV(from: scratch.path("tables"), .strict).added == 2)
        #expect(try other.caseFile(id: "file-1", site: .ohStark) == files[1].canonicalBytes())
    }

    @Test func leavesNothingBehindWhenItDiesInTheMiddle() throws {
        struct Killed: Error {}
        let store = try scratch.store()
        try scratch.write(Drawing.lines((1...3).map { Drawing.file($0) }), "in.ndjson")
        #expect(throws: Killed.self) {
            try store.writing { db in
                let writer = try CaseWriter(db, file: "in", format: "ndjson", .strict)
                let file = try CaseFileReader().read(Drawing.file(1).canonicalBytes())
                try writer.store(file, line: 1)
                throw Killed()
            }
        }
        #expect(try scratch.store().count() == 0)
        // The next import is not hindered by the one that died.
        #expect(try store.importNDJSON(from: scratch.path("in.ndjson"), .strict).added == 3)
    }

    @Test func goesThroughOneSiteInPieces() throws {
        let store = try scratch.store()
        let files = (0..<20).map { number in
            var file = Drawing.file(UInt64(number), id: "f\(100 + number)")
            file["site"] = .text(number % 2 == 0 ? "oh-stark" : "mi-muskegon")
            return file
        }
        try scratch.write(Drawing.lines(files), "in.ndjson")
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        var seen: [String] = []
        var last: CaseFileKey?
        repeat {
            let before = seen.count
            try store.forEachCaseFile(site: .ohStark, after: last, limit: 3) { file in
                let read = try CaseFileReader().read(file.bytes)
                #expect(read.fileID == file.key.fileID)
                seen.append(file.key.fileID)
                last = file.key
            }
            guard seen.count > before else { break }
        } while true
        #expect(seen == (0..<10).map { "f\(100 + 2 * $0)" })
        #expect(try store.count(site: .ohStark) == 10)
    }

    @Test func remembersEachImport() throws {
        let store = try scratch.store()
        try scratch.write(Drawing.lines([Drawing.file(1)]), "in.ndjson")
        var options = ImportOptions.strict
        options.sourceName = "first of March"
        try store.importNDJSON(from: scratch.path("in.ndjson"), options)
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        let imports = try store.imports()
        #expect(imports.map(\.source) == ["first of March", scratch.path("in.ndjson")])
        #expect(imports.map(\.added) == [1, 0])
        #expect(imports.map(\.updated) == [0, 0])
        #expect(imports.map(\.unchanged) == [0, 1])
        #expect(imports.map(\.receivedOn) == [importDay, importDay])
    }

    @Test func replacesAnOlderExportAndKeepsLinks() throws {
        let store = try scratch.store()
        try scratch.write(Drawing.lines([Drawing.file(1)]), "in.ndjson")
        try store.importNDJSON(from: scratch.path("in.ndjson"), .strict)
        try scratch.write("old", "out.ndjson")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"), withDestinationPath: "out.ndjson")
        try store.exportNDJSON(to: scratch.path("link"))
        #expect(try scratch.bytes("out.ndjson") == scratch.bytes("in.ndjson"))
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link"))
        #expect(link == "out.ndjson")
        #expect(!scratch.exists("out.ndjson.partial"))
    }

    @Test func writesToAStreamAndLeavesItInPlace() throws {
        let store = try scratch.store()
        try store.exportNDJSON(to: "/dev/null")
        let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/null")
        #expect(attributes[.type] as? FileAttributeType == .typeCharacterSpecial)
    }

    @Test func saysThatAnInputIsMissing() throws {
        let store = try scratch.store()
        for path in [scratch.path("none.ndjson"), scratch.folder] {
            let error = try #require(throws: CaseStoreError.self) {
                try store.importNDJSON(from: path, .strict)
            }
            #expect(error.code == .inputMissing)
        }
    }
}
