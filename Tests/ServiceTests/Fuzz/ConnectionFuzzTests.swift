import Foundation
import Testing

/// Connections that are slow, break off or are many.
@Suite("Broken connections")
struct ConnectionFuzzTests {
    private static let site = "/v1/sites/\(FuzzServer.site)"

    private func request(
        _ method: String, _ path: String, _ type: String = "application/json", body: [UInt8]? = nil
    ) async throws -> [UInt8] {
        let server = try await FuzzServer.shared.value
        return RawRequest(
            method, path, [("Authorization", "Bearer \(server.token())"), ("Content-Type", type)],
            body: body
        ).bytes
    }

    @Test func aRequestMayComeInSmallPieces() async throws {
        let server = try await FuzzServer.shared.value
        let body = Array(
            #"{"case_file":\#(String(decoding: try await server.caseFile(), as: UTF8.self))}"#.utf8)
        let bytes = try await request("POST", "\(Self.site)/dry-runs", body: body)
        let answers = try await RawConnection.with(port: server.port) { connection in
            // The head byte by byte, the body in pieces that fall anywhere.
            for byte in bytes.prefix(400) { connection.send([byte]) }
            var rest = bytes.dropFirst(400)
            while !rest.isEmpty {
                connection.send(Array(rest.prefix(777)))
                rest = rest.dropFirst(777)
            }
            return RawAnswer.all(in: connection.receive())
        }
        #expect(answers.map(\.status) == [200])
    }

    /// The other side goes away at every moment: before the end of the request, before the answer, in its middle.
    @Test(arguments: [0, 1, 40, 300, 900, 4_000, 100_000_000])
    func whoGoesAwayDoesNoHarm(_ count: Int) async throws {
        let server = try await FuzzServer.shared.value
        let file = String(decoding: try await server.caseFile(), as: UTF8.self)
        let body = Array(#"{"case_file":\#(file)}"#.utf8)
        let lines = Array(String(repeating: file + "\n", count: 3).utf8)
        let all = [
            try await request("POST", "\(Self.site)/decisions", body: body),
            try await request(
                "POST", "\(Self.site)/decisions/stream", "application/x-ndjson", body: lines),
            try await request("GET", "/openapi.json"), try await request("HEAD", "/openapi.json"),
            try await request("POST", "\(Self.site)/dry-runs", body: body),
        ]
        for bytes in all {
            for read in [0, 1, 500, 3_000] {
                try await RawConnection.with(port: server.port) { connection in
                    connection.send(Array(bytes.prefix(count)))
                    if read > 0, count >= bytes.count { _ = connection.receive(most: read) }
                    connection.reset()
                }
            }
        }
        await server.checkAlive("\(count) bytes")
        try server.checkLog()
    }

    /// Nobody reads the answers, and more requests come.
    @Test func answersThatNobodyReadAreHeldBack() async throws {
        let server = try await FuzzServer.shared.value
        let ask = Array(
            "GET /openapi.json HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n".utf8)
        try await RawConnection.with(port: server.port, patience: 1) { connection in
            for _ in 0..<300 where connection.send(ask) {}
            connection.reset()
        }
        await server.checkAlive("unread answers")
    }

    /// Many connections that begin and never go on.
    @Test func manyThatNeverAskKeepNobodyOut() async throws {
        let server = try await FuzzServer.shared.value
        let begun = Array(
            "POST \(Self.site)/dry-runs HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n".utf8)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                group.addTask {
                    try await RawConnection.with(port: server.port, patience: 1) { connection in
                        connection.send(Array(begun.prefix(index)))
                        Thread.sleep(forTimeInterval: 0.5)
                    }
                }
            }
            group.addTask { await server.checkAlive("100 begun requests") }
            try await group.waitForAll()
        }
        await server.checkAlive("100 begun requests that broke off")
    }

    /// The answers to requests in a row come in the order of the requests, whatever each of them is.
    @Test func requestsInARowAreAnsweredInOrder() async throws {
        let server = try await FuzzServer.shared.value
        var bytes: [UInt8] = []
        for index in 0..<30 {
            let path = ["/health", "/nowhere", "/openapi.json", Self.site][index % 4]
            bytes += Array(
                """
                GET \(path) HTTP/1.1\r\nHost: x\r\nX-Request-Id: r-\(index)\r\n\
                \(index % 2 == 0 ? "Accept-Encoding: gzip\r\n" : "")\r\n
                """.utf8)
        }
        let answers = try await server.attack(bytes, "30 requests in a row")
        #expect(answers.map { $0.header("x-request-id") ?? "" } == (0..<30).map { "r-\($0)" })
        #expect(answers.map(\.status) == (0..<30).map { [200, 404, 200, 401][$0 % 4] })
    }
}
