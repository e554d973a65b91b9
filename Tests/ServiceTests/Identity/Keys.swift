import AccordService
import Crypto
import CryptoExtras
import Foundation
import Synchronization

/// A clock that a test turns.
final class TestClock: Sendable {
    private let seconds = Mutex<Int64>(1_700_000_000)

    var now: @Sendable () -> Int64 { { self.seconds.withLock { $0 } } }
    var time: Int64 { now() }

    func turn(by span: Int64) { seconds.withLock { $0 += span } }
}

/// Bytes in the alphabet of tokens.
func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
}

/// An issuer's key that a test signs with, byte by byte, so that wrong tokens can be made too.
struct TestKey: Sendable {
    enum Kind { case es256, edDSA, rs256 }

    let kid: String
    let kind: Kind
    /// The public key as an entry of a set, without braces' neighbors.
    let entry: String
    private let signer: @Sendable ([UInt8]) -> [UInt8]
    /// The bytes of the public key that somebody could misuse as a shared secret.
    let publicBytes: [UInt8]

    init(_ kind: Kind, kid: String) {
        self.kid = kid
        self.kind = kind
        switch kind {
        case .es256:
            let key = P256.Signing.PrivateKey()
            let point = key.publicKey.rawRepresentation
            publicBytes = Array(key.publicKey.pemRepresentation.utf8)
            entry = #"""
                {"kty":"EC","crv":"P-256","use":"sig","kid":"\#(kid)",\#
                "x":"\#(base64URL(point.prefix(32)))","y":"\#(base64URL(point.suffix(32)))"}
                """#
            signer = { bytes in
                guard let signature = try? key.signature(for: bytes) else { return [] }
                return Array(signature.rawRepresentation)
            }
        case .edDSA:
            let key = Curve25519.Signing.PrivateKey()
            publicBytes = Array(key.publicKey.rawRepresentation)
            entry = #"""
                {"kty":"OKP","crv":"Ed25519","kid":"\#(kid)",\#
                "x":"\#(base64URL(key.publicKey.rawRepresentation))"}
                """#
            signer = { bytes in Array((try? key.signature(for: bytes)) ?? Data()) }
        case .rs256:
            let key = Self.rsa
            publicBytes = Array(key.publicKey.pemRepresentation.utf8)
            let parts = try? key.publicKey.getKeyPrimitives()
            entry = #"""
                {"kty":"RSA","alg":"RS256","kid":"\#(kid)",\#
                "n":"\#(base64URL(parts?.modulus ?? Data()))",\#
                "e":"\#(base64URL(parts?.publicExponent ?? Data()))"}
                """#
            signer = { bytes in
                let signature = try? key.signature(
                    for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
                return Array(signature?.rawRepresentation ?? Data())
            }
        }
    }

    /// One key for all tests: it takes long to find.
    private static let rsa: _RSA.Signing.PrivateKey = {
        guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) else {
            preconditionFailure("no RSA key")
        }
        return key
    }()

    var algorithm: String {
        switch kind {
        case .es256: "ES256"
        case .edDSA: "EdDSA"
        case .rs256: "RS256"
        }
    }

    /// Signs any text with any header.
    func token(header: String, claims: String) -> String {
        let signed = base64URL(header.utf8) + "." + base64URL(claims.utf8)
        return signed + "." + base64URL(signer(Array(signed.utf8)))
    }

    /// Signs claims with the header that belongs to the key.
    func token(_ claims: String) -> String {
        token(header: #"{"alg":"\#(algorithm)","kid":"\#(kid)","typ":"JWT"}"#, claims: claims)
    }

    /// A set with keys.
    static func set(_ keys: TestKey...) -> String {
        #"{"keys":[\#(keys.map(\.entry).joined(separator: ","))]}"#
    }
}

/// The claims of a good token, each of which a test can change.
struct TestClaims {
    var values: [String: String]

    init(_ clock: TestClock) {
        values = [
            "iss": #""https://issuer.example""#, "aud": #""accord""#, "sub": #""worker-7""#,
            "role": #""pjac_worker""#, "sites": #"["oh-stark"]"#, "exp": "\(clock.time + 600)",
            "iat": "\(clock.time)", "nbf": "\(clock.time)", "jti": #""t-1""#,
        ]
    }

    func with(_ name: String, _ value: String?) -> TestClaims {
        var changed = self
        changed.values[name] = value
        return changed
    }

    var json: String {
        "{"
            + values.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
            .joined(separator: ",") + "}"
    }
}
