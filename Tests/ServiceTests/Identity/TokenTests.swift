import AccordService
import Casework
import Crypto
import Foundation
import Testing

@Suite("Tokens")
struct TokenTests {
    private let clock = TestClock()
    private let key = TestKey(.es256, kid: "k1")

    private func verifier(
        _ keys: TestKey..., change: (inout TokenVerifier.Rules) -> Void = { _ in }
    ) throws -> TokenVerifier {
        var rules = TokenVerifier.Rules(issuer: "https://issuer.example", audience: "accord")
        change(&rules)
        let all = [key] + keys
        let set = #"{"keys":[\#(all.map(\.entry).joined(separator: ","))]}"#
        return TokenVerifier(
            rules: rules, keys: try KeySet(.fixed(set), now: clock.now), now: clock.now)
    }

    private func refused(
        _ token: String, _ verifier: TokenVerifier? = nil
    ) async throws -> TokenFault? {
        let verifier = try verifier ?? self.verifier()
        do throws(TokenFault) {
            _ = try await verifier.caller(token: token)
            return nil
        } catch {
            for part in token.split(separator: ".") where part.count > 8 {
                #expect(!"\(error)".contains(part))
            }
            return error
        }
    }

    private var claims: TestClaims { TestClaims(clock) }

    // MARK: Good ones

