import Foundation
import Testing

/// Bytes that are not HTTP, or not quite.
@Suite("Broken HTTP")
struct BrokenHTTPTests {
    private static let dryRun = "/v1/sites/\(FuzzServer.site)/dry-runs"

    /// One thing that is sent, and the status it may get; nil if any will do that is not our defect.
    struct Attack: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var status: Int?
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ status: Int? = nil) {
            self.init(name, Array(text.utf8), status)
        }

        init(_ name: String, _ bytes: [UInt8], _ status: Int? = nil) {
            (self.name, self.bytes, self.status) = (name, bytes, status)
        }
    }

    private static let close = "Host: x\r\nConnection: close\r\n"
    private static let head = "GET /health HTTP/1.1\r\n" + close

    static let attacks: [Attack] = [
        Attack("noise", [0x00, 0xFF, 0xFE] + Array(" noise\r\n\r\n".utf8), 400),
        Attack(
            "TLS", [0x16, 0x03, 0x01, 0x00, 0xC8, 0x01] + [UInt8](repeating: 0, count: 200), 400),
        Attack("HTTP/0.9", "GET /health\r\n\r\n", 400),
        Attack("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        Attack("HTTP/9.9", "GET /health HTTP/9.9\r\n\(close)\r\n", 400),
        Attack("no method", " /health HTTP/1.1\r\n\(close)\r\n", 400),
        Attack("unknown method", "BREW /health HTTP/1.1\r\n\(close)\r\n", 400),
        Attack(
            "long method", String(repeating: "A", count: 5_000) + " / HTTP/1.1\r\n\(close)\r\n", 400
        ),
        Attack("TRACE", "TRACE /health HTTP/1.1\r\n\(close)\r\n", 405),
        Attack("CONNECT", "CONNECT example:80 HTTP/1.1\r\n\(close)\r\n", 404),
        Attack("OPTIONS *", "OPTIONS * HTTP/1.1\r\n\(close)\r\n", 404),
        Attack("header without colon", head + "XYZ\r\n\r\n", 400),
        Attack("header with a space", head + "X Y: a\r\n\r\n", 400),
        Attack("folded header", head + "X: a\r\n b\r\n\r\n", 400),
        Attack("NUL in a header", head + "X: a\0b\r\n\r\n", 400),
        Attack("many headers", head + (0..<500).map { "X-\($0): y\r\n" }.joined() + "\r\n", 431),
        Attack("long header", head + "X: \(String(repeating: "y", count: 20_000))\r\n\r\n", 431),
        Attack(
            "very long header", head + "X: \(String(repeating: "y", count: 200_000))\r\n\r\n", 431),
        Attack(
            "long headers",
            head + (0..<90).map { "X\($0): \(String(repeating: "y", count: 900))\r\n" }.joined()
                + "\r\n", 431),
        Attack(
            "header that is not UTF-8",
            Array((head + "X: ").utf8) + [0xFF, 0xFE] + Array("\r\n\r\n".utf8), 200),
        Attack("half a line", "GET /health HTT"),
        Attack("half the headers", "GET /health HTTP/1.1\r\nHost: x\r\n"),
        Attack("nothing", ""),
        Attack(
            "upgrade",
            "GET /health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
        Attack(
            "garbage behind good requests",
            String(
                repeating: "GET /health HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n",
                count: 40)
                + "noise\r\n\r\n", 200),
        Attack(
            "garbage behind a body that nobody asked for",
            "HEAD /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello\u{1}\u{2}\r\n\r\n"),
    ]

    @Test(arguments: attacks)
    func isAnsweredAsAProblem(_ attack: Attack) async throws {
        let server = try await FuzzServer.shared.value
        let answers = try await server.attack(attack.bytes, attack.name)
        if let status = attack.status {
            #expect(answers.first?.status == status, "\(answers.first?.text ?? "none")")
        }
        await server.checkAlive(attack.name)
    }

    /// Lengths and chunks that do not fit the body.
    @Test(
        arguments: [
            ("Content-Length: -1", "{}", 400), ("Content-Length: 1x", "{}", 400),
            ("Content-Length: 2, 3", "{}", 400),
            ("Content-Length: 99999999999999999999999", "{}", 400),
            ("Content-Length: 999999999", "{}", 413),
            ("Content-Length: 2\r\nContent-Length: 3", "{}", 400),
            ("Content-Length: 2\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 400),
            ("Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n", 400),
            ("Transfer-Encoding: chunked", "-1\r\n{}\r\n0\r\n\r\n", 400),
            ("Transfer-Encoding: chunked", "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n", 400),
            ("Transfer-Encoding: chunked", "2\r\n{}zz\r\n0\r\n\r\n", 400),
            ("Transfer-Encoding: chunked, chunked", "2\r\n{}\r\n0\r\n\r\n", nil),
            ("Transfer-Encoding: gzip", "{}", 400),
            ("Transfer-Encoding: \u{b}chunked", "2\r\n{}\r\n0\r\n\r\n", nil),
            ("Content-Length: 100", "{}", nil), ("Transfer-Encoding: chunked", "5\r\nab", nil),
        ] as [(String, String, Int?)])
    func framingIsChecked(_ framing: String, _ body: String, _ status: Int?) async throws {
        let server = try await FuzzServer.shared.value
        for path in [
            Self.dryRun, "/v1/sites/\(FuzzServer.site)/decisions/stream", "/health", "/nowhere",
        ] {
            let type = path.hasSuffix("stream") ? "application/x-ndjson" : "application/json"
            let text = """
                POST \(path) HTTP/1.1\r\n\(Self.close)Authorization: Bearer \(server.token())\r\n\
                Content-Type: \(type)\r\n\(framing)\r\n\r\n\(body)
                """
            let answers = try await server.attack(Array(text.utf8), "\(framing) at \(path)")
            if let status, path == Self.dryRun {
                #expect(answers.first?.status == status, "\(answers.first?.text ?? "none")")
            }
        }
        await server.checkAlive(framing)
        try server.checkLog()
    }

    /// Compressed bodies that are none, break off, go on too long or become too large.
    @Test(arguments: Packed.allCases)
    func packedBodiesAreBounded(_ packed: Packed) async throws {
        let server = try await FuzzServer.shared.value
        for path in [Self.dryRun, "/v1/sites/\(FuzzServer.site)/decisions/stream", "/health"] {
            let type = path.hasSuffix("stream") ? "application/x-ndjson" : "application/json"
            let request = RawRequest(
                path == "/health" ? "GET" : "POST", path,
                [
                    ("Authorization", "Bearer \(server.token())"), ("Content-Type", type),
                    ("Content-Encoding", packed == .deflate ? "deflate" : "gzip"),
                ], body: packed.bytes)
            let answers = try await server.attack(request.bytes, "\(packed) at \(path)")
            if path == Self.dryRun { #expect(answers.first?.status == packed.status) }
        }
        await server.checkAlive("\(packed)")
        try server.checkLog()
    }

    enum Packed: CaseIterable {
        case noise, empty, half, behind, deflate, bomb, twice

        var bytes: [UInt8] {
            switch self {
            case .noise: Array("not gzip at all".utf8)
            case .empty: []
            case .half: Array(Gzip.pack(Array(#"{"a":1}"#.utf8)).prefix(12))
            case .behind: Gzip.pack(Array("{}".utf8)) + Array(repeating: 0x41, count: 400)
            case .deflate: [0xFF, 0xFF, 0xFF]
            case .bomb: Gzip.zeros(megabytes: 40)
            case .twice: Gzip.pack(Gzip.pack(Array("{}".utf8)))
            }
        }

        var status: Int { self == .bomb ? 413 : 400 }
    }

    /// Bodies where none belongs, and promises of bodies.
    @Test(arguments: [
        ("HEAD", "/health", "Content-Length: 5", "hello"),
        ("HEAD", "/openapi.json", "Accept-Encoding: gzip", ""),
        ("GET", "/health", "Expect: 100-continue\r\nContent-Length: 5", "hello"),
        ("POST", dryRun, "Expect: 100-continue\r\nContent-Length: 2", "{}"),
        ("POST", dryRun, "Expect: 200-banana\r\nContent-Length: 2", "{}"),
        ("DELETE", "/health", "Content-Length: 2", "{}"),
        ("GET", "/openapi.json", "Accept-Encoding: gzip;q=abc, *;q=-1, deflate;;;", ""),
    ])
    func unusualBodiesAreTaken(_ method: String, _ path: String, _ headers: String, _ body: String)
        async throws
    {
        let server = try await FuzzServer.shared.value
        let text = """
            \(method) \(path) HTTP/1.1\r\n\(Self.close)Authorization: Bearer \(server.token())\r\n\
            Content-Type: application/json\r\n\(headers)\r\n\r\n\(body)
            """
        let answers = try await server.attack(
            Array(text.utf8), isHead: method == "HEAD", "\(method) \(headers)")
        #expect(!answers.isEmpty)
        await server.checkAlive(headers)
    }

    /// Good requests of which single bytes are changed, left out, doubled or swapped.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func changedBytesDoNoHarm(_ seed: UInt64) async throws {
        let server = try await FuzzServer.shared.value
        var random = FuzzRandom(seed: seed)
        let good = RawRequest(
            "POST", Self.dryRun,
            [
                ("Authorization", "Bearer \(server.token())"), ("Content-Type", "application/json"),
                ("X-Request-Id", "r-1"),
            ], body: Array(#"{"area":"outreach","case_file":{}}"#.utf8)
        ).bytes
        for _ in 0..<60 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(bytes[place], at: place)
                default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
                }
            }
            try await server.attack(
                bytes, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
        await server.checkAlive("seed \(seed)")
    }
}
