import CaseModel
import Casework
import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import AccordService

/// Raw connections to the real service: codings, hosts, bounds and slow callers.
@Suite("Connections")
struct ConnectionTests {
    private static let stream = "/v1/sites/oh-stark/decisions/stream"
    private static let dryRun = "/v1/sites/oh-stark/dry-runs"
    private static let line = TwoSites.file().canonicalBytes()

    /// Sends bytes to the service and reads all answers.
    private func answers(_ service: RunningService, _ bytes: [UInt8]) async throws -> [RawAnswer] {
        try await RawConnection.exchange(bytes, port: service.port)
    }

    private func post(
        _ service: RunningService, _ path: String, _ headers: [(String, String)] = [],
        body: [UInt8]
    ) async throws -> RawRequest {
        let type = path == Self.stream ? "application/x-ndjson" : "application/json"
        let token = try await service.token(.service)
        return RawRequest(
            "POST", path, [("Authorization", "Bearer \(token)"), ("Content-Type", type)] + headers,
            body: body)
    }

    /// The lines of a stream's answer.
    private func lines(_ answer: RawAnswer?) -> [JSONValue] {
        (answer?.body ?? []).split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONValue(parsing: Array($0))
        }
    }

    // MARK: Codings

    @Test(
        "A body that is packed in a way that is not taken is refused, with the ways that are",
        arguments: [
            [("Content-Encoding", "br")], [("Content-Encoding", "gzip, gzip")],
            [("Content-Encoding", "gzip"), ("Content-Encoding", "br")],
            [("Content-Encoding", "br, gzip")], [("Content-Encoding", "zstd")],
            [("Content-Encoding", "other")],
        ])
    func unknownCoding(_ headers: [(String, String)]) async throws {
        try await RunningService.serving { service in
            for path in [Self.dryRun, Self.stream] {
                for body in [Array("{}".utf8), Gzip.pack(Array("{}".utf8))] {
                    let request = try await post(service, path, headers, body: body)
                    let answer = try await answers(service, request.bytes).first
                    #expect(answer?.status == 415, "\(answer?.text ?? "none")")
                    #expect(answer?.header("accept-encoding") == "gzip, deflate")
                }
            }
        }
    }

    @Test(
        "A body as it is, or packed once, is read", arguments: ["identity", "gzip", "X-Gzip", ""])
    func knownCoding(_ coding: String) async throws {
        try await RunningService.serving { service in
            let plain = Array(#"{"case_file":"#.utf8) + Self.line + Array("}".utf8)
            let isPacked = coding.lowercased().hasSuffix("gzip")
            let request = try await post(
                service, Self.dryRun, [("Content-Encoding", coding)],
                body: isPacked ? Gzip.pack(plain) : plain)
            let answer = try await answers(service, request.bytes).first
            #expect(answer?.status == 200, "\(answer?.text ?? "none")")
        }
    }

    @Test("A packed stream has no other bound than a plain one: its lines have one, not the whole")
    func packedStream() async throws {
        try await RunningService.serving(change: { $0.bodyMB = 1 }) { service in
            // Two lines with a blank one of three megabytes between them.
            let blank = [UInt8](repeating: 0x20, count: 3 << 20) + [0x0A]
            let body = Self.line + [0x0A] + blank + Self.line
            for packed in [false, true] {
                let request = try await post(
                    service, Self.stream, packed ? [("Content-Encoding", "gzip")] : [],
                    body: packed ? Gzip.pack(body) : body)
                let found = lines(try await answers(service, request.bytes).first)
                #expect(found.map { $0["decisions"] != nil } == [true, false, true])
            }
            // A record has the bound of records, packed or not.
            let large = [UInt8](repeating: 0x20, count: 2 << 20)
            for packed in [false, true] {
                let request = try await post(
                    service, Self.dryRun, packed ? [("Content-Encoding", "gzip")] : [],
                    body: packed ? Gzip.zeros(megabytes: 2) : large)
                let answer = try await answers(service, request.bytes).first
                #expect(answer?.status == 413)
                #expect(answer?.header("content-type") == "application/problem+json")
            }
        }
    }

    @Test("A line of a stream that is too long is told, packed or not, and the next is decided")
    func longLine() async throws {
        try await RunningService.serving { service in
            let body = [UInt8](repeating: 0x78, count: 9 << 20) + [0x0A] + Self.line
            for packed in [false, true] {
                let request = try await post(
                    service, Self.stream, packed ? [("Content-Encoding", "gzip")] : [],
                    body: packed ? Gzip.pack(body) : body)
                let found = lines(try await answers(service, request.bytes).first)
                #expect(found.first?.at("error.status") == .integer(413))
                #expect(found.last?["decisions"] != nil)
            }
        }
    }

    @Test(
        "A stream that can't be read to its end says so in its last line",
        arguments: ["cut", "noise", "chunk"])
    func brokenStream(_ fault: String) async throws {
        try await RunningService.serving { service in
            let good = Self.line + [0x0A]
            var request = try await post(service, Self.stream, body: [])
            request.body = nil
            switch fault {
            case "cut":
                request.headers.append(("Content-Encoding", "gzip"))
                request.body = Array(Gzip.pack(good + good).dropLast(good.count))
            case "noise":
                request.headers.append(("Content-Encoding", "gzip"))
                request.body = Gzip.pack(good) + Array("noise".utf8)
            default: request.headers.append(("Transfer-Encoding", "chunked"))
            }
            var bytes = request.bytes
            if fault == "chunk" {
                bytes += Array("\(String(good.count, radix: 16))\r\n".utf8) + good
                bytes += Array("\r\nzz\r\n".utf8)
            }
            let answer = try await answers(service, bytes).first
            let found = lines(answer)
            #expect(answer?.status == 200)
            #expect(found.count == 2, "\(answer?.text.suffix(600) ?? "none")")
            #expect(found.first?["decisions"] != nil)
            #expect(found.last?["line"] == .integer(2))
            #expect(found.last?.at("error.status") == .integer(400))
        }
    }

    @Test("What nobody reads is not unpacked, and the connection goes on")
    func unreadBody() async throws {
        try await RunningService.serving { service in
            // Refused for its token; a hundred megabytes would follow.
            var refused = RawRequest(
                "POST", Self.stream,
                [("Content-Type", "application/x-ndjson"), ("Content-Encoding", "gzip")],
                body: Gzip.zeros(megabytes: 100))
            refused.headers.removeAll { $0.0 == "Connection" }
            let next = RawRequest("GET", "/health")
            let found = try await answers(service, refused.bytes + next.bytes)
            #expect(found.map(\.status) == [401, 200])
        }
    }

    // MARK: Host

    @Test(
        "A request says once for which host it is",
        arguments: [
            ("HTTP/1.1", "", 400), ("HTTP/1.1", "Host: a\r\nHost: b\r\n", 400),
            ("HTTP/1.1", "Host: a\r\nHost: a\r\n", 400), ("HTTP/1.1", "Host: a\r\n", 200),
            ("HTTP/1.1", "Host:\r\n", 200), ("HTTP/1.0", "", 200),
            ("HTTP/1.0", "Host: a\r\nHost: a\r\n", 400),
        ])
    func hosts(_ version: String, _ headers: String, _ status: Int) async throws {
        try await RunningService.serving { service in
            let text = "GET /health \(version)\r\n\(headers)Connection: close\r\n\r\n"
            let found = try await answers(service, Array(text.utf8))
            #expect(found.map(\.status) == [status])
            guard status == 400, let answer = found.first else { return }
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.text.contains("`Host`"))
            #expect(answer.header("connection") == "close")
            // Nothing behind it is taken for a request.
            let smuggled = Array(text.utf8) + RawRequest("GET", "/health").bytes
            #expect(try await answers(service, smuggled).map(\.status) == [400])
        }
    }

    // MARK: Bounds

    @Test("No more connections than set are taken; others wait until one is closed")
    func connections() async throws {
        let lines = Mutex<[String]>([])
        try await RunningService.serving(
            change: { $0.maxConnections = 2 },
            lines: { bytes in
                lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            }
        ) { service in
            let health = Array("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            let (taken, waiting) = try await RawConnection.with(port: service.port, patience: 1) {
                first in
                let second = try RawConnection(port: service.port)
                for connection in [first, second] {
                    connection.send(health)
                    _ = connection.receive(most: 20)
                }
                let third = try RawConnection(port: service.port, patience: 1)
                third.send(health)
                let waiting = third.receive(most: 20)
                second.hangUp()
                return (third.receive(most: 20), waiting)
            }
            #expect(waiting.isEmpty)
            #expect(String(decoding: taken, as: UTF8.self).hasPrefix("HTTP/1.1 200"))
            let metrics = try await service.send(.get, "/metrics", as: .operator)
            #expect(metrics.text.contains("accord_connections "))
            #expect(lines.withLock { all in all.contains { $0.contains("connections_full") } })
        }
    }

    @Test(
        "Who sends byte by byte is not waited for without end",
        arguments: ["head", "body", "stream", "unread"])
    func slowCallers(_ kind: String) async throws {
        try await RunningService.serving(change: {
            $0.idle = 1
            $0.bodyTime = 1
        }) { service in
            var begun = Array("GET /health HTTP/1.1\r\nHost: x\r\nX: ".utf8)
            switch kind {
            case "body", "stream":
                let path = kind == "stream" ? Self.stream : Self.dryRun
                var request = try await post(service, path, [("Content-Length", "9999")], body: [])
                request.body = nil
                begun = request.bytes + Array("{".utf8)
            case "unread":
                begun = Array(
                    "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n".utf8)
            default: break
            }
            let start = begun
            let (closed, bytes) = try await RawConnection.with(port: service.port) { connection in
                connection.send(start)
                // A byte each tenth of a second would go on for many minutes.
                for _ in 0..<200 {
                    guard connection.send([0x79]) else { break }
                    Thread.sleep(forTimeInterval: 0.1)
                    if connection.isClosed { break }
                }
                return (connection.isClosed, connection.receive())
            }
            #expect(closed)
            let answer = RawAnswer.all(in: bytes).first
            switch kind {
            case "body": #expect(answer?.status == 408)
            case "stream": #expect(lines(answer).last?.at("error.status") == .integer(408))
            case "unread": #expect(answer?.status == 405)
            default: #expect(answer == nil)
            }
        }
    }

    @Test("A body that waits for the service, and not the other way round, is read to its end")
    func busyService() async throws {
        try await RunningService.serving(change: {
            $0.idle = 1
            $0.bodyTime = 1
        }) { service in
            // More than can be decided within either bound.
            let answer = try await service.send(
                .post, Self.stream,
                body: Array(repeatElement(Self.line + [0x0A], count: 600).joined()),
                type: "application/x-ndjson")
            let found = answer.bytes.split(separator: UInt8(ascii: "\n")).compactMap {
                try? JSONValue(parsing: Array($0))
            }
            #expect(found.count == 600)
            #expect(found.allSatisfy { $0["decisions"] != nil })
        }
    }

    @Test("Who does not take an answer is not waited for without end")
    func slowReader() async throws {
        try await RunningService.serving(change: { $0.idle = 1 }) { service in
            let count = 40
            let ask = Array(
                String(repeating: "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", count: count)
                    .utf8)
            let received = try await RawConnection.with(port: service.port) { connection in
                connection.send(ask)
                // More answers than the buffers of both sides hold, and nobody reads them for a while.
                Thread.sleep(forTimeInterval: 2.5)
                return connection.receive().count
            }
            #expect(received < count * AccordServer.document.count)
        }
    }

    // MARK: What is told

    @Test("Requests that nobody can read are counted and logged, without what they said")
    func unreadable() async throws {
        let lines = Mutex<[String]>([])
        try await RunningService.serving(lines: { bytes in
            lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        }) { service in
            let noise = Array("noise Quillfeather\r\n\r\n".utf8)
            let id = try await answers(service, noise).first?.header("x-request-id")
            let long =
                "GET /health HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "y", count: 40_000))"
            _ = try await answers(service, Array("\(long)\r\n\r\n".utf8))
            let metrics = try await service.send(.get, "/metrics", as: .operator)
            for status in [400, 431] {
                #expect(
                    metrics.text.contains(
                        #"accord_requests_total{method="any",path="unreadable",status="\#(status)"} 1"#
                    ))
            }
            let told = lines.withLock { all in all.filter { $0.contains("unreadable") } }
            #expect(told.count == 2)
            #expect(told.first?.contains(#""request":"\#(id ?? "none")""#) == true)
            #expect(!told.joined().contains("Quillfeather"))
        }
    }

    @Test("At no level does a line hold a token: what libraries tell below info is left out")
    func tokensInLog() async throws {
        let lines = Mutex<[String]>([])
        let tokens = Mutex<[String]>([])
        try await RunningService.serving(lines: { bytes in
            lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        }) { running in
            let token = try await running.token(.service)
            tokens.withLock { $0.append(token) }
            let good = RawRequest("GET", "/v1/sites", [("Authorization", "Bearer \(token)")])
            let broken = try await post(
                running, Self.stream, [("Transfer-Encoding", "chunked")], body: [])
            var bytes = good
            bytes.headers.removeAll { $0.0 == "Connection" }
            let all: [[UInt8]] = [
                good.bytes, bytes.bytes + Array("noise\r\n\r\n".utf8),
                broken.bytes + Array("zz\r\n".utf8), bytes.bytes + bytes.bytes.dropLast(9),
            ]
            for request in all {
                _ = try await answers(running, request)
                try await RawConnection.with(port: running.port) { connection in
                    connection.send(request)
                    connection.reset()
                }
            }
        }
        let told = lines.withLock { $0 }
        #expect(told.contains { $0.contains(#""event":"request""#) })
        for line in told {
            for token in tokens.withLock(\.self) { #expect(!line.contains(token)) }
            #expect(!line.contains(#""level":"trace""#) && !line.contains(#""level":"debug""#))
        }
    }
}
