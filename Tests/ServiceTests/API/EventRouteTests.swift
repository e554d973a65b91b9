import CaseModel
import CaseStore
import Casework
import Foundation
import HTTPTypes
import Testing

@testable import AccordService

@Suite("Events over HTTP and the import beside them")
struct EventRouteTests {
    /// The system of record sends the file while the service runs.
    private static func send(
        _ file: CaseFile, to service: RunningService
    ) throws -> ImportReport {
        let path = NSTemporaryDirectory() + "accord-event-\(UUID().uuidString).ndjson"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(file.canonicalBytes() + [0x0A]).write(to: URL(fileURLWithPath: path))
        return try service.core.store.importNDJSON(
            from: path, ImportOptions(receivedOn: TwoSites.day))
    }

    @Test("A contact stays with its ETag until the system of record says otherwise")
    func staysWithItsETag() async throws {
        let file = TwoSites.file()
        let contact =
            #"{"contact_id":"C-1","on":"2019-02-28","with":"ncp","channel":"phone_call","direction":"outgoing","purpose":"check_in","outcome":"spoke","language":"en","automated":false}"#
        try await RunningService.serving(files: [file]) { service in
            let path = RunningService.path(of: file)
            func get(_ headers: [String: String] = [:]) async throws -> RunningService.Answer {
                try await service.send(
                    .get, path, as: .pjacWorker, subject: "worker-1", headers: headers)
            }
            let made = try await service.send(
                .post, path + "/contacts", as: .pjacWorker, subject: "worker-1", text: contact)
            #expect(made.status == 201)
            let tag = try #require(made.headers["etag"])
            let report = try Self.send(file, to: service)
            #expect(report.unchanged == 1 && report.events.kept == 1)
            #expect(try await get(["If-None-Match": tag]).status == 304)
            #expect(try await get().text.contains("\"C-1\""))

            // It is known now, and with another channel than was recorded.
            var knowing = file
            var known = Contact()
            known.contactID = "C-1"
            known.on = TwoSites.day
            known.channel = .text
            knowing.contacts.append(known)
            #expect(try Self.send(knowing, to: service).events.superseded == 1)
            let after = try await get(["If-None-Match": tag])
            #expect(after.status == 200 && after.headers["etag"] != tag)
        }
    }
}
