import Foundation
import Testing

/// Facts of a case go through every door; no line of the log may hold one, at any level.
@Suite("Facts in log lines")
struct LogFactTests {
    private static let site = "/v1/sites/\(FuzzServer.site)"
    private static let json = ("Content-Type", "application/json")
    /// What stands in the planted file and nowhere else.
    private static let facts = [
        Planted.name, Planted.number, "SYN-QUILL-7781", "P-QUILL-7781", "987654329", "2008-02-29",
        "CT-QUILL-3302",
    ]

    /// The demonstration's case file with facts that can be found again.
    private func plantedFile(_ server: FuzzServer) async throws -> String {
        var text = String(decoding: try await server.caseFile(), as: UTF8.self)
        text = text.replacing("SYN-SHOWCASE", with: "SYN-QUILL-7781").replacing(
            "P-SHOWCASE", with: "P-QUILL-7781")
        text = text.replacing(#""amount":59000"#, with: #""amount":987654329"#)
        text = text.replacing(
            #/"birth_date":"2008-\d\d-\d\d"/#, with: #""birth_date":"2008-02-29""#)
        text = text.replacing(
            #/"name":"[^"]*"/#, with: #""name":"\#(Planted.name) \#(Planted.number)""#)
        for fact in Self.facts.dropLast() {
            try #require(text.contains(fact), "\(fact) is not in the file")
        }
        return text
    }

    @Test func noneIsWrittenByAnyEndpoint() async throws {
        let server = try await FuzzServer.shared.value
        let file = try await plantedFile(server)
        let wrapped = #"{"case_file":\#(file)}"#
        let stored = "\(Self.site)/case-files/SYN-QUILL-7781"
        var done: [String: Int] = [:]
        func ask(
            _ method: String, _ path: String, _ body: String? = nil,
            _ headers: [(String, String)] = [],
            role: String = "service"
        ) async throws {
            let type =
                path.hasSuffix("stream") ? ("Content-Type", "application/x-ndjson") : Self.json
            let answer = try await server.ask(
                method, path, (body == nil ? [] : [type]) + headers,
                body: body.map { Array($0.utf8) }, role: role)
            #expect(answer.status < 500, "\(method) \(path): \(answer.text.prefix(400))")
            if role == "service" { done["\(method) \(path)"] = answer.status }
        }
        try await ask("POST", "\(Self.site)/case-files", file)
        for path in ["decisions", "dry-runs", "explanations"] {
            try await ask("POST", "\(Self.site)/\(path)", wrapped)
            // The same with something wrong: an unknown field, a fact where a word belongs, no end.
            try await ask(
                "POST", "\(Self.site)/\(path)", #"{"case_file":\#(file),"area":"\#(Planted.name)"}"#
            )
            try await ask("POST", "\(Self.site)/\(path)", #"{"\#(Planted.number)":\#(file)}"#)
            try await ask("POST", "\(Self.site)/\(path)", String(wrapped.dropLast(200)))
        }
        try await ask(
            "POST", "\(Self.site)/decisions/stream", "\(file)\n{\"x\":\"\(Planted.name)\"}\n\(file)"
        )
        try await ask("GET", stored)
        try await ask("POST", "\(stored)/decisions", #"{"area":"enforcement"}"#)
        try await ask("GET", "\(stored)/explanation")
        try await ask("PUT", stored, file, [("If-Match", #""99""#)])
        try await ask("PUT", "\(Self.site)/case-files/SYN-SHOWCASE", file, [("If-Match", #""1""#)])
        let contact = """
            {"contact_id":"CT-QUILL-3302","on":"2019-02-28","with":"ncp","channel":"phone_call","direction":"outgoing",\
            "purpose":"check_in","outcome":"spoke","language":"en","automated":false}
            """
        try await ask("POST", "\(stored)/contacts", contact, [("Idempotency-Key", "quill-1")])
        try await ask("POST", "\(stored)/contacts", contact, [("Idempotency-Key", "quill-1")])
        try await ask("POST", "\(stored)/contacts", contact.replacing("spoke", with: Planted.name))
        try await ask("GET", "\(stored)/events")
        try await ask(
            "POST", "\(stored)/access", #"{"reason":"\#(Planted.name) is at the counter."}"#,
            role: "bau_worker")
        try await ask("GET", stored, role: "pjac_worker")
        try await ask("GET", "\(Self.site)/log?file=SYN-QUILL-7781")
        try await ask("GET", "/v1/sites/\(Planted.name)/case-files/\(Planted.number)")
        try await ask("GET", "\(Self.site)/worklist?as_of=2019-03-02", role: "supervisor")

        // The doors were open: facts went through, not only refusals.
        for path in [
            "POST \(Self.site)/case-files", "POST \(Self.site)/decisions/stream", "GET \(stored)",
            "POST \(stored)/decisions", "GET \(stored)/explanation",
        ] { #expect((200...201).contains(done[path] ?? 0), "\(path): \(done[path] ?? 0)") }
        let log = server.log()
        #expect(log.contains("decideStored") || log.contains("case-files/{file}/decisions"))
        // The service runs at the level `trace`; what libraries tell there is left out.
        #expect(!log.contains(#""level":"trace""#))
        try server.checkLog(Self.facts)
    }
}
