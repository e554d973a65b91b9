import CaseModel
import CaseStore
import Foundation
import Testing

@testable import Casework

@Suite("accord log and the records of a service")
struct ServiceLogCommandTests {
    let caseload: Caseload
    let key: CaseFileKey

    /// A store with a file that was created, worked on and deleted.
    init() throws {
        caseload = try Caseload(files: [])
        let file = samples(3..<4)[0]
        key = CaseFileKey(site: .ohStark, fileID: file.fileID)
        let desk = EventDeskTests.desk(caseload)
        let stamp = LogStamp(actor: "m.rivera", call: "call-9", on: day("2019-03-04"))
        _ = try desk.cases.create(file.canonicalBytes(), by: stamp)
        try desk.cases.assign([key], to: "j.doe", by: stamp)
        var contact = Contact()
        contact.contactID = "new-1"
        contact.on = day("2019-03-04")
        _ = try desk.record(.contact, body: contact.canonicalBytes(), on: key, by: stamp)
        _ = try desk.record(
            .worklistStep, body: Array(#"{"reason":"She called"}"#.utf8), on: key, by: stamp)
        try desk.cases.delete(key, expecting: desk.cases.version(of: key) ?? "", by: stamp)
    }

    private func accord(_ line: String) throws -> (status: Int32, out: String) {
        let child = try Child("\(line) --db", [caseload.path], in: caseload.scratch)
        let status = child.wait()
        return (status, child.output)
    }

    @Test func searchShowVerifyAndExportKnowThem() throws {
        let found = try accord("log search")
        let words = [
            "created, version 2", "assignment to j.doe", "contact new-1 added",
            "worklist step: She called", "deleted, version 4",
        ]
        for (line, word) in zip(found.out.split(separator: "\n").dropFirst(), words) {
            #expect(line.contains(word), "\(line)")
        }
        let kinds = try accord("log search --kind case_file")
        #expect(kinds.out.split(separator: "\n").count == 3, "\(kinds.out)")
        let shown = try accord("log show 3")
        for word in ["an event", "m.rivera", "call-9", "new-1", "contact_id"] {
            #expect(shown.out.contains(word), "\(shown.out)")
        }
        #expect(try accord("log verify").status == 0)
        let exported = try accord("log export -o /dev/stdout --quiet")
        #expect(exported.out.contains(#""kind":"event""#), "\(exported.out)")
    }
}
