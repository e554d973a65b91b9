import AccordService
import Foundation
import Hummingbird
import Synchronization
import Testing

/// The issuer's server: answers what the test says, and counts.
final class KeyServer: Sendable {
    struct Answer: Sendable {
        var status = HTTPResponse.Status.ok
        var body = ""
    }

    private let answer: Mutex<Answer>
    private let count = Atomic<Int>(0)

    init(_ body: String) {
        answer = Mutex(Answer(body: body))
    }

    func say(_ body: String, status: HTTPResponse.Status = .ok) {
        answer.withLock { $0 = Answer(status: status, body: body) }
    }

    var asked: Int { count.load(ordering: .relaxed) }

    /// Serves on a free port of this machine while `body` runs.
    func serving<Result: Sendable>(
        _ body: @Sendable (String) async throws -> Result
    ) async throws -> Result {
        let router = Router()
        router.get("/keys") { _, _ in
            self.count.add(1, ordering: .relaxed)
            let answer = self.answer.withLock { $0 }
            return Response(
                status: answer.status, headers: [.location: "/keys"],
                body: .init(byteBuffer: ByteBuffer(string: answer.body)))
        }
        return try await LocalServer.serving(router) { port in
            try await body("http://127.0.0.1:\(port)/keys")
        }
    }
}

@Suite("Keys of the issuer")
struct KeySetTests {
    private let clock = TestClock()
    private let first = TestKey(.es256, kid: "first")
    private let second = TestKey(.es256, kid: "second")

    private func verifier(_ keys: KeySet) -> TokenVerifier {
        TokenVerifier(
            rules: TokenVerifier.Rules(issuer: "https://issuer.example", audience: "accord"),
            keys: keys, now: clock.now)
    }

    private func fault(_ key: TestKey, _ keys: KeySet) async -> TokenFault? {
        do throws(TokenFault) {
            _ = try await verifier(keys).caller(
                token: key.token(TestClaims(clock).with("exp", "\(clock.time + 60)").json))
            return nil
        } catch {
            return error
        }
    }

    @Test func keysAreHadOnceAndRotated() async throws {
        let server = KeyServer(TestKey.set(first))
        try await server.serving { url in
            let keys = try KeySet(.url(url), now: clock.now)
            #expect(await fault(first, keys) == nil)
            #expect(await fault(first, keys) == nil)
            #expect(server.asked == 1)
            // The issuer has a new key; a token with it makes the set come again.
            server.say(TestKey.set(first, second))
            #expect(await fault(second, keys) == .unknownKey)
            clock.turn(by: KeySet.restBetweenAttempts)
            #expect(await fault(second, keys) == nil)
            #expect(server.asked == 2)
            // The old key is gone; it goes here too with the next set.
            server.say(TestKey.set(second))
            clock.turn(by: KeySet.freshFor)
            #expect(await fault(first, keys) == nil)
            #expect(await fault(TestKey(.es256, kid: "wait"), keys) == .unknownKey)
            #expect(await fault(first, keys) == .unknownKey)
            #expect(await keys.status.keys == ["second"])
        }
    }

    /// A token that was verified once is asked about again when the issuer's keys have changed.
    @Test func aTokenEndsWithTheKeyThatSignedIt() async throws {
        let thief = TestKey(.es256, kid: "first")
        let server = KeyServer(TestKey.set(first))
        try await server.serving { url in
            let keys = try KeySet(.url(url), now: clock.now)
            let verifier = verifier(keys)
            let token = first.token(TestClaims(clock).with("exp", "\(clock.time + 7200)").json)
            let caller = try await verifier.caller(token: token)
            #expect(try await verifier.caller(token: token) == caller)
            #expect(server.asked == 1)
            for (set, fault) in [
                (TestKey.set(thief), TokenFault.signature), (TestKey.set(second), .unknownKey),
            ] {
                server.say(set)
                clock.turn(by: KeySet.freshFor)
                // This one makes the set come again; the next is judged by it.
                #expect(await self.fault(TestKey(.es256, kid: "x"), keys) == .unknownKey)
                await #expect(throws: fault) { try await verifier.caller(token: token) }
            }
            server.say(TestKey.set(first))
            clock.turn(by: KeySet.freshFor)
            #expect(try await verifier.caller(token: token) == caller)
        }
    }

    /// Made-up names do not make the service knock at the issuer's door.
    @Test func unknownNamesAreAskedForOnceAMinute() async throws {
        let server = KeyServer(TestKey.set(first))
        try await server.serving { url in
            let keys = try KeySet(.url(url), now: clock.now)
            try await keys.load()
            for index in 0..<50 {
                #expect(await fault(TestKey(.es256, kid: "made-up-\(index)"), keys) == .unknownKey)
            }
            #expect(server.asked == 1)
            clock.turn(by: KeySet.restBetweenAttempts)
            let keySet = keys
            await withTaskGroup { group in
                for index in 0..<20 {
                    let stranger = TestKey(.es256, kid: "again-\(index)")
                    group.addTask { _ = await fault(stranger, keySet) }
                }
            }
            #expect(server.asked == 2)
        }
    }

