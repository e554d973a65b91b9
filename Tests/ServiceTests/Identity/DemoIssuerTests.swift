import AccordService
import Casework
import Testing

@Suite("Demonstration tokens")
struct DemoIssuerTests {
    private let clock = TestClock()

    private func verifier(_ issuer: DemoIssuer) throws -> TokenVerifier {
        TokenVerifier(
            rules: TokenVerifier.Rules(
                issuer: DemoIssuer.issuer, audience: DemoIssuer.audience, algorithms: [.es256]),
            keys: try KeySet(.fixed(issuer.keys), now: clock.now), now: clock.now)
    }

    @Test(arguments: Role.allCases)
    func eachRoleGetsATokenForAQuarterOfAnHour(_ role: Role) async throws {
        let issuer = try await DemoIssuer(listeningOn: ServiceAddress(), now: clock.now)
        let token = try await issuer.token(
            for: role, sites: ["oh-stark"], clearances: [.fti], personID: "P-1",
            partnerID: "goodwill")
        let caller = try await verifier(issuer).caller(token: token)
        #expect(caller.role == role && caller.sites == ["oh-stark"] && caller.clearances == [.fti])
        #expect(caller.expiresAt == clock.time + 900)
        #expect(caller.subject == "demo-\(role.rawValue)")
        #expect(caller.personID == (role == .parent ? "P-1" : nil))
        #expect(caller.partnerID == (role == .partner ? "goodwill" : nil))
        clock.turn(by: 931)
        await #expect(throws: TokenFault.expired) {
            try await verifier(issuer).caller(token: token)
        }
    }

    @Test(arguments: ["0.0.0.0", "10.0.0.4", "::", "127.0.0.1.example", "accord.example", ""])
    func nobodyElseMayReachIt(_ host: String) async throws {
        let fault = await #expect(throws: DemoIssuer.NotOnLoopback.self) {
            try await DemoIssuer(listeningOn: ServiceAddress(host: host), now: clock.now)
        }
        #expect(fault?.description.contains("127.0.0.1") == true)
    }

    @Test func eachProcessHasAKeyOfItsOwn() async throws {
        let one = try await DemoIssuer(listeningOn: ServiceAddress(), now: clock.now)
        let two = try await DemoIssuer(listeningOn: ServiceAddress(), now: clock.now)
        let token = try await one.token(for: .supervisor, sites: ["oh-stark"])
        await #expect(throws: TokenFault.unknownKey) {
            try await verifier(two).caller(token: token)
        }
        #expect(!one.keys.contains("\"d\""))
    }
}