    @Test(arguments: [TestKey.Kind.es256, .edDSA, .rs256])
    func aGoodTokenSaysWhoCalls(_ kind: TestKey.Kind) async throws {
        let key = TestKey(kind, kid: "other")
        let claims = claims.with("clearances", #"["fti","safety"]"#)
            .with("sites", #"["oh-stark","oh-franklin"]"#)
        let caller = try await verifier(key).caller(token: key.token(claims.json))
        #expect(caller.subject == "worker-7" && caller.role == .pjacWorker)
        #expect(caller.sites == ["oh-stark", "oh-franklin"])
        #expect(caller.clearances == [.fti, .safety] && caller.tokenID == "t-1")
        #expect(caller.expiresAt == clock.time + 600 && caller.breakGlass == nil)
        #expect(caller.personID == nil && caller.partnerID == nil)
    }

    @Test func aTokenWithoutIdIsNamedByItsDigest() async throws {
        let token = key.token(claims.with("jti", nil).json)
        let caller = try await verifier().caller(token: token)
        #expect(caller.tokenID.count == 16 && !token.contains(caller.tokenID))
    }

    @Test func severalAudiencesMayBeNamed() async throws {
        let token = key.token(claims.with("aud", #"["billing","accord"]"#).json)
        #expect(try await refused(token) == nil)
    }

    @Test func parentsAndPartnersSayWhichOne() async throws {
        let parent = claims.with("role", #""parent""#)
        #expect(try await refused(key.token(parent.json)) == .claim("person_id"))
        let caller = try await verifier().caller(
            token: key.token(parent.with("person_id", #""P-1""#).json))
        #expect(caller.personID == "P-1")
        let partner = claims.with("role", #""partner""#)
        #expect(try await refused(key.token(partner.json)) == .claim("partner_id"))
        let other = try await verifier().caller(
            token: key.token(partner.with("partner_id", #""goodwill""#).json))
        #expect(other.partnerID == "goodwill")
        // A worker's token does not become a parent's by a claim more.
        let worker = try await verifier().caller(
            token: key.token(claims.with("person_id", #""P-1""#).json))
        #expect(worker.personID == nil)
    }

    // MARK: The header of the request

    @Test(arguments: [
        (String?.none, TokenFault.missing), ("", .notBearer), ("Bearer", .notBearer),
        ("Basic dXNlcg==", .notBearer), ("Bearer a b", .notBearer), ("Bearer a, b", .notBearer),
        ("Bearer ", .notBearer), ("Token abc", .notBearer),
    ])
    func aHeaderHoldsOneBearerToken(_ header: String?, _ fault: TokenFault) async throws {
        await #expect(throws: fault) {
            try await verifier().caller(authorization: header)
        }
    }

    @Test func theSchemeMayBeWrittenInAnyCase() async throws {
        let caller = try await verifier().caller(
            authorization: "bEARER  \(key.token(claims.json))")
        #expect(caller.subject == "worker-7")
    }

    // MARK: Signatures

    @Test func aTokenMustBeSigned() async throws {
        for name in ["none", "None", "NONE", ""] {
            let header = #"{"alg":"\#(name)","kid":"k1"}"#
            let parts = key.token(header: header, claims: claims.json).split(separator: ".")
            #expect(try await refused("\(parts[0]).\(parts[1]).") == .malformed)
            #expect(try await refused("\(parts[0]).\(parts[1]).\(parts[2])") == .algorithm)
        }
    }

    /// The public key is known to everyone; as a shared secret it would sign anything.
    @Test(arguments: ["HS256", "HS384", "HS512"])
    func thePublicKeyIsNoSharedSecret(_ name: String) async throws {
        for key in [key, TestKey(.rs256, kid: "r1"), TestKey(.edDSA, kid: "e1")] {
            let signed =
                base64URL(#"{"alg":"\#(name)","kid":"\#(key.kid)"}"#.utf8) + "."
                + base64URL(claims.json.utf8)
            let code = HMAC<SHA256>.authenticationCode(
                for: Array(signed.utf8), using: SymmetricKey(data: key.publicBytes))
            let token = signed + "." + base64URL(code)
            #expect(try await refused(token, verifier(key)) == .algorithm)
        }
    }

    @Test(arguments: ["RS384", "PS256", "ES384", "ES512", "es256", "ML-DSA-65"])
    func otherMethodsAreNotAccepted(_ name: String) async throws {
        let header = #"{"alg":"\#(name)","kid":"k1"}"#
        #expect(
            try await refused(key.token(header: header, claims: claims.json)) == .algorithm)
    }

    @Test func aMethodThatIsNotConfiguredIsRefused() async throws {
        let strict = try verifier { $0.algorithms = [.rs256] }
        #expect(try await refused(key.token(claims.json), strict) == .algorithm)
    }

    /// A key of one kind is never tried with the method of another.
    @Test func aKeyServesItsOwnMethodOnly() async throws {
        let header = #"{"alg":"EdDSA","kid":"k1"}"#
        #expect(
            try await refused(key.token(header: header, claims: claims.json)) == .unknownKey)
    }

    @Test func aKeyThatTheIssuerDoesNotHaveIsUnknown() async throws {
        let other = TestKey(.es256, kid: "k2")
        #expect(try await refused(other.token(claims.json)) == .unknownKey)
        let unnamed = key.token(header: #"{"alg":"ES256"}"#, claims: claims.json)
        #expect(try await refused(unnamed) == .unknownKey)
        // A stranger's key under a known name.
        let thief = TestKey(.es256, kid: "k1")
        #expect(try await refused(thief.token(claims.json)) == .signature)
    }

    @Test func changedClaimsDoNotFitTheSignature() async throws {
        let parts = key.token(claims.json).split(separator: ".")
        let more = base64URL(claims.with("role", #""supervisor""#).json.utf8)
        #expect(try await refused("\(parts[0]).\(more).\(parts[2])") == .signature)
    }

    /// Every way to cut a token short, and every single letter that is changed.
    @Test func noPartOfATokenCanBeLeftOutOrChanged() async throws {
        let token = key.token(claims.json)
        let verifier = try verifier()
        for length in 0..<token.count {
            let fault = try await refused(String(token.prefix(length)), verifier)
            #expect(fault != nil, "cut to \(length)")
        }
        var letters = Array(token)
        for index in stride(from: 0, to: letters.count, by: 3) {
            let letter = letters[index]
            letters[index] = letter == "A" ? "B" : "A"
            #expect(try await refused(String(letters), verifier) != nil, "letter \(index)")
            letters[index] = letter
        }
    }

    @Test(arguments: [
        "a", "a.b", "a.b.c.d", "..", "!!.!!.!!", "e30.e30.e30", "bnVsbA.e30.e30", "W10.e30.YQ",
        "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIn0=.e30.YQ", "\u{1F600}.e30.YQ", "e30.\u{0}.YQ",
    ])
    func whatIsNoTokenIsRefused(_ text: String) async throws {
        #expect(try await refused(text) != nil)
    }

    @Test func aLongTokenIsNotLookedAt() async throws {
        let long = key.token(
            claims.with("note", "\"\(String(repeating: "x", count: 7000))\"").json)
        #expect(long.utf8.count > 8192)
        #expect(try await refused(long) == .tooLong(limit: 8192))
        #expect(try await refused(long, verifier { $0.longestToken = 20_000 }) == nil)
    }

    @Test func aNameThatStandsTwiceIsRefused() async throws {
        for name in ["role", "sub", "exp"] {
            let twice = claims.json.dropLast() + #","\#(name)":"supervisor"}"#
            #expect(try await refused(key.token(String(twice))) == .repeatedName)
        }
        let header = #"{"alg":"ES256","kid":"k1","alg":"ES256"}"#
        #expect(
            try await refused(key.token(header: header, claims: claims.json)) == .repeatedName)
    }

    @Test func whatMustBeUnderstoodIsRefused() async throws {
        let critical = #"{"alg":"ES256","kid":"k1","crit":["b64"],"b64":false}"#
        #expect(
            try await refused(key.token(header: critical, claims: claims.json)) == .malformed)
        for type in ["JWE", "dpop+jwt", "logout+jwt"] {
            let header = #"{"alg":"ES256","kid":"k1","typ":"\#(type)"}"#
            #expect(
                try await refused(key.token(header: header, claims: claims.json)) == .malformed)
        }
        for type in ["JWT", "jwt", "at+jwt"] {
            let header = #"{"alg":"ES256","kid":"k1","typ":"\#(type)"}"#
            #expect(try await refused(key.token(header: header, claims: claims.json)) == nil)
        }
    }

    /// A key that the token brings along is not believed.
    @Test func aKeyInTheTokenIsNotBelieved() async throws {
        let thief = TestKey(.es256, kid: "k1")
        let header = #"{"alg":"ES256","kid":"k1","jwk":\#(thief.entry)}"#
        #expect(
            try await refused(thief.token(header: header, claims: claims.json)) == .signature)
    }

    // MARK: Claims

    @Test(arguments: [
        ("iss", String?.some(#""https://issuer.example/""#), TokenFault.issuer),
        ("iss", nil, .issuer),
        ("iss", #"["https://issuer.example"]"#, .issuer), ("aud", #""accords""#, .audience),
        ("aud", "[]", .audience), ("aud", nil, .claim("aud")), ("aud", "7", .claim("aud")),
        ("sub", nil, .claim("sub")), ("sub", #""""#, .claim("sub")), ("sub", "7", .claim("sub")),
        ("sub", #""a\nb""#, .claim("sub")), ("sub", "\"\u{202E}x\"", .claim("sub")),
        ("role", nil, .claim("role")), ("role", #""root""#, .role),
        ("role", #""Supervisor""#, .role), ("role", #"["supervisor"]"#, .claim("role")),
        ("sites", nil, .claim("sites")), ("sites", "[]", .claim("sites")),
        ("sites", #""oh-stark""#, .claim("sites")), ("sites", #"["*"]"#, .claim("sites")),
        ("sites", #"["../etc"]"#, .claim("sites")), ("sites", #"["oh-stark",7]"#, .claim("sites")),
        ("exp", nil, .claim("exp")), ("exp", #""soon""#, .claim("exp")),
        ("exp", "-1", .claim("exp")), ("exp", "999999999999999999", .claim("exp")),
        ("clearances", #"["fti","everything"]"#, .claim("clearances")),
        ("clearances", #""fti""#, .claim("clearances")), ("nbf", #""x""#, .claim("nbf")),
        ("jti", #""a b""#, .claim("jti")),
    ])
    func aWrongClaimIsRefused(_ name: String, _ value: String?, _ fault: TokenFault) async throws {
        #expect(try await refused(key.token(claims.with(name, value).json)) == fault)
    }

    @Test func sitesAndNamesAreBounded() async throws {
        let many = (0..<65).map { "\"s\($0)\"" }.joined(separator: ",")
        let token = key.token(claims.with("sites", "[\(many)]").json)
        #expect(try await refused(token) == .claim("sites"))
        let long = "\"\(String(repeating: "x", count: 129))\""
        #expect(try await refused(key.token(claims.with("sub", long).json)) == .claim("sub"))
    }

    /// The leeway of clocks, to the second.
    @Test(arguments: [
        ("exp", Int64(-29), TokenFault?.none), ("exp", -30, .expired), ("exp", -31, .expired),
        ("nbf", 30, nil), ("nbf", 31, .notYet), ("iat", 30, nil), ("iat", 31, .notYet),
    ])
    func clocksMayDifferALittle(_ name: String, _ span: Int64, _ fault: TokenFault?) async throws {
        let token = key.token(claims.with(name, "\(clock.time + span)").json)
        #expect(try await refused(token) == fault)
    }

    @Test func leewayIsBounded() async throws {
        let lax = try verifier { $0.leeway = 1_000_000 }
        let token = key.token(claims.with("exp", "\(clock.time - 121)").json)
        #expect(try await refused(token, lax) == .expired)
        #expect(
            TokenVerifier.Rules(issuer: "a", audience: "b", leeway: 9999).leeway
                == TokenVerifier.Rules.mostLeeway)
    }

    @Test func aTokenForLifeIsRefusedWhereLifeIsBounded() async throws {
        let short = try verifier { $0.longestLife = 3600 }
        let long = claims.with("exp", "\(clock.time + 3601)")
        #expect(try await refused(key.token(long.json), short) == .tooLongLived)
        #expect(try await refused(key.token(claims.json), short) == nil)
        #expect(
            try await refused(key.token(claims.with("iat", nil).json), short) == .claim("iat"))
    }

    @Test func aTokenEndsWhileItIsUsed() async throws {
        let verifier = try verifier()
        let token = key.token(claims.json)
        #expect(try await refused(token, verifier) == nil)
        clock.turn(by: 700)
        #expect(try await refused(token, verifier) == .expired)
    }
}
