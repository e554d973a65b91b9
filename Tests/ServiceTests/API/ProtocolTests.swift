import CaseModel
import Casework
import Foundation
import HTTPTypes
import Testing

@testable import AccordService

@Suite("The protocol of the API")
struct ProtocolTests {
    @Test("The document that is checked in is the one that is served")
    func document() async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
                "tools/service/openapi.json")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(AccordServer.document).write(to: file)
        }
        let checkedIn = try Data(contentsOf: file)
        let isCurrent = checkedIn == Data(AccordServer.document)
        #expect(isCurrent, "record it with RECORD_GOLDEN=1")
        try await RunningService.serving { service in
            let served = try await service.send(.get, "/openapi.json", as: nil)
            let isSame = served.bytes == AccordServer.document
            #expect(isSame)
        }
    }

    @Test("Every reference of the document leads somewhere")
    func references() throws {
        let text = String(decoding: AccordServer.document, as: UTF8.self)
        let document = try JSONValue(parsing: AccordServer.document)
        for match in text.matches(of: /"\$ref": ?"#\/([^"]+)"/) {
            let found = match.1.split(separator: "/").reduce(Optional(document)) { $0?[String($1)] }
            #expect(found != nil, "\(match.1)")
        }
    }

    @Test(
        "Examples of bodies are bodies that are read", arguments: AccordServer.endpoints.map(\.id))
    func examples(id: String) throws {
        let endpoint = try #require(AccordServer.endpoints.first { $0.id == id })
        guard case .record(let type, let example) = endpoint.body, !example.isEmpty else { return }
        func read<Record: CaseRecord>(_ type: Record.Type) throws {
            _ = try CaseFileReader().read(type, from: Array(example.utf8))
        }
        try read(type)
    }

    @Test(
        "A parameter that can't be read is told with what was expected",
        arguments: [
            ("limit=0", "query.value"), ("limit=x", "query.value"),
            ("limit=1&limit=2", "query.twice"),
            ("limt=1", "query.unknown"), ("cursor=%00", "query.value"),
            ("cursor=zz", "query.value"),
        ])
    func parameters(query: String, rule: String) async throws {
        try await RunningService.serving { service in
            let answer = try await service.send(.get, "/v1/sites/oh-stark/case-files?\(query)")
            #expect(answer.status == 400)
            #expect(answer.json.at("errors.0.rule") == .text(rule))
        }
    }

    @Test("What is not there, not allowed, too large or of another type says so")
    func refusals() async throws {
        try await RunningService.serving { service in
            let unknown = try await service.send(.get, "/v1/site")
            #expect(unknown.status == 404)
            #expect(unknown.text.contains("/v1/sites"))
            let method = try await service.send(.delete, "/v1/sites")
            #expect(method.status == 405)
            #expect(method.headers["allow"] == "GET, HEAD")
            let type = try await service.send(
                .post, "/v1/sites/oh-stark/decisions", text: "{}", type: "text/plain")
            #expect(type.status == 415)
            let large = try await service.send(
                .post, "/v1/sites/oh-stark/decisions",
                body: [UInt8](repeating: 0x20, count: 9 << 20))
            #expect(large.status == 413)
            #expect(try await service.send(.get, "/v1/sites", as: nil).status == 401)
            #expect(try await service.send(.get, "/metrics", as: .pjacWorker).status == 403)
        }
    }

    @Test("Too many requests are told when to come again")
    func rates() async throws {
        try await RunningService.serving(change: {
            $0.rate = 1
            $0.burst = 2
        }) { service in
            let answers = try await withThrowingTaskGroup(of: RunningService.Answer.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await service.send(.get, "/v1/sites", subject: "one") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let refused = answers.filter { $0.status == 429 }
            #expect(answers.contains { $0.status == 200 })
            #expect(!refused.isEmpty)
            #expect(refused.allSatisfy { $0.headers["retry-after"] == "1" })
            // Another caller has a bucket of its own.
            #expect(try await service.send(.get, "/v1/sites", subject: "two").status == 200)
        }
    }

    @Test("A trace goes on, a plain request id is kept, another is replaced")
    func traces() async throws {
        try await RunningService.serving { service in
            let trace = "0af7651916cd43dd8448eb211c80319c"
            let answer = try await service.send(
                .get, "/health", as: nil,
                headers: [
                    "traceparent": "00-\(trace)-b7ad6b7169203331-01", "X-Request-Id": "call-7",
                ])
            #expect(answer.headers["x-request-id"] == "call-7")
            let parent = try #require(answer.headers["traceparent"])
            #expect(parent.hasPrefix("00-\(trace)-") && parent.hasSuffix("-01"))
            #expect(!parent.contains("b7ad6b7169203331"))
            let other = try await service.send(
                .get, "/health", as: nil,
                headers: ["traceparent": "00-00-00-00", "X-Request-Id": "a b"])
            #expect(other.headers["x-request-id"] != "a b")
            #expect(other.headers["traceparent"]?.contains("00-00-00") == false)
        }
    }

    @Test("Large answers are compressed for whom can read it")
    func compression() async throws {
        try await RunningService.serving { service in
            let plain = try await service.send(.get, "/openapi.json", as: nil)
            let small = try await service.send(
                .get, "/openapi.json", as: nil, headers: ["Accept-Encoding": "gzip"])
            #expect(plain.headers["content-encoding"] == nil)
            #expect(small.headers["content-encoding"] == "gzip")
            let isSmall = small.bytes.count < plain.bytes.count / 4
            let isGzip = small.bytes.starts(with: [0x1F, 0x8B])
            #expect(isSmall && isGzip)
        }
    }

    @Test(
        "Settings come from defaults, a file, the environment and options; unknown names are refused"
    )
    func settings() throws {
        let place = try Place()
        try place.write("port: 9001\nrate: 50\nalgorithms: [ES256, EdDSA]\n", "service.yaml")
        var settings = ServiceSettings()
        try settings.take(file: place.path("service.yaml"))
        try settings.take(environment: ["ACCORD_RATE": "70", "ACCORD_ROOT": "x", "HOME": "y"])
        try settings.take("port", "9002", from: "--port")
        #expect(settings.address.port == 9002)
        #expect(settings.rate == 70)
        #expect(settings.algorithms == ["ES256", "EdDSA"])
        try place.write("prot: 1\n", "wrong.yaml")
        let refusal = #expect(throws: ServiceSettings.Refusal.self) {
            try settings.take(file: place.path("wrong.yaml"))
        }
        #expect(refusal?.description.contains("wrong.yaml:1:1") == true)
        #expect(refusal?.description.contains("did you mean `port`?") == true)
        #expect(throws: ServiceSettings.Refusal.self) {
            try settings.take(environment: ["ACCORD_PROT": "1"])
        }
        #expect(throws: ServiceSettings.Refusal.self) {
            try settings.take("port", "70000", from: "--port")
        }
        #expect(throws: ServiceSettings.Refusal.self) {
            try settings.take("algorithms", "HS256", from: "x")
        }
    }
}
