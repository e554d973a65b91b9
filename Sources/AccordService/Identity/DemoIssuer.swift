public import Casework
import CaseModel
import JWTKit

/// Makes tokens for trying the service out on one machine.
///
/// The key is made at start, lives in memory and ends with the process. Whoever can reach the service
/// could ask for any role, so there is no issuer unless the service listens on this machine only.
public struct DemoIssuer: Sendable {
    /// Who the tokens say made them.
    public static let issuer = "accord-demo"
    /// Whom they are for.
    public static let audience = "accord"
    /// How long they hold, seconds.
    public static let life: Int64 = 15 * 60

    /// The service can be reached from other machines.
    public struct NotOnLoopback: Error, Sendable, Equatable, CustomStringConvertible {
        /// What is wrong and what to do.
        public var description: String {
            "demonstration tokens are made only where nobody else can reach the service; "
                + "listen on 127.0.0.1, or configure an issuer"
        }
    }

    /// The public key as a set, for ``KeySource/fixed(_:)``.
    public let keys: String
    private let collection: JWTKeyCollection
    private let kid: JWKIdentifier
    private let now: @Sendable () -> Int64

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - address: Where the service listens.
    ///   - now: Seconds since 1970.
    /// - Throws: ``NotOnLoopback``.
    public init(
        listeningOn address: ServiceAddress,
        now: @escaping @Sendable () -> Int64 = TokenVerifier.clock
    ) async throws(NotOnLoopback) {
        guard address.isLoopback else { throw NotOnLoopback() }
        let key = ES256PrivateKey()
        let kid = JWKIdentifier(string: "demo-\(UInt64.random(in: .min ... .max))")
        collection = JWTKeyCollection()
        await collection.add(ecdsa: key, kid: kid)
        let point = key.parameters
        keys =
            JSONValue.object([
                "keys": .list([
                    .object([
                        "kty": .text("EC"), "crv": .text("P-256"), "alg": .text("ES256"),
                        "use": .text("sig"), "kid": .text(kid.string),
                        "x": .text(Self.url(point?.x ?? "")), "y": .text(Self.url(point?.y ?? "")),
                    ])
                ])
            ]).canonicalText
        self.kid = kid
        self.now = now
    }

    /// Makes a token for a role.
    ///
    /// - Parameters:
    ///   - role: The role.
    ///   - sites: The sites.
    ///   - subject: The person or program; made from the role unless told.
    ///   - clearances: What the person is cleared for.
    ///   - personID: The parent's id in case files, for the role `parent`.
    ///   - partnerID: The partner's id, for the role `partner`.
    /// - Returns: The token.
    /// - Throws: An error if it cannot be signed.
    public func token(
        for role: Role, sites: [String], subject: String? = nil, clearances: [Clearance] = [],
        personID: String? = nil, partnerID: String? = nil
    ) async throws -> String {
        let start = now()
        let claims = Claims(
            iss: Self.issuer, aud: Self.audience, sub: subject ?? "demo-\(role.rawValue)",
            role: role.rawValue, sites: sites, clearances: clearances.map(\.rawValue),
            person_id: personID, partner_id: partnerID, iat: start, exp: start + Self.life,
            jti: "demo-\(UInt64.random(in: .min ... .max))")
        return try await collection.sign(claims, kid: kid)
    }

    /// Coordinates in the alphabet of tokens; the library gives them in that of mail.
    private static func url(_ text: String) -> String {
        text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The claims, under the names that tokens have.
    private struct Claims: JWTPayload {
        var iss: String
        var aud: String
        var sub: String
        var role: String
        var sites: [String]
        var clearances: [String]
        var person_id: String?
        var partner_id: String?
        var iat: Int64
        var exp: Int64
        var jti: String

        /// Nothing: these claims are only ever written.
        func verify(using algorithm: some JWTAlgorithm) {}
    }
}