    @Test func keysStayWhenTheAddressIsDown() async throws {
        let server = KeyServer(TestKey.set(first))
        let keys = try await server.serving { url in
            let keys = try KeySet(.url(url), now: clock.now)
            try await keys.load()
            for (body, status) in [
                ("down", HTTPResponse.Status.serviceUnavailable), ("no JSON", .ok), ("{}", .ok),
                (#"{"keys":[]}"#, .ok), (String(repeating: " ", count: 300_000), .ok),
                ("", .found),
            ] {
                server.say(body, status: status)
                clock.turn(by: KeySet.freshFor)
                #expect(await fault(TestKey(.es256, kid: "x"), keys) == .unknownKey)
                #expect(await keys.status.fault != nil, "\(body.prefix(20))")
                #expect(await fault(first, keys) == nil)
            }
            return keys
        }
        // The server is gone for good.
        clock.turn(by: KeySet.freshFor)
        #expect(await fault(TestKey(.es256, kid: "x"), keys) == .unknownKey)
        #expect(await fault(first, keys) == nil)
        #expect(await keys.status.fault?.contains("cannot be reached") == true)
    }

    @Test func withoutAnyKeyNoTokenIsJudged() async throws {
        let server = KeyServer("nothing")
        try await server.serving { url in
            let keys = try KeySet(.url(url), now: clock.now)
            await #expect(throws: KeyFault.self) { try await keys.load() }
            #expect(await fault(first, keys) == .keysUnavailable)
            #expect(TokenFault.keysUnavailable.isOurs)
            server.say(TestKey.set(first))
            clock.turn(by: KeySet.restBeforeFirst)
            #expect(await fault(first, keys) == nil)
        }
    }

    @Test func aFileIsReadAgain() async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("keys-\(UUID().uuidString).json").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let keys = try KeySet(.file(path), now: clock.now)
        let missing = await #expect(throws: KeyFault.self) { try await keys.load() }
        #expect(missing?.description.contains(path) == true)
        try Data(TestKey.set(first).utf8).write(to: URL(fileURLWithPath: path))
        try await keys.load()
        #expect(await fault(first, keys) == nil)
        try Data(TestKey.set(second).utf8).write(to: URL(fileURLWithPath: path))
        clock.turn(by: KeySet.restBetweenAttempts)
        #expect(await fault(second, keys) == nil)
    }

    /// A key of no use spoils no other.
    @Test func onlyKeysThatCanVerifyAreTaken() async throws {
        let rsa = TestKey(.rs256, kid: "rsa")
        let useless = [
            #"{"kty":"oct","kid":"shared","k":"c2VjcmV0","alg":"HS256"}"#,
            #"{"kty":"EC","crv":"secp256k1","kid":"coin","x":"AA","y":"AA"}"#,
            #"{"kty":"EC","crv":"P-256","kid":"half","x":"AA"}"#,
            #"{"kty":"RSA","kid":"short","n":"\#(String(repeating: "q", count: 170))","e":"AQAB"}"#,
            rsa.entry.replacing(#""alg":"RS256""#, with: #""alg":"RSA-OAEP""#),
            first.entry.replacing(#""use":"sig""#, with: #""use":"enc""#),
            first.entry.replacing(#","kid":"first""#, with: ""), "7", "null",
        ]
        let set = #"{"keys":[\#((useless + [second.entry]).joined(separator: ","))]}"#
        let keys = try KeySet(.fixed(set), now: clock.now)
        try await keys.load()
        let status = await keys.status
        #expect(status.keys == ["second"] && status.unused == useless.count)
        let none = try KeySet(
            .fixed(#"{"keys":[\#(useless.joined(separator: ","))]}"#), now: clock.now)
        let fault = await #expect(throws: KeyFault.self) { try await none.load() }
        #expect(fault?.description.contains("none of the 9 keys") == true)
    }

    @Test(arguments: [
        ("http://issuer.example/keys", false), ("http://127.0.0.1.example/keys", false),
        ("https://issuer.example/keys", true), ("http://127.0.0.1:8080/keys", true),
        ("http://localhost/keys", true), ("ftp://127.0.0.1/keys", false), ("keys.json", false),
        ("https:///keys", false), ("", false),
    ])
    func anAddressMustBeSafe(_ url: String, _ isSafe: Bool) throws {
        if isSafe {
            _ = try KeySet(.url(url))
        } else {
            #expect(throws: KeyFault.self) { try KeySet(.url(url)) }
        }
    }
}
