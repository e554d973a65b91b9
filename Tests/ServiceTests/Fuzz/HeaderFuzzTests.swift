import Foundation
import Testing

/// Headers and paths that somebody made up.
@Suite("Broken headers and paths")
struct HeaderFuzzTests {
    private static let site = "/v1/sites/\(FuzzServer.site)"

    private static let values: [String] = [
        "", " ", "\"", "\"\"", "W/\"1\"", "*", "\"1\", \"2\"", "1", "\"-1\"",
        "\"99999999999999999999\"", "é", "<script>",
        "%00", "../..", "null", String(repeating: "9", count: 300),
        String(repeating: "x", count: 9_000), Planted.name,
        Planted.number,
        "00-\(String(repeating: "0", count: 32))-\(String(repeating: "0", count: 16))-00",
        "00-\(String(repeating: "a", count: 32))-\(String(repeating: "b", count: 16))-01-x",
        "ff-0-0-0", "----",
        "gzip, deflate, br;q=0.1", "gzip;q=1e9", ";", ";;;", ",", "a/b/c", "application/json;",
        "{}",
    ]

    @Test(arguments: [
        "If-Match", "If-None-Match", "Idempotency-Key", "traceparent", "tracestate", "X-Request-Id",
        "Accept-Encoding", "Content-Type", "Content-Encoding", "Accept", "Range", "X-Forwarded-For",
        "Cookie", "Host",
    ])
    func anyValueIsTakenOrRefused(_ name: String) async throws {
        let server = try await FuzzServer.shared.value
        let file = try await server.caseFile()
        // A caller's own id of a request is told and logged as it is.
        for value in Self.values where name != "X-Request-Id" || !Planted.all.contains(value) {
            let tries: [(String, String, [UInt8]?)] = [
                ("GET", "\(Self.site)/case-files/SYN-SHOWCASE", nil),
                ("PUT", "\(Self.site)/case-files/SYN-SHOWCASE", file),
                ("POST", "\(Self.site)/dry-runs", Array("{}".utf8)), ("GET", "/nowhere", nil),
            ]
            for (method, path, body) in tries {
                var headers = [("Authorization", "Bearer \(server.token())"), (name, value)]
                if body != nil, name != "Content-Type" {
                    headers.append(("Content-Type", "application/json"))
                }
                let request = RawRequest(method, path, headers, body: body)
                let answers = try await server.attack(
                    request.bytes, "\(name): \(value.prefix(60)) at \(path)")
                #expect(answers.count == 1, "\(name): \(value.prefix(60)) at \(path)")
                if name == "X-Request-Id", let id = answers.first?.header(name) {
                    #expect(id.wholeMatch(of: #/[A-Za-z0-9._-]{1,64}/#) != nil)
                }
            }
        }
        await server.checkAlive(name)
        try server.checkLog()
    }

    @Test(arguments: [
        "/v1/sites/../../../etc/passwd", "/v1/sites/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/..%2f..%2fetc/passwd",
        "/v1/sites/%00", "/v1/sites/oh-stark%00", "/v1/sites/%zz", "/v1/sites/%", "/v1/sites/%f",
        "/v1/sites/%ff%fe",
        "/v1/sites/%c0%ae%c0%ae", "/v1/sites/%252e%252e", "/v1/sites/oh-stark%2fcase-files",
        "/v1/sites//case-files",
        "//v1/sites", "/v1/sites/oh-stark/case-files/", "/v1/sites/oh-stark/case-files/%20",
        "/v1/sites/{site}",
        "/v1/sites/*", "/problems/%2e%2e%2f", "/problems/\(Planted.name)",
        "/v1/sites/\(Planted.name)",
        "/v1/sites/oh-stark/case-files/\(Planted.number)",
        "/v1/sites/oh-stark/case-files?unknown=\(Planted.name)",
        "/v1/sites/oh-stark/case-files?limit=\(Planted.number)",
        "/v1/sites/oh-stark/case-files?limit=%ff&%zz=1&=&&a=b=c",
        "/v1/sites/oh-stark/case-files?limit=0", "/v1/sites/oh-stark/case-files?limit=1&limit=1",
        "/v1/sites/oh-stark/case-files?cursor=AAAA", "/v1/sites/oh-stark/case-files?cursor=%00",
        "/v1/sites/oh-stark/worklist?cursor=eyJhIjoxfQ", "/v1/sites/oh-stark/log/-1",
        "/v1/sites/oh-stark/log/1e9",
        "/v1/sites/oh-stark/log/99999999999999999999", "/v1/sites/oh-stark/log/0x1", "*",
        "http://elsewhere/v1/sites",
        "/v1/sites/oh-stark/case-files?as_of=2019-02-30", "/#", "/?", "?",
        "/v1/sites/oh-stark/worklist?as_of=%2b1",
    ])
    func anyPathIsAnswered(_ path: String) async throws {
        let server = try await FuzzServer.shared.value
        for method in ["GET", "HEAD", "POST", "DELETE"] {
            let request = RawRequest(
                method, path,
                [
                    ("Authorization", "Bearer \(server.token())"),
                    ("Content-Type", "application/json"),
                ],
                body: method == "POST" ? Array("{}".utf8) : nil)
            let answers = try await server.attack(
                request.bytes, isHead: method == "HEAD", "\(method) \(path)")
            #expect(answers.count == 1)
            for answer in answers { #expect(!answer.text.contains("root:")) }
        }
        await server.checkAlive(path)
        try server.checkLog()
    }

    @Test func pathsOfAnyLengthAndBytesAreAnswered() async throws {
        let server = try await FuzzServer.shared.value
        for count in [1_000, 10_000, 16_000, 40_000, 300_000] {
            for piece in ["a", "/", "/a", "%41", "?a", "&a=b"] {
                let path = "/" + String(repeating: piece, count: count / piece.count)
                let request = RawRequest("GET", path)
                try await server.attack(request.bytes, "\(count) bytes of \(piece)")
            }
        }
        for bytes: [UInt8] in [
            [0xFF, 0xFE], [0x00], [0x7F], [0xC3, 0x28], [0x09], [0x0B], [0xED, 0xA0, 0x80],
        ] {
            for start in ["/", "/v1/sites/", "/v1/sites/oh-stark/case-files?cursor="] {
                let end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                try await server.attack(
                    Array("GET \(start)".utf8) + bytes + Array(end.utf8), "\(bytes) behind \(start)"
                )
            }
        }
        await server.checkAlive("long paths")
        try server.checkLog()
    }
}
