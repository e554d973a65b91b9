import Foundation
import Testing

/// Tokens that nobody signed, at every endpoint's door.
@Suite("Broken tokens")
struct TokenFuzzTests {
    private static let path = "/v1/sites/\(FuzzServer.site)/case-files"

    /// Sends one `Authorization` header, which must open nothing.
    private func refused(_ value: [UInt8], _ name: String, statuses: Set<Int> = [401]) async throws
    {
        let server = try await FuzzServer.shared.value
        var bytes = Array(
            "GET \(Self.path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ".utf8)
        bytes += value + Array("\r\n\r\n".utf8)
        // What is long enough to be found by accident is a secret.
        let parts = String(decoding: value, as: UTF8.self).split(whereSeparator: {
            " .".contains($0)
        })
        let secrets = parts.map(String.init).filter {
            $0.utf8.count >= 20 && $0.utf8.allSatisfy { $0 > 32 }
        }
        let answers = try await server.attack(bytes, secrets: secrets, name)
        #expect(answers.count == 1, "\(name)")
        #expect(
            answers.allSatisfy { statuses.contains($0.status) },
            "\(name): \(answers.first?.text ?? "")")
    }

    /// The good token in pieces.
    private func parts() async throws -> [String] {
        let token = try await FuzzServer.shared.value.token()
        let parts = token.split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        return parts
    }

    @Test(arguments: [0, 1, 2])
    func aPartCutAnywhereOpensNothing(_ part: Int) async throws {
        let parts = try await parts()
        var random = FuzzRandom(seed: 11 + UInt64(part))
        for _ in 0..<20 {
            var cut = parts
            cut[part] = String(
                cut[part].prefix(Int.random(in: 0..<parts[part].count, using: &random)))
            try await refused(
                Array("Bearer \(cut.joined(separator: "."))".utf8), "part \(part) cut")
        }
        await (try FuzzServer.shared.value).checkAlive("part \(part) cut")
    }

    @Test(arguments: [0, 1, 2])
    func aFlippedBitOpensNothing(_ part: Int) async throws {
        let parts = try await parts()
        var random = FuzzRandom(seed: 21 + UInt64(part))
        for _ in 0..<40 {
            var bytes = Array(parts[part].utf8)
            // The last letter holds bits that mean nothing.
            let place = Int.random(in: 0..<bytes.count - 1, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<5, using: &random)
            var changed = parts
            changed[part] = String(decoding: bytes, as: UTF8.self)
            guard changed[part] != parts[part], !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F })
            else { continue }
            try await refused(
                Array("Bearer \(changed.joined(separator: "."))".utf8), "part \(part) flipped")
        }
    }

    @Test func partsOfTwoTokensDoNotFit() async throws {
        let server = try await FuzzServer.shared.value
        let one = try await parts()
        let two = server.token("operator").split(separator: ".").map(String.init)
        for mask in 1..<7 where mask != 1 && mask != 6 || one[0] != two[0] {
            let mixed = (0..<3).map { mask >> $0 & 1 == 1 ? one[$0] : two[$0] }
            guard mixed != one, mixed != two else { continue }
            try await refused(Array("Bearer \(mixed.joined(separator: "."))".utf8), "mixed \(mask)")
        }
        for order in [
            [0, 2, 1], [1, 0, 2], [2, 1, 0], [0, 1], [0], [0, 1, 2, 2], [0, 0, 1, 2],
        ] {
            let mixed = order.map { one[$0] }.joined(separator: ".")
            try await refused(Array("Bearer \(mixed)".utf8), "order \(order)")
        }
    }

    /// Headers that name another way of signing, with claims that would open everything.
    @Test(arguments: [
        #"{"alg":"none"}"#, #"{"alg":"None","kid":"demo"}"#, #"{"alg":"HS256","typ":"JWT"}"#,
        #"{"alg":"HS512","kid":"../../etc/passwd"}"#, #"{"alg":"ES384"}"#, #"{"alg":""}"#,
        #"{"alg":null}"#,
        #"{"alg":["ES256"]}"#, #"{"alg":"ES256","kid":""}"#, #"{"alg":"ES256","kid":"\u0000"}"#,
        #"{"alg":"ES256","jku":"http://127.0.0.1:1/keys"}"#,
        #"{"alg":"ES256","crit":["b64"],"b64":false}"#,
        #"{"alg":"ES256","alg":"none"}"#, #"{"#, "[]", "null", "",
    ])
    func noHeaderTalksTheServiceIntoTrust(_ header: String) async throws {
        let server = try await FuzzServer.shared.value
        let parts = try await parts()
        // The names of the real key as well: they are no secret.
        let kid =
            String(decoding: Data(base64Encoded: padded(parts[0])) ?? Data(), as: UTF8.self)
            .firstMatch(of: #/"kid":"([^"]+)"/#).map { String($0.1) } ?? ""
        for header in [header, header.replacing("demo", with: kid)] {
            for signature in ["", parts[2], base64URL([UInt8](repeating: 0, count: 64))] {
                let text = "Bearer \(base64URL(header.utf8)).\(parts[1]).\(signature)"
                try await refused(Array(text.utf8), "\(header) with \(signature.count)")
            }
        }
        await server.checkAlive(header)
    }

    private func padded(_ text: String) -> String {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    }

    @Test func oddHeadersOpenNothing() async throws {
        let server = try await FuzzServer.shared.value
        let token = server.token()
        let deep = base64URL((String(repeating: "[", count: 6_000)).utf8)
        for text in [
            "", "Bearer", "Bearer ", "Bearer  \(token)x", "Basic \(token)", token,
            "Bearer \(token) \(token)",
            "Bearer \(token),\(token)", "Bearer \"\(token)\"", "Bearer ...", "Bearer a.b.c",
            "Bearer " + String(repeating: "A", count: 15_000),
            "Bearer " + String(repeating: ".", count: 15_000),
            "Bearer \(deep).\(deep).\(deep)", "Bearer \(token).\(Planted.number)",
            "Digest username=\"\(Planted.name)\"",
        ] {
            let statuses: Set = text.utf8.count > 16_000 ? [401, 431] : [401]
            try await refused(
                Array(text.utf8), "header of \(text.utf8.count) bytes", statuses: statuses)
        }
        try await refused(
            [0x42, 0x65, 0x61, 0x72, 0x65, 0x72, 0x20, 0xFF, 0xFE, 0x80], "not UTF-8")
        try await refused(
            Array("Bearer \(token)\r\nAuthorization: Bearer \(token)".utf8), "twice",
            statuses: [400, 401])
        try await refused(
            Array("Bearer \(String(repeating: "A", count: 40_000))".utf8),
            "longer than headers may be",
            statuses: [431])
        await server.checkAlive("odd headers")
        try server.checkLog()
    }
}
